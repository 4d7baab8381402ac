"""Taking corrections on both back ends: the archive holds the record of tests/conftest.py as page.html."""

import hashlib
import random
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from onrecord.archive import ledger, schema, store
from onrecord.archive.connect import Archive, reading, writing
from onrecord.archive.decision import Decision, live
from onrecord.archive.decisions import apply, decide, view
from onrecord.archive.store import Read
from onrecord.errors import OnRecordError
from onrecord.model import Article, Record, Source, StatementKind

WHO = "Ann"
MACHINE = (schema.articles, schema.statements, schema.speakers, schema.pages, schema.dropped)


def put(archive: Archive, record: Record, location: str = "page.html", fetched: str | None = None) -> str:
    data = record.article.text.encode()
    source = Source(location, data, "text/plain", hashlib.sha256(data).hexdigest(), fetched=fetched)
    with writing(archive) as connection:
        run = store.begin_run(connection, "add", {}, "test/1")
        return store.put(connection, run, Read(source, record), keep_bytes=False)


@pytest.fixture
def filled(archive: Archive, record: Record) -> Archive:
    put(archive, record)
    return archive


def decided(archive: Archive, action: str, statement: str | None = None, **value: Any) -> Decision:
    """A decision of Ann's; `article`, `who` and `why` may be given as well."""
    article, who, why = (value.pop(name, default) for name, default in (("article", "a1"), ("who", WHO), ("why", "")))
    with writing(archive) as connection:
        return decide(connection, Decision(action, article, statement, value, who, why))


def seen(archive: Archive, article: str = "a1") -> Record:
    with reading(archive) as connection:
        return apply(connection, store.record(connection, article))


def machine_rows(archive: Archive) -> list[list[Any]]:
    with reading(archive) as connection:
        return [connection.execute(select(table)).all() for table in MACHINE]  # type: ignore[misc]


def name_of(record: Record, statement: str) -> str | None:
    names = {speaker.id: speaker.name for speaker in record.speakers}
    return next(names.get(s.speaker or "") for s in record.statements if s.id == statement)


def test_without_a_decision_the_view_is_the_machine_s(filled: Archive, record: Record) -> None:
    assert seen(filled) == record


def test_an_accepted_statement_says_who_accepted_it(filled: Archive) -> None:
    made = decided(filled, "accept", "s1", why="heard it myself")
    assert made.value["speaker"]["name"] == "Ilva Brandt"
    reason = seen(filled).statements[0].reason
    assert reason.endswith(f"; accepted by Ann on {made.at[:10]} (heard it myself)")


def test_a_rejected_statement_is_gone_and_so_is_who_is_heard_no_more(filled: Archive) -> None:
    decided(filled, "reject", "s2")
    record = seen(filled)
    assert [(s.id, s.within) for s in record.statements] == [("s1", None), ("s3", None)]
    assert [speaker.name for speaker in record.speakers] == ["Ilva Brandt"]
    assert record.sheet.statements == 2


def test_a_speaker_can_be_another_one_of_the_article(filled: Archive) -> None:
    for name in ("p1", "ilva brandt", "Brandt"):
        assert decided(filled, "speaker", "s2", name=name).value["name"] == "Ilva Brandt"
    assert name_of(seen(filled), "s2") == "Ilva Brandt"


def test_a_speaker_can_have_a_new_name(filled: Archive) -> None:
    decided(filled, "speaker", "s2", name="Harbour Council", kind="organisation")
    record = seen(filled)
    made = record.speakers[-1]
    assert (made.name, made.kind, made.mentions) == ("Harbour Council", "organisation", record.statements[1].source)
    assert name_of(record, "s2") == "Harbour Council"


def test_a_new_speaker_may_have_a_name_that_another_one_goes_by(filled: Archive) -> None:
    decided(filled, "speaker", "s2", name="Brandt", new=True)
    assert [s.name for s in seen(filled).speakers] == ["Ilva Brandt", "Brandt"]


