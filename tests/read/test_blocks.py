"""A page's blocks: white space, breaks, quotation marks and links."""

from lxml.html import document_fromstring

from onrecord.read.blocks import Block, absolute, blocks


def read(body: str) -> list[Block]:
    return list(blocks(document_fromstring(f"<html><body>{body}</body></html>"), "http://sentinel.example/news/1"))


def test_white_space_is_collapsed_as_a_browser_does() -> None:
    assert [b.text for b in read("<p> One\n  two&nbsp;<b> three</b> </p>")] == ["One two three"]


def test_text_around_paragraphs_makes_blocks_of_its_own() -> None:
    assert [b.text for b in read("<div>Before<p>Inside</p>After</div>")] == ["Before", "Inside", "After"]


def test_one_break_is_a_line_and_two_are_a_paragraph() -> None:
    assert [b.text for b in read("<p>One<br>two<br><br>three</p>")] == ["One\ntwo", "three"]


def test_a_quotation_element_gets_the_marks_a_reader_sees() -> None:
    assert read("<p>He said <q>no</q>.</p>")[0].text == "He said “no”."


def test_scripts_styles_and_form_controls_are_not_text() -> None:
    assert [b.text for b in read("<script>x</script><style>y</style><select><option>z</select><p>Text</p>")] == ["Text"]


def test_links_carry_their_full_address_and_place() -> None:
    block = read("<p>See <a href='/port'> the port <b>plan</b></a>, or <a href='javascript:x()'>not</a>.</p>")[0]
    assert [(block.text[slice(*link.span)], link.url) for link in block.links] == [
        ("the port plan", "http://sentinel.example/port")
    ]


def test_a_link_over_two_paragraphs_is_in_both() -> None:
    found = read("<a href='http://x.example/'><p>One</p><p>Two</p></a>")
    assert [[link.url for link in block.links] for block in found] == [["http://x.example/"], ["http://x.example/"]]


def test_addresses_without_a_base_or_of_other_kinds_are_left_out() -> None:
    assert absolute(None, "/port") is None
    assert absolute("http://a.example", "mailto:x@y.example") is None
    assert absolute("http://a.example", "http://[broken") is None


def test_soft_hyphens_are_layout_and_not_text() -> None:
    assert read("<p>parlia&shy;ment</p><p>&shy;</p>")[0].text == "parliament"
