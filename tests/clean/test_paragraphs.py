"""Paragraphs of plain text and their kinds."""

from hypothesis import given
from hypothesis import strategies as st

from onrecord.clean.paragraphs import paragraphs
from onrecord.model import ParagraphKind

STORY = "The mayor of Northport said on Tuesday that the new port would open in the spring, after years of delay."


def parts(text: str) -> list[str]:
    return [text[slice(*p.span)] for p in paragraphs(text)]


def kinds(text: str) -> list[str]:
    return [p.kind.value for p in paragraphs(text)]


def test_blank_lines_part_paragraphs() -> None:
    assert parts(f"  One two\r\n\r\n\r\n{STORY} \r\n") == ["One two", STORY]


def test_without_blank_lines_each_line_is_one() -> None:
    assert parts(f"Port opens\n{STORY}\n{STORY}\n") == ["Port opens", STORY, STORY]


def test_lines_wrapped_at_a_width_stay_together() -> None:
    wrapped = (
        "The mayor of Northport said on Tuesday that the new port would\n"
        "open in the spring, after years of delay and many changes of the\n"
        "plan that the council had agreed on in the autumn of last year,\n"
        "when nobody had asked for one."
    )
    assert parts(wrapped) == [wrapped]
    assert parts(f"{wrapped}\n\n{wrapped}") == [wrapped, wrapped]


def test_a_first_line_without_a_full_stop_is_the_headline() -> None:
    assert kinds(f"Port to open in spring\n\n{STORY}\n\n{STORY}") == ["headline", "body", "body"]


def test_a_headline_may_have_a_full_stop() -> None:
    assert kinds(f"New Port to Open in Spring, Mayor Says.\n\n{STORY}")[0] == "headline"
    assert (
        kinds("Mayor to open new port in spring.\n\nNORTHPORT (NP) — The mayor opened the port on Monday.")[0]
        == "headline"
    )


def test_a_first_sentence_is_body() -> None:
    assert kinds(f"It was a good day for the mayor.\n\n{STORY}") == ["body", "body"]
    assert kinds(f"“We won,” the mayor said.\n\n{STORY}") == ["body", "body"]


def test_a_line_between_headline_and_body_is_the_standfirst() -> None:
    text = f"Port to open in spring\n\nCouncil votes on the plan after years of delay\n\n{STORY}\n\n{STORY}"
    assert kinds(text) == ["headline", "standfirst", "body", "body"]


def test_captions_are_marked() -> None:
    assert kinds(f"{STORY}\n\nFILE - The mayor at the port.\n\nPhoto: Jane Doe") == ["body", "caption", "caption"]


@given(st.text(alphabet="ab .\n\r\t", max_size=200))
def test_spans_are_in_order_and_never_blank(text: str) -> None:
    at = 0
    for paragraph in paragraphs(text):
        assert at <= paragraph.span.start < paragraph.span.end <= len(text)
        assert text[slice(*paragraph.span)].strip() == text[slice(*paragraph.span)]
        assert isinstance(paragraph.kind, ParagraphKind)
        at = paragraph.span.end
