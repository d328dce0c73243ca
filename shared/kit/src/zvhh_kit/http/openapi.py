# SPDX-License-Identifier: EUPL-1.2
"""The OpenAPI document of a service: what FastAPI derives from the endpoints, and what the border adds to each of them.

Not for: endpoints themselves. The document does not depend on settings, so it can be committed and compared.
"""

from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from zvhh_contracts.huis import CONTACT
from zvhh_kit.http.body import IDEMPOTENCY_KEY, is_command
from zvhh_kit.http.problem import MEDIA_TYPE, TITLES
from zvhh_kit.http.seen import IF_MATCH
from zvhh_kit.service.rooms import Rooms

__all__ = ["document"]

_PROBLEM: dict[str, Any] = {
    "type": "object",
    "description": "Wat er mis is (RFC 9457). Noemt alle fouten met hun plaats en nooit de gestuurde inhoud.",
    "required": ["type", "title", "status", "detail", "code", "fouten"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "code": {"type": "string", "description": "Voor programma's: verandert niet binnen deze versie."},
        "fouten": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["code", "tekst", "plaats"],
                "properties": {
                    "code": {"type": "string"},
                    "tekst": {"type": "string"},
                    "plaats": {
                        "type": "string",
                        "description": "JSON pointer in de inhoud, of query:<naam> of header:<naam>; leeg: het geheel.",
                    },
                },
            },
        },
    },
}
_VERSION = {"API-Version": {"$ref": "#/components/headers/API-Version"}}
_KEY_PARAMETER: dict[str, Any] = {
    "name": IDEMPOTENCY_KEY,
    "in": "header",
    "required": True,
    "description": "Zelf gekozen kenmerk van dit verzoek. Een herhaling met hetzelfde kenmerk doet niets dubbel.",
    "schema": {"type": "string", "minLength": 8, "maxLength": 128, "pattern": r"^[\x21-\x7e]+$"},
}
_IF_NONE_MATCH: dict[str, Any] = {
    "name": "If-None-Match",
    "in": "header",
    "required": False,
    "description": "De ETag die u al heeft.",
    "schema": {"type": "string"},
}

_IF_MATCH: dict[str, Any] = {
    "name": IF_MATCH,
    "in": "header",
    "required": False,
    "description": "De ETag van wat u zag. Is dat intussen gewijzigd, dan verandert er niets en is het antwoord 412. Waar dit niet "
    "kan, is het 400.",
    "schema": {"type": "string"},
}


def document(app: FastAPI, kit: Rooms) -> dict[str, Any]:
    """The document of this app."""
    found = get_openapi(title=app.title, version=app.version, routes=app.routes, description=app.description)
    found["info"]["contact"] = CONTACT  # by hand: FastAPI warns when it can't check the address
    paths = found.get("paths", {})
    shown = tuple(path for path, operations in paths.items() if "get" in operations and path.endswith("}"))
    for path, operations in paths.items():
        for method, operation in operations.items():
            _complete(operation, method.upper(), path, public=operation["operationId"] in kit.service.public)
            if is_command(method.upper(), path) and any(path == one or path.startswith(f"{one}/") for one in shown):
                _add_if_match(operation)
    parts = found.setdefault("components", {})
    schemas = parts.setdefault("schemas", {})
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    _shut_bodies(paths, schemas)
    schemas["Probleem"] = _PROBLEM
    parts["headers"] = {
        "API-Version": {"description": "De volledige versie van deze API.", "schema": {"type": "string"}}
    }
    parts["securitySchemes"] = {"bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}}
    parts["responses"] = {str(status): _problem(status) for status in TITLES}
    return found


def _complete(operation: dict[str, Any], method: str, path: str, *, public: bool) -> None:
    responses: dict[str, Any] = operation["responses"]
    responses.pop("422", None)
    for response in responses.values():
        response.setdefault("headers", {}).update(_VERSION)
    statuses = {400, 500, 503} | ({404} if "{" in path else set())
    if not public:
        operation["security"] = [{"bearer": []}]
        statuses |= {401, 403}
    if "requestBody" in operation:
        statuses |= {413, 415}
    if is_command(method, path):
        operation.setdefault("parameters", []).append(_KEY_PARAMETER)
        statuses |= {409}
    if (method == "GET" and not public) or "x-begrensd" in operation:
        statuses |= {429}
    if method == "GET":
        operation.setdefault("parameters", []).append(_IF_NONE_MATCH)
        responses["200"]["headers"]["ETag"] = {"description": "Kenmerk van deze inhoud.", "schema": {"type": "string"}}
        responses["304"] = {"description": "Niet veranderd sinds de ETag van If-None-Match.", "headers": dict(_VERSION)}
    for status in sorted(statuses):
        responses.setdefault(str(status), {"$ref": f"#/components/responses/{status}"})


def _shut_bodies(paths: dict[str, Any], schemas: dict[str, Any]) -> None:
    """A body may hold nothing unknown, in its parts neither: those may be parts of a state too, which keep what they don't
    know of a newer release."""
    bodies = [
        one["requestBody"] for operations in paths.values() for one in operations.values() if "requestBody" in one
    ]
    waiting, seen = [name for body in bodies for name in _named_in(body)], set[str]()
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting += _named_in(schemas[name])
            if "properties" in schemas[name]:
                schemas[name]["additionalProperties"] = False


def _named_in(schema: Any) -> Iterator[str]:
    """The schemas that a part of the document refers to."""
    if isinstance(schema, dict):
        if isinstance(schema.get("$ref"), str):
            yield schema["$ref"].rpartition("/")[2]
        for one in schema.values():
            yield from _named_in(one)
    elif isinstance(schema, list):
        for one in schema:
            yield from _named_in(one)


def _add_if_match(operation: dict[str, Any]) -> None:
    """A command on a document that can be read can be bound to what was read (D2)."""
    operation["parameters"].append(_IF_MATCH)
    operation["responses"]["412"] = {"$ref": "#/components/responses/412"}


def _problem(status: int) -> dict[str, Any]:
    return {
        "description": TITLES[status],
        "headers": dict(_VERSION),
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Probleem"}}},
    }
