"""Whom an early description means that is named only further on: "Velmoran minister says …", "its minister has said".

Adds, for descriptions of one person in the headline, the standfirst and the first two paragraphs, the person named
later who holds the same role, or the full name that opens the next sentence. It refuses where two people fit, where a
word of the description was not said of the name, and where somebody else is named in between.
"""

from dataclasses import dataclass, replace

from onrecord.resolve.aliases import Party
from onrecord.resolve.lexicon import Lexicon
from onrecord.resolve.mentions import overlapping
from onrecord.resolve.phrases import Phrase
from onrecord.resolve.pronouns import Answer
from onrecord.resolve.roles import WORDS, Role, read_role
from onrecord.resolve.sentences import Scene
from onrecord.spans import Span

SAME_ROLE = 0.9
NEXT_NAME = 0.7
SHORTEST_STEM = 5
LONGEST_ENDING = 3
MOST_BEFORE_NAME = 2
SENTENCES_AHEAD = 600


@dataclass(frozen=True, slots=True)
class Described:
    """A description: its phrase, the words that must be said of the name, and how it is shown in a reason."""

    phrase: Phrase
    wanted: frozenset[str]
    shown: str


def named_later(scene: Scene, described: Described) -> Answer | None:
    """The person named further on; None where the description is not early, not of one person, or fits nobody."""
    phrase = described.phrase
    noun = phrase.noun
    if phrase.span.start >= scene.lead_end or noun is None or noun.number != "sg" or noun.sort != "person":
        return None
    answer = _by_later_role(scene, described) or _by_next_name(scene, described)
    if answer is not None and answer.party is not None:
        _learn(scene, answer.party, phrase)
    return answer


def says(lists: Lexicon, role: Role, country: str | None, head: str, wanted: frozenset[str]) -> bool:
    """Whether a role said of somebody of a country has this head and all other words, and none that makes it another
    office ("vice", "former")."""
    if head not in role.heads:
        return False
    rank = lists.functions["rank"]
    missing = {word for word in wanted if country is None or lists.demonyms.get(word) != country} - role.words
    return role.words & rank <= wanted and all(any(_same_stem(word, said) for said in role.words) for word in missing)


def _same_stem(one: str, other: str) -> bool:
    """Whether two words differ in a short ending only ("Velmora", "Velmoran")."""
    short, long = sorted((one.removesuffix("'s"), other.removesuffix("'s")), key=len)
    return len(short) >= SHORTEST_STEM and long.startswith(short) and len(long) - len(short) <= LONGEST_ENDING


def _by_later_role(scene: Scene, described: Described) -> Answer | None:
    """The only person of the article of whom the role is said, where that is further on."""
    phrase = described.phrase
    if phrase.determiner in scene.lists.functions["indefinite"] or (phrase.noun and phrase.noun.unnamed):
        return None
    holders = [p for p in scene.register.holders(phrase.head) if _fits(scene, p, described)]
    if len(holders) != 1 or not any(span.start > phrase.span.start for span in holders[0].mentions):
        return None
    return Answer(holders[0], f"“{described.shown}” is taken for the only person of whom that is said later", SAME_ROLE)


def _fits(scene: Scene, party: Party, described: Described) -> bool:
    noun, lists = described.phrase.noun, scene.lists
    named = party.head is None and not party.ambiguous and bool(party.keys)
    gendered = noun is None or noun.gender is None or party.gender in (None, noun.gender)
    roles = (role for _, role in party.roles)
    return (
        named
        and gendered
        and any(says(lists, r, party.country, described.phrase.head, described.wanted) for r in roles)
    )


def _by_next_name(scene: Scene, described: Described) -> Answer | None:
    """The full name, not met before, that opens the next sentence and has an age or speaks there."""
    phrase = described.phrase
    place = _next_sentence(scene, phrase.span.start)
    if phrase.span.start < scene.heading_end or place is None or not _is_said_of_one(scene, phrase):
        return None
    number = _opening_name(scene, place)
    if number is None or _somebody_named(scene, Span(phrase.span.end, place)):
        return None
    mention, party = scene.mentions[number], scene.owners[number]
    speaks = any(a <= mention.span.start < b for a, b in scene.sources)
    likely = mention.aged or (speaks and not (phrase.noun and phrase.noun.unnamed))
    if not likely or not _is_new(scene, party, mention.span) or not _may_hold(party, phrase):
        return None
    return Answer(party, f"“{described.shown}” is probably the person whose name opens the next sentence", NEXT_NAME)


def _is_said_of_one(scene: Scene, phrase: Phrase) -> bool:
    functions = scene.lists.functions
    return bool(phrase.named) or phrase.determiner in functions["definite"] | functions["indefinite"]


def _next_sentence(scene: Scene, place: int) -> int | None:
    """Where the sentence after the one of a place begins, in the same paragraph or the next that is no caption."""
    here = scene.paragraph_of(place)
    following = [s.start for s in scene.sentences(here) if s.start > place]
    if following:
        return following[0]
    starts = (p.start for p in scene.paragraphs[here + 1 : here + 4] if not scene.is_aside(p))
    return next(starts, None)


def _opening_name(scene: Scene, place: int) -> int | None:
    """The first name of a sentence, with no words before it but a quotation, or a verb or title or two."""
    for number in overlapping(scene.starts, Span(place, place + SENTENCES_AHEAD)):
        start = scene.mentions[number].span.start
        if scene.is_quoted(start):
            continue
        before = [w for w in WORDS.finditer(scene.text, place, start) if not scene.is_quoted(w.start())]
        return number if len(before) <= MOST_BEFORE_NAME else None
    return None


def _somebody_named(scene: Scene, between: Span) -> bool:
    """Whether a person is named between two places."""
    for number in overlapping(scene.starts, between):
        party = scene.owners[number]
        if party.person or (party.person is None and len(party.keys) > 1):
            return True
    return False


def _is_new(scene: Scene, party: Party, name: Span) -> bool:
    """Whether the full name is the party's first mention but for captions."""
    earlier = [start for start in party.starts if start < name.start]
    full = len(party.keys) > 1 and not party.ambiguous and party.person is not False
    return full and all(scene.paragraphs[scene.paragraph_of(start)].start in scene.captions for start in earlier)


def _may_hold(party: Party, phrase: Phrase) -> bool:
    """Whether nothing that is said of the party speaks against the description."""
    gender = phrase.noun.gender if phrase.noun else None
    return (gender is None or party.gender in (None, gender)) and (not party.roles or party.has_role((phrase.head,)))


def _learn(scene: Scene, party: Party, phrase: Phrase) -> None:
    """Add the description to what is said of the party, so that it may be called so from here on."""
    role = read_role(scene.text[phrase.core.start : phrase.core.end], scene.lists)
    if role is None:
        return
    if phrase.determiner in scene.lists.functions["neuter"]:
        role = replace(role, words=role.words | _owners(scene, phrase.span.start))
    party.roles.append((phrase.span.start, role))
    scene.register.add_holder(party, role.heads)


def _owners(scene: Scene, place: int) -> frozenset[str]:
    """The words of the bodies and places named before "its" in the sentence: whose minister or director it is."""
    starts = [sentence.start for sentence in scene.sentences(scene.paragraph_of(place)) if sentence.start <= place]
    named = overlapping(scene.starts, Span(starts[-1], place)) if starts else ()
    return frozenset(key for i in named if not scene.owners[i].person for key in scene.mentions[i].keys)
