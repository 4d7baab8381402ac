"""What was counted is kept while it holds, and no longer than there is room for it."""

from onrecord.web.kept import Kept


def test_what_was_made_of_the_same_state_is_made_once() -> None:
    kept, made = Kept(), list[int]()

    def make() -> int:
        made.append(1)
        return len(made)

    assert (kept.get(("a", 1), make), kept.get(("a", 1), make)) == (1, 1)
    assert kept.get(("a", 2), make) == 2


def test_what_was_asked_for_least_lately_goes_first() -> None:
    kept = Kept(2)
    for key in ("a", "b", "a", "c"):
        kept.get(key, lambda key=key: key)  # type: ignore[misc]
    assert kept.get("a", lambda: "new") == "a"
    assert kept.get("b", lambda: "new") == "new"
