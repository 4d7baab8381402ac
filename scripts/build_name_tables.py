"""Makes the name tables of `src/onrecord/data/en/` from public lexicons: forenames, surnames, nicknames, countries.

    python -m scripts.build_name_tables [--lexicons FOLDER] [--census FOLDER] [--out FOLDER]

`--census` is the folder of the `names` package (version 0.3.0 on PyPI, MIT) with the name counts of the United States
census of 1990, which are in the public domain. The tables are data that are looked up, never judgements: a name that is
given to both sexes keeps its share. Nothing is downloaded.
"""

import argparse
import csv
import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parents[1]
SURNAMES_KEPT = 20_000
NAMES_FROM = (
    "forenames-by-country.csv and surnames-by-country.csv (CC0), legislators-current.yaml and executive.yaml (CC0), "
    "the name counts of the United States census of 1990 (public domain)"
)
# What news prose says and the source does not: other adjectives, short names, and capitals that stand for a government.
SPOKEN = {
    "GB": ("British", "Briton", "Britons", "UK", "U.K.", "Britain", "Great Britain", "England", "English", "Scottish"),
    "US": ("American", "Americans", "US", "U.S.", "USA", "U.S.A.", "United States", "America"),
    "FR": ("French", "Frenchman", "Frenchwoman"),
    "IE": ("Irish", "Ireland"),
    "NL": ("Dutch", "Holland"),
    "ES": ("Spanish", "Spaniard"),
    "DK": ("Danish",),
    "FI": ("Finnish",),
    "PL": ("Polish",),
    "SE": ("Swedish",),
    "TR": ("Turkish", "Turkey"),
    "KP": ("North Korean", "North Korea"),
    "KR": ("South Korean", "South Korea"),
    "CD": ("Congolese",),
    "CZ": ("Czech", "Czech Republic"),
    "AE": ("Emirati", "UAE", "U.A.E."),
    "SA": ("Saudi", "Saudi Arabian"),
    "PH": ("Philippine", "Filipino"),
    "PS": ("Palestinian", "Palestine"),
    "TW": ("Taiwanese",),
    "IL": ("Israeli",),
    "AF": ("Afghan",),
    "VA": ("Vatican", "Holy See"),
    "SY": ("Syrian",),
    "RS": ("Serbian", "Serb"),
    "SK": ("Slovak",),
    "SI": ("Slovene", "Slovenian"),
    "HR": ("Croatian", "Croat"),
    "NZ": ("New Zealand", "Kiwi"),
    "VN": ("Vietnamese",),
    "MM": ("Burmese", "Burma"),
}


def folded(word: str) -> str:
    """Lower case without accents, as the names are looked up."""
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c))


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a comma-separated file."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def people(path: Path) -> Iterator[dict[str, str]]:
    """First name, nickname, surname and gender of each person of the office-holders' YAML, read line by line.

    The files are machine-written with fixed indentation, so that no YAML reader is needed.
    """
    person: dict[str, str] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("- "):
            yield person
            person = {}
        if found := re.match(r"    (first|last|nickname|gender): '?([^']*)'?$", line):
            person[found[1]] = found[2]
    yield person


def census(path: Path) -> Iterator[tuple[str, float]]:
    """Names and their per cent of the population."""
    for line in path.read_text(encoding="ascii").splitlines():
        name, share, *_ = line.split()
        yield name.casefold(), float(share)


