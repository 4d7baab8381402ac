"""The lists are there, say where they come from, and answer only when nearly everybody agrees."""

from importlib.resources import files

import pytest

from onrecord.resolve.lexicon import folded, lexicon

FILES = (
    "forenames.tsv",
    "surnames.txt",
    "nicknames.tsv",
    "countries.tsv",
    "role_nouns.tsv",
    "titles.tsv",
    "organisation_words.txt",
    "organisation_names.tsv",
    "name_stopwords.txt",
    "place_names.txt",
    "role_modifiers.txt",
    "function_words.tsv",
)


@pytest.mark.parametrize("name", FILES)
def test_every_list_opens_with_its_origin(name: str) -> None:
    first = files("onrecord.data").joinpath("en", name).read_text(encoding="utf-8")
    assert first.startswith("# ")


@pytest.mark.parametrize(("name", "gender"), [("Mary", "f"), ("John", "m"), ("Leslie", None), ("Qwertz", None)])
def test_gender_is_known_only_where_nearly_all_bearers_share_it(name: str, gender: str | None) -> None:
    assert lexicon().gender(name) == gender


@pytest.mark.parametrize(
    ("word", "country"),
    [("ukrainian", "Ukraine"), ("british", "United Kingdom"), ("u.s.", "United States"), ("american", "United States")],
)
def test_demonyms_name_their_country(word: str, country: str) -> None:
    assert lexicon().demonyms[word] == country


def test_a_demonym_of_two_countries_names_none() -> None:
    assert "dominican" not in lexicon().demonyms


def test_folding_drops_case_accents_and_double_blanks() -> None:
    assert folded("Gómez  O’Neill") == "gomez o'neill"
