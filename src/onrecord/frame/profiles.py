"""Profiles: how a newsroom weighs the findings, from a TOML file; two come with OnRecord.

Adds a level to each code of a finding and the limits from which on something is one. It changes no finding's words, and
it refuses a profile that names a code, level or limit that there is not, so that a misspelt line cannot silence one.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from enum import IntEnum
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from onrecord.errors import OnRecordError
from onrecord.frame.findings import FINDINGS
from onrecord.frame.limits import USUAL, Limits
from onrecord.model import Finding

DEFAULT: Final = "default"
BUILT_IN: Final = (DEFAULT, "strict")
_KEYS: Final = frozenset({"extends", "fail-on", "levels", "limits"})
_LARGEST: Final = 1_000_000


class Level(IntEnum):
    """How much a finding weighs, in rising order."""

    OFF = 0
    NOTE = 1
    WARNING = 2
    ERROR = 3


@dataclass(frozen=True, slots=True)
class Profile:
    """`levels` has every code; a page fails with a finding at `fail_on` or above."""

    name: str
    levels: Mapping[str, Level]
    fail_on: Level
    limits: Limits

    def level(self, finding: Finding) -> Level:
        """How much a finding weighs; one that the profile does not know is a note."""
        return self.levels.get(finding.code, Level.NOTE)

    def fails(self, finding: Finding) -> bool:
        """Whether a page fails with this finding."""
        return self.level(finding) >= max(self.fail_on, Level.NOTE)


def load(name: str = DEFAULT) -> Profile:
    """The profile that comes with OnRecord under this name, or the one in this TOML file.

    Raises OR302 where the file cannot be read, is not TOML, or says something that no profile can.
    """
    return _profile(name, frozenset())


def _profile(name: str, seen: frozenset[str]) -> Profile:
    if name in seen:
        raise _refused(name, "it extends itself")
    said = _read(name)
    if unknown := sorted(said.keys() - _KEYS):
        raise _refused(name, f"there is no “{unknown[0]}” in a profile")
    ground = _profile(_text(name, said["extends"]), seen | {name}) if "extends" in said else _ground(name, seen)
    levels = {code: _level(name, level) for code, level in _codes(name, said.get("levels", {})).items()}
    fail_on = _level(name, said["fail-on"]) if "fail-on" in said else ground.fail_on
    limits = _limits(name, said.get("limits", {}), ground.limits)
    return Profile(name, MappingProxyType({**ground.levels, **levels}), fail_on, limits)


def _ground(name: str, seen: frozenset[str]) -> Profile:
    """What a profile begins with that extends none: the default one, which begins with nothing."""
    if name != DEFAULT:
        return _profile(DEFAULT, seen | {name})
    return Profile(DEFAULT, dict.fromkeys(FINDINGS, Level.NOTE), Level.NOTE, USUAL)


def _read(name: str) -> dict[str, Any]:
    try:
        if name in BUILT_IN:
            return tomllib.loads(files("onrecord.data").joinpath("profiles", f"{name}.toml").read_text("utf-8"))
        return tomllib.loads(Path(name).read_text("utf-8"))
    except OSError as error:
        raise _refused(name, error.strerror or "it cannot be read") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _refused(name, f"it is not TOML: {error}") from error


def _text(name: str, value: object) -> str:
    """Another profile's name; a file is looked for beside the one that names it."""
    if not isinstance(value, str):
        raise _refused(name, "“extends” takes the name of a profile")
    return value if value in BUILT_IN else str(Path(name).parent / value)


def _codes(name: str, levels: object) -> dict[str, object]:
    if not isinstance(levels, dict):
        raise _refused(name, "“levels” is a table of codes")
    if unknown := sorted(levels.keys() - FINDINGS.keys()):
        raise _refused(name, f"no finding has the code “{unknown[0]}”")
    return levels


def _level(name: str, value: object) -> Level:
    if isinstance(value, str) and value.upper() in Level.__members__:
        return Level[value.upper()]
    raise _refused(name, f"a level is error, warning, note or off, and not “{value}”")


def _limits(name: str, said: object, ground: Limits) -> Limits:
    """The limits with those that the profile sets; each is a number of the kind that it was."""
    if not isinstance(said, dict):
        raise _refused(name, "“limits” is a table of numbers")
    given = {key.replace("-", "_"): value for key, value in said.items()}
    if unknown := sorted(given.keys() - asdict(ground).keys()):
        raise _refused(name, f"there is no limit “{unknown[0].replace('_', '-')}”")
    for key, value in given.items():
        most = 1 if key == "dominant_share" else _LARGEST
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= most:
            raise _refused(name, f"“{key.replace('_', '-')}” is a number from 0 to {most}")
    return replace(ground, **given)


def _refused(name: str, detail: str) -> OnRecordError:
    remedy = f"See docs/findings.md; the profiles that come with OnRecord are {' and '.join(BUILT_IN)}."
    return OnRecordError("OR302", name, remedy, detail)
