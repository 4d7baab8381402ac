from collections.abc import Callable

import pytest

from onrecord.frame import frame
from onrecord.model import Article, Finding, Statement

Articles = Callable[..., Article]
Statements = Callable[..., Statement]


def of(code: str, article: Article, statements: tuple[Statement, ...] = ()) -> list[Finding]:
    return [finding for finding in frame(article, statements, ())[1].findings if finding.code == code]


@pytest.mark.parametrize(
    ("headline", "body"),
    [
        ("Bridge ‘will never open’, says engineer", "“The bridge will NEVER open,” she said."),
        ('Hill: "Don’t cross"', "She warned: “Don't cross”."),
        ("Hill says “the bridge … closed”", "“The bridge is, for now, closed,” she said."),
        ("Hill says “[the bridge] is closed”", "“It is closed,” she said."),
        ("Hill says “well-made bridge”", "She praised a “well made   bridge”."),
        ("Bridge ‘unsafe’", "The bridge is “unsafe”, she said."),
    ],
)
def test_quotation_of_the_body_is_no_finding(headline: str, body: str, make_article: Articles) -> None:
    assert of("headline-quotation-not-in-body", make_article("# " + headline, body)) == []


def test_missing_words_are_named(make_article: Articles) -> None:
    article = make_article("# Mayor calls plan “a dangerous folly”", "“It is a folly,” the mayor said of the plan.")
    (finding,) = of("headline-quotation-not-in-body", article)
    assert finding.message == "The headline quotes “a dangerous folly”; missing from the body: “dangerous”."
    assert [article.text[a:b] for a, b in finding.spans] == ["a dangerous folly"]


def test_missing_words_are_shown_as_printed(make_article: Articles) -> None:
    article = make_article("# “We’ll bring the RAIN”, says Hill", "Rain came. The wind came.", "We did not bring it.")
    (finding,) = of("headline-quotation-not-in-body", article)
    assert finding.message == "The headline quotes “We’ll bring the RAIN”; missing from the body: “We’ll”."


def test_message_says_which_part_of_the_page_quotes(make_article: Articles) -> None:
    (finding,) = of("headline-quotation-not-in-body", make_article("# Rain", "> Hill sees “floods”", "Rain came."))
    assert finding.message == "The standfirst quotes “floods”; the body has none of these words."


def test_words_in_another_order_are_a_finding(make_article: Articles) -> None:
    article = make_article("# Mayor: “not safe but open”", "“Open but not safe,” the mayor said.")
    (finding,) = of("headline-quotation-not-in-body", article)
    assert "not in this wording" in finding.message


def test_quotation_with_no_word_in_the_body(make_article: Articles) -> None:
    (finding,) = of("headline-quotation-not-in-body", make_article("> Mayor “furious outburst”", "It rained."))
    assert "none of these words" in finding.message


def test_single_quoted_word_needs_somebody_who_said_it(make_article: Articles) -> None:
    article = make_article("# Council votes for ‘reform’ of buses", "The reform of buses passed on Monday.")
    (finding,) = of("headline-quotation-not-in-body", article)
    assert "nobody is reported to use the word" in finding.message


def test_single_quoted_word_in_indirect_speech_is_no_finding(
    make_article: Articles, make_statement: Statements
) -> None:
    article = make_article("# Bridge ‘unsafe’", "Ann Hill said the old bridge was unsafe.")
    statement = make_statement(article, 1, "the old bridge was unsafe", source="Ann Hill")
    assert of("headline-quotation-not-in-body", article, (statement,)) == []


def test_without_a_body_nothing_is_compared(make_article: Articles) -> None:
    assert of("headline-quotation-not-in-body", make_article("# Bridge ‘unsafe’")) == []


def test_loaded_word_gives_the_experiments_score(make_article: Articles, make_statement: Statements) -> None:
    article = make_article("# Ann Hill admits bridge was closed", "It rained.")
    statement = make_statement(article, 1, "bridge was closed", cue="admits", source="Ann Hill")
    (finding,) = of("loaded-reporting-word", article, (statement,))
    assert "“admit” scores +0.41" in finding.message
    assert [article.text[a:b] for a, b in finding.spans] == ["admits"]


def test_verb_that_is_only_possible_takes_no_stand(make_article: Articles) -> None:
    assert of("loaded-reporting-word", make_article("# Minister may admit that he was ill", "It rained.")) == []


def test_loaded_word_is_found_without_a_statement(make_article: Articles) -> None:
    (finding,) = of("loaded-reporting-word", make_article("# Minister claims he was ill", "It rained."))
    assert "doubt what follows" in finding.message


@pytest.mark.parametrize(
    "headline",
    ["Insurance claims rise", "Minister says he was ill", "Hill’s claim that it rained", "Against claims he lied"],
)
def test_plain_words_are_no_finding(headline: str, make_article: Articles) -> None:
    assert of("loaded-reporting-word", make_article("# " + headline, "It rained.")) == []


def test_loaded_word_of_the_body_is_no_finding(make_article: Articles, make_statement: Statements) -> None:
    article = make_article("# Rain", "Ann Hill admits bridge was closed")
    statement = make_statement(article, 1, "bridge was closed", cue="admits", source="Ann Hill")
    assert of("loaded-reporting-word", article, (statement,)) == []
