# SPDX-License-Identifier: EUPL-1.2
"""S6b, seen from the casus: undo an opening, be offered a place, be reminded, wait on next year, leave by D5."""

from datetime import date

import pytest
from services.regie.tests.story import Maak, Zaak, er_is

from zvhh_contracts.casussen import CasusGeopend, CasusOpWachtlijst, CasusVanWachtlijst, OpeningOngedaan
from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.regie_intern import PlaatsGevraagd, PlaatsTeruggegeven, WachtlijstVerlaten
from zvhh_kit.core.handlers import Handlers
from zvhh_kit.domain.decision import Actor, Context
from zvhh_kit.testing import SUBJECT as ZAAK
from zvhh_regie.domain.casus import Casus
from zvhh_regie.domain.derived import derive
from zvhh_regie.handlers import handlers

OPEN = "2025-03-12 11:00"
NU = "2025-03-14 09:00"


def codes(story: Zaak) -> set[str]:
    return {taak.code for taak in story.state.taken}


def wachtend(table: Handlers, maak: Maak, op: str = OPEN) -> Zaak:
    return Zaak(table).given(maak.melding(), maak.weegoverleg(), maak.wachtlijst(2), at=maak.op(op))


def test_an_opening_made_in_error_is_undone(table: Handlers, maak: Maak) -> None:
    """S6b: OpeningOngedaan, the place goes back, the clock stops; participants, incidents and casusregie stay."""
    story = maak.open_casus(table).when(maak.incident("2025-03-13"), at=maak.op(NU), by=maak.PIET)
    story.when(maak.aangewezen(1, maak.een(), "2025-03-12"), at=maak.op(NU))
    story.when(maak.ongedaan(), at=maak.op(NU), by=maak.NOOR)
    assert story.events == [
        (ZAAK, OpeningOngedaan(pilotjaar=2025, plaats=1, ongedaan_op=maak.op(NU), door="noor")),
        ("pilot-2025", PlaatsTeruggegeven(zaak_id=ZAAK, aanvraag=1)),
    ]
    casus = story.state
    assert (casus.stand, casus.plaats, casus.geopend_op, casus.klok_vanaf, casus.klok_tot) == (
        "tweede-weegoverleg",
        None,
        None,
        None,
        None,
    )
    assert (len(casus.incidenten), len(casus.regie), len(casus.deelnemers)) == (1, 1, 4)
    assert not story.reminders
    (ongedaan,) = casus.openingen_ongedaan
    assert (ongedaan.plaats.plaats, ongedaan.geopend_op, ongedaan.door) == (1, maak.op(OPEN), "noor")
    assert ongedaan.reden
    story.then_result({"stand": "tweede-weegoverleg"})


def test_a_second_weegoverleg_claims_anew(table: Handlers, maak: Maak) -> None:
    """S6b: after an undone opening: the second weegoverleg claims by its own moment; the clock starts anew."""
    story = maak.open_casus(table).when(maak.ongedaan(), at=maak.op(NU), by=maak.NOOR)
    later = maak.op("2025-04-02 11:00")
    story.when(maak.weegoverleg(nummer=2, vastgelegd_op=later), at=later)
    vraag = PlaatsGevraagd(zaak_id=ZAAK, vastgelegd_op=later, ontvangen_op=maak.op("2025-03-03 09:12"), aanvraag=2)
    story.then(vraag, to="pilot-2025")
    story.when(maak.toegekend(1), at=later).then_nothing()
    story.when(maak.wachtlijst(1), at=later).then_nothing()
    assert story.state.stand == "wacht-op-plaats"
    story.when(maak.toegekend(7, aanvraag=2), at=later)
    assert isinstance(story.events[0][1], CasusGeopend)
    assert story.reminders == {"afschalen": maak.op("2025-10-02")}


def test_a_second_weegoverleg_can_say_not_passend(table: Handlers, maak: Maak) -> None:
    """S6b, D5: an undone opening may end as not passend; no claim any more."""
    story = maak.open_casus(table).when(maak.ongedaan(), at=maak.op(NU), by=maak.NOOR)
    story.when(
        maak.weegoverleg(nummer=2, passend=False, doorzetten=None, deelnemers=(), route="lokaal"), at=maak.op(NU)
    )
    story.then_nothing()
    assert story.state.stand == "niet-passend"


