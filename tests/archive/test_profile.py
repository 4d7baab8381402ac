"""One speaker by name: roles with the words that give them, reporting words, statements page by page."""

from tests.told import MINISTER, POST, put, told

from onrecord.archive.connect import Archive, reading, writing
from onrecord.archive.criteria import Query
from onrecord.archive.decision import Decision
from onrecord.archive.decisions import decide
from onrecord.archive.manner import Verb
from onrecord.archive.profile import Profile, profile


def found(archive: Archive, name: str, after: str | None = None, limit: int = 20, **asked: str) -> list[Profile]:
    with reading(archive) as connection:
        return profile(connection, Query(speaker=name, **asked), None, after, limit)  # type: ignore[arg-type]


def test_a_name_means_just_who_has_it(library: Archive) -> None:
    (one,) = found(library, "ilva  brandt")
    assert (one.person.name, one.person.statements, one.more) == ("Ilva Brandt", 3, False)
    assert found(library, "Brandt") == []
    assert found(library, "“?!”") == []


def test_names_and_roles_come_by_time_with_the_words_of_an_article(library: Archive) -> None:
    put(library, told("a7", "Ferries", POST, "2024-02-03", [("Ilva Brandt", MINISTER, "Transport Minister talks")]))
    (one,) = found(library, "Ilva Brandt")
    assert [(called.role, called.statements, called.first, called.last) for called in one.called] == [
        (MINISTER, 3, "2023-08-01", "2024-02-03"),
        ("minister", 1, "2023-09-10", "2023-09-10"),
    ]
    evidence = one.called[0]
    assert (evidence.article, evidence.statement, evidence.outlet) == ("a1", "s1", "The Harbour Post")
    # That article gives the role nowhere: nothing is quoted for it.
    assert evidence.words is None
    assert one.names == 0


def test_the_words_are_those_nearest_to_the_statement(library: Archive) -> None:
    lines = [("Ada Pike", "harbour master", "the harbour master of Ardale is harbour Master Ada Pike")]
    put(library, told("a8", "Pike", POST, "2024-02-03", lines))
    (one,) = found(library, "Ada Pike")
    words = one.called[0].words
    assert words is not None
    assert words.match in {"harbour Master", "harbour master"}
    assert "Ada Pike" in words.before + words.after


def test_statements_are_paged_by_time(library: Archive) -> None:
    (first,) = found(library, "Ilva Brandt", limit=2)
    assert [hit.name for hit in first.person.hits] == ["a2#s2", "a1#s2"]
    (second,) = found(library, "Ilva Brandt", first.next, limit=2)
    assert ([hit.name for hit in second.person.hits], second.next) == (["a1#s1"], None)
    assert len(second.places) == 3


def test_only_statements_that_fit_the_rest_of_the_question_count(library: Archive) -> None:
    (one,) = found(library, "Ilva Brandt", about="ferry OR ferries")
    assert [hit.name for hit in one.person.hits] == ["a2#s2", "a1#s1"]
    assert one.verbs == (Verb("say", "neutral", 2),)


def test_what_people_corrected_counts_as_corrected(library: Archive) -> None:
    with writing(library) as connection:
        decide(connection, Decision("merge", value={"name": "Olaf Brandt", "into": "Ilva Brandt"}, who="Ann"))
        decide(connection, Decision("reject", "a1", "s1", who="Ann"))
    (one,) = found(library, "Ilva Brandt")
    assert sorted(hit.name for hit in one.person.hits) == ["a1#s2", "a2#s1", "a2#s2"]
    assert found(library, "Olaf Brandt") == []
