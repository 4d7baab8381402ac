"""The network in torch: a MiniLM encoder, a tagger of reporting words, a linker from each to source and content.

The linker scores every pair of a cue and a piece at once: an additive and a multiplicative mixture of both vectors and
a class of their distance; then four scores for content (none, first, inside, last) and two pointers to the source's
first and last piece, in which the window's start mark means "no source". Knows nothing of text or of training.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812 - torch's own name for it
from torch import Tensor, nn

from onrecord.attribute.pieces import CASES, PLACES, POSITIONS

WORDS: Final = 30522
LONGEST: Final = 512
SIZE: Final = 384
HEADS: Final = 12
TAGS: Final = 5
PAIR: Final = 128
LINKS: Final = 6
EDGES: Final = (1, 2, 3, 4, 5, 7, 10, 14, 19, 26, 36, 50, 70, 98, 137, 192)
OUT_OF_REACH: Final = -1e4
BYTES: Final = np.random.Generator(np.random.SFC64(7))


def dropped(x: Tensor, share: float, training: bool) -> Tensor:
    """Dropout; on a CPU with masks of random bytes, because torch's own takes an eighth of the whole step."""
    if not training or not share:
        return x
    if x.is_cuda:
        return F.dropout(x, share)
    drawn = torch.frombuffer(bytearray(BYTES.bytes(x.numel())), dtype=torch.uint8).view(x.shape)
    limit = round(share * 256)
    return x * ((drawn >= limit).to(x.dtype) * (256 / (256 - limit)))


