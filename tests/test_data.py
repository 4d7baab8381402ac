"""The data files: each says what made it and its licence, and can be loaded as what it is."""

import csv
import re
from pathlib import Path

import pytest

import onrecord.data
from onrecord.data import lines, table

FOLDER = Path(onrecord.data.__file__).parent
LISTS = sorted(path for path in FOLDER.glob("*/*") if path.suffix in {".tsv", ".txt"} and path.parent.name != "demo")
FILES = [path for path in LISTS if not path.name.endswith("-LICENSE.txt")]
TABLES = [path for path in FILES if path.suffix == ".tsv"]
LICENCE = re.compile(r"Apache-2\.0|CC BY(?:-SA)? [34]\.0|CC0|Open Database License|MIT License|ODbL|CC BY-SA")
MAKER = re.compile(
    r"Made by (?:scripts|training/reading)/\w+\.py|Written (?:by hand )?for OnRecord|Made by hand for OnRecord|"
    r"[Ww]ritten for OnRecord|Chosen by hand for OnRecord|made by scripts/\w+\.py"
)


def name_of(path: Path) -> str:
    return path.relative_to(FOLDER).as_posix()


def head(path: Path) -> str:
    """The comment lines that a file opens with, joined."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            break
        found.append(line.lstrip("# "))
    return " ".join(found)


def test_there_are_data_files() -> None:
    assert len(FILES) > 20


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_a_data_file_opens_with_its_maker_and_its_licence(path: Path) -> None:
    assert MAKER.search(head(path)), head(path)
    assert LICENCE.search(head(path)), head(path)


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_the_script_that_a_file_names_is_in_the_repository(path: Path) -> None:
    scripts = Path(__file__).parents[1] / "scripts"
    for script in re.findall(r"scripts/(\w+\.py)", head(path)):
        assert (scripts / script).exists()


@pytest.mark.parametrize("path", TABLES, ids=name_of)
def test_the_rows_of_a_table_have_as_many_cells_as_its_header(path: Path) -> None:
    content = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip() and line[0] != "#"]
    rows = list(csv.reader(content, delimiter="\t", quoting=csv.QUOTE_NONE))
    header = rows[0]
    assert all(header)
    assert len(set(header)) == len(header)
    assert not [row for row in rows if len(row) != len(header)]


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_a_data_file_is_normal_text(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    assert text.endswith("\n")
    assert "\r" not in text
    assert "\ufeff" not in text


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_a_file_that_is_made_from_others_is_named_among_the_licences(path: Path) -> None:
    licences = (FOLDER / "en/LICENCES.md").read_text(encoding="utf-8")
    if re.search(r"CC0|CC BY|ODbL|Derived counts|derived from", head(path)):
        assert f"`{path.name}`" in licences


def test_table_gives_rows_by_the_names_of_the_header() -> None:
    rows = table("en", "rules.tsv")
    assert all(set(row) == {"rule", "least", "pattern"} for row in rows)
    assert table("en", "rules.tsv") is rows


def test_lines_leaves_out_comments_and_blank_lines() -> None:
    assert lines("en", "months.txt")[0] == "january jan"
    assert len(lines("en", "months.txt")) == 12


def test_a_file_that_is_not_there_is_a_defect() -> None:
    with pytest.raises(FileNotFoundError):
        lines("en", "no-such-list.txt")
