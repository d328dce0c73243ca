# SPDX-License-Identifier: EUPL-1.2
"""D4: incidents are registered and corrected, never deleted; who may; S15: not on a closed casus."""

from datetime import date

import pytest
from pydantic import ValidationError
from services.regie.tests.story import Maak, Zaak

from zvhh_contracts.casussen import AfschalenGeweigerd, IncidentGeregistreerd, IncidentHerzien
from zvhh_contracts.configuration import Configuratie
from zvhh_kit.core.handlers import Handlers
from zvhh_kit.domain.decision import Actor
from zvhh_regie.domain.commands.registreer_incident import RegistreerIncident
from zvhh_regie.domain.rules.tijdlijn import tijdlijn
from zvhh_regie.views.incidenten import IncidentBeeld

NU = "2025-03-21 09:00"


def test_registering_gives_a_number_and_moves_the_clock(table: Handlers, maak: Maak) -> None:
    """D4, S14, Story 1.4: incident Thu 20 Mar 21:30 → the clock runs to Sat 20 Sep 2025 00:00 local."""
    story = maak.open_casus(table).when(maak.incident("2025-03-20 21:30"), at=maak.op(NU), by=maak.PIET)
    story.then(
        IncidentGeregistreerd(
            nummer=1,
            soort="stalking",
            moment=maak.op("2025-03-20 21:30"),
            ernstig=False,
            geregistreerd_op=maak.op(NU),
            afschalen_mogelijk_op=maak.op("2025-09-20 00:00"),
        )
    )
    versie = story.state.incidenten[0].versies[-1]
    assert (versie.door, versie.oin, versie.op) == ("piet", maak.PO, maak.op(NU))
    story.then_result({"nummer": 1, "versie": 1})
    assert story.reminders == {"afschalen": maak.op("2025-09-20")}


def test_the_same_request_again_is_one_incident(table: Handlers, maak: Maak) -> None:
    """D1, D4: repeated with its key: quiet; alike with another key: another incident, for people to judge."""
    story = maak.open_casus(table)
    story.when(maak.incident("2025-03-20 21:30"), at=maak.op(NU), by=maak.PIET, key="k")
    story.when(maak.incident("2025-03-20 21:30"), at=maak.op(NU), by=maak.PIET, key="k").then_nothing()
    assert len(story.state.incidenten) == 1
    story.when(maak.incident("2025-03-20 21:30"), at=maak.op(NU), by=maak.NOOR, key="l")
    assert [incident.nummer for incident in story.state.incidenten] == [1, 2]


def test_every_fault_at_once(table: Handlers, maak: Maak) -> None:
    """D4: unknown kind and a moment after receipt are refused together; the border is receipt, not handling."""
    story = maak.open_casus(table)
    story.when(
        maak.incident("2025-03-21 09:01", soort="ruzie"), at=maak.op("2025-03-22"), received=maak.op(NU), by=maak.NOOR
    )
    story.then_refused("soort-onbekend", "moment-in-toekomst", status=400)
    assert story.state.incidenten == ()
    story.when(maak.incident(NU), at=maak.op(NU), by=maak.NOOR)
    assert len(story.state.incidenten) == 1


AUGUSTUS = date(2025, 8, 27)
EINDE = "2025-08-27 23:59:59.999"


