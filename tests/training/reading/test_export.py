"""Trees as ONNX give what LightGBM gives."""

from pathlib import Path

import numpy as np
import pytest

lightgbm = pytest.importorskip("lightgbm")
pytest.importorskip("onnx")


def test_the_graph_scores_as_the_trees_do(tmp_path: Path) -> None:
    from onnxruntime import InferenceSession  # noqa: PLC0415
    from training.reading.export import graph, save  # noqa: PLC0415

    rng = np.random.default_rng(1)
    rows = rng.integers(-3, 9, (500, 6)).astype(np.float32) / 4
    labels = (rows[:, 0] + rows[:, 3] > 1).astype(int)
    settings = {"objective": "binary", "num_leaves": 7, "verbose": -1, "num_threads": 1}
    trees = [lightgbm.train(settings | {"seed": s}, lightgbm.Dataset(rows, labels), 12 + s) for s in (1, 2)]
    save(graph(trees, "1"), tmp_path / "trees.onnx")
    session = InferenceSession(tmp_path / "trees.onnx", providers=["CPUExecutionProvider"])
    (scores,) = session.run(None, {"rows": rows})
    wanted = np.mean([tree.predict(rows, raw_score=True) for tree in trees], axis=0)
    assert np.allclose(scores.ravel(), wanted, atol=1e-5)
