# SPDX-License-Identifier: EUPL-1.2
"""The tijdlijn of a casus: the same in every order of its sources, whole where it can be, and honest where it is not."""

from collections.abc import Sequence
from datetime import date
from itertools import chain
from typing import get_args

import pytest
from hypothesis import given as draw
from hypothesis import settings
from hypothesis import strategies as st
from pydantic import BaseModel
from services.regie.tests.facts import Feit, Na
from services.regie.tests.story import Maak, Zaak, er_is

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.overleggen import CasusoverlegGepland, OverlegGeannuleerd, OverlegVerzet, WeegoverlegGepland
from zvhh_kit.core.handlers import Handlers
from zvhh_regie.domain.casus import Casus
from zvhh_regie.domain.rules.tijdlijn import Soort, gemiddelde_weken, is_ouder, tijdlijn, volgend_overleg
from zvhh_regie.views.rol import RolBeeld
from zvhh_regie.views.tijdlijn import TijdlijnBeeld
from zvhh_regie.views.woorden import ROLLEN, TIJDLIJN

NU = "2025-03-12 11:00"


def gepland(maak: Maak, nummer: int, op: str, *, voorlopig: bool = False) -> CasusoverlegGepland:
    return CasusoverlegGepland(nummer=nummer, begin=maak.op(op), duur_minuten=90, voorlopig=voorlopig)


def verzet(maak: Maak, nummer: int, op: str) -> OverlegVerzet:
    return OverlegVerzet(nummer=nummer, soort="casusoverleg", begin=maak.op(op), duur_minuten=90)


def geannuleerd(nummer: int) -> OverlegGeannuleerd:
    return OverlegGeannuleerd(nummer=nummer, soort="casusoverleg")


def weging_gepland(maak: Maak) -> WeegoverlegGepland:
    return WeegoverlegGepland(nummer=1, begin=maak.op("2025-03-12 10:00"), duur_minuten=60, genodigden=(maak.PO,))


def regels(casus: Casus, *soorten: Soort) -> list[tuple[str, str]]:
    """What, and on which day, of these kinds or of all; newest first."""
    return [(one.soort, f"{one.dag}") for one in tijdlijn(casus) if not soorten or one.soort in soorten]


def van_eerder(casus: Casus) -> Casus:
    """As an earlier release stored it."""
    return Casus.model_validate(casus.model_dump(exclude={"overleggen", "plannen"}))


@pytest.fixture(scope="session")
def verloop(casus: Na, maak: Maak, feit: Feit) -> Casus:
    """A zaak with two casusoverleggen behind it and one to come."""
    return casus(
        maak.melding(),
        feit.doorgezet(),
        weging_gepland(maak),
        maak.weegoverleg(deelnemers=(maak.PO, maak.VT)),
        (maak.toegekend(), NU),
        maak.aangewezen(1, maak.een(maak.VT), "2025-03-12"),
        gepland(maak, 2, "2025-03-26 10:00"),
        feit.casusoverleg("2025-03-26 10:00"),
        feit.plan("2025-03-26 11:00"),
        maak.erbij(maak.GZ, "2025-05-22"),
        feit.casusoverleg("2025-06-04 10:00", 3, 70),
        gepland(maak, 4, "2025-08-13 10:00"),
    )


def test_a_zaak_in_the_order_in_which_it_was_lived(verloop: Casus) -> None:
    """S6, S11–S16: newest first, with what is planned on top; nothing is said to be missing."""
    assert regels(verloop) == [
        ("casusoverleg-gepland", "2025-08-13"),
        ("casusoverleg", "2025-06-04"),
        ("deelnemer-erbij", "2025-05-22"),
        ("plan", "2025-03-26"),
        ("casusoverleg", "2025-03-26"),
        ("geopend", "2025-03-12"),
        ("weegoverleg-door", "2025-03-12"),
        ("casusregie", "2025-03-12"),
        ("deelnemer-erbij", "2025-03-12"),
        ("deelnemer-erbij", "2025-03-12"),
        ("doorgezet", "2025-03-05"),
        ("melding", "2025-03-03"),
    ]
    assert is_ouder(verloop) is False


def test_the_rhythm_of_a_zaak(verloop: Casus) -> None:
    """S13: the next overleg until its day is over, the mean of what was held in weeks."""
    for dag, nummer in (("2025-06-05", 4), ("2025-08-13", 4), ("2025-08-14", None)):
        volgend = volgend_overleg(verloop, date.fromisoformat(dag))
        assert (volgend.nummer if volgend else None) == nummer, dag
    assert gemiddelde_weken(verloop) == 10.0
    assert gemiddelde_weken(Casus()) is None


def _mengsel(bronnen: Sequence[Sequence[BaseModel]], keus: list[int]) -> list[BaseModel]:
    """The sources mixed by `keus`, each in its own order."""
    rest, door_elkaar = [list(bron) for bron in bronnen], list[BaseModel]()
    for welke in chain(keus, [0] * sum(map(len, bronnen))):
        if vol := [bron for bron in rest if bron]:
            door_elkaar.append(vol[welke % len(vol)].pop(0))
    return door_elkaar


