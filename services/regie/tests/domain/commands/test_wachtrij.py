# SPDX-License-Identifier: EUPL-1.2
"""S6b, seen from the pilot year: offer, confirm, raise, take back, move on, forget; L9: by named people only."""

from datetime import timedelta

import pytest
from services.regie.tests.story import Jaar, Maak

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.regie_intern import (
    PlaatsAangeboden,
    PlaatsGevraagd,
    PlaatsOpWachtlijst,
    PlaatsTeruggegeven,
    PlaatsToegekend,
    PlaatsVernietigd,
    WachtendeDoorgezet,
    WachtlijstVerlaten,
)
from zvhh_kit.core.handlers import Handlers
from zvhh_kit.domain.decision import Sealed
from zvhh_regie.domain.commands.bevestig_plaats import BevestigPlaats
from zvhh_regie.domain.commands.verhoog_maximum import VerhoogMaximum
from zvhh_regie.domain.commands.zet_naar_volgend_jaar import ZetNaarVolgendJaar
from zvhh_regie.handlers import handlers

NU = "2026-05-01 12:00"


def zaak(nummer: int) -> str:
    return f"0190aaaa-0000-8000-8000-{nummer:012d}"


def vol(table: Handlers, maak: Maak, zaken: int = 6, jaar: int = 2026) -> Jaar:
    """Places for 1, 2, 3 (the cap); the others wait, in the order of their numbers."""
    story, nu = Jaar(table, subject=f"pilot-{jaar}"), maak.op(NU)
    for nummer in range(1, zaken + 1):
        story.when(claim(maak, nummer), at=nu)
    return story


def claim(maak: Maak, nummer: int, aanvraag: int = 1) -> PlaatsGevraagd:
    moment = maak.op("2026-04-01") + timedelta(days=nummer)
    vraag: PlaatsGevraagd = maak.gevraagd(zaak(nummer), moment, moment, aanvraag=aanvraag)
    return vraag


def terug(nummer: int, aanvraag: int = 1) -> PlaatsTeruggegeven:
    return PlaatsTeruggegeven(zaak_id=zaak(nummer), aanvraag=aanvraag)


def weg(nummer: int, aanvraag: int = 1) -> WachtlijstVerlaten:
    return WachtlijstVerlaten(zaak_id=zaak(nummer), aanvraag=aanvraag)


def bevestig(nummer: int) -> BevestigPlaats:
    return BevestigPlaats(zaak_id=zaak(nummer))


def verhoog(maximum: int) -> VerhoogMaximum:
    return VerhoogMaximum(maximum=maximum, reden=Sealed("extra geld"))


def rij(story: Jaar) -> list[int]:
    return [int(een.zaak_id[-12:]) for een in story.state.wachtlijst]


def plekken(story: Jaar) -> dict[int, int | None]:
    return {plek.nummer: int(plek.zaak_id[-12:]) if plek.zaak_id else None for plek in story.state.plaatsen}


def test_a_place_given_back_is_offered_to_the_first_in_line(table: Handlers, maak: Maak) -> None:
    """S6b: free, offered, not given; the next claim still waits."""
    story = vol(table, maak).when(terug(2), at=maak.op(NU))
    story.then(PlaatsAangeboden(pilotjaar=2026), to=zaak(4))
    assert (plekken(story), story.state.vrij, rij(story)) == ({1: 1, 3: 3}, 1, [4, 5, 6])
    assert [een.aangeboden_op for een in story.state.wachtlijst] == [maak.op(NU), None, None]
    story.when(terug(2), at=maak.op(NU)).then_nothing()
    story.when(claim(maak, 7), at=maak.op(NU)).then(PlaatsOpWachtlijst(pilotjaar=2026, positie=4), to=zaak(7))


def test_a_named_procesregisseur_confirms_it(table: Handlers, maak: Maak) -> None:
    """S6b, L9: the first in line gets the number that came free; who gave it is kept."""
    story = vol(table, maak).when(terug(2), at=maak.op(NU))
    later = maak.op("2026-05-02")
    story.when(bevestig(4), at=later, by=maak.NOOR)
    story.then(PlaatsToegekend(pilotjaar=2026, plaats=2, maximum=3, vergeven=3), to=zaak(4))
    assert (plekken(story), rij(story)) == ({1: 1, 3: 3, 2: 4}, [5, 6])
    plek = story.state.plaatsen[-1]
    assert (plek.bevestigd_door, plek.vergeven_op) == ("noor", later)
    story.then_result({"plaats": 2})
    story.when(bevestig(5), at=later, by=maak.NOOR).then_refused("geen-vrije-plaats", status=409)


