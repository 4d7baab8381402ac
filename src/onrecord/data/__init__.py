"""Word lists and tables, one folder a language: data, never code.

Each file opens with `#` lines that say what made it and under which licence it comes. This module only loads them; it
decides nothing.
"""

import csv
from functools import cache
from importlib.resources import files


@cache
def lines(language: str, name: str) -> tuple[str, ...]:
    """The lines of data file `name` of a language ("en"), without comments (`#`) and blank lines."""
    content = files(__name__).joinpath(language, name).read_text(encoding="utf-8")
    return tuple(line for line in content.splitlines() if line.strip() and not line.startswith("#"))


@cache
def table(language: str, name: str) -> tuple[dict[str, str], ...]:
    """The rows of a tab-separated data file by its header's names; cells are strings, absent cells empty."""
    reader = csv.DictReader(lines(language, name), delimiter="\t", quoting=csv.QUOTE_NONE, restval="")
    return tuple(dict(row) for row in reader)
