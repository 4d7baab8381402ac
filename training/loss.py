"""What the network is told when it is wrong.

Three parts: tags of pieces, content labels of each true cue, and the source's first and last piece. Pieces that look
like cues and are none learn to have no content. With a teacher, its distributions are wanted too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812 - torch's own name for it
from torch import Tensor

from onrecord.attribute.linking import CUE_FIRST, CUE_INSIDE
from onrecord.attribute.pieces import Ints
from training.items import IGNORED, Item
from training.net import Net

Batch: TypeAlias = dict[str, Tensor]
MOST_NEGATIVES: Final = 12
STEP: Final = 16


@dataclass(frozen=True, slots=True)
class Weights:
    """What each part counts, and from which probability on a wrong cue is linked too."""

    tag: float = 2.0
    content: float = 0.05
    source: float = 0.3
    negative: float = 0.15


def collate(items: Sequence[Item]) -> Batch:
    """Items as tensors, padded to a multiple of 16 pieces; `row`, `first`, `last`, `labels` and `source` have one entry
    a cue."""
    n = -(-max(len(i.ids) for i in items) // STEP) * STEP
    cues = np.array([(r, *cue) for r, i in enumerate(items) for cue in i.cues], dtype=np.int64).reshape(-1, 3)
    labels = [_padded(label, n, IGNORED) for i in items for label in i.labels]
    made = {
        "ids": np.stack([_padded(i.ids, n, 0) for i in items]),
        "marks": np.stack([_padded(i.marks, n, 0) for i in items]),
        "mask": np.stack([_padded(np.ones_like(i.ids), n, 0) for i in items]),
        "tags": np.stack([_padded(i.tags, n, IGNORED) for i in items]),
        "row": cues[:, 0],
        "first": cues[:, 1],
        "last": cues[:, 2],
        "labels": np.array(labels, dtype=np.int64).reshape(-1, n),
        "source": np.array([s for i in items for s in i.sources], dtype=np.int64).reshape(-1, 2),
    }
    return {name: torch.from_numpy(np.ascontiguousarray(value)) for name, value in made.items()}


def _padded(values: Ints, length: int, fill: int) -> Ints:
    width = [(0, length - len(values))] + [(0, 0)] * (values.ndim - 1)
    return np.pad(values, width, constant_values=fill)


def loss(net: Net, b: Batch, weights: Weights, teacher: Net | None = None) -> tuple[Tensor, dict[str, float]]:
    """The loss of a batch, and its parts for the log."""
    x, tags = net.encoder(b["ids"], b["marks"], b["mask"])
    tagging = F.cross_entropy(tags.float().flatten(0, 1), b["tags"].flatten(), ignore_index=IGNORED)
    if not len(b["row"]):
        return weights.tag * tagging, {"tag": float(tagging.detach())}
    cues = torch.cat((torch.stack((b["row"], b["first"], b["last"]), -1), negatives(tags, b, weights.negative)))
    scores = net.linker(x, *cues.unbind(-1), b["mask"]).float()
    content, source = _linking(scores, cues, b)
    total = weights.tag * tagging + weights.content * content + weights.source * source
    if teacher is not None:
        total = total + imitation(teacher, b, cues, (tags, scores), weights)
    parts = {"tag": tagging, "content": content, "source": source / 2}
    return total, {name: float(value.detach()) for name, value in parts.items()}


def _linking(scores: Tensor, cues: Tensor, b: Batch) -> tuple[Tensor, Tensor]:
    """Loss of content labels a cue, and of the two pointers to the source; wrong cues have no content, any source."""
    count = len(b["row"])
    none = torch.where(b["mask"][cues[count:, 0]] > 0, 0, IGNORED)
    labels = torch.cat((b["labels"], none)).flatten()
    content = F.cross_entropy(scores[..., :4].flatten(0, 1), labels, ignore_index=IGNORED, reduction="sum")
    known = max(1, int((b["source"][:, 0] != IGNORED).sum()))
    begin, end = (
        F.cross_entropy(scores[:count, :, 4 + k], b["source"][:, k], ignore_index=IGNORED, reduction="sum")
        for k in (0, 1)
    )
    return content / len(cues), (begin + end) / known


def negatives(tags: Tensor, b: Batch, least: float) -> Tensor:
    """Pieces (k, 3: row, first, last) that look like cues and are none, the likeliest first."""
    with torch.no_grad():
        share = tags.float().softmax(-1)[..., CUE_FIRST]
        real = (b["tags"] == CUE_FIRST) | (b["tags"] == CUE_INSIDE)
        likely = torch.where((share > least) & ~real & (b["mask"] > 0), share, 0.0).flatten()
        at = likely.topk(min(MOST_NEGATIVES, len(likely))).indices
        at = at[likely[at] > 0]
        piece = at % share.shape[1]
        return torch.stack((at // share.shape[1], piece, piece), -1)


def imitation(teacher: Net, b: Batch, cues: Tensor, made: tuple[Tensor, Tensor], weights: Weights) -> Tensor:
    """How far the student's distributions are from the teacher's (Hinton et al. 2015), weighted as the labels are."""
    tags, scores = made
    with torch.no_grad():
        x, wanted = teacher.encoder(b["ids"], b["marks"], b["mask"])
        links = teacher.linker(x, *cues.unbind(-1), b["mask"]).float()
    there = b["mask"] > 0
    tagging = divergence(tags.float()[there], wanted.float()[there]) / there.sum()
    pairs = there[cues[:, 0]]
    content = divergence(scores[..., :4][pairs], links[..., :4][pairs]) / len(cues)
    source = (divergence(scores[..., 4], links[..., 4]) + divergence(scores[..., 5], links[..., 5])) / len(cues)
    return weights.tag * tagging + weights.content * content + weights.source * source


def divergence(made: Tensor, wanted: Tensor) -> Tensor:
    """The Kullback-Leibler divergence of log-softmax scores, summed."""
    return F.kl_div(made.log_softmax(-1), wanted.log_softmax(-1), reduction="sum", log_target=True)