def forenames(lexicons: Path, counts: Path | None) -> dict[str, Counter[str]]:
    """For each forename how much speaks for F and for M: one for a country's list or an office holder, a hundred for
    each per cent of the census."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    listed = {
        (folded(row[column]), row["Country"], row["Gender"])
        for row in rows(lexicons / "forenames-by-country.csv")
        for column in ("Localized Name", "Romanized Name")
    }
    for name, _, gender in listed:
        votes[name][gender] += 1
    for file in ("legislators-current.yaml", "executive.yaml"):
        for person in people(lexicons / file):
            for part in ("first", "nickname"):
                votes[folded(person.get(part, ""))][person.get("gender", "")] += 1
    for gender, file in (("F", "dist.female.first"), ("M", "dist.male.first")) if counts else ():
        for name, share in census(counts / file) if counts else ():
            votes[name][gender] += max(1, round(share * 100))
    latin = re.compile(r"[a-z][a-z'’-]+\Z")
    return {
        name: Counter({g: v[g] for g in "FM"}) for name, v in votes.items() if latin.match(name) and v["F"] + v["M"]
    }


def with_nicknames(votes: dict[str, Counter[str]], pairs: Iterable[tuple[str, str]]) -> dict[str, Counter[str]]:
    """The same with each nickname that has no count of its own counted as the names that it stands for."""
    added: dict[str, Counter[str]] = defaultdict(Counter)
    for name, nickname in pairs:
        if nickname not in votes and name in votes:
            added[nickname].update(votes[name])
    return votes | added


def nicknames(lexicons: Path) -> list[tuple[str, str]]:
    """Pairs of forename and nickname, both folded."""
    pairs = {(folded(r["name1"]), folded(r["name2"])) for r in rows(lexicons / "nicknames.csv")}
    return sorted((a, b) for a, b in pairs if a and b and a != b)


def surnames(lexicons: Path, counts: Path | None) -> list[str]:
    """Surnames: the most frequent ones of the census, of each country's list, and of office holders."""
    names = {folded(r["Romanized Name"] or r["Localized Name"]) for r in rows(lexicons / "surnames-by-country.csv")}
    for file in ("legislators-current.yaml", "executive.yaml"):
        names |= {folded(person.get("last", "")) for person in people(lexicons / file)}
    if counts:
        names |= {name for name, _ in list(census(counts / "dist.all.last"))[:SURNAMES_KEPT]}
    return sorted(name for name in names if re.fullmatch(r"[a-z][a-z '’-]+", name))


def countries(lexicons: Path) -> Iterator[tuple[str, str, str, str]]:
    """Name, other names and demonyms (joined by "|"), capital, two-letter code."""
    taken = {word for words in SPOKEN.values() for word in words}
    listed: list[dict[str, Any]] = json.loads((lexicons / "countries.json").read_text(encoding="utf-8"))
    for country in sorted(listed, key=lambda c: str(c["name"])):
        code = country["cca2"]
        stated = [word for word in country["demonym"].values() if word not in taken]
        words = dict.fromkeys([*stated, country["official"], *SPOKEN.get(code, ())])
        capital = country["capital"][0] if country["capital"] else ""
        yield country["name"], "|".join(w for w in words if w and w != country["name"]), capital, code


def write(path: Path, comment: Iterable[str], lines: Iterable[str]) -> None:
    """The data file: comment lines, then the lines."""
    head = [f"# {line}" for line in ("Made by scripts/build_name_tables.py; do not edit.", *comment)]
    path.write_text("\n".join([*head, *lines]) + "\n", encoding="utf-8")


def main() -> None:
    """Write the four tables and print their sizes."""
    parser = argparse.ArgumentParser(description="Make the name tables of data/en from public lexicons.")
    parser.add_argument("--lexicons", type=Path, default=HERE / "../shared/data/lexicons", metavar="FOLDER")
    parser.add_argument("--census", type=Path, metavar="FOLDER", help="the folder of the package `names`")
    parser.add_argument("--out", type=Path, default=HERE / "src/onrecord/data/en", metavar="FOLDER")
    options = parser.parse_args()
    pairs = nicknames(options.lexicons)
    votes = with_nicknames(forenames(options.lexicons, options.census), pairs)
    names = [f"{n}\t{v['F'] / (v['F'] + v['M']):.3f}\t{v['F'] + v['M']}" for n, v in sorted(votes.items())]
    comment = ("Forenames: share given to women, and how much evidence. From:", NAMES_FROM)
    write(options.out / "forenames.tsv", comment, ["name\tfemale\tcount", *names])
    comment = ("Surnames, folded to lower case without accents. From:", NAMES_FROM)
    write(options.out / "surnames.txt", comment, surnames(options.lexicons, options.census))
    origin = ("Forenames and their short forms.", "From nicknames.csv of carltonnorthern/nicknames, Apache-2.0.")
    write(options.out / "nicknames.tsv", origin, ["name\tnickname", *("\t".join(pair) for pair in pairs)])
    comment = (
        "Countries with their demonyms and capitals. From countries.json of the project mledoze/countries:",
        "this table is made available under the Open Database License (ODbL) 1.0; adjectives of news prose were added.",
    )
    table = ["name\twords\tcapital\tcode", *("\t".join(row) for row in countries(options.lexicons))]
    write(options.out / "countries.tsv", comment, table)
    print(f"{len(names)} forenames, {len(pairs)} nicknames, {len(table) - 1} countries")


if __name__ == "__main__":
    main()
