# SPDX-License-Identifier: EUPL-1.2
"""What an invitation gives, and until when: its own overleg, for as long as there is something to come to (L6)."""

from datetime import date, timedelta

import pytest
from services.meetings.tests.gegevens import FATIMA, GZ, OM, PO, RN, VERA, VT, WG
from services.meetings.tests.verhaal import Zaak

from zvhh_kit.domain.calendar import at_local
from zvhh_kit.domain.decision import Actor
from zvhh_meetings.domain.derived import UITNODIGING
from zvhh_meetings.domain.parts.bronnen import Casus
from zvhh_meetings.domain.rules.inzage import deel_voor
from zvhh_meetings.views.agenda import AgendaBeeld
from zvhh_meetings.views.overlegtraject import TrajectBeeld, TrajectRegel

WIM = Actor("wim", WG, frozenset({"deelnemer"}))
WOENSDAG, TWEEDE = date(2025, 3, 12), date(2025, 3, 19)
GENODIGD = (PO, VT, OM, WG)


@pytest.fixture
def tweede(zaak: Zaak) -> Zaak:
    """Weighed once, not yet sent on; De Wende is invited to the second weegoverleg."""
    zaak.gepland().op(WOENSDAG).weeg(doorzetten="nog-niet", deelnemers=(), casusregie=None).goed()
    return zaak.plan(zaak.lokaal(TWEEDE), *GENODIGD).goed()


def test_who_is_invited_to_a_second_weegoverleg_does_not_read_the_first(tweede: Zaak) -> None:
    """L6: nothing of it, by whatever view: no minutes, agreements or tasks of others; their own invitation is there."""
    ziet = deel_voor(tweede.staat, WIM)
    beeld = TrajectBeeld.van(tweede.config, "z", ziet)
    assert [(een.nummer, een.weegverslag) for een in beeld.overleggen] == [(2, None)]
    assert (beeld.afspraken, beeld.taken, beeld.deelnemers, beeld.plan) == ((), (), (), None)
    assert ziet.gepland is not None
    assert not any(punt.soort == "afspraak" for punt in AgendaBeeld.van(tweede.config, "z", ziet, ziet.gepland).punten)
    assert TrajectRegel.van("z", ziet).volgend_overleg_op == tweede.lokaal(TWEEDE)


def test_who_is_invited_keeps_their_own_tasks(tweede: Zaak) -> None:
    """L6, D3: what they took on in the first weegoverleg, and nothing of others."""
    assert {taak.oin for taak in tweede.staat.taken} > {VT}
    assert [(taak.code, taak.oin) for taak in deel_voor(tweede.staat, VERA).taken] == [("afspraak", VT)]


def test_who_takes_part_and_a_procesregisseur_see_all(tweede: Zaak, nieuwe_zaak: type[Zaak]) -> None:
    """L6."""
    assert deel_voor(tweede.staat, FATIMA) is tweede.staat
    loopt = nieuwe_zaak().loopt()
    assert deel_voor(loopt.staat, VERA) is loopt.staat


def test_an_invitation_shows_itself_only(zaak: Zaak) -> None:
    """L6: not who else was asked or why, nor once it was held; cancelled, it is there to be taken from an agenda."""
    zaak.te_plannen().plan(zaak.lokaal(WOENSDAG, 9), PO, VT, OM, RN, WG, GZ).goed()
    zaak.nodig(1, PO, VT, OM, RN, WG).verzet(1, zaak.lokaal(WOENSDAG), "later").goed()
    vol, [eigen] = zaak.volgend, deel_voor(zaak.staat, WIM).overleggen
    assert (len(vol.wijzigingen), vol.afgezegd) == (3, (GZ,))
    assert eigen == vol.model_copy(update={"wijzigingen": (), "afgezegd": ()})
    zaak.op(WOENSDAG).weeg(doorzetten="nog-niet", deelnemers=(), casusregie=None).goed()
    assert deel_voor(zaak.staat, WIM).overleggen == ()
    zaak.plan(zaak.lokaal(TWEEDE), PO, VT).goed()
    assert deel_voor(zaak.staat, WIM).overleggen == ()
    zaak.nodig(2, PO, VT, WG).annuleer(2, "ziek").goed()
    assert [(een.nummer, een.stand) for een in deel_voor(zaak.staat, WIM).overleggen] == [(2, "geannuleerd")]


