# SPDX-License-Identifier: EUPL-1.2
"""The six extras: fixed lines of every casusoverleg, each answered (S17)."""

from datetime import date

from services.meetings.tests.verhaal import Zaak

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.overleggen import CasusoverlegGehouden
from zvhh_meetings.domain.rules.agenda import agenda

VT, RN = "00000099000000001000", "00000099000000006000"
EERSTE = date(2025, 3, 26)


def test_the_six_stand_on_the_agenda_of_every_casusoverleg(zaak: Zaak) -> None:
    """S17: in the words of the configuration, at the first and at the next; never at a weegoverleg."""
    zaak.gepland()
    assert not any(een.soort.startswith("extra-") for een in agenda(zaak.config, zaak.staat, zaak.volgend))
    zaak.op(date(2025, 3, 12)).weeg().doe(zaak.geopend())
    for _ in range(2):
        punten = {een.soort: een.titel for een in agenda(zaak.config, zaak.staat, zaak.volgend)}
        vragen = {f"extra-{code}": vraag for code, vraag in zaak.config.extras.items()}
        assert vragen.items() <= punten.items()
        assert len(vragen) == 6
        zaak.op(EERSTE).bespreek()


def test_each_is_answered_and_all_that_miss_are_told_at_once(zaak: Zaak) -> None:
    """S17: six missing answers are six faults, each with the question; nothing is stored."""
    zaak.loopt().op(EERSTE).bespreek(extras=[]).geweigerd(*["extra-onbeantwoord"] * 6, status=400)
    assert zaak.teksten == [f"Vul het antwoord in: {vraag}" for vraag in zaak.config.extras.values()]
    assert set(zaak.plaatsen) == {"/extras"}
    zaak.bespreek(extras=zaak.extras()[1:]).geweigerd("extra-onbeantwoord")
    assert zaak.teksten == ["Vul het antwoord in: Is het beeld getoetst en bijgewerkt?"]
    assert zaak.volgend.nummer == 2


def test_not_needed_has_a_reason(zaak: Zaak) -> None:
    """S17: niet-nodig + reason; besproken needs none; once each, and only lines that there are."""
    niet = zaak.extras(client_perspectief="niet-nodig")
    zaak.loopt().op(EERSTE).bespreek(extras=niet).geweigerd("reden-ontbreekt", status=400)
    assert zaak.teksten == ["Schrijf waarom dit punt niet nodig is."]
    assert zaak.plaatsen == ["/extras/4/reden"]
    vreemd = [{"extra": "koffie", "antwoord": "besproken"}, *zaak.extras(), zaak.extras()[0]]
    zaak.bespreek(extras=vreemd).geweigerd("extra-onbekend", "dubbel", status=400)
    assert zaak.plaatsen == ["/extras/0/extra", "/extras/7/extra"]
    niet[4]["reden"] = "is al betrokken"
    zaak.bespreek(extras=niet).goed()
    gehouden = zaak.feit(CasusoverlegGehouden)
    assert gehouden.extras["client-perspectief"] == "niet-nodig"
    assert (len(gehouden.extras), gehouden.extras["aware-of-device"]) == (6, "besproken")
    assert "betrokken" not in repr(gehouden)


def test_below_the_quorum_they_are_answered_too(zaak: Zaak) -> None:
    """S17, L4: an answer is no decision; "every casusoverleg" is every one."""
    zaak.loopt().op(EERSTE).bespreek(aanwezigen=zaak.aanwezig(VT, RN), extras=[])
    zaak.geweigerd(*["extra-onbeantwoord"] * 6)
    zaak.bespreek(aanwezigen=zaak.aanwezig(VT, RN)).goed()


def test_they_can_be_chosen_as_interventions() -> None:
    """S17: AWARE, device, RN, De Waag, the voluntary way and the adviser stand in the list of interventions."""
    lijst = Configuratie().interventies
    assert {"aware", "slachtofferdevice", "rn-traject", "de-waag", "client-perspectief"} <= set(lijst)