@settings(max_examples=60)
@draw(st.lists(st.integers(0, 3), max_size=16), st.lists(st.booleans(), min_size=13, max_size=13))
def test_any_order_of_sources_and_twice_is_one_tijdlijn(
    table: Handlers, maak: Maak, feit: Feit, keus: list[int], nog_eens: list[bool]
) -> None:
    """D3: what intake, triage, meetings and the pilotjaar say in every mix, each thing once or twice."""
    overleggen = (
        weging_gepland(maak),
        maak.weegoverleg(doorzetten="nog-niet"),
        gepland(maak, 2, "2025-03-26 10:00", voorlopig=True),
        maak.herzien(),
        verzet(maak, 2, "2025-03-27 10:00"),
        feit.casusoverleg("2025-03-27 10:00"),
        feit.plan("2025-03-27 11:00"),
        gepland(maak, 3, "2025-06-04 10:00"),
        geannuleerd(3),
        gepland(maak, 4, "2025-06-11 10:00"),
    )
    bronnen = ((maak.melding(),), (feit.doorgezet(),), overleggen, (maak.toegekend(),))

    def beleefd(berichten: Sequence[BaseModel]) -> Casus:
        story = Zaak(table)
        for bericht in berichten:
            story.when(bericht, at=maak.op(NU))
        return story.state

    gemengd = _mengsel(bronnen, keus)
    tweemaal = [one for one, weer in zip(gemengd, nog_eens, strict=True) for one in ([one, one] if weer else [one])]
    anders, recht = beleefd(tweemaal), beleefd([*chain(*bronnen)])
    assert tijdlijn(anders) == tijdlijn(recht)
    assert is_ouder(anders) is is_ouder(recht) is False
    assert volgend_overleg(anders, date(2025, 3, 12)) == volgend_overleg(recht, date(2025, 3, 12))


def test_what_was_moved_cancelled_or_put_right_is_replaced(casus: Na, maak: Maak) -> None:
    """D3: one line for each overleg, by its last word; after it was held or cancelled no date outranks that."""
    plan, verder = gepland(maak, 2, "2025-03-26 10:00"), verzet(maak, 2, "2025-04-02 10:00")
    assert regels(casus(plan, verder)) == [("casusoverleg-gepland", "2025-04-02")]
    assert regels(casus(plan, geannuleerd(2))) == regels(casus(plan, geannuleerd(2), verder)) == []
    gehouden = casus(plan, maak.casusoverleg(), verder, geannuleerd(2))
    assert regels(gehouden) == [("casusoverleg", "2025-03-26")]
    herzien = casus(maak.weegoverleg(), maak.toch_niet_passend())
    assert [soort for soort, _ in regels(herzien) if soort.startswith("weeg")] == ["weegoverleg-niet-passend"]
    later = casus(maak.niet_besloten(), maak.weegoverleg(nummer=2, doorzetten="nog-niet"))
    assert {soort for soort, _ in regels(later)} >= {"weegoverleg-geen-besluit", "weegoverleg-nog-niet"}


def test_a_decision_that_came_too_late_stands_there_and_does_nothing(casus: Na, maak: Maak) -> None:
    """S6, D3: a second weegoverleg after the first claimed a place, and an older version of a decision."""
    na = casus(maak.melding(), maak.weegoverleg(), maak.weegoverleg(nummer=2, passend=False, doorzetten=None))
    assert {soort for soort, _ in regels(na)} >= {"weegoverleg-door", "weegoverleg-niet-passend"}
    assert (er_is(na.weging).nummer, na.stand) == (1, "wacht-op-plaats")
    ouder = casus(maak.weegoverleg(), maak.toch_niet_passend(3), maak.herzien(2))
    assert regels(ouder, "weegoverleg-niet-passend", "weegoverleg-door")[0][0] == "weegoverleg-niet-passend"


def test_a_provisional_date_is_no_longer_so_once_it_is_said_again(casus: Na, maak: Maak) -> None:
    """S13: provisional until the casus opens; moving it does not make it fixed."""
    eerst, dan = (gepland(maak, 2, "2025-03-26 10:00", voorlopig=one) for one in (True, False))
    op = verzet(maak, 2, "2025-03-27 10:00")
    for berichten, voorlopig in (((eerst,), True), ((eerst, op), True), ((eerst, op, dan), False)):
        assert er_is(volgend_overleg(casus(*berichten), date(2025, 3, 12))).voorlopig is voorlopig


def test_a_zaak_of_an_earlier_release_has_what_it_knows(verloop: Casus, config: Configuratie) -> None:
    """The weegoverleg that counts, the first casusoverleg and the first plan; and it says that there was more."""
    oud = van_eerder(verloop)
    bekend = regels(oud, "weegoverleg-door", "casusoverleg", "plan", "casusoverleg-gepland", "geopend", "melding")
    assert bekend == [
        ("plan", "2025-03-26"),
        ("casusoverleg", "2025-03-26"),
        ("geopend", "2025-03-12"),
        ("weegoverleg-door", "2025-03-12"),
        ("melding", "2025-03-03"),
    ]
    assert TijdlijnBeeld.van(config, oud).ouder == "Ouder: niet in deze tijdlijn"
    assert TijdlijnBeeld.van(config, verloop).ouder is None
    assert gemiddelde_weken(oud) == 10.0


