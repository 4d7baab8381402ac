"""Whom a pronoun means: the nearest compatible party before it.

Walks back sentence by sentence, at most three paragraphs. The subject of the nearest sentence that holds a compatible
person is taken (Hobbs 1978, Lappin and Leass 1994 in their plainest form); names inside quotation marks do not count.
Where two fit equally well, or somebody unnamed stands nearer, the answer is nobody: a wrong name is worse than none.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.resolve.aliases import Party
from onrecord.resolve.lexicon import FEMALE, MALE, Lexicon, folded
from onrecord.resolve.mentions import Mention, overlapping
from onrecord.resolve.sentences import Scene
from onrecord.spans import Span

PARAGRAPHS_BACK = 3
ONLY_ONE = 0.9
SENTENCES_BACK = 10
MOST_BETWEEN = 100
PREPOSITION = re.compile(
    r"\b(?:(?i:of|for|with|by|to|from|about|against|like|unlike|than|in|on|at|over|under|between|behind|towards?)"
    r"|and|or|both)\s+(?:the\s+|an?\s+|([\w.]+)\s+)?$"
)
FOLLOWED_AS_MODIFIER = re.compile(r"[’'](?:s\b|(?!\w))|\s[a-z]")
CLAUSE_START = re.compile(r"[^\W_][\w.’'-]*|[^\w\s.]")
FOLLOWED_BY_VERB = re.compile(r"\s[a-z]|,\s|\s?\(|\s[—–]")
SHORT_WORD = re.compile(r"\b[a-z]{2,7}\b")
NEXT_WORDS = re.compile(r"\s([a-z][\w-]*(?:\s[a-z][\w-]*){0,3})")
SUBJECT_NOUN = re.compile(
    r"(?:[^,.:;]{1,60},\s)?[\"“‘'(]*(The|A|An|One|Another|His|Her|Their|My|Our|Your|That|This|the|an?|his|her|their)\s((?:[\w’'-]+\s){0,4}[\w’'-]+)"
)


@dataclass(frozen=True, slots=True)
class Answer:
    """The party meant, or None, why in plain words, and how sure that is beside the statement itself."""

    party: Party | None
    reason: str
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class _Candidate:
    party: Party | None
    place: int
    subject: bool


def antecedent(scene: Scene, span: Span, word: str, barred: Party | None = None) -> Answer:
    """Whom the pronoun `word` at `span` means; `barred` is whoever cannot be meant (the speaker of words in marks)."""
    functions = scene.lists.functions
    if gender_of(word, scene.lists):
        return _person(scene, span, word, barred)
    if word in functions["neuter"] and (body := _body_before(scene, span.start)) is not None:
        return Answer(body, f"“{word}” is taken for the body that the sentence before it begins with", ONLY_ONE)
    if word in functions["plural"] or word in functions["neuter"]:
        return _last_speaker(scene, span, word)
    return Answer(None, f"“{word}” names nobody in the text")


def gender_of(word: str, lists: Lexicon) -> str | None:
    """The gender that a pronoun of one person shows; None for every other word."""
    if word in lists.functions["masculine"]:
        return MALE
    return FEMALE if word in lists.functions["feminine"] else None


def fits(party: Party, gender: str) -> bool:
    """Whether the party can be a single person of this gender; what may be no person only once it has spoken."""
    person = party.person or (party.person is None and party.spoke)
    return person and not party.plural and party.gender in (None, gender) and not party.weak


def _person(scene: Scene, span: Span, word: str, barred: Party | None) -> Answer:
    gender = gender_of(word, scene.lists) or ""
    passed: dict[int, Party] = {}
    for sentence in _backwards(scene, span.start):
        found = [c for c in _candidates(scene, sentence, gender) if c.place < span.start]
        found = [c for c in found if c.party is None or c.party is not barred]
        subjects = {id(c.party): c.party for c in found if c.subject}
        if subjects:
            first = min(c.place for c in found if c.subject)
            if len({id(c.party) for c in found}) == 1 and not passed and found[0].party is not None:
                only = _only_one(scene, span.start, sentence, found[0], word)
                if only is not None:
                    return only
            passed |= {id(c.party): c.party for c in found if c.party is not None and c.place < first}
            return _subject(scene, span.start, list(subjects.values()), passed, word)
        passed |= {id(c.party): c.party for c in found if c.party is not None}
    if len(passed) == 1:
        party = next(iter(passed.values()))
        if party.gender == gender:
            return Answer(party, f"“{word}” is taken for the only person named nearby")
        return Answer(None, f"nothing shows that “{word}” can mean {party.name}")
    return Answer(None, f"“{word}” fits several people" if passed else f"no person before “{word}” fits it")


def _subject(scene: Scene, place: int, subjects: list[Party | None], passed: dict[int, Party], word: str) -> Answer:
    """The subject of the nearest sentence that has one that fits; nobody where others were named since then."""
    gender = gender_of(word, scene.lists)
    if len(subjects) > 1 and None not in subjects:
        subjects = [p for p in subjects if p is not None and p.gender == gender] or subjects
    party = subjects[0]
    if len(subjects) > 1:
        return Answer(None, f"“{word}” fits two people equally well")
    if party is None or party.possessed:
        return Answer(None, f"“{word}” may mean somebody unnamed")
    if party.gender != gender and not _spoke_last(scene, place, party):
        return Answer(None, f"nothing shows that “{word}” can mean {party.name}")
    others = [p for p in passed.values() if p is not party]
    if others and (party.gender != gender or any(p.gender == gender for p in others)):
        return Answer(None, f"“{word}” may mean {others[0].name} or {party.name}")
    return Answer(party, f"“{word}” is taken for the nearest subject before it")


def _only_one(scene: Scene, place: int, sentence: Span, one: _Candidate, word: str) -> Answer | None:
    """The one person of the sentence right before a pronoun, quotations aside, though nothing shows the gender; None
    where it is known or where another person stands there."""
    party, gender = one.party, gender_of(word, scene.lists) or ""
    if party is None or party.possessed or party.gender is not None or not _is_next(scene, place, sentence):
        return None
    named = overlapping(scene.starts, Span(sentence.start, place))
    others = [scene.owners[i] for i in named if not scene.is_quoted(scene.mentions[i].span.start)]
    if any(other is not party and _may_be(other, gender) for other in others):
        return None
    if not _leads_clause(scene, sentence.start, one.place) or _speaks_against(
        scene, sentence.start, place, party, gender
    ):
        return None
    return Answer(party, f"“{word}” is taken for the only person in the sentence before it", ONLY_ONE)


def _leads_clause(scene: Scene, floor: int, place: int) -> bool:
    """Whether a name is the subject of a clause: at the beginning but for its title or role, with a verb behind it."""
    lists, number = scene.lists, bisect_left(scene.starts, place)
    if number == len(scene.starts) or scene.starts[number] != place:
        return True
    words = CLAUSE_START.findall(scene.text[max(floor, place - 90) : place])
    while words and (words[-1][0].isupper() or folded(words[-1]) in lists.roles or words[-1] in lists.modifiers):
        words.pop()
    leads = not words or not words[-1][0].isalnum() or words[-1].lower() in lists.functions["clause"]
    return leads and FOLLOWED_BY_VERB.match(scene.text, scene.mentions[number].span.end) is not None


def _speaks_against(scene: Scene, floor: int, place: int, party: Party, gender: str) -> bool:
    """Whether a pronoun of the other gender stands between, or somebody else who fits spoke just before."""
    words = set(SHORT_WORD.findall(scene.text[floor:place].lower()))
    if words & scene.lists.functions["feminine" if gender == MALE else "masculine"]:
        return True
    at, last = scene.acts[-1] if scene.acts else (0, party)
    distance = scene.paragraph_of(place) - scene.paragraph_of(at)
    near = distance == 0 or (distance == 1 and last.gender == gender)
    return last is not party and near and at < place and fits(last, gender)


def _may_be(party: Party, gender: str) -> bool:
    """Whether somebody named can be meant by a pronoun of this gender, known to be a person or not."""
    return party.person is not False and party.gender in (None, gender) and (bool(party.person) or len(party.keys) > 1)


def _is_next(scene: Scene, place: int, sentence: Span) -> bool:
    """Whether only quotations stand between a sentence and that of the place, in one paragraph or two in sequence."""
    if scene.paragraph_of(place) - scene.paragraph_of(sentence.start) > 1:
        return False
    between = [s for s in _backwards(scene, place) if sentence.start < s.start]
    return all(scene.is_quoted(s.start + 1) for s in between[1:])


def _spoke_last(scene: Scene, place: int, party: Party) -> bool:
    """Whether the party is the source right before, in the same paragraph or the one before it."""
    if not scene.acts or scene.acts[-1][1] is not party:
        return False
    return scene.paragraph_of(place) - scene.paragraph_of(scene.acts[-1][0]) <= 1


def _backwards(scene: Scene, place: int) -> Iterator[Span]:
    """The sentence of a place and those before it, nearest first."""
    here = scene.paragraph_of(place)
    count = 0
    for index in range(here, max(-1, here - PARAGRAPHS_BACK - 1), -1):
        sentences = scene.sentences(index)
        last = bisect_left(sentences, Span(place + 1, place + 1)) - 1 if index == here else len(sentences) - 1
        for number in range(last, -1, -1):
            yield sentences[number]
            count += 1
            if count == SENTENCES_BACK:
                return


def _candidates(scene: Scene, sentence: Span, gender: str) -> list[_Candidate]:
    """People of a sentence who fit, outside quotation marks: sources, names, and an unnamed subject."""
    index = bisect_left(scene.acts, sentence.start, key=lambda act: act[0])
    found: list[_Candidate] = []
    while index < len(scene.acts) and scene.acts[index][0] < sentence.end and len(found) < MOST_BETWEEN:
        place, party = scene.acts[index]
        if fits(party, gender) and not scene.is_quoted(place):
            found.append(_Candidate(party, place, True))
        index += 1
    seen = {id(c.party) for c in found}
    first = True
    for number in overlapping(scene.starts, sentence):
        mention, party = scene.mentions[number], scene.owners[number]
        if party.person is False or scene.is_quoted(mention.span.start) or id(party) in seen:
            first = first and (party.person is False or scene.is_quoted(mention.span.start))
            continue
        modifier = is_modifier(scene, mention)
        subject = first and not modifier and not _governed(scene.text, sentence.start, mention, scene.lists.stopwords)
        first = first and (modifier or not subject)
        if fits(party, gender) and not (modifier and not subject and party.gender != gender):
            found.append(_Candidate(party, mention.span.start, subject))
        elif subject and party.person is None and not party.weak and not any(c.subject for c in found):
            found.append(_Candidate(None, mention.span.start, True))
    return found or _stranger(scene, sentence, gender)


def is_modifier(scene: Scene, mention: Mention) -> bool:
    """Whether a name only modifies what follows: "Doe's", "the Doe campaign"."""
    end = mention.span.end
    if not FOLLOWED_AS_MODIFIER.match(scene.text, end):
        return False
    words = NEXT_WORDS.match(scene.text, end)
    if words is None:
        return True
    first, *_, last = words[1].split() * 2
    noun = scene.lists.roles.get(folded(last))
    before_name = scene.text[words.end() : words.end() + 2].strip()[:1].isupper() and noun is not None
    return folded(first) in scene.lists.roles or before_name


def _governed(text: str, floor: int, mention: Mention, stopwords: frozenset[str]) -> bool:
    """Whether a preposition stands before the name and its title ("with Mr. Roe", not "on Monday Roe")."""
    found = PREPOSITION.search(text[max(floor, mention.span.start - 40) : mention.span.start])
    return found is not None and folded(found[1] or "") not in stopwords


def _stranger(scene: Scene, sentence: Span, gender: str) -> list[_Candidate]:
    """An unnamed person who is the subject of the sentence ("The officer then left."): nearer than any name before."""
    found = SUBJECT_NOUN.match(scene.text, sentence.start, sentence.end)
    if not found:
        return []
    for word in found[2].split():
        noun = scene.lists.roles.get(folded(word))
        if noun and noun.sort == "person" and noun.number == "sg" and noun.gender in (None, gender):
            party = _holder(scene, folded(word), sentence.start, gender)
            return [_Candidate(party, sentence.start, True)]
    return []


def _holder(scene: Scene, head: str, place: int, gender: str) -> Party | None:
    """The only earlier party that is said to be such a person."""
    holders = [p for p in scene.register.holders(head) if p.has_role((head,), place) and fits(p, gender)]
    return holders[0] if len(holders) == 1 else None


def _another_body(scene: Scene, start: int, end: int, party: Party) -> bool:
    """Whether another organisation or place is named between two places."""
    between = overlapping(scene.starts, Span(start, end))
    return len(between) > MOST_BETWEEN or any(
        scene.owners[i].person is False and scene.owners[i] is not party for i in between
    )


def _body_before(scene: Scene, place: int) -> Party | None:
    """For a pronoun that begins a sentence, the body that the sentence before begins with, where it names no other."""
    sentences = scene.sentences(scene.paragraph_of(place))
    number = bisect_left(sentences, Span(place, place))
    if not 0 < number < len(sentences) or sentences[number].start != place or scene.is_quoted(place):
        return None
    before = sentences[number - 1]
    named = overlapping(scene.starts, before)
    first = scene.mentions[named[0]].span if named else before
    begins = folded(scene.text[before.start : first.start]) in ("", *scene.lists.functions["referring"])
    owners = {id(scene.owners[i]): scene.owners[i] for i in named}
    if not begins or len(owners) != 1 or scene.is_quoted(before.start) or is_modifier(scene, scene.mentions[named[0]]):
        return None
    party = scene.owners[named[0]]
    return party if not party.person and len(party.keys) > 1 and not party.plural else None


def _last_speaker(scene: Scene, span: Span, word: str) -> Answer:
    """The source before, for "they" a group or several people, for "it" an organisation; near and nothing between."""
    if not scene.acts:
        return Answer(None, f"nobody has spoken before “{word}”")
    place, party = scene.acts[-1]
    near = scene.paragraph_of(span.start) - scene.paragraph_of(place) <= 1
    fitting = party.plural if word in scene.lists.functions["plural"] else party.person is False and not party.plural
    if not near or not fitting or scene.is_quoted(place) != scene.is_quoted(span.start):
        return Answer(None, f"no source right before “{word}” fits it")
    if word in scene.lists.functions["neuter"] and _another_body(scene, place, span.start, party):
        return Answer(None, f"several organisations stand before “{word}”")
    return Answer(party, f"“{word}” is taken for the source right before it")
