# SPDX-License-Identifier: EUPL-1.2
"""The people and one good melding of the stories, for every test of intake."""

import copy
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from joserfc.jwk import ECKey
from pydantic import BaseModel
from services.intake.tests.sentences import WAAR, gezegd
from services.intake.tests.story import Gemeld, MaaktDienIn, MaaktIndiening

from zvhh_contracts.configuration import Configuratie, Partner, Pilotjaar
from zvhh_intake.domain.commands.dien_in import Indiening
from zvhh_intake.domain.parts.gegevens import DienIn
from zvhh_intake.handlers import handlers
from zvhh_kit.core.handlers import Handlers
from zvhh_kit.domain.decision import Actor
from zvhh_kit.testing import Story, given
from zvhh_kit.testing.refusals import Refusals, recording
from zvhh_kit.testing.sentences import watching

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
def refusals() -> Refusals:
    """The table of what intake refuses, for people and integrators."""
    return Refusals(Path(__file__).parents[1] / "weigeringen.yaml", "zvhh_intake.domain")


@pytest.fixture(autouse=True)
def true_sentences() -> Iterator[None]:
    """Whatever a person reads of a state in a test is true in it."""
    yield from watching(gezegd, WAAR)


@pytest.fixture(autouse=True)
def known_refusals(refusals: Refusals) -> Iterator[None]:
    """Whatever is refused in a test stands in the table, with its words and place."""
    yield from recording(refusals)


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
def dien_in(melding: dict[str, Any]) -> MaaktDienIn:
    """A clear command from the good melding, with top-level fields changed; None takes one away."""

    def maak(**anders: Any) -> DienIn:
        velden = {naam: waarde for naam, waarde in {**copy.deepcopy(melding), **anders}.items() if waarde is not None}
        return DienIn.model_validate(velden)

    return maak


@pytest.fixture
def indiening(dien_in: MaaktDienIn) -> MaaktIndiening:
    """A command as the border offers it."""

    def maak(weg: str = "rest", referentie: str = "", **anders: Any) -> Indiening:
        return Indiening.model_validate(
            {"melding": dien_in(**anders), "kenmerk": "ZV-7K4M-9QXT", "weg": weg, "referentie": referentie}
        )

    return maak


@pytest.fixture
def gemeld(tafel: Handlers, indiening: MaaktIndiening, vera: Actor) -> Gemeld:
    """A melding of 3 March 2025, and what was heard of it, 90 days later where no other moment is named."""
    gemeld_op = datetime(2025, 3, 3, 8, 12, tzinfo=UTC)

    def maak(*gehoord: BaseModel, op: datetime = gemeld_op + timedelta(days=90)) -> Story:
        story = given(tafel, indiening(), at=gemeld_op, by=vera)
        for event in gehoord:
            story.when(event, at=op)
        return story

    return maak


@pytest.fixture
def vera() -> Actor:
    """Vera of Veilig Thuis, a melder."""
    return Actor("vera", VT, frozenset({"melder"}))


@pytest.fixture
def als() -> Callable[[str], Actor]:
    """Someone of another organisation."""
    return lambda oin: Actor("iemand", oin, frozenset({"melder"}))


@pytest.fixture
def sleutel() -> ECKey:
    """Intake's private key for partners' records."""
    return ECKey.generate_key("P-256", {"kid": "intake-1"}, private=True)
