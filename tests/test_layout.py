"""The arrows of the package: data flows one way, every module says what it is, and has its tests."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src/onrecord"
MODULES = sorted(PACKAGE.rglob("*.py"))
GROUND = ["spans", "kinds", "model", "errors", "data"]
STAGES = ["read", "clean", "attribute", "resolve", "frame", "record", "archive", "trace", "export", "web", "mcp", "cli"]
LONGEST = 350
UNTESTED = {"__init__", "__main__"}

Public = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def part_of(path: Path) -> str:
    """The part of the package that a module belongs to: its first folder, or its own name."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path: Path) -> Iterator[str]:
    """The parts of the package that a module imports, also inside functions; "" is the package's own module."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (a.name.partition("onrecord")[2].lstrip(".").split(".")[0] for a in node.names if _ours(a.name))
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(path)} imports relatively"
            if node.module == "onrecord":
                yield from ("" if a.name == "__version__" else a.name for a in node.names)
            elif node.module and _ours(node.module):
                yield node.module.split(".")[1]


def _ours(module: str) -> bool:
    return module == "onrecord" or module.startswith("onrecord.")


def allowed(part: str) -> set[str]:
    """What a part may import."""
    if part in GROUND:
        return {*GROUND[: GROUND.index(part) + 1], *(["spans"] if part == "data" else [])}
    if part in STAGES:
        return {"", *GROUND, *STAGES[: STAGES.index(part) + 1]}
    return {"cli"} if part == "__main__" else set()


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_imports_only_what_comes_before_it(path: Path) -> None:
    assert set(imported(path)) <= allowed(part_of(path)), f"{name_of(path)} breaks the flow"


@pytest.mark.parametrize("path", [p for p in MODULES if part_of(p) not in {"cli", "__main__"}], ids=name_of)
def test_nothing_imports_the_command_line(path: Path) -> None:
    assert "cli" not in set(imported(path))


@pytest.mark.parametrize("path", [p for p in MODULES if part_of(p) not in {"web", "mcp"}], ids=name_of)
def test_the_reading_room_is_imported_only_by_what_serves_it_and_only_then(path: Path) -> None:
    if name_of(path) != "cli/serve.py":
        assert "web" not in set(imported(path))
    top = [node for node in tree(path).body if isinstance(node, ast.Import | ast.ImportFrom)]
    assert not [node for node in top if ast.unparse(node).startswith("from onrecord.web")]


@pytest.mark.parametrize("path", [p for p in MODULES if part_of(p) != "mcp"], ids=name_of)
def test_the_tools_for_models_are_imported_only_by_their_command_and_only_then(path: Path) -> None:
    if name_of(path) != "cli/mcp.py":
        assert "mcp" not in set(imported(path))
    top = [node for node in tree(path).body if isinstance(node, ast.Import | ast.ImportFrom)]
    assert not [node for node in top if ast.unparse(node).startswith("from onrecord.mcp")]


@pytest.mark.parametrize("path", [p for p in MODULES if part_of(p) == "mcp"], ids=name_of)
def test_the_tools_for_models_take_only_the_shape_of_the_json_from_the_reading_room(path: Path) -> None:
    shapes = {f"onrecord.web.api.{name}" for name in ("asked", "descents", "models", "results")}
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("onrecord.web"):
            named = {f"{node.module}.{alias.name}" for alias in node.names}
            assert node.module in shapes or named <= shapes, name_of(path)


@pytest.mark.parametrize("path", [p for p in MODULES if part_of(p) not in {"cli", "__main__"}], ids=name_of)
def test_only_the_command_line_prints(path: Path) -> None:
    names = {
        node.func.id for node in ast.walk(tree(path)) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert not names & {"print", "input", "exit", "eval", "exec", "open"}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_opens_with_a_docstring(path: Path) -> None:
    assert ast.get_docstring(tree(path))


def public(path: Path) -> Iterator[Public]:
    """The functions and classes of a module that others may use, methods included."""
    for node in tree(path).body:
        if isinstance(node, Public) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from (m for m in node.body if isinstance(m, ast.FunctionDef) and not m.name.startswith("_"))


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_every_public_function_and_class_has_a_docstring(path: Path) -> None:
    assert [node.name for node in public(path) if not ast.get_docstring(node)] == []


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_every_function_says_its_types(path: Path) -> None:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef):
            arguments = [a for a in (*node.args.args, *node.args.kwonlyargs) if a.arg not in {"self", "cls"}]
            assert node.returns is not None, node.name
            assert all(a.annotation is not None for a in arguments), node.name


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_is_not_too_long(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST


@pytest.mark.parametrize("path", [p for p in MODULES if p.stem not in UNTESTED], ids=name_of)
def test_a_module_has_its_test_file(path: Path) -> None:
    folder = ROOT / "tests" / path.relative_to(PACKAGE).parent
    mirrored = folder / f"test_{path.stem}.py"
    beside = folder.parent / f"test_{path.stem}.py" if part_of(path) == "data" else mirrored
    assert mirrored.exists() or beside.exists(), f"tests/{mirrored.relative_to(ROOT / 'tests')} is missing"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_module_holds_a_word_list(path: Path) -> None:
    """Word lists are data: a literal collection of many words belongs in data/."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Set | ast.List | ast.Tuple):
            words = [
                e for e in node.elts if isinstance(e, ast.Constant) and isinstance(e.value, str) and e.value.isalpha()
            ]
            assert len([w for w in words if str(w.value).islower()]) <= 24, f"line {node.lineno}"


@pytest.mark.parametrize("folder", sorted({p.parent for p in MODULES}), ids=lambda p: p.relative_to(ROOT).as_posix())
def test_every_folder_of_the_package_is_a_package(folder: Path) -> None:
    assert (folder / "__init__.py").exists()
