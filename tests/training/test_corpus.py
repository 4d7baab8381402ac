"""Brat files become examples in piece ranges."""

from pathlib import Path

import numpy as np
from training.corpus import article_pieces, documents, events, lines, ranges

from onrecord.attribute.network import load

TEXT = "Dam holds\n\n“The dam held,” Ilva Brandt said.\nIt rained."
ANN = """T1\tSource 26 37\tIlva Brandt
T2\tCue 38 42\tsaid
T3\tContent 11 25\t“The dam held,”
E1\tAttribution:T2 Source:T1 Cue:T2 Content:T3
"""


def covered(first: int, last: int) -> str:
    found = article_pieces(TEXT, load().words)
    return TEXT[found.starts[first] : found.ends[last - 1]]


def test_lines_with_text_are_the_paragraphs() -> None:
    assert [TEXT[s.start : s.end] for s in lines(TEXT)] == [part for part in TEXT.split("\n") if part]


def test_several_arguments_of_a_role_are_one_role() -> None:
    spans = "T1\tContent 0 3;5 9\tx\nT2\tContent 12 14\ty\nT3\tCue 10 11\tz\n"
    (roles,) = events(spans + "E1\tAttribution:T3 Cue:T3 Content:T1 Content2:T2\n")
    assert roles == {"cue": [(10, 11)], "content": [(0, 3), (5, 9), (12, 14)]}


def test_an_article_has_the_examples_of_each_annotator(tmp_path: Path) -> None:
    for name in ("text", "attributions"):
        (tmp_path / name).mkdir()
    (tmp_path / "text/dam.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "text/nobody.txt").write_text(TEXT, encoding="utf-8")
    for who in ("aaaa", "bbbb"):
        (tmp_path / f"attributions/dam_{who}.ann").write_text(ANN, encoding="utf-8")
    (document,) = documents(tmp_path, load().words)
    assert len(document.versions) == 2
    (example,) = document.versions[0]
    assert example.source is not None
    assert covered(*example.cue) == "said"
    assert covered(*example.source) == "Ilva Brandt"
    assert [covered(*part) for part in example.content] == ["The dam held"]


def test_marks_alone_count_only_where_the_span_has_nothing_else() -> None:
    found = article_pieces(TEXT, load().words)
    is_word = np.array([any(c.isalnum() for c in TEXT[s:e]) for s, e in zip(found.starts, found.ends, strict=True)])
    assert [covered(*r) for r in ranges(found, [(11, 12)], is_word)] == ["“"]
    assert ranges(found, [(11, 12), (24, 25)], is_word) == []