def test_a_speaker_can_be_unknown(filled: Archive) -> None:
    decided(filled, "speaker", "s2", name=None)
    assert name_of(seen(filled), "s2") is None


def test_a_corrected_content_has_its_own_quotations_and_kind(filled: Archive, record: Record) -> None:
    start, end = record.article.text.index("The pier"), record.article.text.index(" Transport")
    decided(filled, "span", "s1", content=[[start, end]])
    statement = seen(filled).statements[0]
    assert statement.content == ((start, end),)
    assert statement.kind is StatementKind.MIXED
    assert [record.article.text[a:b] for a, b in statement.quotations] == ["“was never safe,”"]


def test_a_corrected_cue_has_its_own_reporting_word(filled: Archive, record: Record) -> None:
    start = record.article.text.index("admits")
    decided(filled, "span", "s1", cue=[[start, start + 6]], source=[])
    statement = seen(filled).statements[0]
    assert statement.reporting is not None
    assert statement.reporting.lemma == "admit"
    assert statement.source == ()


def test_spans_lose_the_white_space_at_their_ends(filled: Archive, record: Record) -> None:
    start = record.article.text.index(" never safe")
    made = decided(filled, "span", "s1", cue=[[start, start + 7]])
    assert made.value["cue"][0]["exact"] == "never"


def test_the_kind_can_be_set(filled: Archive) -> None:
    decided(filled, "kind", "s1", kind="mixed")
    assert seen(filled).statements[0].kind is StatementKind.MIXED


def test_two_speakers_of_an_article_can_be_one(filled: Archive) -> None:
    decided(filled, "merge", name="an official", into="p1")
    record = seen(filled)
    assert [(s.name, s.aliases) for s in record.speakers] == [("Ilva Brandt", ("Brandt", "an official"))]
    assert {s.speaker for s in record.statements} == {"p1"}


def test_a_speaker_can_be_renamed_by_merging_it_into_a_new_name(filled: Archive) -> None:
    decided(filled, "merge", name="an official", into="Tom Hale")
    assert [(s.name, s.aliases) for s in seen(filled).speakers][1] == ("Tom Hale", ("an official",))


def test_names_can_be_merged_across_the_archive(filled: Archive, record: Record) -> None:
    put(filled, replace(record, article=replace(record.article, id="a2", url=None)), "other.html")
    decided(filled, "merge", article=None, name="Ilva Brandt", into="Ilva M. Brandt")
    assert {seen(filled, article).speakers[0].name for article in ("a1", "a2")} == {"Ilva M. Brandt"}


def test_statements_can_be_split_off_to_another_speaker(filled: Archive) -> None:
    made = decided(filled, "split", article=None, name="Brandt", **{"as": "Olaf Brandt"}, parts=["a1#s3"])
    assert made.article == "a1"
    record = seen(filled)
    assert (name_of(record, "s1"), name_of(record, "s3")) == ("Ilva Brandt", "Olaf Brandt")
    assert record.speakers[-1].kind == "person"


def test_a_name_can_mean_another_person_in_some_articles(filled: Archive, record: Record) -> None:
    for name in ("a2", "a3"):
        put(filled, replace(record, article=replace(record.article, id=name)), f"{name}.html")
    value: dict[str, Any] = {"name": "Ilva Brandt", "as": "Ilva Brandt (skipper)", "parts": ["a2", "a3"]}
    assert decided(filled, "split", article=None, **value).article is None
    assert [seen(filled, name).speakers[0].name for name in ("a1", "a2")] == ["Ilva Brandt", "Ilva Brandt (skipper)"]


def test_an_undone_decision_has_no_effect_and_is_kept(filled: Archive, record: Record) -> None:
    made = decided(filled, "reject", "s2")
    undone = decided(filled, "undo", article=None, decision=made.key)
    assert (undone.article, undone.statement) == ("a1", "s2")
    assert seen(filled) == record
    with reading(filled) as connection:
        assert ledger.all_of(connection) == [made, undone]