class Layer(nn.Module):
    """A transformer layer with the norms after the sums, as in BERT."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(SIZE, 3 * SIZE)
        self.out = nn.Linear(SIZE, SIZE)
        self.norm1 = nn.LayerNorm(SIZE, eps=1e-12)
        self.up = nn.Linear(SIZE, 4 * SIZE)
        self.down = nn.Linear(4 * SIZE, SIZE)
        self.norm2 = nn.LayerNorm(SIZE, eps=1e-12)
        self.dropout = dropout

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """x (b, n, 384); mask (b, 1, 1, n) is added to the attention's scores."""
        batch, length, _ = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, HEADS, SIZE // HEADS).permute(2, 0, 3, 1, 4)
        shares = (q @ k.transpose(-1, -2) * (SIZE // HEADS) ** -0.5 + mask.to(q.dtype)).softmax(-1).to(q.dtype)
        mixed = (shares @ v).transpose(1, 2).reshape(batch, length, SIZE)
        x = self.norm1(x + dropped(self.out(mixed), self.dropout, self.training))
        return self.norm2(x + dropped(self.down(F.gelu(self.up(x))), self.dropout, self.training))


class Encoder(nn.Module):
    """MiniLM with three small classes of each piece added to its input, and a tag for each piece."""

    def __init__(self, layers: int = 6, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(WORDS, SIZE)
        self.places = nn.Embedding(LONGEST, SIZE)
        self.case = nn.Embedding(CASES, SIZE)
        self.quote = nn.Embedding(PLACES, SIZE)
        self.position = nn.Embedding(POSITIONS, SIZE)
        self.norm = nn.LayerNorm(SIZE, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(layers))
        self.tags = nn.Linear(SIZE, TAGS)
        self.dropout = dropout
        for extra in (self.case, self.quote, self.position):
            nn.init.normal_(extra.weight, std=0.01)

    def forward(self, ids: Tensor, marks: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Vectors (b, n, 384) and tag scores (b, n, 5) of ids (b, n), marks (b, n, 3: case, quotation, position) and
        mask (b, n), which is 1 where there is a piece."""
        x = self.words(ids) + self.places.weight[: ids.shape[1]]
        x = x + self.case(marks[..., 0]) + self.quote(marks[..., 1]) + self.position(marks[..., 2])
        x = dropped(self.norm(x), self.dropout, self.training)
        bias = ((1.0 - mask.to(x.dtype)) * OUT_OF_REACH)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, bias.to(x.dtype))
        return x, self.tags(x)


class Linker(nn.Module):
    """Ties cues to their sources and contents."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.of_cue = nn.Linear(2 * SIZE, 2 * PAIR)
        self.of_piece = nn.Linear(SIZE, 2 * PAIR)
        self.distance = nn.Embedding(2 * len(EDGES) + 1, PAIR)
        self.links = nn.Linear(PAIR, LINKS)
        self.own = nn.Linear(SIZE, LINKS)
        self.dropout = dropout
        nn.init.normal_(self.distance.weight, std=0.02)

    def forward(self, x: Tensor, row: Tensor, first: Tensor, last: Tensor, mask: Tensor) -> Tensor:
        """Scores (c, n, 6) of cues in window `row` (c) from piece `first` (c) to `last` (c) against all pieces of x
        (b, n, 384)."""
        cue = self.of_cue(torch.cat((x[row, first], x[row, last]), -1))
        piece = self.of_piece(dropped(x, self.dropout, self.training))
        own = self.own(x)
        at = torch.arange(x.shape[1], device=x.device)
        near = self.distance(bucket(at[None] - first[:, None], at[None] - last[:, None]))
        added, scaled = piece[row].split(PAIR, -1)
        plus, times = cue[:, None].split(PAIR, -1)
        hidden = F.gelu(added + plus + scaled * times + near)
        scores = self.links(dropped(hidden, self.dropout, self.training)) + own[row]
        pointers = torch.tensor([0.0, 0.0, 0.0, 0.0, OUT_OF_REACH, OUT_OF_REACH]).to(scores)
        return scores + (1.0 - mask[row].to(scores.dtype))[..., None] * pointers


def bucket(from_first: Tensor, from_last: Tensor) -> Tensor:
    """Distance classes: 0 in the cue, 1 to 16 after it, 17 to 32 before it."""
    edges = torch.tensor(EDGES, device=from_first.device)
    after = (from_last[..., None] >= edges).sum(-1)
    before = ((-from_first)[..., None] >= edges).sum(-1)
    return after + torch.where(before > 0, before + len(EDGES), before)


class Net(nn.Module):
    """Encoder and linker together."""

    def __init__(self, layers: int, dropout: float) -> None:
        super().__init__()
        self.encoder = Encoder(layers, dropout)
        self.linker = Linker(dropout)


def fresh(name: str) -> bool:
    """Whether a parameter of `Net` is not from MiniLM and so learns at the higher rate."""
    return name.startswith("linker") or "tags" in name or name.split(".")[1] in ("case", "quote", "position")


def load_minilm(encoder: Encoder, path: Path, take: Sequence[int]) -> None:
    """Fill the encoder from MiniLM's weights (a safetensors file); `take` names the layers to take."""
    found = read_safetensors(path)
    types = found["embeddings.token_type_embeddings.weight"][0]
    encoder.words.weight.data.copy_(found["embeddings.word_embeddings.weight"])
    encoder.places.weight.data.copy_(found["embeddings.position_embeddings.weight"] + types)
    _copy(encoder.norm, found, "embeddings.LayerNorm")
    for number, layer in zip(take, encoder.layers, strict=True):
        name = f"encoder.layer.{number}."
        for kind in ("weight", "bias"):
            parts = [found[f"{name}attention.self.{part}.{kind}"] for part in ("query", "key", "value")]
            getattr(layer.qkv, kind).data.copy_(torch.cat(parts))
        _copy(layer.out, found, name + "attention.output.dense")
        _copy(layer.norm1, found, name + "attention.output.LayerNorm")
        _copy(layer.up, found, name + "intermediate.dense")
        _copy(layer.down, found, name + "output.dense")
        _copy(layer.norm2, found, name + "output.LayerNorm")


def _copy(module: nn.Module, found: dict[str, Tensor], name: str) -> None:
    for kind in ("weight", "bias"):
        getattr(module, kind).data.copy_(found[f"{name}.{kind}"])


def read_safetensors(path: Path) -> dict[str, Tensor]:
    """The 32-bit tensors of a safetensors file: the header's length, a JSON header with offsets, then the bytes."""
    data = path.read_bytes()
    start = 8 + int.from_bytes(data[:8], "little")
    header = json.loads(data[8:start])
    made = {}
    for name, entry in header.items():
        if entry.get("dtype") == "F32":
            first, last = entry["data_offsets"]
            flat = torch.frombuffer(bytearray(data[start + first : start + last]), dtype=torch.float32)
            made[name.removeprefix("bert.")] = flat.reshape(entry["shape"])
    return made


def load_weights(path: Path, layers: int, device: str = "cpu") -> Net:
    """A trained network from its file of half-precision weights."""
    found = torch.load(path, map_location="cpu", weights_only=True)
    net = Net(layers, 0.0)
    net.load_state_dict({name: value.float() for name, value in found.items()})
    net.to(device).eval()
    return net
