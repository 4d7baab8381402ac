from dataclasses import replace

from onrecord.export.citation import to_text
from onrecord.export.told import Told
from onrecord.model import Article


def test_a_statement_is_cited_on_one_line(told: Told) -> None:
    line = to_text(told, told.record.statements[0])
    assert line.startswith("Ilva Brandt: “The pier stays shut,” … “Ask the council")
    assert line.endswith("post.example/pier#top, OnRecord urn:onrecord:a0011223344556677#s1\n")
    assert line.count("\n") == 1


def test_what_is_not_known_is_said_to_be(told: Told) -> None:
    assert to_text(told, told.record.statements[1]).startswith("Speaker not known: it had no money. In: ")
    bare = replace(told, record=replace(told.record, article=Article("a1", "x")))
    assert to_text(bare) == "untitled article, no date, OnRecord urn:onrecord:a1\n"
