# SPDX-License-Identifier: EUPL-1.2
"""One zaak in triage, driven by messages as its people and the other services would; people as in the stories."""

import base64
import json
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, Self

import httpx2
import pytest
from pydantic import BaseModel, SecretStr

from zvhh_contracts import casussen, meldingen, overleggen
from zvhh_contracts.configuration import Configuratie, Partner, Professional
from zvhh_contracts.triages import Route
from zvhh_kit.calendar import at_local
from zvhh_kit.clock import append
from zvhh_kit.decision import Actor, Sealed
from zvhh_kit.identity import NotKnown
from zvhh_kit.message import Message
from zvhh_kit.rooms import Rooms
from zvhh_kit.settings import Settings
from zvhh_kit.testing import Story, given
from zvhh_triage.domain.aanvulling import VraagAanvulling
from zvhh_triage.domain.bevestiging import Bevestig
from zvhh_triage.domain.oordelen import Beoordeel, BeoordeelPilot
from zvhh_triage.domain.triage import CRITERIA, Criterium, Triage, Uitkomst
from zvhh_triage.handlers import handlers
from zvhh_triage.service import create

ZVHH = "00000099000000000100"
VT = "00000099000000001000"
PO = "00000099000000002000"
NOOR = Actor("noor.testema", ZVHH, frozenset({"procesregisseur"}))
BRAM = Actor("bram.proefstra", ZVHH, frozenset({"procesregisseur"}))
VERA = Actor("vera", VT, frozenset({"melder"}))
BEGIN = at_local(date(2025, 3, 3), time(9, 12))


def configuratie() -> Configuratie:
    """The defaults, with two partners and two people."""
    return Configuratie(
        partners=(
            Partner(oin=VT, naam="Veilig Thuis Duinrand", klasse="2b", vast_van=date(2020, 1, 1)),
            Partner(oin=PO, naam="Politie Duinrand", klasse="1c", vast_van=date(2020, 1, 1)),
        ),
        professionals=(
            Professional(id=NOOR.subject, organisatie=ZVHH, naam="Noor Testema"),
            Professional(id=BRAM.subject, organisatie=ZVHH, naam="Bram Proefstra"),
        ),
    )


def ingediend(**anders: Any) -> meldingen.MeldingIngediend:
    """The melding of story 1."""
    feiten: dict[str, Any] = {
        "kenmerk": "ZV-7K4M-9QXT",
        "pilotjaar": 2025,
        "ontvangen_op": BEGIN,
        "eerste_verwerking_op": BEGIN,
        "melder_oin": VT,
        "gemeente": "delft",
        "relatie": "ex-partner",
        "wensen": ("aware",),
        "leefgebieden": ("huisvesting", "financien", "sociaal-netwerk"),
    }
    return meldingen.MeldingIngediend(**feiten | anders)


