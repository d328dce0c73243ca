# SPDX-License-Identifier: EUPL-1.2
"""The picture of the zaak: per person what is fact and what is assumption, and who said so (S12).

Every casusoverleg confirms it or brings it up to date: the lines that an overleg gives for a person replace those that
stood for that person; the minutes keep every earlier version. Not for: names; a person is a role and a number.
"""

from collections.abc import Sequence

from pydantic import AwareDatetime

from zvhh_kit.decision import changed
from zvhh_meetings.domain.overlegtraject import Overlegtraject
from zvhh_meetings.domain.parts.deel import Deel
from zvhh_meetings.domain.parts.verslagdelen import Beeldregel, BeeldVan, Derde
from zvhh_meetings.domain.rules.toets import Toets

WOORDEN: dict[BeeldVan, str] = {
    "slachtoffer": "slachtoffer",
    "pleger": "(vermeend) pleger",
    "kind": "kind",
    "kring": "directe kring",
}
GEEN_BRON = "Zet een derde eerst bij de derden van dit overleg."
Wie = tuple[BeeldVan, int]
"""A person of the zaak: role and number."""


class PersoonBeeld(Deel):
    """The picture of one person now: its lines, the overleg that gave them, and the last that confirmed them."""

    over: BeeldVan
    persoon: int
    regels: tuple[Beeldregel, ...]
    overleg: int
    bevestigd_in: int
    bevestigd_op: AwareDatetime


def beeld_nu(traject: Overlegtraject) -> tuple[PersoonBeeld, ...]:
    """The picture as the held casusoverleggen left it, in the order in which persons came in sight."""
    beelden: dict[Wie, PersoonBeeld] = {}
    for overleg in traject.gehouden("casusoverleg"):
        verslag, op = overleg.casusverslag, overleg.gehouden_op
        if verslag is None or op is None:
            continue
        vernieuwd = set(_wie(verslag.beeld))
        if verslag.beeld_bevestigd:
            for wie in beelden.keys() - vernieuwd:
                beelden[wie] = changed(beelden[wie], bevestigd_in=overleg.nummer, bevestigd_op=op)
        for over, persoon in _wie(verslag.beeld):
            regels = tuple(regel for regel in verslag.beeld if (regel.over, regel.persoon) == (over, persoon))
            beelden[over, persoon] = PersoonBeeld(
                over=over,
                persoon=persoon,
                regels=regels,
                overleg=overleg.nummer,
                bevestigd_in=overleg.nummer,
                bevestigd_op=op,
            )
    return tuple(beelden.values())


def _wie(regels: Sequence[Beeldregel]) -> tuple[Wie, ...]:
    """The persons whom these lines are about, each once."""
    return tuple(dict.fromkeys((regel.over, regel.persoon) for regel in regels))


def beeld_fouten(toets: Toets, bevestigd: bool, regels: Sequence[Beeldregel], derden: Sequence[Derde]) -> None:
    """The picture of every person is confirmed or brought up to date; each line names a source that may know (S12, L5)."""
    blijft = [een for een in beeld_nu(toets.traject) if (een.over, een.persoon) not in _wie(regels)]
    if not bevestigd and not regels:
        toets.meld("beeld-ontbreekt", "Bevestig het beeld, of werk het bij.", "/beeldBevestigd")
    elif not bevestigd and blijft:
        wie = ", ".join(f"{WOORDEN[een.over]} {een.persoon}" for een in blijft)
        toets.meld("beeld-ontbreekt", f"Bevestig het beeld van de anderen, of werk het bij: {wie}.", "/beeldBevestigd")
    for plek, regel in enumerate(regels):
        if regel.bron not in (toets.config.zvhh_oin, *(derde.oin for derde in derden)):
            toets.geen_partner(regel.bron, f"/beeld/{plek}/bron", GEEN_BRON)
