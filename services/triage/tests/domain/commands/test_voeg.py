# SPDX-License-Identifier: EUPL-1.2
"""The fourth outcome: joined to a running zaak, and split off again."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from pydantic import ValidationError
from services.triage.tests.story import BRAM, Make, there
from services.triage.tests.story import Zaak as Story

from zvhh_contracts.configuration import Termijnen
from zvhh_contracts.triages import MeldingAfgesplitst, MeldingToegevoegd, TriageGevoegd, TriageHeropend
from zvhh_kit.domain.calendar import at_local
from zvhh_kit.domain.decision import Actor
from zvhh_kit.privacy import canonical_json
from zvhh_kit.testing.story import SUBJECT
from zvhh_triage.domain.commands.voeg import Gevonden, Voeg, Zaak

A = "0190bbbb-0000-8000-8000-000000000002"
HOOFDZAAK = Zaak(zaak_id=A, kenmerk="ZV-BBBB-BBBB", loopt=True)
MAANDAG = date(2025, 6, 2)
ZOMERTIJD = date(2025, 3, 30)


def test_a_melding_is_joined_to_a_running_zaak(zaak: Make) -> None:
    """D11b: no refusal: both zaken hear it; the motivation stays here, sealed; no term is left and no end of its own."""
    one = zaak().vraag().voeg(rollen_omgekeerd=True)
    assert one.story.events == [
        (SUBJECT, TriageGevoegd(versie=1 + 1, gevoegd_op=one.at, door="noor.testema", bij=A)),
        (A, MeldingToegevoegd(zaak_id=SUBJECT, toegevoegd_op=one.at, rollen_omgekeerd=True)),
    ]
    state = one.triage
    assert (state.stand, state.termijn, one.taken, state.gevoegd_bij) == ("gevoegd", None, ("bel-de-melder",), A)
    assert (state.vernietigen_op, one.story.reminders) == (None, {})
    joined = there(state.besluit)
    assert (joined.bij_kenmerk, joined.rollen_omgekeerd) == ("ZV-BBBB-BBBB", True)
    assert there(joined.motivatie).cipher == b"zelfde mensen"
    assert one.uitslag == {"versie": 2, "uitkomst": "gevoegd"}


def test_roles_are_not_reversed_unless_said(zaak: Make) -> None:
    """D11b: the badge is a person's word."""
    one = zaak().voeg()
    assert one.story.events[1] == (A, MeldingToegevoegd(zaak_id=SUBJECT, toegevoegd_op=one.at, rollen_omgekeerd=False))
    assert there(one.triage.besluit).rollen_omgekeerd is False


@pytest.mark.parametrize(
    ("bij", "found", "code", "status"),
    [
        (None, {}, "zaak-onbekend", 400),
        (HOOFDZAAK, {"gevonden": Gevonden(zaken=(HOOFDZAAK, HOOFDZAAK))}, "kenmerk-niet-eenduidig", 409),
        (Zaak(zaak_id=SUBJECT, kenmerk="ZV-7K4M-9QXT", loopt=True), {}, "bij-zichzelf", 409),
        (Zaak(zaak_id=A, kenmerk="ZV-BBBB-BBBB", loopt=False), {}, "zaak-loopt-niet", 409),
        (HOOFDZAAK, {"gevonden": Gevonden(zaken=(HOOFDZAAK,), heeft_gevoegde=True)}, "heeft-gevoegde", 409),
    ],
)
def test_only_to_one_other_zaak_that_goes_on(
    zaak: Make, bij: Zaak | None, found: dict[str, Any], code: str, status: int
) -> None:
    """D11b: not to nothing, to two, to itself, to what has ended, nor in a chain; nothing happens then."""
    one = zaak().voeg(bij, **found).geweigerd(code, status=status)
    assert (one.triage.stand, one.triage.besluiten) == ("open", ())
    assert one.plaatsen[0] == ("" if code == "heeft-gevoegde" else "/bij")


