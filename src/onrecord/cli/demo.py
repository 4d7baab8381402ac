"""`onrecord demo`: the small invented collection that comes along, read on the spot or written out to be tried."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter
from rich.console import Console
from rich.text import Text

from onrecord.cli.terminal import NoColour, console
from onrecord.cli.view import Line, badge, put, show
from onrecord.errors import OnRecordError
from onrecord.export.visible import one_line
from onrecord.export.words import count, description, shares, speaker_numbers, speakers_by_id
from onrecord.model import Record

if TYPE_CHECKING:
    from onrecord.data.demo_collection import DemoArticle

TOP = 3
RULE = "─" * 20
# The article to show in full: an altered copy, and a page saved as text with all that stood around it.
SHOWN = "harbour-notes-strait.txt"
HINT = """
Try it on the files themselves:
  onrecord demo --write demo
  onrecord read demo/{file}
  onrecord read --html record.html demo/{file}
  onrecord check demo/{file}"""


def demo(
    *,
    write: Annotated[str | None, Parameter(help="Write the collection’s files into this folder instead.")] = None,
    no_color: NoColour = False,
) -> int:
    """Read the small collection that comes with OnRecord: invented articles of invented outlets.

    Returns 0.
    """
    if write is not None:
        return _write(Path(write))
    _tour(console(no_colour=no_color))
    return 0


def _write(folder: Path) -> int:
    """Write the files; existing ones of the same names are replaced."""
    from onrecord.data.demo_collection import articles  # noqa: PLC0415 - start-up time

    collection = articles()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for article in collection:
            (folder / article.file).write_bytes(article.data)
    except OSError as error:
        raise OnRecordError("OR201", str(folder), "Choose another folder.", error.strerror or "") from error
    print(f"wrote {len(collection)} articles into {one_line(str(folder))}")
    return 0


def _tour(output: Console) -> None:
    """List the collection, show one article in full, and say what to try next."""
    from onrecord.data.demo_collection import articles  # noqa: PLC0415 - start-up time

    collection = articles()
    output.print(Text(f"{len(collection)} invented articles", style="bold"))
    read = {article.file: _read(article) for article in collection}
    for article in collection:
        _list(article, read[article.file], output)
    output.print(Text(f"\n{RULE}\n{SHOWN} in full\n", style="dim"))
    show(read[SHOWN], output)
    output.print(Text(HINT.format(file=SHOWN)))


def _read(article: "DemoArticle") -> Record:
    from onrecord.read.capture import from_bytes  # noqa: PLC0415 - start-up time
    from onrecord.record import read  # noqa: PLC0415 - start-up time

    return read(from_bytes(article.data, article.file, article.url))


def _list(shown: "DemoArticle", record: Record, output: Console) -> None:
    """One article in a few lines: where and when, how many statements, the foremost speakers, the findings."""
    article = record.article
    published = article.published.value if article.published else "no date"
    where = f"{shown.file} · {article.outlet.name or article.outlet.domain or 'no outlet'} · {published}"
    codes = sorted({finding.code for finding in record.sheet.findings})
    lines = (
        Text(one_line(where)),
        Text(one_line(shown.note), style="italic"),
        _speakers(record),
        Text(f"findings: {', '.join(codes) or 'none'}"),
    )
    put((Line(Text()), Line(Text(one_line(article.title or shown.file), style="bold"))), output)
    put((Line(line, Text("  ")) for line in lines), output)


def _speakers(record: Record) -> Text:
    numbers, speakers = speaker_numbers(record), speakers_by_id(record)
    line = Text(count(len(record.statements), "statement"))
    for speaker, words, _ in shares(record)[:TOP]:
        line.append(" · ").append_text(badge(numbers.get(speaker), description(speakers.get(speaker))))
        line.append(f" {count(words, 'word')}")
    return line
