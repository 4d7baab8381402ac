"""Which names are the same party: full name, surname, title and surname, nickname, acronym, short form.

Adds parties (people, organisations, places that speak for a government) with every name mention of each and the rules
that tied them. It never ties a surname alone to one of two people who bear it in the article: such mentions become a
party of their own that says so.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.resolve.lexicon import Lexicon, folded
from onrecord.resolve.mentions import ORGANISATION, PERSON, PLACE, UNKNOWN, WEAK, Mention
from onrecord.resolve.roles import Role
from onrecord.spans import Span

BRACKETED = re.compile(r"\s?\(([^\s()]{2,10})\)")
WHICH = re.compile(r",\swhich\s")
GOVERNED = re.compile(r"\b(?:of|for|with|by|to|from|about|against|on|at|in|and|or|the|an?)\s$", re.IGNORECASE)
MOST_NAMESAKES = 8
MOST_ROLES = 20


@dataclass(slots=True)
class Party:
    """Somebody or something that may be a source, while it is being put together.

    `roles` are with the place where they were said. `person` is None while that is not known. `ambiguous` says that
    the name fits several people of the article, `weak` that only the beginning of a sentence shows a capital.
    """

    name: str
    keys: tuple[str, ...]
    person: bool | None
    number: int
    gender: str | None = None
    gender_rank: int = 0
    country: str | None = None
    plural: bool = False
    ambiguous: bool = False
    weak: bool = False
    names: dict[str, None] = field(default_factory=dict)
    mentions: list[Span] = field(default_factory=list)
    roles: list[tuple[int, Role]] = field(default_factory=list)
    rules: dict[str, None] = field(default_factory=dict)
    head: str | None = None
    unnamed: bool = False
    spoke: bool = False
    spoke_at: int = 0
    starts: list[int] = field(default_factory=list)
    possessed: bool = False

    def has_role(self, heads: Sequence[str], place: int | None = None) -> bool:
        """Whether one of the nouns was said of the party (before `place`)."""
        return any(set(heads) & set(role.heads) for at, role in self.roles if place is None or at < place)


@dataclass(slots=True)
class Register:
    """The parties of an article and the indexes to find them by name; every look-up is bounded."""

    lists: Lexicon
    parties: list[Party] = field(default_factory=list)
    full: dict[tuple[str, str], list[Party]] = field(default_factory=dict)
    initials: dict[tuple[str, str], list[Party]] = field(default_factory=dict)
    last: dict[str, list[Party]] = field(default_factory=lambda: defaultdict(list))
    first: dict[str, list[Party]] = field(default_factory=lambda: defaultdict(list))
    unsure: dict[str, list[Party]] = field(default_factory=dict)
    loose: dict[tuple[str, str], Party] = field(default_factory=dict)
    organisations: dict[str, Party] = field(default_factory=dict)
    short: dict[str, list[Party]] = field(default_factory=lambda: defaultdict(list))
    opened: dict[str, int] = field(default_factory=dict)
    by_role: dict[str, list[Party]] | None = None

    def holders(self, head: str) -> list[Party]:
        """People who are said to be such a person, by the noun's folded form; the first few only."""
        if self.by_role is None:
            self.by_role = defaultdict(list)
            for party in self.parties:
                for noun in dict.fromkeys(noun for _, role in party.roles for noun in role.heads):
                    self.by_role[noun].append(party)
        return self.by_role.get(head, [])[:MOST_NAMESAKES]

    def add_holder(self, party: Party, heads: Sequence[str]) -> None:
        """List a party that is made later among the holders of its role."""
        for head in heads:
            self.holders(head)
            if self.by_role is not None:
                self.by_role[head].append(party)

    def new(self, name: str, keys: tuple[str, ...], person: bool | None) -> Party:
        """A party without mentions yet."""
        party = Party(name, keys, person, len(self.parties))
        self.parties.append(party)
        return party


def cluster(text: str, mentions: Sequence[Mention], lists: Lexicon) -> tuple[Register, list[Party]]:
    """The register of parties, and for each mention its party."""
    register = Register(lists)
    owners: list[Party | None] = [None] * len(mentions)
    for index, mention in enumerate(mentions):
        if mention.sort in (PERSON, UNKNOWN) and _is_full(mention, lists):
            owners[index] = _tie(_full_name(register, mention), mention, lists)
        elif mention.sort == ORGANISATION and len(mention.keys) > 1:
            owners[index] = _tie(_organisation(register, mention, text), mention, lists)
        elif mention.sort in (PERSON, UNKNOWN, WEAK):
            register.opened.setdefault(" ".join(mention.keys), mention.span.start)
    _index(register)
    for mention in mentions:
        if mention.addressed and len(mention.keys) == 1:
            _add_titled(register, mention)
    for index, mention in enumerate(mentions):
        if owners[index] is None:
            owners[index] = _tie(_short_form(register, mention), mention, lists)
    register.by_role = None
    whole = [owner for owner in owners if owner is not None]
    _note_ages(mentions, whole)
    _note_bodies(text, mentions, whole)
    return register, whole