def test_what_may_be_joined_to_is_what_goes_on(zaak: Make, leeg: Make) -> None:
    """D11b: open, asked, passed on, held, waiting, open again or brought in; nothing that has ended or never began."""
    passed = zaak().drie_keer_ja().bevestig("doorgezet")
    goes_on = [
        zaak(),
        zaak().vraag(),
        passed,
        zaak().gehouden(),
        zaak().gehouden(passend=None),
        zaak().gehouden().wachtlijst(),
        zaak().gehouden().geopend(),
        zaak().gehouden(passend=False, route="lokaal").herzien(passend=True),
        leeg().lopend(),
    ]
    ended = [
        leeg().gepland(),
        zaak().ingetrokken(),
        zaak().drie_keer_ja().oordeel("veiligheid", ja=False).bevestig("afgewezen"),
        zaak().voeg(),
        zaak().gehouden(passend=False, route="lokaal"),
        zaak().gehouden().herzien(passend=False),
        zaak().gehouden().van_wachtlijst(),
        zaak().gehouden().geopend().afgeschaald(),
        leeg().lopend().afgeschaald(),
    ]
    assert [one.triage.loopt for one in goes_on] == [True] * len(goes_on)
    assert [one.triage.loopt for one in ended] == [False] * len(ended)


def test_the_same_request_again_is_told_the_same_whatever_is_found_then() -> None:
    """D1: what was looked up is no part of what was asked."""
    asked = {"bij": A, "motivatie": "x"}
    then = Voeg.model_validate(asked).vond(Gevonden(zaken=(HOOFDZAAK,)))
    now = Voeg.model_validate(asked)
    assert canonical_json({"body": then}) == canonical_json({"body": now})
    with pytest.raises(ValidationError):
        Voeg.model_validate(asked | {"gevonden": {}})


@pytest.mark.parametrize(
    "bij", ["ZV-7K4M-9QX", "zv-7k4m-9qxt", "A-7K4M-9QXT", "", f"{A}0", "0190bbbb-0000-4000-8000-000000000002"]
)
def test_a_zaak_is_meant_by_kenmerk_or_id(bij: str) -> None:
    """D11b: nothing else is looked up."""
    with pytest.raises(ValidationError):
        Voeg.model_validate({"bij": bij, "motivatie": "x"})


def test_a_joined_melding_is_not_judged_until_it_is_split(zaak: Make) -> None:
    """D11b: one outcome at a time; joined once."""
    one = zaak().drie_keer_ja().voeg()
    refusals: tuple[Callable[[], Story], ...] = (
        lambda: one.oordeel("veiligheid"),
        lambda: one.bevestig("doorgezet"),
        one.vraag,
        one.voeg,
        one.spoed,
    )
    for again in refusals:
        again().geweigerd("gevoegd", status=409)


def test_a_melding_is_split_off_with_its_judgements(zaak: Make) -> None:
    """D11b: to be judged on its own again; both zaken hear it; both versions stay (D2)."""
    one = zaak().drie_keer_ja().voeg().splits(by=BRAM)
    assert one.story.events == [
        (SUBJECT, TriageHeropend(versie=2, heropend_op=one.at, door="bram.proefstra")),
        (A, MeldingAfgesplitst(zaak_id=SUBJECT, afgesplitst_op=one.at)),
    ]
    assert (one.triage.stand, one.triage.gevoegd_bij, one.triage.besluit) == ("open", None, None)
    assert [(b.uitkomst, b.door) for b in one.triage.besluiten] == [
        ("gevoegd", "noor.testema"),
        ("heropend", "bram.proefstra"),
    ]
    split = one.triage.besluiten[1]
    assert (there(split.motivatie).cipher, split.bij, split.bij_kenmerk) == (b"toch andere mensen", A, "ZV-BBBB-BBBB")
    assert one.uitslag == {"versie": 2, "uitkomst": "heropend"}
    one.bevestig("doorgezet")
    assert (one.triage.stand, one.triage.versie) == ("doorgezet", 3)


def test_after_a_split_more_can_be_asked_and_it_can_be_joined_again(zaak: Make) -> None:
    """D11b, S10: open is open."""
    assert zaak().voeg().splits().vraag().triage.stand == "aanvulling"
    asked = zaak().vraag().voeg().splits()
    assert (asked.triage.stand, asked.triage.vraag_open, asked.taken) == ("open", False, ("beoordelen",))
    assert zaak().voeg().splits().voeg().triage.versie == 3


