"""The evaluations reach their pinned floors: on the bundled collection always, on PolNeAR dev where it lies beside."""

from pathlib import Path
from typing import get_args

import pytest

from eval import attribution, demo
from onrecord.attribute import Method

SHARED = Path(__file__).parents[2] / ".." / "shared"


def test_the_demo_collection_reaches_its_floors() -> None:
    assert demo.missed_floors(demo.figures(list(demo.pairs()))) == []


@pytest.mark.skipif(not (SHARED / "data" / "polnear" / "dev").is_dir(), reason="PolNeAR lies outside the repository")
@pytest.mark.parametrize("method", get_args(Method))
def test_attribution_reaches_its_floors_on_polnear_dev(method: Method) -> None:
    figures = attribution.measure(SHARED, "dev", method)
    assert attribution.under_floor(method, {name: figure[2] for name, figure in figures.items()}) == []
