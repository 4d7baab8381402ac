"""The terminal view of a trace: the earliest report, the readings, the collation, the descent, and derived articles.

Adds nothing to the trace. Witnesses go by letters, as in editions of old texts: no colour carries anything alone.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from rich.text import Text

from onrecord.cli.view import INDENT, Line
from onrecord.export.visible import one_line
from onrecord.export.words import count
from onrecord.model import Alteration, AlterationKind, Article, Derivation, Descent, Reading, Utterance
from onrecord.trace.alterations import CUT
from onrecord.trace.collation import Collation, Place, collate, siglum

if TYPE_CHECKING:
    from onrecord.trace.tracing import Trace
    from onrecord.trace.witnesses import Witnessed

SHOWN: Final = 40
EXCERPT: Final = 240
WORDS: Final = 90
_LABEL: Final = 10
_TITLES: Final = {AlterationKind.INSERTION: "added", AlterationKind.OMISSION: "left out"}


def words_lines(found: "Trace", words: str | None) -> Iterator[Line]:
    """Every utterance in full."""
    if not found.utterances:
        yield Line(Text(f"No reading of these words is among the {count(found.articles, 'article')} of this archive."))
    if words is not None and len(found.utterances) > 1:
        yield Line(Text(f"{len(found.utterances)} utterances share these words, those that share most first."))
        yield Line(Text())
    for number, (utterance, witnesses) in enumerate(zip(found.utterances, found.witnesses, strict=True)):
        if number:
            yield Line(Text())
        yield from utterance_lines(utterance, witnesses, found.articles)
    yield from _method(found)


def utterance_lines(utterance: Utterance, witnesses: "Sequence[Witnessed]", articles: int) -> Iterator[Line]:
    """One utterance: what is known of it, its readings, their collation and their descent."""
    sigla = {reading.statement: siglum(number) for number, reading in enumerate(utterance.readings)}
    outlets = len({reading.outlet or reading.article for reading in utterance.readings})
    yield _title(
        f"{utterance.speaker or 'Speaker not known'} · {count(len(sigla), 'reading')} in {count(outlets, 'outlet')}"
    )
    if utterance.boilerplate:
        yield _fact("repeated", f"{utterance.boilerplate}: boilerplate, one text and not so many reports")
    yield _fact("earliest", _earliest(utterance, articles))
    yield from _heading("Readings, the oldest first")
    for reading in utterance.readings[:SHOWN]:
        yield from _reading(reading, sigla)
    if len(utterance.readings) > SHOWN:
        yield Line(Text(f"and {len(utterance.readings) - SHOWN} more; --json has them all"))
    if len(utterance.readings) > 1:
        yield from _collation(collate(witnesses), witnesses)
        yield from _descent(utterance, sigla)
    yield from _retold(utterance, sigla)


def _retold(utterance: Utterance, sigla: Mapping[str, str]) -> Iterator[Line]:
    """Statements that may be the same in other words: a hint to look, no readings."""
    told = [one for one in utterance.descent if one.child in utterance.related]
    if told:
        yield from _heading("Perhaps the same in other words")
    for one in told[:SHOWN]:
        yield Line(Text(one_line(f"{one.child}, beside {sigla.get(one.parent or '', 'none')} ({one.score:.2f})")))
        yield Line(Text(one_line("; ".join(one.evidence))), Text("   "))


def _title(text: str) -> Line:
    return Line(Text(one_line(text), style="bold"))


def _heading(title: str) -> Iterator[Line]:
    yield Line(Text())
    yield Line(Text(title, style="bold underline"))


def _fact(label: str, value: str) -> Line:
    return Line(Text(one_line(value)), Text.assemble((f"{label:<{_LABEL}} ", "dim")))


def _earliest(utterance: Utterance, articles: int) -> str:
    of = f"in this archive of {count(articles, 'article')}"
    first = next((one for one in utterance.readings if one.statement == utterance.earliest), None)
    if first is None:
        return f"not known: no reading {of} has a date"
    undated = sum(one.date is None for one in utterance.readings)
    besides = f"; {count(undated, 'reading')} without a date may be older" if undated else ""
    return f"{first.date}, {_outlet(first)}: the earliest {of}{besides}"


def _outlet(reading: Reading) -> str:
    return reading.outlet or "outlet not known"


def _reading(reading: Reading, sigla: Mapping[str, str]) -> Iterator[Line]:
    lead = Text(f"{sigla[reading.statement]:>2} ", style="bold")
    facts = [reading.date or "no date", _outlet(reading), reading.speaker or "speaker not known"]
    facts += [f"“{reading.lemma}”"] if reading.lemma else []
    facts += [str(reading.kind)] + ["headline"] * reading.headline
    facts += [f"credits {', '.join(reading.credits)}"] if reading.credits else []
    yield Line(Text(one_line(" · ".join([*facts, reading.statement]))), lead)
    yield Line(Text(_short(reading.text, EXCERPT)), Text("   "))


def _short(text: str, most: int) -> str:
    line = one_line(text)
    return line if len(line) <= most else line[:most].rpartition(" ")[0] + " …"


def _collation(found: Collation, witnesses: "Sequence[Witnessed]") -> Iterator[Line]:
    base = witnesses[found.base]
    yield from _heading(f"Collation with {found.sigla[found.base]}")
    yield Line(_numbered(base, found), Text("   "))
    for place in found.places:
        yield _place(place, found)
    for line in _extents(found, len(base.words)):
        yield Line(Text(line), Text("   "))
    if not found.places:
        yield Line(Text("No variants: where they overlap, all have the same words."), Text("   "))


def _numbered(base: "Witnessed", found: Collation) -> Text:
    """The base text, with the number of the word before each place that varies."""
    marks = {place.start for place in found.places}
    text, last = Text(), None
    for number, word in enumerate(base.words):
        between = base.text[last : word.span.start] if last is not None else ""
        text.append(one_line(between) if between.strip() and len(between) < _LABEL else "" if last is None else " ")
        text.append(" " if between.strip() and between[-1:].isspace() else "")
        if number in marks:
            text.append(f"[{number + 1}]", style="dim")
        text.append(one_line(base.text[word.span.start : word.span.end]))
        last = word.span.end
    return text


def _place(place: Place, found: Collation) -> Line:
    lemma = _short(place.text, WORDS) if place.text else f"before word {place.start + 1}"
    variants = "; ".join(
        f"{_short(one.text, WORDS) if one.text else 'left out'} {_letters(found, one.witnesses)}"
        for one in place.variants
    )
    number = f"{place.start + 1}" if place.end - place.start <= 1 else f"{place.start + 1}–{place.end}"
    return Line(Text(f"{lemma} ] {variants}"), Text(f"{number:>7} ", style="dim"))


def _letters(found: Collation, witnesses: Sequence[int]) -> str:
    return " ".join(found.sigla[number] for number in witnesses)


def _extents(found: Collation, length: int) -> Iterator[str]:
    """Who has which words of the base, where it is not all of them."""
    parts: dict[tuple[int, int] | None, list[int]] = {}
    for number, extent in enumerate(found.extents):
        if number != found.base and extent != (0, length):
            parts.setdefault(extent, []).append(number)
    for extent, numbers in parts.items():
        has = "has none of these words" if extent is None else f"words {extent[0] + 1}–{extent[1]} of {length}"
        yield f"{_letters(found, numbers)}: {has}"


def _descent(utterance: Utterance, sigla: Mapping[str, str]) -> Iterator[Line]:
    yield from _heading("Descent, as far as can be told")
    by_child = {one.child: one for one in utterance.descent}
    children: dict[str | None, list[str]] = {}
    shown = {reading.statement for reading in utterance.readings[:SHOWN]}
    for reading in utterance.readings[:SHOWN]:
        descent = by_child.get(reading.statement)
        # What was copied from a reading that is not shown stands at the margin, with its evidence.
        parent = descent.parent if descent and descent.parent in shown else None
        children.setdefault(parent, []).append(reading.statement)
    for root in children.get(None, []):
        yield from _branch(root, children, by_child, utterance, sigla, "", "")


def _branch(  # noqa: PLR0913, PLR0917 - a recursive view
    name: str, children: Mapping[str | None, list[str]], by_child: Mapping[str, Descent], utterance: Utterance,
    sigla: Mapping[str, str], before: str, below: str,
) -> Iterator[Line]:  # fmt: skip
    reading = next(one for one in utterance.readings if one.statement == name)
    descent = by_child.get(name)
    how = f": {descent.kind} ({descent.score:.2f})" if descent else ""
    yield Line(
        Text(one_line(f"{sigla[name]} {_outlet(reading)}, {(reading.date or 'no date')[:10]}{how}")), Text(before)
    )
    own = children.get(name, [])
    stem = below + ("│  " if own else "   ")
    if descent:
        yield Line(Text(one_line("; ".join(descent.evidence))), Text(stem))
    yield from (Line(Text(text), Text(f"{stem}· ")) for text in _altered(utterance.alterations, descent))
    for number, child in enumerate(own):
        last = number == len(own) - 1
        ahead = below + ("└─ " if last else "├─ ")
        yield from _branch(child, children, by_child, utterance, sigla, ahead, below + ("   " if last else "│  "))


def _altered(alterations: Sequence[Alteration], descent: Descent | None) -> Iterator[str]:
    """What is altered against the parent, but for what was only cut."""
    if descent is not None and descent.parent is not None:
        mine = (one for one in alterations if (one.origin, one.target) == (descent.parent, descent.child))
        yield from (alteration_words(one) for one in mine if one.score > CUT)


def alteration_words(one: Alteration) -> str:
    """An alteration on one line."""
    before, after = (_short(text, WORDS) for text in (one.before, one.after))
    if before and after:
        change = f"“{before}” → “{after}”" if before != after else f"“{before}”"
    else:
        change = f"“{before or after}”"
    return f"{one.kind}: {change}: {one_line(one.reason)}"


def article_lines(found: "Trace") -> Iterator[Line]:
    """What an article was made from, and what was made from it; then its utterances, in short."""
    if not found.utterances and not found.derivations:
        yield Line(Text(f"Nothing of it is in another of the {count(found.articles, 'article')} of this archive."))
    for derivation in found.derivations:
        yield from derivation_lines(derivation, found.pages)
        yield Line(Text())
    if found.utterances:
        yield _title(f"{count(len(found.utterances), 'statement')} with readings in other articles")
    for utterance in found.utterances:
        yield from _in_short(utterance, found.articles)
    yield from _method(found)


def _method(found: "Trace") -> Iterator[Line]:
    """The version of what decided, once."""
    told: tuple[Utterance | Derivation, ...] = (*found.utterances, *found.derivations)
    methods = {one.method: None for one in told if one.method}
    if methods:
        yield Line(Text())
        yield Line(Text(f"Judged by {', '.join(methods)}.", style="dim"))


def derivation_lines(one: Derivation, pages: Mapping[str, Article]) -> Iterator[Line]:
    """One derived article: from what, how much of it, whether it says so, and every change."""
    yield _title("An article that was made from another one")
    yield _fact("article", _page(pages[one.article]))
    yield _fact("made from", _page(pages[one.origin]))
    yield _fact("coverage", f"{one.coverage:.0%} of its words; score {one.score:.2f}")
    yield _fact("credit", "gives credit" if one.credited else "gives no credit")
    for line in one.evidence:
        yield _fact("evidence", line)
    told = [(_TITLES.get(a.kind, "changed"), alteration_words(a)) for a in one.alterations if a.score > CUT]
    for title in ("changed", "added", "left out"):
        yield from (_fact(label, line) for label, line in told if label == title)


def _page(article: Article) -> str:
    dated = article.published or article.first_seen
    outlet = article.outlet.name or article.outlet.domain or "outlet not known"
    return f"{article.title or 'Untitled article'} · {outlet} · {dated.value if dated else 'no date'} · {article.id}"


def _in_short(utterance: Utterance, articles: int) -> Iterator[Line]:
    first = utterance.readings[0]
    yield Line(Text())
    yield Line(Text(_short(first.text, EXCERPT)))
    readings = count(len(utterance.readings), "reading")
    within = count(len({reading.article for reading in utterance.readings}), "article")
    again = f" · boilerplate: {utterance.boilerplate}" if utterance.boilerplate else ""
    said = (
        f"{utterance.speaker or 'speaker not known'} · {readings} in {within} · {_earliest(utterance, articles)}{again}"
    )
    yield Line(Text(one_line(said)), Text(INDENT))
    yield Line(Text(one_line(f"onrecord trace --statement {first.statement}")), Text(INDENT))
