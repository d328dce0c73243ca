# SPDX-License-Identifier: EUPL-1.2
"""Judging scope and criteria: what is recorded, what is refused."""

from typing import get_args

import pytest
from pydantic import ValidationError
from services.triage.tests.story import BRAM, Make, there

from zvhh_kit.domain.decision import Actor, Sealed
from zvhh_triage.domain.commands.beoordeel import Beoordeel
from zvhh_triage.domain.parts.oordelen import Criterium


def test_a_judgement_keeps_ja_or_nee_motivation_who_and_when(zaak: Make) -> None:
    """S8: each criterion with ja/nee, motivation, who and when; which of bestuur, straf and zorg at samenwerking."""
    one = zaak().oordeel("samenwerking", domeinen=("bestuur", "zorg"))
    judged = there(one.triage.oordeel("samenwerking"))
    assert (judged.ja, judged.door, judged.op, judged.domeinen) == (True, "noor.testema", one.at, ("bestuur", "zorg"))
    assert judged.motivatie.cipher == b"omdat samenwerking"
    assert "omdat" not in repr(one.triage)


def test_a_judgement_alone_decides_nothing(zaak: Make) -> None:
    """L9: three times ja, and still nothing happens until someone confirms."""
    one = zaak().drie_keer_ja().dan_niets()
    assert (one.triage.stand, one.triage.versie) == ("open", 0)


def test_every_version_of_a_judgement_stays_with_its_name(zaak: Make) -> None:
    """D2: revised, never overwritten."""
    one = zaak().oordeel("veiligheid", ja=False).oordeel("veiligheid", ja=True, by=BRAM)
    assert [(v.ja, v.door) for v in one.triage.oordelen] == [(False, "noor.testema"), (True, "bram.proefstra")]
    assert there(one.triage.oordeel("veiligheid")).ja is True
    assert one.uitslag == {"versie": 2}


def test_a_repeated_judgement_is_one(zaak: Make) -> None:
    """D1: the same request twice is one judgement."""
    one = zaak()
    for _ in range(2):
        one.doe(Beoordeel(criterium="veiligheid", ja=True, motivatie=Sealed("gevaar")), key="zelfde")
    one.dan_niets()
    assert len(one.triage.oordelen) == 1


def test_a_fourth_criterion_cannot_be_expressed(zaak: Make) -> None:
    """S9: three criteria, no other value, no free other reason."""
    assert get_args(Criterium) == ("leefgebieden", "veiligheid", "samenwerking")
    assert set(Beoordeel.model_fields) == {"criterium", "ja", "motivatie", "domeinen"}
    for value in ("alles-geprobeerd", "anders", "overig"):
        with pytest.raises(ValidationError):
            Beoordeel.model_validate({"criterium": value, "ja": False, "motivatie": "x"})


def test_samenwerking_says_which_domains(zaak: Make) -> None:
    """S8: recorded at samenwerking and nowhere else; all faults at once."""
    zaak().oordeel("samenwerking", domeinen=()).geweigerd("domeinen-ontbreken", status=400)
    zaak().oordeel("veiligheid", domeinen=("zorg", "zorg")).geweigerd("domeinen-horen-hier-niet", "domein-dubbel")
    assert there(zaak().oordeel("samenwerking", ja=False).triage.oordeel("samenwerking")).ja is False


def test_another_relation_is_judged_for_scope_first(zaak: Make) -> None:
    """S1b: first "hoort bij de pilot", then the criteria; it is no criterion and can be revised."""
    one = zaak(relatie="anders").oordeel("veiligheid").geweigerd("pilotoordeel-ontbreekt")
    one.pilot(hoort_bij=False).dan_niets().oordeel("veiligheid").geweigerd("hoort-niet-bij-pilot")
    one.pilot(hoort_bij=True, by=BRAM).dan_niets()
    assert one.uitslag == {"versie": 2}
    one.oordeel("veiligheid").dan_niets()
    assert [(v.hoort_bij, v.door) for v in one.triage.pilotoordelen] == [
        (False, "noor.testema"),
        (True, "bram.proefstra"),
    ]


@pytest.mark.parametrize("relatie", ["partner", "ex-partner", "vermoeden"])
def test_a_relation_of_the_pilot_is_not_asked_for_scope(zaak: Make, relatie: str) -> None:
    """S1b: only *anders* is judged for scope."""
    zaak(relatie=relatie).pilot(hoort_bij=True).geweigerd("relatie-hoort-bij-pilot")


@pytest.mark.parametrize("verb", ["oordeel", "pilot", "vraag", "bevestig"])
def test_nobody_but_a_named_procesregisseur_judges(zaak: Make, verb: str) -> None:
    """S10, L9: nothing happens without a named procesregisseur."""
    args = {"oordeel": ("veiligheid",), "pilot": (True,), "vraag": (), "bevestig": ("afgewezen",)}[verb]
    for actor in (
        Actor("vera", "00000099000000001000", frozenset({"melder"})),
        Actor("", "", frozenset({"procesregisseur"})),
    ):
        one = zaak(relatie="anders")
        getattr(one, verb)(*args, by=actor).geweigerd("geen-procesregisseur", status=403)


def test_what_triage_does_not_know_is_not_there(leeg: Make) -> None:
    """L6: no melding, nothing to judge."""
    leeg().oordeel("veiligheid").geweigerd("niet-gevonden", status=404)
    leeg().gepland().oordeel("veiligheid").geweigerd("niet-gevonden", status=404)


def test_after_the_weegoverleg_or_a_withdrawal_nothing_is_judged(zaak: Make) -> None:
    """D2: revised until the weegoverleg is held, also when that only discussed; D1: not after a withdrawal."""
    zaak().gehouden().oordeel("veiligheid").geweigerd("weegoverleg-gehouden", status=409)
    zaak().gehouden(passend=None).oordeel("veiligheid").geweigerd("weegoverleg-gehouden")
    zaak().ingetrokken().oordeel("veiligheid").geweigerd("ingetrokken", status=409)
