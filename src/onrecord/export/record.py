"""A record in OnRecord's own JSON, as one of the formats: see json.py and docs/onrecord-1.schema.json.

Adds nothing.
"""

from typing import Any, Final

from onrecord.export import json
from onrecord.export.told import Told

SUFFIX: Final = ".onrecord.json"
MEDIA_TYPE: Final = "application/json"


def to_dict(told: Told) -> dict[str, Any]:
    """The record as `onrecord read --json` prints it."""
    return json.to_dict(told.record)
