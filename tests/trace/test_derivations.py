"""An altered copy of an article is found, with every change; two reports of one speech are no copies."""

from dataclasses import replace

import pytest

from onrecord.data.demo_collection import articles
from onrecord.model import Credit, Dated, Derivation, Outlet, Record
from onrecord.read.capture import from_bytes
from onrecord.record import read
from onrecord.trace.derivations import derivations


@pytest.fixture(scope="module")
def collection() -> dict[str, Record]:
    return {one.file: read(from_bytes(one.data, one.file, one.url), None, "rules") for one in articles()}


@pytest.fixture(scope="module")
def copy(collection: dict[str, Record]) -> Derivation:
    (found,) = derivations(collection["harbour-notes-strait.txt"], collection.values())
    return found


def test_an_edited_copy_is_traced_to_its_original(copy: Derivation, collection: dict[str, Record]) -> None:
    assert copy.article == collection["harbour-notes-strait.txt"].article.id
    assert copy.origin == collection["meridian-strait-interview.html"].article.id
    assert copy.coverage > 0.75
    assert not copy.credited
    assert copy.evidence


def test_every_change_of_the_copy_is_named(copy: Derivation) -> None:
    told = [(str(one.kind), one.before, one.after, one.reason) for one in copy.alterations]
    assert any(
        kind == "substitution" and before == "greatest" and after == "deadliest" for kind, before, after, _ in told
    )
    assert any(kind == "insertion" and after.startswith("Many experts") for kind, _, after, _ in told)
    assert any(kind == "omission" and "credit to Meridian is gone" in reason for kind, _, _, reason in told)
    assert any(kind == "changed-date" for kind, *_ in told)


def test_the_harsher_word_says_so(copy: Derivation) -> None:
    (harsher,) = (one for one in copy.alterations if one.after == "deadliest")
    assert "harsher" in harsher.reason


def test_the_direction_is_the_same_from_either_side(copy: Derivation, collection: dict[str, Record]) -> None:
    found = derivations(collection["meridian-strait-interview.html"], collection.values())
    assert copy in found


def test_two_reports_of_one_speech_are_no_copies(collection: dict[str, Record]) -> None:
    found = derivations(collection["lantern-strait.html"], [collection["zaria-strait.html"]])
    assert found == ()


def test_without_dates_the_order_is_open_and_says_so(collection: dict[str, Record]) -> None:
    one, other = (
        replace(record, article=replace(record.article, published=None, modified=None, first_seen=None))
        for record in (collection["harbour-notes-strait.txt"], collection["meridian-strait-interview.html"])
    )
    (found,) = derivations(one, [other])
    assert any("open" in line for line in found.evidence)
    dated = replace(other, article=replace(other.article, published=Dated("2023-02-08", "test")))
    assert derivations(one, [dated])[0].score <= found.score or derivations(one, [dated])[0].origin == other.article.id


def test_an_article_is_not_derived_from_itself(collection: dict[str, Record]) -> None:
    record = collection["lantern-dam.html"]
    assert derivations(record, [record]) == ()


PASSAGE = " ".join(
    f"Photo {n} shows the {colour} boats of pier {n} on the day when the storm broke over the harbour wall."
    for n, colour in enumerate(("red", "blue", "green", "black", "white", "grey"))
)


def page(name: str, day: str, outlet: str, body: str) -> Record:
    record = read(from_bytes(body.encode(), name), "text", "rules")
    article = replace(record.article, id=name, outlet=Outlet(outlet), published=Dated(day, "test"))
    return replace(record, article=article)


def test_what_an_outlet_prints_on_three_days_makes_no_copy_of_its_articles() -> None:
    days = [page(f"p{n}", f"2024-03-0{n}", "Post", f"{PASSAGE}\n\nThe council met {n} times.") for n in (1, 2, 3)]
    assert derivations(days[0], days[1:2])
    assert derivations(days[0], days[1:]) == ()
    echo = page("echo", "2024-03-04", "Echo", PASSAGE)
    assert [one.article for one in derivations(days[0], [*days[1:], echo])] == ["echo"]
    assert derivations(days[0], [*days[1:], echo], among={"p2"}) == ()


def test_what_one_article_prints_twice_makes_no_copy() -> None:
    twice = page("p1", "2024-03-01", "Post", f"{PASSAGE}\n\n{PASSAGE}")
    assert derivations(twice, [page("p2", "2024-03-02", "Post", f"{PASSAGE}\n\n{PASSAGE}")]) == ()


def test_the_time_of_day_tells_the_order_and_the_same_credit_of_both_does_not() -> None:
    early, late = (page(f"p{n}", f"2024-03-01T0{n}:00:00Z", f"Outlet {n}", PASSAGE) for n in (1, 2))
    (found,) = derivations(early, [late])
    assert (found.origin, found.article) == ("p1", "p2")
    agency = (Credit("Tidings", None, "test", 1.0),)
    one, other = (
        replace(r, article=replace(r.article, credits=agency, published=Dated("2024-03-01", "test")))
        for r in (early, late)
    )
    (found,) = derivations(one, [other])
    assert any("the order is open" in line for line in found.evidence)


def test_naming_the_outlet_gives_credit() -> None:
    origin = page("p1", "2024-03-01", "Harbour Post", PASSAGE)
    (found,) = derivations(origin, [page("p2", "2024-03-02", "Echo", f"As the Harbour Post has it:\n\n{PASSAGE}")])
    assert found.credited
    assert found.method
