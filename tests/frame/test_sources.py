from collections.abc import Callable

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
    assert finding.message == "The only named source is “Ann Hill” (1 statement), beside 1 unnamed source."
    (unnamed,) = of("unnamed-sources", article, statements, speakers)
    assert [article.text[a:b] for a, b in unnamed.spans] == ["An official"]


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


def test_long_article_without_statements(make_article: Articles) -> None:
    assert len(of("no-statements", make_article("rain " * 151), (), ())) == 1
    assert of("no-statements", make_article("rain " * 150), (), ()) == []
