"""The elements around blocks."""

import numpy as np
from lxml.html import document_fromstring

from onrecord.read.blocks import blocks
from onrecord.read.elements import NAMES, elements

PROSE = "The mayor said that the port would open in the spring, and that nobody would have to wait for it any longer."
PAGE = f"""<div id=menu><ul><li>Home</li><li>News</li></ul></div>
<main><article><p>{PROSE}</p><p>{PROSE}</p><aside hidden><p>Read this too</p></aside></article></main>"""


def rows() -> list[dict[str, float]]:
    page = list(blocks(document_fromstring(f"<html><body>{PAGE}</body></html>"), None))
    sizes = np.array([len(block.text) for block in page], dtype=np.float32)
    own = np.column_stack([sizes, np.zeros_like(sizes), np.where(sizes > 60, sizes, 0)])
    return [dict(zip(NAMES, row.tolist(), strict=True)) for row in elements(page, own)]


def test_the_main_element_is_the_deepest_with_most_of_the_prose() -> None:
    assert [row["below_main"] for row in rows()] == [-1, -1, 1, 1, 2]


def test_an_element_is_summed_up_over_all_that_is_in_it() -> None:
    home, _, first, _, teaser = rows()
    assert (home["own_n"], home["around_n"], home["branch_n"]) == (1, 2, 2)
    assert (first["around_n"], first["around_share"], teaser["branch_n"]) == (3, 1, 1)


def test_steps_to_the_elements_that_say_what_they_are() -> None:
    home, _, first, _, teaser = rows()
    assert (first["in_article"], first["in_aside"], teaser["in_aside"], home["in_ul"]) == (1, -1, 1, 1)
    assert (first["in_hidden"], teaser["in_hidden"]) == (0, 1)


def test_a_page_of_loose_text_has_only_its_body() -> None:
    page = list(blocks(document_fromstring("<html><body>Only this</body></html>"), None))
    assert elements(page, np.zeros((1, 3), dtype=np.float32)).shape == (1, len(NAMES))
