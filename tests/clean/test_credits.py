"""Whose report a page says that it carries."""

import pytest

from onrecord.clean.credits import with_credits
from onrecord.model import Article, Dropped, Outlet, Paragraph, ParagraphKind
from onrecord.spans import Span


def page(*paragraphs: str, **fields: object) -> Article:
    text, found = "", []
    for paragraph in paragraphs:
        found.append(Paragraph(Span(len(text), len(text) + len(paragraph)), ParagraphKind.BODY))
        text += paragraph + "\n\n"
    return Article("a1", text, paragraphs=tuple(found), **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("paragraph", "name"),
    [
        ("VELMORA (AP) — The port opened on Monday.", "Associated Press"),
        ("VELMORA, Aug 3 (Reuters) - The port opened.", "Reuters"),
        ("(AFP) – The port opened.", "Agence France-Presse"),
        ("The Associated Press contributed to this report.", "Associated Press"),
        ("Reuters reporter Jane Doe contributed to this report.", "Reuters"),
        ("With inputs from PTI", "Press Trust of India"),
        ("Source: TASS", "TASS"),
        ("— AFP", "Agence France-Presse"),
        ("© 2023 The Associated Press. All rights reserved.", "Associated Press"),
        ("(Reporting by Jane Doe; Editing by John Roe)", "Reuters"),
        ("This article was originally published by The Lantern.", "Lantern"),
        ("Republished from the Zaria Post with permission.", "Zaria Post"),
    ],
)
def test_a_credit_is_taken_with_its_place(paragraph: str, name: str) -> None:
    article = with_credits(page(paragraph, "It is large."))
    assert [credit.name for credit in article.credits] == [name]
    span = article.credits[0].span
    assert span is not None
    assert article.text[span.start : span.end]


@pytest.mark.parametrize(
    "paragraph",
    [
        "The minister told Reuters that the port had opened.",
        "The move was first reported by the Lantern on Monday.",
        "The AP said so (and so did others) — twice.",
        "He works for the Associated Press.",
    ],
)
def test_a_source_that_is_quoted_is_no_credit(paragraph: str) -> None:
    assert with_credits(page(paragraph)).credits == ()


def test_an_agency_leaves_the_byline_and_becomes_a_credit() -> None:
    article = with_credits(page("The port opened.", byline=("Jane Doe", "AP")))
    assert article.byline == ("Jane Doe",)
    assert [(credit.name, credit.origin) for credit in article.credits] == [("Associated Press", "byline")]


def test_a_credit_line_that_was_dropped_counts_without_a_place() -> None:
    article = with_credits(page("The port opened.", dropped=(Dropped("Share\nSource: TASS", "furniture"),)))
    assert [(credit.name, credit.span) for credit in article.credits] == [("TASS", None)]


def test_an_agency_does_not_credit_itself() -> None:
    assert with_credits(page("VELMORA (AP) — Open.", outlet=Outlet("Associated Press"))).credits == ()
