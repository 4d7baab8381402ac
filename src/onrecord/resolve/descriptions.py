"""Who is meant by a description: "the defense minister", "a senior official", "residents", "the campaign".

A definite description is tied to the nearest earlier party whose stated role has the same noun and all its other words;
an indefinite one is a source of its own, unnamed where the noun says no more than that somebody spoke. What fits two
parties is left untied and keeps its own words as its name.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence

from onrecord.model import SpeakerKind
from onrecord.resolve.aliases import Party
from onrecord.resolve.forward import Described, named_later, says
from onrecord.resolve.lexicon import RoleNoun, folded
from onrecord.resolve.phrases import Phrase
from onrecord.resolve.pronouns import Answer
from onrecord.resolve.roles import WORDS, read_role
from onrecord.resolve.sentences import Scene

COMPLEMENT = re.compile(r"\s(?:of|for|at|in|from)\s([^,;:()]{1,80})")
TRAILING = re.compile(r",?(?:\sof)?\s(?:who|which|that|whom|whose)$|,\s(?:who|which|whom|whose)\s.*$")
NEAR = 3
SAME_NOUN = 0.8


def described(scene: Scene, phrase: Phrase) -> Answer:
    """The party of a description: an earlier one, or one of its own."""
    body = _called_body(scene, phrase)
    if body is not None:
        return Answer(body, "")
    backwards = phrase.determiner in scene.lists.functions["referring"] and phrase.head
    for finder in (_by_role, _by_own_words, _by_later_name) if backwards else (_by_later_name,):
        answer = finder(scene, phrase)
        if answer:
            return answer
    return _only_body(scene, phrase) or _own(scene, phrase)


def _only_body(scene: Scene, phrase: Phrase) -> Answer | None:
    """The only named body of the article whose name ends in the noun ("their union"), where it is named nearby."""
    functions, place = scene.lists.functions, phrase.span.start
    bodies = scene.register.short.get(phrase.head, [])
    told = phrase.determiner in functions["referring"] | functions["possessive"]
    if not told or phrase.head in functions["area"] or len(bodies) != 1 or _complement(scene, phrase):
        return None
    if phrase.noun is None or phrase.noun.sort != "organisation" or not set(phrase.modifiers) <= set(bodies[0].keys):
        return None
    here = scene.paragraph_of(place)
    ahead = NEAR if place < scene.lead_end else 0
    if not any(-NEAR <= scene.paragraph_of(start) - here <= ahead for start in bodies[0].starts):
        return None
    return Answer(bodies[0], f"“{_words(scene, phrase)}” is taken for the only body so named", SAME_NOUN)


def _by_later_name(scene: Scene, phrase: Phrase) -> Answer | None:
    """The person named further on, for a description at the beginning of the article."""
    if phrase.span.start >= scene.lead_end:
        return None
    wanted = frozenset((set(phrase.modifiers) | _complement(scene, phrase)) - scene.lists.functions["free"])
    return named_later(scene, Described(phrase, wanted, _words(scene, phrase)))


def _called_body(scene: Scene, phrase: Phrase) -> Party | None:
    """The body that the words are the name of, where the text has called it one."""
    if len(phrase.named) != 1 or scene.mentions[phrase.named[0]].span != phrase.core:
        return None
    party = scene.owners[phrase.named[0]]
    return party if party.person is False and len(party.keys) > 1 else None


def _by_role(scene: Scene, phrase: Phrase) -> Answer | None:
    """The one earlier party with this role, or the nearest where the next is far."""
    if phrase.noun is not None and phrase.noun.number == "pl":
        return None
    place = phrase.span.start
    wanted = (set(phrase.modifiers) | _complement(scene, phrase)) - scene.lists.functions["free"]
    holders = [
        p
        for p in scene.register.holders(phrase.head)
        if p.head is None and _holds(scene, p, phrase.head, wanted, place)
    ]
    holders = [
        p for p in holders if phrase.noun is None or p.gender in (None, phrase.noun.gender) or not phrase.noun.gender
    ]
    recent = sorted(((_last_before(p, place), p) for p in holders), key=lambda pair: -pair[0])
    if not recent:
        return None
    here = scene.paragraph_of(place)
    if len(recent) > 1 and scene.paragraph_of(recent[1][0]) >= here - NEAR:
        return _own(scene, phrase, f"“{_words(scene, phrase)}” fits several people named before")
    return Answer(recent[0][1], f"“{_words(scene, phrase)}” is the role said of the name before")


def _complement(scene: Scene, phrase: Phrase) -> set[str]:
    """The words that "of", "for", "at" or "in" adds to the head ("the president of that country")."""
    rest = COMPLEMENT.match(scene.text, phrase.core.end, phrase.span.end)
    return {folded(word) for word in WORDS.findall(rest[1])} if rest else set()


def _holds(scene: Scene, party: Party, head: str, wanted: set[str], place: int) -> bool:
    said = (role for at, role in party.roles if at < place)
    return any(says(scene.lists, role, party.country, head, frozenset(wanted)) for role in said)


def _last_before(party: Party, place: int) -> int:
    before = bisect_left(party.starts, place)
    return max(party.starts[before - 1] if before else 0, party.spoke_at)


def _by_own_words(scene: Scene, phrase: Phrase) -> Answer | None:
    """The nearest earlier source with the same head: "the source" after "a source"."""
    wanted = set(phrase.modifiers) - scene.lists.functions["free"]
    for place, party in reversed(scene.acts[-NEAR * 4 :]):
        near = scene.paragraph_of(phrase.span.start) - scene.paragraph_of(place) <= NEAR
        body = party.person is False and party.keys and party.keys[-1] == phrase.head
        if near and (party.head == phrase.head or body) and wanted <= set(party.keys):
            return Answer(party, f"“{_words(scene, phrase)}” is taken for the source before it in the same words")
    return None


def _own(scene: Scene, phrase: Phrase, why: str = "") -> Answer:
    """A party named by its own words; groups, bodies and papers in the same words are one, a single person never."""
    words, noun = _words(scene, phrase), phrase.noun
    sort = noun.sort if noun else ""
    key = folded(words.removeprefix("the ").removeprefix("The ")).replace("'s ", " ").replace("s' ", "s ")
    repeated = phrase.determiner not in scene.lists.functions["indefinite"] or sort != "person"
    known = scene.register.loose.get(("words", key)) if repeated and not _possessed(scene, phrase) else None
    if known is not None:
        return Answer(known, "the same words")
    party = scene.register.new(words, tuple(key.split()), None)
    several = noun is not None and (noun.number == "pl" or (sort == "group" and not noun.unnamed))
    party.head, party.plural, party.possessed = phrase.head, several, _possessed(scene, phrase)
    party.person = None if not sort else sort in ("person", "group")
    party.gender, party.gender_rank = (noun.gender, 1) if noun and noun.gender else (None, 0)
    party.unnamed = sort in ("", "person") or (noun is not None and noun.unnamed)
    _describe(scene, party, phrase, noun)
    party.rules.setdefault(why or "a description without a name")
    scene.register.loose["words", key] = party
    return Answer(party, "")


def _describe(scene: Scene, party: Party, phrase: Phrase, noun: RoleNoun | None) -> None:
    """The role and country that the description says; a body is named without its article."""
    role = read_role(scene.text[phrase.span.start : phrase.span.end], scene.lists)
    if role and noun and noun.sort == "person" and noun.number == "sg":
        party.roles.append((phrase.span.start, role))
        party.country = role.country
        scene.register.add_holder(party, role.heads)
    if noun and noun.sort == "organisation":
        named = [scene.owners[i] for i in phrase.named]
        party.country = next((p.country for p in named if p.country), None) or _demonym(scene, phrase.modifiers)
        if party.name[:4].lower() == "the " and any(c.isupper() for c in party.name[4:]):
            party.name = party.name[4:]


def _demonym(scene: Scene, words: Sequence[str]) -> str | None:
    return next((scene.lists.demonyms[word] for word in words if word in scene.lists.demonyms), None)


def _possessed(scene: Scene, phrase: Phrase) -> bool:
    return phrase.determiner in scene.lists.functions["possessive"]


def _words(scene: Scene, phrase: Phrase) -> str:
    """The description's words, at most a line of them."""
    words = TRAILING.sub("", " ".join(scene.text[phrase.core.start : phrase.span.end].split()))
    if len(words) > 80:
        words = " ".join(scene.text[phrase.core.start : phrase.core.end].split())
    return words[:80].strip(" ,;")


def kind_of(party: Party) -> SpeakerKind:
    """The kind of speaker that a party makes."""
    if party.unnamed:
        return SpeakerKind.UNNAMED
    if party.plural and party.person is not False:
        return SpeakerKind.GROUP
    if party.person is False or (party.person is None and len(party.keys) == 1):
        return SpeakerKind.ORGANISATION
    return SpeakerKind.PERSON
