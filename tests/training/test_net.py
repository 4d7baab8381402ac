"""The torch network and its losses; only where torch is installed."""

# ruff: noqa: PLC0415 - what needs torch is imported after the check that torch is there

import random

import pytest
from training.corpus import Document, Example, article_pieces
from training.items import item

from onrecord.attribute.linking import link
from onrecord.attribute.network import load

torch = pytest.importorskip("torch", reason="the extra `training` is not installed")

TEXT = "The dam held, Ilva Brandt said."


def test_a_network_in_training_is_read_by_the_packages_decoder() -> None:
    from training.net import Net
    from training.score import UNTUNED, as_network, found_in, roles

    torch.manual_seed(1)
    pieces = article_pieces(TEXT, load().words)
    network = as_network(Net(1, 0.0), load().words, UNTUNED)
    found = found_in(pieces, list(link(pieces, network)), UNTUNED)
    assert all(set(roles(pieces, made)) == {"source", "cue", "content"} for made in found)


def test_a_batch_without_any_known_source_has_a_finite_loss() -> None:
    from training.loss import Weights, collate, loss
    from training.net import Net

    torch.manual_seed(1)
    document = Document("dam", article_pieces(TEXT, load().words), ())
    size = len(document.pieces.ids)
    window = item(document, [Example((size - 3, size - 2), (0, 1), ((1, 2),))], (1, size), random.Random(1))
    total, _ = loss(Net(1, 0.0), collate([window]), Weights())
    total.backward()
    assert torch.isfinite(total)


def test_distances_have_classes_of_their_own_on_both_sides() -> None:
    from training.net import bucket

    at = torch.arange(5)
    assert bucket(at - 2, at - 2).tolist() == [18, 17, 0, 1, 2]
