# SPDX-License-Identifier: EUPL-1.2
"""D13: other ends, by the same decision without the six months; S15, L8: closed and shielded alike."""

import pytest
from services.regie.tests.story import Maak, Zaak, er_is

from zvhh_contracts.casussen import AfschalenGeweigerd, BeeindigenGeweigerd, CasusBeeindigd, CasusregieGeweigerd
from zvhh_contracts.overleggen import Eindgrond
from zvhh_kit.core.handlers import Handlers
from zvhh_kit.domain.decision import Sealed
from zvhh_regie.domain.commands.registreer_detentie import RegistreerDetentie
from zvhh_regie.domain.events.meetings import AFSCHALEN_GEWEIGERD as AFSCHALEN
from zvhh_regie.domain.events.meetings import BEEINDIGEN_GEWEIGERD as REDENEN

NU = "2025-04-02 11:00"


@pytest.mark.parametrize("grond", ["overdracht", "overlijden", "geen-ex-partnerstalking", "samengevoegd"])
def test_closed_on_another_ground(table: Handlers, maak: Maak, grond: Eindgrond) -> None:
    """D13, L8: answered by its number, at any moment, incidents or not; shielded, clock stopped, place still used."""
    story = maak.open_casus(table).when(maak.incident("2025-04-01"), at=maak.op("2025-04-01 12:00"), by=maak.PIET)
    story.when(maak.beeindigd("2025-04-02 10:30", grond=grond), at=maak.op(NU))
    story.then(CasusBeeindigd(nummer=4, grond=grond, beeindigd_op=maak.op(NU)))
    casus = story.state
    assert (casus.stand, casus.afgeschermd, er_is(casus.plaats).plaats) == ("beeindigd", True, 1)
    assert (casus.eindantwoorden[0].grond, casus.eindantwoorden[0].aanwezigen) == (grond, (maak.PO, maak.VT))
    assert not story.reminders
    assert not casus.taken
    story.when(maak.beeindigd("2025-04-02 10:30", grond=grond), at=maak.op(NU)).then_nothing()


def test_closed_once(table: Handlers, maak: Maak) -> None:
    """D13, S14: what is closed is not closed again, in neither way."""
    story = maak.open_casus(table).when(maak.beeindigd("2025-04-02 10:30"), at=maak.op(NU))
    story.when(maak.beeindigd("2025-04-02 10:30", nummer=5), at=maak.op(NU))
    story.then(BeeindigenGeweigerd(nummer=5, reden="al-beeindigd"))
    story.when(maak.besluit("2025-10-22 10:30"), at=maak.op("2025-10-22 11:00"))
    story.then(AfschalenGeweigerd(nummer=4, reden="al-beeindigd"))
    ander = maak.open_casus(table).when(maak.besluit("2025-10-22 10:30"), at=maak.op("2025-10-22 11:00"))
    ander.when(maak.beeindigd("2025-10-23"), at=maak.op("2025-10-23"))
    ander.then(BeeindigenGeweigerd(nummer=4, reden="al-afgeschaald"))
    assert ander.state.stand == "afgeschaald"
    assert all(REDENEN[code] for code in ("al-beeindigd", "al-afgeschaald", "niet-geopend"))
    assert AFSCHALEN["al-beeindigd"]


def test_nothing_is_possible_any_more_after_the_end(table: Handlers, maak: Maak) -> None:
    """D13, S14: what could be afgeschaald and ended otherwise says so no longer."""
    story = maak.open_casus(table).when("afschalen", at=maak.op("2025-09-12"))
    story.when(maak.beeindigd("2025-09-13"), at=maak.op("2025-09-13"))
    assert story.state.afschalen_mogelijk is False


def test_only_what_is_open_is_closed(table: Handlers, maak: Maak) -> None:
    """D13: total; not what waits, nor what nobody heard of; meetings, where it was decided, gives the task."""
    Zaak(table).when(maak.beeindigd("2025-04-02"), at=maak.op(NU)).then(
        BeeindigenGeweigerd(nummer=4, reden="niet-geopend")
    )
    story = Zaak(table).given(maak.melding(), maak.weegoverleg(), maak.wachtlijst(), at=maak.op(NU))
    story.when(maak.beeindigd("2025-04-02"), at=maak.op(NU)).then(BeeindigenGeweigerd(nummer=4, reden="niet-geopend"))
    assert (story.state.stand, story.state.taken) == ("wachtlijst", ())


def test_after_closing_report_again(table: Handlers, maak: Maak) -> None:
    """S15: nothing is registered on a casus that was ended; the text names the day and nothing else."""
    story = maak.open_casus(table).when(maak.beeindigd("2025-04-02 10:30"), at=maak.op(NU))
    detentie = RegistreerDetentie(van=maak.op("2025-03-20").date(), gehoord_van=Sealed("OM"))
    for bericht in (maak.incident("2025-04-02"), detentie):
        story.when(bericht, at=maak.op("2025-04-03"), by=maak.PIET).then_refused("zaak-beeindigd", status=409)
        assert story.texts[0].startswith("Deze zaak is beëindigd op 02-04-2025. Meld opnieuw")
    story.when(maak.aangewezen(1, maak.een(), "2025-04-03"), at=maak.op("2025-04-03"))
    story.then(CasusregieGeweigerd(aanwijzing=1, redenen=("zaak-beeindigd",)))
    story.when(maak.incident("2025-04-02"), at=maak.op("2025-04-03"), by=maak.GIJS)
    story.then_refused("niet-gevonden", status=404)
