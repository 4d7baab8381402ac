"""Headline and standfirst against the body: quotations without a match below, and reporting words that take a stand.

Adds findings. Wording is compared after case, quotation marks, punctuation and spacing are taken away; an ellipsis or
a bracketed insertion divides a quotation into parts that are looked for one by one. That a wording is not in the body
does not mean that nobody said it: the finding says only what the article shows.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from onrecord.attribute.quotemarks import outermost, parse
from onrecord.frame.case import LANGUAGE, WORD, Case, function_words, listing, normal, within, words
from onrecord.frame.reporting import EXPERIMENT, PLAINEST, plainest, reporting, signed, verbs
from onrecord.frame.scare import sounded
from onrecord.model import Finding, Reporting, Stance
from onrecord.spans import Span

MISSING: Final = "headline-quotation-not-in-body"
LOADED: Final = "loaded-reporting-word"
MOST: Final = 100
GAP: Final = re.compile(r"…|\.\s?\.\s?\.|\[[^\]\[]{0,200}\]|\([^()]{0,200}\)")
OPENING_MARKS: Final = frozenset("“‘„«\"'")
OFTEN: Final = 0.45


def unmatched_quotations(case: Case) -> Iterator[Finding]:
    """A finding for each quotation of headline and standfirst whose words the body does not have.

    A quotation of a single word must stand in the body inside quotation marks or in what somebody is reported to say:
    elsewhere the same word is no evidence that it is quoted.
    """
    text = case.article.text
    inside = [q.inside for q in outermost(parse(text, case.head).quotations)][:MOST]
    if not inside or not case.body:
        return
    body = [normal(text[word.start : word.end]) for word in words(text, case.body)]
    line, known, said = f" {' '.join(body)} ", frozenset(body), sounded(case)
    for span in inside:
        parts = _parts(text[span.start : span.end])
        asked = {normal(word): word for part in parts for word in part}
        alone = len(asked) == 1 and asked.keys() <= known and not asked.keys() & said
        if alone or not all(f" {' '.join(map(normal, part))} " in line for part in parts):
            yield Finding(MISSING, _message(case, span, asked, known), (span,))


def _parts(quotation: str) -> list[list[str]]:
    """The words of a quotation as printed, divided where something was left out or put in."""
    parts = ([m.group() for m in WORD.finditer(part)] for part in GAP.split(quotation))
    return [part for part in parts if part]


def _message(case: Case, span: Span, asked: dict[str, str], known: frozenset[str]) -> str:
    """What is missing of the words asked for (normalised → as printed)."""
    quoted, part = case.text(span), case.part(span)
    missing = [printed for word, printed in asked.items() if word not in known]
    if len(asked) == 1 and not missing:
        return f"The {part} puts “{quoted}” in quotation marks; in the body nobody is reported to use the word."
    if not missing:
        return f"The {part} quotes “{quoted}”; the body has these words, but not in this wording."
    if len(missing) == len(asked):
        return f"The {part} quotes “{quoted}”; the body has none of these words."
    return f"The {part} quotes “{quoted}”; missing from the body: {listing(missing)}."


def loaded_words(case: Case) -> Iterator[Finding]:
    """A finding for each endorsing or distancing reporting verb of headline and standfirst."""
    seen: set[Span] = set()
    for statement in case.statements:
        spans = tuple(s for s in statement.cue if within(case.head, s) and not _is_noun(case.article.text, s))
        if spans and not seen.intersection(spans) and _taking_a_stand(statement.reporting):
            seen.update(spans)
            yield _loaded(case, spans, statement.reporting)
    for span, found in _unattributed(case) if case.english else ():
        if not any(span.start < s.end and s.start < span.end for s in seen) and _taking_a_stand(found):
            seen.add(span)
            yield _loaded(case, (span,), found)


def _unattributed(case: Case) -> Iterator[tuple[Span, Reporting | None]]:
    """Reporting verbs of the headline that open a clause or a quotation, with or without a statement."""
    text, known, openers = case.article.text, verbs(LANGUAGE), function_words("opens-clause")
    head = list(words(text, case.head))[: 40 * MOST]
    for span, following in pairwise(head):
        verb = known.get(text[span.start : span.end].lower())
        gap = text[span.end : following.start]
        opens = text[following.start : following.end].lower() in openers and gap.isspace()
        if (
            verb
            and verb.rate >= OFTEN
            and not _is_noun(text, span)
            and _before(text, span) not in function_words("modal")
            and (opens or (gap[:1].isspace() and gap[-1:] in OPENING_MARKS))
        ):
            yield span, reporting(text[span.start : span.end])


def _is_noun(text: str, span: Span) -> bool:
    """Whether the word in front makes a noun of this one: "the claim", "Hill’s claim", "against claims"."""
    word = _before(text, span)
    return word.endswith("'s") or word in function_words("before-noun")


def _before(text: str, span: Span) -> str:
    """The word in front, in lower case with plain apostrophes; empty without one."""
    return (text[max(0, span.start - 40) : span.start].replace("’", "'").lower().split() or [""])[-1]


def _taking_a_stand(found: Reporting | None) -> bool:
    """Whether the word has a stance and is often used to report ("claims" is, "likes" is not)."""
    if found is None or found.stance not in {Stance.ENDORSING, Stance.DISTANCING}:
        return False
    verb = verbs(LANGUAGE).get(found.lemma)
    return verb is not None and verb.rate >= OFTEN


def _loaded(case: Case, spans: tuple[Span, ...], found: Reporting | None) -> Finding:
    assert found is not None, "only called for a reporting word"
    score = "no score" if found.score is None else signed(found.score)
    effect = "take what follows as true" if found.stance is Stance.ENDORSING else "doubt what follows"
    message = (
        f"The reporting word “{case.text(spans[0])}” makes readers {effect}: “{found.lemma}” scores {score} in "
        f"{EXPERIMENT}, “{PLAINEST}” {signed(plainest())}."
    )
    return Finding(LOADED, message, spans)
