"""The parts of an article among a page's blocks: headline, standfirst, body, captions, pull quotes; and what is left.

The choice of blocks is the model's (choice.py); the kinds are told by the page's own markup and its title. A pull quote
is a marked block that says again what a paragraph says: it is labelled, so that nobody counts a statement twice. What
is left says where it stood, and how likely it was the article's at most.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from onrecord.model import Dropped, Link, ParagraphKind
from onrecord.read.blocks import Block, Place
from onrecord.read.choice import Chances, chosen
from onrecord.read.mainblocks import key, linked
from onrecord.read.metadata import Metadata

MAX_DROPPED: Final = 2_000_000
_STANDFIRST: Final = re.compile(
    r"standfirst|\bdek\b|subtitle|sub-?head|stand-first|lede|\bsummary\b|excerpt|article-intro"
)
_CAPTION: Final = re.compile(r"caption|photo-credit|image-credit")
_PULL_QUOTE: Final = re.compile(r"pull-?_?quote|blockquote-?highlight|quote-?callout")
_SET_APART: Final = frozenset(("blockquote", "aside", "figure"))
_LINE_OF_PROSE: Final = 60
_LONGEST_CAPTION: Final = 500
_LONGEST_STANDFIRST: Final = 600
_FEW_LETTERS: Final = 25
_BEFORE_BODY: Final = 40
_LEVELS: Final = 6
_MOST_APART: Final = 200


@dataclass(frozen=True, slots=True)
class Part:
    """One paragraph of the article; `block` is its number on the page, `None` for text that is not shown there."""

    text: str
    kind: ParagraphKind
    links: tuple[Link, ...] = ()
    block: int | None = None


def parts(
    page: Sequence[Block], chances: Chances, about: Metadata, name: str
) -> tuple[list[Part], tuple[Dropped, ...]]:
    """The article's parts in the page's order, and the blocks left out with the reason for each run of them; `name` is
    what judged."""
    found = chosen(page, chances)
    if not found:
        return _unjudged(page, about)
    head = headline(page, about, _first_prose(page, found))
    found = [i for i in found if head is None or i >= head or len(page[i].text) >= _LINE_OF_PROSE] or found
    standfirst = _standfirst(page, about, head, found)
    again = _said_again(page, found)
    used = _with_captions(page, found, again)
    body = [_part(page, i, _kind(page[i], again=i in again)) for i in used if i not in (head, standfirst)]
    left = _left(page, {*used, head, standfirst}, found, chances, name)
    return with_head(body, page, head, standfirst, about), left


def _unjudged(page: Sequence[Block], about: Metadata) -> tuple[list[Part], tuple[Dropped, ...]]:
    """Of a page without any likely block: those that read like prose, or all of them where none does."""
    prose = [i for i, b in enumerate(page) if len(b.text) >= _FEW_LETTERS and linked(b) * 2 <= len(b.text)]
    used = prose or list(range(len(page)))
    head = headline(page, about, _first_prose(page, used)) if used else None
    used = [i for i in used if head is None or i >= head or len(page[i].text) >= _LINE_OF_PROSE] or used
    body = [_part(page, i, ParagraphKind.BODY) for i in used if i != head]
    reason = "not a line of prose, on a page where no main text was found"
    left = [(i, reason) for i in range(len(page)) if i not in {*used, head}]
    return with_head(body, page, head, None, about), _joined(page, left)


def _part(page: Sequence[Block], index: int, kind: ParagraphKind) -> Part:
    return Part(page[index].text, kind, page[index].links, index)


def _first_prose(page: Sequence[Block], taken: Sequence[int]) -> int:
    """The first chosen block that is long enough for prose: section names and dates may stand before the headline."""
    return next((i for i in taken if len(page[i].text) >= _LINE_OF_PROSE and page[i].tag != "h1"), taken[0])


def headline(page: Sequence[Block], about: Metadata, first: int) -> int | None:
    """The block with the title's own words that readers see as the headline; without a title, a first-level heading."""
    title = key(about.title or "")
    longest = 2 * len(about.title or "") + _FEW_LETTERS
    short = ((i, block.text) for i, block in enumerate(page[: first + 3]) if len(block.text) <= longest)
    same = [i for i, text in short if title and key(text) == title]
    headings = [i for i, block in enumerate(page[: first + 3]) if block.tag == "h1"]
    both = [index for index in same if index in headings]
    return next(iter(both or same[-1:] or ([] if title else headings[-1:])), None)


def _standfirst(page: Sequence[Block], about: Metadata, head: int | None, taken: Sequence[int]) -> int | None:
    """The block between headline and body that the page describes itself with, or that is marked as its standfirst."""
    if head is None or not taken:
        return None
    described = key(about.description or "").removesuffix("hellip")
    for index in range(head + 1, min(len(page), max(taken[0] + 1, head + 2), head + _BEFORE_BODY)):
        block = page[index]
        name = key(block.text)
        if len(name) < _FEW_LETTERS or block.text.endswith(("...", "…")) or linked(block) * 2 > len(block.text):
            continue
        if _STANDFIRST.search(block.names) and len(block.text) < _LONGEST_STANDFIRST:
            return index
        if described and name == described and (index < taken[0] or _stands_alone(page, index)):
            return index
    return None


