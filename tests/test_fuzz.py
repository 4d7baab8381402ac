"""Whatever is given to be read, a record or a coded error comes out, in bounded memory and without a hang."""

import runpy
import subprocess
import sys
from collections.abc import Callable, Iterator
from os import environ, pathsep
from pathlib import Path
from typing import Any, Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.archive.pool import reader
from onrecord.errors import OnRecordError
from onrecord.model import Record, Source
from onrecord.record import read

Kind = Literal["html", "text"]

SCRIPT = Path(__file__).parent / "hostile/pages.py"
HOSTILE: dict[str, Any] = runpy.run_path(str(SCRIPT))
PAGES: dict[str, Callable[[], bytes]] = HOSTILE["PAGES"]
outcome: Callable[[bytes, Kind | None], str] = HOSTILE["outcome"]
# MiB of address space, with all libraries and tables.
MEMORY = 3_000
# Many times what all of them, and one of them, need on a busy machine: it is there to end a hang.
SECONDS, SECONDS_OF_ONE = 900, 60
# What a page of twice the size may cost: calls are counted, so that no clock is asked.
TWICE, LITTLE = 2.6, 30_000

bounded = settings(
    derandomize=True,
    max_examples=200,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

TAGS = [
    "p",
    "div",
    "table",
    "tr",
    "td",
    "b",
    "a",
    "script",
    "style",
    "svg",
    "math",
    "template",
    "select",
    "title",
    "x-y",
]
PIECES = [
    *(f"<{tag}>" for tag in TAGS), *(f"</{tag}>" for tag in TAGS), "<!--", "-->", "<![CDATA[", "]]>", "<?", "<!", "</",
    "<p class='comment' style=\"display:none\">", "<a href='", "'>", "<time datetime=2023-99-01>", "<plaintext>", "<",
    "<meta charset=utf-7>", "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":",
    "&#0;", "&#xD800;", "&amp", "&bogus;", "\0", "\x1b[2J", "\ud800", "\u202e", "\ufeff", "\u2028",
    "e\u0301" * 9, "“", "”", "‘", "\"", "'",
    "The pier is safe, harbour master Ilva Brandt said. ", "“No,” he said. ", "She denied that ", "\n\n", " " * 300,
    "(AP) — ", "By Ann Vale\n", "Updated: Aug 32, 2050\n", "Share this\n",
]  # fmt: skip
mixtures = st.lists(st.sampled_from(PIECES), max_size=80).map("".join)
encodings = st.sampled_from(["utf-8", "utf-16", "utf-16-be", "utf-32", "cp1252", "shift_jis", "utf-7", "cp037"])


def is_coded(became: str) -> bool:
    return became == "record" or became.startswith("OR1")


def test_hostile_pages_are_read_or_refused_in_bounded_memory() -> None:
    path = pathsep.join(filter(None, sys.path))
    bounds = ["--memory", str(MEMORY), "--seconds", str(SECONDS_OF_ONE)]
    done = subprocess.run(
        [sys.executable, str(SCRIPT), *bounds], env=environ | {"PYTHONPATH": path},
        capture_output=True, encoding="utf-8", timeout=SECONDS, check=False,
    )  # fmt: skip
    lines = done.stdout.splitlines()
    assert done.returncode == 0, f"{lines[-1:]} {done.stderr}"
    assert {line.split()[0] for line in lines} == set(PAGES)
    assert all(is_coded(line.partition(": ")[2].partition(",")[0]) for line in lines), done.stdout


def calls(page: bytes) -> int:
    """How many functions are called to read a page, those of C among them."""
    count = 0

    def counted(*_: object) -> None:
        nonlocal count
        count += 1

    sys.setprofile(counted)
    try:
        outcome(page, None)
    finally:
        sys.setprofile(None)
    return count


@pytest.fixture
def sized() -> Iterator[Callable[[str, int], bytes]]:
    """A hostile page of some size; what is loaded for the first page is loaded."""
    outcome(PAGES["controls"](), None)
    script: dict[str, Any] = HOSTILE["many"].__globals__

    def made(name: str, size: int) -> bytes:
        script["SIZE"] = size
        return PAGES[name]()

    yield made
    script["SIZE"] = HOSTILE["SIZE"]


@pytest.mark.parametrize("name", sorted(PAGES))
def test_twice_the_page_is_no_more_than_twice_the_work(name: str, sized: Callable[[str, int], bytes]) -> None:
    once = calls(sized(name, 1))
    assert calls(sized(name, 2)) <= TWICE * once + LITTLE


@pytest.mark.parametrize("name", ["markup_that_only_begins", "tags_without_end", "a_million_entities"])
def test_what_is_far_too_large_is_refused_after_hardly_any_work(name: str, sized: Callable[[str, int], bytes]) -> None:
    page = sized(name, HOSTILE["LARGEST"])
    assert outcome(page, None) in {"OR106", "OR109"}
    assert calls(page) < LITTLE


def test_nothing_outside_the_page_is_read() -> None:
    page = Source("hostile", PAGES["an_outer_entity"](), "text/html", "0" * 64)
    assert "root:" not in read(page, "html", "rules").article.text
    assert "root:" not in read(page, None, "rules").article.text


@bounded
@given(mixtures, st.sampled_from(["html", "text", None]))
def test_any_mixture_of_markup_and_marks_gives_a_record_or_a_coded_error(text: str, kind: Kind | None) -> None:
    assert is_coded(outcome(text.encode("utf-8", "surrogatepass"), kind))


@bounded
@given(st.lists(st.tuples(mixtures, encodings), max_size=4), st.sampled_from(["html", "text", None]))
def test_so_does_any_mixture_of_encodings(parts: list[tuple[str, str]], kind: Kind | None) -> None:
    assert is_coded(outcome(b"".join(text.encode(code, "replace") for text, code in parts), kind))


@bounded
@given(st.sampled_from(sorted(PAGES)), st.data())
def test_so_does_a_hostile_page_that_is_cut_off_or_has_other_bytes_in_it(name: str, data: st.DataObject) -> None:
    page = PAGES[name]()[:3_000]
    start = data.draw(st.integers(0, len(page)))
    other = data.draw(st.binary(max_size=30))
    assert is_coded(
        outcome(page[:start] + other + page[start + len(other) : data.draw(st.integers(0, len(page)))], None)
    )


@pytest.mark.parametrize("kind", ["html", "text", None])
def test_the_way_in_by_the_archive_is_as_safe(kind: Kind | None) -> None:
    for name in ("many_laughs", "nulls", "surrogates", "odd_utf16", "a_refresh"):
        answer = reader(kind, "rules")(Source(name, PAGES[name](), "text/html", "0" * 64))
        assert isinstance(answer, Record) or (isinstance(answer, OnRecordError) and "defect" not in answer.remedy)
