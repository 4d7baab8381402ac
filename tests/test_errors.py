"""Coded errors: every code is described, raised with a code that exists, and printed as one line."""

import ast
import pickle
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.errors import CODES, OnRecordError

ROOT = Path(__file__).parents[1]
SOURCES = sorted((ROOT / "src/onrecord").rglob("*.py"))
DOCUMENT = (ROOT / "docs/errors.md").read_text(encoding="utf-8")


def raised(source: Path) -> Iterator[ast.expr]:
    """The first argument of each call of OnRecordError in a module."""
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("OnRecordError"):
            yield node.args[0]


def test_every_code_that_is_raised_exists() -> None:
    found = [argument for source in SOURCES for argument in raised(source)]
    assert found
    assert all(isinstance(argument, ast.Constant) and argument.value in CODES for argument in found)


def test_every_code_is_raised_somewhere() -> None:
    used = {node.value for source in SOURCES for node in raised(source) if isinstance(node, ast.Constant)}
    assert set(CODES) <= used


def test_every_code_has_its_section_in_the_document_in_order_and_no_other() -> None:
    assert re.findall(r"^## (\S+)$", DOCUMENT, re.MULTILINE) == sorted(CODES)


@pytest.mark.parametrize("code", sorted(CODES))
def test_a_section_opens_with_the_meaning_and_says_what_to_do(code: str) -> None:
    section = re.split(r"^## ", DOCUMENT.split(f"## {code}\n")[1], flags=re.MULTILINE)[0].strip()
    meaning = CODES[code][0].upper() + CODES[code][1:]
    assert section.startswith(f"**{meaning}.** ")
    assert len(section) > len(meaning) + 100


@pytest.mark.parametrize("code", sorted(CODES))
def test_a_code_is_two_letters_and_three_digits_with_a_meaning_in_lower_case(code: str) -> None:
    assert re.fullmatch(r"OR[1-9]\d\d", code)
    assert re.fullmatch(r"[a-z][^.]*[a-z]", CODES[code])


def test_a_message_says_code_place_fault_finding_and_remedy_in_one_line() -> None:
    assert str(OnRecordError("OR105", "a.pdf", "Save the text.", "a PDF")) == (
        "OR105 a.pdf: the input is not text (a PDF). Save the text."
    )
    assert str(OnRecordError("OR104", "standard input", "Save it again.")) == (
        "OR104 standard input: the input is empty. Save it again."
    )


def test_an_error_keeps_its_fields_through_pickling() -> None:
    error = pickle.loads(pickle.dumps(OnRecordError("OR105", "a.pdf", "Save the text.", "a PDF")))
    assert (error.code, error.where, error.remedy, error.detail) == ("OR105", "a.pdf", "Save the text.", "a PDF")


def test_the_codes_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        CODES["OR101"] = "otherwise"  # type: ignore[index]


def test_an_error_can_be_put_in_other_words() -> None:
    told = OnRecordError("OR103", "/home/a/x", "See /home/a.", "in /home/a").reworded(
        lambda part: part.replace("/home/a", "~")
    )
    assert str(told) == "OR103 ~/x: the file cannot be read (in ~). See ~."
