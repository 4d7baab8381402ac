"""What a relative pronoun goes back to: the name or the description right before "who".

A source may be a relative clause ("the engineer | who inspected it"), of which only its pronoun says whose the words
are. Adds the antecedent where it stands right before the pronoun, with at most an apposition between; anything further
away is left alone.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import Final

from onrecord.resolve.aliases import Party
from onrecord.resolve.lexicon import Lexicon, folded
from onrecord.resolve.mentions import Mention
from onrecord.resolve.phrases import Phrase, parse
from onrecord.resolve.roles import after
from onrecord.resolve.sentences import Scene
from onrecord.spans import Span

FIRST: Final = re.compile(r"([^\W\d_]+)(?:,?\s+([^\W\d_]+))?")
NEAREST: Final = re.compile(r"([^\W_][\w.&’'-]*),?\s$")
WORD_BEFORE: Final = re.compile(r"([^\W_][\w.&’'-]*)\s$")
MOST_WORDS: Final = 6
LOOK_BACK: Final = 40
APPOSED: Final = re.compile(r",\s[^,;:.!?“”\"()—–\n]{3,120},?\s")
OPENS: Final = frozenset({"who", "whom", "which"})


@dataclass(frozen=True, slots=True)
class Before:
    """What stands before a relative pronoun: a party that is named there, or the phrase of a description."""

    party: Party | None = None
    phrase: Phrase | None = None


def clause(text: str, span: Span, lists: Lexicon) -> Span | None:
    """The pronoun that a source opens with, where the source is a relative clause: "who" in "who inspected it". "That"
    opens one only with a verb right behind it, since it points at a noun as often ("that report")."""
    found = FIRST.match(text, span.start, span.end)
    word = found[1] if found else ""
    if found is None or found[2] is None or word not in lists.functions["relative"]:
        return None
    opens = word in OPENS or (word == "that" and folded(found[2]) in lists.verbs)
    return Span(*found.span(1)) if opens else None


def before(scene: Scene, span: Span, word: str) -> Before:
    """The antecedent of the relative pronoun at `span`; neither part is set where nothing fits."""
    number = bisect_left(scene.starts, span.start) - 1
    for index in range(number, max(number - 3, -1), -1):
        mention, party = scene.mentions[index], scene.owners[index]
        if _is_beside(scene, mention, span, direct=index == number):
            return Before(party) if _fits(party, word) else Before()
    place = _description(scene, span.start)
    phrase = parse(scene.text, (place,), scene.mentions, scene.starts, scene.lists) if place else None
    return Before(phrase=phrase) if phrase and phrase.sort == "description" else Before()


def _is_beside(scene: Scene, mention: Mention, span: Span, *, direct: bool) -> bool:
    """Whether only a comma, or a role in apposition, stands between a name and the pronoun."""
    between = scene.text[mention.span.end : span.start]
    if direct and between.strip() in ("", ","):
        return True
    apposed = APPOSED.fullmatch(between) is not None
    return apposed and after(scene.text, mention.span.end, span.start, scene.lists) is not None


def _fits(party: Party, word: str) -> bool:
    is_person = {"who": True, "whom": True, "which": False}.get(word)
    return not party.weak and (is_person is None or party.person is None or party.person == is_person)


def _description(scene: Scene, end: int) -> Span | None:
    """The words of a noun phrase that ends in a role noun right before a place: back to its determiner, else over what
    only modifies the noun."""
    lists, words = scene.lists, _words_before(scene, end)
    if not words or folded(_text(scene, words[0])) not in lists.roles:
        return None
    start = words[0].start
    for span in words:
        key = folded(_text(scene, span))
        if key in lists.functions["definite"] | lists.functions["indefinite"]:
            return Span(span.start, words[0].end)
        if key in lists.functions["boundary"] or key in lists.functions["clause"]:
            break
        start = span.start if start == span.end + 1 and (key in lists.modifiers or key in lists.demonyms) else start
    return Span(start, words[0].end)


def _words_before(scene: Scene, end: int) -> list[Span]:
    """The words before a place with nothing but a blank between them, the nearest first; a comma may part that from the
    place."""
    found: list[Span] = []
    place, pattern = end, NEAREST
    while len(found) < MOST_WORDS:
        floor = max(0, place - LOOK_BACK)
        match = pattern.search(scene.text[floor:place])
        if match is None:
            break
        found.append(Span(floor + match.start(1), floor + match.end(1)))
        place, pattern = found[-1].start, WORD_BEFORE
    return found


def _text(scene: Scene, span: Span) -> str:
    return scene.text[span.start : span.end]
