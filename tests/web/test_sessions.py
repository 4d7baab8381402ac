from onrecord.web import sessions
from onrecord.web.sessions import Sessions


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_session_lasts_until_it_was_not_seen_for_its_hours() -> None:
    clock = Clock()
    kept = Sessions(1, clock)
    key = kept.begin("t1")
    clock.now = 3599
    found = kept.find(key)
    assert found is not None
    assert found.token == "t1"
    clock.now = 3599 + 3601
    assert kept.find(key) is None
    assert kept.find(key) is None


def test_a_session_that_was_ended_is_gone_and_others_stay() -> None:
    kept = Sessions(1)
    first, second = kept.begin("t1"), kept.begin("t1")
    kept.end(first)
    kept.end("never there")
    assert kept.find(first) is None
    assert kept.find(second) is not None


def test_each_session_has_a_key_and_a_word_of_its_own() -> None:
    kept = Sessions(1)
    keys = [kept.begin("t1") for _ in range(3)]
    found = [kept.find(key) for key in keys]
    assert len(set(keys)) == 3
    assert len({one.csrf for one in found if one}) == 3


def test_the_oldest_go_when_there_are_too_many() -> None:
    kept = Sessions(1)
    first = kept.begin("t1")
    for _ in range(sessions._MOST):
        kept.begin("t2")
    assert kept.find(first) is None
    assert len(kept._kept) == sessions._MOST