def test_a_split_is_possible_for_thirty_days(zaak: Make) -> None:
    """D11b: up to and including the thirtieth local day; not on the thirty-first."""
    joined = zaak().op(MAANDAG, 23).voeg()  # 01:00 on 3 June in Amsterdam
    last = date(2025, 7, 3)
    joined.op(last, 21).splits()  # 23:00 on 3 July
    assert joined.triage.stand == "open"
    late = zaak().op(MAANDAG, 23).voeg().op(last, 22).splits()  # midnight of 4 July
    late.geweigerd("splitsen-voorbij", status=409)
    assert late.teksten == ["Splitsen kan tot en met 30 dagen na het voegen. Die zijn voorbij."]
    assert late.triage.stand == "gevoegd"


def test_the_days_of_a_split_are_local_days(zaak: Make) -> None:
    """D11b: over the change of the clock too."""
    joined = zaak().op(ZOMERTIJD - timedelta(days=10)).voeg()
    joined.at = at_local(ZOMERTIJD + timedelta(days=21)) - timedelta(milliseconds=1)
    assert joined.splits().triage.stand == "open"


def test_only_what_is_joined_is_split(zaak: Make, leeg: Make) -> None:
    """D11b, L9: by a named procesregisseur."""
    zaak().splits().geweigerd("niet-gevoegd", status=409)
    zaak().drie_keer_ja().bevestig("doorgezet").splits().geweigerd("niet-gevoegd")
    zaak().voeg().splits().splits().geweigerd("niet-gevoegd")
    leeg().splits().geweigerd("niet-gevonden", status=404)
    vera = Actor("vera", "00000099000000001000", frozenset({"melder"}))
    zaak().voeg().splits(by=vera).geweigerd("geen-procesregisseur", status=403)
    zaak().voeg(by=vera).geweigerd("geen-procesregisseur", status=403)


def test_a_withdrawn_melding_is_neither_joined_nor_split(zaak: Make) -> None:
    """D11b, D1: a withdrawal that crossed it counts, with its task."""
    zaak().ingetrokken().voeg().geweigerd("ingetrokken")
    one = zaak().voeg().op(MAANDAG).ingetrokken()
    assert (one.triage.stand, one.taken) == ("ingetrokken", ("veiligheid-geborgd",))
    assert one.triage.vernietigen_op == date(2025, 7, 2)
    one.splits().geweigerd("ingetrokken", status=409)


def test_a_held_weegoverleg_outranks_joining_and_the_split_puts_it_right(zaak: Make) -> None:
    """D11b, D2: not joined any more, but what crossed it can be taken back, so that the other zaak hears it."""
    zaak().gehouden().voeg().geweigerd("weegoverleg-gehouden")
    one = zaak().drie_keer_ja().bevestig("doorgezet").voeg().gehouden()
    assert (one.triage.stand, one.taken) == ("gewogen", ("overleg-al-gehouden",))
    one.splits()
    assert [to for to, _ in one.story.events] == [SUBJECT, A]
    assert (one.triage.stand, one.taken, one.triage.gevoegd_bij) == ("gewogen", (), None)
    withdrawn = zaak().drie_keer_ja().bevestig("doorgezet").voeg().ingetrokken().gehouden().splits()
    assert withdrawn.triage.gevoegd_bij is None


def test_a_supplement_after_joining_is_a_task(zaak: Make) -> None:
    """D11b, D1: it crossed the decision; a person looks at it."""
    one = zaak().voeg().op(MAANDAG).aangevuld()
    assert (one.triage.stand, one.taken) == ("gevoegd", ("bel-de-melder", "aangevuld-na-besluit"))


def test_a_running_case_of_before_is_not_joined_itself(leeg: Make) -> None:
    """S6c, D11b: it needs no outcome."""
    leeg().lopend().voeg().geweigerd("lopende-zaak", status=409)


def test_how_long_a_split_is_possible_is_the_configuration_s(zaak_onder: Make) -> None:
    """D11b: another figure, another day, and the text says it."""
    one = zaak_onder(termijnen=Termijnen(splitsen_dagen=3)).op(MAANDAG).voeg().op(date(2025, 6, 6)).splits()
    one.geweigerd("splitsen-voorbij")
    assert one.teksten == ["Splitsen kan tot en met 3 dagen na het voegen. Die zijn voorbij."]
