from lxml import etree

from onrecord.export.xml import default, safe


def test_what_xml_cannot_hold_is_replaced_one_by_one() -> None:
    text = "a\x00\x0b\ud800\uffff\U0001f6a2\t\n"
    assert safe(text) == "a\ufffd\ufffd\ufffd\ufffd\U0001f6a2\t\n"
    assert len(safe(text)) == len(text)


def test_a_namespace_can_be_the_one_without_a_prefix() -> None:
    assert etree.tostring(etree.Element("{urn:x}a", nsmap=default("urn:x"))) == b'<a xmlns="urn:x"/>'