def test_afschalen_mogelijk_goes_with_the_opening(table: Handlers, maak: Maak) -> None:
    """S6b, S14: undone after six months without a casusoverleg: nothing is possible any more."""
    story = maak.open_casus(table).when("afschalen", at=maak.op("2025-09-12"))
    story.when(maak.ongedaan(), at=maak.op("2025-09-13"), by=maak.NOOR)
    assert story.state.afschalen_mogelijk is False
    assert story.state.plaats_gevraagd is False


def test_an_opening_stays_once_a_casusoverleg_was_held(table: Handlers, maak: Maak) -> None:
    """S6b: only before the first held casusoverleg."""
    story = maak.open_casus(table).when(maak.casusoverleg(), at=maak.op("2025-03-26 11:00"))
    story.when(maak.ongedaan(), at=maak.op("2025-03-26 12:00"), by=maak.NOOR)
    story.then_refused("casusoverleg-gehouden", status=409)
    assert story.state.stand == "loopt"


def test_only_an_open_casus_is_undone(table: Handlers, maak: Maak) -> None:
    """S6b, S6c, S15: not what waits, not what is closed, not a running case of before."""
    wachtend(table, maak).when(maak.ongedaan(), at=maak.op(NU), by=maak.NOOR).then_refused("niet-geopend", status=409)
    dicht = maak.open_casus(table).when(maak.beeindigd("2025-03-13 10:00"), at=maak.op(NU))
    dicht.when(maak.ongedaan(), at=maak.op(NU), by=maak.NOOR).then_refused("zaak-beeindigd", status=409)
    lopend = Zaak(table).given(maak.lopend(), at=maak.op("2025-02-03 10:00"))
    lopend.when(maak.ongedaan(), at=maak.op(NU), by=maak.NOOR).then_refused("geen-plaats", status=409)
    Zaak(table).when(maak.ongedaan(), at=maak.op(NU), by=maak.NOOR).then_refused("niet-gevonden", status=404)


@pytest.mark.parametrize("wat", ["ongedaan", "verlaten"])
def test_only_a_named_procesregisseur_decides(table: Handlers, maak: Maak, wat: str) -> None:
    """L9, L6: a deelnemer, beheer, and who is barred read that it does not exist."""
    for actor in (maak.PIET, maak.BEA, Actor("x", maak.ZV, frozenset({"operator"}))):
        story = maak.open_casus(table) if wat == "ongedaan" else wachtend(table, maak)
        story.when(getattr(maak, wat)(), at=maak.op(NU), by=actor).then_refused("niet-gevonden", status=404)
        story.when(maak.geweerd("noor"), at=maak.op(NU))
        story.when(getattr(maak, wat)(), at=maak.op(NU), by=maak.NOOR).then_refused("niet-gevonden", status=404)


def test_a_place_is_offered_and_confirmed_by_a_person(table: Handlers, maak: Maak) -> None:
    """S6b, L9: PlaatsAangeboden is a task and opens nothing; PlaatsToegekend opens."""
    story = wachtend(table, maak).when(maak.aangeboden(), at=maak.op(NU)).then_nothing()
    assert "plaats-bevestigen" in codes(story)
    assert (story.state.stand, er_is(story.state.wachtplek).aangeboden_op) == ("wachtlijst", maak.op(NU))
    story.when(maak.toegekend(3), at=maak.op("2025-03-15"))
    assert story.state.stand == "loopt"
    assert "plaats-bevestigen" not in codes(story)
    story.when(maak.aangeboden(), at=maak.op("2025-03-16")).then_nothing()
    assert "plaats-bevestigen" not in codes(story)


def test_an_offer_goes_where_another_is_first(table: Handlers, maak: Maak) -> None:
    """S6b: who is passed by an older decision hears its position; the task goes, nothing is published again."""
    story = wachtend(table, maak).when(maak.aangeboden(), at=maak.op(NU))
    story.when(maak.wachtlijst(3), at=maak.op(NU)).then_nothing()
    assert er_is(story.state.wachtplek).positie == 3
    assert "plaats-bevestigen" not in codes(story)
    assert er_is(story.state.wachtplek).sinds == maak.op(OPEN)


