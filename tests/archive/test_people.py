"""Whom a name means: every name apart, with what else is said of it."""

from tests.told import put, told

from onrecord.archive.connect import Archive, reading, writing
from onrecord.archive.decision import Decision
from onrecord.archive.decisions import decide
from onrecord.archive.people import People, find_people
from onrecord.archive.search import Query
from onrecord.model import Outlet, SpeakerKind


def people(archive: Archive, name: str, limit: int = 20, *, about: str | None = None, exact: bool = False) -> People:
    with reading(archive) as connection:
        return find_people(connection, Query(speaker=name, about=about), limit, exact=exact)


def test_a_name_comes_with_its_roles_outlets_days_and_newest_statements(library: Archive) -> None:
    (person,) = people(library, "ilva brandt").people
    assert (person.name, person.kind, person.by_name) == ("Ilva Brandt", SpeakerKind.PERSON, True)
    assert person.roles == (("Transport Minister", 2), ("minister", 1))
    assert person.aliases == (("Brandt", 3),)
    assert person.outlets == (("The Harbour Post", 2), ("Ardale Chronicle", 1))
    assert (person.statements, person.articles, person.first, person.last) == (3, 2, "2023-08-01", "2023-09-10")
    assert [hit.name for hit in person.hits] == ["a2#s2", "a1#s2", "a1#s1"]


def test_names_that_the_words_fit_are_apart_and_those_heard_most_come_first(library: Archive) -> None:
    found = people(library, "Brandt")
    assert [(person.name, person.statements) for person in found.people] == [("Ilva Brandt", 3), ("Olaf Brandt", 1)]
    assert (found.statements, found.more) == (4, False)
    assert [len(person.hits) for person in people(library, "Brandt", 1).people] == [3, 0]


def test_a_fit_of_the_role_alone_says_so_and_the_unnamed_come_last(library: Archive) -> None:
    put(library, told("a5", "More", Outlet(), None, [("a minister", None, "it may rain")]))
    assert [(one.name, one.by_name) for one in people(library, "minister").people] == [
        ("Ilva Brandt", False),
        ("a minister", True),
    ]


def test_what_it_is_about_and_the_exact_name_narrow_down(library: Archive) -> None:
    assert [one.name for one in people(library, "Brandt", about="immigra*").people] == ["Ilva Brandt"]
    assert [one.name for one in people(library, "water*").people] == ["Ida Waters", "Water Board"]
    assert [one.name for one in people(library, "ILVA brandt", exact=True).people] == ["Ilva Brandt"]
    assert people(library, "Brandt", exact=True) == People((), 0, False)
    assert people(library, "nobody").people == ()


def test_people_s_corrections_are_counted(library: Archive) -> None:
    with writing(library) as connection:
        decide(connection, Decision("speaker", "a1", "s1", {"name": "Olaf Brandt"}, who="Ann"))
        decide(connection, Decision("merge", value={"name": "Water Board", "into": "Ida Waters"}, who="Ann"))
    found = {person.name: person.statements for person in people(library, "Brandt OR waters").people}
    assert found == {"Ilva Brandt": 2, "Olaf Brandt": 2, "Ida Waters": 2}
