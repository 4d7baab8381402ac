"""Framing: the reporting word of each statement, and the sourcing sheet with its findings."""

from onrecord.frame.case import LANGUAGE, Case
from onrecord.frame.findings import FINDINGS, find
from onrecord.frame.limits import USUAL, Limits
from onrecord.frame.reporting import with_reporting
from onrecord.frame.sheet import sheet, words_by_speaker
from onrecord.model import Article, Sheet, Speaker, Statement

__all__ = ["FINDINGS", "Limits", "frame"]


def frame(
    article: Article,
    statements: tuple[Statement, ...],
    speakers: tuple[Speaker, ...],
    limits: Limits = USUAL,
) -> tuple[tuple[Statement, ...], Sheet]:
    """The statements with their reporting words set, and the article's sheet with its findings from these limits on."""
    told = with_reporting(article.text, statements, LANGUAGE)
    case = Case(article, told, speakers, limits)
    counted = words_by_speaker(case)
    return told, sheet(case, counted, find(case, counted))