def test_only_the_first_in_line_and_only_a_free_place(table: Handlers, maak: Maak) -> None:
    """S6b: nobody is passed in line, nothing above the cap, and only who waits."""
    story = vol(table, maak)
    story.when(bevestig(4), at=maak.op(NU), by=maak.NOOR).then_refused("geen-vrije-plaats", status=409)
    story.when(terug(2), at=maak.op(NU))
    story.when(bevestig(5), at=maak.op(NU), by=maak.NOOR).then_refused("niet-eerste", status=409)
    story.when(bevestig(1), at=maak.op(NU), by=maak.NOOR).then_refused("wacht-niet", status=409)
    for actor in (maak.PIET, maak.BEA):
        story.when(bevestig(4), at=maak.op(NU), by=actor).then_refused("niet-gevonden", status=404)
    Jaar(table, subject="pilot-2026").when(bevestig(4), at=maak.op(NU), by=maak.NOOR).then_refused("niet-gevonden")


def test_beheer_raises_the_cap_with_a_reason_and_it_only_goes_up(table: Handlers, maak: Maak) -> None:
    """S6b: two more places: the first in line is offered one, and the next when that is confirmed."""
    story = vol(table, maak).when(verhoog(5), at=maak.op(NU), by=maak.BEA)
    story.then(PlaatsAangeboden(pilotjaar=2026), to=zaak(4))
    (verhoging,) = story.state.verhogingen
    assert (verhoging.van, verhoging.naar, verhoging.door, verhoging.op) == (3, 5, "bea", maak.op(NU))
    story.then_result({"maximum": 5})
    story.when(bevestig(4), at=maak.op(NU), by=maak.NOOR)
    assert story.events == [
        (zaak(4), PlaatsToegekend(pilotjaar=2026, plaats=4, maximum=5, vergeven=4)),
        (zaak(5), PlaatsAangeboden(pilotjaar=2026)),
    ]
    for lager in (5, 4, 1):
        story.when(verhoog(lager), at=maak.op(NU), by=maak.BEA).then_refused("maximum-niet-hoger", status=409)
    assert story.state.maximum == 5
    for actor in (maak.NOOR, maak.PIET):
        story.when(verhoog(9), at=maak.op(NU), by=actor).then_refused("niet-gevonden", status=404)


def test_the_cap_of_a_year_that_has_not_begun(table: Handlers, maak: Maak) -> None:
    """S6b: a year of the configuration can be raised before its first claim; an unknown one only once somebody waits."""
    story = Jaar(table, subject="pilot-2026").when(verhoog(4), at=maak.op(NU), by=maak.BEA).then_nothing()
    assert (story.state.jaar, story.state.maximum) == (2026, 4)
    onbekend = Jaar(table, subject="pilot-2031")
    onbekend.when(verhoog(4), at=maak.op(NU), by=maak.BEA).then_refused("niet-gevonden", status=404)
    onbekend.when(claim(maak, 1), at=maak.op(NU)).when(verhoog(1), at=maak.op(NU), by=maak.BEA)
    onbekend.then(PlaatsAangeboden(pilotjaar=2031), to=zaak(1))


def test_an_offer_moves_on_when_the_first_leaves(table: Handlers, maak: Maak) -> None:
    """S6b: again for the next one; who leaves from the middle changes no offer."""
    story = vol(table, maak).when(terug(1), at=maak.op(NU))
    story.when(weg(5), at=maak.op(NU)).then_nothing()
    story.when(weg(4), at=maak.op(NU)).then(PlaatsAangeboden(pilotjaar=2026), to=zaak(6))
    story.when(weg(6), at=maak.op(NU)).then_nothing()
    assert (rij(story), story.state.vrij) == ([], 1)
    story.when(claim(maak, 7), at=maak.op(NU))
    story.then(PlaatsToegekend(pilotjaar=2026, plaats=1, maximum=3, vergeven=3), to=zaak(7))


