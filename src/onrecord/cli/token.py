"""`onrecord token`: tokens with which others may use the archive that `onrecord serve` serves.

Adds, lists and revokes them, and shows the log of what was done with them. A token is shown once, when it is made:
only its hash is kept.
"""

from typing import TYPE_CHECKING, Annotated, Final, Literal

from cyclopts import App, Parameter

from onrecord.cli.archive import ArchiveOption, opened
from onrecord.cli.terminal import say
from onrecord.export.visible import one_line

if TYPE_CHECKING:
    from onrecord.archive.tokens import Token

LIMIT: Final = 50
WHO: Final = "command line"
_MINUTES: Final = 16

Allowed = Literal["read", "add", "review", "admin"]
Json = Annotated[bool, Parameter(name="--json", help="Print it as JSON.")]

_COMMANDS: Final = {
    "create": (
        "NAME [OPTIONS]",
        "Make a token, and print it, this once.",
        """NAME is whose it is; corrections and the log show it. What it allows: read,
add (pages), review (correct), admin (everything). The others allow reading too.

Examples:
  onrecord token create "Ann Vale" --scope review --scope add
  onrecord token create script --archive news.db > token.txt

Exit codes: 0 done; 2 an error.""",
    ),
    "list": (
        "[OPTIONS]",
        "List the tokens: whose, what they allow, when they were last used.",
        """Examples:
  onrecord token list
  onrecord token list --json

Exit codes: 0 done; 2 an error.""",
    ),
    "revoke": (
        "NAME [OPTIONS]",
        "End a token, named by its name or its id, at once and for good.",
        """Examples:
  onrecord token revoke "Ann Vale"
  onrecord token revoke 1f2e3d4c

Exit codes: 0 done; 2 an error, or several tokens have this name.""",
    ),
    "log": (
        "[OPTIONS]",
        "Print what was done in the browser or by the API, the newest first.",
        """Examples:
  onrecord token log
  onrecord token log --limit 500 --json

Exit codes: 0 done; 2 an error.""",
    ),
}

token: Final = App(
    name="token",
    help="Make, list and revoke tokens for others.",
    help_epilogue="""“onrecord serve” lets others in with a token only. “onrecord token COMMAND
--help” lists the options.

Examples:
  onrecord token create "Ann Vale" --scope review
  onrecord token list
  onrecord token revoke "Ann Vale"
  onrecord token log

Exit codes: 0 done; 2 an error.""",
    usage="Usage: onrecord token COMMAND [ARGUMENTS]",
    help_format="plaintext",
    default_parameter=Parameter(show_default=False, negative=()),
    version_flags=(),
)


def create(
    name: Annotated[str, Parameter(name="NAME", help="Whose it is.")],
    /,
    *,
    scope: Annotated[
        list[Allowed] | None, Parameter(help="What it allows: read, add, review or admin; read, unless you say so.")
    ] = None,
    archive: ArchiveOption = None,
) -> int:
    """Make a token; it alone goes to standard output. Returns 0."""
    from onrecord.archive import auditlog, tokens  # noqa: PLC0415 - start-up time
    from onrecord.archive.connect import writing  # noqa: PLC0415

    scopes = {tokens.Scope(one) for one in scope or ["read"]}
    with opened(archive) as store, writing(store) as connection:
        made, secret = tokens.create(connection, name, scopes)
        auditlog.add(connection, WHO, "token.create", made.id, {"name": name, "scopes": sorted(scopes)})
    say(one_line(f"made the token {made.id} of {name}: {_scopes(made)}; it is shown this once"))
    print(secret)
    return 0


def list_(*, archive: ArchiveOption = None, json: Json = False) -> int:
    """List the tokens. Returns 0."""
    from onrecord.archive import tokens  # noqa: PLC0415 - start-up time
    from onrecord.archive.connect import reading  # noqa: PLC0415

    with opened(archive) as store, reading(store) as connection:
        found = tokens.listed(connection)
    if json:
        _print([_as_dict(one) for one in found])
    else:
        for one in found:
            print(_line(one))
        if not found:
            say("no token was made yet")
    return 0


def revoke(
    name: Annotated[str, Parameter(name="NAME", help="Its name, or its id.")], /, *, archive: ArchiveOption = None
) -> int:
    """End a token. Returns 0."""
    from onrecord.archive import auditlog, tokens  # noqa: PLC0415 - start-up time
    from onrecord.archive.connect import writing  # noqa: PLC0415

    with opened(archive) as store, writing(store) as connection:
        ended = tokens.revoke(connection, name)
        auditlog.add(connection, WHO, "token.revoke", ended.id, {"name": ended.name})
    print(one_line(f"the token {ended.id} of {ended.name} is no longer accepted"))
    return 0


def log(
    *,
    limit: Annotated[int, Parameter(help="Most lines to print.")] = LIMIT,
    archive: ArchiveOption = None,
    json: Json = False,
) -> int:
    """Print what was done. Returns 0."""
    from onrecord.archive import auditlog  # noqa: PLC0415 - start-up time
    from onrecord.archive.connect import reading  # noqa: PLC0415
    from onrecord.cli.found import within  # noqa: PLC0415

    within("--limit", limit, 1, 100_000)
    with opened(archive) as store, reading(store) as connection:
        found = auditlog.latest(connection, limit)
    if json:
        _print([{"at": one.at, "who": one.who, "action": one.action, "object": one.object, "detail": one.detail}
                for one in found])  # fmt: skip
    else:
        for one in found:
            print(_columns(one.at[:_MINUTES], one.who, one.action, one.object))
    return 0


def _line(one: "Token") -> str:
    last = f"last used {one.used[:_MINUTES]}" if one.used else "never used"
    state = f"revoked {one.revoked[:_MINUTES]}" if one.revoked else last
    return _columns(one.id, one.name, _scopes(one), f"made {one.created[:_MINUTES]}", state)


def _columns(*values: str) -> str:
    return "  ".join(map(one_line, values))


def _scopes(one: "Token") -> str:
    return ", ".join(sorted(one.scopes))


def _as_dict(one: "Token") -> dict[str, object]:
    return {
        "id": one.id, "name": one.name, "scopes": sorted(one.scopes),
        "created": one.created, "used": one.used, "revoked": one.revoked,
    }  # fmt: skip


def _print(found: object) -> None:
    from onrecord.export.json import dumps  # noqa: PLC0415 - start-up time

    print(dumps(found, indent=2))


for _name, (_arguments, _summary, _epilogue) in _COMMANDS.items():
    token.command(
        f"onrecord.cli.token:{_name}_" if _name == "list" else f"onrecord.cli.token:{_name}",
        name=_name,
        usage=f"Usage: onrecord token {_name} {_arguments}",
        help=_summary,
        help_epilogue=_epilogue,
    )


@token.default
def show_help() -> None:
    """Without a subcommand, the help."""
    token.help_print()
