"""The text of the page: words in order, statements with anchors and badges, places of findings, loose quotations."""

import re
from collections.abc import Callable
from dataclasses import replace

from tests.conftest import place

from onrecord.model import Finding, Paragraph, ParagraphKind, Record, Sheet
from onrecord.spans import Span
from onrecord.web.marked import UNKNOWN, loose_quotations, marked, place_name

MADE = re.compile(r'<span class="hidden">.*?</span>|<a class="badge".*?</a>|<[^>]*>', re.DOTALL)
STATEMENT = re.compile(r'<mark[^>]* class="statement ([^"]*)" data-of="([^"]*)"')


def html(record: Record, speaker: str | None = None) -> str:
    return "\n\n".join(block.html for block in marked(record, speaker).blocks)


def finding(record: Record, *spans: Span) -> Record:
    sheet = replace(record.sheet, findings=(Finding("damaged-word", "A word seems broken.", spans),))
    return replace(record, sheet=sheet)


def test_the_words_stay_in_their_order(record: Record) -> None:
    assert MADE.sub("", html(record)) == record.article.text


def test_a_statement_has_its_own_id_also_after_others_were_rejected(record: Record) -> None:
    less = replace(record, statements=record.statements[1:])
    made = marked(less)
    assert made.placed == {"s2", "s3"}
    assert '<mark id="s2"' in html(less)


def test_the_badge_is_a_link_to_the_card_and_says_whose_it_is(record: Record) -> None:
    pattern = r'<a class="badge" href="([^"]*)" data-statement="([^"]*)" aria-label="([^"]*)">(.)</a>'
    badges = re.findall(pattern, html(record))
    assert [(href, id_, number) for href, id_, _, number in badges] == [
        ("#card-s1", "s1", "1"), ("#card-s2", "s2", "2"), ("#card-s3", "s3", "1"),
    ]  # fmt: skip
    assert badges[0][2] == "1: Ilva Brandt, Transport Minister, direct, s1"


def test_kind_speaker_and_depth_are_classes(record: Record) -> None:
    found = {id_: classes for classes, id_ in STATEMENT.findall(html(record))}
    assert found == {
        "s1": "direct colour0 depth0", "s2": "direct colour1 depth0", "s3": "indirect colour0 depth1",
    }  # fmt: skip


def test_statements_of_others_stand_back(record: Record) -> None:
    for chosen, others in (("p1", {"s2"}), (UNKNOWN, {"s1", "s2", "s3"})):
        found = STATEMENT.findall(html(record, chosen))
        assert {id_ for classes, id_ in found if classes.endswith(" other")} == others


def test_a_finding_has_a_place_to_go_to(record: Record) -> None:
    made = marked(finding(record, place("stayed closed"), place("never safe")))
    assert made.found == {place_name(0, 0), place_name(0, 1)}
    assert sum(block.html.count('id="f1-1"') for block in made.blocks) == 1


def test_findings_at_one_place_all_have_an_anchor(record: Record) -> None:
    span = place("stayed closed")
    sheet = Sheet(3, 1, 1, True, 0.2, {}, tuple(Finding("damaged-word", "m", (span,)) for _ in range(3)))
    assert marked(replace(record, sheet=sheet)).found == {"f1-1", "f2-1", "f3-1"}


def test_quoted_words_of_nobody_are_marked(plain_record: Callable[..., Record]) -> None:
    text = "The “peace plan” failed. “It rains,” she said. An “open mark"
    bare = plain_record(text, (place("“It rains,”", text),))
    article = replace(bare.article, paragraphs=(Paragraph(Span(0, len(text)), ParagraphKind.BODY),))
    assert list(loose_quotations(article, bare.statements)) == [place("“peace plan”", text)]


def test_words_in_a_statement_are_not_loose(record: Record) -> None:
    assert [record.article.text[a:b] for a, b in loose_quotations(record.article, record.statements)] == [
        "“was never safe”"
    ]
    assert html(record).count('class="loose"') == 1


def test_hostile_words_are_text(plain_record: Callable[..., Record]) -> None:
    made = html(plain_record("<script>alert(1)</script> \u202e", (Span(0, 8),)))
    assert "<script" not in made
    assert "⟨U+202E⟩" in made