def _stands_alone(page: Sequence[Block], index: int) -> bool:
    """Whether the next block is in another kind of element: many pages describe themselves with their first words."""
    here, following = page[index].place, page[min(index + 1, len(page) - 1)].place
    return (here.tag, here.names) != (following.tag, following.names) or here.around is not following.around


def _with_captions(page: Sequence[Block], taken: Sequence[int], again: set[int]) -> list[int]:
    """The chosen blocks and, between the first and the last of them, captions and pull quotes."""
    between = (i for i in range(taken[0], taken[-1]) if len(page[i].text) >= _FEW_LETTERS)
    return sorted({*taken, *again, *(i for i in between if _is_caption(page[i]))})


def _said_again(page: Sequence[Block], taken: Sequence[int]) -> set[int]:
    """The blocks between the first and the last chosen one that are set apart and stand, word for word, within a longer
    paragraph."""
    apart = [i for i in range(taken[0], taken[-1]) if _is_apart(page[i])][:_MOST_APART]
    said = [key(page[i].text) for i in taken] if apart else []
    names = ((i, key(page[i].text)) for i in apart)
    return {i for i, n in names if len(n) >= _FEW_LETTERS and any(n in other and n != other for other in said)}


def _kind(block: Block, *, again: bool) -> ParagraphKind:
    if _is_caption(block):
        return ParagraphKind.CAPTION
    return ParagraphKind.PULL_QUOTE if again else ParagraphKind.BODY


def _is_caption(block: Block) -> bool:
    return len(block.text) < _LONGEST_CAPTION and (
        "figcaption" in _tags(block) or bool(_CAPTION.search(block.place.names))
    )


def _is_apart(block: Block) -> bool:
    return bool(_SET_APART.intersection(_tags(block)) or _PULL_QUOTE.search(block.names))


def _tags(block: Block) -> list[str]:
    """The tags of the elements close around a block, its own first."""
    found: list[str] = []
    walk: Place | None = block.place
    while walk is not None and len(found) < _LEVELS:
        found.append(walk.tag)
        walk = walk.around
    return found


def with_head(
    body: list[Part], page: Sequence[Block], head: int | None, standfirst: int | None, about: Metadata
) -> list[Part]:
    """The parts below their headline and standfirst, without lines at the top that only say these again."""
    found = []
    headline_text = page[head].text if head is not None else about.title
    if headline_text and body:
        links = page[head].links if head is not None else ()
        found.append(Part(headline_text, ParagraphKind.HEADLINE, links, head))
    if standfirst is not None:
        found.append(_part(page, standfirst, ParagraphKind.STANDFIRST))
    said = {key(part.text) for part in found}
    first = next((i for i, part in enumerate(body) if key(part.text) not in said), len(body))
    return found + body[first:]


def _left(
    page: Sequence[Block], used: set[int | None], taken: Sequence[int], chances: Chances, name: str
) -> tuple[Dropped, ...]:
    """The blocks that were not used. The chance in the reason is the highest of the blocks that stand together."""
    rest = [(i, _where(page, i, taken)) for i in range(len(page)) if i not in used]
    reasons = []
    for where, run in groupby(rest, key=lambda item: item[1]):
        members = [i for i, _ in run]
        best = max(float(chances[i]) for i in members)
        reasons += [(i, f"{where}; chance of being the article's {best:.2f} or less ({name})") for i in members]
    return _joined(page, reasons)


def _where(page: Sequence[Block], index: int, taken: Sequence[int]) -> str:
    if index < taken[0]:
        return "before the article's text"
    if index > taken[-1]:
        return "after the article's end"
    is_linked = linked(page[index]) * 2 > len(page[index].text)
    return "a link within the article, as to another story" if is_linked else "within the article, not its text"


def dropped(page: Sequence[Block], reason: str) -> tuple[Dropped, ...]:
    """All blocks of a page, left out for one reason."""
    return _joined(page, [(index, reason) for index in range(len(page))])


def _joined(page: Sequence[Block], left: Sequence[tuple[int, str]]) -> tuple[Dropped, ...]:
    """Blocks that stand together for one reason as one text; at most two million characters of them."""
    found: list[Dropped] = []
    size = 0
    for (_, reason), run in groupby(enumerate(left), key=lambda item: (item[1][0] - item[0], item[1][1])):
        text = "\n".join(page[index].text for _, (index, _) in run)
        size += len(text)
        if size > MAX_DROPPED:
            kept = text[: max(0, MAX_DROPPED - size + len(text))]
            return (*found, Dropped(kept, f"{reason}; what follows it was not kept"))
        found.append(Dropped(text, reason))
    return tuple(found)
