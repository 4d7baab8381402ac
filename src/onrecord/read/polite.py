"""Fetching as a polite guest: robots.txt is asked, requests to one host have a pause between them, and a server that
asks for more time is given it.

Adds nothing to the record. Waits are limited; a page that would need a longer one is an error that can be tried again.
"""

from collections.abc import Mapping
from typing import Final

from onrecord.errors import OnRecordError
from onrecord.read.addresses import Address, parse
from onrecord.read.fetch import Fetched, Web, answer, succeeded
from onrecord.read.robots import delay

BUSY: Final = frozenset({429, 503})
# How long a server is left alone that is too busy and does not say for how long.
_UNSAID: Final = 10.0


def visit(url: str, web: Web) -> Fetched:
    """What is at an address; asked a second time where the server is busy and says when. Raises OR120–OR124."""
    found = asked(url, web)
    if found.status in BUSY and found.retry_after is not None and found.retry_after <= web.max_delay:
        found = asked(url, web)
    return succeeded(found)


def asked(url: str, web: Web, conditions: Mapping[str, str] | None = None, *, robots: bool = True) -> Fetched:
    """The answer of any status, after the pauses that are due. Raises OR120–OR124; OR123 where a server that was busy
    asked for a longer pause than `web.max_delay`.

    `robots` false is for the address of a feed that a person gave to be polled; its redirects are not asked for either.
    """

    def before(address: Address) -> None:
        own = delay(address, web) if robots and web.obey_robots else 0.0
        if (pause := web.visits.busy(address.origin)) > web.max_delay:
            detail = f"it asked to be left alone for {pause:.0f} s more"
            raise OnRecordError("OR123", address.url, "Try again later.", detail)
        web.visits.wait(address.origin, min(max(web.delay, own), web.max_delay))

    found = answer(url, web, conditions, before)
    if found.status in BUSY:
        web.visits.hold(parse(found.url).origin, _UNSAID if found.retry_after is None else found.retry_after)
    return found
