"""What users type: every tree is what was meant, or an error says what to do."""

import sqlite3
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.archive.query import LONGEST, LONGEST_WORD, MOST, Term, Words, parse, to_fts5, to_tsquery, wide
from onrecord.errors import OnRecordError

WEIGHTS = {"text": "A", "speaker_name": "B"}
TYPED = st.one_of(
    st.text(),
    st.text(alphabet="ab*-()\"“”„«' :^{}+|&!<>\\/\0\n"),
    st.lists(
        st.sampled_from(["OR", "NOT", "AND", "NEAR(", "-", '"', "“", "tax", "text:", "*", "rowid", "':*", "don’t"])
    ).map(" ".join),
)


@pytest.fixture(scope="module")
def index() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE t USING fts5(text, speaker_name, tokenize='porter unicode61')")
    connection.execute("INSERT INTO t VALUES ('a tax cut', 'Ida Moss')")
    yield connection
    connection.close()


def wanted(typed: str) -> list[list[str]]:
    return [[" ".join(term.words) + "*" * term.prefix for term in group] for group in parse(typed).wanted]


@pytest.mark.parametrize(
    ("typed", "groups"),
    [
        ("", []),
        (" \n", []),
        ("tax cut", [["tax"], ["cut"]]),
        ('"tax cut" now', [["tax cut"], ["now"]]),
        ("“tax cut” „Zoll hoch“ «impôt»", [["tax cut"], ["Zoll hoch"], ["impôt"]]),
        ("tax OR levy cut", [["tax", "levy"], ["cut"]]),
        ("tax OR levy OR “customs duty”", [["tax", "levy", "customs duty"]]),
        ("tax AND cut", [["tax"], ["cut"]]),
        ("or not and", [["or"], ["not"], ["and"]]),
        ("immigra* “tax cu*”", [["immigra*"], ["tax cu*"]]),
        ("don’t don't well-known U.S.", [["don t"], ["don t"], ["well known"], ["U S"]]),
        ("a — b & c", [["a"], ["b"], ["c"]]),
        ("(H.R. 3) passed", [["H R"], ["3"], ["passed"]]),
        ("“” tax", [["tax"]]),
        ("e\u0301te\u0301", [["été"]]),
        ("a_b text:x NEAR(c)", [["a b"], ["text x"], ["NEAR c"]]),
    ],
)
def test_what_is_typed_becomes_groups_of_which_each_is_wanted(typed: str, groups: list[list[str]]) -> None:
    assert wanted(typed) == groups


@pytest.mark.parametrize(
    ("typed", "unwanted"), [("tax -cut", "cut"), ("-“tax cut”", "tax cut"), ("tax --cut", "cut"), ("-NOT x", "NOT")]
)
def test_a_hyphen_before_a_word_or_phrase_leaves_it_out(typed: str, unwanted: str) -> None:
    assert [" ".join(term.words) for term in parse(typed).unwanted] == [unwanted]


@pytest.mark.parametrize(
    "typed",
    [
        "“tax cut",
        'tax "',
        "OR tax",
        "tax OR",
        "tax OR OR cut",
        "tax OR -cut",
        "(tax OR levy) cut",
        "tax NOT cut",
        "ta*",
        "!!!",
        "-",
        "x" * (LONGEST + 1),
        "x" * (LONGEST_WORD + 1),
        "x " * (MOST + 1),
    ],
)
def test_what_could_only_be_misread_is_refused_with_what_to_do(typed: str) -> None:
    with pytest.raises(OnRecordError, match=r"^OR406 about: .+\. .+\.$"):
        parse(typed, "about")


@given(TYPED)
def test_whatever_is_typed_is_no_error_of_the_index(index: sqlite3.Connection, typed: str) -> None:
    try:
        words = parse(typed)
    except OnRecordError:
        return
    for one in (words, wide(words), wide(words, exact=True)):
        if expression := to_fts5({"text": one, "speaker_name": one}):
            index.execute("SELECT * FROM t WHERE t MATCH ?", (expression,)).fetchall()


@given(TYPED)
def test_only_letters_digits_and_marks_of_ours_reach_an_index(typed: str) -> None:
    try:
        words = parse(typed)
    except OnRecordError:
        return
    for term in (*words.terms(), *words.unwanted):
        assert all(word.strip() == word and not set(word) & set("\"'*:\\\0&|!<>(){}^-") for word in term.words)


def test_the_expressions_say_columns_and_leave_out_what_is_unwanted() -> None:
    fields = {"text": parse("“tax cut” OR lev* -now"), "speaker_name": parse("Moss")}
    assert to_fts5(fields) == (
        '({text} : (("tax cut" OR "lev" *)) AND {speaker_name} : (("Moss"))) NOT ({text} : ("now"))'
    )
    assert to_tsquery(fields, WEIGHTS) == "(('tax':A <-> 'cut':A) | ('lev':*A)) & !(('now':A)) & (('Moss':B))"


def test_where_nothing_is_wanted_there_is_nothing_to_ask_an_index_for() -> None:
    fields = {"text": parse("-tax")}
    assert to_fts5(fields) == to_tsquery(fields, WEIGHTS) == to_fts5({}) == ""


def test_the_beginning_of_a_word_is_also_looked_for_as_what_stemming_left_of_it() -> None:
    (group,) = wide(parse("immigra*")).wanted
    assert Term(("immigra",), prefix=True) in group
    assert Term(("immigr",)) in group
    assert wide(parse("“tax cu*” happy*")).wanted[0] == (Term(("tax",)),)
    assert Term(("happi",), prefix=True) in wide(parse("happy*")).wanted[0]


def test_by_stems_nothing_is_left_out_that_only_looks_like_what_is_unwanted() -> None:
    assert wide(parse("tax -immigra* -cut")) == Words(((Term(("tax",)),),), (Term(("cut",)),))
    assert wide(parse("Moss -Waters"), exact=True).unwanted == ()
