"""Neighbours: quotations that follow, are announced, or run over paragraphs are joined to the right candidate."""

from collections.abc import Callable

from onrecord.attribute.neighbours import candidates
from onrecord.attribute.quotemarks import parse
from onrecord.model import Article

Make = Callable[[str], Article]


def contents(article: Article) -> list[list[str]]:
    """The pieces of content of each candidate, as text."""
    marks = parse(article.text, (p.span for p in article.paragraphs)).quotations
    return [[article.text[a:b] for a, b in c.content] for c in candidates(article, marks)]


def test_quotations_that_follow_in_sentence_and_paragraph_go_on_with_the_statement(make_article: Make) -> None:
    article = make_article("“It holds,” Brandt said. “I know it.”\n“Ask anyone.”\nIt rained.")
    assert contents(article) == [["“It holds,”", "“I know it.”", "“Ask anyone.”"]]


def test_a_sentence_of_the_reporter_takes_the_word_from_the_speaker(make_article: Make) -> None:
    article = make_article("“It holds,” Brandt said.\nIt rained all night.\n“Ask anyone.”")
    assert contents(article) == [["“It holds,”"]]


def test_an_announcement_waits_for_the_quotation_below(make_article: Make) -> None:
    article = make_article("Brandt issued the following statement:\n“It holds.”\n“Ask anyone.”")
    assert contents(article) == [["“It holds.”", "“Ask anyone.”"]]


def test_an_announcement_without_a_quotation_says_nothing(make_article: Make) -> None:
    assert contents(make_article("Brandt issued the following statement:\nIt rained.")) == []


def test_pieces_of_one_quotation_go_to_whoever_is_named_at_its_end(make_article: Make) -> None:
    article = make_article("“It holds,” Brandt said.\n“It leaks.\n“It always has,” Pike said.")
    assert contents(article) == [["“It holds,”"], ["“It leaks.", "“It always has,”"]]


def test_pieces_of_one_quotation_without_a_name_stay_with_the_speaker_before(make_article: Make) -> None:
    article = make_article("“It holds,” Brandt said.\n“It never leaked.\n“It never will.”\nIt rained.")
    assert contents(article) == [["“It holds,”", "“It never leaked.", "“It never will.”"]]
