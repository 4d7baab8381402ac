"""The byline and the date outside the text, where there is only one."""

from onrecord.clean.leftout import with_left_out
from onrecord.model import Article, Dated, Dropped


def page(*lines: str, **fields: object) -> Article:
    return Article("a1", "text", dropped=(Dropped("\n".join(lines), "outside"),), **fields)  # type: ignore[arg-type]


def test_the_only_byline_and_date_are_taken() -> None:
    read = with_left_out(page("Menu", "By Jane Doe", "August 3, 2023"))
    assert read.byline == ("Jane Doe",)
    assert read.published is not None
    assert (read.published.value, read.published.confidence) == ("2023-08-03", 0.8)
    assert "August 3, 2023" in read.published.origin


def test_between_several_there_is_no_choosing() -> None:
    read = with_left_out(page("By Jane Doe", "August 3, 2023", "By John Roe", "August 5, 2023"))
    assert (read.byline, read.published) == ((), None)


def test_what_the_page_states_stays() -> None:
    own = page("By Jane Doe", "August 3, 2023", byline=("Ann Poe",), published=Dated("2020-01-01", "JSON-LD"))
    assert with_left_out(own) == own
