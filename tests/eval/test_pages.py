"""The gold pages."""

from eval.pages import Page


def test_a_site_is_the_domain_or_else_the_name() -> None:
    assert Page("wcxb", "7", "https://www.Sentinel.example/1", b"", "x").site == "sentinel.example"
    assert Page("wcxb", "7", "", b"", "x").site == "7"
