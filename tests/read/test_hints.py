"""What names and words tell."""

from importlib.resources import files

from onrecord.read.blocks import Block, Place
from onrecord.read.hints import NAMES, hints, parts, tables, words

ODDS = {"menu": -3.0, "body": 2.0}, {"share": -2.0, "said": 1.0}


def test_names_come_whole_and_in_parts() -> None:
    assert parts("site-menu_item9 x") == ("site-menu_item9", "site", "menu", "item", "x")


def test_words_come_once_and_in_small_letters() -> None:
    assert words("Home | Home, © 2019") == ["home", "|", "©"]


def test_the_elements_around_a_block_speak_too() -> None:
    outer = Place(1, "div", "article-body", False, None, 1)
    inner = Place(2, "ul", "menu", False, outer, 2)
    row = dict(zip(NAMES, hints([Block("He said", (), inner)], *ODDS)[0].tolist(), strict=True))
    assert (row["h_own_min"], row["h_around_max"], row["h_chain_min"], row["h_chain_max"]) == (-3, 2, -3, 2)
    assert (row["w_mean"], row["w_known"]) == (1, 1)


def test_the_heading_above_speaks_for_what_is_under_it() -> None:
    page = [
        Block("Share", (), Place(1, "h3", "", False, None, 1)),
        Block("He spoke", (), Place(2, "p", "", False, None, 1)),
    ]
    found = hints(page, *ODDS)
    assert found[:, NAMES.index("w_heading_mean")].tolist() == [0, -2]
    assert found[:, NAMES.index("from_heading")].tolist() == [99, 1]


def test_the_tables_that_ship_speak_against_menus() -> None:
    names, of_words = tables(files("onrecord.data").joinpath("reading"))
    assert names["menu"] < -1
    assert of_words["subscribe"] < -1
