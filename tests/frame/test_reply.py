from collections.abc import Callable

import pytest

from onrecord.frame import frame
from onrecord.model import Article, Finding, Speaker, Statement

Articles = Callable[..., Article]
Statements = Callable[..., Statement]
Speakers = Callable[..., Speaker]

ACCUSATION = "Ann Hill, a councillor, said Robert Pike lied about the bridge."


def of(article: Article, statements: tuple[Statement, ...], speakers: tuple[Speaker, ...] = ()) -> list[Finding]:
    return [f for f in frame(article, statements, speakers)[1].findings if f.code == "no-reply-reported"]


def test_accused_person_who_never_speaks(make_article: Articles, make_statement: Statements) -> None:
    article = make_article(ACCUSATION)
    statement = make_statement(article, 1, "Robert Pike lied about the bridge", source="Ann Hill")
    (finding,) = of(article, (statement,))
    assert "“Robert Pike” is accused or criticised in a statement (“lied”)" in finding.message
    assert [article.text[a:b] for a, b in finding.spans] == ["Robert Pike"]


@pytest.mark.parametrize(
    "reply",
    [
        "Pike did not respond to a request.",
        "Pike denied it.",
        "He declined to comment.",
        "Mr. Pike could not be reached on Monday.",
        "Pike’s office didn’t immediately respond to the Harbour Post.",
    ],
)
def test_reply_formula_about_the_accused_is_enough(
    reply: str, make_article: Articles, make_statement: Statements
) -> None:
    article = make_article(ACCUSATION, reply)
    assert of(article, (make_statement(article, 1, "Robert Pike lied about the bridge", source="Ann Hill"),)) == []


def test_reply_of_somebody_else_is_not(make_article: Articles, make_statement: Statements) -> None:
    article = make_article(ACCUSATION, "Susan Brown declined to comment.")
    assert len(of(article, (make_statement(article, 1, "Robert Pike lied about the bridge", source="Ann Hill"),))) == 1


def test_accused_who_speaks_is_no_finding(
    make_article: Articles, make_statement: Statements, make_speaker: Speakers
) -> None:
    article = make_article(ACCUSATION, "Pike said the bridge was fine.")
    statements = (
        make_statement(article, 1, "Robert Pike lied about the bridge", source="Ann Hill"),
        make_statement(article, 2, "the bridge was fine", source="Pike", speaker="p2"),
    )
    assert of(article, statements, (make_speaker(1, "Ann Hill"), make_speaker(2, "Robert Pike"))) == []


def test_accused_as_the_object_of_the_reporting_verb(make_article: Articles, make_statement: Statements) -> None:
    article = make_article("Ann Hill accused Robert Pike of losing the keys.")
    statement = make_statement(article, 1, "Robert Pike of losing the keys", cue="accused", source="Ann Hill")
    assert len(of(article, (statement,))) == 1


@pytest.mark.parametrize(
    "content",
    [
        "Robert Pike never lied",
        "Robert Pike was praised. Others lied",
        "she left Robert Pike and misled the rest",
        "Robert Pike spoke out against illegal fishing",
        "they denounced Acme Corporation plans",
        "people who criticised the policies of Robert Pike",
    ],
)
def test_denied_or_distant_accusation_is_no_finding(
    content: str, make_article: Articles, make_statement: Statements
) -> None:
    article = make_article(f"Ann Hill said {content}.")
    assert of(article, (make_statement(article, 1, content, source="Ann Hill"),)) == []
