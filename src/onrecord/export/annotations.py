"""Findings as workflow commands, one a line, which GitHub's and compatible pipelines show beside the changed lines.

Adds nothing to the findings. What came from outside is escaped, so that no page can give a command of its own.
"""

from collections.abc import Iterator
from typing import Final

from onrecord.export.places import first
from onrecord.export.sarif import Checked
from onrecord.export.visible import one_line
from onrecord.frame.profiles import Level, Profile
from onrecord.model import Finding

_NAMES: Final = {Level.NOTE: "notice", Level.WARNING: "warning", Level.ERROR: "error"}


def lines(page: Checked, profile: Profile) -> Iterator[str]:
    """A command for each finding of a page that the profile does not switch off."""
    if page.record is None:
        yield f"::error file={_property(page.name)}::{_message(page.error or 'the page could not be read')}"
        return
    for finding in page.record.sheet.findings:
        if level := profile.level(finding):
            yield f"::{_NAMES[level]} {_where(page, finding)}::{_message(finding.message)}"


def _where(page: Checked, finding: Finding) -> str:
    text = page.record.article.text if page.record else ""
    place = first(page.file, text, finding.spans)
    lines_ = f",line={place.line},endLine={place.end_line},col={place.column}" if place else ""
    return f"file={_property(page.name)}{lines_},title={_property(finding.code)}"


def _message(text: str) -> str:
    return one_line(text).replace("%", "%25")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
