"""The demo collection for the tools, and a client that talks to them in the same process."""

import asyncio
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

import pytest
from mcp.types import CallToolResult, TextContent
from tests.web.conftest import demo, demo_file

from mcp import Client
from onrecord.archive.connect import open_archive
from onrecord.mcp.server import server
from onrecord.mcp.tools import Desk

__all__ = ["demo", "demo_file"]

Call: TypeAlias = Callable[..., Any]


@pytest.fixture
def desk(demo: str) -> Iterator[Desk]:
    """The archive of the demo collection, from which nothing is fetched."""
    with open_archive(demo) as archive:
        yield Desk(archive, method="rules")


async def _called(desk: Desk, name: str, arguments: dict[str, Any]) -> CallToolResult:
    async with Client(server(desk)) as client:
        return await client.call_tool(name, arguments)


@pytest.fixture
def call(desk: Desk) -> Call:
    """Call a tool as a client does, which holds the answer to the tool's schema; gives the structured answer."""

    def called(name: str, /, **arguments: Any) -> Any:
        found = asyncio.run(_called(desk, name, arguments))
        assert not found.is_error, found.content
        return found.structured_content

    return called


@pytest.fixture
def refused(desk: Desk) -> Call:
    """Call a tool that refuses; gives what it says."""

    def called(name: str, /, **arguments: Any) -> str:
        found = asyncio.run(_called(desk, name, arguments))
        assert found.is_error
        assert found.structured_content is None
        (said,) = found.content
        assert isinstance(said, TextContent)
        return said.text

    return called
