"""Bad input and bad output through the real command line: one coded line each, exit code 2."""

import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from onrecord.cli import main

Out = pytest.CaptureFixture[str]
PAGE = "<html><body><h1>Rain</h1><p>“It rained all day,” said Ann Hill on Monday.</p></body></html>"
FULL = Path("/dev/full")


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.html"
    path.write_text(PAGE, encoding="utf-8")
    return path


def shell(command: str, path: Path, page: bytes | None = None) -> tuple[int, bytes, bytes]:
    """Exit code, output and errors of `onrecord` as a shell runs it; "$0" is the page."""
    done = subprocess.run(
        ["bash", "-c", f'exec "{sys.executable}" -m onrecord {command}', str(path)],
        capture_output=True, timeout=60, check=False, env={"PYTHONPATH": ":".join(sys.path)}, input=page,
    )  # fmt: skip
    return done.returncode, done.stdout, done.stderr


def zeros(path: Path) -> None:
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)


BAD: Mapping[str, tuple[str, Callable[[Path], object]]] = {
    "missing": ("OR101", lambda path: None),
    "a folder": ("OR102", Path.mkdir),
    "empty": ("OR104", Path.touch),
    "only white space": ("OR104", lambda path: path.write_text(" \n\t\n")),
    "a picture": ("OR105", zeros),
    "50 MB": ("OR106", lambda path: path.write_bytes(PAGE.encode() * 500_000)),
    "a page without text": ("OR107", lambda path: path.write_text("<html><body><script>x()</script></body></html>")),
    "one 10 MB line of quotation marks": ("OR109", lambda path: path.write_text('"' * 10_000_000)),
}


@pytest.mark.parametrize("arguments", [["read"], ["read", "--json"], ["check"]], ids=" ".join)
@pytest.mark.parametrize(("code", "make"), BAD.values(), ids=BAD.keys())
def test_a_bad_page_is_one_coded_line_and_exit_code_2(
    code: str, make: Callable[[Path], object], arguments: list[str], tmp_path: Path, capsys: Out
) -> None:
    path = tmp_path / "page.html"
    make(path)
    assert main([*arguments, str(path)]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith(f"{code} {path}: ")
    assert captured.err.count("\n") == 1


def test_a_page_of_100_000_nested_tags_is_read(tmp_path: Path, capsys: Out) -> None:
    path = tmp_path / "deep.html"
    words = "<p>“It rained all day,” said Ann Hill on Monday.</p>"
    path.write_text("<html><body>" + "<div>" * 100_000 + words + "</div>" * 100_000, encoding="utf-8")
    assert main(["read", str(path)]) == 0
    assert "[1] Ann Hill · direct · “said”" in capsys.readouterr().out


def test_a_wrongly_declared_encoding_is_read_as_what_it_is(tmp_path: Path, capsys: Out) -> None:
    path = tmp_path / "cafe.html"
    page = "<html><head><meta charset='utf-8'></head><body><p>“The café is open,” said René Valcó.</p></body></html>"
    path.write_bytes(page.encode("cp1252"))
    assert main(["read", str(path)]) == 0
    output = capsys.readouterr().out
    assert "“The café is open,”" in output
    assert "[1] René Valcó" in output


def test_a_name_of_control_and_bidirectional_characters_never_reaches_the_terminal(tmp_path: Path, capsys: Out) -> None:
    name = "a\x1b[31m\u202egpj.exe\n.html"
    (tmp_path / name).write_text(PAGE, encoding="utf-8")
    missing = str(tmp_path / f"no-{name}")
    assert main(["check", str(tmp_path / name), missing]) == 2
    captured = capsys.readouterr()
    for output in (captured.out, captured.err):
        assert not set(output) & set("\x1b\u202e")
        assert "a⟨U+001B⟩[31m⟨U+202E⟩gpj.exe .html" in output
    assert captured.err.count("\n") == 4


def test_characters_of_the_page_never_reach_the_terminal(tmp_path: Path, capsys: Out) -> None:
    path = tmp_path / "page.txt"
    path.write_text("Rain\x1b]0;owned\x07\n\n“It \u202erained\x9b31m all day,” said Ann Hill.\n", encoding="utf-8")
    for arguments in (["read"], ["read", "--json"], ["read", "--dropped"], ["check"]):
        main([*arguments, str(path)])
        captured = capsys.readouterr()
        assert not set(captured.out + captured.err) & set("\x1b\x07\x9b\u202e")


def test_bad_pages_among_several_do_not_stop_the_rest(tmp_path: Path, good: Path, capsys: Out) -> None:
    (tmp_path / "empty.html").touch()
    pages = [str(tmp_path / "missing.html"), str(good), str(tmp_path / "empty.html"), str(good)]
    assert main(["read", "--jsonl", *pages]) == 2
    captured = capsys.readouterr()
    assert captured.out.count('{"format": "onrecord/1"') == 2
    lines = captured.err.splitlines()
    assert [line.split()[0] for line in lines if line.startswith("OR")] == ["OR101", "OR104"]
    assert lines[-1] == "4 pages: 2 read, 2 failed"


@pytest.mark.parametrize(("page", "code"), [(PAGE.encode(), 0), (b"", 2), (b"\x89PNG\r\n\x1a\n" + bytes(99), 2)])
def test_standard_input_is_read_or_refused_like_a_file(page: bytes, code: int, tmp_path: Path) -> None:
    found, output, errors = shell("read -", tmp_path, page)
    assert found == code
    assert bool(output) is (code == 0)
    assert errors.startswith(b"OR10" if code else b"")
    assert errors.count(b"\n") == code // 2


def test_a_closed_standard_input_is_a_coded_error(tmp_path: Path) -> None:
    code, output, errors = shell("read - <&-", tmp_path)
    assert (code, output) == (2, b"")
    assert errors.startswith(b"OR103 standard input: ")


@pytest.mark.skipif(not FULL.exists(), reason="there is no device that is always full")
@pytest.mark.parametrize(
    "command",
    ['read "$0"', 'read --json "$0"', 'read --jsonl "$0" "$0" 2>&1 >/dev/full | grep OR; true', 'check "$0"', "demo"],
)
def test_a_full_disk_is_one_coded_line(command: str, good: Path) -> None:
    if "|" in command:
        errors = shell(command, good)[1]
    else:
        code, _, errors = shell(f"{command} > /dev/full", good)
        assert code == 2
    assert errors.decode() == (
        "OR201 standard output: the output cannot be written (No space left on device). Send it to another place.\n"
    )


@pytest.mark.parametrize("command", ['read "$0"', 'read --json "$0"', 'check "$0"', "completion bash"])
def test_a_closed_standard_output_is_one_coded_line(command: str, good: Path) -> None:
    code, _, errors = shell(f"{command} >&-", good)
    assert code == 2
    assert errors == b"OR201 standard output: the output cannot be written (it is closed). Send it to another place.\n"


def test_without_standard_error_the_exit_code_still_tells(good: Path) -> None:
    assert shell('read "$0" 2>&-', good)[0] == 0
    assert shell('read "$0.missing" 2>&-', good)[0] == 2
    if FULL.exists():
        assert shell('read "$0.missing" 2>/dev/full', good)[0] == 2


def test_the_page_itself_is_never_written_over(good: Path, capsys: Out) -> None:
    assert main(["read", "--html", str(good), str(good)]) == 2
    assert capsys.readouterr().err == (
        f"OR201 {good}: the output cannot be written (it is the page itself). Choose another file.\n"
    )
    assert good.read_text(encoding="utf-8") == PAGE
