"""Findings as SARIF 2.1.0 (OASIS), which editors, code hosts and pipelines show beside the text.

Adds nothing to the findings. Levels are the profile's; columns are counted in code points, and a finding without a
certain place in the file has none.
"""

from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import Any, Final, NamedTuple
from urllib.parse import quote

import onrecord
from onrecord.export.places import File, Place, first
from onrecord.frame.findings import FINDINGS
from onrecord.frame.profiles import Level, Profile
from onrecord.model import Finding, Record

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_MOST: Final = 50


class Checked(NamedTuple):
    """A page with its record, `None` where it could not be read, and the text of its file where that is at hand."""

    name: str
    record: Record | None
    file: File | None = None
    error: str = ""


def to_dict(pages: Sequence[Checked], profile: Profile) -> dict[str, Any]:
    """One run over all pages; a page that could not be read is a notification of the run."""
    run = {
        "tool": {"driver": _driver(profile)},
        "columnKind": "unicodeCodePoints",
        "results": [result for page in pages for result in _results(page, profile)],
        "invocations": [_invocation(pages)],
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _driver(profile: Profile) -> dict[str, Any]:
    rules = [
        {
            "id": code,
            "shortDescription": {"text": meaning},
            "defaultConfiguration": _configuration(profile.levels[code]),
        }
        for code, meaning in FINDINGS.items()
    ]
    return {"name": "OnRecord", "version": onrecord.__version__, "rules": rules}


def _configuration(level: Level) -> dict[str, Any]:
    return {"enabled": level > Level.OFF, "level": "none" if level is Level.OFF else level.name.lower()}


def _results(page: Checked, profile: Profile) -> Iterable[dict[str, Any]]:
    if page.record is None:
        return
    for finding in page.record.sheet.findings:
        if level := profile.level(finding):
            yield {
                "ruleId": finding.code,
                "level": level.name.lower(),
                "message": {"text": finding.message},
                "locations": [_location(page, finding, page.record.article.text)],
            }


def _location(page: Checked, finding: Finding, text: str) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": address(page.name)}}
    if place := first(page.file, text, finding.spans[:_MOST]):
        physical["region"] = _region(place)
    return {"physicalLocation": physical}


def _region(place: Place) -> dict[str, int]:
    return {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }


def _invocation(pages: Iterable[Checked]) -> dict[str, Any]:
    failed = [page for page in pages if page.record is None]
    notes = [{"level": "error", "message": {"text": page.error or f"{page.name} could not be read"}} for page in failed]
    return {"executionSuccessful": not failed, "toolExecutionNotifications": notes}


def address(name: str) -> str:
    """A page's name as a URI reference: an address as it is, a path with `/` and escapes."""
    return name if "://" in name else quote(PurePath(name).as_posix())
