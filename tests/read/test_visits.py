from onrecord.read.visits import Visits

SITE = "http://news.example"


class Clock:
    """Time that passes only in sleep."""

    def __init__(self) -> None:
        self.time = 1000.0
        self.slept: list[float] = []

    def now(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds


def test_the_second_request_to_a_host_waits_and_one_to_another_does_not() -> None:
    clock = Clock()
    visits = Visits(clock.now, clock.sleep)
    visits.wait(SITE, 2.0)
    visits.wait("http://other.example", 2.0)
    assert clock.slept == []
    visits.wait(SITE, 2.0)
    assert clock.slept == [2.0]


def test_time_that_passed_by_itself_is_not_waited_for() -> None:
    clock = Clock()
    visits = Visits(clock.now, clock.sleep)
    visits.wait(SITE, 2.0)
    clock.time += 1.5
    visits.wait(SITE, 2.0)
    assert clock.slept == [0.5]


def test_a_host_that_asked_for_rest_is_busy_for_the_longest_time_it_asked_for() -> None:
    clock = Clock()
    visits = Visits(clock.now, clock.sleep)
    visits.hold(SITE, 30.0)
    visits.hold(SITE, 5.0)
    assert visits.busy(SITE) == 30.0
    visits.wait(SITE, 1.0)
    assert clock.slept == [30.0]
