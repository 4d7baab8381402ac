import io
from dataclasses import replace

import pytest
from rich.cells import cell_len
from rich.console import Console

from onrecord.cli.view import show
from onrecord.model import Article, Dropped, Record, Sheet
from onrecord.spans import Span


def viewed(record: Record, *, dropped: bool = False, colour: bool = False, width: int = 80) -> str:
    output = io.StringIO()
    console = Console(
        file=output, width=width, force_terminal=colour, color_system="256" if colour else None,
        highlight=False, markup=False, emoji=False,
    )  # fmt: skip
    show(record, console, dropped=dropped)
    return output.getvalue()


WHOLE = """\
Ferry minister admits pier “was never safe”
outlet      The Harbour Post · harbour-post.example
published   2023-08-01 (from json-ld)
modified    2023-08-03T10:00:00Z (from furniture line “Updated: Aug 3, 2023”)
byline      Ann Vale, Tom Reed
address     https://harbour-post.example/pier

Statements (3)
s1  [1] Ilva Brandt, Transport Minister · direct · “said” · 0.88
    “was never safe,”
s2  [2] an official · direct · “claimed” (distancing) · 0.88
    “Brandt told me that the money had gone,”
    s3  [1] Ilva Brandt, Transport Minister · indirect · “told” · inside s2 ·
        0.88
        the money had gone

Sourcing sheet
3 statements by 1 named speaker and 1 unnamed; 23% of the words stand in
quotation marks.
███████████           53%     8 words  [2] an official
█████████             47%     7 words  [1] Ilva Brandt, Transport Minister

Findings (2)
distancing-cue The reporting word “claimed” sets the reader against the words.
    …me that the money had gone,” claimed an official. The council…
damaged-word A word seems to be broken by the copying.
    …Ilva Brandt said, as the harb,01,our stayed closed.

Left out of the text (2)
Page furniture; --dropped lists it.
"""


def test_the_whole_view_reads_without_colour_in_80_columns(record: Record) -> None:
    assert viewed(record) == WHOLE


def test_dropped_text_is_listed_when_asked_for(record: Record) -> None:
    assert viewed(record, dropped=True).endswith("Share this (share line)\nAdvertisement (advertising)\n")


def test_the_same_speaker_has_the_same_colour_everywhere(record: Record) -> None:
    output = viewed(record, colour=True)
    assert "\x1b[2moutlet      \x1b[0mThe Harbour Post" in output
    assert output.count("\x1b[1;38;5;31m[1] Ilva Brandt") == 3
    assert output.count("\x1b[1;38;5;130m[2] an official") == 2


@pytest.mark.parametrize("width", [12, 40, 80])
def test_no_line_is_wider_than_the_terminal_and_no_word_is_lost(record: Record, width: int) -> None:
    words = "漢字" * 60 + " " + "x" * 200 + " end"
    article = replace(record.article, text=words, title=words, damage=())
    content = (Span(0, len(words)),)
    wide = replace(record, article=article, statements=(replace(record.statements[0], content=content, cue=()),))
    output = viewed(replace(wide, sheet=replace(record.sheet, findings=())), width=width)
    assert max(cell_len(line) for line in output.splitlines()) <= width
    joined = output.replace("\n", "").replace(" ", "")
    assert joined.count("漢字" * 60 + "x" * 200 + "end") == 2


def test_nothing_of_the_input_steers_the_terminal(record: Record) -> None:
    hostile = "\x1b]0;owned\x07\x9b31m\u202e[red]x[/red] :smile:\r\x08"
    article = Article("a", hostile, title=hostile, byline=(hostile,), url=hostile, dropped=(Dropped(hostile, hostile),))
    speaker = replace(record.speakers[0], name=hostile)
    statement = replace(record.statements[0], id=hostile, cue=(), content=(Span(0, len(hostile)),))
    output = viewed(Record(article, (statement,), (speaker,), record.sheet), dropped=True)
    assert not set(output) & set("\x1b\x07\x9b\u202e\r\x08")
    assert output.count("⟨U+202E⟩[red]x[/red] :smile:") == 8


def test_a_record_without_statements_says_so() -> None:
    output = viewed(Record(Article("a", ""), (), (), Sheet(0, 0, 0, False, 0.0, {}, ())))
    assert output.startswith("Untitled article\noutlet      not known\npublished   not known\n")
    assert "No statement was found." in output
    assert "No finding." in output


def test_of_many_speakers_the_foremost_are_listed_and_the_rest_are_counted(record: Record) -> None:
    counts = {f"q{number}": 100 - number for number in range(20)}
    output = viewed(replace(record, sheet=replace(record.sheet, words_by_speaker=counts)))
    assert output.count(" words  [") == 12
    assert "\nand 676 words of 8 more speakers\n" in output


def test_one_word_is_no_words(record: Record) -> None:
    output = viewed(replace(record, sheet=replace(record.sheet, words_by_speaker={"p1": 9, "p2": 1})))
    assert "10%     1 word   [2] an official" in output
