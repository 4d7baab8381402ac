"""Attribution: the statements of an article, each with content, cue and source."""

from onrecord.attribute.assemble import Method
from onrecord.attribute.assemble import statements as attribute

__all__ = ["Method", "attribute"]
