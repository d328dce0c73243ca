# SPDX-License-Identifier: EUPL-1.2
"""Moving, cancelling, and a zaak without a date (D3)."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from services.meetings.tests.verhaal import Zaak, there

from zvhh_contracts.meldingen import MeldingIngetrokken
from zvhh_contracts.overleggen import OverlegGeannuleerd, Overlegsoort, OverlegVerzet

VT, PO, OM, RN = (f"0000009900000000{code}" for code in ("1000", "2000", "3000", "6000"))


def test_an_overleg_is_moved_with_a_reason(zaak: Zaak) -> None:
    """D3: same number, the invitation follows (SEQUENCE up), the reason stays here."""
    zaak.gepland()
    nieuw = zaak.lokaal(date(2025, 3, 14), 11)
    zaak.verzet(1, nieuw).geweigerd("reden-ontbreekt", status=400)
    zaak.verzet(1, nieuw, "PO kan niet", duurMinuten=60)
    zaak.dan(OverlegVerzet(nummer=1, soort="weegoverleg", begin=nieuw, duur_minuten=60))
    overleg = zaak.volgend
    assert (overleg.begin, overleg.volgnummer, overleg.wijzigingen[-1].wat) == (nieuw, 1, "verzet")
    zaak.verzet(1, nieuw, "nog eens").dan_niets()
    assert there(zaak.volgend).volgnummer == 1


def test_a_repeated_move_moves_once(zaak: Zaak) -> None:
    """D1: the same request again."""
    nieuw = zaak.lokaal(date(2025, 3, 14))
    zaak.gepland().verzet(1, nieuw, "ziek", key="k").verzet(1, nieuw, "ziek", key="k").dan_niets()
    assert len(zaak.staat.overleggen[0].wijzigingen) == 2


def test_what_was_held_cancelled_or_never_was_is_not_moved(zaak: Zaak) -> None:
    """D3: only what is planned; and never into the past."""
    zaak.gewogen().verzet(1, zaak.lokaal(date(2025, 3, 14)), "ziek").geweigerd("al-vastgelegd", status=409)
    zaak.verzet(9, zaak.lokaal(date(2025, 3, 14)), "ziek").geweigerd("overleg-bestaat-niet", status=404)
    zaak.verzet(2, zaak.lokaal(date(2025, 3, 11)), "ziek").geweigerd("begin-voorbij", status=400)
    zaak.annuleer(2, "nee").verzet(2, zaak.lokaal(date(2025, 3, 14)), "ziek").geweigerd("geannuleerd", status=409)


def test_cancelling_needs_a_reason_and_leaves_the_zaak_without_a_date(zaak: Zaak) -> None:
    """D3, story 6.3: cancelled Monday 7 July, reminder Monday 14 July: a flag, and nothing by itself (L9)."""
    zaak.gewogen().doe(zaak.geopend()).op(date(2025, 3, 26)).bespreek()
    zaak.op(date(2025, 7, 7)).annuleer(3).geweigerd("reden-ontbreekt", status=400)
    zaak.annuleer(3, "te veel zieken").dan(OverlegGeannuleerd(nummer=3, soort="casusoverleg"))
    assert zaak.staat.zonder_datum
    assert zaak.wekkers["zonder-datum"] == zaak.lokaal(date(2025, 7, 14), 0)
    assert "zonder-datum" in zaak.taken
    zaak.annuleer(3, "nog eens").dan_niets()
    zaak.op(date(2025, 7, 14)).doe("zonder-datum").dan_niets()
    assert zaak.staat.zonder_datum_herinnerd
    zaak.plan(zaak.lokaal(date(2025, 7, 22)), PO, VT).goed()
    assert (zaak.staat.zonder_datum, zaak.staat.zonder_datum_herinnerd) == (False, False)
    assert "zonder-datum" not in zaak.wekkers


def test_the_reminder_is_cancelled_by_a_date(zaak: Zaak) -> None:
    """D3: planned within the five days, so nobody is reminded."""
    zaak.loopt().annuleer(2, "ziek").plan(zaak.lokaal(date(2025, 3, 27)), PO, VT, reden="ziek").goed()
    assert "zonder-datum" not in zaak.wekkers


def test_a_withdrawal_cancels_a_planned_weegoverleg(zaak: Zaak) -> None:
    """D1: cancelled, the invited lose access, and a task: is de veiligheid geborgd? Destroyed after 30 days (L8)."""
    zaak.gepland().op(date(2025, 3, 10)).doe(MeldingIngetrokken(ingetrokken_op=zaak.at))
    zaak.dan(OverlegGeannuleerd(nummer=1, soort="weegoverleg"))
    assert (zaak.staat.stand, zaak.taken, zaak.staat.genodigden) == ("ingetrokken", [], ())
    assert zaak.staat.vernietigen_op == date(2025, 4, 9)
    zaak.op(date(2025, 3, 12)).weeg().geweigerd("geannuleerd", status=409)


def test_a_withdrawal_without_a_planned_weegoverleg_makes_no_task(zaak: Zaak) -> None:
    """D1: nobody was invited yet."""
    zaak.te_plannen().doe(MeldingIngetrokken(ingetrokken_op=zaak.at)).dan_niets()
    assert (zaak.staat.stand, zaak.taken) == ("ingetrokken", [])


def test_a_held_weegoverleg_outranks_a_withdrawal(zaak: Zaak) -> None:
    """D1: it changes nothing but a task for the procesregisseur."""
    zaak.gewogen().doe(MeldingIngetrokken(ingetrokken_op=zaak.at)).dan_niets()
    assert (zaak.staat.stand, zaak.taken) == ("wacht-op-plaats", [])


def test_a_held_weegoverleg_outranks_a_withdrawal_also_when_nothing_was_decided(zaak: Zaak) -> None:
    """D1, L4: the second weegoverleg stays planned, and the zaak goes on."""
    leeg: dict[str, Any] = {"passend": None, "doorzetten": None, "deelnemers": None, "casusregie": None}
    zaak.gepland().op(date(2025, 3, 12)).weeg(aanwezigen=zaak.aanwezig(VT, RN), **leeg)
    zaak.plan(zaak.lokaal(date(2025, 3, 19)), PO, VT).goed()
    zaak.doe(MeldingIngetrokken(ingetrokken_op=zaak.at)).dan_niets()
    assert (zaak.staat.stand, zaak.taken) == ("weegoverleg-gepland", [])


def test_a_weegoverleg_that_had_begun_is_not_cancelled_by_a_withdrawal(zaak: Zaak) -> None:
    """D1: those present decide; the minutes come after the withdrawal and outrank it."""
    zaak.gepland().op(date(2025, 3, 12), 11).doe(MeldingIngetrokken(ingetrokken_op=zaak.at)).dan_niets()
    zaak.op(date(2025, 3, 12)).weeg().goed()
    assert zaak.staat.stand == "wacht-op-plaats"


def test_a_revision_of_triage_cancels_a_planned_weegoverleg_and_a_held_one_outranks_it(nieuwe_zaak: type[Zaak]) -> None:
    """D2: revised until the weegoverleg is held; an older version changes nothing."""
    gepland = nieuwe_zaak().gepland().doe(nieuwe_zaak.afgewezen())
    gepland.dan(OverlegGeannuleerd(nummer=1, soort="weegoverleg"))
    assert (gepland.staat.stand, gepland.staat.vernietigen_op) == ("afgewezen", date(2025, 4, 5))
    gepland.doe(nieuwe_zaak.doorgezet(versie=1)).dan_niets()
    assert gepland.staat.stand == "afgewezen"
    gepland.doe(nieuwe_zaak.doorgezet(date(2025, 3, 7), versie=3)).dan_niets()
    assert (gepland.staat.stand, gepland.staat.zonder_datum) == ("te-plannen", True)
    gehouden = nieuwe_zaak().gewogen().doe(nieuwe_zaak.afgewezen()).dan_niets()
    assert (gehouden.staat.stand, gehouden.taken) == ("wacht-op-plaats", [])


def _begonnen(zaak: Zaak) -> Zaak:
    """Withdrawn while the weegoverleg had begun."""
    return zaak.gepland().op(date(2025, 3, 12), 11).doe(MeldingIngetrokken(ingetrokken_op=zaak.at))


def _tweede(zaak: Zaak) -> Zaak:
    """The opening was undone, a second weegoverleg is planned."""
    return zaak.loopt().doe(zaak.ongedaan(zaak.at)).plan(zaak.lokaal(date(2025, 3, 20)), PO, VT)


STANDEN: dict[str, tuple[Callable[[Zaak], Zaak], int, Overlegsoort]] = {
    "weegoverleg-gepland": (lambda zaak: zaak.gepland(), 1, "weegoverleg"),
    "ingetrokken": (_begonnen, 1, "weegoverleg"),
    "wacht-op-plaats": (lambda zaak: zaak.gewogen(), 2, "casusoverleg"),
    "loopt": (lambda zaak: zaak.loopt(), 2, "casusoverleg"),
    "van voor de pilot": (lambda zaak: zaak.lopend().op(date(2025, 3, 12)), 1, "casusoverleg"),
    "opening ongedaan": (_tweede, 3, "weegoverleg"),
}


@pytest.mark.parametrize("stand", STANDEN)
def test_moved_and_cancelled_in_every_stand(zaak: Zaak, stand: str) -> None:
    """D3: whatever is planned, proposed or provisional, each with a reason."""
    maak, nummer, soort = STANDEN[stand]
    maak(zaak)
    nieuw = zaak.lokaal(date(2025, 4, 3))
    volgnummer = zaak.volgend.volgnummer
    zaak.verzet(nummer, nieuw).geweigerd("reden-ontbreekt", status=400)
    duur = zaak.volgend.duur_minuten
    zaak.verzet(nummer, nieuw, "ziek").dan(OverlegVerzet(nummer=nummer, soort=soort, begin=nieuw, duur_minuten=duur))
    assert (zaak.staat.volgend_overleg_op, zaak.volgend.volgnummer) == (nieuw, volgnummer + 1)
    zaak.annuleer(nummer).geweigerd("reden-ontbreekt", status=400)
    zaak.annuleer(nummer, "te druk").dan(OverlegGeannuleerd(nummer=nummer, soort=soort))
    assert (zaak.staat.gepland, zaak.staat.overleggen[-1].volgnummer) == (None, volgnummer + 2)


def test_moved_to_the_moment_itself_is_too_late(zaak: Zaak) -> None:
    """D3: the future begins after now."""
    zaak.gepland().verzet(1, zaak.at, "ziek").geweigerd("begin-voorbij", status=400)
    zaak.verzet(1, zaak.at + timedelta(milliseconds=1), "ziek").goed()
    assert (zaak.volgend.wijzigingen[-1].door, zaak.volgend.wijzigingen[-1].op) == ("fatima", zaak.at)
