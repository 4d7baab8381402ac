"""What holds for every input: a record whose spans lie in its text, or an error of OnRecord's own."""

import hashlib
import json
from collections.abc import Iterable
from itertools import pairwise
from typing import Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.errors import OnRecordError
from onrecord.export.json import to_dict
from onrecord.model import Record, Source
from onrecord.record import read
from onrecord.spans import Span

Kind = Literal["html", "text"]

bounded = settings(
    derandomize=True,
    max_examples=250,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

NAMES = [
    "Ilva Brandt",
    "Brandt",
    "Transport Minister Ilva Brandt",
    "she",
    "He",
    "Mr. Pike",
    "the council",
    "Who",
    "a senior official",
    "Two people familiar with the matter",
    "O’Hara",
    "BRANDT",
    "Зеленський",
    "It",
    "",
]
CUES = [
    "said",
    "says",
    "told reporters",
    "said that",
    "claimed",
    "denied",
    "according to",
    "was told by",
    "adding that",
    "has never said",
    "asked whether",
    "told the council on Monday that",
    "issued the following statement",
    ":",
]
WORDS = [
    "the dam is safe",
    "it rained",
    "nobody was warned",
    "“a marvel”",
    "the claim that he lied was false",
    "no",
    "in the '90s",
    'a 27" screen',
    "NATO’s mission",
    "milit,01a,ry",
    "Updated: Aug 3, 2023",
    "39 views0 comments",
]
MARKS = [
    "“%s”",
    "‘%s’",
    '"%s"',
    "'%s'",
    "«%s»",
    "»%s«",
    "„%s“",
    "``%s''",
    "“%s",
    "%s”",
    "%s",
    "“%s,”",
    "“He said ‘%s’.”",
]
FORMS = [
    "{q}, {n} {c}.",
    "{q} {c} {n}.",
    "{n} {c} {q}.",
    "According to {n}, {q}.",
    "{q}, {n} {c}, {r}.",
    "{n}, who {c} {q}, left.",
    "The claim by {n} that {q} was wrong.",
    "{n}: {q}",
    "{n} {c}:\n\n{q}",
    "{q}\n\n{r} {n} {c}.",
    "{q}",
]
DAMAGE = [
    "",
    "",
    "",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\t",
    "\x00",
    "\x07",
    "\x1b[31m",
    "\u202e",
    "\u200b",
    "\ufeff",
    "\u2028",
    "😀",
    "“",
    "”",
    "'",
    '"',
    "‘",
    "’",
    "«",
    "„",
    "…",
    " ",
    "\u00a0",
    "<p>",
    "</p>",
    "&quot;",
    "<script>",
    "--",
    "(",
]


@st.composite
def sentences(draw: st.DrawFn) -> str:
    """A sentence as the news has it, with something odd put in now and then."""
    quoted, resumed = (draw(st.sampled_from(MARKS)) % draw(st.sampled_from(WORDS)) for _ in "12")
    form = draw(st.sampled_from(FORMS))
    whole = form.format(q=quoted, r=resumed, n=draw(st.sampled_from(NAMES)), c=draw(st.sampled_from(CUES)))
    place = draw(st.integers(0, len(whole)))
    return whole[:place] + draw(st.sampled_from(DAMAGE)) + whole[place:]


news = st.lists(st.tuples(sentences(), st.sampled_from([" ", " ", "\n", "\n\n", ""])), min_size=1, max_size=12).map(
    lambda parts: "".join(text + gap for text, gap in parts)
)
noise = st.text(st.sampled_from([*"“”‘’\"'«»‹›„‚‟‛` \n\r\t.,:;—-()…aB1é😀\x00\x1b\u202e\u200b<>&/"]), max_size=300)
pages = st.tuples(
    st.sampled_from(["p", "h1", "blockquote", "li", "td", "q", "figcaption", "x-y"]), st.lists(news, max_size=5)
).map(lambda page: "<html><body>" + "".join(f"<{page[0]}>{text}</{page[0]}>" for text in page[1]))


def recorded(data: bytes, kind: Kind | None = None) -> Record | None:
    """The record of the bytes; `None` where they are refused with a code."""
    try:
        return read(Source("test", data, "text/plain", hashlib.sha256(data).hexdigest()), kind)
    except OnRecordError:
        return None


def outside(text: str, spans: Iterable[Span]) -> list[Span]:
    return [span for span in spans if not 0 <= span.start < span.end <= len(text)]


def check_article(record: Record) -> None:
    article = record.article
    spans = [paragraph.span for paragraph in article.paragraphs]
    assert outside(article.text, spans) == []
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert outside(article.text, [*(link.span for link in article.links), *(d.span for d in article.damage)]) == []
    assert all(article.text[slice(*damage.span)] == damage.found for damage in article.damage)


def check_statements(record: Record) -> None:
    text = record.article.text
    ids = [statement.id for statement in record.statements]
    assert len(set(ids)) == len(ids)
    speakers = {speaker.id for speaker in record.speakers}
    for statement in record.statements:
        for spans in (statement.content, statement.cue, statement.source, statement.quotations):
            assert outside(text, spans) == []
            assert list(spans) == sorted(spans)
        assert statement.content
        assert statement.within in {None, *ids} - {statement.id}
        assert statement.speaker in {None, *speakers}
        assert 0 <= statement.confidence <= 1
        assert statement.reason
        assert statement.method


def check_speakers(record: Record) -> None:
    ids = [speaker.id for speaker in record.speakers]
    assert len(set(ids)) == len(ids)
    for speaker in record.speakers:
        assert speaker.name.strip()
        assert speaker.reason
        assert speaker.mentions
        assert outside(record.article.text, speaker.mentions) == []
        assert list(speaker.mentions) == sorted(speaker.mentions)


def check_sheet(record: Record) -> None:
    sheet = record.sheet
    assert sheet.statements == len(record.statements)
    assert 0 <= sheet.quoted_share <= 1
    assert set(sheet.words_by_speaker) <= {speaker.id for speaker in record.speakers}
    assert sheet.speakers_named + sheet.speakers_unnamed <= len(record.speakers)
    for finding in sheet.findings:
        assert outside(record.article.text, finding.spans) == []
        assert finding.message


def check(record: Record | None) -> None:
    if record is None:
        return
    check_article(record)
    check_statements(record)
    check_speakers(record)
    check_sheet(record)
    again = json.loads(json.dumps(to_dict(record), allow_nan=False))
    assert again["article"]["text"] == record.article.text


@bounded
@given(news)
def test_damaged_news_as_text_gives_a_sound_record(text: str) -> None:
    check(recorded(text.encode(), "text"))


@bounded
@given(noise)
def test_any_mixture_of_marks_as_text_gives_a_sound_record(text: str) -> None:
    check(recorded(text.encode(), "text"))


@bounded
@given(pages)
def test_news_in_broken_html_gives_a_sound_record(page: str) -> None:
    check(recorded(page.encode(), "html"))


@bounded
@given(st.binary(max_size=400), st.sampled_from(["html", "text", None]))
def test_any_bytes_give_a_sound_record_or_a_coded_error(data: bytes, kind: Kind | None) -> None:
    check(recorded(data, kind))


@bounded
@given(news, st.sampled_from(["utf-8", "utf-16", "utf-16-be", "utf-32", "cp1251", "koi8-r", "shift_jis"]))
def test_news_in_any_encoding_gives_a_sound_record(text: str, encoding: str) -> None:
    check(recorded(text.encode(encoding, "replace")))


@pytest.mark.parametrize("kind", ["html", "text", None])
def test_the_same_bytes_give_the_same_record(kind: Kind | None) -> None:
    data = "“The dam is safe,” Ilva Brandt said. “It will hold.” He denied it. The council said: “No.”".encode()
    assert recorded(data, kind) == recorded(data, kind)