def _note_ages(mentions: Sequence[Mention], owners: Sequence[Party]) -> None:
    """Whoever has an age is a person; said last, so that it decides nothing about who bears a surname."""
    for mention, party in zip(mentions, owners, strict=True):
        if mention.aged and party.person is None:
            party.person = True


def _note_bodies(text: str, mentions: Sequence[Mention], owners: Sequence[Party]) -> None:
    """Whatever "which" goes back to is no person; not behind a preposition, where it may go back to something else ("a
    letter to Jane Doe, which")."""
    for mention, party in zip(mentions, owners, strict=True):
        which = party.person is None and len(mention.keys) > 1 and WHICH.match(text, mention.span.end)
        if which and not GOVERNED.search(text, max(0, mention.span.start - 12), mention.span.start):
            party.person = False


def _is_full(mention: Mention, lists: Lexicon) -> bool:
    """Whether the name has more than a surname, whose particles do not count ("de Blasio")."""
    return len(mention.keys) > 1 and mention.keys[0] not in lists.functions["particle"]


def _tie(party: Party, mention: Mention, lists: Lexicon) -> Party:
    """Add a mention and what it says of the party."""
    party.mentions.append(mention.span)
    name = " ".join(mention.words)
    party.names.setdefault(name)
    if not party.ambiguous and (len(mention.keys), len(name)) > (len(party.keys), len(party.name)):
        party.name, party.keys = name, mention.keys
    known = {role.text for _, role in party.roles}
    if len(known) < MOST_ROLES:
        party.roles += [(mention.span.start, role) for role in mention.roles if role.text not in known]
    party.country = party.country or mention.country
    if mention.sort == PERSON:
        party.person = True
    party.weak = party.weak and mention.sort == WEAK
    given = lists.gender(mention.keys[0]) if len(mention.keys) > 1 and party.person is not False else None
    for gender, rank in ((mention.gender, 2), (given, 1)):
        if gender and rank > party.gender_rank:
            party.gender, party.gender_rank = gender, rank
    return party


def _index(register: Register) -> None:
    """Index people by surname and forename: those known to be people, or all where nobody of that name is."""
    for party in register.parties:
        if party.person is not False and len(party.keys) > 1:
            register.last[surname(party.keys, register.lists)].append(party)
            register.first[party.keys[0]].append(party)
    for index in (register.last, register.first):
        for key, namesakes in index.items():
            sure = [party for party in namesakes if party.person]
            if index is register.last and sure:
                register.unsure[key] = [p for p in namesakes if not p.person and p.keys[0] not in register.lists.common]
            index[key] = sure or namesakes


def surname(keys: tuple[str, ...], lists: Lexicon) -> str:
    """The last word with the particles before it ("de blasio")."""
    start = len(keys) - 1
    while start > 1 and keys[start - 1] in lists.functions["particle"]:
        start -= 1
    return " ".join(keys[start:])


def _full_name(register: Register, mention: Mention) -> Party:
    """The person of this full name: the same forename (or its short form, or its initial) and surname."""
    first, last = mention.keys[0], surname(mention.keys, register.lists)
    forms = (first, *register.lists.nicknames.get(first, ()), first[0] + ".")
    known = [party for form in forms for party in register.full.get((form, last), ())[:MOST_NAMESAKES]]
    if first == first[0] + ".":
        spelt_out = register.initials.get((first, last), [])
        known += spelt_out if len(spelt_out) == 1 else []
    gender = mention.gender or register.lists.gender(first)
    for party in known:
        if _same_middle(party.keys, mention.keys, register.lists) and not (
            gender and party.gender and gender != party.gender
        ):
            written = " ".join(mention.words)
            if mention.keys != party.keys:
                party.rules.setdefault(f"“{written}” is a form of the same full name")
            return party
    party = register.new(" ".join(mention.words), mention.keys, True if mention.sort == PERSON else None)
    register.full.setdefault((first, last), []).append(party)
    register.initials.setdefault((first[0] + ".", last), []).append(party)
    party.rules.setdefault(f"named in full ({mention.evidence})")
    return party


def _same_middle(one: tuple[str, ...], other: tuple[str, ...], lists: Lexicon) -> bool:
    """Whether middle names, where both have one, begin alike."""
    middles = [keys[1 : -len(surname(keys, lists).split())] for keys in (one, other)]
    return not (middles[0] and middles[1]) or middles[0][0][0] == middles[1][0][0]


def _organisation(register: Register, mention: Mention, text: str) -> Party:
    lists, name = register.lists, " ".join(mention.keys)
    if mention.sort == PLACE:
        name = folded(lists.demonyms.get(name, name))
    party = register.organisations.get(name)
    if party is None:
        party = register.new(" ".join(mention.words), mention.keys, False)
        party.rules.setdefault(mention.evidence)
        register.organisations[name] = party
        if mention.sort == ORGANISATION:
            register.short[mention.keys[-1]].append(party)
            register.short[_initials(mention.words)].append(party)
            if mention.keys[-1] in lists.functions["company"]:
                register.short[mention.keys[0]].append(party)
    bracketed = BRACKETED.match(text, mention.span.end)
    if bracketed and bracketed[1].isupper() and bracketed[1][0] == mention.words[0][0].upper():
        register.organisations.setdefault(folded(bracketed[1]), party)
        party.names.setdefault(bracketed[1])
        party.rules.setdefault(f"“{bracketed[1]}” is introduced in brackets")
    return party


