# SPDX-License-Identifier: EUPL-1.2
"""S14: a detention is drawn beside the clock and does not stop it."""

from datetime import date

import pytest
from services.regie.tests.story import Maak, Zaak, er_is

from zvhh_kit.core.handlers import Handlers
from zvhh_kit.domain.decision import Sealed
from zvhh_regie.domain.commands.corrigeer_detentie import CorrigeerDetentie
from zvhh_regie.domain.commands.registreer_detentie import RegistreerDetentie

NU = "2025-04-02 09:00"


def detentie(van: str = "2025-03-20", tot: str | None = None) -> RegistreerDetentie:
    return RegistreerDetentie(
        van=date.fromisoformat(van), tot_en_met=date.fromisoformat(tot) if tot else None, gehoord_van=Sealed("OM")
    )


def correctie(tot: str = "2025-03-25", *, van: str = "2025-03-20", is_detentie: bool = True) -> CorrigeerDetentie:
    return CorrigeerDetentie(
        is_detentie=is_detentie,
        van=date.fromisoformat(van),
        tot_en_met=date.fromisoformat(tot),
        gehoord_van=Sealed("OM"),
        reden=Sealed("vrijgelaten"),
    )


@pytest.mark.parametrize("wie", ["NOOR", "PIET"])
def test_it_does_not_stop_the_clock(table: Handlers, maak: Maak, wie: str) -> None:
    """S14: the six months run on; nothing is published; by a procesregisseur or a deelnemer."""
    story = maak.open_casus(table)
    klok, herinnering = story.state.klok_tot, dict(story.reminders)
    story.when(detentie(), at=maak.op(NU), by=getattr(maak, wie)).then_nothing()
    assert (story.state.klok_tot, story.reminders) == (klok, herinnering)
    versie = er_is(story.state.detentie(1)).versies[-1]
    assert (versie.van, versie.tot_en_met, versie.is_detentie) == (date(2025, 3, 20), None, True)
    assert (versie.door, versie.op) == (getattr(maak, wie).subject, maak.op(NU))
    story.then_result({"nummer": 1, "versie": 1})
    story.when("afschalen", at=maak.op("2025-09-12"))
    assert story.state.afschalen_mogelijk


def test_every_version_stays(table: Handlers, maak: Maak) -> None:
    """S14: its end, or that there was none, is a correction; others stay as they were."""
    story = maak.open_casus(table).when(detentie(), at=maak.op(NU), by=maak.PIET)
    story.when(detentie("2025-04-01"), at=maak.op(NU), by=maak.PIET)
    story.when(correctie(), number=1, at=maak.op(NU), by=maak.NOOR).then_nothing()
    story.then_result({"nummer": 1, "versie": 2})
    assert [versie.tot_en_met for versie in er_is(story.state.detentie(1)).versies] == [None, date(2025, 3, 25)]
    assert er_is(story.state.detentie(1)).versies[-1].reden
    assert len(er_is(story.state.detentie(2)).versies) == 1
    story.when(correctie(is_detentie=False), number=1, at=maak.op(NU), by=maak.NOOR)
    assert not er_is(story.state.detentie(1)).versies[-1].is_detentie
    story.when(correctie(), number=3, at=maak.op(NU), by=maak.NOOR).then_refused("detentie-onbekend", status=404)
    assert "vrijgelaten" not in repr(story.state)


def test_its_days_are_in_order_and_it_has_begun(table: Handlers, maak: Maak) -> None:
    """S14: today may be, tomorrow not; it ends on its first day at the earliest; the end may be to come."""
    story = maak.open_casus(table)
    story.when(detentie("2025-04-03", "2025-04-01"), at=maak.op(NU), by=maak.PIET)
    story.then_refused("datum-in-toekomst", "einde-voor-begin", status=400)
    story.when(detentie("2025-04-02", "2025-04-02"), at=maak.op(NU), by=maak.PIET).then_nothing()
    story.when(detentie("2025-04-02", "2025-12-01"), at=maak.op(NU), by=maak.PIET).then_nothing()
    story.when(correctie("2025-03-19"), number=1, at=maak.op(NU), by=maak.PIET).then_refused(
        "einde-voor-begin", status=400
    )
    assert len(story.state.detenties) == 2


def test_by_who_takes_part(table: Handlers, maak: Maak) -> None:
    """L6, S15: others read that it does not exist; a zaak without participants has none."""
    story = maak.open_casus(table).when(detentie(), at=maak.op(NU), by=maak.NOOR)
    for bericht in (detentie(), correctie()):
        for actor in (maak.GIJS, maak.BEA):
            story.when(bericht, number=1, at=maak.op(NU), by=actor).then_refused("niet-gevonden", status=404)
    Zaak(table).when(detentie(), at=maak.op(NU), by=maak.NOOR).then_refused("niet-gevonden", status=404)
    vroeg = Zaak(table).given(maak.melding(), at=maak.op(NU))
    vroeg.when(detentie(), at=maak.op(NU), by=maak.NOOR).then_refused("nog-geen-deelnemers", status=409)
