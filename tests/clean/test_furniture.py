"""Lines that are not the article's."""

import pytest

from onrecord.clean.furniture import furniture, said_dates
from onrecord.model import Dated

STORY = "The mayor of Northport said on Tuesday that the new port would open in the spring."


def dropped(text: str) -> list[str]:
    return [item.text for item in furniture(text).dropped(text)]


@pytest.mark.parametrize(
    "line",
    ["top of page", "bottom of page", "39 views0 comments", "1.2k Shares", "Log In", "Skip to content", "3 min read",
     "Advertisement", "Read more: Port fees rise again", "Subscribe", "Sign up for our daily newsletter",
     "Share on Facebook", "Facebook Twitter Email", "© 2023 Northport Sentinel. All rights reserved.",
     "We use cookies to improve your experience.", "Accept all cookies", "Related Posts", "See All", "Privacy Policy",
     "Follow Jane Doe on Twitter @janedoe.", "STORY CONTINUES BELOW ADVERTISEMENT", "Powered by Wix", "5 years ago"],
)  # fmt: skip
def test_furniture_lines_are_dropped_whole(line: str) -> None:
    assert dropped(f"{STORY}\n{line}\n{STORY}") == [line]


@pytest.mark.parametrize(
    "line",
    ["KYIV, Jan 5 (AP) — The minister said no.", "Share prices fell.", "Read more books, the mayor said.",
     "Subscribe to that view, or do not, he said.", "By the river stood a man.", "By Monday it was over.",
     "Home is where the heart is.", "“Log in,” she told him.", "Updated: the plan for the port", "Posted: No entry",
     "On Aug 3, 2023, the mayor resigned.", "Related, he said, to the first case.", "BY THE NUMBERS", "Health"],
)  # fmt: skip
def test_prose_that_looks_alike_stays(line: str) -> None:
    assert dropped(f"{STORY}\n{line}\n{STORY}") == []


def test_date_lines_set_the_dates_and_say_where_from() -> None:
    found = furniture(f"Northport Blog\nAug 2, 2023\nUpdated: Aug 3, 2023\n{STORY}")
    assert found.published == Dated("2023-08-02", "furniture line “Aug 2, 2023”", 0.9)
    assert found.modified == Dated("2023-08-03", "furniture line “Updated: Aug 3, 2023”", 0.9)


def test_one_line_may_hold_both_dates() -> None:
    found = furniture(f"Published: Aug 2, 2023 | Updated: Aug 3, 2023\n{STORY}")
    assert found.published is not None
    assert found.modified is not None
    assert (found.published.value, found.modified.value) == ("2023-08-02", "2023-08-03")


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Jane Doe", ("Jane Doe",)),
        ("By JANE DOE | AP", ("JANE DOE",)),
        ("By Jane Doe and John Roe, Associated Press", ("Jane Doe", "John Roe")),
        ("By Jane Doe, Staff writer", ("Jane Doe",)),
    ],
)
def test_byline_lines_give_the_names(line: str, names: tuple[str, ...]) -> None:
    text = f"Port to open\n\n{line}\n\n{STORY}"
    assert furniture(text).byline == names
    assert dropped(text) == [line]


def test_menus_need_company() -> None:
    assert dropped(f"Log In\nHome\nAbout\n\n{STORY}") == ["Log In", "Home", "About"]
    assert dropped(f"{STORY}\nHealth\nEducation\n{STORY}") == []


def test_the_list_under_related_posts_ends_at_the_first_sentence() -> None:
    text = f"{STORY}\nRecent Posts\nSee All\nStorm hits the coast\nMayor resigns\n{STORY}"
    assert dropped(text) == ["Recent Posts", "See All", "Storm hits the coast", "Mayor resigns"]


def test_hostile_lines_are_judged_line_by_line() -> None:
    lines = [
        "share this " * 19,
        "By " + "A B and " * 27,
        "By " + "A " * 100,
        "home > " * 30,
        "a" * 219,
        "1 comments " * 19,
    ]
    found = furniture("\n".join(lines * 200))
    assert len({reason for _, reason in found.pieces}) <= len(lines)


def test_the_site_name_above_a_menu_becomes_the_outlet_as_the_copyright_line_spells_it() -> None:
    found = furniture(
        "HARBOUR POST\nHome\nAbout\nNews\n\nA long walk ends\n\n©2023 by Harbour Post. All rights reserved."
    )
    assert found.outlet == "Harbour Post"


def test_a_first_line_without_a_menu_below_it_is_no_site_name() -> None:
    assert furniture("Mayor resigns\n\nThe mayor resigned on Monday after a long and quiet winter.").outlet is None


def test_a_line_of_dates_says_which_is_which() -> None:
    assert said_dates("Posted Aug 3, 2023, updated Aug 9, 2023") == {
        "published": "2023-08-03",
        "modified": "2023-08-09",
    }
    assert said_dates("Updated: August 9, 2023") == {"modified": "2023-08-09"}
    assert said_dates("Posted 1/21") == said_dates("Share this") == said_dates("August 9, 2023") == {}
