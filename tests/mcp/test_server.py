import asyncio
import logging
from collections.abc import Callable
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from mcp.types import CallToolResult, TextContent, Tool
from tests.website import Site

from mcp import Client, MCPError
from onrecord.mcp import server as served
from onrecord.mcp.tools import TOOLS, Desk
from onrecord.read.fetch import Web

Call = Callable[..., Any]


def listed(desk: Desk, mode: str = "auto") -> list[Tool]:
    async def asked() -> list[Tool]:
        async with Client(served.server(desk), mode=mode) as client:
            assert client.server_info is not None
            assert client.server_info.name == "onrecord"
            return (await client.list_tools()).tools

    return asyncio.run(asked())


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_five_tools_are_listed_with_schemas_and_as_read_only(desk: Desk, mode: str) -> None:
    tools = listed(desk, mode)
    assert [tool.name for tool in tools] == ["read", "find", "trace", "speaker", "cite"]
    for tool in tools:
        assert tool.description
        assert tool.output_schema is not None
        Draft202012Validator.check_schema(tool.input_schema)
        Draft202012Validator.check_schema(tool.output_schema)
        assert tool.output_schema["type"] == "object"
        assert tool.annotations is not None
        assert tool.annotations.read_only_hint
        assert not tool.annotations.destructive_hint
        assert not tool.annotations.open_world_hint


def test_a_tool_that_fetches_says_so(desk: Desk) -> None:
    hints = {tool.name: tool.annotations for tool in listed(Desk(desk.archive, Web()))}
    assert [name for name, one in hints.items() if one and one.open_world_hint] == ["read"]


def test_an_answer_comes_structured_and_as_text(desk: Desk) -> None:
    found = served.answer(desk, TOOLS["find"], {"words": "alliance", "limit": 1})
    (text,) = found.content
    assert isinstance(text, TextContent)
    assert found.structured_content is not None
    assert f'"total": {found.structured_content["total"]}' in text.text


@pytest.mark.parametrize(
    ("tool", "arguments", "told"),
    [
        ("read", {}, "OR508 read: "),
        ("find", {"limit": 1000}, "OR508 find.limit: "),
        ("find", {"speakr": "brandt"}, "OR508 find.speakr: "),
        ("find", {"words": "“open"}, "OR406 "),
        ("read", {"article": "nope"}, "OR404 nope: "),
        ("read", {"text": "\x00\x01\x02" * 50}, "OR105 "),
        ("cite", {"id": "nope", "as": "csl"}, "OR404 nope: "),
        ("trace", {"article": "file:///etc/passwd"}, "OR404 file:///etc/passwd: "),
        ("read", {"article": "/etc/passwd"}, "OR404 /etc/passwd: "),
    ],
)
def test_an_error_has_its_code(refused: Call, tool: str, arguments: dict[str, Any], told: str) -> None:
    assert refused(tool, **arguments).startswith(told)


def test_a_tool_that_is_not_there_is_an_error_of_the_protocol(desk: Desk) -> None:
    async def called() -> None:
        async with Client(served.server(desk)) as client:
            with pytest.raises(MCPError, match="no tool “delete”"):
                await client.call_tool("delete", {})

    asyncio.run(called())


def _answer_of(what: Callable[[Desk, Any], dict[str, Any]], desk: Desk) -> CallToolResult:
    return served.answer(desk, TOOLS["cite"]._replace(run=what), {"id": "a1"})


def test_a_defect_is_told_by_its_code_alone(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    def broken(_: Desk, __: Any) -> dict[str, Any]:
        raise RuntimeError("a secret path")

    with caplog.at_level(logging.ERROR):
        found = _answer_of(broken, desk)
    assert found.is_error
    assert "OR509 cite" in str(found.content)
    assert "secret" not in str(found.content)
    assert "a secret path" in caplog.text


def test_an_answer_that_is_too_long_is_refused(desk: Desk) -> None:
    found = _answer_of(lambda _, __: {"citation": "x" * served.MOST_CHARACTERS}, desk)
    assert found.is_error
    assert "OR122 cite" in str(found.content)


def test_half_a_surrogate_pair_can_be_sent(desk: Desk) -> None:
    found = _answer_of(lambda _, __: {"citation": "caf\ud83d"}, desk)
    assert found.structured_content == {"citation": "caf?"}
    assert found.model_dump_json()


def test_slow_and_quick_calls_do_not_wait_for_each_other(desk: Desk) -> None:
    async def called() -> list[CallToolResult]:
        async with Client(served.server(desk)) as client:
            return list(await asyncio.gather(*(client.call_tool("find", {"limit": n}) for n in range(1, 9))))

    counts = [len((one.structured_content or {})["statements"]) for one in asyncio.run(called())]
    assert counts == list(range(1, 9))


def test_nothing_is_asked_of_the_web_without_leave(refused: Call, site: Site) -> None:
    assert refused("read", article=f"{site.url}/pier").startswith("OR404 ")
    assert site.asked == []
