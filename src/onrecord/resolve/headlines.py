"""Known names in lines whose words are all capitalised, as in some headlines.

Adds mentions of parties that the rest of the text names; a new name is never read from such a line.
"""

from collections.abc import Sequence

from onrecord.resolve.aliases import Party, Register, surname
from onrecord.resolve.lexicon import folded
from onrecord.resolve.mentions import PERSON, UNKNOWN, Mention
from onrecord.resolve.runs import is_title_case, joined, runs
from onrecord.spans import Span

LONGEST = 4


def known_names(
    text: str, paragraphs: Sequence[Span], found: Sequence[Mention], owners: Sequence[Party], register: Register
) -> tuple[list[Mention], list[Party]]:
    """The mentions and their parties with those of title-case lines added, in order."""
    names = {" ".join(mention.keys): owner for mention, owner in zip(found, owners, strict=True)}
    added: list[tuple[Mention, Party]] = []
    for paragraph in paragraphs:
        if is_title_case(text, paragraph, register.lists):
            for run in joined(text, list(runs(text, paragraph, register.lists)), register.lists):
                added += _in_run(text, run.tokens, names, register)
    for mention, party in added:
        party.mentions.append(mention.span)
    everything = sorted([*zip(found, owners, strict=True), *added], key=lambda pair: pair[0].span)
    return [mention for mention, _ in everything], [party for _, party in everything]


def _in_run(
    text: str, tokens: Sequence[Span], names: dict[str, Party], register: Register
) -> list[tuple[Mention, Party]]:
    """The longest known names in a run, from left to right."""
    added, index = [], 0
    while index < len(tokens):
        for size in range(min(LONGEST, len(tokens) - index), 0, -1):
            span = Span(tokens[index].start, tokens[index + size - 1].end)
            words = tuple(text[span.start : span.end].split())
            party = _party(tuple(folded(word) for word in words), names, register)
            if party:
                sort = PERSON if party.person else UNKNOWN
                added.append((Mention(span, words, tuple(map(folded, words)), sort, "a known name"), party))
                index += size - 1
                break
        index += 1
    return added


def _party(keys: tuple[str, ...], names: dict[str, Party], register: Register) -> Party | None:
    """The party of these words; a surname only where one party of the article bears it."""
    name = " ".join(keys)
    bearers = register.last.get(surname(keys, register.lists), []) if len(keys) == 1 else []
    if len(bearers) > 1:
        return register.loose.get(("ambiguous", name))
    if bearers:
        return bearers[0]
    party = names.get(name)
    return party if party is not None and not party.weak and len(name) > 1 else None
