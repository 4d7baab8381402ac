"""Average the weights of trainings that began alike (Wortsman et al., ICML 2022).

    python -m training.soup OUT.pt A/average.pt B/average.pt …

A file named twice counts twice.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

import torch


def soup(out: Path, paths: Sequence[Path]) -> None:
    """Write the mean of the files' weights, in half precision."""
    found = [torch.load(path, map_location="cpu", weights_only=True) for path in paths]
    mean = {name: (sum(f[name].float() for f in found) / len(found)).half() for name in found[0]}
    torch.save(mean, out)


if __name__ == "__main__":
    soup(Path(sys.argv[1]), [Path(path) for path in sys.argv[2:]])
