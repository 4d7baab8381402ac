"""Bytes to text under wrong, missing and right declarations."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.read.decode import declaration, decode, usable

UKRAINIAN = "Міністр заявив, що відповіді не буде. " * 20
FRENCH = "Le ministre a déclaré qu’il n’y aurait pas de réponse à l’été. " * 20


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_is_read_with_and_without_marks(encoding: str) -> None:
    text = "Mayor: “I resign” — café" if encoding.startswith("utf-16-") else UKRAINIAN
    assert decode(text.encode(encoding)).text == text


def test_the_declared_encoding_decides_for_bytes_that_are_no_utf8() -> None:
    page = b"<meta charset=windows-1251>" + UKRAINIAN.encode("windows-1251")
    assert decode(page).text.endswith(UKRAINIAN)
    assert decode(UKRAINIAN.encode("koi8-u"), "koi8-u") == (UKRAINIAN, "koi8_u")


def test_valid_utf8_wins_over_a_wrong_declaration() -> None:
    assert "été" in decode(b'<meta charset="iso-8859-1">' + FRENCH.encode()).text


def test_latin1_is_read_as_windows_1252_like_browsers_do() -> None:
    assert decode(b"<meta charset=latin1>\x93I resign\x94").text.endswith("“I resign”")


def test_undeclared_bytes_are_detected_or_read_as_windows_1252() -> None:
    assert decode(FRENCH.encode("cp1252")).text == FRENCH
    assert decode(UKRAINIAN.encode("cp1251")).text == UKRAINIAN


def test_utf8_with_a_few_broken_bytes_stays_utf8() -> None:
    decoded = decode(UKRAINIAN.encode() + b"\xff")
    assert decoded.text == UKRAINIAN + "�"


def test_line_endings_stay_as_they_are() -> None:
    assert decode(b"a\r\nb\rc\n").text == "a\r\nb\rc\n"


@pytest.mark.parametrize("label", ["unicode_escape", "utf-7", "hex", "idna", "undefined", "no-such", "", "../x"])
def test_labels_that_name_no_encoding_of_pages_are_not_used(label: str) -> None:
    assert usable(label) is None


def test_the_declaration_is_found_in_meta_and_xml() -> None:
    assert declaration(b'<meta http-equiv=Content-Type content="text/html; charset=big5">') == "big5"
    assert declaration(b'<?xml version="1.0" encoding="EUC-JP"?>') == "EUC-JP"
    assert declaration(b"<p>charset=utf-8</p>") is None


@given(st.binary(max_size=300), st.sampled_from([None, "utf-8", "shift_jis", "nonsense"]))
def test_any_bytes_give_text_without_surrogates(data: bytes, declared: str | None) -> None:
    decode(data, declared).text.encode("utf-8")