def test_every_part_that_is_left_out_is_named_or_told_by_others(tweede: Zaak) -> None:
    """L6: a new part of the state is looked at here, before anybody who was only invited sees it."""
    casus = Casus(geopend_op=tweede.at)
    vol = tweede.staat.model_copy(update=dict.fromkeys(EIGEN, ("iets",)) | {"overleggen": (), "casus": casus})
    ziet = deel_voor(vol, WIM)
    assert {naam for naam in EIGEN if getattr(ziet, naam)} == set()
    assert set(type(tweede.staat).model_fields) == EIGEN | GEZIEN | {"casus"}
    assert ziet.casus == Casus()


EIGEN = {
    "overleggen", "deelnames", "deelnemers", "afspraken", "interventies", "plannen", "aanwijzingen", "gezocht", "gevoegd", "afgerond",
}  # fmt: skip
"""What was said or decided in an overleg, or leads to another zaak."""
GEZIEN = {
    "melding", "aangevuld_op", "ingetrokken_op", "betrokkenen", "bewaartermijn", "geweerd", "hoofdzaken_gesloten", "triage",
    "spoed", "zonder_datum_herinneren_op", "zonder_datum_herinnerd", "laat", "stand", "kenmerk", "ontvangen_op",
    "genodigden", "uitnodiging_tot", "afgeschermd", "zonder_datum", "volgend_overleg_op", "laat_op", "vernietigen_op",
    "taken", "eerste_termijn", "overdracht_lezers", "overdracht_tot",
}  # fmt: skip
"""What the melding says, dates, and what is needed to know who sees it; tasks are their own."""


def test_an_invitation_to_what_is_never_recorded_ends(zaak: Zaak) -> None:
    """L6: thirty days after its day, the last one included; it can still be recorded, or moved and then they are invited."""
    zaak.gepland()
    eind = at_local(WOENSDAG + timedelta(days=31))
    assert (zaak.staat.uitnodiging_tot, zaak.wekkers[UITNODIGING]) == (WOENSDAG + timedelta(days=30), eind)
    zaak.at = eind
    zaak.doe("overleg-voorbij").doe(UITNODIGING)
    assert (zaak.staat.genodigden, zaak.staat.uitnodiging_tot, zaak.volgend.nummer) == ((), None, 1)
    assert UITNODIGING not in zaak.wekkers
    zaak.verzet(1, zaak.lokaal(date(2025, 4, 20)), "opnieuw").goed()
    assert zaak.staat.genodigden == zaak.volgend.genodigden != ()
    assert zaak.wekkers[UITNODIGING] == at_local(date(2025, 5, 21))


def test_a_proposal_that_passed_invites_anew_when_it_is_planned(zaak: Zaak) -> None:
    """L6, D3: who is invited to the new day sees the zaak again."""
    zaak.loopt().op(date(2025, 4, 26), 0).doe("overleg-voorbij").doe(UITNODIGING)
    assert (zaak.volgend.voorstel, zaak.staat.genodigden) == (True, ())
    zaak.plan(zaak.lokaal(date(2025, 5, 7)), PO, VT).goed()
    assert zaak.staat.genodigden == (PO, VT)
    assert zaak.wekkers[UITNODIGING] == at_local(date(2025, 6, 7))


def test_nothing_ends_what_was_recorded_or_cancelled(zaak: Zaak, nieuwe_zaak: type[Zaak]) -> None:
    """L6."""
    zaak.gepland().annuleer(1, "ziek")
    assert UITNODIGING not in zaak.wekkers
    gehouden = nieuwe_zaak().gepland().op(WOENSDAG).weeg(doorzetten="nog-niet", deelnemers=(), casusregie=None).goed()
    assert UITNODIGING not in gehouden.wekkers
