# SPDX-License-Identifier: EUPL-1.2
"""S18: what one casus adds to the figures, from events alone, in every way that it can go."""

from datetime import date

import pytest
from services.regie.tests.facts import Bericht, Feit, Na, Verhaal
from services.regie.tests.story import Maak

from zvhh_contracts.meldingen import LopendeZaakIngebracht
from zvhh_contracts.overleggen import Eindgrond, WeegoverlegHerzien
from zvhh_contracts.regie_intern import LaatsteTelling
from zvhh_kit.domain.decision import Sealed, changed
from zvhh_regie.domain.casus import Casus
from zvhh_regie.domain.parts.plaats import Uitgang
from zvhh_regie.domain.rules.evaluatie.tellers import teller
from zvhh_regie.domain.rules.evaluatie.telling import fase, jaar_van, telling


def _geteld(casus: Casus, jaar: int = 2025) -> dict[str, int]:
    assert jaar_van(casus) == jaar
    return telling(casus)


def test_a_melding_counts_at_once(casus: Na, maak: Maak) -> None:
    """S18, S0, S15, S3: since when it was known, cited, wished; per partner and gemeente; nothing else yet."""
    melding = maak.melding(
        bekend_sinds=date(2025, 2, 21), oud_kenmerk="ZV-AAAA-BBBB", wensen=("slachtofferdevice", "aware", "aware")
    )
    assert _geteld(casus(melding)) == {
        "gemeld": 1,
        "in-triage": 1,
        "bekend": 1,
        "dagen-bekend-gemeld": 10,
        "n-bekend-gemeld": 1,
        "klasse-bekend-gemeld-14": 1,
        "maand-3-niet-geopend": 1,
        "opnieuw": 1,
        f"partner-{maak.VT}-niet-geopend": 1,
        "gemeente-den-haag-niet-geopend": 1,
        "wens-aware": 1,
        "wens-aware-open": 1,
        "wens-slachtofferdevice": 1,
        "wens-slachtofferdevice-open": 1,
    }


def test_nothing_counts_before_its_melding(casus: Na, maak: Maak, feit: Feit) -> None:
    """S18: an overleg that is heard of first adds nothing, and makes no year."""
    leeg = casus(maak.weegoverleg(), feit.doorgezet())
    assert (jaar_van(leeg), telling(leeg)) == (None, {})


def test_every_way_of_a_melding_has_one_class(casus: Na, maak: Maak, feit: Feit) -> None:
    """S18, S10, D11b, D1: the funnel, with the steps behind each class."""
    niet = maak.weegoverleg(passend=False, doorzetten=None, deelnemers=(), route="regulier")
    wegen: dict[str, tuple[list[Bericht], set[str]]] = {
        "in-triage": ([feit.aanvulling()], {"aanvulling"}),
        "afgewezen": ([feit.afgewezen()], {"route-afgewezen-lokaal"}),
        "gevoegd": ([feit.gevoegd()], set()),
        "ingetrokken": ([feit.doorgezet(), maak.intrekking()], set()),
        "wacht-op-weegoverleg": ([feit.doorgezet()], {"doorgezet"}),
        "tweede-weegoverleg": ([feit.doorgezet(), maak.niet_besloten()], {"doorgezet", "gewogen"}),
        "niet-passend": ([feit.doorgezet(), niet], {"doorgezet", "gewogen", "route-niet-passend-regulier"}),
        "wacht-op-plaats": ([feit.doorgezet(), maak.weegoverleg()], {"doorgezet", "gewogen", "passend"}),
        "wachtlijst": (
            [feit.doorgezet(), maak.weegoverleg(), maak.wachtlijst()],
            {"doorgezet", "gewogen", "passend"},
        ),
        "geopend": ([feit.doorgezet(), maak.weegoverleg(), maak.toegekend()], {"doorgezet", "gewogen", "passend"}),
    }
    stappen = {"doorgezet", "gewogen", "passend", "aanvulling"}
    for klasse, (events, verwacht) in wegen.items():
        geteld = _geteld(casus(maak.melding(), *events))
        assert {code for code in geteld if code in wegen} == {klasse}, klasse
        assert {code for code in geteld if code in stappen or code.startswith("route-")} == verwacht, klasse


