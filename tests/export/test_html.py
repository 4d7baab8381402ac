import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser
from importlib.resources import files
from itertools import pairwise

import pytest

from onrecord.export.html import to_html
from onrecord.model import Article, Dated, Dropped, Finding, Outlet, Record, Sheet

STATIC = files("onrecord.export") / "static"
CSS = "\n".join((STATIC / name).read_text(encoding="utf-8") for name in ("palette.css", "page.css"))
VOID = {"meta", "br", "rect"}
HOSTILE = "<script>alert(1)</script>\"'&amp;<img src=x onerror=alert(1)>\x1b[31m\u202e"


class Outline(HTMLParser):
    """What tests ask of a page: its elements in order, with attributes, and whether every one was closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag

    def all(self, attribute: str) -> list[str]:
        return [attrs[attribute] or "" for _, attrs in self.elements if attribute in attrs]


def hostile_record(record: Record) -> Record:
    article = replace(
        record.article,
        text=HOSTILE + record.article.text[len(HOSTILE) :],
        title=HOSTILE,
        url=f"javascript:{HOSTILE}",
        byline=(HOSTILE,),
        outlet=Outlet(HOSTILE, HOSTILE),
        published=Dated(HOSTILE, HOSTILE),
        language=HOSTILE,
        damage=tuple(replace(damage, suggested=HOSTILE, reason=HOSTILE) for damage in record.article.damage),
        dropped=(Dropped(HOSTILE, HOSTILE),),
    )
    statements = tuple(
        replace(one, id=HOSTILE + one.id, reason=HOSTILE, method=HOSTILE, within=None) for one in record.statements
    )
    speakers = tuple(replace(one, name=HOSTILE, role=HOSTILE, reason=HOSTILE) for one in record.speakers)
    sheet = replace(record.sheet, findings=(Finding(HOSTILE, HOSTILE),))
    return Record(article, statements, speakers, sheet)


def test_the_page_is_well_formed_and_every_inner_link_has_its_target(record: Record) -> None:
    outline = Outline(to_html(record))
    assert outline.open == []
    ids = outline.all("id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in outline.all("href") if link.startswith("#")} <= set(ids)
    assert {"s1", "s2", "s3", "list-s1", "list-s2", "list-s3"} <= set(ids)


def test_every_part_that_a_label_names_exists(record: Record) -> None:
    outline = Outline(to_html(record))
    assert set(outline.all("aria-labelledby")) <= set(outline.all("id"))


def test_headings_follow_each_other_without_a_gap(record: Record) -> None:
    levels = [int(tag[1]) for tag, _ in Outline(to_html(record)).elements if re.fullmatch(r"h\d", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_landmarks_language_and_skip_link_are_there(record: Record) -> None:
    outline = Outline(to_html(record))
    tags = [tag for tag, _ in outline.elements]
    assert {"header", "nav", "main", "article", "footer"} <= set(tags)
    assert outline.all("lang")[0] == "en"
    assert outline.elements[tags.index("body") + 1] == ("a", {"class": "skip", "href": "#text"})


def test_the_policy_allows_the_one_style_and_nothing_else(record: Record) -> None:
    page = to_html(record)
    style = page.partition("<style>")[2].partition("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = Outline(page).all("content")[0]
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


@pytest.mark.parametrize("make", [lambda record: record, hostile_record])
def test_nothing_runs_and_nothing_is_fetched(record: Record, make: object) -> None:
    assert callable(make)
    outline = Outline(to_html(make(record)))
    assert not {"script", "img", "iframe", "link", "object", "embed", "form"} & {tag for tag, _ in outline.elements}
    assert not outline.all("src") + outline.all("style")
    assert not [name for _, attrs in outline.elements for name in attrs if name.startswith("on")]
    assert all(link.startswith(("#", "https://", "http://")) for link in outline.all("href"))
    assert "url(" not in CSS
    assert "@import" not in CSS


def test_hostile_text_is_shown_as_text(record: Record) -> None:
    page = to_html(hostile_record(record))
    assert Outline(page).open == []
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "\x1b" not in page
    assert "\u202e" not in page
    assert "⟨U+202E⟩" in page


def test_kind_speaker_and_role_are_said_in_words_too(record: Record) -> None:
    page = to_html(record)
    assert 'title="Statement s3, indirect: Ilva Brandt, Transport Minister"' in page
    assert 'class="indirect colour0 depth1"' in page
    assert "reporting words of statement s2" in page
    assert "source of statement s1" in page


def test_each_statement_says_in_a_closed_part_why_it_is_one(record: Record) -> None:
    page = to_html(record)
    assert page.count("<p>Why a statement: quotation with a reporting clause after it [rules/1]</p>") == 3
    assert "<p>Why distancing: MegaVeridicality</p>" in page
    assert page.count("<p>Why no stance: not tested</p>") == 2


def test_the_table_is_one_also_where_the_layout_is_none(record: Record) -> None:
    outline = Outline(to_html(record))
    roles = [attrs.get("role") for tag, attrs in outline.elements if tag in {"table", "tr", "th"}]
    assert roles == ["table", "row", *["columnheader"] * 4, "row", "rowheader", "row", "rowheader"]


def test_what_was_dropped_is_kept_in_a_closed_part(record: Record) -> None:
    outline = Outline(to_html(record))
    assert ("details", {}) in outline.elements
    assert "Share this" in to_html(record)


def test_an_empty_record_makes_a_page() -> None:
    page = to_html(Record(Article("a", ""), (), (), Sheet(0, 0, 0, False, 0.0, {}, ())))
    assert Outline(page).open == []
    assert "No statement was found." in page


def schemes() -> list[dict[str, str]]:
    """The colours of the light and of the dark scheme by name."""
    blocks: list[str] = re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)
    return [dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block)) for block in blocks]


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", schemes(), ids=["light", "dark"])
def test_every_text_has_the_contrast_that_wcag_aa_asks_for(scheme: dict[str, str]) -> None:
    tints = [colour for name, colour in scheme.items() if name.startswith("tint")]
    inks = [colour for name, colour in scheme.items() if name.startswith("ink")]
    assert len(tints) == len(inks) - 1 == 9
    pairs = [(ink, ground) for ink in [*inks, scheme["link"]] for ground in [*tints, scheme["paper"]]]
    pairs += [(scheme["quiet"], scheme["paper"]), *((scheme["on-badge"], ink) for ink in inks)]
    assert [(pair, round(contrast(*pair), 2)) for pair in pairs if contrast(*pair) < 4.5] == []
