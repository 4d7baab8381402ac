"""Make the table of how harsh or kind words sound from the lexicon of VADER.

    python -m scripts.build_valence LEXICON

LEXICON is `vader_lexicon.txt` of the package vaderSentiment (MIT): for each word the mean of ten people's ratings, from
−4 to 4, and their standard deviation. Kept are plain words on which the raters agree (a deviation of at most 1.5).
"""

import argparse
from pathlib import Path
from typing import Final

TARGET: Final = Path(__file__).parents[1] / "src/onrecord/data/en/valence.tsv"
WIDEST: Final = 1.5
HEADER: Final = """\
# How words sound, from −4 (harsh) to 4 (kind): the mean of ten ratings, where those agree (deviation ≤ {widest}).
# Made by scripts/build_valence.py from the lexicon of VADER (Hutto and Gilbert 2014), MIT License.
word\tvalence
"""


def rows(lexicon: str) -> list[tuple[str, str]]:
    """The plain words with their mean rating, in order."""
    found = (line.split("\t") for line in lexicon.splitlines() if line.strip())
    plain = ((word, mean, float(spread)) for word, mean, spread, *_ in found)
    return sorted(
        (word, mean) for word, mean, spread in plain if word.isalpha() and word.isascii() and spread <= WIDEST
    )


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("lexicon", type=Path)
    found = rows(parser.parse_args().lexicon.read_text(encoding="utf-8"))
    lines = "".join(f"{word}\t{mean}\n" for word, mean in found)
    TARGET.write_text(HEADER.format(widest=WIDEST) + lines, encoding="utf-8")
    print(f"{TARGET.name}: {len(found)} words")


if __name__ == "__main__":
    main()
