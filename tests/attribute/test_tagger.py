"""The learned tagger on invented news: sources, split quotations, styles of marks, hostile texts, determinism."""

from collections.abc import Callable

import pytest

from onrecord.attribute import Method, attribute, network, tagger
from onrecord.attribute.quotemarks import parse
from onrecord.model import Article, Statement, StatementKind

Make = Callable[[str], Article]
NEWS = """Mayor says dam is safe
The dam above Lower Wenn is safe, Mayor Ilva Brandt said on Monday, but engineers warned that its gates are rusty.
“We looked at every stone,” she told reporters. “It will outlive us all.”
According to the water company, repairs will cost 3 million crowns. A spokesman declined to comment."""


def lines(article: Article, found: tuple[Statement, ...]) -> list[str]:
    """Statements as "source | cue | content"."""
    roles = ((s.source, s.cue, s.content) for s in found)
    return [" | ".join(" + ".join(article.text[a:b] for a, b in role) for role in row) for row in roles]


def test_news_is_attributed_with_source_cue_and_content(make_article: Make) -> None:
    article = make_article(NEWS)
    found = lines(article, attribute(article, "tagger"))
    assert "she | told | “We looked at every stone,” + “It will outlive us all.”" in found
    assert "the water company | According to | repairs will cost 3 million crowns" in found
    assert any(line.startswith("engineers | warned | that its gates are rusty") for line in found)


def test_a_statement_says_who_made_it_on_what_evidence(make_article: Make) -> None:
    found = attribute(make_article(NEWS), "tagger")
    tagged = [s for s in found if s.method.startswith("tagger ")]
    assert tagged
    assert all(s.reason.startswith("tagger: reporting words") and 0 <= s.confidence <= 1 for s in tagged)
    assert all(s.method == f"tagger {network.settings().version}" for s in tagged)


@pytest.mark.parametrize(
    "text",
    [
        "‘We are carrying out NATO’s mission,’ Defence Minister Oleks Vardan told the paper. ‘It’s ours.’",
        '"We are carrying out the mission," Defence Minister Oleks Vardan told the paper. "It is ours."',
        "«We are carrying out the mission,» Defence Minister Oleks Vardan told the paper. «It is ours.»",
    ],
)
def test_quotations_of_every_style_are_direct_speech(make_article: Make, text: str) -> None:
    (statement,) = [s for s in attribute(make_article(text), "tagger") if s.within is None]
    assert statement.kind is StatementKind.DIRECT
    assert len(statement.quotations) == 2


def test_reports_inside_reports_are_within(make_article: Make) -> None:
    article = make_article("“At the summit our partners said that the threat would come from Rhastia,” Dravec told us.")
    outer, inner = attribute(article, "tagger")
    assert (inner.within, article.text[slice(*inner.source[0])]) == (outer.id, "our partners")


@pytest.mark.parametrize("size", ["tagger", "fast"])
def test_same_input_gives_the_same_candidates_on_one_thread_and_two(make_article: Make, size: network.Size) -> None:
    article = make_article(NEWS * 5)
    marks = parse(article.text, (p.span for p in article.paragraphs)).quotations
    one = tagger.candidates(article, marks, network.load("en", 1, size))
    assert one
    assert one == tagger.candidates(article, marks, network.load("en", 2, size))


@pytest.mark.parametrize("method", ["tagger", "fast"])
def test_statements_do_not_depend_on_the_articles_read_before(make_article: Make, method: Method) -> None:
    short, long = make_article(NEWS), make_article(NEWS * 20)
    alone = attribute(short, method)
    assert [attribute(article, method) for article in (long, short, long, short)][1::2] == [alone, alone]


@pytest.mark.parametrize("pattern", ['"', "“a", "\u200b", "😀 ", "“Yes,” he said. ", "x", "said ", "\n\n", "a.\n"])
def test_a_text_that_repeats_one_pattern_is_read_to_its_end(make_article: Make, pattern: str) -> None:
    text = pattern * (4_000 // len(pattern))
    for statement in attribute(make_article(text), "tagger"):
        assert 0 <= statement.content[0].start < statement.content[-1].end <= len(text)


@pytest.mark.parametrize("method", [None, "tagger", "fast"])
def test_a_text_longer_than_any_article_is_left_to_the_rules(make_article: Make, method: Method | None) -> None:
    found = attribute(make_article("“No,” Brandt said.\n" + "It rained all day. " * 7_000), method)
    assert {statement.method for statement in found} == {"rules 1"}


def test_an_article_without_words_has_no_statements() -> None:
    assert attribute(Article("a", ""), "tagger") == ()
