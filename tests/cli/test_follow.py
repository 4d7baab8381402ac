import time
from pathlib import Path

import pytest
from tests.website import Site, article, reply

from onrecord.cli import main

PIER = article("Pier shut", "“The pier is not safe,” harbour master Ilva Brandt said.", "The council agreed.")
COMMON = ["--rules", "--allow-private-addresses", "--delay", "0"]


@pytest.fixture
def post(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A site with a feed that announces one page; the archive is in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ONRECORD_ARCHIVE", raising=False)
    site.answers |= {"/pier": reply(PIER), "/feed": reply("<rss><item><link>/pier</link></item></rss>")}
    return site


def test_a_feed_is_followed_once_and_listed_and_removed(post: Site, capsys: pytest.CaptureFixture[str]) -> None:
    feed = f"{post.url}/feed"
    assert main(["follow", feed, "--once", *COMMON]) == 0
    said = capsys.readouterr().err
    assert "following 1 more feed" in said
    assert f"{feed}: 1 new" in said
    assert main(["follow", "--once", *COMMON]) == 0
    assert main(["follow", "--list"]) == 0
    listed = capsys.readouterr().out
    assert listed.startswith(f"{feed}\t20")
    assert listed.count("\n") == 1
    assert main(["follow", "--remove", feed]) == 0
    assert main(["follow", "--list"]) == 0
    assert capsys.readouterr().out == ""


def test_what_fails_is_said_and_the_exit_code_tells(post: Site, capsys: pytest.CaptureFixture[str]) -> None:
    post.answers["/feed"] = reply("<rss><item><link>/missing</link></item></rss>")
    assert main(["follow", f"{post.url}/feed", f"{post.url}/none", "--once", *COMMON]) == 2
    said = capsys.readouterr().err
    assert f"OR123 {post.url}/missing" in said
    assert f"OR123 {post.url}/none" in said


def test_a_list_of_feeds_in_a_file_is_followed(post: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("subscriptions.opml").write_text(f"<opml><outline xmlUrl='{post.url}/feed'/></opml>")
    assert main(["follow", "subscriptions.opml", "--once", *COMMON]) == 0
    assert "1 new" in capsys.readouterr().err


def test_a_list_on_the_web_is_followed_in_the_same_call(post: Site, capsys: pytest.CaptureFixture[str]) -> None:
    post.answers["/list"] = reply("<opml><outline xmlUrl='/feed'/></opml>")
    assert main(["follow", f"{post.url}/list", "--once", *COMMON]) == 0
    assert "a list of 1 feed" in capsys.readouterr().err
    assert "/pier" in post.paths


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ([], "OR401"), (["--list"], "OR401"), (["missing.opml"], "OR101"), (["ftp://news.example/"], "OR121"),
        (["http://a:b@news.example/"], "OR121"), (["http://n.example/", "--every", "0"], "OR301"),
        (["http://n.example/", "--every", "nan"], "OR301"), (["http://n.example/", "--timeout", "0"], "OR301"),
        (["http://n.example/", "--fast", "--rules"], "OR301"),
    ],
)  # fmt: skip
def test_a_wrong_call_is_said(post: Site, capsys: pytest.CaptureFixture[str], arguments: list[str], code: str) -> None:
    assert main(["follow", *arguments]) == 2
    assert capsys.readouterr().err.startswith(code)


def test_nothing_to_follow_is_said(post: Site, capsys: pytest.CaptureFixture[str]) -> None:
    feed = f"{post.url}/feed"
    main(["follow", feed, "--once", *COMMON])
    main(["follow", "--remove", feed])
    assert main(["follow", "--once"]) == 2
    assert main(["follow", "--remove", feed]) == 2
    said = capsys.readouterr().err
    assert "no feed is followed yet" in said
    assert "OR404" in said


def test_an_interrupt_ends_it_and_says_so(
    post: Site, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(seconds: float) -> None:
        assert 0 < seconds <= 60
        raise KeyboardInterrupt

    monkeypatch.setattr(time, "sleep", interrupted)
    assert main(["follow", f"{post.url}/feed", *COMMON]) == 130
    assert "call it again to go on" in capsys.readouterr().err
    assert post.paths.count("/pier") == 1


def test_private_addresses_are_refused_without_the_option(post: Site, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["follow", f"{post.url}/feed", "--once", "--rules"]) == 2
    assert "OR121" in capsys.readouterr().err
    assert post.asked == []
