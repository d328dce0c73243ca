# SPDX-License-Identifier: EUPL-1.2
"""The little service of `border` as a whole on real parts, for the tests beside this file; and people who ask it."""

import sys
from pathlib import Path
from typing import Any, ClassVar

from pydantic import BaseModel

sys.path.insert(0, str(Path(__file__).parents[1]))

from border import ACCESS, OURS, SECRET_TEXT, THEIRS, Dossier, handlers, routes

from zvhh_contracts.event import Reader
from zvhh_kit.core.message import Message
from zvhh_kit.domain.decision import Actor, Context, Decision
from zvhh_kit.http import verwerkingen
from zvhh_kit.identity import anything
from zvhh_kit.process.settings import Settings
from zvhh_kit.service.description import Service
from zvhh_kit.testing.service import OIN, Running

MILA = Actor("mila", OURS, frozenset({"melder"}))
RAMI = Actor("rami", OURS, frozenset({"melder"}))
THEIR_MAN = Actor("piet", THEIRS, frozenset({"melder"}))
NOOR = Actor("noor", OIN, frozenset({"procesregisseur"}))
FRED = Actor("fred", OIN, frozenset({"toezicht"}))
TOEZICHT = {"toezicht": anything}
GOOD = {"onderwerp": "hek", "aantal": 1, "naam": SECRET_TEXT}


class Leeg(BaseModel):
    """No configuration."""


class Vernietigd(Reader):
    """Another service says that the zaak is over."""

    type: ClassVar[str] = "nl.proef.dossiers.vernietigd.v1"


class Gewijzigd(Reader):
    """Something that comes late."""

    type: ClassVar[str] = "nl.proef.dossiers.gewijzigd.v1"


def _weg(dossier: Dossier | None, event: Vernietigd, ctx: Context) -> Decision[Dossier]:
    return Decision(gone=True)


def _wijzig(dossier: Dossier | None, event: Gewijzigd, ctx: Context) -> Decision[Dossier]:
    return Decision(Dossier(melder_oin=OURS, onderwerp="terug"))


def service(settings: Settings) -> Service:
    """The little service, which hears of an end."""
    table = handlers()
    (kind,) = table
    kind.event(Vernietigd, _weg)
    kind.event(Gewijzigd, _wijzig)
    return Service(
        name="proef",
        settings=settings,
        handlers=table,
        topic_of={},
        reads=("bron.v1",),
        collection="dossiers",
        routers=[routes(), verwerkingen()],
        access=ACCESS | {"lees_verwerkingen": TOEZICHT, "lees_verwerkingen_csv": TOEZICHT},
    )


class Proef(Running):
    """The service at work, with what its tests do to it."""

    async def new(self, key: str = "sleutel-1", by: Actor = MILA, **changes: Any) -> str:
        """A new dossier; its id."""
        answer = await self.ask("POST", "/v1/dossiers", by, body=GOOD | changes, key=key)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["zaakId"])

    async def say(self, zaak: str, sequence: int, event: type[BaseModel] = Vernietigd) -> str:
        """An event; what became of it."""
        name: str = event.type  # type: ignore[attr-defined]
        now = self.rooms.clock.now()
        message = Message(zaak, "event", now, name=name, source="urn:x", sequence=sequence, data=b"{}")
        (outcome,) = await self.rooms.engine.process([message])
        return outcome.status

    async def key_gone(self, zaak: str) -> bool:
        """Whether the key was destroyed, as another process finds it."""
        raw = await self.rooms.keys.collection.find_one({"_id": zaak})
        return bool(raw and raw.get("destroyed"))
