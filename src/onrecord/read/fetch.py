"""Fetching one address of the web, safely: http and https to public addresses only, with limits on everything.

Adds to a source where it finally came from, when it was fetched and what the server said of it. Every redirect is
checked like the first address. Size after decompression, time, redirects and headers are limited; cookies, scripts,
refreshing pages and proxies are not followed, and nothing is executed. It does not wait and asks no robots.txt: that
is `onrecord.read.polite`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from typing import Final
from urllib.parse import urljoin

import onrecord
from onrecord.errors import OnRecordError
from onrecord.model import Source, Stated
from onrecord.read.addresses import Address, parse
from onrecord.read.capture import MAX_BYTES, from_bytes
from onrecord.read.exchange import SAVE, Answer, Limits, exchange
from onrecord.read.network import Budget, Network
from onrecord.read.visits import Visits

AGENT: Final = "OnRecord"
_ACCEPT: Final = "text/html,application/xhtml+xml,application/xml;q=0.9,text/plain;q=0.8,*/*;q=0.5"
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_PERMANENT: Final = frozenset({301, 308})
# Headers, chunk sizes and padding beside the body itself.
_FRAMING: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Web:
    """How addresses are fetched. Times are seconds, sizes bytes.

    `timeout` limits each wait, `deadline` one address with its redirects; `max_bytes` counts after decompression.
    `private` allows addresses that are not on the public Internet. `delay` lies between two requests to one host;
    `max_delay` is the longest wait that a site can ask for; `max_pages` limits what one feed or sitemap brings.
    """

    timeout: float = 20.0
    deadline: float = 60.0
    max_bytes: int = MAX_BYTES
    max_redirects: int = 10
    private: bool = False
    delay: float = 1.0
    max_delay: float = 60.0
    max_pages: int = 1000
    obey_robots: bool = True
    user_agent: str = f"{AGENT}/{onrecord.__version__}"
    network: Network = field(default=Network(), compare=False, repr=False)
    visits: Visits = field(default_factory=Visits, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Fetched:
    """A server's answer, decompressed. `requested` and `url` are the first and the final address; `media_type` (lower
    case, empty where unknown) and `encoding` are the server's words; `fetched` is UTC. `moved` is the final address
    where every redirect on the way was permanent; `retry_after` are the seconds that the server asked to wait."""

    requested: str
    url: str
    status: int
    media_type: str
    encoding: str | None
    data: bytes = field(repr=False)
    fetched: str
    etag: str | None = None
    last_modified: str | None = None
    moved: str | None = None
    retry_after: float | None = None


def fetch(url: str, web: Web) -> Fetched:
    """What is at an address. Raises OR120–OR123."""
    return succeeded(answer(url, web))


def succeeded(found: Fetched) -> Fetched:
    """The answer, where the server has one. Raises OR123 for any status but 200–299."""
    if not 200 <= found.status < 300:
        remedy = "Wait before you try again." if found.status in {429, 503} else "Check the address in a browser."
        raise OnRecordError("OR123", found.requested, remedy, f"status {found.status}")
    return found


def to_source(fetched: Fetched, stated: Stated | None = None) -> Source:
    """The captured page; its location is the address that was asked for. Raises OR104, OR105, OR106."""
    source = from_bytes(fetched.data, fetched.requested, fetched.url, fetched.encoding)
    return replace(source, fetched=fetched.fetched, stated=stated)


def answer(
    url: str,
    web: Web,
    conditions: Mapping[str, str] | None = None,
    before: Callable[[Address], None] | None = None,
) -> Fetched:
    """The final answer at an address, whatever its status. Raises OR120, OR121, OR122.

    `conditions` are more headers to send ("If-None-Match"); `before` is called with each address on the way just
    before it is asked, and may raise.
    """
    address = first = parse(url)
    permanent, seconds = True, web.deadline
    for _ in range(web.max_redirects + 1):
        if before is not None:
            before(address)
        budget = Budget(seconds, web.max_bytes + _FRAMING)
        found = _ask(address, web, budget, conditions or {})
        location = found.headers.get("location") if found.status in _REDIRECTS else None
        if location is None:
            moved = address.url if permanent and address != first else None
            return _fetched(first, address, found, moved)
        permanent, seconds = permanent and found.status in _PERMANENT, budget.left()
        address = parse(urljoin(address.url, location.encode("latin-1").decode("utf-8", "replace")))
    raise OnRecordError("OR122", first.url, SAVE, f"more than {web.max_redirects} redirects")


def _ask(address: Address, web: Web, budget: Budget, conditions: Mapping[str, str]) -> Answer:
    headers = {
        "User-Agent": web.user_agent,
        "Accept": _ACCEPT,
        "Accept-Encoding": "gzip, deflate, br, zstd",
        "Connection": "close",
        **conditions,
    }
    limits = Limits(web.timeout, web.max_bytes, web.private)
    return exchange(address, headers, limits, budget, web.network, skip=_REDIRECTS)


def _fetched(first: Address, last: Address, found: Answer, moved: str | None) -> Fetched:
    kind = Message()
    kind["content-type"] = found.headers.get("content-type", "")
    return Fetched(
        requested=first.url,
        url=last.url,
        status=found.status,
        media_type=found.headers.get("content-type", "").partition(";")[0].strip().lower()[:200],
        encoding=_charset(kind),
        data=found.data,
        fetched=datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        etag=found.headers.get("etag"),
        last_modified=found.headers.get("last-modified"),
        moved=moved,
        retry_after=seconds_of(found.headers.get("retry-after")),
    )


def _charset(kind: Message) -> str | None:
    try:
        return kind.get_content_charset()
    except (LookupError, ValueError):
        return None


def seconds_of(retry_after: str | None) -> float | None:
    """The seconds that a Retry-After header (RFC 9110) asks to wait: a number, or a date in the future."""
    text = (retry_after or "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        when = parsedate_to_datetime(text)
    except ValueError:
        return None
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    return max(0.0, (when - datetime.now(UTC)).total_seconds())
