"""Read articles with a network in training, through the package's own decoder, and score what it finds.

The torch network stands where the package has its two ONNX sessions, so that windows, cues, sources, contents and
settlement are the code that users run. The scorer is the one beside the data.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np

from onrecord.attribute.linking import Found, Linked, decode, link
from onrecord.attribute.network import Network, Settings
from onrecord.attribute.pieces import Pieces
from onrecord.attribute.tagger import settle
from training.corpus import Document

if TYPE_CHECKING:
    from tokenizers import Tokenizer

    from training.net import Net

Row: TypeAlias = dict[str, list[tuple[int, int]]]
Figures: TypeAlias = dict[str, tuple[float, float, float, int, int]]
Gold: TypeAlias = list[tuple[str, str, list[dict[str, Any]]]]
UNTUNED: Final = Settings(
    version="0",
    cue=0.15,
    inside=0.45,
    no_source=0.0,
    confidence=0.0,
    begin=0.0,
    alone=0.0,
    overlap=0.5,
    weights=(0.0, 1.0, 1.0, 0.0, 1.0, 0.0, 0.0),
)
REPORTED: Final = ("all", "quoted", "direct", "mixed", "indirect")


@dataclass(frozen=True, slots=True)
class Session:
    """A part of a torch network, called as onnxruntime's sessions are."""

    part: Any
    names: tuple[str, ...]
    device: str
    bf16: bool

    def run(self, _: None, window: Mapping[str, Any]) -> list[Any]:
        """The part's outputs as numpy arrays of 32-bit floats; a window alone has no padding, and its row is 0."""
        import torch  # noqa: PLC0415 - tuning and scoring ONNX graphs need no torch

        pieces = window["ids"] if "ids" in window else window["x"][..., 0]
        fed = {"mask": np.ones(pieces.shape, np.int64), "row": np.zeros_like(window.get("first", 0)), **window}
        with torch.no_grad(), torch.autocast(self.device, torch.bfloat16, enabled=self.bf16):
            made = self.part(*(torch.from_numpy(np.asarray(fed[name])).to(self.device) for name in self.names))
        return [t.float().cpu().numpy() for t in (made if isinstance(made, tuple) else (made,))]


def as_network(net: "Net", words: "Tokenizer", settings: Settings, device: str = "cpu", bf16: bool = False) -> Network:
    """The package's network with a torch network inside; `net` is put into evaluation mode."""
    net.eval()
    encoder = Session(net.encoder, ("ids", "marks", "mask"), device, bf16)
    linker = Session(net.linker, ("x", "row", "first", "last", "mask"), device, bf16)
    return Network(words, encoder, linker, settings)


def found_in(pieces: Pieces, linked: Sequence[Linked], settings: Settings) -> list[Found]:
    """The attributions of an article whose cues are linked, as the package settles them."""
    return settle(pieces, decode(linked, settings), settings)


def roles(pieces: Pieces, item: Found) -> Row:
    """The attribution as the scorer reads it, in code points."""
    parts = {"source": [item.source] if item.source else [], "cue": [item.cue], "content": list(item.content)}
    return {
        role: [(int(pieces.starts[first]), int(pieces.ends[last - 1])) for first, last in ranges]
        for role, ranges in parts.items()
    }


def gold_of(scorer: ModuleType, folder: Path, names: Iterable[str]) -> Gold:
    """The gold attributions of the named articles of a split."""
    wanted = set(names)
    return [row for row in scorer.read_gold(folder) if row[0] in wanted]


def score(network: Network, documents: Sequence[Document], gold: Gold, scorer: ModuleType) -> Figures:
    """Every figure of the scorer for the documents: precision, recall and F1 in per cent, predicted, gold."""
    made = {}
    for document in documents:
        found = found_in(document.pieces, list(link(document.pieces, network)), network.settings)
        made[document.name] = [roles(document.pieces, item) for item in found]
    figures: Figures = scorer.evaluate(gold, made)
    return figures


def brief(figures: Figures) -> dict[str, float]:
    """The F1 figures that the log keeps, and precision and recall of all attributions."""
    names = [f"attr.{kind}" for kind in REPORTED] + [f"frag.{role}" for role in ("source", "cue", "content")]
    first = {name: round(figures[name][2], 1) for name in names}
    return {**first, "p": round(figures["attr.all"][0], 1), "r": round(figures["attr.all"][1], 1)}
