"""One training of the network on PolNeAR.

    python -m training.train --data POLNEAR --minilm FOLDER --out OUT [--help]

Writes OUT/average.pt (the weights' moving average, in half precision), OUT/checkpoint.pt (--resume goes on from it) and
OUT/log.jsonl. Uses a GPU where torch finds one. Does not tune and does not export. Resumed, the articles are drawn
anew from the seed, so a training that was cut does not give the same bits as one that was not.
"""

import argparse
import json
import random
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

import torch
from eval.attribution import scorer
from torch import Tensor, nn

from training.corpus import Document, documents, tokenizer
from training.items import Item, batches, item, spans
from training.loss import Weights, collate, loss
from training.net import Net, fresh, load_minilm, load_weights
from training.score import UNTUNED, as_network, brief, gold_of, score

WARM_UP: Final = 0.06
MOST_AVERAGING: Final = 0.998
# A window of 320 pieces holds this share of them on average, because it ends at a paragraph.
FILLED: Final = 0.86
KEEP_EVERY: Final = 250
LOG_EVERY: Final = 50


@dataclass(frozen=True, slots=True)
class Options:
    """What one training depends on; `hold` leaves every n-th article out, `steps` cuts the training short."""

    data: Path
    minilm: Path
    out: Path
    epochs: float = 5.0
    lr: float = 2e-4
    lr_head: float = 1e-3
    dropout: float = 0.1
    seed: int = 1
    data_seed: int = 11
    hold: int = 0
    layers: int = 6
    take: tuple[int, ...] = ()
    batch: int = 6
    window: int = 320
    score_every: float = 0.2
    steps: int = 0
    articles: int = 0
    threads: int = 1
    start: Path | None = None
    teacher: Path | None = None
    bf16: bool = False
    resume: bool = False


@dataclass(slots=True)
class State:
    """A training under way."""

    net: Net
    average: dict[str, Tensor]
    optimiser: torch.optim.Optimizer
    step: int = 0
    sums: dict[str, float] = field(default_factory=dict)


def train(options: Options) -> None:
    """Train from MiniLM, or go on from `options.start`."""
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    options.out.mkdir(parents=True, exist_ok=True)
    words = tokenizer(options.minilm / "tokenizer.json")
    articles = list(documents(options.data / "train", words))[: options.articles or None]
    held = articles[:: options.hold] if options.hold else []
    learned = [d for k, d in enumerate(articles) if not options.hold or k % options.hold]
    dev = list(documents(options.data / "dev", words))[: options.articles or None]
    state = begun(options)
    log(options, {"options": {k: str(v) for k, v in asdict(options).items()}, "articles": len(learned)})
    fit(state, learned, {"train": held, "dev": dev}, options)


def device() -> str:
    """Where tensors live."""
    return "cuda" if torch.cuda.is_available() else "cpu"


def begun(options: Options) -> State:
    """Network, moving average and optimiser at the start, or as the checkpoint left them."""
    take = options.take or tuple(range(options.layers))
    net = load_weights(options.start, options.layers) if options.start else Net(options.layers, options.dropout)
    if options.start is None:
        load_minilm(net.encoder, options.minilm / "model.safetensors", take)
    for module in net.modules():
        if hasattr(module, "dropout"):
            module.dropout = options.dropout
    net.encoder.words.weight.requires_grad_(False)
    net.to(device())
    average = {name: p.detach().clone() for name, p in learning(net).items()}
    return restored(State(net, average, optimiser(net, options)), options)


def learning(net: Net) -> dict[str, Tensor]:
    """The parameters that are trained, by name; the word vectors are not."""
    return {name: p for name, p in net.named_parameters() if p.requires_grad}


def optimiser(net: Net, options: Options) -> torch.optim.Optimizer:
    """AdamW with a lower rate for what comes from MiniLM; the rates themselves are set at each step."""
    named = learning(net).items()
    groups = [[p for name, p in named if fresh(name) is new] for new in (False, True)]
    rates = (options.lr, options.lr_head)
    parts = [{"params": group, "peak": rate} for group, rate in zip(groups, rates, strict=True)]
    return torch.optim.AdamW(parts, weight_decay=0.01, betas=(0.9, 0.98), fused=True)


def restored(state: State, options: Options) -> State:
    """The state of the checkpoint, where one is wanted and there."""
    path = options.out / "checkpoint.pt"
    if options.resume and path.exists():
        found = torch.load(path, map_location=device(), weights_only=True)
        state.net.load_state_dict(found["net"])
        state.optimiser.load_state_dict(found["optimiser"])
        state.average.update(found["average"])
        state.step = int(found["step"])
    return state


