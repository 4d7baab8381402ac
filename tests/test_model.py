"""The nouns: frozen, without room for anything else, and named as the contract names them."""

import dataclasses
import json
from enum import StrEnum
from pathlib import Path

import pytest

from onrecord import model

NOUNS = [value for value in vars(model).values() if dataclasses.is_dataclass(value) and isinstance(value, type)]
KINDS = [value for value in vars(model).values() if isinstance(value, type) and issubclass(value, StrEnum)]
SCHEMA = json.loads((Path(__file__).parents[1] / "docs/onrecord-1.schema.json").read_text(encoding="utf-8"))


def name_of(noun: type) -> str:
    return noun.__name__


@pytest.mark.parametrize("noun", NOUNS, ids=name_of)
def test_a_noun_is_frozen_and_has_slots(noun: type) -> None:
    assert noun.__dataclass_params__.frozen  # type: ignore[attr-defined]
    assert hasattr(noun, "__slots__")


@pytest.mark.parametrize("noun", NOUNS, ids=name_of)
def test_a_noun_holds_no_list(noun: type) -> None:
    assert not [f.name for f in dataclasses.fields(noun) if "list" in str(f.type)]


@pytest.mark.parametrize("noun", [*NOUNS, *KINDS], ids=name_of)
def test_a_noun_says_what_it_is(noun: type) -> None:
    assert noun.__doc__
    assert not noun.__doc__.startswith(f"{noun.__name__}(")


def test_an_article_of_which_nothing_is_known_guesses_nothing() -> None:
    article = model.Article("a", "Text.")
    unknown = (article.url, article.title, article.published, article.modified, article.first_seen, article.language)
    assert unknown == (None,) * 6
    assert article.outlet == model.Outlet(None, None)


def test_long_texts_stay_out_of_the_representation() -> None:
    assert "Text." not in repr(model.Article("a", "Text."))
    assert "Text." not in repr(model.Source("a", b"Text.", "text/plain", "0"))
