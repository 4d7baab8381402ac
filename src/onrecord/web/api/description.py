"""The description of the API for people: a page made of the same OpenAPI document that programs read.

Adds nothing to it and loads nothing from elsewhere. The document itself is at /api/v1/openapi.json.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from fastapi import APIRouter, Request, Response

from onrecord.web.api.answers import add_heads
from onrecord.web.api.articles import Reader
from onrecord.web.rendering import page

router = APIRouter()
_FIELDS: Final = "#/components/schemas/"


@router.get("/", include_in_schema=False)
def description(request: Request, _: Reader) -> Response:
    """Every operation with its parameters and answers."""
    schema = request.app.openapi()
    return page(request, "api.html", info=schema["info"], nouns=_by_noun(schema), schemas=_schemas(schema))


def _by_noun(schema: Mapping[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """The operations by their tag, in the order of the document."""
    found: dict[str, list[dict[str, Any]]] = {}
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            own = {"method": method.upper(), "path": path, "sent": list(_sent(operation))}
            found.setdefault(operation["tags"][0], []).append({"parameters": [], **operation, **own})
    return found


def _sent(operation: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The media types of what is sent, with the names of its schemas."""
    for media, content in operation.get("requestBody", {}).get("content", {}).items():
        yield media, ", ".join(names(content["schema"]))


def _schemas(schema: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: one | {"rows": [(field, kind(about), about) for field, about in one["properties"].items()]}
        for name, one in schema["components"]["schemas"].items()
        if "properties" in one
    }


def kind(schema: Mapping[str, Any]) -> str:
    """What a value is, in few words: “integer”, “Statement, several”, “text or null”."""
    if several := schema.get("anyOf") or schema.get("oneOf"):
        return " or ".join(dict.fromkeys(map(kind, several)))
    if "$ref" in schema:
        return str(schema["$ref"]).removeprefix(_FIELDS)
    if "const" in schema:
        return f"“{schema['const']}”"
    if "enum" in schema:
        return " or ".join(f"“{one}”" for one in schema["enum"])
    if schema.get("type") == "array":
        return "pair of numbers" if "prefixItems" in schema else f"{kind(schema.get('items', {}))}, several"
    return {"string": "text", "null": "null"}.get(schema.get("type", ""), str(schema.get("type", "any")))


def names(schema: Any) -> list[str]:
    """The names of the schemas that a schema is made of, each once."""
    if isinstance(schema, Mapping):
        own = [schema["$ref"].removeprefix(_FIELDS)] if isinstance(schema.get("$ref"), str) else []
        return list(dict.fromkeys([*own, *(name for part in schema.values() for name in names(part))]))
    if isinstance(schema, list):
        return list(dict.fromkeys(name for part in schema for name in names(part)))
    return []


add_heads(router)
