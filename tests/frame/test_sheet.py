from collections.abc import Callable

from onrecord.frame import frame
from onrecord.model import Article, Speaker, SpeakerKind, Statement

Articles = Callable[..., Article]
Statements = Callable[..., Statement]
Speakers = Callable[..., Speaker]


def test_counts_statements_and_sources(
    make_article: Articles, make_statement: Statements, make_speaker: Speakers
) -> None:
    article = make_article("Ann Hill said “we won”. An official said it rained.")
    statements = (
        make_statement(article, 1, "“we won”", source="Ann Hill"),
        make_statement(article, 2, "it rained", source="An official", speaker="p2"),
    )
    speakers = (
        make_speaker(1, "Ann Hill"),
        make_speaker(2, "an official", SpeakerKind.UNNAMED),
        make_speaker(3, "Bo Li"),
    )
    sheet = frame(article, statements, speakers)[1]
    assert (sheet.statements, sheet.speakers_named, sheet.speakers_unnamed, sheet.single_source) == (2, 1, 1, True)
    assert sheet.words_by_speaker == {"p1": 2, "p2": 2}


def test_quoted_share_counts_words_inside_the_marks(make_article: Articles, make_statement: Statements) -> None:
    article = make_article("Ann Hill said: “we have won”. It rained again.")
    sheet = frame(article, (make_statement(article, 1, "“we have won”", source="Ann Hill"),), ())[1]
    assert sheet.quoted_share == round(3 / 9, 4)


def test_words_are_counted_as_people_count_them(
    make_article: Articles, make_statement: Statements, make_speaker: Speakers
) -> None:
    article = make_article("Mum-of-three Ann Hill said: “I’ve lost 9,000 crowns.” It rained — again.")
    statement = make_statement(article, 1, "“I’ve lost 9,000 crowns.”", source="Ann Hill")
    sheet = frame(article, (statement,), (make_speaker(1, "Ann Hill"),))[1]
    assert sheet.words_by_speaker == {"p1": 4}
    assert sheet.quoted_share == round(4 / 11, 4)


def test_word_in_two_statements_counts_for_the_inner_speaker(
    make_article: Articles, make_statement: Statements, make_speaker: Speakers
) -> None:
    article = make_article("Ann Hill said that Bo Li told her the bridge was closed.")
    statements = (
        make_statement(article, 1, "that Bo Li told her the bridge was closed", source="Ann Hill"),
        make_statement(article, 2, "the bridge was closed", cue="told her", source="Bo Li", speaker="p2", within="s1"),
    )
    sheet = frame(article, statements, (make_speaker(1, "Ann Hill"), make_speaker(2, "Bo Li")))[1]
    assert sheet.words_by_speaker == {"p1": 5, "p2": 4}


def test_inner_statement_without_speaker_leaves_its_words_to_the_outer(
    make_article: Articles, make_statement: Statements, make_speaker: Speakers
) -> None:
    article = make_article("Ann Hill said it was thought that rain would come.")
    statements = (
        make_statement(article, 1, "it was thought that rain would come", source="Ann Hill"),
        make_statement(article, 2, "that rain would come", cue="was thought", speaker=None, within="s1"),
    )
    assert frame(article, statements, (make_speaker(1, "Ann Hill"),))[1].words_by_speaker == {"p1": 7}


def test_statements_that_stand_in_each_other_are_counted_once(
    make_article: Articles, make_statement: Statements, make_speaker: Speakers
) -> None:
    article = make_article("Ann Hill said it rained.")
    statements = (
        make_statement(article, 1, "it rained", source="Ann Hill", within="s2"),
        make_statement(article, 2, "it rained", source="Ann Hill", within="s1"),
    )
    assert frame(article, statements, (make_speaker(1, "Ann Hill"),))[1].words_by_speaker == {"p1": 2}


def test_empty_article_has_an_empty_sheet() -> None:
    statements, sheet = frame(Article("a", ""), (), ())
    assert statements == ()
    assert (sheet.statements, sheet.quoted_share, sheet.words_by_speaker, sheet.single_source) == (0, 0.0, {}, False)
