# SPDX-License-Identifier: EUPL-1.2
"""The route class of every API: who asks, may they, and is the body what it must be, before an endpoint runs.

In this order, so that a stranger learns nothing: 401, 403 (no VOG, then no role), 415, 413, 400 with every fault at once. On the way back a
GET gets an ETag of its representation. Not for: which zaken somebody sees; that is `documents`.
"""

import re
from collections.abc import Callable, Coroutine, Iterable
from typing import Annotated, Any

from fastapi.routing import APIRoute
from pydantic import TypeAdapter, ValidationError
from starlette.requests import Request
from starlette.responses import Response

from zvhh_kit.core.json_document import NotJson, read_json
from zvhh_kit.core.media import is_json
from zvhh_kit.domain.calendar import local_date
from zvhh_kit.domain.decision import Fault
from zvhh_kit.http.problem import Problem
from zvhh_kit.http.query import known_of, query_faults
from zvhh_kit.http.refusals import note_refused
from zvhh_kit.http.seen import tag_of, tags_in
from zvhh_kit.identity.access import sight_of
from zvhh_kit.process.faults import faults_of
from zvhh_kit.service.rooms import Rooms

__all__ = ["IDEMPOTENCY_KEY", "Route", "is_command"]

IDEMPOTENCY_KEY = "Idempotency-Key"
_KEY = re.compile(r"[\x21-\x7e]{8,128}")
_NUL = "\0"


class Route(APIRoute):
    """A route whose operation must be in the access table (or public) and whose body is validated strictly."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler of this route, behind its checks."""
        handle = super().get_route_handler()
        operation = self.operation_id or self.name
        command = any(is_command(method, self.path) for method in self.methods or ())
        model = _strict_reader(self.body_field) if self.body_field is not None else None
        known = known_of(self.dependant)

        async def checked(request: Request) -> Response:
            request.state.operation = operation
            await _admit(request, operation)
            if _NUL in request.url.query or "%00" in request.url.query:
                raise Problem(400, faults=[Fault("nul-teken", "Er staat een teken in dat niet kan.", "query:")])
            faults = [*query_faults(request.query_params, known), *(_key_faults(request) if command else ())]
            body = await _read_body(request, model, faults) if model is not None else None
            if faults:
                raise Problem(400, faults=faults)
            response = await handle(_Checked(request, body) if model is not None else request)
            return _tagged(request, response) if request.method == "GET" else response

        return checked


def _strict_reader(field: Any) -> TypeAdapter[Any]:
    whole: Any = Annotated[field.field_info.annotation, field.field_info]
    return TypeAdapter(whole)


def is_command(method: str, path: str) -> bool:
    """Whether a request changes something, so that it needs an Idempotency-Key; `_zoek` only reads (no ids in a URL)."""
    return method not in {"GET", "HEAD", "OPTIONS"} and not path.endswith("/_zoek")


async def _admit(request: Request, operation: str) -> None:
    kit: Rooms = request.app.state.kit
    if operation in kit.service.public:
        return
    given = request.headers.getlist("authorization")
    actor = await kit.bearer.actor(given[0] if len(given) == 1 else None)
    request.state.actor = actor
    refused = kit.service.admit(actor, local_date(request.state.received)) if kit.service.admit is not None else None
    if refused is not None:
        await note_refused(request, *_asked_for(request))
        raise refused
    sight = sight_of(kit.service.access, operation, actor)
    if sight is None:
        await note_refused(request, *_asked_for(request))
        raise Problem(403)
    request.state.sight = sight


def _asked_for(request: Request) -> tuple[str, str]:
    """Kind and id of the document that the path names, where it names one; whether it is there is not looked at."""
    for value in request.path_params.values():
        kind = request.app.state.kit.handlers.kind_of(value.lower())
        if kind is not None:
            return kind.name, value.lower()
    return "", ""


def _key_faults(request: Request) -> Iterable[Fault]:
    given = request.headers.getlist(IDEMPOTENCY_KEY)
    if len(given) != 1 or not _KEY.fullmatch(given[0]):
        text = "Geef één kop Idempotency-Key mee: 8 tot 128 zichtbare tekens, bij een herhaling dezelfde."
        yield Fault("idempotency-key", text, f"header:{IDEMPOTENCY_KEY}")


async def _read_body(request: Request, model: TypeAdapter[Any], faults: list[Fault]) -> Any:
    """The validated body; what is wrong with it goes to `faults`, all of it at once."""
    packed = request.headers.get("content-encoding", "identity").strip().lower() != "identity"
    if packed or not is_json(request.headers.get("content-type", "")):
        raise Problem(415)
    raw = await request.body()
    try:
        request.state.document = document = read_json(raw)
    except NotJson as error:
        raise Problem(400, faults=error.faults) from None
    try:
        return model.validate_json(raw, strict=True, extra="forbid")  # in its parts too, which may be parts of a state
    except ValidationError as error:
        faults += faults_of(error, document)
        return None


class _Checked(Request):
    """The request with its body already validated: FastAPI takes the model as it is."""

    def __init__(self, request: Request, body: Any) -> None:
        super().__init__(request.scope, request.receive)
        self._raw = getattr(request, "_body", b"")
        self._checked = body

    async def body(self) -> bytes:
        """What was read."""
        return self._raw

    async def json(self) -> Any:
        """The validated model."""
        return self._checked


def _tagged(request: Request, response: Response) -> Response:
    """The same with an ETag (hash of the representation, never a version), or 304 when the client has it already."""
    body = getattr(response, "body", None)
    if response.status_code != 200 or not isinstance(body, bytes):
        return response
    tag = tag_of(body)
    known = tags_in(request.headers.get("if-none-match", ""))
    if tag in known or "*" in known:
        return Response(status_code=304, headers={"ETag": tag})
    response.headers["ETag"] = tag
    return response
