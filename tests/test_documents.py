"""The documents hang together: links resolve, and what the project has is what they describe."""

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
DATA = ROOT / "src" / "onrecord" / "data"
LISTS = [path for folder in ("en", "reading", "lineage") for path in (DATA / folder).glob("*.t*")]
TABLES = sorted(path for path in LISTS if not path.name.endswith("-LICENSE.txt"))
MODEL = sorted(
    [*(DATA / "en").glob("model*/*"), *(DATA / "reading").glob("*.onnx"), *(DATA / "reading").glob("*.json")]
)
DOCUMENTS = sorted([*ROOT.glob("*.md"), *DOCS.glob("*.md"), *DATA.rglob("*.md")])
FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)
COMMANDS = ("read", "check", "demo", "add", "archive", "follow", "find", "speaker", "show", "serve", "completion")


@cache
def prose(path: Path) -> str:
    """A document without its code blocks."""
    return FENCE.sub("", path.read_text(encoding="utf-8"))


def links(path: Path) -> Iterator[str]:
    yield from (target for target in LINK.findall(prose(path)) if "://" not in target)


def anchors(path: Path) -> set[str]:
    """The names that a link can point at, made of the headings as code forges make them."""
    words = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in HEADING.findall(prose(path)))
    return {heading.strip().replace(" ", "-") for heading in words}


def rows(path: Path) -> set[str]:
    """The first cells of a document's table rows, as far as they are code."""
    return set(re.findall(r"^\| `([^`]+)`", prose(path), re.MULTILINE))


def requirements() -> set[str]:
    """Every package that pyproject.toml names, by its plain name."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extras = project["project"]["optional-dependencies"].values()
    named = [*project["project"]["dependencies"], *project["build-system"]["requires"], *(n for e in extras for n in e)]
    return {re.split(r"[ ;<>=!~\[]", name)[0] for name in named}


def test_there_are_documents() -> None:
    assert {"README.md", "CONTRIBUTING.md", "CHANGELOG.md", "cli.md", "flow.md"} <= {path.name for path in DOCUMENTS}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_to_a_file_and_heading_that_is_there(document: Path) -> None:
    for target in links(document):
        name, _, anchor = target.partition("#")
        path = (document.parent / name).resolve() if name else document
        assert path.exists(), target
        assert path.is_relative_to(ROOT), f"{target} leads out of the project"
        assert not anchor or anchor in anchors(path), target


@pytest.mark.parametrize("path", sorted([*DOCS.glob("*.*"), *DOCS.glob("*/*.*")]), ids=lambda path: path.name)
def test_every_file_of_docs_is_linked_from_another_document(path: Path) -> None:
    targets = ((other.parent / link.partition("#")[0]) for other in DOCUMENTS if other != path for link in links(other))
    assert path in {target.resolve() for target in targets}


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_every_option_of_the_help_is_in_the_command_line_document(command: str) -> None:
    call = [sys.executable, "-m", "onrecord", *filter(None, [command]), "--help"]
    shown = subprocess.run(call, capture_output=True, encoding="utf-8", timeout=60, check=True).stdout
    described = (DOCS / "cli.md").read_text(encoding="utf-8")
    options = set(re.findall(r"--[a-z][a-z-]*", shown))
    assert options or command == "completion"
    assert not {option for option in options if option not in described}


def test_every_declared_dependency_has_a_row_and_every_row_of_those_a_dependency() -> None:
    assert rows(DOCS / "dependencies.md") == requirements()


def test_every_data_file_is_described() -> None:
    assert rows(DOCS / "data.md") == {str(path.relative_to(DATA)) for path in (*TABLES, *MODEL)} | {"demo/"}
    assert all(path.name in prose(DOCS / "data.md") for path in (DATA / "en").glob("*-LICENSE.txt"))


def test_every_script_that_builds_tables_is_named_with_its_tables() -> None:
    described = prose(DOCS / "data.md")
    assert not {path.name for path in (ROOT / "scripts").glob("build_*.py") if path.name not in described}
