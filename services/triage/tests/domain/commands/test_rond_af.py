# SPDX-License-Identifier: EUPL-1.2
"""Tasks that a person ends."""

from datetime import date

from services.triage.tests.story import BRAM, VERA, Make

CODE = "A-7K4M-9QXT"


def test_a_reporter_who_doubted_is_called_back(zaak: Make) -> None:
    """S5: a task until a procesregisseur says that it was done, whatever happens meanwhile."""
    one = zaak(twijfel="niemand-bereikbaar")
    assert one.taken == ("beoordelen", "melder-terugbellen")
    assert one.drie_keer_ja().bevestig("doorgezet").taken == ("melder-terugbellen",)
    assert one.rond_af("melder-terugbellen", by=BRAM).dan_niets().taken == ()
    assert one.uitslag == {"taak": "melder-terugbellen"}
    done = one.triage.afgerond[0]
    assert (done.taak, done.door, done.op) == ("melder-terugbellen", "bram.proefstra", one.at)
    assert bool(done.bevinding)
    one.rond_af("melder-terugbellen").geweigerd("taak-niet-open", status=409)


def test_who_did_not_doubt_is_not_called_back(zaak: Make) -> None:
    """S5."""
    assert zaak().dan_niets().taken == ("beoordelen",)
    zaak().rond_af().geweigerd("taak-niet-open")
    zaak(twijfel="niemand-bereikbaar").rond_af(by=VERA).geweigerd("geen-procesregisseur", status=403)


def test_a_task_that_crossed_an_outcome_ends_when_a_person_says_so(zaak: Make) -> None:
    """D1, D2: each of them; a later supplement is a new task."""
    one = zaak().drie_keer_ja().bevestig("doorgezet").gepland().op(date(2025, 3, 4)).aangevuld()
    assert one.rond_af("aangevuld-na-besluit").taken == ()
    assert one.op(date(2025, 3, 5)).aangevuld().taken == ("aangevuld-na-besluit",)
    assert zaak().ingetrokken().rond_af("veiligheid-geborgd").taken == ()
    planned = zaak().drie_keer_ja().bevestig("doorgezet").gepland().ingetrokken().geannuleerd()
    assert planned.taken == ("veiligheid-geborgd",)
    planned.rond_af("veiligheid-geborgd", bevinding=None).geweigerd("bevinding-ontbreekt", status=400)
    assert planned.rond_af("veiligheid-geborgd").taken == ()
    assert zaak().ingetrokken().gehouden().rond_af("overleg-al-gehouden").taken == ()


def test_what_crosses_again_is_looked_at_again(zaak: Make) -> None:
    """D1, D2: joined when the weegoverleg was held, and withdrawn after somebody had looked at that."""
    one = zaak().voeg().gehouden().rond_af("overleg-al-gehouden")
    assert one.taken == ()
    assert one.op(date(2025, 3, 20)).ingetrokken().taken == ("overleg-al-gehouden",)
    assert one.rond_af("overleg-al-gehouden").taken == ()