def test_an_older_decision_goes_before_an_offer(table: Handlers, maak: Maak) -> None:
    """S6, S6b: the line is by vastleggen: who was offered the place hears its position, the older one is offered it."""
    story = vol(table, maak).when(terug(1), at=maak.op(NU))
    ouder = maak.op("2026-03-01")
    story.when(maak.gevraagd(zaak(9), ouder, ouder), at=maak.op(NU))
    assert story.events == [
        (zaak(9), PlaatsOpWachtlijst(pilotjaar=2026, positie=1)),
        (zaak(9), PlaatsAangeboden(pilotjaar=2026)),
        (zaak(4), PlaatsOpWachtlijst(pilotjaar=2026, positie=2)),
    ]


def test_a_claim_taken_back_takes_back_whatever_it_has_by_now(table: Handlers, maak: Maak) -> None:
    """S6b, D3: asked and answered meanwhile: a place and a turn alike; an older word about it changes nothing."""
    story = vol(table, maak).when(weg(3), at=maak.op(NU)).then(PlaatsAangeboden(pilotjaar=2026), to=zaak(4))
    story.when(terug(5), at=maak.op(NU)).then_nothing()
    assert (plekken(story), rij(story)) == ({1: 1, 2: 2}, [4, 6])
    story.when(claim(maak, 3, aanvraag=2), at=maak.op(NU))
    assert rij(story) == [3, 4, 6]
    story.when(weg(3, aanvraag=1), at=maak.op(NU)).then_nothing()
    assert rij(story) == [3, 4, 6]
    story.when(weg(3, aanvraag=2), at=maak.op(NU))
    assert rij(story) == [4, 6]
    Jaar(table, subject="pilot-2026").when(weg(1), at=maak.op(NU)).then_nothing()


def test_a_newer_claim_takes_the_place_of_an_older_one(table: Handlers, maak: Maak) -> None:
    """S6b: a zaak is never in twice, whatever order its words come in; the older claim's place comes free."""
    story = vol(table, maak).when(claim(maak, 1, aanvraag=2), at=maak.op(NU))
    assert (plekken(story), rij(story)) == ({2: 2, 3: 3}, [1, 4, 5, 6])
    assert [aan for aan, _ in story.events] == [zaak(1), zaak(1)]
    assert story.state.wachtlijst[0].aanvraag == 2
    story.when(claim(maak, 1, aanvraag=1), at=maak.op(NU)).then_nothing()


def door(nummer: int) -> ZetNaarVolgendJaar:
    return ZetNaarVolgendJaar(zaak_id=zaak(nummer))


@pytest.fixture
def met_2027(config: Configuratie) -> Handlers:
    """The same, with a pilot year 2027."""
    jaar = config.pilotjaren[2026].model_copy(
        update={
            "begin": config.pilotjaren[2026].eind,
            "eind": config.pilotjaren[2026].eind + timedelta(days=365),
            "maximum": 2,
        }
    )
    return handlers(config.model_copy(update={"pilotjaren": config.pilotjaren | {2027: jaar}}))


def test_who_waits_goes_on_to_the_next_year_in_order(met_2027: Handlers, maak: Maak) -> None:
    """S6b: from 1 January 00:00 local, by a person, with its old moments; before who claims there first."""
    story = vol(met_2027, maak)
    sinds = maak.op(NU)
    story.when(door(4), at=maak.op("2027-01-01"), received=maak.op("2026-12-31 23:59:59.999"), by=maak.NOOR)
    story.then_refused("jaar-loopt-nog", status=409)
    story.when(door(4), at=maak.op("2027-01-01"), by=maak.NOOR)
    oud = maak.op("2026-04-05")
    verder = WachtendeDoorgezet(zaak_id=zaak(4), vastgelegd_op=oud, ontvangen_op=oud, sinds=sinds)
    story.then(verder, to="pilot-2027")
    assert (rij(story), story.outcome and story.outcome.result) == ([5, 6], {"pilotjaar": 2027})
    volgend = Jaar(met_2027, subject="pilot-2027")
    nieuw = maak.op("2027-01-03")
    volgend.when(maak.gevraagd(zaak(8), nieuw, nieuw), at=nieuw)
    volgend.when(maak.gevraagd(zaak(9), nieuw, nieuw), at=nieuw)
    volgend.when(maak.gevraagd(zaak(7), nieuw, nieuw), at=nieuw)
    volgend.when(verder, at=nieuw).then(PlaatsOpWachtlijst(pilotjaar=2027, positie=1), to=zaak(4))
    assert rij(volgend) == [4, 7]
    assert volgend.state.wachtlijst[0].sinds == sinds
    volgend.when(verder, at=nieuw).then_nothing()


