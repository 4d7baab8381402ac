"""What a newer reading of a page changed: statements that are new, gone, or say other things than before.

Adds a list of changes. Two statements are the same one where their contents have the same words, else where they share
most of them. That words stand elsewhere in the text, or that a confidence is another, is no change.
"""

import re
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final, Literal

from onrecord.archive.rows import GAP, storable
from onrecord.model import Article, Record, Statement
from onrecord.spans import Spans

SHARED: Final = 0.5
_WORD: Final = re.compile(r"\w+")
# Enough to know a statement by, and words that are in so many statements tell none from another.
_FIRST: Final = 200
_COMMON: Final = 50


@dataclass(frozen=True, slots=True)
class Change:
    """A statement that was added, is gone or has changed, or what changed of the article itself; plain values."""

    kind: Literal["added", "gone", "changed", "article"]
    before: dict[str, Any] | None
    after: dict[str, Any] | None


def changes(old: Record, new: Record) -> tuple[Change, ...]:
    """What `new` has otherwise than `old`: the article first, then the statements in the order of the new text, and
    those that are gone."""
    return (*_of_article(old.article, new.article), *_of_statements(old, new))


def _of_article(old: Article, new: Article) -> Iterator[Change]:
    before, after = _about(old), _about(new)
    differing = [name for name in before if before[name] != after[name]]
    if differing:
        yield Change("article", {name: before[name] for name in differing}, {name: after[name] for name in differing})


def _about(article: Article) -> dict[str, Any]:
    """What is told of an article; of its text, by its length and its hash, whether it is another."""
    dates = {"published": article.published, "modified": article.modified}
    return {
        "title": article.title,
        "byline": list(article.byline),
        "outlet": article.outlet.name or article.outlet.domain,
        **{name: date.value if date else None for name, date in dates.items()},
        "characters": len(article.text),
        "sha256": sha256(storable(article.text).encode()).hexdigest(),
    }


def _of_statements(old: Record, new: Record) -> Iterator[Change]:
    before, after = told(old), told(new)
    pairs = _paired([one["text"] for one in before], [one["text"] for one in after])
    for number, one in enumerate(after):
        other = before[pairs[number]] if number in pairs else None
        if other is None:
            yield Change("added", None, one)
        elif any(other[name] != one[name] for name in ("text", "kind", "speaker", "cue", "source")):
            yield Change("changed", other, one)
    found = set(pairs.values())
    yield from (Change("gone", one, None) for number, one in enumerate(before) if number not in found)


def told(record: Record) -> list[dict[str, Any]]:
    """The statements of a record as a change tells of them: by their words, with the name of the speaker."""
    names = {speaker.id: speaker.name for speaker in record.speakers}
    return [
        _told(record.article.text, statement, names.get(statement.speaker or "")) for statement in record.statements
    ]


def _told(text: str, statement: Statement, speaker: str | None) -> dict[str, Any]:
    def words(spans: Spans) -> str:
        return storable(GAP.join(text[start:end] for start, end in spans))

    return {
        "id": statement.id,
        "text": words(statement.content),
        "kind": str(statement.kind),
        "speaker": storable(speaker) if speaker else None,
        "cue": words(statement.cue),
        "source": words(statement.source),
        "content": [list(span) for span in statement.content],
    }


def _paired(before: Sequence[str], after: Sequence[str]) -> dict[int, int]:
    """For each number of a statement after, that of the same statement before."""
    words_before, words_after = [_WORD.findall(text) for text in before], [_WORD.findall(text) for text in after]
    waiting: dict[tuple[str, ...], deque[int]] = {}
    for number, words in enumerate(words_before):
        waiting.setdefault(tuple(words), deque()).append(number)
    pairs: dict[int, int] = {}
    for number, words in enumerate(words_after):
        same = waiting.get(tuple(words))
        if same:
            pairs[number] = same.popleft()
    left = {number: words_before[number] for row in waiting.values() for number in row}
    _pair_alike(pairs, left, words_after)
    return pairs


def _pair_alike(pairs: dict[int, int], left: dict[int, list[str]], after: Sequence[list[str]]) -> None:
    """Pair what is left with what shares most of its words, each once."""
    by_word: dict[str, list[int]] = {}
    for number in sorted(left):
        for word in dict.fromkeys(left[number][:_FIRST]):
            by_word.setdefault(word, []).append(number)
    for number, words in enumerate(after):
        if number in pairs:
            continue
        shared = Counter(n for word in dict.fromkeys(words[:_FIRST]) for n in by_word.get(word, ())[:_COMMON])
        ranked = ((_likeness(words, left[n], common), -n) for n, common in shared.items() if n in left)
        likeness, best = max(ranked, default=(0.0, 0))
        if likeness >= SHARED:
            pairs[number] = -best
            del left[-best]


def _likeness(one: Sequence[str], other: Sequence[str], common: int) -> float:
    """The share of the words of the longer one that both have."""
    return common / max(len(set(one[:_FIRST])), len(set(other[:_FIRST])))
