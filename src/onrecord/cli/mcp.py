"""`onrecord mcp`: the archive as tools for language models, by the Model Context Protocol on standard input and output.

Writes nothing. Refuses to fetch addresses unless told otherwise.
"""

from typing import Annotated, Final

from cyclopts import Parameter

from onrecord.cli.archive import ArchiveOption, opened
from onrecord.cli.inputs import Fast, Rules, method_of
from onrecord.cli.terminal import say
from onrecord.cli.web_options import Private, web_of
from onrecord.errors import OnRecordError

_LIBRARY: Final = "mcp"


def mcp(
    *,
    archive: ArchiveOption = None,
    fetch: Annotated[bool, Parameter(help="Let read fetch an address that is not in the archive.")] = False,
    allow_private_addresses: Private = False,
    fast: Fast = False,
    rules: Rules = False,
) -> int:
    """Serve the archive to language-model tools on standard input and output. Returns 0 when the input ends."""
    method = method_of(fast=fast, rules=rules)
    if allow_private_addresses and not fetch:
        raise OnRecordError("OR301", "--allow-private-addresses", "Give --fetch too.", "nothing is fetched")
    try:
        from onrecord.mcp.server import serve  # noqa: PLC0415 - an extra, and start-up time
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != _LIBRARY:
            raise
        raise OnRecordError("OR115", "onrecord mcp", "Install it with “pip install onrecord[mcp]”.", "mcp") from error
    from onrecord.mcp.tools import Desk  # noqa: PLC0415
    from onrecord.trace import index  # noqa: PLC0415

    web = web_of(allow_private_addresses=allow_private_addresses) if fetch else None
    with opened(archive) as store:
        if waiting := index.behind(store):
            say(f"traces leave out {waiting:,} articles that are not in the index yet; “onrecord trace” takes them in")
        serve(Desk(store, web, method))
    return 0
