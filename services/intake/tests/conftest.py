# SPDX-License-Identifier: EUPL-1.2
"""The people and one good melding of the stories, for every test of intake."""

import copy
import json
import secrets
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import httpx2
import pytest
from joserfc.jwk import ECKey
from pydantic import SecretStr

from zvhh_contracts.configuration import Configuratie, Partner, Pilotjaar
from zvhh_intake.domain.gegevens import DienIn
from zvhh_intake.domain.indienen import Indiening
from zvhh_intake.handlers import handlers
from zvhh_intake.service import create
from zvhh_kit.clock import append
from zvhh_kit.decision import Actor
from zvhh_kit.handlers import Handlers
from zvhh_kit.identity import NotKnown
from zvhh_kit.message import Message
from zvhh_kit.service import Rooms
from zvhh_kit.settings import Settings

VT, PO, RN = "00000099000000001000", "00000099000000002000", "00000099000000006000"
SH, TB, ONBEKEND = "00000099000000009000", "00000099000000011000", "00000099000000099000"
_VAST = date(2024, 1, 1)

_MELDING: dict[str, Any] = {
    "voorPilot": True,
    "bekend": {"hoe": "Melding van de buren", "sinds": "2025-02-20"},
    "relatie": "ex-partner",
    "gemeente": "den-haag",
    "betrokkenen": [
        {
            "rol": "slachtoffer",
            "gegevens": {
                "naam": "Anna Fictief",
                "geboortedatum": "1990-02-03",
                "adres": "Proefweg 1 Zandvoorde",
                "adresAfschermen": True,
                "telefoon": "06-00000001",
                "veiligBereiken": "Alleen overdag, nooit via de vaste lijn.",
                "bsn": "999990019",
            },
            "geinformeerd": {"ja": True},
        },
        {
            "rol": "pleger",
            "gegevens": {"naam": "Boris Verzonnen", "geboortedatum": "1987-11-30", "bsn": "999990020"},
            "geinformeerd": {"ja": False, "waaromNiet": "Dit is niet veilig."},
        },
    ],
    "zorgen": "Hij staat elke avond voor haar deur.",
    "zekerheden": "Twee keer door ons gezien.",
    "criteria": {
        "leefgebieden": "Zij durft niet naar haar werk en kan niet verhuizen.",
        "veiligheid": "Hij dreigde twee keer met geweld.",
        "samenwerking": "Politie en hulpverlening weten elk een deel.",
    },
    "leefgebieden": ["huisvesting", "werk-en-opleiding", "huiselijke-relaties"],
    "domeinen": ["straf", "zorg"],
    "wensen": ["aware"],
    "verklaring": {"rechtmatigVerkregen": True, "juistheidGetoetst": True},
    "beroepsgeheim": {"geldt": False},
    "voorwaarden": "Niet delen met de werkgever.",
    "melder": {"naam": "Vera Melder", "telefoon": "070-0000001", "email": "vera@duinrand.example"},
}


@pytest.fixture(scope="session")
def config() -> Configuratie:
    """The partners of the stories; 2025 by the seed, and 2026 as Story 3 adds it."""
    partners = (
        Partner(oin=VT, naam="Veilig Thuis Duinrand", klasse="2b", vast_van=_VAST),
        Partner(oin=PO, naam="Politie Duinrand", klasse="1c", vast_van=_VAST),
        Partner(oin=RN, naam="Reclassering Duinrand", klasse="2a", vast_van=_VAST, vast_tot=date(2025, 6, 1)),
        Partner(oin=SH, naam="Slachtofferhulp Duinrand", klasse="derde"),
        Partner(oin=TB, naam="Thuisbasis", klasse="2e"),
    )
    return Configuratie(partners=partners)


@pytest.fixture(scope="session")
def config_2026(config: Configuratie) -> Configuratie:
    """The same with a pilotjaar 2026."""
    jaar = Pilotjaar(
        begin=datetime(2025, 12, 31, 23, tzinfo=UTC), eind=datetime(2026, 12, 31, 23, tzinfo=UTC), maximum=40
    )
    return config.model_copy(update={"pilotjaren": {**config.pilotjaren, 2026: jaar}})


@pytest.fixture(scope="session")
def tafel(config: Configuratie) -> Handlers:
    """The table of intake for these partners."""
    return handlers(config)


@pytest.fixture
def melding() -> dict[str, Any]:
    """One good melding, as JSON that a test may change."""
    return copy.deepcopy(_MELDING)


@pytest.fixture
def dien_in(melding: dict[str, Any]) -> Callable[..., DienIn]:
    """A clear command from the good melding, with top-level fields changed; None takes one away."""

    def maak(**anders: Any) -> DienIn:
        velden = {naam: waarde for naam, waarde in {**copy.deepcopy(melding), **anders}.items() if waarde is not None}
        return DienIn.model_validate(velden)

    return maak


