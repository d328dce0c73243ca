# SPDX-License-Identifier: EUPL-1.2
"""Whose work a zaak is: claimed, handed over, lost."""

import pytest
from services.triage.tests.story import BRAM, NOOR, VERA, Make

from zvhh_contracts import meldingen

CODE = "A-7K4M-9QXT"


def test_a_zaak_is_claimed(zaak: Make) -> None:
    """D2: it is theirs, and so are its tasks; once more changes nothing."""
    one = zaak().pak().dan_niets()
    assert (one.triage.eigenaar, one.triage.taken[0].persoon) == ("noor.testema", "noor.testema")
    assert one.uitslag == {"eigenaar": "noor.testema"}
    one.pak().dan_niets()
    assert [(e.persoon, e.door, e.op) for e in one.triage.eigenaren] == [("noor.testema", "noor.testema", one.at)]
    assert one.uitslag == {"eigenaar": "noor.testema"}


def test_what_a_colleague_has_is_not_taken_but_handed_over(zaak: Make) -> None:
    """D2: by who has it, or by a colleague when they are away; the history stays."""
    one = zaak().pak().pak(by=BRAM).geweigerd("al-gepakt", status=409)
    one.draag_over("bram.proefstra").dan_niets()
    assert one.triage.eigenaar == "bram.proefstra"
    assert one.uitslag == {"eigenaar": "bram.proefstra"}
    one.draag_over("bram.proefstra").dan_niets()
    assert one.uitslag == {"eigenaar": "bram.proefstra"}
    one.draag_over("noor.testema")
    assert [(e.persoon, e.door) for e in one.triage.eigenaren] == [
        ("noor.testema", "noor.testema"),
        ("bram.proefstra", "noor.testema"),
        ("noor.testema", "noor.testema"),
    ]


@pytest.mark.parametrize("aan", ["niemand", "bea", "piet"])
def test_only_to_a_procesregisseur_of_the_configuration(zaak: Make, aan: str) -> None:
    """D2: not to who isn't known, has another function at the ZVHH, or works elsewhere."""
    one = zaak().draag_over(aan).geweigerd("procesregisseur-onbekend", status=400)
    assert one.plaatsen[0] == "/aan"
    assert one.triage.eigenaar is None


def test_not_to_who_is_barred_and_who_is_barred_loses_it(zaak: Make) -> None:
    """L6, D2: a zaak is nobody's that may not see it; and it may be claimed by another."""
    one = zaak().pak(by=BRAM).doe(meldingen.ProfessionalGeweerd(persoon="bram.proefstra", per=zaak().at))
    assert (one.triage.eigenaar, one.triage.taken[0].persoon) == (None, None)
    one.draag_over("bram.proefstra").geweigerd("geweerd", status=400)
    assert one.pak(by=NOOR).triage.eigenaar == "noor.testema"


def test_claiming_and_handing_over_are_for_procesregisseurs_and_for_what_is_there(zaak: Make, leeg: Make) -> None:
    """L9, L6."""
    zaak().pak(by=VERA).geweigerd("geen-procesregisseur", status=403)
    zaak().draag_over(by=VERA).geweigerd("geen-procesregisseur", status=403)
    leeg().pak().geweigerd("niet-gevonden", status=404)
    leeg().gepland().draag_over().geweigerd("niet-gevonden", status=404)


def test_work_goes_on_after_the_outcome(zaak: Make) -> None:
    """D2: somebody keeps what is left to be done, also of a zaak that ended."""
    assert zaak().gehouden().pak().triage.eigenaar == "noor.testema"
    assert zaak().ingetrokken().pak().triage.taken[0].persoon == "noor.testema"
