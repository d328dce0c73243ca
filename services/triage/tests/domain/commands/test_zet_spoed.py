# SPDX-License-Identifier: EUPL-1.2
"""Whether a zaak can't wait."""

from services.triage.tests.story import BRAM, VERA, Make

from zvhh_contracts.triages import SpoedGewijzigd

CODE = "A-7K4M-9QXT"


def test_spoed_is_set_and_lifted_by_a_person_with_reason(zaak: Make) -> None:
    """D2: told to others without the reason; every version stays; as it is already, nothing happens."""
    one = zaak().spoed(False).dan_niets()
    one.spoed().dan(SpoedGewijzigd(spoed=True, op=one.at))
    assert (one.triage.spoed, one.uitslag) == (True, {"spoed": True})
    assert one.triage.spoedbesluiten[0].reden.cipher == b"dreiging"
    one.spoed().dan_niets()
    assert one.uitslag == {"spoed": True}
    one.spoed(False, by=BRAM).dan(SpoedGewijzigd(spoed=False, op=one.at))
    assert one.triage.spoed is False
    assert [(v.spoed, v.door) for v in one.triage.spoedbesluiten] == [(True, "noor.testema"), (False, "bram.proefstra")]


def test_spoed_belongs_to_what_is_in_triage(zaak: Make) -> None:
    """D2, L9: not after the weegoverleg or a withdrawal, not by somebody else."""
    assert zaak().drie_keer_ja().bevestig("doorgezet").spoed().triage.spoed is True
    zaak().gehouden().spoed().geweigerd("weegoverleg-gehouden")
    zaak().ingetrokken().spoed().geweigerd("ingetrokken")
    zaak().spoed(by=VERA).geweigerd("geen-procesregisseur", status=403)
