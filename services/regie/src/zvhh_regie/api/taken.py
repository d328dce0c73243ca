# SPDX-License-Identifier: EUPL-1.2
"""/v1/taken: what must be done in the casussen, for who asks. Not for: what is a task; that is `domain.taken`."""

from functools import partial
from typing import Any

from fastapi import APIRouter

from zvhh_kit.decision import Actor
from zvhh_kit.http import Page, PageQuery, Route, Zaken
from zvhh_regie.views.taken import ZaakTaken


def router() -> APIRouter:
    """The one route of tasks."""
    taken = APIRouter(prefix="/v1/taken", tags=["taken"], route_class=Route)

    @taken.get("", operation_id="lees_taken")
    async def lees(zaken: Zaken, page: PageQuery) -> Page[ZaakTaken]:
        """The zaken in which something is to be done by the asker, with what, earliest term first."""
        view = partial(ZaakTaken.uit, zaken.actor)
        return await zaken.page(view, _for(zaken.actor), sort="state.taken_volgorde", page=page, kind="casus")

    return taken


def _for(actor: Actor) -> dict[str, Any]:
    """The casussen with a task that `views.taken.is_voor` would show; a list shows what a detail shows (L6)."""
    persoon = {"persoon": {"$in": [None, actor.subject]}}
    wie: list[dict[str, Any]] = [
        {"voor": rol} | ({} if rol == "procesregisseur" else {"oin": actor.oin}) | persoon
        for rol in sorted({"procesregisseur", "deelnemer", "melder"} & actor.roles)
    ]
    return {"$or": [{"state.taken": {"$elemMatch": een}} for een in wie]}
