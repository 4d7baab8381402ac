"""The demo collection is whole: its gold points at words that are there, and its README tells the truth."""

import re
from collections import Counter
from functools import cache
from importlib.resources import files
from typing import Any

import pytest
from lxml import etree, html

from onrecord.data import demo_collection

GOLD = demo_collection.gold()
PAGES = {page.file: page for page in demo_collection.articles()}
ENTRIES = {entry["file"]: entry for entry in GOLD["articles"]}
README = (files("onrecord.data") / "demo" / "README.md").read_text(encoding="utf-8")
PHENOMENA = [
    (cells[1].strip(), cells[2].strip(), re.findall(r"`([^`]+)`", cells[3]))
    for line in README.partition("## Phenomena")[2].partition("## gold.json")[0].splitlines()
    if len(cells := line.split("|")) == 5 and "`" in cells[3]
]
BLOCKS = ("h1", "h2", "p", "figcaption", "div", "address", "td", "li")


def folded(text: str) -> str:
    return " ".join(text.split())


@cache
def blocks(file: str) -> tuple[str, ...]:
    """The visible blocks of a page: for HTML the text of each block element, for text the lines."""
    data = PAGES[file].data
    if PAGES[file].as_ == "text":
        return tuple(data.decode("utf-8").splitlines())
    tree = html.document_fromstring(data)
    etree.strip_elements(tree, "script", "style", "title", with_tail=False)
    return tuple(folded(str(element.xpath("string()"))) for element in tree.iter(*BLOCKS))


def statements() -> list[tuple[str, dict[str, Any]]]:
    return [(file, statement) for file, entry in ENTRIES.items() for statement in entry["statements"]]


def words(fragment: str | dict[str, Any]) -> str:
    return fragment if isinstance(fragment, str) else str(fragment["text"])


def references() -> list[tuple[str, str]]:
    readings = [
        reading
        for utterance in GOLD["utterances"]
        for reading in [*utterance["readings"], *utterance["summaries"], utterance["earliest"]]
    ]
    pairs = [reading for pair in [*GOLD["unrelated"], *GOLD["undecided"]] for reading in pair]
    return [(file, statement) for file, statement in readings + pairs]


def visible(file: str) -> str:
    return folded(" ".join(blocks(file)))


def own_words(file: str) -> str:
    return folded(demo_collection.gold_text(ENTRIES[file]))


def test_collection_has_the_promised_size() -> None:
    assert len(PAGES) >= 14
    assert len({page.outlet for page in PAGES.values()}) >= 6
    assert {page.as_ for page in PAGES.values()} == {"html", "text"}
    assert list(PAGES) == list(ENTRIES)


def test_every_outlet_is_presented_in_the_readme() -> None:
    assert all(f"\n| {page.outlet} |" in README for page in PAGES.values())


@pytest.mark.parametrize("file", PAGES)
def test_articles_are_as_long_as_short_news(file: str) -> None:
    assert 150 <= len(own_words(file).split()) <= 450


@pytest.mark.parametrize("file", PAGES)
def test_every_paragraph_stands_in_the_page(file: str) -> None:
    missing = [p["text"] for p in ENTRIES[file]["paragraphs"] if not any(p["text"] in block for block in blocks(file))]
    assert not missing


@pytest.mark.parametrize("file", PAGES)
def test_every_fragment_stands_in_the_page_and_is_unambiguous(file: str) -> None:
    text = demo_collection.gold_text(ENTRIES[file])
    for statement in ENTRIES[file]["statements"]:
        for fragment in [*statement["source"], *statement["cue"], *statement["content"]]:
            found = len(re.findall(f"(?={re.escape(words(fragment))})", text))
            assert found == 1 if isinstance(fragment, str) else 1 <= fragment["occurrence"] <= found, fragment
            assert words(fragment) in visible(file)


@pytest.mark.parametrize("file", [page.file for page in PAGES.values() if page.as_ == "text"])
def test_text_captures_are_paragraphs_and_dropped_lines_and_nothing_else(file: str) -> None:
    expected = [p["text"] for p in ENTRIES[file]["paragraphs"]] + ENTRIES[file]["dropped"]
    assert Counter(line for line in blocks(file) if line) == Counter(expected)


