"""What `capture` accepts and refuses."""

import hashlib
import io
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.errors import OnRecordError
from onrecord.model import Stated
from onrecord.read.capture import MAX_BYTES, article_id, from_bytes, from_path, from_stream


def code_of(data: bytes) -> str:
    with pytest.raises(OnRecordError) as caught:
        from_stream(io.BytesIO(data), "standard input")
    assert caught.value.where == "standard input"
    return caught.value.code


def test_a_file_keeps_its_bytes_and_their_hash(tmp_path: Path) -> None:
    path = tmp_path / "page.dat"
    path.write_bytes(b"The mayor resigned.\r\n")
    source = from_path(path)
    assert source.data == b"The mayor resigned.\r\n"
    assert source.sha256 == hashlib.sha256(source.data).hexdigest()
    assert (source.location, source.media_type) == (str(path), "text/plain")


def test_a_missing_file_and_a_folder_have_their_own_codes(tmp_path: Path) -> None:
    for path, code in ((tmp_path / "absent.html", "OR101"), (tmp_path, "OR102")):
        with pytest.raises(OnRecordError) as caught:
            from_path(path)
        assert caught.value.code == code


def test_a_path_that_no_file_can_have_is_unreadable() -> None:
    with pytest.raises(OnRecordError) as caught:
        from_path(Path("a\0b"))
    assert caught.value.code in ("OR101", "OR103")


@pytest.mark.parametrize("data", [b"", b" \r\n\t", b"\xef\xbb\xbf", b"\0\0"])
def test_nothing_but_white_space_is_empty(data: bytes) -> None:
    assert code_of(data) == "OR104"


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7 text", b"\x89PNG\r\n", b"PK\x03\x04word", bytes(range(32)) * 9, b"a\0b\0\0c"]
)
def test_what_is_not_text_is_refused(data: bytes) -> None:
    assert code_of(data) == "OR105"


def test_more_than_the_limit_is_refused_without_reading_on() -> None:
    stream = io.BytesIO(b"x" * (MAX_BYTES + 10))
    with pytest.raises(OnRecordError) as caught:
        from_stream(stream, "-")
    assert caught.value.code == "OR106"
    assert stream.tell() == MAX_BYTES + 1


def test_an_article_has_the_id_of_its_bytes_and_of_what_is_known_beside_them() -> None:
    source = from_bytes(b"words", "a.txt")
    stated = Stated("column “date” of a.csv", title="Pier")
    assert article_id(source) == f"a{source.sha256[:16]}"
    ids = [
        article_id(replace(source, **more))
        for more in (
            {}, {"url": "https://a.example/1"}, {"url": "https://a.example/2"}, {"stated": stated},
            {"url": "https://a.example/1", "stated": stated}, {"stated": replace(stated, published="2024")},
        )
    ]  # fmt: skip
    assert len(set(ids)) == 6
    assert all(len(one) == 17 and one.startswith("a") for one in ids)


def test_where_a_page_and_its_container_lie_makes_no_other_article() -> None:
    source = replace(from_bytes(b"words", "a.txt"), stated=Stated("column “date” of a.csv", title="Pier"))
    moved = replace(source, location="b.txt", stated=Stated("b.csv", title="Pier"))
    assert article_id(source) == article_id(moved)


def test_a_stray_nul_byte_is_damage_and_not_binary() -> None:
    assert from_bytes(b"word " * 500 + b"\0", "-").media_type == "text/plain"
