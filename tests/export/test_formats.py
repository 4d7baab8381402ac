import json

import pytest

from onrecord.errors import OnRecordError
from onrecord.export import formats
from onrecord.export.told import Told

ARTICLE = [one for one in formats.FORMATS.values() if one.of == "article"]


@pytest.mark.parametrize("name", formats.FORMATS)
def test_every_format_has_a_module_an_ending_and_a_type(name: str) -> None:
    format_ = formats.FORMATS[name]
    assert format_.suffix.startswith(".")
    assert "/" in format_.media_type


@pytest.mark.parametrize("format_", ARTICLE, ids=lambda one: one.name)
def test_every_format_of_an_article_gives_bytes(format_: formats.Format, told: Told) -> None:
    if format_.name == "cas":
        pytest.importorskip("cassis", reason="the extra “cas” is not installed")
    made = formats.article(format_, told)
    assert made
    assert "json" not in format_.media_type or json.loads(made)


def test_the_utterances_of_collatex_are_a_list_and_of_graphml_a_graph(told: Told) -> None:
    assert len(json.loads(formats.utterances(formats.FORMATS["collatex"], told.utterances))) == 1
    assert formats.utterances(formats.FORMATS["graphml"], told.utterances).startswith(b"<?xml")


def test_an_unknown_format_lists_those_that_there_are() -> None:
    with pytest.raises(OnRecordError, match="csl, bibtex, text"):
        formats.known("brat", "citation")
    with pytest.raises(OnRecordError, match="“nope” is none of them"):
        formats.known("nope")


@pytest.mark.parametrize("name", ["csl", "bibtex", "text"])
def test_a_citation_names_the_article(name: str, told: Told) -> None:
    assert b"a0011223344556677" in formats.citation(formats.FORMATS[name], told)