@pytest.mark.parametrize(("nu", "laatst"), [("2025-09-01 09:00", EINDE), ("2025-08-27 14:00", "2025-08-27 14:00")])
def test_a_day_without_a_time_counts_from_the_last_moment_it_may_have_been(
    table: Handlers, maak: Maak, config: Configuratie, nu: str, laatst: str
) -> None:
    """D4, S14: the end of that day, or when it was recorded where that is earlier; six months from the day itself."""
    story = maak.open_casus(table).when(maak.incident(AUGUSTUS), at=maak.op(nu), by=maak.PIET)
    (incident,) = story.state.incidenten
    assert (incident.versies[0].moment, incident.versies[0].tijd_onbekend) == (maak.op(laatst), True)
    assert story.state.klok_tot == maak.op("2026-02-27")
    story.then(
        IncidentGeregistreerd(
            nummer=1,
            soort="stalking",
            moment=maak.op(laatst),
            ernstig=False,
            geregistreerd_op=maak.op(nu),
            afschalen_mogelijk_op=maak.op("2026-02-27"),
        )
    )
    beeld = IncidentBeeld.van(config, incident)
    assert (beeld.wanneer, beeld.tijd_onbekend) == ("op wo 27 augustus 2025, tijd onbekend", True)
    (regel,) = (one for one in tijdlijn(story.state) if one.soort == "incident")
    assert (regel.dag, regel.moment) == (AUGUSTUS, None)


def test_a_day_without_a_time_overtakes_the_decision_of_that_day(table: Handlers, maak: Maak) -> None:
    """S14: nobody knows that it was before, so the casus stays open."""
    story = maak.open_casus(table)
    story.when(maak.incident(date(2025, 10, 22)), at=maak.op("2025-10-23"), by=maak.PIET)
    story.when(maak.besluit("2025-10-22 10:30"), at=maak.op("2025-10-23 09:00"))
    story.then(AfschalenGeweigerd(nummer=4, reden="incident-na-besluit"))


def test_the_time_is_given_later(table: Handlers, maak: Maak, config: Configuratie) -> None:
    """D4: a correction knows it, or no longer; within one day nothing is made less of."""
    story, nu = maak.open_casus(table), maak.op("2025-09-01 09:00")
    story.when(maak.incident(AUGUSTUS, ernstig=True), at=nu, by=maak.PIET)
    story.when(maak.correctie("2025-08-27 21:30", ernstig=True), at=nu, by=maak.NOOR, number=1)
    versie = story.state.incidenten[0].versies[-1]
    assert (versie.moment, versie.tijd_onbekend, versie.neemt_weg) == (maak.op("2025-08-27 21:30"), False, False)
    assert IncidentBeeld.van(config, story.state.incidenten[0]).wanneer == "op wo 27 augustus 2025, 21:30 uur"


def test_today_may_be_without_a_time_and_tomorrow_may_not(table: Handlers, maak: Maak) -> None:
    """D4: by the local day, also in the hour in which UTC is still at yesterday."""
    nacht = maak.op("2025-08-28 00:30")
    story = maak.open_casus(table).when(maak.incident(date(2025, 8, 28)), at=nacht, by=maak.NOOR)
    assert story.state.incidenten[0].versies[0].moment == nacht
    story.when(maak.incident(date(2025, 8, 29)), at=nacht, by=maak.NOOR)
    story.then_refused("moment-in-toekomst", status=400)


@pytest.mark.parametrize("weg", ["moment", "gehoordVan", "omschrijving", "ernstig", "soort"])
def test_nothing_may_be_missing(weg: str) -> None:
    """D4: kind, moment, heard from, description and seriousness are asked; politie is not."""
    heel = {
        "soort": "geweld",
        "moment": "2025-03-20T21:30:00+01:00",
        "gehoordVan": "x",
        "omschrijving": "x",
        "ernstig": True,
    }
    assert RegistreerIncident.model_validate(heel).gemeld_bij_politie is None
    with pytest.raises(ValidationError):
        RegistreerIncident.model_validate({naam: waarde for naam, waarde in heel.items() if naam != weg})
    with pytest.raises(ValidationError):
        RegistreerIncident.model_validate(heel | {"moment": "2025-03-20T21:30:00"})
    with pytest.raises(ValidationError):
        RegistreerIncident.model_validate(heel | {"omschrijving": "   "})


