# SPDX-License-Identifier: EUPL-1.2
"""What must be done, by whom and until when (S11, D2, D3), and that every task has words."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any, get_args

from zvhh_contracts.casussen import AfschalenGeweigerd, IncidentGeregistreerd
from zvhh_contracts.taken import Rol
from zvhh_contracts.triages import SpoedGewijzigd
from zvhh_kit.decision import Actor, Context
from zvhh_meetings.domain import taken
from zvhh_meetings.domain.herinneringen import casusregie_gezocht, overleg_voorbij
from zvhh_meetings.domain.taken import TEKSTEN
from zvhh_meetings.domain.traject import GEEN_TERMIJN, Zaaktaak
from zvhh_meetings.overzicht import TaakBeeld, ZaaktakenBeeld

ZV = "00000099000000000100"
VT, PO, RN = "00000099000000001000", "00000099000000002000", "00000099000000006000"
ZAAK = "0190aaaa-0000-8000-8000-000000000001"
NOOR = Actor("noor", ZV, frozenset({"procesregisseur"}))
VERA = Actor("vera", VT, frozenset({"deelnemer", "melder"}))
EERSTE = date(2025, 3, 26)


def beeld(zaak: Any, wie: Actor, vandaag: date = EERSTE) -> ZaaktakenBeeld:
    """What someone sees of this zaak's tasks."""
    return ZaaktakenBeeld.van(ZAAK, zaak.staat, wie, vandaag)


def test_own_agreements_are_tasks_of_their_owner(zaak: Any) -> None:
    """D3: open ones, with their day; niet gedaan stays; gone when done, and handed over with the agreement."""
    zaak.loopt()
    assert zaak.taken == []
    assert [(taak.code, taak.uiterlijk, taak.nummer) for taak in zaak.staat.taken if taak.oin == VT] == [
        ("afspraak", date(2025, 3, 19), 1)
    ]
    assert zaak.staat.eerste_termijn == date(2025, 3, 14)
    assert zaak.afspraak(1, "niet-gedaan").taken_van(VT) == [("afspraak", 1)]
    assert zaak.afspraak(1, "gedaan").taken_van(VT) == []
    assert zaak.vertrek(PO, {"nummer": 2, "aan": VT}).taken_van(VT) == [("afspraak", 2)]
    assert zaak.taken_van(PO) == []


def test_each_sees_what_is_theirs(zaak: Any) -> None:
    """L6: a procesregisseur not the agreements, a deelnemer not another's; oldest term first; overdue is said."""
    zaak.loopt(casusregie=None, gezocht={"doorOin": VT})
    assert [taak.code for taak in beeld(zaak, NOOR).taken] == ["casusregie-gezocht"]
    eigen = beeld(zaak, VERA, date(2025, 3, 19))
    assert [(taak.code, taak.uiterlijk, taak.te_laat) for taak in eigen.taken] == [
        ("casusregie-zoeken", date(2025, 3, 19), False),
        ("afspraak", date(2025, 3, 19), False),
    ]
    assert all(taak.te_laat for taak in beeld(zaak, VERA, date(2025, 3, 20)).taken)
    assert beeld(zaak, Actor("otto", VT, frozenset({"operator"}))).taken == ()
    assert (eigen.kenmerk, eigen.zaak_id, eigen.stand) == ("ZV-7K4M-9QXT", ZAAK, "loopt")


def test_the_zvhh_looks_for_a_casusregisseur_itself(zaak: Any) -> None:
    """S11: a task of the procesregisseur only."""
    zaak.loopt(casusregie=None, gezocht={"doorOin": ZV})
    assert [(taak.code, taak.uiterlijk) for taak in zaak.staat.taken if taak.voor == "procesregisseur"] == [
        ("casusregie-gezocht", date(2025, 3, 19))
    ]
    assert "casusregie-zoeken" not in [taak.code for taak in zaak.staat.taken]


def test_minutes_are_to_be_written_when_the_overleg_is_over(zaak: Any) -> None:
    """D3: from the end of its time; moved or recorded, the task goes."""
    zaak.gepland()
    einde = zaak.lokaal(date(2025, 3, 12), 11, 30)
    assert zaak.wekkers["overleg-voorbij"] == einde
    zaak.op(date(2025, 3, 12), 11, 30).doe("overleg-voorbij").dan_niets()
    taak = zaak.staat.taken[0]
    assert (taak.code, taak.uiterlijk, taak.nummer) == ("verslag-vastleggen", date(2025, 3, 12), 1)
    assert "overleg-voorbij" not in zaak.wekkers
    zaak.verzet(1, zaak.lokaal(date(2025, 3, 13)), "niet doorgegaan").goed()
    assert (zaak.taken, zaak.wekkers["overleg-voorbij"]) == ([], zaak.lokaal(date(2025, 3, 13), 11, 30))
    zaak.op(date(2025, 3, 13)).doe("overleg-voorbij").weeg().goed()
    assert "verslag-vastleggen" not in zaak.taken


