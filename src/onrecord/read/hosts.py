"""An address → the domain of its outlet. Nothing is looked up."""

from urllib.parse import urlsplit


def domain(url: str | None) -> str | None:
    """The host of an address without “www.”; `None` where it has none."""
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None