def test_a_correction_is_a_version(table: Handlers, maak: Maak) -> None:
    """D4: the next version counts, the former one stays word for word; the clock follows."""
    story = maak.open_casus(table)
    story.when(maak.incident("2025-03-20 21:30", gemeld_bij_politie=True), at=maak.op(NU), by=maak.PIET)
    eerste = story.state.incidenten[0].versies[0]
    story.when(maak.correctie("2025-03-18 20:00"), number=1, at=maak.op("2025-03-24 10:00"), by=maak.NOOR)
    story.then(
        IncidentHerzien(
            nummer=1,
            versie=2,
            is_incident=True,
            soort="stalking",
            moment=maak.op("2025-03-18 20:00"),
            ernstig=False,
            afschalen_mogelijk_op=maak.op("2025-09-18"),
            herzien_op=maak.op("2025-03-24 10:00"),
        )
    )
    incident = story.state.incidenten[0]
    assert incident.versies[0] == eerste
    assert incident.versies[-1].reden is not None
    assert incident.versies[-1].gemeld_bij_politie is True
    assert incident.versies[-1].door == "noor"
    story.then_result({"nummer": 1, "versie": 2})


def test_it_was_no_incident_is_a_correction(table: Handlers, maak: Maak) -> None:
    """D4, S14: "was geen incident" takes it out of the clock, not out of the file; it can be taken back."""
    story = maak.open_casus(table)
    story.when(maak.incident("2025-03-20 21:30"), at=maak.op(NU), by=maak.PIET)
    story.when(maak.correctie("2025-03-20 21:30", is_incident=False), number=1, at=maak.op(NU), by=maak.PIET, key="k")
    assert len(story.state.incidenten[0].versies) == 2
    assert story.state.klok_tot == maak.op("2025-09-12")
    story.when(maak.correctie("2025-03-20 21:30", is_incident=False), number=1, at=maak.op(NU), by=maak.PIET, key="k")
    story.then_nothing()
    story.when(maak.correctie("2025-03-20 21:30"), number=1, at=maak.op(NU), by=maak.PIET)
    assert story.state.klok_tot == maak.op("2025-09-20")


def test_a_correction_is_checked_too(table: Handlers, maak: Maak) -> None:
    """D4: no such incident; a moment in the future."""
    story = maak.open_casus(table)
    story.when(maak.correctie("2025-03-20"), number=1, at=maak.op(NU), by=maak.NOOR).then_refused(
        "incident-onbekend", status=404
    )
    story.when(maak.incident("2025-03-20 21:30"), at=maak.op(NU), by=maak.NOOR)
    story.when(maak.correctie("2025-03-22"), number=1, at=maak.op(NU), by=maak.NOOR).then_refused(
        "moment-in-toekomst", status=400
    )


@pytest.mark.parametrize("wie", ["GIJS", "BEA", "politie-zonder-rol"])
def test_only_deelnemers_of_the_zaak_and_procesregisseurs(table: Handlers, maak: Maak, wie: str) -> None:
    """L6, D4: others read that it does not exist, for a registration and a correction alike."""
    actor = Actor("x", maak.PO, frozenset({"melder"})) if wie == "politie-zonder-rol" else getattr(maak, wie)
    story = maak.open_casus(table).when(maak.incident("2025-03-20"), at=maak.op(NU), by=maak.NOOR)
    story.when(maak.incident("2025-03-20"), at=maak.op(NU), by=actor).then_refused("niet-gevonden", status=404)
    story.when(maak.correctie("2025-03-20"), number=1, at=maak.op(NU), by=actor).then_refused(
        "niet-gevonden", status=404
    )


def test_who_left_registers_no_longer(table: Handlers, maak: Maak) -> None:
    """L4b: access ends at once."""
    story = maak.open_casus(table).when(maak.vertrek(maak.PO, "2025-03-21"), at=maak.op(NU))
    story.when(maak.incident("2025-03-20"), at=maak.op(NU), by=maak.PIET).then_refused("niet-gevonden", status=404)


