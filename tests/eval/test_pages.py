"""The gold pages."""

from eval.pages import Page, fold_of


def test_a_site_is_the_domain_or_else_the_name() -> None:
    assert Page("wcxb", "7", "https://www.Sentinel.example/1", b"", "x").site == "sentinel.example"
    assert Page("wcxb", "7", "", b"", "x").site == "7"


def test_pages_of_a_site_are_in_one_fold() -> None:
    found = {fold_of(Page("wcxb", name, f"https://{name}sentinel.example/{name}", b"", "x")) for name in ("", "www.")}
    assert len(found) == 1
