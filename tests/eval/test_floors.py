"""The evaluations reach their pinned floors: on the bundled collection always, on PolNeAR dev where it lies beside."""

from pathlib import Path

import pytest

from eval import attribution, demo

SHARED = Path(__file__).parents[2] / ".." / "shared"


def test_the_demo_collection_reaches_its_floors() -> None:
    assert demo.missed_floors(demo.figures(list(demo.pairs()))) == []


@pytest.mark.skipif(not (SHARED / "data" / "polnear" / "dev").is_dir(), reason="PolNeAR lies outside the repository")
def test_attribution_reaches_its_floors_on_polnear_dev() -> None:
    figures = attribution.measure(SHARED, "dev")
    assert attribution.under_floor({name: figure[2] for name, figure in figures.items()}) == []