def test_a_judgement_that_changes_counts_as_it_is_now(casus: Na, maak: Maak, feit: Feit) -> None:
    """S18, D2, D11b: the last version counts, whichever is heard last; split off again it is judged anew."""
    assert fase(casus(maak.melding(), feit.afgewezen(), feit.doorgezet(versie=2))) == "wacht-op-weegoverleg"
    assert fase(casus(maak.melding(), feit.doorgezet(versie=2), feit.afgewezen(versie=1))) == "wacht-op-weegoverleg"
    assert casus(maak.melding(), feit.gevoegd()).feiten.getriageerd_op == maak.op("2025-03-05 10:00")
    opnieuw = casus(maak.melding(), feit.gevoegd(), feit.heropend())
    assert fase(opnieuw) == "in-triage"
    assert opnieuw.feiten.getriageerd_op is None
    afgewezen = casus(maak.melding(), feit.afgewezen()).feiten
    assert (afgewezen.afwijsroute, afgewezen.triageversie) == ("lokaal", 1)
    assert casus(maak.melding(), feit.afgewezen(), feit.heropend()).feiten.afwijsroute is None
    assert fase(casus(maak.melding(), feit.afgewezen(), feit.doorgezet())) == "wacht-op-weegoverleg"
    assert "route-afgewezen-lokaal" not in _geteld(casus(maak.melding(), feit.afgewezen(), feit.heropend()))


def test_a_weegoverleg_that_was_put_right_has_its_own_way_on(casus: Na, maak: Maak, feit: Feit) -> None:
    """S18, D3, D5: the way on of the decision that counts; the first weegoverleg stays the first."""
    niet = maak.weegoverleg(passend=False, doorzetten=None, deelnemers=(), route="regulier")
    herzien = WeegoverlegHerzien(
        nummer=1,
        versie=2,
        herzien_op=maak.op("2025-03-14"),
        gehouden_op=maak.op("2025-03-12 10:00"),
        passend=False,
        route="ander-zvh",
        door="noor",
    )
    zaak = casus(maak.melding(), feit.doorgezet(), niet, herzien)
    assert "route-niet-passend-ander-zvh" in _geteld(zaak)
    later = maak.weegoverleg(nummer=2, gehouden_op=maak.op("2025-03-20 10:00"))
    eerst = casus(maak.melding(), maak.niet_besloten(), later).feiten.eerste_weegoverleg_op
    assert eerst == maak.op("2025-03-12 10:00")
    assert casus(maak.melding(), later, maak.niet_besloten()).feiten.eerste_weegoverleg_op == eerst