def test_the_later_of_two_people_counts(filled: Archive) -> None:
    decided(filled, "speaker", "s2", name="Tom Hale")
    decided(filled, "speaker", "s2", name="Ida Moss", who="Bob")
    assert name_of(seen(filled), "s2") == "Ida Moss"


def test_who_corrects_a_rejected_statement_takes_it_back(filled: Archive) -> None:
    decided(filled, "reject", "s2")
    decided(filled, "speaker", "s2", name="Ida Moss", who="Bob")
    assert name_of(seen(filled), "s2") == "Ida Moss"


def test_a_decision_counts_after_those_of_a_clock_that_runs_ahead(filled: Archive) -> None:
    ahead = decided(filled, "reject", "s2")
    with writing(filled) as connection:
        ledger.keep(connection, replace(ahead, action="accept", at="2999-01-01T00:00:00.000000Z", id=None))
    assert decided(filled, "reject", "s2").at == "2999-01-01T00:00:00.000001Z"


@pytest.mark.parametrize(
    ("action", "statement", "value", "code", "part"),
    [
        ("accept", "s9", {}, "OR404", "a1#s9"),
        ("accept", "s1", {"article": "a9"}, "OR404", "a9"),
        ("accept", None, {}, "OR407", "names no statement"),
        ("accept", "s1", {"who": " "}, "OR407", "does not say who"),
        ("praise", "s1", {}, "OR407", "no action “praise”"),
        ("kind", "s1", {"kind": "sung"}, "OR407", "sung"),
        ("kind", "s1", {}, "OR407", "“kind” is missing"),
        ("speaker", "s1", {"name": " "}, "OR407", "empty"),
        ("speaker", "s1", {"name": "X", "kind": "ghost"}, "OR407", "ghost"),
        ("speaker", "s1", {"name": "Ilva Brandt", "new": True}, "OR407", "already"),
        ("span", "s1", {}, "OR407", "no content, cue or source"),
        ("span", "s1", {"content": []}, "OR407", "has content"),
        ("span", "s1", {"content": [[5, 5]]}, "OR407", "no words at 5-5"),
        ("span", "s1", {"content": [[0, 10_000]]}, "OR407", "no words at 0-10000"),
        ("span", "s1", {"content": [[20, 30], [0, 9]]}, "OR407", "not in order"),
        ("span", "s1", {"content": "words"}, "OR407", "pairs"),
        ("merge", None, {"name": "Nobody Here", "into": "p1"}, "OR407", "no speaker “Nobody Here”"),
        ("merge", None, {"name": "Brandt", "into": "p1"}, "OR407", "the same speaker already"),
        ("merge", None, {"name": "Brandt"}, "OR407", "“into” is missing"),
        ("merge", None, {"article": None, "name": "Nobody", "into": "X"}, "OR407", "no article has"),
        ("split", None, {"name": "p1", "as": "X", "parts": []}, "OR407", "names no statement"),
        ("split", None, {"name": "p1", "as": "X", "parts": ["a1#s2"]}, "OR407", "not a statement of"),
        ("split", None, {"name": "p9", "as": "X", "parts": ["a1"]}, "OR407", "no speaker “p9”"),
        ("undo", None, {"decision": "d0"}, "OR404", "decision d0"),
    ],
)
def test_what_cannot_be_applied_is_refused_and_leaves_no_row(
    filled: Archive, action: str, statement: str | None, value: dict[str, Any], code: str, part: str
) -> None:
    with pytest.raises(OnRecordError) as caught:
        decided(filled, action, statement, **value)
    assert caught.value.code == code
    assert part in str(caught.value)
    with reading(filled) as connection:
        assert ledger.all_of(connection) == []


def test_an_undo_cannot_be_undone_nor_anything_twice(filled: Archive) -> None:
    made = decided(filled, "accept", "s1")
    undone = decided(filled, "undo", article=None, decision=made.key)
    for key, part in ((made.key, "undone already"), (undone.key, "an undo itself")):
        with pytest.raises(OnRecordError, match=part):
            decided(filled, "undo", article=None, decision=key)


