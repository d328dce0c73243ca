# SPDX-License-Identifier: EUPL-1.2
"""What others hear of a zaak whenever it changes: who is barred now, and what holds for the meldingen that joined it.

For: every decision about a melding (`terugkoppeling.besluit`). Told is the difference with what was told before, fact by
fact: so it does not matter by which way, or in which order, something came to hold; and one that was split off is told on,
for it counts there only while it is joined. Not for: a closing, which is told once and for good (`hoofdzaak`).
"""

from collections.abc import Iterator
from datetime import datetime

from pydantic import BaseModel

from zvhh_contracts.intake_intern import HoofdzaakGewogen, HoofdzaakWering
from zvhh_contracts.meldingen import ProfessionalGeweerd, WeringOpgeheven
from zvhh_intake.domain.melding import Melding
from zvhh_intake.domain.parts.gevolgd import Hoofdzaak
from zvhh_kit.decision import Addressed, changed, to

_NIETS = Hoofdzaak()


def weringen(was: Melding | None, wordt: Melding, op: datetime) -> tuple[BaseModel, ...]:
    """To all services: each person who is barred from now on, or no longer (L6)."""
    eerder, nu = set(was.geweerd if was else ()), set(wordt.geweerd)
    erbij = (ProfessionalGeweerd(persoon=een, per=op) for een in sorted(nu - eerder))
    eraf = (WeringOpgeheven(persoon=een, per=op) for een in sorted(eerder - nu))
    return (*erbij, *eraf)


def aan_gevoegde(melding: Melding, zaak_id: str) -> tuple[Melding, tuple[Addressed, ...]]:
    """To each melding that ever joined this zaak: that it was weighed (D1), and each change of who is barred (L6)."""
    geldt = {zaak: _geldt(melding, zaak) for zaak in sorted({*melding.toegevoegd, *melding.verteld})}
    if geldt == melding.verteld:
        return melding, ()
    berichten = tuple(
        to(zaak, feit)
        for zaak, hier in geldt.items()
        for feit in _nieuws(zaak_id, melding.verteld.get(zaak, _NIETS), hier)
    )
    return changed(melding, verteld=geldt), berichten


def _geldt(melding: Melding, gevoegde: str) -> Hoofdzaak:
    """What holds here for what joined; what holds because this one is joined itself too, but not back where it came from."""
    verder = melding.hoofdzaak.geweerd if melding.gevoegd_bij != gevoegde else ()
    gewogen = melding.gewogen or melding.verteld.get(gevoegde, _NIETS).gewogen
    return Hoofdzaak(gewogen=gewogen, geweerd=tuple(sorted({*melding.zelf_geweerd, *verder})))


def _nieuws(zaak_id: str, eerder: Hoofdzaak, nu: Hoofdzaak) -> Iterator[BaseModel]:
    if nu.gewogen and not eerder.gewogen:
        yield HoofdzaakGewogen(zaak_id=zaak_id)
    for persoon in sorted({*eerder.geweerd} ^ {*nu.geweerd}):
        yield HoofdzaakWering(zaak_id=zaak_id, persoon=persoon, geldt=persoon in nu.geweerd)
