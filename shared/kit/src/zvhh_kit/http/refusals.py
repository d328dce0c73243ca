# SPDX-License-Identifier: EUPL-1.2
"""Who was refused: a line in the log of reads and writes for everybody who got nothing, with their network address (L7).

Written before the answer goes out, as every line; so whoever is refused waits as long whether there is something or not.
Not for: refusals of a domain; those are lines of the command (`documents`). Who is not known is counted only, until it is too
much.
"""

from contextlib import suppress

from starlette.requests import Request

from zvhh_kit.domain.decision import NOBODY
from zvhh_kit.http.limits import FAILURES, address_of, too_many
from zvhh_kit.http.problem import Problem
from zvhh_kit.identity.limits import Limited
from zvhh_kit.service.rooms import Rooms
from zvhh_kit.store.documents import Unavailable

__all__ = ["note_refused", "unless_too_many", "within_limit"]


async def note_refused(request: Request, kind: str, id_: str, result: str = "refused") -> None:
    """Write the line. Raises LogUnavailable."""
    kit: Rooms = request.app.state.kit
    asked = request.state
    line = kit.audit.refusal(
        kind,
        id_,
        action=getattr(asked, "operation", ""),
        result=result,
        actor=getattr(asked, "actor", NOBODY),
        trace=asked.trace,
        address=address_of(request),
    )
    await kit.log.write(line)


async def unless_too_many(request: Request, problem: Problem) -> Problem:
    """What a failure is answered with: too many of one network address are 429; of a command never, for who reports with an
    old token must hear that the token is old.

    That is a line once a minute, whoever it is: else nobody could tell which address it was.
    """
    kit: Rooms = request.app.state.kit
    if problem.status not in FAILURES or request.method not in {"GET", "HEAD"}:
        return problem
    seconds = await kit.limits.wait("mislukt", address_of(request))
    if not seconds:
        return problem
    if await kit.limits.is_first(address_of(request)):
        with suppress(Unavailable):  # the answer says nothing, so it need not wait for a log that is away
            await note_refused(request, "", "", "limited")
    return too_many(seconds)


async def within_limit(request: Request, which: Limited) -> None:
    """Count this request of a person. Raises Problem 429 where it is one too many, and that is a line too."""
    kit: Rooms = request.app.state.kit
    seconds = await kit.limits.wait(which, request.state.actor.subject)
    if seconds:
        await note_refused(request, "", "", "limited")
        raise too_many(seconds)
