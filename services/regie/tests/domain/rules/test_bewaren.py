# SPDX-License-Identifier: EUPL-1.2
"""L8: how long a casus is kept and how it goes; L6: who is barred from it."""

from datetime import date
from typing import Literal

import pytest
from pydantic import BaseModel
from services.regie.tests.story import Maak, Zaak, er_is

from zvhh_contracts.casussen import CasusVernietigd
from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.meldingen import BewaartermijnGewijzigd
from zvhh_contracts.regie_intern import LaatsteTelling, PlaatsVernietigd
from zvhh_kit.core.handlers import Handlers
from zvhh_kit.testing import SUBJECT as ZAAK
from zvhh_regie.domain.casus import Casus
from zvhh_regie.domain.rules.bewaren import vernietigen_op

OPEN = "2025-03-12 11:00"
EINDE = "2030-03-03"
Soort = Literal["verlengd", "aangehouden", "vrijgegeven"]


def wijziging(maak: Maak, soort: Soort, dag: date | None) -> BewaartermijnGewijzigd:
    return BewaartermijnGewijzigd(soort=soort, vernietigen_op=dag, op=maak.op("2026-01-01"))


def van_pilotjaar(story: Zaak) -> list[BaseModel]:
    return [event for aan, event in story.events if aan.startswith("pilot-")]


def test_five_years_or_thirty_days(config: Configuratie, table: Handlers, maak: Maak) -> None:
    """L8: five years from the first processing; thirty days after withdrawal, not passend, and leaving the line."""
    nu = maak.op(OPEN)
    assert vernietigen_op(config, Casus()) is None
    assert vernietigen_op(config, maak.open_casus(table).state) == date(2030, 3, 3)
    ingetrokken = Zaak(table).given(maak.melding(), maak.intrekking(), at=nu)
    assert vernietigen_op(config, ingetrokken.state) == date(2025, 4, 10)
    niet = Zaak(table).given(maak.melding(), maak.weegoverleg(passend=False, doorzetten=None, deelnemers=()), at=nu)
    assert vernietigen_op(config, niet.state) == date(2025, 4, 11)
    weg = Zaak(table).given(maak.melding(), maak.weegoverleg(), maak.wachtlijst(), at=nu)
    weg.when(maak.verlaten(), at=maak.op("2025-06-01 12:00"), by=maak.NOOR)
    assert vernietigen_op(config, weg.state) == date(2025, 7, 1)
    eerst = Zaak(table).given(maak.weegoverleg(passend=False, doorzetten=None, deelnemers=()), at=nu)
    assert vernietigen_op(config, eerst.state) == date(2025, 4, 11)
    oud = maak.melding(eerste_verwerking_op=maak.op("2020-03-20"))
    assert vernietigen_op(config, Zaak(table).given(oud, maak.intrekking(), at=nu).state) == date(2025, 3, 20)


def test_what_a_person_decided_counts(config: Configuratie, table: Handlers, maak: Maak) -> None:
    """L8: renewed, on hold (no day), released; the last word counts."""
    story = maak.open_casus(table)
    gezegd: dict[Soort, date | None] = {
        "verlengd": date(2032, 3, 3), "aangehouden": None, "vrijgegeven": date(2031, 1, 1),
    }  # fmt: skip
    for soort, dag in gezegd.items():
        story.when(wijziging(maak, soort, dag), at=maak.op("2026-01-01")).then_nothing()
        assert vernietigen_op(config, story.state) == dag
        assert er_is(story.state.bewaartermijn).soort == soort
    assert story.state.vernietigen_uiterlijk_op == date(2030, 3, 3)


def test_destroyed_leaves_a_tombstone_and_its_counts(table: Handlers, maak: Maak) -> None:
    """L8, S18, S6b: counts first, the pilot year forgets who it was, CasusVernietigd; late events make nothing anew."""
    story = maak.open_casus(table).when(maak.vernietigd(), at=maak.op(EINDE))
    assert van_pilotjaar(story) == [PlaatsVernietigd(zaak_id=ZAAK, aanvraag=1)]
    assert story.events[-1] == (ZAAK, CasusVernietigd(vernietigd_op=maak.op(EINDE)))
    assert any(isinstance(event, LaatsteTelling) for _, event in story.events)
    assert (story.document.state, story.document.gone is not None, story.reminders) == (None, True, {})
    story.when(maak.melding(), at=maak.op(EINDE)).then_nothing()
    story.when(maak.weegoverleg(), at=maak.op(EINDE)).then_nothing()
    assert story.document.state is None


@pytest.mark.parametrize(
    ("berichten", "aanvraag"),
    [
        (("melding",), None),
        (("melding", "weegoverleg"), 1),
        (("melding", "weegoverleg", "wachtlijst"), 1),
        (("melding", "wachtlijst"), 1),
        (("melding", "toegekend"), 1),
        (("melding", "weegoverleg", "toch_niet_passend"), 0),
        (("lopend",), None),
    ],
)
def test_in_any_stand(table: Handlers, maak: Maak, berichten: tuple[str, ...], aanvraag: int | None) -> None:
    """L8: whatever it claimed: its year hears it once it ever did, with the claim that stands, 0 for none."""
    story = Zaak(table).given(*[getattr(maak, bericht)() for bericht in berichten], at=maak.op(OPEN))
    story.when(maak.vernietigd(), at=maak.op(EINDE))
    verwacht = [] if aanvraag is None else [PlaatsVernietigd(zaak_id=ZAAK, aanvraag=aanvraag)]
    assert van_pilotjaar(story) == verwacht
    assert story.document.state is None


def test_a_zaak_that_was_never_heard_of(table: Handlers, maak: Maak) -> None:
    """L8: a tombstone all the same, so that what comes late makes nothing."""
    story = Zaak(table).when(maak.vernietigd(), at=maak.op(EINDE))
    story.then(CasusVernietigd(vernietigd_op=maak.op(EINDE)))
    story.when(maak.melding(), at=maak.op(EINDE)).then_nothing()
    assert story.document.state is None


def test_who_is_barred_does_nothing_here(table: Handlers, maak: Maak) -> None:
    """L6: whatever their role or organisation; until it is lifted; said twice is said once."""
    nu = maak.op("2025-03-20")
    story = maak.open_casus(table)
    for _ in range(2):
        story.when(maak.geweerd("piet"), at=nu).then_nothing()
    story.when(maak.geweerd("noor"), at=nu)
    assert story.state.geweerd == ("piet", "noor")
    for actor in (maak.PIET, maak.NOOR):
        story.when(maak.incident("2025-03-19"), at=nu, by=actor).then_refused("niet-gevonden", status=404)
    assert story.when(maak.opgeheven("piet"), at=nu).state.geweerd == ("noor",)
    story.when(maak.incident("2025-03-19"), at=nu, by=maak.PIET)
    assert story.state.incidenten
    story.when(maak.opgeheven("piet"), at=nu).then_nothing()
    Zaak(table).when(maak.opgeheven("piet"), at=nu).then_nothing()
    Zaak(table).when(maak.geweerd("piet"), at=nu).then_nothing()
