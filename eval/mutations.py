"""What happens to words on their way from one report to the next: each alteration as a function with its name.

An alteration takes a report's quotation as its printed words and gives the new words with what the trace should say of
the change. It is the simulator's side of `onrecord.model.AlterationKind`: some changes (typography, contractions) are
none to the trace. Nothing here is random but what the given generator decides.
"""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Final

from onrecord.model import AlterationKind as Kind

Tokens = list[str]
_ENDS: Final = (".", "!", "?")

SYNONYMS: Final = {
    "big": "large", "large": "big", "great": "tremendous", "people": "folks", "folks": "people", "begin": "start",
    "start": "begin", "stop": "end", "help": "aid", "kill": "murder", "country": "nation", "nation": "country",
    "money": "cash", "job": "position", "jobs": "work", "believe": "think", "think": "believe", "want": "need",
    "need": "want", "very": "really", "really": "very", "important": "crucial", "hard": "tough", "tough": "hard",
    "bad": "terrible", "good": "fine", "children": "kids", "kids": "children", "buy": "purchase", "give": "provide",
    "fight": "battle", "law": "statute", "house": "home", "show": "demonstrate", "use": "employ", "keep":
    "maintain", "make": "create", "many": "numerous", "quickly": "fast", "choose": "pick", "talk": "speak", "speak":
    "talk", "leave": "depart", "create": "make", "problem": "issue", "issue": "problem", "huge": "enormous",
    "world": "globe", "right": "correct", "wrong": "mistaken", "because": "since", "since": "because", "against":
    "versus", "about": "regarding", "understand": "grasp", "answer": "reply", "quick": "fast", "attack": "assault",
    "dangerous": "risky", "enough": "sufficient", "everyone": "everybody", "support": "back", "try": "attempt",
    "change": "alter",
}  # fmt: skip
CONTRACTIONS: Final = {
    "it's": "it is", "don't": "do not", "can't": "cannot", "we're": "we are", "i'm": "i am", "that's": "that is",
    "they're": "they are", "we've": "we have", "i've": "i have", "won't": "will not", "isn't": "is not",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Step:
    """One alteration: the simulator's name for it, and the kinds by which the trace may name it, the best one first.
    No kind: the trace should name nothing."""

    name: str
    kinds: tuple[Kind, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """What alterations draw on: the generator, words as they are printed elsewhere, another report's words, and the
    words with which the reporter goes on after the quotation."""

    random: Random
    words: tuple[str, ...]
    other: Tokens
    outside: str


Mutation = Callable[[Tokens, Setting], tuple[Tokens, Step] | None]


def cut(tokens: Tokens, at: Setting) -> tuple[Tokens, Step] | None:
    """A part of five words or more, from the start, the end or the middle."""
    count = len(tokens)
    if count < 7:
        return None
    kept = at.random.randint(max(5, count // 4), count - 1)
    start = at.random.choice((0, count - kept, at.random.randint(0, count - kept)))
    return tokens[start : start + kept], Step("cut", (Kind.CUT,))


def omission(tokens: Tokens, at: Setting) -> tuple[Tokens, Step] | None:
    """Words left out inside, without a mark."""
    return _omitted(tokens, at, "omission", "")


def ellipsis(tokens: Tokens, at: Setting) -> tuple[Tokens, Step] | None:
    """Words left out inside, with an ellipsis."""
    return _omitted(tokens, at, "ellipsis", "…")


def _omitted(tokens: Tokens, at: Setting, name: str, mark: str) -> tuple[Tokens, Step] | None:
    count = len(tokens)
    if count < 9:
        return None
    size = at.random.randint(1, max(1, min(12, count // 3)))
    start = at.random.randint(2, count - size - 2)
    gone = tokens[start - 1 : start + size]
    kinds = (Kind.OMISSION,) if mark else _left_out(gone)
    return [*tokens[:start], *([mark] if mark else []), *tokens[start + size :]], Step(name, kinds)


def _left_out(gone: Tokens) -> tuple[Kind, ...]:
    ended = any(token.rstrip("”\"'").endswith(_ENDS) for token in gone)
    return (Kind.JOIN, Kind.OMISSION) if ended else (Kind.OMISSION,)


def splice(tokens: Tokens, at: Setting) -> tuple[Tokens, Step] | None:
    """The beginning and the end printed as one passage."""
    count = len(tokens)
    if count < 16:
        return None
    head, tail = at.random.randint(4, count // 3), at.random.randint(4, count // 3)
    return [*tokens[:head], *tokens[count - tail :]], Step("splice", _left_out(tokens[head - 1 : count - tail]))


def cross_splice(tokens: Tokens, at: Setting) -> tuple[Tokens, Step] | None:
    """Words of another utterance joined to the end."""
    if len(at.other) < 6:
        return None
    joined = at.other[: at.random.randint(5, len(at.other))]
    return [*tokens, *joined], Step("cross-splice", (Kind.INSERTION, Kind.JOIN))


def substitution(tokens: Tokens, at: Setting) -> tuple[Tokens, Step] | None:
    """Some word in the place of another."""
    place = at.random.randrange(len(tokens))
    return _replaced(tokens, place, at.random.choice(at.words)), Step(
        "substitution", (Kind.SUBSTITUTION, Kind.CUT, Kind.DATE, Kind.PLACE)
    )


def synonym(tokens: Tokens, at: Setting) -> tuple[Tokens, Step] | None:
    """A word of the same sense in the place of another."""
    places = [place for place, token in enumerate(tokens) if token in SYNONYMS]
    if not places:
        return None
    place = at.random.choice(places)
    return _replaced(tokens, place, SYNONYMS[tokens[place]]), Step("synonym", (Kind.SUBSTITUTION,))


def contraction(tokens: Tokens, at: Setting) -> tuple[Tokens, Step] | None:
    """A contraction spelt out: no change to an editor."""
    places = [place for place, token in enumerate(tokens) if _straight(token) in CONTRACTIONS]
    if not places:
        return None
    place = at.random.choice(places)
    return [*tokens[:place], *CONTRACTIONS[_straight(tokens[place])].split(), *tokens[place + 1 :]], Step(
        "contraction", ()
    )


def _straight(token: str) -> str:
    return token.replace("’", "'").lower()


def insertion(tokens: Tokens, at: Setting) -> tuple[Tokens, Step] | None:
    """One to three words put in."""
    place = at.random.randint(1, len(tokens) - 1)
    added = [at.random.choice(at.words) for _ in range(at.random.randint(1, 3))]
    return [*tokens[:place], *added, *tokens[place:]], Step("insertion", (Kind.INSERTION,))


def typo(tokens: Tokens, at: Setting) -> tuple[Tokens, Step] | None:
    """A slip in one word."""
    place = at.random.randrange(len(tokens))
    word = tokens[place]
    slips = (
        word[:1] + word,
        word[: len(word) // 2] + word[len(word) // 2 + 1 :] or word * 2,
        f"{word[:-1]}{word[-1]}e",
    )
    return _replaced(tokens, place, at.random.choice(slips)), Step("typo", (Kind.SUBSTITUTION, Kind.CUT))


def rewording(tokens: Tokens, at: Setting) -> tuple[Tokens, Step] | None:
    """As after a translation there and back: every fourth word another, some turned round."""
    new = [SYNONYMS.get(token, at.random.choice(at.words)) if at.random.random() < 0.25 else token for token in tokens]
    for place in range(len(new) - 1):
        if at.random.random() < 0.06:
            new[place : place + 2] = new[place + 1], new[place]
    return new, Step("rewording", (Kind.SUBSTITUTION, Kind.CUT, Kind.TRANSPOSITION, Kind.INSERTION, Kind.OMISSION))


def transposition(tokens: Tokens, at: Setting) -> tuple[Tokens, Step] | None:
    """Two parts beside each other turned round."""
    if len(tokens) < 8:
        return None
    place, size = at.random.randint(2, len(tokens) - 5), at.random.choice((1, 2))
    turned = [*tokens[place + size : place + 2 * size], *tokens[place : place + size]]
    return [*tokens[:place], *turned, *tokens[place + 2 * size :]], Step("transposition", (Kind.TRANSPOSITION,))


def fold_in(tokens: Tokens, at: Setting) -> tuple[Tokens, Step] | None:
    """The reporter's words moved inside the quotation marks."""
    return [*tokens, *at.outside.split()], Step("fold-in", (Kind.MOVED_IN,))


_SHIFTED: Final = {
    "I": "he", "i": "he", "we": "they", "We": "they", "my": "his", "our": "their", "me": "him", "us": "them", "is":
    "was", "are": "were", "will": "would", "can": "could", "have": "had", "has": "had", "may": "might", "do": "did",
    "am": "was", "think": "thought", "want": "wanted", "know": "knew", "need": "needed", "believe": "believed",
}  # fmt: skip


def indirect(tokens: Tokens, _: Setting) -> tuple[Tokens, Step] | None:
    """Told in the reporter's words, without marks: tense and person shifted."""
    if not any(token in _SHIFTED for token in tokens):
        return None
    return [_SHIFTED.get(token, token) for token in tokens], Step("indirect", (Kind.SHIFT, Kind.MOVED_OUT))


def typography(tokens: Tokens, _: Setting) -> tuple[Tokens, Step] | None:
    """Straight apostrophes and another dash: no change to an editor."""
    return [token.replace("’", "'").replace("—", "–") for token in tokens], Step("typography", ())


def _replaced(tokens: Tokens, place: int, word: str) -> Tokens:
    return [*tokens[:place], word, *tokens[place + 1 :]]


#: How often each alteration happens, relative to the others.
SHARES: Final[dict[Mutation, float]] = {
    cut: 0.40, omission: 0.09, ellipsis: 0.04, splice: 0.05, substitution: 0.09, synonym: 0.08, contraction: 0.05,
    insertion: 0.05, typo: 0.05, rewording: 0.04, transposition: 0.01, fold_in: 0.02, indirect: 0.02, typography: 0.01,
}  # fmt: skip
