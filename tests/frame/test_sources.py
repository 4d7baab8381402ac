from collections.abc import Callable

import pytest

from onrecord.frame import frame
from onrecord.model import Article, Finding, Speaker, SpeakerKind, Statement

Articles = Callable[..., Article]
Statements = Callable[..., Statement]
Speakers = Callable[..., Speaker]

TEXT = "Ann Hill said we should all go home at once. Bo Li said no. An official said it rained."


def of(code: str, article: Article, statements: tuple[Statement, ...], speakers: tuple[Speaker, ...]) -> list[Finding]:
    return [finding for finding in frame(article, statements, speakers)[1].findings if finding.code == code]


def test_single_named_source_beside_unnamed_ones(
    make_article: Articles, make_statement: Statements, make_speaker: Speakers
) -> None:
    article = make_article(TEXT)
    statements = (
        make_statement(article, 1, "we should all go home at once", source="Ann Hill"),
        make_statement(article, 2, "it rained", source="An official", speaker="p2"),
    )
    speakers = (make_speaker(1, "Ann Hill"), make_speaker(2, "an official", SpeakerKind.UNNAMED))
    (finding,) = of("single-named-source", article, statements, speakers)
    assert finding.message == (
        "The only named source is “Ann Hill” (1 statement, 78% of the attributed words), beside 1 unnamed source."
    )
    (unnamed,) = of("unnamed-sources", article, statements, speakers)
    assert unnamed.message == "1 of 2 sources is not named: “an official”."
    assert [article.text[a:b] for a, b in unnamed.spans] == ["An official"]
    assert of("dominant-source", article, statements, speakers) == [], "its share is said already"


def test_dominant_source_needs_a_second_one(
    make_article: Articles, make_statement: Statements, make_speaker: Speakers
) -> None:
    article = make_article(TEXT)
    first = make_statement(article, 1, "we should all go home at once", source="Ann Hill")
    second = make_statement(article, 2, "no", source="Bo Li", speaker="p2")
    speakers = (make_speaker(1, "Ann Hill"), make_speaker(2, "Bo Li"))
    (finding,) = of("dominant-source", article, (first, second), speakers)
    assert "“Ann Hill” has 88% of the attributed words (7 of 8)" in finding.message
    assert of("dominant-source", article, (first,), speakers) == []
    assert of("single-named-source", article, (first, second), speakers) == []


def test_unnamed_source_can_dominate_beside_the_only_named_one(
    make_article: Articles, make_statement: Statements, make_speaker: Speakers
) -> None:
    article = make_article(TEXT)
    statements = (
        make_statement(article, 1, "no", source="Bo Li"),
        make_statement(article, 2, "it rained", source="An official", speaker="p2"),
    )
    speakers = (make_speaker(1, "Bo Li"), make_speaker(2, "an official", SpeakerKind.UNNAMED))
    codes = [finding.code for finding in frame(article, statements, speakers)[1].findings]
    assert codes == ["single-named-source", "dominant-source", "unnamed-sources"]


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (["an official"], "The only source is not named: “an official”."),
        (["an official", "a clerk"], "All 2 sources are not named: “an official”, “a clerk”."),
    ],
)
def test_all_unnamed_sources_are_one_finding(
    names: list[str], message: str, make_article: Articles, make_statement: Statements, make_speaker: Speakers
) -> None:
    article = make_article(TEXT)
    given = [(1, "it rained", "An official"), (2, "no", "Bo Li")][: len(names)]
    statements = tuple(make_statement(article, n, said, source=by, speaker=f"p{n}") for n, said, by in given)
    speakers = tuple(make_speaker(n, name, SpeakerKind.UNNAMED) for n, name in enumerate(names, start=1))
    (finding,) = of("unnamed-sources", article, statements, speakers)
    assert finding.message == message
    assert len(finding.spans) == len(names)


def test_long_article_without_statements(make_article: Articles) -> None:
    assert len(of("no-statements", make_article("rain " * 151), (), ())) == 1
    assert of("no-statements", make_article("rain " * 150), (), ()) == []