class Zaak:
    """A story with the verbs of triage; every verb is one message at `at`."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.at = BEGIN

    @property
    def triage(self) -> Triage:
        """The state now."""
        state: Triage = self.story.state
        return state

    def op(self, day: date, hour: int = 12) -> Self:
        """What follows happens on this local day; `hour` in UTC."""
        self.at = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
        return self

    def doe(self, message: BaseModel | str, by: Actor = NOOR, key: str = "") -> Self:
        """Any message."""
        self.story.when(message, at=self.at, by=by, key=key)
        return self

    def oordeel(self, criterium: Criterium, ja: bool = True, by: Actor = NOOR, **anders: Any) -> Self:
        """One criterion."""
        domeinen = ("straf", "zorg") if criterium == "samenwerking" and ja else ()
        feiten: dict[str, Any] = {"criterium": criterium, "ja": ja, "domeinen": domeinen} | anders
        return self.doe(Beoordeel(motivatie=Sealed(f"omdat {criterium}"), **feiten), by)

    def drie_keer_ja(self) -> Self:
        """Three criteria, each ja."""
        for criterium in CRITERIA:
            self.oordeel(criterium)
        return self

    def pilot(self, hoort_bij: bool, by: Actor = NOOR) -> Self:
        """Scope."""
        return self.doe(BeoordeelPilot(hoort_bij=hoort_bij, motivatie=Sealed("omdat de relatie anders is")), by)

    def vraag(self, uiterlijk_op: date | None = None, by: Actor = NOOR, key: str = "") -> Self:
        """A supplement is asked."""
        return self.doe(VraagAanvulling(vraag=Sealed("Welke hulp is er al?"), uiterlijk_op=uiterlijk_op), by, key)

    def bevestig(self, uitkomst: Uitkomst, by: Actor = NOOR, key: str = "", **anders: Any) -> Self:
        """Confirm; an afwijzing gets route and advice unless told otherwise."""
        extra: dict[str, Any] = {"route": "lokaal", "advies": Sealed("bespreek in het wijkteam")}
        return self.doe(Bevestig(uitkomst=uitkomst, **(extra if uitkomst == "afgewezen" else {}) | anders), by, key)

    def aangevuld(self) -> Self:
        """intake: supplemented."""
        return self.doe(meldingen.MeldingAangevuld(aangevuld_op=self.at))

    def ingetrokken(self) -> Self:
        """intake: withdrawn."""
        return self.doe(meldingen.MeldingIngetrokken(ingetrokken_op=self.at))

    def gepland(self, nummer: int = 1) -> Self:
        """meetings: a weegoverleg is planned."""
        return self.doe(
            overleggen.WeegoverlegGepland(nummer=nummer, begin=self.at, duur_minuten=60, genodigden=(VT, PO))
        )

    def geannuleerd(self, nummer: int = 1) -> Self:
        """meetings: an overleg is cancelled."""
        return self.doe(overleggen.OverlegGeannuleerd(nummer=nummer, soort="weegoverleg"))

    def gehouden(self, *, passend: bool | None = True, route: Route | None = None) -> Self:
        """meetings: a weegoverleg was held; passend None = besproken, niet besloten."""
        return self.doe(
            overleggen.WeegoverlegGehouden(
                nummer=1,
                gehouden_op=self.at,
                vastgelegd_op=self.at,
                besloten=passend is not None,
                aanwezigen=(VT, PO),
                passend=passend,
                doorzetten="ja" if passend else None,
                route=route,
            )
        )

    def afgeschaald(self) -> Self:
        """regie: closed."""
        return self.doe(casussen.CasusAfgeschaald(nummer=2, afgeschaald_op=self.at))

    def dan(self, *events: BaseModel) -> Self:
        """Exactly these events followed from the last message."""
        self.story.then(*events)
        return self

    def dan_niets(self) -> Self:
        """Nothing followed."""
        self.story.then_nothing()
        return self

    def geweigerd(self, *codes: str, status: int | None = None) -> Self:
        """The last message was refused with exactly these codes."""
        self.story.then_refused(*codes, status=status)
        return self

    @property
    def teksten(self) -> list[str]:
        """The texts of the refusal."""
        outcome = self.story.outcome
        return [fault.text for fault in outcome.refused.faults] if outcome and outcome.refused else []


@pytest.fixture
def leeg() -> Callable[[], Zaak]:
    """A zaak that triage has not heard of."""
    return lambda: Zaak(given(handlers(configuratie())))


@pytest.fixture
def zaak() -> Callable[..., Zaak]:
    """A zaak whose melding came in; keywords change the melding."""
    return lambda **anders: Zaak(given(handlers(configuratie()), ingediend(**anders), at=BEGIN))


MENSEN = {
    "noor": Actor("noor.testema", ZVHH, frozenset({"procesregisseur"})),
    "bram": Actor("bram.proefstra", ZVHH, frozenset({"procesregisseur"})),
    "vera": Actor("vera", VT, frozenset({"melder"})),
    "piet": Actor("piet", PO, frozenset({"melder"})),
    "rob": Actor("rob", VT, frozenset({"deelnemer"})),
    "bea": Actor("bea", ZVHH, frozenset({"beheer"})),
}
WOENSDAG = at_local(date(2025, 3, 5), time(9))
CONFIG = f"""
partners:
  - {{oin: "{VT}", naam: Veilig Thuis Duinrand, klasse: 2b, vastVan: 2020-01-01}}
  - {{oin: "{PO}", naam: Politie Duinrand, klasse: 1c, vastVan: 2020-01-01}}
professionals:
  - {{id: noor.testema, organisatie: "{ZVHH}", naam: Noor Testema}}
  - {{id: bram.proefstra, organisatie: "{ZVHH}", naam: Bram Proefstra}}
"""


class Tokens:
    """Reads who asks from the name in the header; real tokens are the kit's tests."""

    async def actor(self, authorization: str | None) -> Actor:
        """The person. Raises NotKnown."""
        actor = MENSEN.get((authorization or "").removeprefix("Bearer "))
        if actor is None:
            raise NotKnown("geen-token")
        return actor


