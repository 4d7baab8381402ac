import pytest

from onrecord.cli.web_options import web_of
from onrecord.errors import OnRecordError
from onrecord.read.fetch import Web


def test_without_options_everything_is_as_the_settings_say() -> None:
    assert web_of() == Web()


def test_every_option_has_its_setting() -> None:
    web = web_of(allow_private_addresses=True, delay=120.0, timeout=5.0, ignore_robots=True, max_pages=7)
    assert (web.private, web.delay, web.timeout, web.obey_robots, web.max_pages) == (True, 120.0, 5.0, False, 7)
    assert web.deadline == 15.0
    assert web.max_delay == 120.0


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("delay", -1.0), ("delay", float("nan")), ("delay", 1e9), ("timeout", 0.0), ("timeout", float("inf")),
        ("timeout", float("nan")), ("max_pages", 0), ("max_pages", -5),
    ],
)  # fmt: skip
def test_numbers_that_make_no_sense_are_refused(option: str, value: float) -> None:
    with pytest.raises(OnRecordError, match="OR301"):
        web_of(**{option: value})  # type: ignore[arg-type]
