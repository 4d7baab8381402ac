"""Windows and labels for training."""

import random
from itertools import pairwise

from training.corpus import Document, Example, article_pieces
from training.items import IGNORED, STRAIGHT, batches, item, restyled, spans

from onrecord.attribute.network import load

TEXT = "“The dam held,” Ilva Brandt said.\n" * 40
SENTENCE = article_pieces(TEXT.split("\n", maxsplit=1)[0], load().words)
SIZE = len(SENTENCE.ids)


class Never(random.Random):
    """Draws that leave the quotation marks as they are."""

    def random(self) -> float:
        """A draw over every limit."""
        return 0.99


def place(words: str) -> tuple[int, int]:
    start = SENTENCE.text.index(words)
    inside = [k for k in range(SIZE - 1) if start <= SENTENCE.starts[k] < start + len(words)]
    return inside[0], inside[-1] + 1


def document(text: str) -> Document:
    example = Example(place("said"), place("Ilva Brandt"), (place("The dam held"),))
    return Document("dam", article_pieces(text, load().words), ((example,),))


def test_windows_follow_each_other_and_end_at_paragraphs() -> None:
    found = list(spans(document(TEXT), 60, random.Random(1)))
    assert found[0][0] == 0
    assert all(a[1] == b[0] for a, b in pairwise(found))
    assert found[-1][1] == 40 * SIZE
    assert all(last % SIZE == 0 and last - first <= 60 for first, last in found)


def test_a_paragraph_longer_than_a_window_is_cut() -> None:
    assert (
        max(last - first for first, last in spans(document("so " * 500 + "\nIt rained."), 60, random.Random(1))) <= 60
    )


def test_labels_mark_cue_source_and_the_edges_of_content() -> None:
    made = document(SENTENCE.text)
    window = item(made, made.versions[0], (0, SIZE), Never())
    first, last = place("The dam held")
    assert window.cues == ((place("said")[0] + 1, place("said")[1]),)
    assert window.sources == ((place("Ilva Brandt")[0] + 1, place("Ilva Brandt")[1]),)
    assert window.labels[0][first + 1 : last + 1].tolist() == [1, *[2] * (last - first - 2), 3]
    assert len(window.ids) == len(window.tags) == len(window.marks) == SIZE + 1


def test_a_source_outside_the_window_is_not_learned() -> None:
    made = document(SENTENCE.text)
    window = item(made, made.versions[0], (place("said")[0], SIZE), Never())
    assert window.sources == ((IGNORED, IGNORED),)


def test_a_cue_outside_the_window_has_no_row() -> None:
    made = document(SENTENCE.text)
    window = item(made, made.versions[0], (0, place("said")[0]), Never())
    assert window.cues == ()
    assert window.labels.shape == (0, place("said")[0] + 1)


def test_marks_are_rewritten_in_some_windows_only() -> None:
    rng = random.Random(3)
    rewritten = sum(STRAIGHT in restyled(SENTENCE.ids, rng) for _ in range(400))
    assert 50 < rewritten < 120


def test_batches_hold_every_window_once() -> None:
    made = document(TEXT)
    items = [item(made, made.versions[0], span, Never()) for span in spans(made, 60, random.Random(1))]
    grouped = [i for part in batches(items, 4, random.Random(2)) for i in part]
    assert sorted(map(id, grouped)) == sorted(map(id, items))