def test_a_name_that_several_speakers_have_must_be_given_by_id(archive: Archive, record: Record) -> None:
    twin = replace(record.speakers[1], id="p3")
    put(archive, replace(record, speakers=(*record.speakers, twin)))
    with pytest.raises(OnRecordError, match="Give an id: p2, p3"):
        decided(archive, "speaker", "s1", name="an official")
    decided(archive, "speaker", "s1", name="p3")
    assert seen(archive).statements[0].speaker == "p3"


def moved(record: Record, by: str) -> Record:
    """The record of a page that has a new first paragraph, read by a newer model that numbers otherwise."""
    size = len(by)
    article = replace(record.article, id="a2", text=by + record.article.text, paragraphs=(), links=(), damage=())

    def shifted(spans: Any) -> Any:
        return tuple(span._replace(start=span.start + size, end=span.end + size) for span in spans)

    roles = ("content", "cue", "source", "quotations")
    statements = tuple(
        replace(s, id=f"s{n}", within=None, **{role: shifted(getattr(s, role)) for role in roles})
        for n, s in enumerate(record.statements, start=7)
    )
    speakers = tuple(replace(s, id=f"q{s.id}", mentions=shifted(s.mentions)) for s in record.speakers)
    return Record(article, tuple(replace(s, speaker=f"q{s.speaker}") for s in statements), speakers, record.sheet)


def test_a_correction_is_found_again_in_a_new_version_of_the_page(filled: Archive, record: Record) -> None:
    decided(filled, "speaker", "s2", name="Tom Hale")
    decided(filled, "reject", "s3")
    put(filled, moved(record, "Updated at noon.\n\n"), fetched="2026-01-01T00:00:00Z")
    again = seen(filled, "a2")
    assert [s.id for s in again.statements] == ["s7", "s8"]
    assert name_of(again, "s8") == "Tom Hale"


def test_a_correction_whose_words_are_gone_is_shown_as_lost(filled: Archive, record: Record) -> None:
    decided(filled, "speaker", "s2", name="Tom Hale")
    other = Record(Article("a2", "All of it was rewritten."), (), (), record.sheet)
    put(filled, other, fetched="2026-01-01T00:00:00Z")
    with reading(filled) as connection:
        found = view(connection, store.record(connection, "a2"))
    assert found.record == other
    assert [(placed.statements, "not in this version" in placed.lost) for placed in found.placed] == [((), True)]


def test_an_accepted_speaker_stays_when_a_newer_reading_has_another(filled: Archive, record: Record) -> None:
    decided(filled, "accept", "s2")
    first, second, third = record.statements
    newer = replace(record, statements=(first, replace(second, speaker="p1"), third), speakers=record.speakers[:1])
    with writing(filled) as connection:
        store.replace_reading(connection, "a1", newer, store.begin_run(connection, "reindex", {}, "test/2"))
    assert name_of(seen(filled), "s2") == "an official"


def test_a_correction_is_not_applied_to_a_statement_of_other_words(filled: Archive, record: Record) -> None:
    decided(filled, "reject", "s2")
    first, second, third = record.statements
    shorter = replace(second, content=(second.content[0]._replace(end=second.content[0].end - 9),))
    with writing(filled) as connection:
        run = store.begin_run(connection, "reindex", {}, "test/2")
        store.replace_reading(connection, "a1", replace(record, statements=(first, shorter, third)), run)
    with reading(filled) as connection:
        found = view(connection, store.record(connection, "a1"))
    assert [s.id for s in found.record.statements] == ["s1", "s2", "s3"]
    assert "no statement of just these words" in found.placed[0].lost


def test_a_newer_reading_with_the_words_that_people_gave_has_all_their_corrections(
    filled: Archive, record: Record
) -> None:
    start, end = record.article.text.index("The pier"), record.article.text.index(" Transport")
    decided(filled, "span", "s1", content=[[start, end]])
    decided(filled, "speaker", "s1", name="Tom Hale")
    first, *rest = record.statements
    better = replace(first, id="s0", content=(first.content[0]._replace(start=start, end=end),))
    with writing(filled) as connection:
        run = store.begin_run(connection, "reindex", {}, "test/2")
        store.replace_reading(connection, "a1", replace(record, statements=(better, *rest)), run)
    assert name_of(seen(filled), "s0") == "Tom Hale"


