"""The exported graphs compute what the torch network computes; only where torch and onnx are installed."""

# ruff: noqa: PLC0415 - what needs torch is imported after the check that torch is there

from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="the extra `training` is not installed")
pytest.importorskip("onnx", reason="the extra `training` is not installed")


@pytest.mark.parametrize(("int8", "far"), [(False, 1e-4), (True, 0.5)])
def test_the_graphs_give_the_networks_scores(tmp_path: Path, int8: bool, far: float) -> None:
    from onnxruntime import InferenceSession
    from training.export import ENDINGS, export
    from training.net import Net, load_weights
    from training.score import Session

    torch.manual_seed(1)
    torch.save({name: value.half() for name, value in Net(1, 0.0).state_dict().items()}, tmp_path / "w.pt")
    export(tmp_path / "w.pt", tmp_path, 1, int8)
    net = load_weights(tmp_path / "w.pt", 1)
    rng = np.random.default_rng(1)
    ids, marks = rng.integers(5, 900, (1, 30)), rng.integers(0, 5, (1, 30, 3))
    fed = {"ids": ids, "marks": marks}
    wanted = Session(net.encoder, ("ids", "marks", "mask"), "cpu", False).run(None, fed)
    session = InferenceSession(str(tmp_path / f"encoder{ENDINGS[int8]}"), providers=["CPUExecutionProvider"])
    made = session.run(None, fed)
    assert all(np.abs(a - b).max() < far for a, b in zip(made, wanted, strict=True))
    links = {"x": wanted[0], "first": np.array([4, 9]), "last": np.array([5, 9])}
    scores = Session(net.linker, ("x", "row", "first", "last", "mask"), "cpu", False).run(None, links)[0]
    session = InferenceSession(str(tmp_path / f"linker{ENDINGS[int8]}"), providers=["CPUExecutionProvider"])
    assert np.abs(session.run(None, links)[0] - scores).max() < far


def test_the_same_weights_give_the_same_bytes(tmp_path: Path) -> None:
    from training.export import export
    from training.net import Net

    torch.save(Net(1, 0.0).state_dict(), tmp_path / "w.pt")
    for name in ("one", "two"):
        export(tmp_path / "w.pt", tmp_path / name, 1)
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()
