"""Text → its language as a two-letter code, by py3langid on the text's beginning.

Thirty letters are the least it judges from; below that the language is unknown.
"""

from typing import Final

_MOST: Final = 2000
_LEAST: Final = 30


def language_of(text: str) -> str | None:
    """The language ("en"), judged on the first 2,000 characters; `None` for fewer than thirty letters."""
    sample = text[:_MOST]
    if sum(map(str.isalpha, sample)) < _LEAST:
        return None
    from py3langid import classify  # noqa: PLC0415 - loads a model

    code, _ = classify(sample)
    return str(code)
