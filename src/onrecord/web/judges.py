"""What judges on its own: the models and the rule that come with OnRecord, each with its version and its files' hashes.

So that a figure or a statement on a page can be traced to what made it. Judges nothing, and loads none of them.
"""

import hashlib
import json
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final


@dataclass(frozen=True, slots=True)
class Judge:
    """One of them: what it does, what it does not, where its card is, its version, and the SHA-256 of its files."""

    name: str
    does: str
    does_not: str
    card: str
    version: str
    hashes: tuple[tuple[str, str], ...]


_TAGGER: Final = (
    "Finds reporting words, what they report and whose it is: a transformer of six layers, trained on PolNeAR (840 "
    "English-language news articles of 2015 and 2016). Each statement has its confidence.",
    "It does not say whether what was said is true, and it does not know other languages than English.",
)
_FAST: Final = (
    "The same task with two layers, several times as fast and less sure of indirect speech; taken with --fast.",
    _TAGGER[1],
)
_READING: Final = (
    "Tells the article on a page from what stands around it, in any language: boosted trees over the page's blocks.",
    "It changes no text; what it leaves out can be opened on each article's page.",
)
_LINEAGE: Final = (
    "Judges whether two readings are one utterance: a logistic rule of seven features, fitted on pairs judged by hand.",
    "Below its threshold it says “not enough to say so”, never “not said”.",
)


@cache
def judges() -> tuple[Judge, ...]:
    """All of them."""
    data = files("onrecord.data")
    return (
        _model("tagger", _TAGGER, "docs/model-card.md", data / "en" / "model"),
        _model("tagger, small size", _FAST, "docs/model-card.md", data / "en" / "model-fast"),
        _model("reading model", _READING, "docs/reading-model-card.md", data / "reading"),
        _rule("lineage rule", _LINEAGE, "docs/lineage.md", data / "lineage" / "judge.toml"),
    )


def _model(name: str, told: tuple[str, str], card: str, folder: Traversable) -> Judge:
    version = json.loads((folder / "settings.json").read_text(encoding="utf-8"))["version"]
    parts = sorted(folder.iterdir(), key=lambda part: part.name)
    return Judge(name, *told, card, str(version), tuple((part.name, _hash(part)) for part in parts if part.is_file()))


def _rule(name: str, told: tuple[str, str], card: str, file: Traversable) -> Judge:
    version = tomllib.loads(file.read_text(encoding="utf-8"))["version"]
    return Judge(name, *told, card, str(version), ((file.name, _hash(file)),))


def _hash(file: Traversable) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
