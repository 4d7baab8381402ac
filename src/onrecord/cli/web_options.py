"""The options of every command that fetches from the web, and the settings that they make.

Adds nothing to the record. Importing this module imports nothing that fetches.
"""

from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from onrecord.errors import OnRecordError

if TYPE_CHECKING:
    from onrecord.read.fetch import Web

Private = Annotated[
    bool,
    Parameter(name="--allow-private-addresses", help="Fetch also from addresses that are not on the public Internet."),
]
Delay = Annotated[
    float, Parameter(name="--delay", help="Seconds between two requests to one host; a site may ask for more.")
]
Timeout = Annotated[float, Parameter(name="--timeout", help="Seconds to wait for a server that says nothing.")]
IgnoreRobots = Annotated[
    bool, Parameter(name="--ignore-robots", help="Fetch pages that the site’s robots.txt asks programs to leave alone.")
]
MaxPages = Annotated[int, Parameter(name="--max-pages", help="Most pages that one feed or site map may bring.")]

DELAY = 1.0
TIMEOUT = 20.0
MAX_PAGES = 1000


def web_of(
    *,
    allow_private_addresses: bool = False,
    delay: float = DELAY,
    timeout: float = TIMEOUT,
    ignore_robots: bool = False,
    max_pages: int = MAX_PAGES,
) -> "Web":
    """The settings for fetching by these options. Raises OR301 for a number that makes no sense."""
    from onrecord.read.fetch import Web  # noqa: PLC0415 - start-up time

    if not 0 <= delay <= 3600:
        raise OnRecordError("OR301", "--delay", "Give seconds, from 0 to 3600.", f"{delay:g}")
    if not 0 < timeout <= 600:
        raise OnRecordError("OR301", "--timeout", "Give seconds, more than 0 and at most 600.", f"{timeout:g}")
    if max_pages < 1:
        raise OnRecordError("OR301", "--max-pages", "Give 1 or more.", f"{max_pages}")
    return Web(
        timeout=timeout,
        deadline=3 * timeout,
        private=allow_private_addresses,
        delay=delay,
        max_delay=max(delay, Web().max_delay),
        max_pages=max_pages,
        obey_robots=not ignore_robots,
    )