def test_a_zaak_of_an_earlier_release_goes_on(table: Handlers, verloop: Casus, maak: Maak, feit: Feit) -> None:
    """What is told after the upgrade is added to it; it still says that there was more."""
    story = Zaak(table)
    story.document.state = van_eerder(verloop)
    story.when(feit.casusoverleg("2025-08-13 10:00", 4, 70), at=maak.op("2025-08-13 12:00"))
    assert regels(story.state, "casusoverleg") == [("casusoverleg", "2025-08-13"), ("casusoverleg", "2025-03-26")]
    assert is_ouder(story.state) is True


def test_what_was_before_the_pilot_is_not_there(casus: Na, maak: Maak) -> None:
    """S6c: a running case begins where it was brought in, with its last incident of before."""
    lopend = casus(maak.lopend())
    assert regels(lopend, "ingebracht", "geopend", "incident-vooraf") == [
        ("ingebracht", "2025-02-03"),
        ("incident-vooraf", "2024-11-30"),
        ("geopend", "2024-11-14"),
    ]
    assert is_ouder(lopend) is True


def test_an_incident_stands_there_as_it_counts_now(table: Handlers, maak: Maak) -> None:
    """D4: one line, of who recorded it first, on the day that the last version says."""
    story = maak.open_casus(table)
    story.when(maak.incident("2025-03-10 21:30", ernstig=True), at=maak.op(NU), by=maak.PIET)
    assert regels(story.state, "ernstig-incident") == [("ernstig-incident", "2025-03-10")]
    story.when(maak.correctie("2025-03-09", is_incident=False), at=maak.op(NU), by=maak.NOOR, number=1)
    (regel,) = (one for one in tijdlijn(story.state) if one.soort == "geen-incident")
    assert (f"{regel.dag}", regel.oin, regel.nummer) == ("2025-03-09", maak.PO, 1)
    assert regels(story.state, "incident", "ernstig-incident") == []


def test_nobody_reads_who_is_barred_or_how_triage_judged(casus: Na, maak: Maak, feit: Feit) -> None:
    """L6: of triage only that it sent the zaak on, as long as that stands; of a person who is barred nothing."""
    kaal = tijdlijn(casus(maak.melding()))
    assert tijdlijn(casus(maak.melding(), maak.geweerd("piet"), maak.opgeheven("piet"))) == kaal
    assert tijdlijn(casus(maak.melding(), feit.aanvulling(), feit.afgewezen())) == kaal
    assert tijdlijn(casus(maak.melding(), feit.gevoegd())) == kaal
    assert tijdlijn(casus(maak.melding(), feit.doorgezet(), feit.heropend())) == kaal


def test_who_leads_stands_there_once(casus: Na, maak: Maak) -> None:
    """S16: from one form to the next only who begins and who stops; a choice that went nowhere says so."""
    na = casus(
        maak.weegoverleg(),
        maak.aangewezen(1, maak.een(maak.VT), "2025-03-12"),
        maak.aangewezen(2, maak.twee(maak.RN, maak.VT), "2025-04-01"),
        maak.vertrek(maak.RN, "2025-05-01"),
        maak.aangewezen(3, maak.een(maak.SH), "2025-05-02"),
    )
    wie = [(one.soort, f"{one.dag}", one.oin) for one in tijdlijn(na) if one.soort.startswith("casusregie")]
    assert wie[::-1] == [
        ("casusregie", "2025-03-12", maak.VT),
        ("casusregie-geweigerd", "2025-03-12", None),
        ("casusregie", "2025-04-01", maak.RN),
        ("casusregie-af", "2025-05-01", maak.VT),
        ("casusregie-af", "2025-05-01", maak.RN),
    ]


def test_every_line_and_role_has_its_words(config: Configuratie, verloop: Casus) -> None:
    """What a page, the API and a mail say is said in one place."""
    assert set(TIJDLIJN) == set(get_args(Soort))
    assert all(tekst[0].isupper() and not tekst.endswith(".") for _, tekst in TIJDLIJN.values())
    assert len(set(ROLLEN.values())) == len(ROLLEN)


@pytest.mark.parametrize(
    ("wie", "rol"),
    [("VT", "Voert casusregie"), ("PO", "Doet mee"), ("ZV", "Procesregie"), ("SH", None)],
)
def test_what_an_organisation_is_to_a_zaak(
    config: Configuratie, verloop: Casus, maak: Maak, wie: str, rol: str | None
) -> None:
    """L6: what says most of it; a melder that doesn't take part is the melder."""
    dag = date(2025, 4, 1)
    beeld = RolBeeld.van(config, verloop, getattr(maak, wie), dag)
    assert (beeld.tekst if beeld else None) == rol
    melder = RolBeeld.van(config, verloop.model_copy(update={"melder_oin": maak.SH}), maak.SH, dag)
    assert er_is(melder).tekst == "Melder"