def test_a_whole_life_counts_every_step(casus: Na, maak: Maak, feit: Feit) -> None:
    """S18: lead times in local days, means per step, forms, extras, interventions of the last plan, the end."""
    geteld = _geteld(casus(*feit.leven()))
    verwacht = {
        "gemeld": 1, "doorgezet": 1, "gewogen": 1, "passend": 1, "geopend": 1, "bekend": 1,
        f"partner-{maak.VT}-geopend": 1, "gemeente-den-haag-geopend": 1,
        "wens-aware": 1, "wens-aware-besproken": 1,
        "dagen-bekend-gemeld": 2, "n-bekend-gemeld": 1,
        "dagen-gemeld-doorgezet": 2, "n-gemeld-doorgezet": 1,
        "dagen-doorgezet-gewogen": 7, "n-doorgezet-gewogen": 1,
        "n-gewogen-geopend": 1,
        "dagen-gemeld-geopend": 9, "n-gemeld-geopend": 1,
        "dagen-geopend-casusoverleg": 14, "n-geopend-casusoverleg": 1,
        "dagen-geopend-plan": 14, "n-geopend-plan": 1,
        "dagen-geopend-afgeschaald": 224, "n-geopend-afgeschaald": 1,
        "met-casusoverleg": 1, "casusoverleggen": 2, "vaker": 1, "dagen-vaker": 70, "n-vaker": 1,
        "extra-aware-of-device": 1, "extra-regie-stevig": 1,
        "met-regie": 1, "regie-twee": 1,
        "met-plan": 1, "soort-de-waag": 1, "voor-pleger": 1, "interventies-pleger": 3,
        "einde-afgeschaald": 1,
        "klasse-bekend-gemeld-3": 1, "klasse-gemeld-doorgezet-3": 1, "klasse-doorgezet-gewogen-7": 1,
        "klasse-gewogen-geopend-1": 1, "klasse-gemeld-geopend-14": 1, "klasse-geopend-casusoverleg-14": 1,
        "klasse-geopend-plan-14": 1, "klasse-geopend-afgeschaald-365": 1, "tussenpoos-10": 1,
        "maand-3-geopend": 1, "opening-maand-3": 1, "slot-maand-10": 1,
    }  # fmt: skip
    assert geteld == verwacht


def test_incidents_count_before_and_after_the_first_plan(verhaal: Verhaal, maak: Maak, feit: Feit) -> None:
    """S18: by the moment at which they happened, as far as they still are incidents (D4)."""
    story = verhaal(feit.leven()[:7])
    for moment in ("2025-03-20 20:00", "2025-03-26 11:59", "2025-03-26 12:00", "2025-04-02 09:00"):
        story.when(maak.incident(moment), at=maak.op("2025-04-03 09:00"), by=maak.NOOR)
    story.when(
        maak.correctie("2025-03-20 20:00", is_incident=False), number=1, at=maak.op("2025-04-04 09:00"), by=maak.NOOR
    )
    geteld = _geteld(story.state)
    assert {code: n for code, n in geteld.items() if code.startswith("incident")} == {
        "incident-voor": 1,
        "incidenten-voor": 1,
        "incident-na": 1,
        "incidenten-na": 2,
        "incidenten-maand-3": 2,
        "incidenten-maand-4": 1,
    }


def test_one_of_a_kind_counts(verhaal: Verhaal, maak: Maak, feit: Feit) -> None:
    """S18: one incident after the plan, and one intervention for somebody, are some; none is none."""
    events = [*feit.leven()[:6], (feit.plan("2025-03-26 12:00", interventies={"kind": 1, "pleger": 0}), "2025-03-26")]
    story = verhaal(events).when(maak.incident("2025-04-02"), at=maak.op("2025-04-03"), by=maak.NOOR)
    geteld = _geteld(story.state)
    assert (geteld["incident-na"], geteld["voor-kind"], geteld["interventies-kind"]) == (1, 1, 1)
    assert not {"incident-voor", "incidenten-voor", "voor-pleger", "interventies-pleger"} & set(geteld)


@pytest.mark.parametrize(
    ("gezegd", "telt"),
    [
        (("later",), "later"),
        (("later", "niet"), "niet"),
        (("niet", "besproken"), "besproken"),
        (("besproken", "niet"), "besproken"),
        (("besproken", "later", "niet"), "besproken"),
    ],
)
def test_the_last_answer_to_a_wish_counts_and_discussed_stays(
    casus: Na, maak: Maak, feit: Feit, gezegd: tuple[str, ...], telt: str
) -> None:
    """S18, S3: said in the weegoverleg and in casusoverleggen; the other wish is open still."""
    eerste, *rest = gezegd
    overleggen = [
        feit.casusoverleg("2025-03-26 10:00", nummer, wensen={"aware": antwoord})
        for nummer, antwoord in enumerate(rest, 2)
    ]
    melding = maak.melding(wensen=("aware", "slachtofferdevice"))
    geteld = _geteld(casus(melding, maak.weegoverleg(wensen={"aware": eerste}), *overleggen))
    assert {code for code in geteld if code.startswith("wens-") and code.count("-") > 1} == {
        f"wens-aware-{telt}",
        "wens-slachtofferdevice-open",
    }


