import io
import threading
from collections.abc import Callable

import pytest

from onrecord.cli import progress as module
from onrecord.cli.progress import Counted, counted, duration, progress, state


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(module, "time", made)
    return made


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("done", "total", "new", "elapsed", "words"),
    [
        (50, 200, 50, 10, "50 of 200, 5.0 a second, 30 s left"),
        (1500, 16452, 1500, 150, "1,500 of 16,452, 10.0 a second, 25 min left"),
        (1100, 2000, 100, 10, "1,100 of 2,000, 10.0 a second, 90 s left"),
        (50, None, 50, 10, "50, 5.0 a second"),
        (60, 50, 60, 10, "60, 6.0 a second"),
        (0, 200, 0, 10, "0 of 200"),
        (5, 200, 5, 0, "5 of 200"),
    ],
)
def test_how_far_it_is(done: int, total: int | None, new: int, elapsed: float, words: str) -> None:
    assert state(done, total, new, elapsed) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.4, "0 s"), (99, "99 s"), (100, "2 min"), (5900, "98 min"), (6000, "1 h 40 min"), (7500, "2 h 5 min")],
)
def test_a_time_is_told_in_words(seconds: float, words: str) -> None:
    assert duration(seconds) == words


def test_counts_are_told_in_a_fixed_order_without_zeros() -> None:
    assert counted({"failed": 2, "added": 1200, "skipped": 0}) == "1,200 added, 2 failed"
    assert counted({}) == "nothing"


def test_a_log_has_a_plain_line_now_and_then(clock: Clock, capsys: pytest.CaptureFixture[str]) -> None:
    with progress(lambda: 100, before=10) as tell:
        for second in range(26):
            clock.now = float(second)
            tell({"added": 10 + 2 * second, "failed": 1})
    assert capsys.readouterr() == (
        "",
        "31 of 100, 2.1 a second, 33 s left: 30 added, 1 failed\n"
        "51 of 100, 2.0 a second, 24 s left: 50 added, 1 failed\n",
    )


def test_a_short_work_leaves_a_log_empty(clock: Clock, capsys: pytest.CaptureFixture[str]) -> None:
    with progress() as tell:
        clock.now = 9
        tell({"added": 10})
    assert capsys.readouterr().err == ""


def test_a_terminal_has_a_bar_with_rate_and_time_left(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("TERM", "xterm")
    with progress(lambda: 100) as tell:
        clock.now = 10
        tell({"added": 20, "failed": 1})
    shown = terminal.getvalue()
    assert "21 of 100, 2.1 a second, 38 s left: 20 added, 1 failed" in shown
    assert shown.endswith("\x1b[2K")


def test_a_total_is_counted_on_the_side() -> None:
    go = threading.Event()

    def count(stopped: Callable[[], bool]) -> int:
        go.wait(60)
        return 7

    with Counted(count) as total:
        assert total() is None
        go.set()
    assert total() == 7


def test_counting_ends_with_the_work() -> None:
    def count(stopped: Callable[[], bool]) -> int:
        while not stopped():
            pass
        raise SystemExit

    before = threading.active_count()
    with Counted(count) as total:
        assert total() is None
    assert threading.active_count() == before
    assert total() is None


def test_a_counting_that_fails_is_not_told_here() -> None:
    def count(stopped: Callable[[], bool]) -> int:
        raise OSError

    with Counted(count) as total:
        pass
    assert total() is None
