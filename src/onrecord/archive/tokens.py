"""Tokens with which others may use the archive: made, listed, looked up and revoked.

A token is 256 random bits, and only its SHA-256 is kept. A slow hash such as scrypt would add nothing: it makes the
guessing of passwords dear, and of 2^256 tokens none can be guessed; but it would cost every request its time. Refuses
to show a token a second time, and to bring back one that was revoked.
"""

import hashlib
import re
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, insert, select, update

from onrecord.archive.decision import now
from onrecord.archive.schema import tokens
from onrecord.errors import OnRecordError

_PREFIX: Final = "onrecord_"
_TOKEN: Final = re.compile(rf"{_PREFIX}[\w-]{{43}}", re.ASCII)
_NAME: Final = re.compile(r"(?! )[^\x00-\x1f\x7f-\x9f]{1,80}(?<! )")


class Scope(StrEnum):
    """What a token allows. `admin` allows everything; each of the others allows reading too."""

    READ = "read"
    ADD = "add"
    REVIEW = "review"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Token:
    """A token as it is known here: not the secret itself. Times are UTC."""

    id: str
    name: str
    scopes: frozenset[Scope]
    created: str
    used: str | None
    revoked: str | None


def allowed(scopes: Collection[Scope]) -> frozenset[Scope]:
    """All that these scopes allow, with what each brings along."""
    if Scope.ADMIN in scopes:
        return frozenset(Scope)
    return frozenset({*scopes, Scope.READ} if scopes else ())


def create(connection: Connection, name: str, scopes: Collection[Scope]) -> tuple[Token, str]:
    """A new token, and its secret, which is nowhere to be had again. Raises OR301 for a name that is none."""
    if not _NAME.fullmatch(name):
        raise OnRecordError("OR301", "the token’s name", "Give one line of at most 80 characters.")
    secret = _PREFIX + secrets.token_urlsafe(32)
    row = {"id": secrets.token_hex(4), "name": name, "scopes": sorted(scopes), "created": now()}
    connection.execute(insert(tokens).values(row | {"hash": _hash(secret), "used": None, "revoked": None}))
    return _token(row | {"used": None, "revoked": None}), secret


def find(connection: Connection, secret: str) -> Token | None:
    """The token of this secret, unless it was revoked. What is looked up is a hash, so that the time that it takes
    says nothing of the secret."""
    if not _TOKEN.fullmatch(secret):
        return None
    return _live(connection, tokens.c.hash == _hash(secret))


def known(connection: Connection, id_: str) -> Token | None:
    """The token of this id, unless it was revoked."""
    return _live(connection, tokens.c.id == id_)


def _live(connection: Connection, which: Any) -> Token | None:
    row = connection.execute(select(tokens).where(which, tokens.c.revoked.is_(None))).mappings().first()
    return _token(row) if row else None


def listed(connection: Connection) -> tuple[Token, ...]:
    """Every token there has been, the oldest first."""
    query = select(tokens).order_by(tokens.c.created, tokens.c.id)
    return tuple(map(_token, connection.execute(query).mappings()))


def any_live(connection: Connection) -> bool:
    """Whether there is a token that was not revoked."""
    return connection.execute(select(tokens.c.id).where(tokens.c.revoked.is_(None)).limit(1)).first() is not None


def revoke(connection: Connection, name: str) -> Token:
    """End a token, named by its id or its name. Raises OR404 where none or several live ones are called so."""
    query = select(tokens).where((tokens.c.id == name) | (tokens.c.name == name), tokens.c.revoked.is_(None))
    found = connection.execute(query).mappings().all()
    if len(found) != 1:
        detail = f"{len(found)} tokens are called so" if found else "no token that is in use is called so"
        raise OnRecordError("OR404", name, "“onrecord token list” lists them with their ids.", detail)
    moment = now()
    connection.execute(update(tokens).where(tokens.c.id == found[0]["id"]).values(revoked=moment))
    return _token({**found[0], "revoked": moment})


def note_use(connection: Connection, id_: str) -> None:
    """Keep that a token was used now."""
    connection.execute(update(tokens).where(tokens.c.id == id_).values(used=now()))


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _token(row: RowMapping | dict[str, Any]) -> Token:
    scopes = frozenset(map(Scope, row["scopes"]))
    return Token(row["id"], row["name"], scopes, row["created"], row["used"], row["revoked"])