def test_a_form_that_was_never_in_force_is_none(casus: Na, maak: Maak, feit: Feit) -> None:
    """S18, S16: who was to lead from a later day and left before it; the form before it counts."""
    begin = feit.leven()[:4]
    eerst = maak.aangewezen(1, maak.een(maak.VT), "2025-03-12")
    twee = maak.aangewezen(2, maak.twee(maak.RN, maak.VT), "2025-07-01")
    geteld = _geteld(casus(*begin, eerst, twee, maak.vertrek(maak.RN, "2025-06-20")))
    assert {code for code in geteld if code.startswith("regie-")} == {"regie-een"}


@pytest.mark.parametrize("grond", ["overdracht", "overlijden", "geen-ex-partnerstalking", "samengevoegd"])
def test_other_ends_count_apart(casus: Na, maak: Maak, feit: Feit, grond: Eindgrond) -> None:
    """S18, D13: by ground, and in no lead time to afschalen."""
    geteld = _geteld(casus(*feit.leven()[:4], (feit.einde(grond), "2025-05-01 10:00")))
    assert {code for code in geteld if code.startswith("einde-")} == {f"einde-{grond}"}
    assert "n-geopend-afgeschaald" not in geteld


def test_who_waited_counts_for_the_year_of_its_place(casus: Na, maak: Maak, feit: Feit) -> None:
    """S18, S6b: for the year of receipt while it waits there, and whole for the later year whose place it got."""
    wachtend: list[Bericht] = [
        maak.melding(),
        feit.doorgezet(),
        maak.weegoverleg(),
        (maak.wachtlijst(), "2025-03-12 12:00"),
    ]
    assert _geteld(casus(*wachtend))["wachtlijst"] == 1
    toegekend = maak.toegekend().model_copy(update={"pilotjaar": 2026})
    geteld = _geteld(casus(*wachtend, (toegekend, "2026-01-05 09:00")), 2026)
    assert (geteld["na-wachten"], geteld["dagen-wachtlijst-geopend"], geteld["n-wachtlijst-geopend"]) == (1, 299, 1)
    zaak = casus(*wachtend)
    assert zaak.wachtplek is not None
    verder = zaak.model_copy(update={"wachtplek": zaak.wachtplek.model_copy(update={"pilotjaar": 2026})})
    assert _geteld(verder, 2026)["wachtlijst"] == 1


def test_leaving_the_line_counts_with_its_way_on(casus: Na, maak: Maak, feit: Feit) -> None:
    """S18, S6b, D5: for the year whose line it left."""
    zaak = casus(maak.melding(), feit.doorgezet(), maak.weegoverleg())
    uit = Uitgang(pilotjaar=2026, route="lokaal", reden=Sealed("x"), door="noor", op=maak.op("2026-02-01"))
    geteld = _geteld(changed(zaak, van_wachtlijst=uit, stand="van-wachtlijst"), 2026)
    assert (geteld["van-wachtlijst"], geteld["route-van-wachtlijst-lokaal"], geteld["passend"]) == (1, 1, 1)


