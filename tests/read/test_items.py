"""The mapping of columns that a user writes, and that items survive the way to another process."""

import pickle

import pytest

from onrecord.errors import OnRecordError
from onrecord.read.capture import from_bytes
from onrecord.read.items import Options, Skipped, Unread, columns_of, never


def test_a_mapping_of_columns_is_read() -> None:
    assert columns_of("text=body, url=link") == {"text": "body", "url": "link"}
    assert columns_of("title=Head = line") == {"title": "Head = line"}


@pytest.mark.parametrize("wrong", ["text", "text=", "words=body", "text=a,,url=b", ""])
def test_a_mapping_that_cannot_be_meant_is_refused(wrong: str) -> None:
    with pytest.raises(OnRecordError) as caught:
        columns_of(wrong)
    assert caught.value.code == "OR301"


def test_items_can_be_sent_to_another_process() -> None:
    error = OnRecordError("OR110", "a.warc#1", "Get it again.", "cut off")
    for item in (from_bytes(b"words", "a"), Skipped("a", "image/png"), Unread("a.warc#1", error)):
        copy = pickle.loads(pickle.dumps(item))
        assert repr(copy) == repr(item)


def test_without_options_nothing_is_overridden_and_nothing_left_out() -> None:
    assert (Options().as_, dict(Options().columns), Options().web) == (None, {}, None)
    assert never("anything") is False