def test_a_proposal_that_passed_is_to_be_planned_anew(zaak: Any) -> None:
    """D3, S13: planned on another day, it is no longer over."""
    zaak.loopt().op(date(2025, 3, 27)).doe("overleg-voorbij")
    assert zaak.taken == ["verslag-vastleggen"]
    zaak.plan(zaak.lokaal(date(2025, 4, 2)), PO, VT).goed()
    assert zaak.taken == []


def test_a_late_reminder_of_what_was_cancelled_does_nothing(zaak: Any) -> None:
    """L9: it was due, and the overleg had just been cancelled."""
    zaak.loopt().annuleer(2, "ziek")
    for herinnering in (overleg_voorbij, casusregie_gezocht):
        besluit = herinnering(zaak.config, zaak.staat, Context(now=zaak.at, subject=ZAAK, received=zaak.at))
        waarom = "nothing is planned" if herinnering is overleg_voorbij else "a casusregisseur was found"
        assert (besluit.state, besluit.why_nothing) == (None, waarom)


def test_the_most_urgent_first(zaak: Any) -> None:
    """S14, D4, S11: what a procesregisseur sees of one zaak that went wrong everywhere."""
    zaak.loopt().op(EERSTE).bespreek(gezocht={"doorOin": VT}).annuleer(3, "ziek").goed()
    zaak.doe(AfschalenGeweigerd(nummer=2, reden="incident"))
    zaak.doe(
        IncidentGeregistreerd(
            nummer=1,
            soort="geweld",
            moment=zaak.at,
            ernstig=True,
            geregistreerd_op=zaak.lokaal(EERSTE, 14),
            afschalen_mogelijk_op=None,
        )
    )
    assert zaak.taken == ["afschalen-geweigerd", "ernstig-incident", "casusregie-gezocht", "zonder-datum"]
    assert ("casusregie-zoeken", None) in zaak.taken_van(VT)


def test_nothing_is_to_be_done_without_a_zaak(zaak: Any) -> None:
    """D2: no term, and sorted last."""
    zaak.doe(zaak.ingediend())
    assert (zaak.staat.taken, zaak.staat.eerste_termijn) == ((), GEEN_TERMIJN)


def test_spoed_is_said_with_the_planning(zaak: Any) -> None:
    """D2: marked, and only there."""
    zaak.te_plannen()
    assert [taak.tekst for taak in beeld(zaak, NOOR).taken] == ["Plan het weegoverleg."]
    zaak.doe(SpoedGewijzigd(spoed=True, op=zaak.at))
    gezien = beeld(zaak, NOOR)
    assert ([taak.tekst for taak in gezien.taken], gezien.spoed) == (["Spoed. Plan het weegoverleg."], True)
    ander = TaakBeeld.van(Zaaktaak(code="zonder-datum"), EERSTE, spoed=True)
    assert (ander.tekst, ander.te_laat) == ("Plan het volgende overleg.", False)


def test_every_task_has_words() -> None:
    """Each code that the domain gives is in the table, as plain Dutch."""
    bron = Path(taken.__file__).read_text().split("def taken(", 1)[1]
    assert [code for code in TEKSTEN if f'"{code}"' not in bron and not code.endswith("-na-weegoverleg")] == []
    assert all(tekst.endswith((".", "?")) for tekst in TEKSTEN.values())
    assert set(get_args(Rol)) >= {"procesregisseur", "deelnemer"}


def test_an_incident_is_new_until_a_casusoverleg_was_recorded_after_it(zaak: Any) -> None:
    """D4: registered at the very moment of vastleggen, it was there; a moment later it was not."""
    zaak.loopt().op(EERSTE).bespreek().goed()
    feit: dict[str, Any] = {"soort": "geweld", "moment": zaak.at, "ernstig": True, "afschalen_mogelijk_op": None}
    zaak.doe(IncidentGeregistreerd(nummer=1, geregistreerd_op=zaak.at, **feit))
    assert zaak.taken == []
    zaak.doe(IncidentGeregistreerd(nummer=2, geregistreerd_op=zaak.at + timedelta(milliseconds=1), **feit))
    assert zaak.taken == ["ernstig-incident"]


def test_an_opening_without_a_melding_asks_for_no_agreements(zaak: Any) -> None:
    """S6c: regie may be heard first."""
    assert zaak.doe(zaak.geopend()).taken == []
