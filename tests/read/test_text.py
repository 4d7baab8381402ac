"""Plain text captures."""

import pytest

from onrecord.errors import OnRecordError
from onrecord.read.capture import from_bytes
from onrecord.read.text import read_text

TEXT = "Port to open in spring\r\n\r\nThe mayor said on Tuesday that the port would open.\r\n"


def test_the_text_is_exactly_as_decoded() -> None:
    article = read_text(from_bytes(TEXT.encode(), "x"), TEXT)
    assert article.text == TEXT
    assert (article.title, article.language) == ("Port to open in spring", "en")
    assert article.id == "a" + from_bytes(TEXT.encode(), "x").sha256[:16]


def test_too_long_and_blank_texts_are_errors() -> None:
    source = from_bytes(b"x", "x")
    for text, code in (("a" * 500_001, "OR109"), (" \u2003", "OR107")):
        with pytest.raises(OnRecordError) as caught:
            read_text(source, text)
        assert caught.value.code == code