def _initials(words: tuple[str, ...]) -> str:
    letters = "".join(word[0] for word in words if word[0].isupper())
    return letters.lower() if len(letters) > 2 else ""


def _short_form(register: Register, mention: Mention) -> Party:
    """The party that a single word names."""
    key, written = " ".join(mention.keys), " ".join(mention.words)
    if mention.sort == PLACE and not any(bearer.person for bearer in register.last.get(key, ())):
        return _organisation(register, mention, "")
    if key in register.organisations:
        return register.organisations[key]
    if mention.sort == ORGANISATION or mention.determined:
        bodies = register.short.get(key.replace(".", ""), ())
        if len(bodies) == 1 and not mention.addressed:
            bodies[0].rules.setdefault(f"“{written}” is a short form of {bodies[0].name}")
            return bodies[0]
    if mention.sort == ORGANISATION:
        return _own(register, mention, False, "org")
    return _person_by_one_word(register, mention, key, written)


def _add_titled(register: Register, mention: Mention) -> None:
    """A titled surname that fits nobody named in full ("Mr. Roe" beside Jane Roe) is one more bearer of the surname."""
    key = mention.keys[0]
    namesakes = register.last.get(key, [])
    titled = register.loose.get(("titled", key))
    if namesakes and titled is None and not _possible(register, mention, key, namesakes):
        titled = _own(register, mention, True, "titled")
        titled.mentions.append(mention.span)
        register.last[key] = [*namesakes, titled]
    if (
        titled is not None
        and not titled.roles
        and not (mention.gender and titled.gender and mention.gender != titled.gender)
    ):
        titled.gender = titled.gender or mention.gender
        titled.roles += [(mention.span.start, role) for role in mention.roles]


def _person_by_one_word(register: Register, mention: Mention, key: str, written: str) -> Party:
    namesakes = register.last.get(key, [])
    possible = _possible(register, mention, key, namesakes)
    if len(possible) == 1:
        possible[0].rules.setdefault(f"“{written}”: only {possible[0].name} can be meant by that surname")
        return possible[0]
    if namesakes and not (mention.addressed and not possible):
        return _ambiguous(register, mention, key, namesakes)
    if namesakes:
        return _own(register, mention, True, f"titled {mention.gender}")
    forenamed = register.first.get(key, [])
    if len(forenamed) == 1 and not (mention.gender and forenamed[0].gender and mention.gender != forenamed[0].gender):
        forenamed[0].rules.setdefault(f"“{written}”: the only full name that begins so")
        return forenamed[0]
    if forenamed:
        return _ambiguous(register, mention, key, forenamed)
    person = True if mention.addressed or mention.sort == PERSON or key in register.lists.surnames else None
    return _own(register, mention, person, "one word")


def _possible(register: Register, mention: Mention, key: str, namesakes: list[Party]) -> list[Party]:
    """Those of the surname who can be meant: by the title's gender, by the role said, by what was read so far."""
    if len(namesakes) > MOST_NAMESAKES:
        return []
    place = mention.span.start
    fitting = [p for p in namesakes if not (mention.gender and p.gender and mention.gender != p.gender)]
    if not fitting and mention.addressed and len(register.unsure.get(key, ())) == 1:
        return [p for p in register.unsure[key] if p.gender in (None, mention.gender)]
    heads = [head for role in mention.roles for head in role.heads]
    if heads and mention.addressed:
        held = [p for p in fitting if p.has_role(heads)]
        return held or [p for p in fitting if p.mentions[0].start < place and not p.roles]
    if len(fitting) < 2 or mention.addressed:
        return fitting
    read = [p for p in fitting if p.mentions[0].start < place]
    first_alone = len(read) == 1 and register.opened.get(key, place) > read[0].mentions[0].start
    return read if first_alone else fitting


def _ambiguous(register: Register, mention: Mention, key: str, namesakes: list[Party]) -> Party:
    party = register.loose.get(("ambiguous", key))
    if party is None:
        party = register.loose["ambiguous", key] = register.new(" ".join(mention.words), mention.keys, True)
        named = ", ".join(p.name for p in namesakes[:MOST_NAMESAKES])
        party.ambiguous = True
        genders = {p.gender for p in namesakes[:MOST_NAMESAKES]}
        party.gender = genders.pop() if len(genders) == 1 else None
        party.rules.setdefault(f"several people of that name are in the article ({named}); not known which is meant")
    return party


def _own(register: Register, mention: Mention, person: bool | None, sort: str) -> Party:
    """A party that has no fuller name in the article, shared by all mentions in the same words."""
    key = " ".join(mention.keys)
    party = register.loose.get((sort, key))
    if party is None:
        party = register.loose[sort, key] = register.new(" ".join(mention.words), mention.keys, person)
        party.weak = mention.sort == WEAK
        party.rules.setdefault("never named in full")
    return party