def test_next_year_s_free_places_are_offered_too(met_2027: Handlers, maak: Maak) -> None:
    """S6b, L9: moved on with places free: in line, offered; a new claim opens while more are free than wait."""
    volgend, nu, oud = Jaar(met_2027, subject="pilot-2027"), maak.op("2027-01-04"), maak.op("2026-04-05")
    volgend.when(WachtendeDoorgezet(zaak_id=zaak(4), vastgelegd_op=oud, ontvangen_op=oud), at=nu)
    assert volgend.events == [
        (zaak(4), PlaatsOpWachtlijst(pilotjaar=2027, positie=1)),
        (zaak(4), PlaatsAangeboden(pilotjaar=2027)),
    ]
    assert volgend.state.wachtlijst[0].sinds == nu
    volgend.when(maak.gevraagd(zaak(9), nu, nu), at=nu)
    volgend.then(PlaatsToegekend(pilotjaar=2027, plaats=1, maximum=2, vergeven=1), to=zaak(9))
    volgend.when(maak.gevraagd(zaak(8), nu, nu), at=nu).then(PlaatsOpWachtlijst(pilotjaar=2027, positie=2), to=zaak(8))
    assert volgend.state.wachtlijst[0].aangeboden_op == nu


@pytest.mark.parametrize(("maximum", "opent"), [(4, False), (5, True), (8, True)])
def test_a_new_zaak_opens_while_more_places_are_free_than_wait(
    table: Handlers, maak: Maak, maximum: int, opent: bool
) -> None:
    """S6, S6b: the cap was raised while one waits: its own place stays free for it, and the rest is for who comes."""
    story = vol(table, maak, 4).when(verhoog(maximum), at=maak.op(NU), by=maak.BEA)
    story.when(claim(maak, 5), at=maak.op(NU))
    assert [type(event) for aan, event in story.events if aan == zaak(5)] == [
        PlaatsToegekend if opent else PlaatsOpWachtlijst
    ]
    assert story.state.wachtlijst[0].zaak_id == zaak(4)
    assert story.state.wachtlijst[0].aangeboden_op is not None
    story.when(bevestig(4), at=maak.op(NU), by=maak.NOOR)
    story.then_accepted()


def test_only_who_waits_and_only_into_a_year_that_is_known(table: Handlers, met_2027: Handlers, maak: Maak) -> None:
    """S6b, L9: refused for who has a place, for other roles, and while there is no next year: the zaak stays waiting."""
    story = vol(table, maak)
    story.when(door(4), at=maak.op("2027-01-04"), by=maak.NOOR).then_refused("volgend-jaar-onbekend", status=409)
    assert rij(story) == [4, 5, 6]
    story = vol(met_2027, maak)
    story.when(door(1), at=maak.op("2027-01-04"), by=maak.NOOR).then_refused("wacht-niet", status=409)
    story.when(door(4), at=maak.op("2027-01-04"), by=maak.BEA).then_refused("niet-gevonden", status=404)


def test_a_claim_keeps_its_number_wherever_it_waits(met_2027: Handlers, maak: Maak) -> None:
    """S6b: a second claim that is moved on is the second one there too, and takes the place of the first."""
    nu, oud = maak.op("2027-01-04"), maak.op("2026-04-05")
    story = vol(met_2027, maak).when(claim(maak, 4, aanvraag=2), at=maak.op(NU)).when(door(4), at=nu, by=maak.NOOR)
    verder = WachtendeDoorgezet(zaak_id=zaak(4), vastgelegd_op=oud, ontvangen_op=oud, sinds=maak.op(NU), aanvraag=2)
    story.then(verder, to="pilot-2027")
    volgend = Jaar(met_2027, subject="pilot-2027")
    volgend.when(verder.model_copy(update={"aanvraag": 1}), at=nu)
    volgend.when(verder, at=nu)
    assert [(een.zaak_id, een.aanvraag) for een in volgend.state.wachtlijst] == [(zaak(4), 2)]
    for woord in (weg(4, aanvraag=2), PlaatsVernietigd(zaak_id=zaak(4), aanvraag=2)):
        anders = vol(met_2027, maak).when(claim(maak, 4, aanvraag=2), at=maak.op(NU))
        anders.when(door(4), at=nu, by=maak.NOOR).when(woord, at=nu)
        anders.then(woord, to="pilot-2027")


