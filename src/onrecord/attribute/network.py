"""The tagger's network on the CPU: two ONNX graphs that ship inside the package.

Adds nothing to the record by itself: it turns pieces into scores. Nothing is fetched; where onnxruntime is not
installed there is no network, and the rules alone attribute.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.resources import as_file, files
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from onrecord.attribute.pieces import WIDE, Ints, Reach

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Floats: TypeAlias = NDArray[np.float32]
Size: TypeAlias = Literal["tagger", "fast"]
FOLDERS: Final[dict[Size, str]] = {"tagger": "model", "fast": "model-fast"}
TOKENIZER: Final = "model"


@dataclass(frozen=True, slots=True)
class Settings:
    """What was tuned on articles that were not trained on; see the model card."""

    version: str
    cue: float
    inside: float
    no_source: float
    confidence: float
    begin: float
    alone: float
    overlap: float
    weights: tuple[float, ...]
    reach: Reach = WIDE


@dataclass(frozen=True, slots=True)
class Network:
    """The tokenizer, the two graphs and the settings of one model. Deterministic on any number of threads."""

    words: "Tokenizer"
    encoder: Any
    linker: Any
    settings: Settings

    def encode(self, ids: Ints, marks: Ints) -> tuple[Floats, Floats]:
        """Vectors (1, n, 384) and tag scores (1, n, 5) of a window's pieces (1, n) with their marks (1, n, 3).

        One window at a time: the 8-bit products take one scale for all that they are given, so that windows which are
        read together would change each other's scores, and on one thread nothing is gained by it.
        """
        vectors, tags = self.encoder.run(None, {"ids": ids, "marks": marks})
        return vectors, tags

    def link(self, vectors: Floats, first: Ints, last: Ints) -> Floats:
        """Scores (c, n, 6) of a window's cues, each from piece `first` to `last`, against all its pieces."""
        scores: Floats = self.linker.run(None, {"x": vectors, "first": first, "last": last})[0]
        return scores


def available(language: str = "en") -> bool:
    """Whether a model for the language ships with the package and can be run here."""
    present = files("onrecord.data").joinpath(language, "model", "settings.json").is_file()
    return present and find_spec("onnxruntime") is not None and find_spec("tokenizers") is not None


@cache
def load(language: str = "en", threads: int = 1, size: Size = "tagger") -> Network:
    """The network of the language in one of its sizes, loaded once a process; both read the same word pieces."""
    pieces = files("onrecord.data").joinpath(language, TOKENIZER, "tokenizer.json").read_text("utf-8")
    words = import_module("tokenizers").Tokenizer.from_str(pieces)
    words.no_truncation()
    words.no_padding()
    encoder, linker = (_session(language, size, name, threads) for name in ("encoder", "linker"))
    return Network(words, encoder, linker, settings(language, size))


@cache
def settings(language: str = "en", size: Size = "tagger") -> Settings:
    """The tuned settings of the language's model in one of its sizes."""
    text = files("onrecord.data").joinpath(language, FOLDERS[size], "settings.json").read_text("utf-8")
    found = json.loads(text)
    return as_settings(found)


def as_settings(found: Mapping[str, Any]) -> Settings:
    """Settings from what a settings.json holds."""
    return Settings(**{**found, "weights": tuple(found["weights"]), "reach": Reach(*found["reach"])})


def _session(language: str, size: Size, name: str, threads: int) -> Any:
    onnxruntime = import_module("onnxruntime")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    with as_file(files("onrecord.data").joinpath(language, FOLDERS[size], f"{name}.int8.onnx")) as path:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