def test_an_offer_of_another_year_or_claim_is_nothing(table: Handlers, maak: Maak) -> None:
    """S6b: an offer counts for the claim that stands, in the year where it waits."""
    for bod in (maak.aangeboden(jaar=2026), maak.aangeboden(aanvraag=2)):
        story = wachtend(table, maak).when(bod, at=maak.op(NU)).then_nothing()
        assert "plaats-bevestigen" not in codes(story)
    Zaak(table).given(maak.melding(), at=maak.op(NU)).when(maak.aangeboden(), at=maak.op(NU)).then_nothing()


def test_every_week_that_it_waits_people_are_asked(config: Configuratie, table: Handlers, maak: Maak) -> None:
    """S6b: a weekly reminder, a task only; 00:00 local, also over a change of the clocks; the figure is configuration."""
    story = wachtend(table, maak, "2025-03-26 11:00")
    assert story.reminders["wachtlijst"] == maak.op("2025-04-02")
    assert "wachtlijst-bespreken" not in codes(story)
    story.when("wachtlijst", at=maak.op("2025-04-02 00:10")).then_nothing()
    assert [taak.uiterlijk for taak in story.state.taken if taak.code == "wachtlijst-bespreken"] == [date(2025, 4, 2)]
    assert story.reminders["wachtlijst"] == maak.op("2025-04-09")
    story.when("wachtlijst", at=maak.op("2025-04-10 00:10"))
    assert er_is(story.state.wachtplek).herinnerd_op == date(2025, 4, 10)
    assert (story.state.stand, len(story.state.deelnemers)) == ("wachtlijst", 4)
    termijnen = config.termijnen.model_copy(update={"wachtlijst_herinneren_dagen": 3})
    anders = wachtend(handlers(config.model_copy(update={"termijnen": termijnen})), maak)
    assert anders.reminders["wachtlijst"] == maak.op("2025-03-15")


def test_in_a_later_line_the_first_look_is_a_week_after_it_came_there(table: Handlers, maak: Maak) -> None:
    """S6b: however long it waited before; a new position does not put it off, and each next look counts from the last."""
    story = wachtend(table, maak).when(maak.wachtlijst(4, jaar=2026), at=maak.op("2026-02-16 23:30"))
    assert story.reminders["wachtlijst"] == maak.op("2026-02-23")
    story.when(maak.wachtlijst(3, jaar=2026), at=maak.op("2026-02-20"))
    assert story.reminders["wachtlijst"] == maak.op("2026-02-23")
    story.when("wachtlijst", at=maak.op("2026-02-24"))
    assert story.reminders["wachtlijst"] == maak.op("2026-03-03")


def test_of_who_came_in_a_later_line_before_that_was_kept_it_counts_from_1_january(
    config: Configuratie, table: Handlers, maak: Maak
) -> None:
    """S6b: what an earlier release stored does not say when; it is looked at too early rather than too late."""
    casus = wachtend(table, maak).when(maak.wachtlijst(4, jaar=2026), at=maak.op("2026-02-16")).state
    opgeslagen = casus.model_dump()
    del opgeslagen["wachtplek"]["in_rij_op"]
    nu = maak.op("2026-02-17")
    derived = derive(config, Casus.model_validate(opgeslagen), Context(now=nu, subject=ZAAK, received=nu))
    assert derived.reminders["wachtlijst"] == maak.op("2026-01-08")


def test_on_1_january_a_person_decides_for_each_waiting_zaak(table: Handlers, maak: Maak) -> None:
    """S6b: at 00:00 local, once, a task; it stays until the zaak goes on or out."""
    story = wachtend(table, maak)
    assert story.reminders["jaarwisseling"] == maak.op("2026-01-01")
    story.when("jaarwisseling", at=maak.op("2026-01-01")).then_nothing()
    assert "volgend-jaar-beslissen" in codes(story)
    assert "jaarwisseling" not in story.reminders
    assert (story.state.stand, len(story.state.deelnemers)) == ("wachtlijst", 4)
    later = maak.op("2026-01-05 10:00")
    story.when(maak.wachtlijst(1, jaar=2026), at=later)
    besluit_op = er_is(story.state.weging).vastgelegd_op
    story.then(CasusOpWachtlijst(pilotjaar=2026, positie=1, sinds=maak.op(OPEN), besluit_op=besluit_op))
    assert "volgend-jaar-beslissen" not in codes(story)
    assert story.reminders == {"wachtlijst": maak.op("2026-01-12"), "jaarwisseling": maak.op("2027-01-01")}
    story.when(maak.wachtlijst(5, jaar=2025), at=later).then_nothing()
    assert (er_is(story.state.wachtplek).pilotjaar, er_is(story.state.wachtplek).positie) == (2026, 1)
    story.when(maak.toegekend(2, jaar=2026), at=later)
    assert (story.state.stand, er_is(story.state.plaats).pilotjaar) == ("loopt", 2026)


