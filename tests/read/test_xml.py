import pytest

from onrecord.errors import OnRecordError
from onrecord.read.xml import MAX_BYTES, name_of, text_of, tree


def inner(xml: str | bytes, encoding: str | None = None) -> str | None:
    return text_of(tree(xml.encode() if isinstance(xml, str) else xml, "feed.xml", encoding))


def test_names_lose_their_namespace_and_text_its_white_space() -> None:
    root = tree(b"<a:rss xmlns:a='urn:a'> x <b>y</b> </a:rss>", "feed.xml")
    assert (name_of(root), text_of(root), text_of(None)) == ("rss", "x y", None)


def test_the_entities_of_html_are_read_and_unknown_ones_do_no_harm() -> None:
    assert inner("<a>Z&uuml;rich&nbsp;&amp; &lt;b&gt;</a>") == "Zürich\xa0& <b>"
    assert "x" in (inner("<a>x&nosuch;</a>") or "")


@pytest.mark.parametrize(
    "xml", ["\n <a>x</a>", "\ufeff<a>x</a>", "junk<a>x</a>", "<?xml version='1.0'?><a>x</a>", "<a>x"]
)
def test_what_is_nearly_xml_is_read(xml: str) -> None:
    assert inner(xml) == "x"


def test_the_encoding_is_the_servers_else_the_documents() -> None:
    assert inner("<a>й</a>".encode("cp1251"), "windows-1251") == "й"
    assert inner("<?xml version='1.0' encoding='windows-1251'?><a>й</a>".encode("cp1251")) == "й"
    assert inner("<a>й</a>".encode("utf-16")) == "й"


@pytest.mark.parametrize("data", [b"", b"no markup", b"<", b"<!-- -->", b"\0" * 100, b"{}"])
def test_what_is_no_xml_is_an_error(data: bytes) -> None:
    with pytest.raises(OnRecordError, match="OR113"):
        tree(data, "feed.xml")


def test_a_documents_own_entities_are_never_expanded_or_fetched() -> None:
    bomb = "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12))
    assert len(inner(f"<!DOCTYPE a [<!ENTITY a0 'ha'>{bomb}]><a>&a11;</a>") or "") < 100
    stolen = inner("<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>") or ""
    assert "root" not in stolen


def test_too_many_elements_and_too_many_bytes_are_refused() -> None:
    for data in (b"<a>" + b"<b/>" * 1_100_000, b"<a>" + b" " * MAX_BYTES):
        with pytest.raises(OnRecordError, match="OR122"):
            tree(data, "feed.xml")


def test_no_depth_is_too_deep() -> None:
    assert name_of(tree(b"<rss>" + b"<a>" * 100_000, "feed.xml")) == "rss"
