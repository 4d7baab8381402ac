"""The words and numbers that every view of a record shows, so that the terminal and the page say the same.

Adds nothing to the record and judges nothing.
"""

from collections.abc import Sequence

from onrecord.export.visible import one_line
from onrecord.model import Article, Record, Speaker, Statement
from onrecord.spans import Span

EXCERPT = 160
AROUND = 30
DEEPEST = 8
_UNITS = ("bytes", "kB", "MB", "GB", "TB")


def words(text: str, spans: Sequence[Span]) -> str:
    """What the spans say, on one line and without hidden characters, with “ … ” where they leave words out."""
    return " … ".join(one_line(text[start:end]) for start, end in spans)


def excerpt(text: str, span: Span) -> str:
    """The span with some words around it, at most about `EXCERPT` characters, on one line."""
    start, end = span
    if end - start > EXCERPT:
        return one_line(text[start : start + EXCERPT]) + "…"
    _, cut, line = text[max(0, start - AROUND) : start].rpartition("\n")
    if not cut and start > AROUND:
        line = "…" + line.partition(" ")[2]
    rest, cut, _ = text[end : end + AROUND].partition("\n")
    if not cut and end + AROUND < len(text):
        rest = rest.rpartition(" ")[0] + "…"
    return one_line(line + text[start:end] + rest)


def excerpts(text: str, spans: Sequence[Span], most: int) -> list[str]:
    """An excerpt for each span; of more than `most`, the last says how many are not shown."""
    shown = [excerpt(text, span) for span in spans[:most]]
    return [*shown, f"and {len(spans) - most} more"] if len(spans) > most else shown


def speaker_numbers(record: Record) -> dict[str, int]:
    """The number that each speaker goes by in the views, from 1 in the record's order, by speaker id."""
    return {speaker.id: number for number, speaker in enumerate(record.speakers, start=1)}


def speakers_by_id(record: Record) -> dict[str, Speaker]:
    """The speakers, by id."""
    return {speaker.id: speaker for speaker in record.speakers}


def description(speaker: Speaker | None) -> str:
    """Name, role and country on one line; what the name says already is not said again."""
    if speaker is None:
        return "speaker not known"
    further = (
        part for part in (speaker.role, speaker.country) if part and part.casefold() not in speaker.name.casefold()
    )
    return one_line(", ".join((speaker.name, *further)))


def dates(article: Article) -> list[tuple[str, str, str]]:
    """For each date of the page its name, its value and whence it is; published and modified also where not known.

    What gave the date before as well is not said twice.
    """
    named = (("published", article.published), ("modified", article.modified), ("first seen", article.first_seen))
    rows, before = [], ""
    for label, dated in named:
        if dated:
            origin = "the same place" if dated.origin == before else dated.origin
            rows.append((label, dated.value, f"from {origin}"))
            before = dated.origin
        elif label != "first seen":
            rows.append((label, "not known", ""))
    return rows


def attributed_to(article: Article, statement: Statement, speaker: Speaker | None) -> str:
    """The speaker, or for want of one the words of the text that name the source."""
    if speaker is None and statement.source:
        return f"“{words(article.text, statement.source)}” (speaker not known)"
    return description(speaker)


def reporting_words(article: Article, statement: Statement) -> str:
    """The cue in quotation marks and, where readers do not take it as neutral, its stance; empty without a cue."""
    if not statement.cue:
        return ""
    stance = statement.reporting.stance if statement.reporting else None
    remark = f" ({stance})" if stance and stance != "neutral" else ""
    return f"“{words(article.text, statement.cue)}”{remark}"


def depths(statements: Sequence[Statement]) -> dict[str, int]:
    """How many statements enclose each one, by id: at most `DEEPEST`, and none for an unknown or circular `within`."""
    enclosing = {statement.id: statement.within for statement in statements}
    return {statement.id: _depth(statement.id, enclosing) for statement in statements}


def _depth(start: str, enclosing: dict[str, str | None]) -> int:
    seen = {start}
    outer = enclosing[start]
    while outer in enclosing and outer not in seen and len(seen) <= DEEPEST:
        seen.add(outer)
        outer = enclosing[outer]
    return len(seen) - 1


def shares(record: Record) -> list[tuple[str, int, float]]:
    """Speaker id, words, and share of all attributed words between 0 and 1, most words first."""
    counts = record.sheet.words_by_speaker
    total = sum(counts.values()) or 1
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [(speaker, count, count / total) for speaker, count in ordered]


def count(number: int, noun: str) -> str:
    """The number with its noun, in the plural where it has to be."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def size(number: int) -> str:
    """A number of bytes for people, by powers of a thousand: "470.2 MB"."""
    value, unit = float(number), 0
    while value >= 1000 and unit < len(_UNITS) - 1:
        value, unit = value / 1000, unit + 1
    return f"{value:.1f} {_UNITS[unit]}" if unit else f"{number} bytes"