def test_reminders_of_waiting_are_quiet_for_who_waits_no_longer(table: Handlers, maak: Maak) -> None:
    """S6b: no task for who has a place or went."""
    for naam in ("wachtlijst", "jaarwisseling"):
        story = maak.open_casus(table)
        story.document.reminders[naam] = maak.op(NU)
        story.when(naam, at=maak.op(NU)).then_nothing()
        assert story.state.wachtplek is None
    weg = wachtend(table, maak).when(maak.toegekend(3), at=maak.op(NU))
    for naam in ("wachtlijst", "jaarwisseling"):
        weg.document.reminders[naam] = maak.op(NU)
        voor = weg.state
        weg.when(naam, at=maak.op(NU)).then_nothing()
        assert weg.state == voor


def test_a_waiting_zaak_leaves_by_a_way_on(table: Handlers, maak: Maak) -> None:
    """S6b, D5: CasusVanWachtlijst with the route; the line hears it; nobody takes part any longer; no reminders."""
    story = wachtend(table, maak).when(maak.aangewezen(1, maak.een(), "2025-03-12"), at=maak.op(NU))
    story.when(maak.verlaten("ander-zvh"), at=maak.op(NU), by=maak.NOOR)
    feit = CasusVanWachtlijst(pilotjaar=2025, route="ander-zvh", van_wachtlijst_op=maak.op(NU), door="noor")
    assert story.events == [(ZAAK, feit), ("pilot-2025", WachtlijstVerlaten(zaak_id=ZAAK, aanvraag=1))]
    casus = story.state
    assert (casus.stand, casus.deelnemers, casus.wachtplek) == ("van-wachtlijst", (), None)
    assert [periode.tot for periode in casus.regie] == [date(2025, 3, 14)]
    assert {deelname.tot for deelname in casus.deelnames} == {date(2025, 3, 14)}
    assert not story.reminders
    assert not casus.taken
    story.then_result({"stand": "van-wachtlijst"})
    story.when(maak.toegekend(3), at=maak.op(NU)).then_nothing()
    story.when(maak.herzien(), at=maak.op(NU)).then_nothing()
    story.when(maak.weegoverleg(nummer=2), at=maak.op(NU)).then_nothing()
    assert story.state.stand == "van-wachtlijst"
    story.when(maak.incident("2025-03-14"), at=maak.op("2025-03-15"), by=maak.NOOR)
    story.then_refused("zaak-gestopt", status=409)


def test_who_moved_on_leaves_the_line_of_that_year(table: Handlers, maak: Maak) -> None:
    """S6b: the year where it waits now hears it."""
    story = wachtend(table, maak).when(maak.wachtlijst(1, jaar=2026), at=maak.op("2026-01-05"))
    story.when(maak.verlaten(), at=maak.op("2026-01-06"), by=maak.NOOR)
    assert [aan for aan, _ in story.events] == [ZAAK, "pilot-2026"]
    assert er_is(story.state.van_wachtlijst).pilotjaar == 2026


def test_only_who_waits_leaves_the_line(table: Handlers, maak: Maak) -> None:
    """S6b: not a casus that runs, also when it has waited, nor one that is closed."""
    story = wachtend(table, maak).when(maak.toegekend(3), at=maak.op(NU))
    story.when(maak.verlaten(), at=maak.op(NU), by=maak.NOOR).then_refused("wacht-niet", status=409)
    Zaak(table).given(maak.melding(), at=maak.op(NU)).when(maak.verlaten(), at=maak.op(NU), by=maak.NOOR).then_refused(
        "wacht-niet"
    )
    story.when(maak.beeindigd("2025-03-14 09:00"), at=maak.op(NU))
    story.when(maak.verlaten(), at=maak.op(NU), by=maak.NOOR).then_refused("zaak-beeindigd")