@pytest.fixture
def indiening(dien_in: Callable[..., DienIn]) -> Callable[..., Indiening]:
    """A command as the border offers it."""

    def maak(weg: str = "rest", referentie: str = "", **anders: Any) -> Indiening:
        return Indiening.model_validate(
            {"melding": dien_in(**anders), "kenmerk": "ZV-7K4M-9QXT", "weg": weg, "referentie": referentie}
        )

    return maak


@pytest.fixture
def vera() -> Actor:
    """Vera of Veilig Thuis, a melder."""
    return Actor("vera", VT, frozenset({"melder"}))


@pytest.fixture
def als() -> Callable[[str], Actor]:
    """Someone of another organisation."""
    return lambda oin: Actor("iemand", oin, frozenset({"melder"}))


# --- the service on real parts ---------------------------------------------------------------------------------------


class Tokens:
    """Stands in for the issuer, whose tokens the kit's own tests check: `Bearer <person>.<oin>.<role+role>`."""

    async def actor(self, authorization: str | None) -> Actor:
        """Who it says it is."""
        if not authorization:
            raise NotKnown("geen-token")
        persoon, oin, rollen = authorization.removeprefix("Bearer ").split(".")
        return Actor(persoon, oin, frozenset(rollen.split("+")))


@dataclass(slots=True)
class Intake:
    """Intake as a client meets it, with a clock that a test sets, and a hand for what other services say."""

    client: httpx2.AsyncClient
    rooms: Rooms
    journal: Path

    def om(self, moment: datetime) -> None:
        """From now on it is this moment, and time stands still. It never goes back."""
        append(self.journal, moment, "frozen")

    async def vraag(
        self,
        methode: str,
        pad: str,
        *,
        als: str = "vera",
        oin: str = VT,
        rol: str = "melder",
        sleutel: str = "",
        inhoud: Any = None,
    ) -> httpx2.Response:
        """One request of a person."""
        kop = {"Authorization": f"Bearer {als}.{oin}.{rol}"}
        if methode != "GET":
            kop["Idempotency-Key"] = sleutel or secrets.token_hex(8)
        return await self.client.request(methode, pad, headers=kop, json=inhoud)

    async def meld(self, melding: dict[str, Any], **wie: Any) -> dict[str, Any]:
        """Report, and give back the answer, which must be 201."""
        antwoord = await self.vraag("POST", "/v1/meldingen", inhoud=melding, **wie)
        assert antwoord.status_code == 201, antwoord.text
        gemeld: dict[str, Any] = antwoord.json()
        return gemeld

    async def hoor(self, zaak_id: str, *events: Any) -> None:
        """What other services published about a zaak."""
        for event in events:
            (document,) = (await self.rooms.store.load([zaak_id])).values()
            bron = f"urn:nld:oin:00000099000000000100:systeem:zvhh-{event.type.split('.')[2]}"
            nummer = document.marks.get(bron, 0) + 1
            data = event.model_dump_json(by_alias=True).encode()
            bericht = Message(zaak_id, "event", self.rooms.clock.now(), event.type, bron, nummer, data)
            (uitkomst,) = await self.rooms.engine.process([bericht])
            assert uitkomst.status == "handled", uitkomst


@pytest.fixture
def sleutel() -> ECKey:
    """Intake's private key for partners' records."""
    return ECKey.generate_key("P-256", {"kid": "intake-1"}, private=True)


@pytest.fixture
def settings(
    kafka_bootstrap: str,
    mongodb_url: str,
    topic_prefix: str,
    database: str,
    tmp_path: Path,
    config: Configuratie,
    sleutel: ECKey,
) -> Settings:
    """Settings of an intake of this test's own, on the real parts."""
    files = {name: tmp_path / name for name in ("configuration.yaml", "keys.json", "clock")}
    files["configuration.yaml"].write_text(config.model_dump_json(by_alias=True), "utf-8")
    files["keys.json"].write_text(json.dumps({"keys": [sleutel.as_dict(private=True)]}), "utf-8")
    append(files["clock"], datetime(2025, 3, 3, 8, 12, tzinfo=UTC), "frozen")
    return Settings.for_documents().model_copy(
        update={
            "oin": "00000099000000000100",
            "kafka_bootstrap": kafka_bootstrap,
            "mongodb_url": SecretStr(mongodb_url),
            "database": database,
            "topic_prefix": topic_prefix,
            "configuration": files["configuration.yaml"],
            "partner_keys_file": files["keys.json"],
            "clock_journal": files["clock"],
            "http_port": 0,
        }
    )


@pytest.fixture
async def intake(settings: Settings) -> AsyncIterator[Intake]:
    """The app on a real database; nothing is published, for there is no relay running."""
    service = create(settings)
    rooms = service.assemble()
    rooms.app.state.kit.bearer = Tokens()
    await rooms.store.prepare(service.indexes)
    transport = httpx2.ASGITransport(app=rooms.app)
    assert settings.clock_journal is not None
    async with httpx2.AsyncClient(transport=transport, base_url="http://intake") as client:
        yield Intake(client, rooms, settings.clock_journal)
    await rooms.log.close()
    rooms.store.close()