def test_an_answer_names_the_claim_that_it_is_for(table: Handlers, maak: Maak) -> None:
    """S6b: a position, an offer, a new position and a place all carry the number of the claim."""
    nu, jaar = maak.op(NU), {"pilotjaar": 2026, "aanvraag": 2}
    story = vol(table, maak, 3).when(claim(maak, 4, aanvraag=2), at=nu)
    story.then(PlaatsOpWachtlijst(positie=1, **jaar), to=zaak(4))
    story.when(terug(2), at=nu).then(PlaatsAangeboden(**jaar), to=zaak(4))
    ouder = maak.op("2026-03-01")
    story.when(maak.gevraagd(zaak(9), ouder, ouder), at=nu)
    assert story.events[-1] == (zaak(4), PlaatsOpWachtlijst(positie=2, **jaar))
    story.when(weg(9), at=nu).when(bevestig(4), at=nu, by=maak.NOOR)
    story.then(PlaatsToegekend(plaats=2, maximum=3, vergeven=3, **jaar), to=zaak(4))


def test_an_offer_of_who_goes_on_is_for_the_next(met_2027: Handlers, maak: Maak) -> None:
    """S6b: who was offered a place and waits on in the next year leaves the offer to the next in line, from then on."""
    nu = maak.op("2027-01-04")
    story = vol(met_2027, maak).when(terug(2), at=maak.op(NU)).when(door(4), at=nu, by=maak.NOOR)
    assert [aan for aan, _ in story.events] == ["pilot-2027", zaak(5)]
    assert story.state.wachtlijst[0].aangeboden_op == nu


def test_what_is_still_said_of_who_went_on_is_passed_on(met_2027: Handlers, maak: Maak) -> None:
    """S6b: a zaak that leaves while it is moved on is not left behind as a ghost."""
    nu = maak.op("2027-01-04")
    story = vol(met_2027, maak).when(door(4), at=nu, by=maak.NOOR)
    story.when(claim(maak, 4), at=nu).then_nothing()
    story.when(weg(4), at=nu).then(weg(4), to="pilot-2027")
    story.when(weg(4), at=nu).then_nothing()
    assert story.state.doorgezet == ()
    opnieuw = vol(met_2027, maak).when(door(4), at=nu, by=maak.NOOR)
    opnieuw.when(claim(maak, 4, aanvraag=2), at=nu)
    assert (rij(opnieuw), opnieuw.state.doorgezet) == ([4, 5, 6], ())


def test_a_destroyed_zaak_keeps_its_place_counted(met_2027: Handlers, maak: Maak) -> None:
    """L8, S6b: the place stays counted without its id; who waits goes; who went on is forgotten there too."""
    nu = maak.op("2027-01-04")
    story = vol(met_2027, maak).when(PlaatsVernietigd(zaak_id=zaak(2), aanvraag=1), at=nu).then_nothing()
    assert (plekken(story), story.state.vrij) == ({1: 1, 2: None, 3: 3}, 0)
    assert zaak(2) not in repr(story.state)
    story.when(PlaatsVernietigd(zaak_id=zaak(4), aanvraag=1), at=nu).then_nothing()
    assert rij(story) == [5, 6]
    story.when(PlaatsVernietigd(zaak_id=zaak(1), aanvraag=2), at=nu).then(PlaatsAangeboden(pilotjaar=2026), to=zaak(5))
    assert plekken(story) == {2: None, 3: 3}
    story.when(door(6), at=nu, by=maak.NOOR)
    story.when(PlaatsVernietigd(zaak_id=zaak(6), aanvraag=1), at=nu)
    story.then(PlaatsVernietigd(zaak_id=zaak(6), aanvraag=1), to="pilot-2027")
    assert zaak(6) not in repr(story.state)
    for leeg in (story, Jaar(met_2027, subject="pilot-2026")):
        leeg.when(PlaatsVernietigd(zaak_id=zaak(9), aanvraag=1), at=nu).then_nothing()
