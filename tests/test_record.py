"""The stages in their order: from bytes to a record."""

import hashlib

import pytest

from onrecord.errors import OnRecordError
from onrecord.model import Article, Paragraph, ParagraphKind, Record, Source, StatementKind
from onrecord.record import of_article, read
from onrecord.spans import Span

TEXT = """Dam is safe, says minister

By Lena Corvay
39 views0 comments

“The dam is safe,” Transport Minister Ilva Brandt said on Monday in the town hall of Lower Wenn.

The claim that nobody was warned “is false,” she told reporters. According to Robert Pike, the spillway was mended.
"""
PAGE = """<!DOCTYPE html><html lang="en"><head><title>Dam is safe, says minister</title></head><body><article>
<h1>Dam is safe, says minister</h1>
<p>“The dam is safe,” Transport Minister Ilva Brandt said on Monday in the town hall of Lower Wenn, where she spoke.</p>
<p>According to Robert Pike, the spillway was mended, and the council of the town was told about it in the spring.</p>
</article></body></html>"""


def source(text: str, media_type: str = "text/plain") -> Source:
    data = text.encode()
    return Source("test", data, media_type, hashlib.sha256(data).hexdigest())


def words(record: Record, role: str) -> list[str]:
    text = record.article.text
    return [" + ".join(text[a:b] for a, b in getattr(s, role)) for s in record.statements]


@pytest.mark.parametrize("text", [TEXT, PAGE], ids=["text", "html"])
def test_a_page_becomes_a_record_of_who_said_what(text: str) -> None:
    record = read(source(text))
    assert record.article.title == "Dam is safe, says minister"
    assert "“The dam is safe,”" in words(record, "content")
    assert "Robert Pike" in words(record, "source")
    assert {"Ilva Brandt", "Robert Pike"} <= {speaker.name for speaker in record.speakers}
    assert record.sheet.statements == len(record.statements)


def test_furniture_is_dropped_before_statements_are_looked_for() -> None:
    record = read(source(TEXT))
    assert "views" not in record.article.text
    assert any("39 views" in dropped.text for dropped in record.article.dropped)


def test_the_kind_of_a_page_is_detected_unless_it_is_given() -> None:
    assert "<p>" not in read(source(PAGE)).article.text
    assert "<p>" in read(source(PAGE), "text").article.text


def test_an_article_at_hand_is_recorded_as_it_is() -> None:
    text = "“The dam is safe,” Ilva Brandt said."
    record = of_article(Article("a", text, paragraphs=(Paragraph(Span(0, len(text)), ParagraphKind.BODY),)))
    (statement,) = record.statements
    (speaker,) = record.speakers
    assert record.article.text == text
    assert (statement.kind, statement.speaker, speaker.name) == (StatementKind.DIRECT, speaker.id, "Ilva Brandt")


@pytest.mark.parametrize(("data", "code"), [(b"", "OR104"), (b"\0\1\2\3" * 99, "OR105"), (b"%PDF-1.7 ", "OR105")])
def test_bytes_without_an_article_are_a_coded_error(data: bytes, code: str) -> None:
    with pytest.raises(OnRecordError) as error:
        read(Source("test", data, "text/plain", "0"))
    assert error.value.code == code
    assert error.value.where == "test"
