"""What is learned from in plain texts, and that the small network learns."""

import numpy as np
from training.reading.perceptron import trained
from training.reading.plaintext import labels

BODY = "The port of Velmora opened on Thursday after two years.\nRoad not ready\nIts road is to follow in the spring."


def test_lines_of_the_body_and_the_headline_are_labelled() -> None:
    title = "Port of Velmora opens"
    lines = [
        "Home",
        "Port of Velmora opens",
        "Share",
        *BODY.split("\n"),
        "Port of Velmora opens",
        "Read more news here",
    ]
    assert labels(lines, BODY, title) == [0, 2, 0, 1, 1, 1, 0, 0]


def test_a_short_line_inside_the_body_counts_only_there() -> None:
    lines = ["Velmora", *BODY.split("\n")[:1], "Velmora", *BODY.split("\n")[1:]]
    assert labels(lines, BODY, "") == [0, 1, 1, 1, 1]


def test_a_network_learns_a_simple_rule_and_the_same_again() -> None:
    rows = np.random.default_rng(3).normal(size=(30_000, 3)).astype(np.float32)
    wanted = (rows[:, 0] * rows[:, 1] > 0).astype(np.float32)
    layers = [trained(rows, wanted, np.ones(30_000, np.float32), 16, seed=1) for _ in range(2)]
    assert ((layers[0].chance(rows) > 0.5) == (wanted > 0.5)).mean() > 0.9
    assert (layers[0].inner == layers[1].inner).all()
