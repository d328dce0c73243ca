# SPDX-License-Identifier: EUPL-1.2
"""The reporter's wishes: on the agenda of the weegoverleg and the first casusoverleg, answered there (S3)."""

from datetime import date
from typing import Any

import pytest
from services.meetings.tests.verhaal import Zaak

from zvhh_contracts.overleggen import CasusoverlegGehouden, WeegoverlegGehouden
from zvhh_meetings.domain.rules.agenda import agenda

VT, PO, OM, RN = (f"00000099{n:012}" for n in (1000, 2000, 3000, 6000))
EERSTE, TWEEDE = date(2025, 3, 26), date(2025, 6, 4)
BEIDE = ("aware", "slachtofferdevice")


def antwoord(wens: str, wat: str = "besproken", reden: str | None = None) -> dict[str, Any]:
    """One answer."""
    return {"wens": wens, "antwoord": wat, "reden": reden}


def met_wensen(zaak: Zaak) -> Zaak:
    """The weegoverleg of a melding with both wishes is planned."""
    zaak.doe(zaak.ingediend(wensen=BEIDE)).op(date(2025, 3, 5)).doe(zaak.doorgezet())
    return zaak.plan(zaak.lokaal(date(2025, 3, 12)), PO, OM, VT, RN).op(date(2025, 3, 12))


def op_agenda(zaak: Zaak) -> list[str]:
    """The wishes on the next agenda."""
    punten = agenda(zaak.config, zaak.staat, zaak.volgend)
    return [een.soort for een in punten if een.soort.startswith("wens-")]


def test_all_are_answered_at_the_weegoverleg(zaak: Zaak) -> None:
    """S3: every one that misses is a fault; the codes travel, the reasons don't."""
    met_wensen(zaak).weeg(wensen=[]).geweigerd("wens-onbeantwoord", "wens-onbeantwoord", status=400)
    assert zaak.teksten == [
        "De melder wil AWARE bespreken. Vul het antwoord in.",
        "De melder wil het Slachtofferdevice bespreken. Vul het antwoord in.",
    ]
    zaak.weeg(wensen=[antwoord("aware"), antwoord("slachtofferdevice", "niet", "wil zij niet")]).goed()
    assert zaak.feit(WeegoverlegGehouden).wensen == {"aware": "besproken", "slachtofferdevice": "niet"}


def test_what_is_open_is_answered_at_the_first_casusoverleg(zaak: Zaak) -> None:
    """S3: both stand on its agenda; only the one that was put off must be answered."""
    met_wensen(zaak).weeg(wensen=[antwoord("aware"), antwoord("slachtofferdevice", "later", "eerst kennismaken")])
    zaak.doe(zaak.geopend()).op(EERSTE)
    assert op_agenda(zaak) == ["wens-aware", "wens-slachtofferdevice"]
    zaak.bespreek(wensen=[]).geweigerd("wens-onbeantwoord")
    assert zaak.plaatsen == ["/wensen"]
    zaak.bespreek(wensen=[antwoord("slachtofferdevice")]).goed()
    assert zaak.feit(CasusoverlegGehouden).wensen == {"slachtofferdevice": "besproken"}
    assert op_agenda(zaak) == []


def test_later_at_the_first_casusoverleg_comes_back_until_it_is_answered(zaak: Zaak) -> None:
    """S3: "later" is never lost; and the agenda of a held overleg stays as it was."""
    zaak.loopt().op(EERSTE).bespreek(wensen=[antwoord("aware", "later", "ziek")]).goed()
    assert op_agenda(zaak) == ["wens-aware"]
    zaak.op(TWEEDE).bespreek(3, wensen=[]).geweigerd("wens-onbeantwoord")
    zaak.bespreek(3, wensen=[antwoord("aware", "niet", "niet meer nodig")]).goed()
    assert op_agenda(zaak) == []
    tweede = agenda(zaak.config, zaak.staat, zaak.staat.overleggen[1])
    assert "wens-aware" in [een.soort for een in tweede]
    derde = agenda(zaak.config, zaak.staat, zaak.staat.overleggen[2])
    assert "wens-aware" in [een.soort for een in derde]
    zaak.op(date(2025, 8, 13)).bespreek(4, wensen=[]).goed()


def test_a_talk_below_the_quorum_may_answer_and_need_not(zaak: Zaak) -> None:
    """S3, L4: nothing must be answered where nothing can be decided; what was said then counts."""
    for wensen, daarna in (([], "geweigerd"), ([antwoord("aware")], "goed")):
        eigen = type(zaak)()
        eigen.loopt().op(EERSTE).bespreek(aanwezigen=zaak.aanwezig(VT, RN), wensen=wensen).goed()
        eigen.plan(zaak.lokaal(date(2025, 4, 2)), PO, VT, reden="snel").op(date(2025, 4, 2))
        assert op_agenda(eigen) == ["wens-aware"]
        eigen.bespreek(3, wensen=[])
        eigen.goed() if daarna == "goed" else eigen.geweigerd("wens-onbeantwoord")


def test_only_what_was_wished(zaak: Zaak) -> None:
    """S3: an answer to no wish is refused, at both kinds of overleg."""
    zaak.gepland().op(date(2025, 3, 12)).weeg(wensen=[antwoord("aware"), antwoord("slachtofferdevice")])
    zaak.geweigerd("wens-onbekend", status=400)
    assert (zaak.teksten, zaak.plaatsen) == (["De melder vroeg niet om het Slachtofferdevice."], ["/wensen/1/wens"])


@pytest.mark.parametrize("wat", ["later", "niet"])
def test_not_discussed_has_a_reason(zaak: Zaak, wat: str) -> None:
    """S3: at the casusoverleg as at the weegoverleg."""
    zaak.loopt().op(EERSTE).bespreek(wensen=[antwoord("aware", wat)]).geweigerd("reden-ontbreekt", status=400)
    assert zaak.teksten == ["Schrijf waarom AWARE nu niet wordt besproken."]


def test_the_first_casusoverleg_has_every_wish_on_its_agenda(zaak: Zaak) -> None:
    """S3: also what was besproken at the weegoverleg, and also when it is read after it was held."""
    zaak.loopt(wensen=[antwoord("aware")]).op(EERSTE).bespreek(wensen=None).goed()
    eerste = agenda(zaak.config, zaak.staat, zaak.staat.overleggen[1])
    assert "wens-aware" in [een.soort for een in eerste]