def test_not_before_there_are_participants(table: Handlers, maak: Maak) -> None:
    """D4, L4b: before the weegoverleg there is no circle that keeps incidents; without a zaak there is nothing."""
    Zaak(table).when(maak.incident("2025-03-20"), at=maak.op(NU), by=maak.NOOR).then_refused(
        "niet-gevonden", status=404
    )
    story = Zaak(table).given(maak.melding(), at=maak.op(NU))
    story.when(maak.incident("2025-03-20"), at=maak.op(NU), by=maak.NOOR).then_refused(
        "nog-geen-deelnemers", status=409
    )
    story.when(maak.weegoverleg(), at=maak.op(NU))
    story.when(maak.incident("2025-03-20"), at=maak.op(NU), by=maak.NOOR)
    assert story.state.incidenten[0].nummer == 1


def test_not_on_a_zaak_that_does_not_go_on(table: Handlers, maak: Maak) -> None:
    """D4, D5: not passend, and never with participants or once with: report again."""
    niet = {"passend": False, "doorzetten": None, "deelnemers": ()}
    nooit = Zaak(table).given(maak.melding(), maak.weegoverleg(**niet), at=maak.op(NU))
    ooit = Zaak(table).given(maak.melding(), maak.weegoverleg(), maak.toch_niet_passend(), at=maak.op(NU))
    for story in (nooit, ooit):
        story.when(maak.incident("2025-03-20"), at=maak.op(NU), by=maak.NOOR).then_refused("zaak-gestopt", status=409)


def test_on_a_closed_casus_report_again(table: Handlers, maak: Maak) -> None:
    """S15: refused with "meld opnieuw", a correction too; the text names the day of closing and nothing else."""
    story = maak.open_casus(table).when(maak.incident("2025-03-20"), at=maak.op(NU), by=maak.NOOR)
    story.when(maak.besluit("2025-10-22 10:30"), at=maak.op("2025-10-22 11:00"))
    nu = maak.op("2025-11-01")
    for bericht in (maak.incident("2025-10-30"), maak.correctie("2025-10-30")):
        story.when(bericht, number=1, at=nu, by=maak.NOOR).then_refused("zaak-afgeschaald", status=409)
        assert story.texts[0].startswith("Deze zaak is afgeschaald op 22-10-2025. Meld opnieuw")


def test_personal_data_shows_nowhere(table: Handlers, maak: Maak) -> None:
    """L6, L7: what was heard and from whom is sealed in the state and absent from the event."""
    story = maak.open_casus(table).when(maak.incident("2025-03-20"), at=maak.op(NU), by=maak.NOOR)
    assert "deur" not in repr(story.state)
    assert "agent" not in repr(story.state)
    assert all("deur" not in repr(event) for _, event in story.events)


@pytest.mark.parametrize(
    ("wie", "bron", "codes"),
    [
        ("NOOR", "GZ", ()),
        ("NOOR", "ZV", ()),
        ("PIET", "VT", ()),
        ("PIET", "GZ", ("bron-buiten-zaak",)),
        ("NOOR", "", ("bron-onbekend",)),
    ],
)
def test_an_incident_heard_from_a_partner(
    table: Handlers, maak: Maak, wie: str, bron: str, codes: tuple[str, ...]
) -> None:
    """D4, D11b: a partner outside the zaak is named as source by a procesregisseur only; an unknown one by nobody; in a
    registration and in a correction alike."""
    oin = getattr(maak, bron) if bron else "00000099000000099000"
    story = maak.open_casus(table).when(
        maak.incident("2025-03-20", bron_oin=oin), at=maak.op(NU), by=getattr(maak, wie)
    )
    if codes:
        story.then_refused(*codes, status=400)
    else:
        assert story.state.incidenten[0].versies[-1].bron_oin == oin
    story = maak.open_casus(table).when(maak.incident("2025-03-20"), at=maak.op(NU), by=maak.NOOR)
    correctie = maak.correctie("2025-03-20", bron_oin=oin)
    story.when(correctie, number=1, at=maak.op(NU), by=getattr(maak, wie))
    if codes:
        story.then_refused(*codes, status=400)
    else:
        assert story.state.incidenten[0].versies[-1].bron_oin == oin
