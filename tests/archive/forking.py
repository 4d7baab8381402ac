"""A process that has everything loaded and forks one that runs `onrecord`, again and again: what the tests kill.

Reads a line of JSON for each run from standard input: its `folder`, its `arguments`, and optionally the `limit` of the
size of its files and `harmless`, to give up the rights of root. Prints the id of the process, which leads a group of
its own, and when that is gone, its exit code, negative for a signal. Its output goes to files in its folder.
"""

import json
import os
import resource
import sys
from pathlib import Path
from typing import Any

import onrecord.cli.add
import onrecord.record
from onrecord.archive import engines, ingest, migrate, runs, store
from onrecord.cli import main
from onrecord.model import Source
from onrecord.read import files, html, tables

NOBODY = 65_534
LOADED = (onrecord.cli.add, engines, migrate, runs, store, files, html, tables)


def run(wanted: dict[str, Any]) -> int:
    """Run the command in the folder, as the settings want it."""
    os.setsid()
    os.chdir(wanted["folder"])
    for stream, name in ((sys.stdout, "output.txt"), (sys.stderr, "errors.txt")):
        os.dup2(os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), stream.fileno())
    if limit := wanted.get("limit"):
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    if wanted.get("harmless") and os.geteuid() == 0:
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    return main(wanted["arguments"])


def fork(wanted: dict[str, Any]) -> int:
    """The id of a process that runs it."""
    child = os.fork()
    if child == 0:
        code = 70
        try:
            code = run(wanted)
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)
    return child


def say(number: int) -> None:
    """Tell it to whoever started this."""
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    # Small batches have many ends at which to be killed.
    ingest.BATCH = 7  # type: ignore[misc]
    page = Path(__file__).read_bytes()
    onrecord.record.read(Source("warm", page, "text/plain", "0" * 64), "text", "rules")
    onrecord.record.read(Source("warm", b"<html><p>" + page, "text/html", "0" * 64), "html", "rules")
    for line in sys.stdin:
        child = fork(json.loads(line))
        say(child)
        say(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