@pytest.mark.parametrize("file", PAGES)
def test_damage_is_found_in_the_text_as_it_stands(file: str) -> None:
    assert all(damage["found"] in own_words(file) for damage in ENTRIES[file]["damage"])


def test_ids_are_unique_and_enclosing_statements_exist() -> None:
    for entry in GOLD["articles"]:
        ids = [statement["id"] for statement in entry["statements"]]
        assert len(set(ids)) == len(ids)
        assert {s["within"] for s in entry["statements"]} <= {None, *ids}
    assert len({utterance["id"] for utterance in GOLD["utterances"]}) == len(GOLD["utterances"])


def test_every_statement_has_words_and_a_kind_that_fits_its_marks() -> None:
    for file, statement in statements():
        content = " ".join(words(fragment) for fragment in statement["content"])
        marked = re.search(r"[“”«»„\"]|(?<!\w)[‘']", content) is not None
        assert statement["cue"], (file, statement["id"])
        assert content, (file, statement["id"])
        assert marked == (statement["kind"] != "indirect"), (file, statement["id"])


def test_references_resolve() -> None:
    assert set(references()) <= {(file, statement["id"]) for file, statement in statements()}


def test_unrelated_pairs_are_in_no_utterance_together() -> None:
    together = [{tuple(reading) for reading in utterance["readings"]} for utterance in GOLD["utterances"]]
    for first, second in GOLD["unrelated"]:
        assert not any({tuple(first), tuple(second)} <= readings for readings in together)


def test_utterances_have_two_readings_and_begin_with_the_earliest_dated() -> None:
    for utterance in GOLD["utterances"]:
        dates = {file: ENTRIES[file]["published"][:10] for file, _ in utterance["readings"]}
        assert len(utterance["readings"]) >= 2
        assert utterance["earliest"] in utterance["readings"]
        assert dates[utterance["earliest"][0]] == min(dates.values())


def test_every_change_is_there_before_in_the_parent_and_after_in_the_child() -> None:
    for descent in GOLD["ancestry"]:
        for change in descent["changes"]:
            assert change["before"] or change["after"]
            assert folded(change["before"]) in own_words(descent["from"]), change
            assert folded(change["after"]) in own_words(descent["article"]), change


def test_harsher_word_of_the_copy_is_the_only_one_changed_in_its_sentence() -> None:
    parent, child = own_words("meridian-strait-interview.html"), own_words("harbour-notes-strait.txt")
    lead = next(p["text"] for p in ENTRIES["harbour-notes-strait.txt"]["paragraphs"] if p["kind"] == "body")
    assert lead.replace("deadliest", "greatest") in parent
    assert "greatest" not in child


def test_readme_names_at_least_thirty_phenomena() -> None:
    assert len(PHENOMENA) >= 30


@pytest.mark.parametrize(("phenomenon", "file", "shown"), PHENOMENA)
def test_every_phenomenon_of_the_readme_is_present(phenomenon: str, file: str, shown: list[str]) -> None:
    text = visible(file)
    assert all(folded(each) in text for each in shown), phenomenon


def test_one_page_has_no_date() -> None:
    assert [file for file, entry in ENTRIES.items() if entry["published"] is None] == ["courier-dam-letter.txt"]


def test_one_page_is_in_windows_1252_and_the_others_in_utf_8() -> None:
    other = [page for page in PAGES.values() if b"charset=windows-1252" in page.data]
    assert len(other) == 1
    assert "Réka" in other[0].data.decode("cp1252")
    assert all(page.data.decode("utf-8") for page in PAGES.values() if page not in other)


@pytest.mark.parametrize("file", PAGES)
def test_placed_finds_every_fragment_in_the_text_without_and_with_other_paragraphs(file: str) -> None:
    entry = ENTRIES[file]
    text = "Said, he.\n\n" + demo_collection.gold_text(entry)
    for statement_id, roles in demo_collection.placed(entry, text).items():
        statement = next(s for s in entry["statements"] if s["id"] == statement_id)
        for role, spans in roles.items():
            assert [text[start:end] for start, end in spans] == [words(fragment) for fragment in statement[role]]


def test_placed_leaves_out_what_the_text_lacks() -> None:
    entry = ENTRIES["lantern-dam.html"]
    assert all(spans == () for roles in demo_collection.placed(entry, "").values() for spans in roles.values())