def keep(state: State, options: Options) -> None:
    """Write the checkpoint; a cut while writing leaves the one before."""
    kept = {"net": state.net.state_dict(), "average": state.average, "optimiser": state.optimiser.state_dict()}
    torch.save({**kept, "step": state.step}, options.out / "checkpoint.new")
    (options.out / "checkpoint.new").replace(options.out / "checkpoint.pt")


def fit(state: State, learned: Sequence[Document], watched: Mapping[str, Sequence[Document]], options: Options) -> None:
    """Train to the last step; score the watched articles, by split, at each share of the way."""
    size = sum(len(d.pieces.ids) for d in learned)
    steps = options.steps or max(1, int(options.epochs * size / (options.window * FILLED) / options.batch))
    teacher = load_weights(options.teacher, 6, device()) if options.teacher else None
    began, first, each = time.monotonic(), state.step, max(1, round(options.score_every * steps))
    for part in endless(learned, options):
        if state.step >= steps:
            break
        advance(state, part, steps, options, teacher)
        if state.step % LOG_EVERY == 0:
            pace = round((time.monotonic() - began) / (state.step - first), 3)
            parts = {name: round(value, 4) for name, value in state.sums.items()}
            log(options, {"step": state.step, "of": steps, "s/step": pace, **parts})
        if state.step % KEEP_EVERY == 0 or state.step == steps:
            keep(state, options)
        if state.step % each == 0 or state.step == steps:
            log(options, {"scored": state.step, **report(state, watched, options)})


def endless(learned: Sequence[Document], options: Options) -> Iterator[Sequence[Item]]:
    """Batches, epoch after epoch; an article's annotator and windows are drawn anew in each."""
    rng = random.Random(options.data_seed)
    while True:
        items = []
        for document in learned:
            version = rng.choice(document.versions)
            items += [item(document, version, window, rng) for window in spans(document, options.window, rng)]
        yield from batches(items, options.batch, rng)


def advance(state: State, part: Sequence[Item], steps: int, options: Options, teacher: Net | None) -> None:
    """One step: the rate rises over the first 6 per cent and falls to nothing; the average follows the weights."""
    share = min(1.0, (state.step + 1) / (WARM_UP * steps + 1)) * max(0.0, 1 - state.step / steps)
    for group in state.optimiser.param_groups:
        group["lr"] = group["peak"] * share
    state.net.train()
    batch = {name: value.to(device()) for name, value in collate(part).items()}
    with torch.autocast(device(), torch.bfloat16, enabled=options.bf16):
        total, parts = loss(state.net, batch, Weights(), teacher)
    state.optimiser.zero_grad(set_to_none=True)
    total.backward()
    values = list(learning(state.net).values())
    nn.utils.clip_grad_norm_(values, 1.0)
    state.optimiser.step()
    decay = min(MOST_AVERAGING, (state.step + 1) / (state.step + 10))
    with torch.no_grad():
        torch._foreach_lerp_(list(state.average.values()), values, 1 - decay)
    state.step += 1
    for name, value in parts.items():
        state.sums[name] = 0.98 * state.sums.get(name, value) + 0.02 * value


def report(state: State, watched: Mapping[str, Sequence[Document]], options: Options) -> dict[str, Any]:
    """Write the averaged weights and score them on the watched articles, untuned."""
    averaged = {**state.net.state_dict(), **state.average}
    torch.save({name: value.half().cpu() for name, value in averaged.items()}, options.out / "average.pt")
    net = load_weights(options.out / "average.pt", options.layers, device())
    words = tokenizer(options.minilm / "tokenizer.json")
    network = as_network(net, words, UNTUNED, device(), options.bf16)
    tool, made = scorer(options.data.resolve().parents[1]), {}
    for split, found in watched.items():
        if found:
            gold = gold_of(tool, options.data / split, (d.name for d in found))
            made["held" if split == "train" else split] = brief(score(network, found, gold, tool))
    return made


def log(options: Options, line: Mapping[str, Any]) -> None:
    """Add a line to the training's log."""
    with (options.out / "log.jsonl").open("a", encoding="utf-8") as out:
        print(json.dumps(line), file=out)


def arguments() -> Options:
    """The options of the command line; their names and defaults are those of `Options`."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("data", "minilm", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    for name in ("start", "teacher"):
        parser.add_argument(f"--{name}", type=Path)
    for name in ("epochs", "lr", "lr_head", "dropout", "score_every"):
        parser.add_argument(f"--{name}", type=float)
    for name in ("seed", "data_seed", "hold", "layers", "batch", "window", "steps", "articles", "threads"):
        parser.add_argument(f"--{name}", type=int)
    parser.add_argument("--take", type=int, nargs="+")
    for name in ("bf16", "resume"):
        parser.add_argument(f"--{name}", action="store_true")
    given = {name: value for name, value in vars(parser.parse_args()).items() if value is not None}
    return Options(**{**given, "take": tuple(given.get("take", ()))})


if __name__ == "__main__":
    train(arguments())
