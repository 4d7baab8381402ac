from collections.abc import Callable

from onrecord.frame.case import Case
from onrecord.frame.scare import sounded
from onrecord.model import Article, Statement

Articles = Callable[..., Article]
Statements = Callable[..., Statement]


def test_quoted_words_of_the_body_are_sounded(make_article: Articles) -> None:
    case = Case(make_article("# Bridge ‘unsafe’", "The “Rotten” planks, she said, won’t hold."), (), ())
    assert sounded(case) == {"rotten"}


def test_words_reported_without_quotation_marks_are_sounded(make_article: Articles, make_statement: Statements) -> None:
    article = make_article("# Bridge shut", "Ann Hill said the bridge wouldn’t hold. It rained.")
    statement = make_statement(article, 1, "the bridge wouldn’t hold", source="Ann Hill")
    assert sounded(Case(article, (statement,), ())) == {"the", "bridge", "wouldnt", "hold"}


def test_what_only_headline_and_standfirst_say_is_not_sounded(
    make_article: Articles, make_statement: Statements
) -> None:
    article = make_article("# Hill says bridge unsafe", "> A “disgrace”, says Hill", "It rained.")
    statement = make_statement(article, 1, "bridge unsafe", cue="says", source="Hill")
    assert sounded(Case(article, (statement,), ())) == frozenset()


def test_a_caption_is_part_of_the_body(make_article: Articles) -> None:
    assert sounded(Case(make_article("# Rain", "It rained.", "^ The “sunny” square"), (), ())) == {"sunny"}


def test_an_article_without_a_body_has_no_words(make_article: Articles) -> None:
    assert sounded(Case(make_article("# “Rain”"), (), ())) == frozenset()
