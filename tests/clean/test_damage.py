"""Broken words, and words that only look broken."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.clean.damage import MOST, damage

WORDS = (
    "military government president minister election parliament yesterday between soldiers against million"
    " announced officials country national economy"
)


@pytest.mark.parametrize(
    ("broken", "repaired"),
    [
        ("milit,01a,ry", "military"),
        ("gov3ernment", "government"),
        ("Presi|dent", "President"),
        ("MINI^^STER", "MINISTER"),
        ("dif-ferent", "different"),
        ("minis\xadter", "minister"),
        ("par\u200bliament", "parliament"),
        ("don?t", "don’t"),
        ("mayor�s", "mayor’s"),
        ("FranÃ§ois", "François"),
        ("said&quot;", 'said"'),
        ("mayor\x92s", "mayor’s"),
    ],
)
def test_damage_is_found_with_its_place_and_repair(broken: str, repaired: str) -> None:
    text = f"Then {broken}, he said."
    (found,) = damage(text)
    assert found.suggested.rstrip(",") == repaired
    assert text[slice(*found.span)] == found.found
    assert 0 < found.score < 1
    assert found.reason


@pytest.mark.parametrize(
    "text",
    ["don’t O’Malley’s re-election co-operate Al-Qaeda Wal-Mart e-mail",
     "COVID-19 F-16s G20 Y2K B-52 H1N1 P5+1 mid-1990s",
     "U.S. U.S.A. a.m. Ph.D. N.A.A.C.P. will.i.am J.K.",
     "jane@doe.example @janedoe http://x.example/a,b example.com",
     "f***ing sh*t b!tch s**t M*A*S*H A$AP Ke$ha",
     "iPhone6s PlayStation4 Windows7 4chan 9/11 24/7 3.5mm 10km v1.2.3",
     "[I]mmigrants demand[ed] child(ren) state(s) (wo)men",
     "well...then and/or AT&T Q&A R&B", "10:30pm 3:15 p.m. 5,000th",
     "said,he never,ever word:another yes;no", "emma_roller #MeToo $1.5bn u\u0308ber cafe\u0301s"],
)  # fmt: skip
def test_what_only_looks_broken_is_left_alone(text: str) -> None:
    assert damage(text) == ()


def test_a_rare_name_is_repaired_from_the_same_text() -> None:
    assert [d.suggested for d in damage("Mr Tarvonyk left. Later Tar08vo4nyk returned.")] == ["Tarvonyk"]
    assert damage("Later Tar08vo4nyk returned.") == ()


def test_lost_characters_without_a_repair_are_reported_without_one() -> None:
    (found,) = damage("the caf� on the corner")
    assert found.suggested == ""


def test_most_inserted_damage_is_repaired() -> None:
    chance = random.Random(7)
    repaired = 0
    for _ in range(400):
        word = chance.choice(WORDS.split())
        at = chance.randrange(1, len(word))
        noise = "".join(chance.choice("0123456789,;|~") for _ in range(chance.randint(1, 3))) + str(
            chance.randrange(10)
        )
        found = damage(f"the {word[:at]}{noise}{word[at:]} said")
        repaired += [d.suggested for d in found] == [word]
    assert repaired >= 385


@pytest.mark.parametrize("unit", ["a,", "m1", "mil1tary ", "Ã©", "&amp; ", "ab\x01cd ", "�", "x" * 50 + "1"])
def test_hostile_text_is_bounded(unit: str) -> None:
    text = unit * (300_000 // len(unit))
    assert len(damage(text)) <= MOST


@given(st.text(max_size=200))
def test_spans_lie_inside_the_text_in_order(text: str) -> None:
    at = 0
    for found in damage(text):
        assert at <= found.span.start < found.span.end <= len(text)
        assert text[slice(*found.span)] == found.found
        at = found.span.end
