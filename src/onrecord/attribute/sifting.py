"""The tagger's candidates looked through: what is no attribution, and whose a quotation is when a report is reported.

"Interview: Jane Doe on ships" has a kind of article for its source, which says nothing, and is left out. Where the
tagger gives a quotation to whoever printed it ("…", Doe told a meeting, the Courier reported), and a rule that is sure
sees Doe in between, Doe said it, and the other reported that she did. Nothing else is changed.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from onrecord.attribute.candidates import Candidate, score
from onrecord.attribute.lexicon import words
from onrecord.attribute.quotemarks import Quotation
from onrecord.model import Article, ParagraphKind
from onrecord.spans import Span

SURE: Final = 0.7
NEAREST: Final = frozenset({"after-quotation", "inverted-after-quotation"})
_MOST_BETWEEN: Final = 200


def sifted(
    article: Article, marks: Sequence[Quotation], tagged: Iterable[Candidate], by_rule: Sequence[Candidate]
) -> Iterator[Candidate]:
    """The tagger's candidates without labels of headlines, and the rules' where a nearer speaker has the quotation;
    `by_rule` are the rules' candidates of the same article."""
    sure = [candidate for candidate in by_rule if candidate.rule in NEAREST and score(candidate) >= SURE]
    nearest = {max(candidate.content).end: candidate for candidate in sure}
    quoted = {mark.span.end for mark in marks}
    for candidate in tagged:
        last = max(candidate.content).end
        nearer = nearest.get(last) if last in quoted else None
        if _is_label(article, candidate):
            continue
        if nearer is not None and _stands_between(candidate, nearer):
            yield nearer
            yield _reporting(article.text, candidate, nearer)
        else:
            yield candidate


def _reporting(text: str, tagged: Candidate, nearer: Candidate) -> Candidate:
    """The tagged candidate with the report inside as its content, up to the mark before its own source or cue."""
    *rest, last = sorted(tagged.content)
    end = min(*tagged.source, *tagged.cue).start
    whole = text[:end].rstrip(" ,;—–-\n")
    return replace(tagged, content=(*rest, Span(last.start, max(len(whole), *(s.end for s in nearer.cue)))))


def _stands_between(tagged: Candidate, nearer: Candidate) -> bool:
    """Whether the nearer candidate's source and cue stand between the same quotation and the tagged ones."""
    if not tagged.source or not nearer.source or not nearer.cue:
        return False
    end = max(tagged.content).end
    mine = [*nearer.source, *nearer.cue]
    theirs = min(*tagged.source, *tagged.cue).start
    return end <= min(mine).start and max(s.end for s in mine) <= theirs <= end + _MOST_BETWEEN


def _is_label(article: Article, candidate: Candidate) -> bool:
    """Whether the source says before a headline's colon what kind of article it is."""
    first = article.paragraphs[0] if article.paragraphs else None
    if first is None or first.kind is not ParagraphKind.HEADLINE or not candidate.source:
        return False
    source = candidate.source[0]
    if source.start > first.span.start + 1 or not article.text.startswith(":", source.end):
        return False
    label = article.text[source.start : source.end].casefold().split()
    return bool(label) and label[-1] in words("genres")
