"""The words of the body that somebody is reported to have used.

Adds nothing by itself: the headline's single quoted words are compared with them. A single word in quotation marks may
be a quotation or a scare quote; which of the two, the marks do not say, and neither does this module.
"""

from onrecord.attribute.quotemarks import outermost, parse
from onrecord.frame.case import Case, normal, within, words
from onrecord.spans import merge


def sounded(case: Case) -> frozenset[str]:
    """The normalised words that stand in the body in quotation marks or in the content of a statement."""
    text = case.article.text
    start = min((span.start for span in case.body), default=0)
    quoted = [q.span for q in outermost(parse(text, case.body).quotations)]
    content = [s for statement in case.statements for s in statement.content]
    reported = [s for s in content if s.start >= start and not within(case.head, s)]
    return frozenset(normal(text[word.start : word.end]) for word in words(text, merge([*quoted, *reported])))
