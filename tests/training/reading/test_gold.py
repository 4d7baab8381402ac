"""Labels of blocks."""

from training.reading.gold import labels

from onrecord.read.blocks import Block

SAID = "The mayor said that the port would open in the spring"


def test_a_block_is_labelled_by_its_words_in_the_gold_text() -> None:
    page = [Block("Home"), Block(f"{SAID}."), Block("Read more about this")]
    words, share = labels(page, SAID)
    assert words.tolist() == [1, 11, 4]
    assert share.tolist() == [0, 1, 0]


def test_a_teaser_that_repeats_the_article_is_not_taken_for_it() -> None:
    page = [
        Block(SAID),
        Block("She left the hall after that and did not come back"),
        Block("The mayor said that the port"),
    ]
    _, share = labels(page, f"{SAID}\nShe left the hall after that and did not come back")
    assert share.tolist() == [1, 1, 0]


def test_a_page_without_words_has_no_share() -> None:
    assert labels([Block("…")], SAID)[1].tolist() == [0]
