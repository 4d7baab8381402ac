"""Resolution: who each source is, with every mention of them."""

from onrecord.resolve.speakers import resolve

__all__ = ["resolve"]
