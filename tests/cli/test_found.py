"""The view of what was found."""

import io

import pytest
from rich.console import Console

from onrecord.archive.connect import open_archive, reading
from onrecord.archive.search import Query, find_articles, find_statements
from onrecord.cli.found import article_lines, keyword_lines, listing, statement_lines, within
from onrecord.cli.view import put
from onrecord.errors import OnRecordError


def printed(shelf: object, *, terminal: bool) -> str:
    output = Console(file=io.StringIO(), force_terminal=terminal, width=80, no_color=True, highlight=False)
    with open_archive(str(shelf)) as archive, reading(archive) as connection:
        put(statement_lines(find_statements(connection, Query("tax", kind="direct")).hits, output), output)
        put(article_lines(find_articles(connection, Query("late")).hits, output), output)
        for line in keyword_lines(
            find_statements(connection, Query("tax", kind="direct"), context=10).hits, 10, output
        ):
            output.print(line, soft_wrap=True)
    assert isinstance(output.file, io.StringIO)
    return output.file.getvalue()


def test_what_was_looked_for_stands_between_marks_where_nothing_else_can_show_it(shelf: object) -> None:
    assert printed(shelf, terminal=False) == (
        "\n"
        "Ilva Brandt, Transport Minister · direct · “said” · 0.90 · a1#s2\n"
        "    “harbour dues are a »tax« on islanders, and the »tax« will go,”\n"
        "    The Harbour Post · 2023-08-01 · Ferry minister on dues\n"
        "\n"
        "Late again\n"
        "    Ardale Chronicle · 2023-09-10 · 2 statements · a2\n"
        "    »Late« again\n"
        "    are a »tax« on         a1#s2\n"
        "  and the »tax« will go,”  a1#s2\n"
    )


def test_on_a_terminal_it_is_underlined_also_without_colour(shelf: object) -> None:
    text = printed(shelf, terminal=True)
    assert "\x1b[1;4mtax\x1b[0m" in text
    assert "»" not in text


def test_a_place_in_two_statements_is_one_line(shelf: object) -> None:
    output = Console(file=io.StringIO(), width=80)
    with open_archive(str(shelf)) as archive, reading(archive) as connection:
        hits = find_statements(connection, Query("weir")).hits
    assert len(list(keyword_lines((*hits, *hits), 10, output))) == 1


def test_a_listing_says_when_its_total_is_only_what_was_counted(shelf: object) -> None:
    with open_archive(str(shelf)) as archive, reading(archive) as connection:
        page = find_statements(connection, Query("ferry"), 1)
    assert listing("statements", [{"id": "x"}], page) == {
        "format": "onrecord/1",
        "total": 3,
        "more": False,
        "next": page.next,
        "statements": [{"id": "x"}],
    }


@pytest.mark.parametrize("number", [0, 11, -1])
def test_a_number_out_of_bounds_is_an_error(number: int) -> None:
    within("--limit", 10, 1, 10)
    with pytest.raises(OnRecordError, match="OR301 --limit"):
        within("--limit", number, 1, 10)