class Dienst:
    """The service with a client; a zaak is made by the event of intake."""

    mensen = MENSEN
    ingediend = staticmethod(ingediend)

    def __init__(self, rooms: Rooms) -> None:
        self.rooms = rooms
        self.client = httpx2.AsyncClient(transport=httpx2.ASGITransport(app=rooms.app), base_url="http://triage.test")
        self._heard: dict[tuple[str, str], int] = {}

    async def hoort(self, zaak: str, event: BaseModel) -> None:
        """An event of another service, handled."""
        name: str = type(event).type  # type: ignore[attr-defined]
        source = f"urn:nld:oin:{ZVHH}:systeem:zvhh-{name.split('.')[2]}"
        sequence = self._heard[zaak, source] = self._heard.get((zaak, source), 0) + 1
        data = event.model_dump_json(by_alias=True).encode()
        now = self.rooms.clock.now()
        message = Message(zaak, "event", now, name=name, source=source, sequence=sequence, data=data)
        (outcome,) = await self.rooms.engine.process([message])
        assert outcome.status == "handled", outcome

    async def melding(self, **anders: Any) -> str:
        """A zaak whose melding came in; its id."""
        zaak = f"{secrets.token_hex(4)}-0000-8000-8000-{secrets.token_hex(6)}"
        await self.hoort(zaak, ingediend(**anders))
        return zaak

    async def lees(self, path: str, wie: str = "noor", **query: Any) -> httpx2.Response:
        """GET under /v1/triages."""
        return await self.client.get(f"/v1/triages{path}", params=query, headers={"Authorization": f"Bearer {wie}"})

    async def doe(self, path: str, body: Any, wie: str = "noor", key: str = "") -> httpx2.Response:
        """POST under /v1/triages."""
        headers = {"Authorization": f"Bearer {wie}", "Idempotency-Key": key or secrets.token_hex(8)}
        return await self.client.post(f"/v1/triages{path}", json=body, headers=headers)

    async def oordelen(self, zaak: str, **nee: str) -> None:
        """Three criteria, ja but for those named."""
        for criterium in ("leefgebieden", "veiligheid", "samenwerking"):
            ja = criterium not in nee
            body = {"criterium": criterium, "ja": ja, "motivatie": nee.get(criterium, "goede reden")}
            extra = {"domeinen": ["straf", "zorg"]} if criterium == "samenwerking" and ja else {}
            assert (await self.doe(f"/{zaak}/oordelen", body | extra)).status_code == 201

    async def afgewezen(self, zaak: str) -> None:
        """One nee, confirmed by Bram."""
        await self.oordelen(zaak, samenwerking="alleen zorg is genoeg")
        body = {"uitkomst": "afgewezen", "route": "lokaal", "advies": "bespreek in het wijkteam"}
        assert (await self.doe(f"/{zaak}/bevestiging", body, "bram")).status_code == 201


@pytest.fixture
async def dienst(
    kafka_bootstrap: str, mongodb_url: str, database: str, topic_prefix: str, tmp_path: Path
) -> AsyncIterator[Dienst]:
    """Triage on its own database, with a clock that stands at Wednesday 5 March 2025, 09:00."""
    (tmp_path / "config.yaml").write_text(CONFIG)
    append(tmp_path / "klok", WOENSDAG, "frozen")
    documents = Settings.for_documents()
    settings = documents.model_copy(
        update={
            "kafka_bootstrap": kafka_bootstrap,
            "mongodb_url": SecretStr(mongodb_url),
            "database": database,
            "topic_prefix": topic_prefix,
            "oin": ZVHH,
            "configuration": tmp_path / "config.yaml",
            "clock_journal": tmp_path / "klok",
            "master_keys": SecretStr(json.dumps({"m1": base64.b64encode(bytes(range(32))).decode()})),
            "master_key": "m1",
        }
    )
    service = create(settings)
    rooms = service.assemble()
    rooms.app.state.kit.bearer = Tokens()
    async with AsyncExitStack() as stack:
        stack.callback(rooms.store.close)
        stack.push_async_callback(rooms.log.close)
        stack.push_async_callback(rooms.producer.stop)
        await rooms.store.prepare(service.indexes)
        dienst = Dienst(rooms)
        stack.push_async_callback(dienst.client.aclose)
        yield dienst
