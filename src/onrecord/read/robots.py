"""What a site's robots.txt (RFC 9309) says of an address: may it be fetched, and how long to wait between two.

The file is fetched once for each origin and run, with the same safety as any page. A site without one (any status
400–499 but 429) allows everything; one whose server fails allows nothing for now. Only what the file says to OnRecord
or to all counts; it judges no page.
"""

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from onrecord.errors import OnRecordError
from onrecord.read.addresses import Address
from onrecord.read.fetch import AGENT, Web, answer

if TYPE_CHECKING:
    from protego import Protego

# RFC 9309: at least 500 KiB are read, at least five redirects followed, and no answer is used for more than a day.
MAX_BYTES: Final = 512_000
_REDIRECTS: Final = 5
_DAY: Final = 86_400.0
_AGAIN: Final = 600.0
_REMEDY: Final = "Ask the site, or read a copy that you saved; --ignore-robots fetches it all the same."


def delay(address: Address, web: Web) -> float:
    """The seconds that the site wants between two requests; 0 where it does not say. Raises OR124 where it refuses."""
    rules = _rules(address, web)
    if isinstance(rules, str):
        remedy = "Try again later, or use --ignore-robots."
        raise OnRecordError("OR124", address.url, remedy, f"its robots.txt could not be read: {rules}")
    if not rules.can_fetch(address.url, AGENT):
        raise OnRecordError("OR124", address.url, _REMEDY, "by its robots.txt")
    rate = rules.request_rate(AGENT)
    pause = rate.seconds / rate.requests if rate and rate.requests else 0.0
    return max(pause, float(rules.crawl_delay(AGENT) or 0.0))


def _rules(address: Address, web: Web) -> "Protego | str":
    """The rules of an origin, or why there are none for now."""
    now = web.visits.clock()
    ends, rules = web.visits.rules.get(address.origin, (0.0, ""))
    if address.origin not in web.visits.rules or now > ends:
        rules = _read(address, web)
        web.visits.rules[address.origin] = (now + (_AGAIN if isinstance(rules, str) else _DAY), rules)
    return rules


def _read(address: Address, web: Web) -> "Protego | str":
    from protego import Protego  # noqa: PLC0415 - start-up time

    less = replace(web, max_bytes=MAX_BYTES, max_redirects=_REDIRECTS)
    try:
        found = answer(address.origin + "/robots.txt", less)
    except OnRecordError as error:
        return error.detail or error.code
    if found.status == 429 or found.status >= 500:
        return f"status {found.status}"
    text = found.data.decode("utf-8-sig", "replace") if 200 <= found.status < 300 else ""
    return Protego.parse(text)
