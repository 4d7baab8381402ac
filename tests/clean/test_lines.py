"""The model of plain-text lines: what it drops, and above all what it leaves alone. All texts are invented."""

from textwrap import fill

import numpy as np
import pytest

from onrecord.clean import clean
from onrecord.clean.lines import MOST_LINES, fold_of, left_out, model, packed, unpacked
from onrecord.model import Article

PROSE = (
    "The council of Northport voted on Tuesday to repair the old harbour wall before the winter storms arrive.",
    "“We have waited for nine years, and the wall has waited with us,” Mayor Ann Vale told the meeting.",
    "Engineers said the work would cost 14 million crowns and would close the eastern quay until the end of March.",
    "Fishermen at the quay said they had not been asked, and that their boats had nowhere else to go.",
    "The harbour master, Tom Reed, declined to comment on the plan but said that talks would start next week.",
)
HEADLINE = "Northport council votes to repair harbour wall"
MORE = tuple(
    f"The {street} street side is to be closed for {weeks} weeks, the council said, and buses will turn at the market."
    for weeks, street in enumerate(("north", "south", "upper", "lower"), 2)
)
PAGE = (
    "Skip to content", "Northport Post", "Home", "News", "Sport", "Weather", "Subscribe to our newsletter", HEADLINE,
    "By Jane Doe", "Aug 2, 2023", "Share on Facebook", *PROSE, *MORE, "Share this article", "Leave a comment",
    "You may also like", "Ten recipes for a rainy weekend", "How to choose a winter coat", "Best phones of the year",
    "Sign up for our newsletter and never miss a story", "We use cookies to improve your experience on our site.",
    "Where our readers swim in summer", "Quiz: name these seven bridges", "A day with the lamp lighters of Velmora",
    "Letters from the island, part four", "The last cinema on Market Street", "Crossword 4,212", "Chess: white to move",
    "Ann B. 3 days ago", "Great read!", "Reply", "Tom R. 2 days ago", "First", "Reply", "Our other titles",
    "Privacy policy", "Contact us", "© 2023 Northport Post. All rights reserved.",
)  # fmt: skip


def cleaned(text: str) -> Article:
    return clean(Article(id="a1", text=text))


def test_the_article_is_left_of_a_whole_page() -> None:
    article = cleaned("\n".join(PAGE))
    assert all(line in article.text for line in PROSE)
    assert article.title == HEADLINE
    gone = "\n".join(dropped.text for dropped in article.dropped)
    assert all(line in gone for line in ("Ten recipes for a rainy weekend", "Best phones of the year"))


def test_what_the_model_drops_has_its_version_and_score() -> None:
    reasons = [dropped.reason for dropped in cleaned("\n".join(PAGE)).dropped]
    assert any(f"(line model {model().version}, score " in reason for reason in reasons)


def test_a_page_wrapped_at_a_width_is_judged_by_paragraphs() -> None:
    article = cleaned("\n\n".join(fill(line, 72) for line in PAGE))
    assert all(" ".join(line.split()) in " ".join(article.text.split()) for line in PROSE)


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_text_that_is_only_an_article_loses_nothing(gap: str) -> None:
    text = gap.join((HEADLINE, *PROSE))
    assert cleaned(text).text == text
    assert cleaned(gap.join(PROSE)).dropped == ()


def test_everything_that_is_dropped_and_left_is_the_whole_text() -> None:
    article = cleaned("\n".join(PAGE))
    lines = [*article.text.split("\n"), *(line for dropped in article.dropped for line in dropped.text.split("\n"))]
    assert sorted(filter(None, lines)) == sorted(PAGE)


def test_prose_alone_is_not_judged() -> None:
    assert left_out(PROSE, {}, model()) is None


def test_a_text_of_very_many_lines_is_left_to_the_patterns() -> None:
    assert left_out(["menu"] * (MOST_LINES + 1), {}, model()) is None


def test_one_line_can_be_judged() -> None:
    assert model().chances(["Subscribe"], [0]).shape == (1,)


def test_a_part_of_the_model_can_stand_alone() -> None:
    shipped = model()
    chances = [shipped.only(fold).chances(PAGE, [0] * len(PAGE)) for fold in range(shipped.folds)]
    assert not np.allclose(chances[0], chances[1])
    assert all(((column >= 0) & (column <= 1)).all() for column in chances)


def test_packing_a_model_loses_nothing() -> None:
    shipped = model()
    numbers = packed(shipped.scales, shipped.parts)
    widths = [len(scale.mean) for scale in shipped.scales]
    again = unpacked(numbers, widths, shipped.parts[0][0].inner.shape[1], shipped.folds)
    assert (packed(*again) == numbers).all()


def test_a_site_is_always_in_the_same_fold() -> None:
    assert fold_of("northport.example", 5) == fold_of("northport.example", 5)
    assert {fold_of(f"{n}.example", 5) for n in range(60)} == set(range(5))
