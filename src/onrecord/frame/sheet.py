"""The sourcing sheet: how much is said, by how many, in whose words.

Adds the counts of `Sheet`. A word that several statements hold (a statement inside another) is counted once, for the
innermost statement that has a speaker: the words of the one who is reported to have said them. Words of statements
without a speaker that stand in no other are counted for nobody.
"""

import bisect
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from onrecord.frame.case import Case, counted
from onrecord.model import Finding, Sheet, Statement
from onrecord.spans import Span, merge


def sheet(case: Case, words_by_speaker: dict[str, int], findings: tuple[Finding, ...]) -> Sheet:
    """The sheet of an article; `single_source` is true where exactly one named source speaks."""
    return Sheet(
        statements=len(case.statements),
        speakers_named=len(case.named),
        speakers_unnamed=len(case.unnamed),
        single_source=len(case.named) == 1,
        quoted_share=quoted_share(case),
        words_by_speaker=words_by_speaker,
        findings=findings,
    )


def quoted_share(case: Case) -> float:
    """The share of the article's words that stand inside the quotation marks of its statements, 0 without words."""
    total = sum(1 for _ in counted(case.article.text, _paragraphs(case)))
    quoted = merge(span for statement in case.statements for span in statement.quotations)
    inside = sum(1 for _ in counted(case.article.text, quoted))
    return min(1.0, round(inside / total, 4)) if total else 0.0


def words_by_speaker(case: Case) -> dict[str, int]:
    """Speaker id → number of content words, most first; see above for words in several statements."""
    places = list(counted(case.article.text, _paragraphs(case)))
    starts = [place.start for place in places]
    given: Counter[str] = Counter()
    for speaker, number in _painted(starts, _innermost_first(case.statements)):
        given[speaker] += number
    return dict(sorted(given.items(), key=lambda item: (-item[1], item[0])))


def _paragraphs(case: Case) -> tuple[Span, ...]:
    return tuple(p.span for p in case.article.paragraphs) or (Span(0, len(case.article.text)),)


def _innermost_first(statements: Sequence[Statement]) -> list[Statement]:
    depth = _depths(statements)
    return sorted(statements, key=lambda s: (-depth[s.id], sum(end - start for start, end in s.content)))


def _depths(statements: Sequence[Statement]) -> dict[str, int]:
    """How many statements each stands in; a circle of statements counts as no nesting."""
    outer = {statement.id: statement.within for statement in statements}
    depths: dict[str, int] = {}
    for statement in statements:
        path: list[str] = []
        place: str | None = statement.id
        while place is not None and place in outer and place not in depths:
            depths[place] = 0
            path.append(place)
            place = outer[place]
        base = depths.get(place, 0) + 1 if place in depths and place not in path else 0
        for offset, passed in enumerate(reversed(path)):
            depths[passed] = base + offset
    return depths


def _painted(starts: Sequence[int], statements: Iterable[Statement]) -> Iterator[tuple[str, int]]:
    """Give each word to the first statement that claims it; `following` skips words already given."""
    following = list(range(len(starts) + 1))
    for statement in statements:
        for span in statement.content if statement.speaker else ():
            place = _free(following, bisect.bisect_left(starts, span.start))
            taken = 0
            while place < len(starts) and starts[place] < span.end:
                following[place] = place + 1
                taken += 1
                place = _free(following, place + 1)
            if statement.speaker and taken:
                yield statement.speaker, taken


def _free(following: list[int], place: int) -> int:
    """The first word from here on that nobody has been given yet."""
    while following[place] != place:
        following[place] = following[following[place]]
        place = following[place]
    return place
