"""The word lists that resolution looks into, folded and indexed once.

Adds nothing to the record by itself. A name's gender is given only where nine in ten of its bearers share it; for every
other name it is unknown.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from onrecord.data import lines, table

SURE = 0.9
FEMALE, MALE = "f", "m"


@dataclass(frozen=True, slots=True)
class RoleNoun:
    """A noun that heads the description of a source.

    `number` is "sg" or "pl"; `gender` "m", "f" or None; `sort` "person", "group", "organisation" or "document";
    `unnamed` is set when the word alone is an unnamed source; `office` when "of" and a country may follow.
    """

    number: str
    gender: str | None
    sort: str
    unnamed: bool
    office: bool


@dataclass(frozen=True, slots=True)
class Title:
    """A title before a name: its gender, whether it says an office, and the nouns that may name its holder later."""

    gender: str | None
    is_role: bool
    nouns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All lists of a language; keys are folded, except in `organisation_words` and `titles`, where case matters.

    `functions` are function words by what they do, `common` the words that are more often no name, `participles` those
    that most often are one, `verbs` those that most often are a verb; the other lists are named like their files.
    """

    language: str
    female: Mapping[str, float]
    surnames: frozenset[str]
    nicknames: Mapping[str, tuple[str, ...]]
    demonyms: Mapping[str, str]
    countries: Mapping[str, str]
    places: frozenset[str]
    roles: Mapping[str, RoleNoun]
    titles: Mapping[str, Title]
    modifiers: frozenset[str]
    organisation_words: frozenset[str]
    organisations: Mapping[str, str]
    stopwords: frozenset[str]
    functions: Mapping[str, frozenset[str]]
    common: frozenset[str]
    participles: frozenset[str]
    verbs: frozenset[str]

    def gender(self, forename: str) -> str | None:
        """The gender of nearly all who bear this forename; None for a shared or unlisted name, or where the parts of
        a double name disagree."""
        key = folded(forename)
        found = {self._gender(part) for part in ((key,) if key in self.female else key.split("-"))}
        return found.pop() if len(found) == 1 else None

    def _gender(self, key: str) -> str | None:
        share = self.female.get(key)
        if share is None:
            return None
        return FEMALE if share >= SURE else MALE if share <= 1 - SURE else None

    def is_forename(self, word: str) -> bool:
        """Whether the word, or the first part of a double name, is a listed forename."""
        key = folded(word)
        return key in self.female or key.split("-")[0] in self.female


@lru_cache(maxsize=1 << 16)
def folded(words: str) -> str:
    """Lower case, without accents, typographic apostrophes made plain, white space single."""
    if words.isascii():
        return " ".join(words.lower().split())
    plain = unicodedata.normalize("NFKD", words.casefold().replace("’", "'"))
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


@cache
def lexicon(language: str = "en") -> Lexicon:
    """The lists of a language, loaded once."""
    return Lexicon(
        language=language,
        female={row["name"]: float(row["female"]) for row in table(language, "forenames.tsv")},
        surnames=frozenset(lines(language, "surnames.txt")),
        nicknames=nicknames(language),
        demonyms=_demonyms(language),
        countries={folded(row["name"]): row["name"] for row in table(language, "countries.tsv")} | _capitals(language),
        places=frozenset(folded(line) for line in lines(language, "place_names.txt")),
        roles=_roles(language),
        titles={row["title"]: _title(row) for row in table(language, "titles.tsv")},
        modifiers=frozenset(lines(language, "role_modifiers.txt")),
        organisation_words=frozenset(lines(language, "organisation_words.txt")),
        organisations={folded(row["name"]): row["country"] for row in table(language, "organisation_names.tsv")},
        stopwords=frozenset(word for line in lines(language, "name_stopwords.txt") for word in line.split()),
        functions=_functions(language),
        common=_tagged(language, lambda tags: tags[0] not in ("NNP", "NNPS")),
        participles=_tagged(language, lambda tags: tags[0] == "VBN"),
        verbs=_tagged(language, lambda tags: tags[0] in ("VBD", "VBZ", "VBP", "MD", "VB")),
    )


def _tagged(language: str, wanted: Callable[[list[str]], bool]) -> frozenset[str]:
    """The counted words whose tags, the most frequent first, are wanted."""
    rows = table(language, "word_tags.tsv")
    return frozenset(row["form"] for row in rows if wanted([tag.partition(":")[0] for tag in row["tags"].split()]))


def _functions(language: str) -> Mapping[str, frozenset[str]]:
    uses: dict[str, set[str]] = defaultdict(set)
    for row in table(language, "function_words.tsv"):
        uses[row["use"]].add(row["word"])
    return {use: frozenset(words) for use, words in uses.items()}


def nicknames(language: str) -> Mapping[str, tuple[str, ...]]:
    """Each forename → its short forms, and each short form → the forenames that it stands for."""
    linked: dict[str, set[str]] = defaultdict(set)
    for row in table(language, "nicknames.tsv"):
        linked[row["name"]].add(row["nickname"])
        linked[row["nickname"]].add(row["name"])
    return {name: tuple(sorted(others)) for name, others in linked.items()}


def _demonyms(language: str) -> Mapping[str, str]:
    """Adjectives and other names of countries; a word that two countries share ("Dominican") is left out."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in table(language, "countries.tsv"):
        for word in row["words"].split("|"):
            found[folded(word)].add(row["name"])
    return {word: names.pop() for word, names in found.items() if word and len(names) == 1}


def _capitals(language: str) -> dict[str, str]:
    return {folded(row["capital"]): row["name"] for row in table(language, "countries.tsv") if row["capital"]}


def _roles(language: str) -> Mapping[str, RoleNoun]:
    return {
        row["word"]: RoleNoun(
            row["number"], _gender(row["gender"]), row["class"], row["unnamed"] == "1", row["office"] == "1"
        )
        for row in table(language, "role_nouns.tsv")
    }


def _title(row: Mapping[str, str]) -> Title:
    return Title(_gender(row["gender"]), row["role"] == "1", tuple(noun for noun in row["nouns"].split("|") if noun))


def _gender(value: str) -> str | None:
    return value if value in (FEMALE, MALE) else None
