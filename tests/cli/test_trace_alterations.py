"""What `onrecord trace` names between two pages that print the same words differently, five cases a kind."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.told import put

from onrecord.archive.connect import open_archive
from onrecord.cli import main
from onrecord.read.capture import from_bytes
from onrecord.record import read

Capture = pytest.CaptureFixture[str]
SAID = "Ann Hill said."
PAGE = (
    "<html><head><title>{title}</title><meta property='og:site_name' content='{outlet}'>"
    "<meta property='article:published_time' content='{date}'></head><body><article><h1>{title}</h1>"
    "<p>The meeting in the old customs house lasted four hours and ended late in the evening.</p><p>{body}</p>"
    "<p>The clerk of the council locked the doors of the customs house shortly before midnight.</p>"
    "</article></body></html>"
)


def traced(tmp_path: Path, capsys: Capture, pages: list[tuple[str, str]], words: str) -> list[tuple[str, str, str]]:
    """Each alteration as kind, before, after; pages are (headline, paragraph), a day apart."""
    path = str(tmp_path / "press.db")
    with open_archive(path, create=True) as archive:
        for day, (title, body) in enumerate(pages, start=1):
            text = PAGE.format(title=title, body=body, outlet=f"Outlet {day}", date=f"2024-03-0{day}T10:00:00Z")
            put(archive, read(from_bytes(text.encode(), f"page{day}.html")))
    assert main(["trace", words, "--archive", path, "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return [(a["kind"], a["before"], a["after"]) for u in found["utterances"] for a in u["alterations"]]


BODIES = [
    (
        "moved-in",
        "Ann Hill said the plan for the northern port was “a mistake that would cost jobs”.",
        "Ann Hill said: “The plan for the northern port was a mistake that would cost jobs.”",
        "mistake that would cost jobs",
    ),
    (
        "moved-in",
        "“Our fishermen will not be bullied,” Ann Hill said, adding that the fleet would sail at dawn.",
        "“Our fishermen will not be bullied, and the fleet would sail at dawn,” Ann Hill said.",
        "Our fishermen will not be bullied",
    ),
    (
        "moved-in",
        "Ann Hill said that the government would never sell the island ferries to a foreign bank.",
        "“The government would never sell the island ferries to a foreign bank,” Ann Hill said.",
        "never sell the island ferries to a foreign bank",
    ),
    (
        "moved-in",
        "Ann Hill called the reckless plan “a gift to smugglers and a blow to every honest fisherman”.",
        "Ann Hill called it “a reckless plan, a gift to smugglers and a blow to every honest fisherman”.",
        "a gift to smugglers and a blow to every honest fisherman",
    ),
    (
        "moved-in",
        "The council “lost four million crowns” in the spring and “never told a single voter”, Ann Hill said.",
        "“The council lost four million crowns in the spring and never told a single voter,” Ann Hill said.",
        "lost four million crowns in the spring and never told a single voter",
    ),
    (
        "join",
        "“They destroyed the fleet in the harbour. Nobody helped us. We will rebuild it,” said Ann Hill.",
        "“They destroyed the fleet in the harbour. We will rebuild it,” said Ann Hill.",
        "They destroyed the fleet in the harbour",
    ),
    (
        "join",
        "“We lost nine boats in the storm. It was dark. We saved every sailor aboard,” said Ann Hill.",
        "“We lost nine boats in the storm, we saved every sailor aboard,” said Ann Hill.",
        "We lost nine boats in the storm",
    ),
    (
        "join",
        "“The bank is sound,” Ann Hill said. She then left for lunch. “No depositor will lose a single crown,” "
        "she added later.",
        "“The bank is sound. No depositor will lose a single crown,” Ann Hill said.",
        "No depositor will lose a single crown",
    ),
    (
        "join",
        "“We offered them wages above the rest of the coast. What did they want? They wanted the whole port closed,” "
        "Ann Hill said.",
        "“We offered them wages above the rest of the coast. They wanted the whole port closed,” Ann Hill said.",
        "wages above the rest of the coast",
    ),
    (
        "join",
        "“The cranes are old. They were built in the thirties. Two have failed. The harbour needs new ones at once,” "
        "Ann Hill said.",
        "“The cranes are old. The harbour needs new ones at once,” Ann Hill said.",
        "The harbour needs new ones at once",
    ),
    (
        "transposition",
        "“We listened to fishermen and farmers before we drew up the harbour law,” Ann Hill said.",
        "“We listened to farmers and fishermen before we drew up the harbour law,” Ann Hill said.",
        "before we drew up the harbour law",
    ),
    (
        "transposition",
        "“The council will never sell the old lighthouse to a hotel chain,” Ann Hill said.",
        "“The council never will sell the old lighthouse to a hotel chain,” Ann Hill said.",
        "sell the old lighthouse to a hotel chain",
    ),
    (
        "transposition",
        "“In the end the ferrymen agreed to work through the winter months,” Ann Hill said.",
        "“The ferrymen agreed in the end to work through the winter months,” Ann Hill said.",
        "to work through the winter months",
    ),
    (
        "transposition",
        "“Bread, coal and medicine reached the islands on the last boat,” Ann Hill said.",
        "“Medicine, bread and coal reached the islands on the last boat,” Ann Hill said.",
        "reached the islands on the last boat",
    ),
    (
        "transposition",
        "“We will rebuild the harbour wall. Nobody will be forgotten in the islands,” Ann Hill said.",
        "“Nobody will be forgotten in the islands. We will rebuild the harbour wall,” Ann Hill said.",
        "Nobody will be forgotten in the islands",
    ),
]


@pytest.mark.parametrize(("kind", "first", "second", "words"), BODIES, ids=[f"{b[0]}-{b[3][:20]}" for b in BODIES])
def test_a_change_between_two_pages_is_named(
    tmp_path: Path, capsys: Capture, kind: str, first: str, second: str, words: str
) -> None:
    pages = [("Council meets over harbour", first), ("Harbour talks go on", second)]
    assert kind in [one for one, *_ in traced(tmp_path, capsys, pages, words)]


@pytest.mark.parametrize(
    ("kind", "sentence", "before", "after"),
    [
        ("changed-date", "The last ferry to the islands will sail on 3 {} and not a day later", "March", "May"),
        ("changed-date", "We told the council on {} that the spillway was leaking badly", "Monday", "Thursday"),
        ("changed-date", "In {} the harbour authority sold its oldest cranes for scrap", "2014", "2016"),
        ("changed-date", "The engineers closed the sluice gates {} without any warning", "yesterday", "today"),
        ("changed-date", "The hearing about the bank begins on {} October in the old courthouse", "12", "21"),
        ("changed-place", "Our soldiers will stay in {} until the winter storms are over", "Norway", "Finland"),
        ("changed-place", "The talks about the grounds were held in {} behind closed doors", "Vienna", "Lisbon"),
        ("changed-place", "The {} trawlers cut our nets three times this autumn", "Spanish", "French"),
        ("changed-place", "Nobody in {} asked us for the drawings of the dam", "South Africa", "New Zealand"),
        ("changed-place", "The flood reached the square in {} before midnight", "Lower Wenn", "Upper Tarn"),
    ],
)
def test_another_date_or_place_is_named(
    tmp_path: Path, capsys: Capture, kind: str, sentence: str, before: str, after: str
) -> None:
    first, second = (f"“{sentence.format(word)},” {SAID}" for word in (before, after))
    found = traced(tmp_path, capsys, [("Council meets", first), ("Talks go on", second)], sentence.format(before))
    assert found == [(kind, before, after)]


@pytest.mark.parametrize(
    ("first", "headline"),
    [
        (
            "“I would sleep below the dam myself if the spillway were repaired tomorrow,” said Ann Hill.",
            "Hill: “I would sleep below the dam myself”",
        ),
        (
            "“It is not true that we sold the northern harbour to foreign investors,” said Ann Hill.",
            "Hill: “We sold the northern harbour to foreign investors”",
        ),
        (
            "“We will close the ferry line to the islands unless the council pays its share,” said Ann Hill.",
            "“We will close the ferry line to the islands,” says Hill",
        ),
        (
            "“We have never promised free school meals to every child,” Ann Hill told reporters.",
            "Hill: “Promised free school meals to every child”",
        ),
        (
            "“I will not sign the treaty on fishing rights until the fleet is safe,” Ann Hill said.",
            "Hill: “I will not sign the treaty on fishing rights”",
        ),
    ],
)
def test_a_headline_that_turns_the_sense_is_named(tmp_path: Path, capsys: Capture, first: str, headline: str) -> None:
    words = first[1 : first.index(",”")]
    found = traced(tmp_path, capsys, [("Council meets", first), (headline, "Nobody else was heard.")], words)
    assert [kind for kind, *_ in found if kind != "changed-verb"] == ["turned"]


def test_a_headline_that_only_cuts_turns_nothing(tmp_path: Path, capsys: Capture) -> None:
    first = "“We will rebuild the harbour wall in spring, with help from the islands,” Ann Hill said."
    pages = [("Council meets", first), ("Hill: “We will rebuild the harbour wall”", "Nobody else was heard.")]
    found = traced(tmp_path, capsys, pages, "We will rebuild the harbour wall")
    assert [kind for kind, *_ in found if kind != "changed-verb"] == ["cut"]
