"""OnRecord: a checkable record of who said what in the news.

The package's own module holds only the version; importing it loads nothing else.
"""


def __getattr__(name: str) -> str:
    """Give `__version__` when asked, since looking it up costs more than all else that starting needs."""
    if name != "__version__":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 - start-up time

    try:
        return version("onrecord")
    except PackageNotFoundError:
        # Run from a source tree that is not installed: PEP 440's way to say that the version is not known.
        return "0+unknown"
