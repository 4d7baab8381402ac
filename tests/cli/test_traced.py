"""The view of a trace, part by part."""

from rich.console import Console
from tests.trace.conftest import Witness, witness

from onrecord.cli.traced import alteration_words, article_lines, derivation_lines, utterance_lines, words_lines
from onrecord.cli.view import Line, put
from onrecord.model import Alteration, AlterationKind, Article, Dated, Derivation, Outlet
from onrecord.trace.telling import utterance
from onrecord.trace.tracing import Trace
from onrecord.trace.witnesses import Witnessed

__all__ = ["witness"]

BASE = "“We will never hand over the strait to anybody who threatens its fishermen,” Ann Hill said."


def shown(lines: list[Line]) -> str:
    console = Console(width=100, no_color=True, highlight=False, markup=False)
    with console.capture() as captured:
        put(lines, console)
    return captured.get()


def view(*witnesses: Witnessed) -> str:
    return shown(list(utterance_lines(utterance(witnesses, lambda _: 0.6), witnesses, 7)))


def test_without_any_date_the_earliest_is_not_known(witness: Witness) -> None:
    out = view(witness(BASE, "a"), witness(BASE, "b"))
    assert "earliest   not known: no reading in this archive of 7 articles has a date\n" in out
    assert "No variants: where they overlap, all have the same words." in out


def test_one_reading_has_no_collation(witness: Witness) -> None:
    out = view(witness(BASE, "a", "2023-01-01", "Post"))
    assert "Ann Hill · 1 reading in 1 outlet\n" in out
    assert "Collation" not in out


def test_words_that_were_added_or_left_out_are_in_the_apparatus(witness: Witness) -> None:
    out = view(
        witness(BASE, "a", "2023-01-01", "Post"),
        witness(BASE.replace("never", "never ever"), "b", "2023-01-02", "Echo"),
        witness(BASE.replace("never ", ""), "c", "2023-01-03", "Lamp"),
    )
    assert "      3 never ] left out C\n" in out
    assert "      4 before word 4 ] ever B\n" in out
    assert "   “We will [3]never [4]hand over the strait" in out or "   We will [3]never [4]hand over the strait" in out


def test_an_alteration_is_one_line() -> None:
    one = Alteration("a", "b", AlterationKind.SUBSTITUTION, "grave\nthreat", "deadly", (), (), "harsher", 0.7)
    assert alteration_words(one) == "substitution: “grave threat” → “deadly”: harsher"
    gone = Alteration("a", "b", AlterationKind.OMISSION, "x " * 80, "", (), (), "left out", 0.7)
    assert len(alteration_words(gone)) < 130


def test_a_derivation_tells_what_was_changed_added_and_left_out() -> None:
    pages = {
        "a": Article("a", "", title="Boats", outlet=Outlet("Wire"), published=Dated("2023-01-01", "test")),
        "b": Article("b", ""),
    }
    kinds = (AlterationKind.OMISSION, AlterationKind.INSERTION, AlterationKind.SUBSTITUTION, AlterationKind.CUT)
    changes = tuple(
        Alteration("a", "b", kind, "x", "y", (), (), "why", 0.5 if kind is not AlterationKind.CUT else 0.01)
        for kind in kinds
    )
    out = shown(list(derivation_lines(Derivation("b", "a", 0.8, True, 0.9, changes, ("80% of it",)), pages)))
    assert out.splitlines()[1:3] == ["article    Untitled article · outlet not known · no date · b",
                                     "made from  Boats · Wire · 2023-01-01 · a"]  # fmt: skip
    labels = [line.split("  ")[0].strip() for line in out.splitlines()[3:]]
    assert labels == ["coverage", "credit", "evidence", "changed", "added", "left out"]


def test_boilerplate_is_named_and_so_is_the_version_of_what_decided(witness: Witness) -> None:
    note = "Ann Hill said that the stories that matter to you will be delivered to your harbour every morning."
    pages = tuple(witness(note, f"p{n}", f"2024-03-0{n}", "Post") for n in (1, 2, 3))
    told = utterance(pages, lambda _: 0.6)
    out = shown(list(words_lines(Trace((told,), (), 7, (pages,)), None)))
    assert "repeated   the same passage stands in 3 articles of Post on 3 days: boilerplate, one text" in out
    assert out.endswith(f"\nJudged by {told.method}.\n")
    found = shown(list(article_lines(Trace((told, told), (), 7, (pages, pages)))))
    assert found.count("boilerplate: the same passage") == 2
    assert found.count("Judged by") == 1