def test_the_last_plan_counts_and_the_first_one_s_moment(casus: Na, maak: Maak, feit: Feit) -> None:
    """S18, S12: an older version that is heard of later moves the first moment and nothing else; the same one again is
    taken anew."""
    nieuw = feit.plan("2025-06-04 12:00", 2, interventies={"pleger": 3}, soorten=("de-waag",))
    oud = feit.plan("2025-03-26 12:00", 1, interventies={"kind": 1}, soorten=("aware",))
    feiten = casus(maak.melding(wensen=("aware",)), nieuw, oud).feiten
    assert (feiten.planversie, feiten.interventies, feiten.soorten) == (2, {"pleger": 3}, ("de-waag",))
    assert (feiten.eerste_plan_op, feiten.wensen) == (maak.op("2025-03-26 12:00"), ("aware",))
    opnieuw = feit.plan("2025-06-05 12:00", 2, interventies={"pleger": 4}, soorten=("aware",))
    assert casus(nieuw, opnieuw).feiten.interventies == {"pleger": 4}


def test_a_first_casusoverleg_is_no_interval(casus: Na, feit: Feit) -> None:
    """S18, S13: days since the last one, where there was one; none at all is a day count too."""
    eerste = casus(feit.casusoverleg("2025-03-26 10:00")).feiten
    assert (eerste.casusoverleggen, eerste.tussenpozen, eerste.tussendagen) == (1, 0, 0)
    zelfde_dag = casus(feit.casusoverleg("2025-03-26 10:00"), feit.casusoverleg("2025-03-26 15:00", 3, 0)).feiten
    assert (zelfde_dag.casusoverleggen, zelfde_dag.tussenpozen, zelfde_dag.tussendagen) == (2, 1, 0)


def test_afschalen_that_was_put_off_counts_once(casus: Na, feit: Feit) -> None:
    """S18, S14: on the agenda and not decided, however often."""
    events = feit.leven()
    assert "uitgesteld" not in _geteld(casus(*events))
    assert _geteld(casus(*events[:-1], feit.uitgesteld(), feit.uitgesteld()))["uitgesteld"] == 1


def test_a_running_case_of_before_counts_apart(casus: Na, maak: Maak, feit: Feit) -> None:
    """S6c, S18: in the local year of bringing in, with its end, and in no lead time or other table."""
    ingebracht = LopendeZaakIngebracht(
        kenmerk="ZV-AAAA-CCCC",
        ingebracht_op=maak.op("2026-01-01 00:30"),
        begonnen_op=date(2024, 5, 1),
        eerste_verwerking_op=maak.op("2024-05-01"),
        melder_oin=maak.VT,
        gemeente="delft",
        relatie="ex-partner",
        deelnemers=(maak.VT, maak.PO),
    )
    zaak = casus((ingebracht, "2026-01-01 00:30"), feit.casusoverleg("2026-02-01 10:00"))
    assert _geteld(zaak, 2026) == {"lopend": 1, "lopend-loopt": 1}


def test_a_step_counts_local_days_and_never_less_than_none(casus: Na, maak: Maak, feit: Feit) -> None:
    """S18: over midnight is a day, also when it is not yet midnight in UTC; what is out of order counts as none."""
    laat = maak.melding(ontvangen_op=maak.op("2025-03-03 23:30"), bekend_sinds=date(2025, 3, 5))
    geteld = _geteld(casus(laat, feit.afgewezen("2025-03-04 00:30")))
    assert (geteld["dagen-gemeld-afgewezen"], geteld["n-gemeld-afgewezen"]) == (1, 1)
    assert "dagen-bekend-gemeld" not in geteld
    assert geteld["n-bekend-gemeld"] == geteld["klasse-bekend-gemeld-1"] == 1


def test_names_of_counters_stay_codes() -> None:
    """S18: a long code of a list is cut and marked, so that two long ones stay two."""
    lang = "gemeente-" + "x" * 55
    namen = {teller(lang, deel) for deel in ("geopend", "niet-geopend")}
    assert len(namen) == 2
    assert all(len(naam) == 60 and naam.startswith(lang[:51]) for naam in namen)
    assert teller("a" * 30, "b" * 29) == "a" * 30 + "-" + "b" * 29
    LaatsteTelling(tellers=dict.fromkeys(namen, 1))
