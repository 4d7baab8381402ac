"""`onrecord serve`: the reading room, in a browser on this machine, or for others who have a token.

Listens to this machine alone unless told otherwise. Refuses to let others in before there is a token, except to read
what is public. Ctrl-C ends it, after the answers that are being given.
"""

import gc
import os
import socket
import sys
from contextlib import closing
from typing import TYPE_CHECKING, Annotated, Final

from cyclopts import Parameter

from onrecord.cli.archive import VARIABLE, ArchiveOption, opened
from onrecord.cli.inputs import Fast, Rules, method_of
from onrecord.cli.terminal import say
from onrecord.cli.web_options import Private
from onrecord.errors import OnRecordError
from onrecord.export.visible import one_line

if TYPE_CHECKING:
    from onrecord.archive.connect import Archive
    from onrecord.web.settings import Settings

HOST: Final = "127.0.0.1"
PORT: Final = 8765
UPLOAD: Final = 100
RATE: Final = 10.0
# How long answers that are being given may take after Ctrl-C, in seconds.
_LAST: Final = 3
_WAITING: Final = 128
# How long one answer is worked at while others are waiting, in seconds.
_TURN: Final = 0.0005
_ANY: Final = {"0.0.0.0": "127.0.0.1", "::": "[::1]", "": "127.0.0.1"}


def serve(  # noqa: PLR0913 - one parameter an option
    *,
    archive: ArchiveOption = None,
    host: Annotated[
        str, Parameter(help="The address to listen at; 127.0.0.1, this machine, unless you say so.")
    ] = HOST,
    port: Annotated[int, Parameter(help="The port; 8765 unless you say so, 0 for any that is free.")] = PORT,
    public: Annotated[bool, Parameter(help="Everybody may read; to change anything takes a token.")] = False,
    open_: Annotated[bool, Parameter(name="--open", help="Open it in the browser.")] = False,
    name: Annotated[
        list[str] | None, Parameter(name="--name", help="A host name under which readers reach it, as behind a proxy.")
    ] = None,
    https: Annotated[bool, Parameter(help="Readers come by https, which a proxy in front of it ends.")] = False,
    certificate: Annotated[str | None, Parameter(help="A certificate (PEM), to serve https without a proxy.")] = None,
    key: Annotated[str | None, Parameter(help="The certificate’s key (PEM), where it is a file of its own.")] = None,
    max_upload: Annotated[
        int, Parameter(help="Most megabytes that may be added at once; 100 unless you say so.")
    ] = UPLOAD,
    rate: Annotated[
        float, Parameter(help="Requests a second for each token or address; 10 unless you say so, 0 for no limit.")
    ] = RATE,
    fast: Fast = False,
    rules: Rules = False,
    allow_private_addresses: Private = False,
) -> int:
    """Serve the archive to browsers and programs until Ctrl-C, which ends it with 130."""
    from onrecord.archive.connect import DEFAULT  # noqa: PLC0415 - start-up time
    from onrecord.web.settings import Settings  # noqa: PLC0415

    _check(port, max_upload, rate)
    settings = Settings(
        archive=archive or os.environ.get(VARIABLE) or DEFAULT,
        host=host,
        port=port,
        public=public,
        names=tuple(name or ()),
        https=https or certificate is not None,
        allow_private=allow_private_addresses,
        max_upload=max_upload * 1_000_000,
        method=method_of(fast=fast, rules=rules),
        rate=rate,
    )
    with opened(archive) as store:
        _check_tokens(store, settings)
        # Of an address, without the password.
        where = store.where
    with closing(_listening(host, port)) as listener:
        _greet(where, settings, listener, secure=certificate is not None, show=open_)
        _run(settings, listener, certificate, key)
    return 0


def _check(port: int, max_upload: int, rate: float) -> None:
    if not 0 <= port <= 65535:
        raise OnRecordError("OR301", "--port", "Give a number from 0 to 65535.", f"{port}")
    if not 1 <= max_upload <= 100_000:
        raise OnRecordError("OR301", "--max-upload", "Give megabytes, from 1 to 100000.", f"{max_upload}")
    if not 0 <= rate <= 1_000_000:
        raise OnRecordError("OR301", "--rate", "Give requests a second, or 0.", f"{rate:g}")


def _check_tokens(store: "Archive", settings: "Settings") -> None:
    """Refuse to serve others while nobody could show a token."""
    from onrecord.archive.connect import reading  # noqa: PLC0415 - start-up time
    from onrecord.archive.tokens import any_live  # noqa: PLC0415

    if settings.local or settings.public:
        return
    with reading(store) as connection:
        if not any_live(connection):
            remedy = "Make one with “onrecord token create NAME”, or let everybody read with --public."
            raise OnRecordError("OR502", settings.host, remedy)


def _listening(host: str, port: int) -> socket.socket:
    """A socket that listens there. Raises OR501."""
    try:
        family = socket.getaddrinfo(host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0][0]
        return socket.create_server((host, port), family=family, backlog=_WAITING)
    except (OSError, UnicodeError) as error:
        remedy = "Choose another one with --port or --host; --port 0 takes any port that is free."
        number = getattr(error, "errno", None) or 0
        detail = os.strerror(number) if number > 0 else str(error)
        raise OnRecordError("OR501", f"{host}:{port}", remedy, detail) from None


def _greet(where: str, settings: "Settings", listener: socket.socket, *, secure: bool, show: bool) -> None:
    """Say where it is; it listens already, so that a browser which is opened now is answered soon."""
    host = _ANY.get(settings.host, f"[{settings.host}]" if ":" in settings.host else settings.host)
    address = f"{'https' if secure else 'http'}://{host}:{listener.getsockname()[1]}/"
    if not settings.local and not settings.https:
        say("it is served without https: everything that is sent can be read on the way, tokens too (docs/serving.md)")
    print(one_line(f"{where} is open at {address}"), flush=True)
    say("Ctrl-C ends it")
    if show:
        import webbrowser  # noqa: PLC0415 - rarely used

        webbrowser.open(address)


def _run(settings: "Settings", listener: socket.socket, certificate: str | None, key: str | None) -> None:
    import uvicorn  # noqa: PLC0415 - start-up time

    from onrecord.web.app import application  # noqa: PLC0415 - start-up time

    try:
        config = uvicorn.Config(
            application(settings),
            log_config=None,
            access_log=False,
            server_header=False,
            date_header=True,
            lifespan="on",
            timeout_graceful_shutdown=_LAST,
            ssl_certfile=certificate,
            ssl_keyfile=key,
        )
        config.load()
    except OSError as error:
        # An SSLError is one of these.
        remedy = "Give --certificate and, where it is apart, --key as PEM files that belong together."
        raise OnRecordError("OR501", str(certificate), remedy, error.strerror or str(error)) from None
    _settle()
    uvicorn.Server(config).run(sockets=[listener])


def _settle() -> None:
    """Have the interpreter's own work hold up nobody.

    Whatever was loaded by now stays, so it need not be looked through for garbage every hundred pages. And an answer
    lets others go on at each row that it reads: with the five milliseconds that these then have by default, a search
    takes several times as long as soon as anybody else asks.
    """
    gc.collect()
    gc.freeze()
    sys.setswitchinterval(_TURN)
