import pytest

from onrecord.web.settings import Settings, is_loopback


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.9.9", "::1", "[::1]", "localhost", "LOCALHOST", "localhost."])
def test_these_mean_this_machine(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "", "192.168.0.4", "localhost.example", "127.0.0.1.example"])
def test_these_do_not(host: str) -> None:
    assert not is_loopback(host)


def test_only_a_bare_server_on_this_machine_is_local() -> None:
    assert Settings("a.db").local
    assert not Settings("a.db", host="0.0.0.0").local
    assert not Settings("a.db", public=True).local
    assert not Settings("a.db", names=("news.example",)).local
    assert not Settings("a.db", https=True).local