ACTIONS = st.one_of(
    st.tuples(st.sampled_from(["accept", "reject"]), st.sampled_from(["s1", "s2", "s3"]), st.just({})),
    st.tuples(
        st.just("speaker"),
        st.sampled_from(["s1", "s2", "s3"]),
        st.fixed_dictionaries({"name": st.sampled_from([None, "p1", "p2", "h1", "Brandt", "Tom Hale", "Ida Moss"])}),
    ),
    st.tuples(
        st.just("kind"),
        st.sampled_from(["s1", "s2"]),
        st.fixed_dictionaries({"kind": st.sampled_from([str(kind) for kind in StatementKind])}),
    ),
    st.tuples(
        st.just("span"),
        st.sampled_from(["s1", "s2", "s3"]),
        st.fixed_dictionaries(
            {}, optional={r: st.just([[3, 20]]) | st.just([[5, 9], [70, 99]]) for r in ("content", "cue", "source")}
        ),
    ),
    st.tuples(
        st.sampled_from(["merge", "merge all"]),
        st.none(),
        st.fixed_dictionaries(
            {name: st.sampled_from(["Ilva Brandt", "an official", "Tom Hale", "Brandt"]) for name in ("name", "into")}
        ),
    ),
    st.tuples(
        st.just("split"),
        st.none(),
        st.fixed_dictionaries(
            {
                "name": st.sampled_from(["p1", "an official", "Tom Hale"]),
                "as": st.sampled_from(["Ida Moss", "an official", "Tom Hale"]),
                "parts": st.lists(st.sampled_from(["a1", "a1#s1", "a1#s2", "a1#s3"]), min_size=1, max_size=2),
            }
        ),
    ),
    st.tuples(st.just("undo"), st.none(), st.fixed_dictionaries({"decision": st.integers(0, 5)})),
)


def attempted(archive: Archive, steps: list[tuple[str, str | None, dict[str, Any]]]) -> list[Decision]:
    """The decisions that were taken of those that were tried, by two people in turn, with none there before."""
    with writing(archive) as connection:
        connection.execute(delete(schema.decisions))
    made: list[Decision] = []
    for number, (action, statement, value) in enumerate(steps):
        article = None if action in ("merge all", "split", "undo") else "a1"
        undone = {"decision": made[value["decision"] % len(made)].key if made else "d0"} if action == "undo" else {}
        told = {"article": article, "who": "AB"[number % 2], **value, **undone}
        with suppress(OnRecordError):
            made.append(decided(archive, action.split()[0], statement, **told))
    return made


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(ACTIONS, max_size=8))
def test_no_decision_ever_changes_what_the_machine_said_and_all_are_kept(
    filled: Archive, steps: list[tuple[str, str | None, dict[str, Any]]]
) -> None:
    before = machine_rows(filled)
    made = attempted(filled, steps)
    assert machine_rows(filled) == before
    with reading(filled) as connection:
        kept = ledger.all_of(connection)
        found = view(connection, store.record(connection, "a1"))
    assert kept == made
    ids = {s.id for s in found.record.statements}
    assert ids <= {"s1", "s2", "s3"}
    assert {s.speaker for s in found.record.statements} - {None} <= {s.id for s in found.record.speakers}
    assert all(s.within is None or s.within in ids for s in found.record.statements)
    assert len(found.placed) <= len(live(kept))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(ACTIONS, max_size=8), seed=st.integers())
def test_the_order_in_which_decisions_arrive_does_not_matter(
    filled: Archive, record: Record, steps: list[tuple[str, str | None, dict[str, Any]]], seed: int
) -> None:
    attempted(filled, steps)
    with reading(filled) as connection:
        kept = ledger.all_of(connection)
    shuffled = random.Random(seed).sample(kept, len(kept))
    assert apply(shuffled, record) == apply(kept, record)
