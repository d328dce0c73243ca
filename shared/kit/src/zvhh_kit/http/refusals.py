# SPDX-License-Identifier: EUPL-1.2
"""Who was refused: a line in the log of reads and writes for everybody who got nothing, with their network address (L7).

Written before the answer goes out, as every line; so whoever is refused waits as long whether there is something or not.
Not for: refusals of a domain; those are lines of the command (`zaken`). Who is not known is counted only, until it is too
much.
"""

from contextlib import suppress

from starlette.requests import Request

from zvhh_kit.decision import NOBODY
from zvhh_kit.http.limits import Limited, address_of, too_many
from zvhh_kit.http.runtime import Runtime
from zvhh_kit.store import Unavailable

__all__ = ["note_address", "note_refused", "within_limit"]


async def note_refused(request: Request, kind: str, id_: str, result: str = "refused") -> None:
    """Write the line. Raises LogUnavailable."""
    kit: Runtime = request.app.state.kit
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


async def note_address(request: Request) -> None:
    """A line once a minute for an address from which too much fails, whoever it is: else nobody could tell which."""
    kit: Runtime = request.app.state.kit
    if await kit.limits.is_first(address_of(request)):
        with suppress(Unavailable):  # the answer says nothing, so it need not wait for a log that is away
            await note_refused(request, "", "", "limited")


async def within_limit(request: Request, which: Limited) -> None:
    """Count this request of a person. Raises Problem 429 where it is one too many, and that is a line too."""
    kit: Runtime = request.app.state.kit
    seconds = await kit.limits.wait(which, request.state.actor.subject)
    if seconds:
        await note_refused(request, "", "", "limited")
        raise too_many(seconds)
