"""What can be asked of a search."""

import pytest
from pydantic import ValidationError

from onrecord.web.api.asked import Filters, Search


def test_all_that_is_asked_reaches_the_archive() -> None:
    given = {"q": "tax", "speaker": "moss", "outlet": "post", "since": "2023", "until": "2023-05", "about": "cut"}
    asked = Filters.model_validate(given | {"kind": "direct", "stance": "neutral", "all_versions": True})
    query = asked.query("relevance")
    assert (query.words, query.speaker, query.outlet, query.about) == ("tax", "moss", "post", "cut")
    assert (query.since, query.until, query.kind, query.stance) == ("2023", "2023-05", "direct", "neutral")
    assert (query.order, query.all_versions) == ("relevance", True)


@pytest.mark.parametrize(
    "bad",
    [
        {"q": "x" * 2001}, {"q": "a\0b"}, {"since": "0000"}, {"since": "2023-13"}, {"kind": "scare"}, {"limit": 0},
        {"limit": 201}, {"after": "x y"}, {"after": "0"}, {"context": 501}, {"order": "oldest"}, {"speker": "moss"},
    ],
)  # fmt: skip
def test_what_no_search_knows_is_refused(bad: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Search.model_validate(bad)


@pytest.mark.parametrize("after", ["n5a2b100000020000", "r1f.AbC-_9"])
def test_cursors_of_searches_are_taken(after: str) -> None:
    assert Search.model_validate({"after": after}).after == after
