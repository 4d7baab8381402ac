"""Which records count as read, and where they are said to be."""

import hashlib
import io
from collections.abc import Mapping
from typing import Any

import pytest

from onrecord.read import records as module
from onrecord.read.members import Lost, Member
from onrecord.read.records import Part, Raw, place, record_at, records


def every(at: int, kind: str, headers: Mapping[str, str]) -> bool:
    return True


def read(data: bytes, **more: Any) -> list[Part]:
    return list(records(Member(0, io.BytesIO(data), **more), every))


def test_a_place_is_a_byte_of_the_file_or_one_inside_a_member() -> None:
    stream = io.BytesIO()
    assert place(Member(0, stream, plain=True), 4711) == "4711"
    assert place(Member(900, stream), 0) == "900"
    assert place(Member(900, stream), 12) == "900+12"


def test_only_the_blocks_that_are_wanted_are_held(maker: Any) -> None:
    data = b"".join(maker.pages(3))
    found = list(records(Member(0, io.BytesIO(data)), lambda at, kind, headers: at > 0))
    assert [isinstance(part, Raw) and part.block is not None for part in found] == [False, True, True]


def test_a_digest_that_does_not_match_speaks_against_a_record_without_another_guarantee(maker: Any) -> None:
    data = b"".join(maker.pages(2)).replace(b"Page 0", b"Page 9", 1)
    assert [type(part) for part in read(data)] == [Lost, Raw]
    assert [type(part) for part in read(data, checked=True)] == [Raw, Raw]


@pytest.mark.parametrize("name", ["sha1", "sha256", "md5"])
def test_digests_are_known_in_hexadecimal_too(maker: Any, name: str) -> None:
    block = maker.http(maker.page(1))
    stated = f"WARC-Block-Digest: {name}:{hashlib.new(name, block).hexdigest()}"
    assert isinstance(read(maker.record(block, digest=False, more=stated) + b"rubbish")[0], Raw)
    wrong = stated[:-1] + ("0" if stated[-1] != "0" else "1")
    assert isinstance(read(maker.record(block, digest=False, more=wrong))[0], Lost)


def test_in_a_damaged_member_only_a_digest_vouches_and_its_losses_are_not_said_twice(maker: Any) -> None:
    assert read(b"".join(maker.pages(2, digest=False)), damaged=True) == []
    assert len(read(b"".join(maker.pages(2)), damaged=True)) == 2


def test_a_record_is_found_again_at_its_place(maker: Any) -> None:
    one, two = maker.pages(2)
    found = record_at(Member(0, io.BytesIO(one + two)), len(one))
    assert found is not None
    assert found.block == maker.http(maker.page(1))
    assert record_at(Member(0, io.BytesIO(one + two)), 5) is None


def test_a_panic_of_the_native_reader_is_a_refusal_and_what_is_none_is_not(maker: Any, monkeypatch: Any) -> None:
    class PanicException(BaseException):
        pass

    def panic(call: Any) -> Any:
        return module_native(lambda: (_ for _ in ()).throw(PanicException()))

    module_native = module._native
    monkeypatch.setattr(module, "_native", panic)
    assert [type(part) for part in read(b"".join(maker.pages(2)))] == [Raw, Raw]
    with pytest.raises(KeyboardInterrupt):
        module_native(lambda: (_ for _ in ()).throw(KeyboardInterrupt()))


def test_what_is_searched_in_vain_has_a_limit(maker: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_IN_VAIN", 10 * 65_536)
    bad = maker.pages(1)[0].replace(b"Page 0", b"Page 9", 1)
    found = read(b"x" + bad * 100)
    assert 5 < len(found) < 60
    assert isinstance(found[-1], Lost)
    assert found[-1].end is None


def test_headers_without_an_end_are_not_read_into_memory() -> None:
    data = b"WARC/1.0\r\nWARC-Type: response\r\nX: " + b"y" * 500_000
    assert [type(part) for part in read(data)] == [Lost]
