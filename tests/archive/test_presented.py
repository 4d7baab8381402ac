"""What people's corrections make of rows that were found."""

from onrecord.archive.connect import Archive, reading, writing
from onrecord.archive.criteria import Query, criteria
from onrecord.archive.decision import Decision
from onrecord.archive.decisions import decide
from onrecord.archive.hits import statement_rows
from onrecord.archive.presented import corrections
from onrecord.archive.schema import statements


def decided(archive: Archive, *decisions: Decision) -> None:
    with writing(archive) as connection:
        for decision in decisions:
            decide(connection, decision)


def rows(archive: Archive) -> dict[str, dict[str, object]]:
    with reading(archive) as connection:
        places = connection.scalars(statements.select().with_only_columns(statements.c.place)).all()
        found = corrections(connection).rows(statement_rows(connection, places))
    return {f"{row['article_id']}#{row['id']}": row for row in found}


def test_without_corrections_rows_stay_as_they_are(library: Archive) -> None:
    with reading(library) as connection:
        assert corrections(connection).told == ()
    assert not any("corrected" in row for row in rows(library).values())


def test_rejected_statements_go_and_others_show_what_people_said(library: Archive) -> None:
    decided(
        library,
        Decision("reject", "a1", "s1", who="Ann"),
        Decision("speaker", "a1", "s2", {"name": None}, who="Ann"),
        Decision("merge", None, None, {"name": "Water Board", "into": "Ida Waters"}, who="Ann"),
    )
    seen = rows(library)
    assert "a1#s1" not in seen
    assert (seen["a1#s2"]["speaker_called"], seen["a1#s2"]["corrected"]) == (None, True)
    assert seen["a1#s3"]["corrected"] is False
    assert (seen["a4#s1"]["speaker_called"], seen["a4#s1"]["corrected"]) == ("Ida Waters", True)
    assert "corrected" not in seen["a2#s1"]


def test_what_was_undone_counts_no_more(library: Archive) -> None:
    with writing(library) as connection:
        made = decide(connection, Decision("reject", "a1", "s1", who="Ann"))
        decide(connection, Decision("undo", value={"decision": made.key}, who="Ann"))
    assert "a1#s1" in rows(library)


def test_a_search_looks_where_people_have_put_what_it_is_for(library: Archive) -> None:
    decided(
        library,
        Decision("speaker", "a4", "s1", {"name": "Olaf Brandt"}, who="Ann"),
        Decision("kind", "a3", "s1", {"kind": "mixed"}, who="Ann"),
        Decision("merge", None, None, {"name": "Ida Waters", "into": "Ilva Brandt"}, who="Ann"),
    )
    with reading(library) as connection:
        people = corrections(connection)

        def articles(query: Query) -> list[str]:
            places = people.elsewhere(criteria(query))
            return [row["article_id"] for row in statement_rows(connection, places)]

        assert articles(Query(speaker="olaf")) == ["a4"]
        assert articles(Query(speaker="olaf", since="2023")) == []
        assert articles(Query(speaker="ida")) == []
        assert articles(Query(kind="mixed")) == ["a3"]
        assert articles(Query()) == []
        (way,) = people.ways(criteria(Query(speaker="ilva")))
        assert [term.words for term in way["speaker_name"].terms()] == [("Ida", "Waters")]
        assert people.ways(criteria(Query(speaker="olaf"))) == []
