# SPDX-License-Identifier: EUPL-1.2
"""S16: the zwaartepunt, dated and with a reason; what each gemeente agreed, and until when."""

from datetime import date

import pytest
from services.regie.tests.story import Maak, Zaak, er_is

from zvhh_contracts.casussen import ZwaartepuntGewijzigd
from zvhh_contracts.configuration import Configuratie, Partner, RegieAfspraak
from zvhh_kit.core.handlers import Handlers
from zvhh_kit.domain.decision import Sealed
from zvhh_regie.domain.commands.wijzig_zwaartepunt import WijzigZwaartepunt
from zvhh_regie.domain.rules.afspraken import geldig_op, gemeenten, laatst_verlopen, levert_niet
from zvhh_regie.views.casusregie import ZwaartepuntBeeld

NU = "2025-06-10 12:00"


def zwaartepunt(gemeente: str = "delft", per: str = "2025-06-01") -> WijzigZwaartepunt:
    return WijzigZwaartepunt(gemeente=gemeente, per=date.fromisoformat(per), reden=Sealed("zij is verhuisd"))


def test_it_is_dated_and_the_former_ones_stay(table: Handlers, maak: Maak) -> None:
    """S16: gemeente and day go on, the reason stays here; one of the same day takes its place in the history."""
    story = maak.open_casus(table)
    assert not story.state.zwaartepunten
    story.when(zwaartepunt(), at=maak.op(NU), by=maak.NOOR)
    story.then(ZwaartepuntGewijzigd(gemeente="delft", per=date(2025, 6, 1)))
    story.when(zwaartepunt("rijswijk", "2025-06-01"), at=maak.op(NU), by=maak.NOOR)
    story.then_result({"nummer": 2})
    assert (story.state.stand, story.state.kenmerk) == ("loopt", "ZV-7K4M-9QXT")
    assert [een.gemeente for een in story.state.zwaartepunten] == ["delft", "rijswijk"]
    geldt = er_is(story.state.zwaartepunt)
    assert (geldt.gemeente, geldt.door, geldt.op) == ("rijswijk", "noor", maak.op(NU))
    assert "verhuisd" not in repr(story.state)


@pytest.mark.parametrize("gemeente", ["atlantis", "onbekend"])
def test_a_gemeente_of_the_list(table: Handlers, maak: Maak, gemeente: str) -> None:
    """S16: not an unknown one, nor that it is unknown."""
    story = maak.open_casus(table).when(zwaartepunt(gemeente), at=maak.op(NU), by=maak.NOOR)
    story.then_refused("gemeente-onbekend", status=400)


def test_a_person_moves_away_and_the_zaak_stays(table: Handlers, maak: Maak, config: Configuratie) -> None:
    """S16, D10: outside the region, dated and with a reason as any other; told by name, and back again later."""
    story = maak.open_casus(table).when(zwaartepunt("buiten-de-regio"), at=maak.op(NU), by=maak.NOOR)
    story.then(ZwaartepuntGewijzigd(gemeente="buiten-de-regio", per=date(2025, 6, 1)))
    assert story.state.stand == "loopt"
    assert ZwaartepuntBeeld.van(config, er_is(story.state.zwaartepunt)).gemeente_naam == "Buiten de regio"
    story.when(zwaartepunt("delft", "2025-06-10"), at=maak.op(NU), by=maak.NOOR)
    assert er_is(story.state.zwaartepunt).gemeente == "delft"


def test_every_fault_at_once_and_no_future(table: Handlers, maak: Maak) -> None:
    """S16: today is allowed, tomorrow and before the last one are not."""
    story = maak.open_casus(table).when(zwaartepunt("x", "2025-06-11"), at=maak.op(NU), by=maak.NOOR)
    story.then_refused("gemeente-onbekend", "datum-in-toekomst", status=400)
    story.when(zwaartepunt(per="2025-06-10"), at=maak.op(NU), by=maak.NOOR)
    story.when(zwaartepunt(per="2025-06-09"), at=maak.op(NU), by=maak.NOOR)
    story.then_refused("voor-laatste-zwaartepunt", status=400)
    assert len(story.state.zwaartepunten) == 1


def test_by_a_procesregisseur_of_an_open_zaak(table: Handlers, maak: Maak) -> None:
    """L9, S15: not a deelnemer, not a closed casus; a waiting one may."""
    for actor in (maak.PIET, maak.BEA):
        maak.open_casus(table).when(zwaartepunt(), at=maak.op(NU), by=actor).then_refused("niet-gevonden", status=404)
    Zaak(table).when(zwaartepunt(), at=maak.op(NU), by=maak.NOOR).then_refused("niet-gevonden", status=404)
    dicht = maak.open_casus(table).when(maak.besluit("2025-10-22"), at=maak.op("2025-10-22"))
    dicht.when(zwaartepunt(), at=maak.op("2025-10-23"), by=maak.NOOR).then_refused("zaak-afgeschaald", status=409)
    wacht = Zaak(table).given(maak.melding(), maak.weegoverleg(), maak.wachtlijst(), at=maak.op("2025-03-12"))
    wacht.when(zwaartepunt(), at=maak.op(NU), by=maak.NOOR)
    assert wacht.state.zwaartepunt is not None


def test_agreements_by_the_day(config: Configuratie) -> None:
    """S16: both ends included; without an end for ever; the one that ended last is known."""
    eerst = RegieAfspraak(levert="in-overleg", van=date(2024, 1, 1), tot_en_met=date(2024, 12, 31))
    nu = RegieAfspraak(levert="nee", van=date(2025, 1, 1), tot_en_met=date(2025, 12, 31))
    gemeente = Partner(oin="00000099000000005000", naam="M", klasse="1f", soort="gemeente", regie_afspraken=(nu, eerst))
    dagen = {date(2023, 12, 31): (), date(2024, 1, 1): (eerst,), date(2024, 12, 31): (eerst,)}
    dagen |= {date(2025, 1, 1): (nu,), date(2025, 12, 31): (nu,), date(2026, 1, 1): ()}
    assert {dag: geldig_op(gemeente, dag) for dag in dagen} == dagen
    assert [levert_niet(gemeente, dag) for dag in dagen] == [False, False, False, True, True, False]
    assert [laatst_verlopen(gemeente, dag) for dag in dagen] == [None, None, None, eerst, eerst, nu]
    andersom = gemeente.model_copy(update={"regie_afspraken": (eerst, nu)})
    assert [laatst_verlopen(andersom, dag) for dag in dagen] == [None, None, None, eerst, eerst, nu]
    altijd = gemeente.model_copy(update={"regie_afspraken": (RegieAfspraak(levert="ja"),)})
    assert geldig_op(altijd, date(2040, 1, 1))
    assert laatst_verlopen(altijd, date(2040, 1, 1)) is None
    assert [een.naam for een in gemeenten(config)] == ["Gemeente Zandvoorde", "Gemeente Meerwijk"]
