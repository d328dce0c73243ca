# SPDX-License-Identifier: EUPL-1.2
"""What others hear of a zaak whenever it changes: who is barred now, and what holds for the meldingen that joined it.

For: every decision about a melding (`terugkoppeling.besluit`). Told is the difference with what was told before, so it does
not matter by which way something came to hold. Not for: a closing, which is told once and for good (`hoofdzaak`).
"""

from datetime import datetime

from pydantic import BaseModel

from zvhh_contracts.intake_intern import HoofdzaakBijgewerkt
from zvhh_contracts.meldingen import ProfessionalGeweerd, WeringOpgeheven
from zvhh_intake.domain.delen import Hoofdzaak
from zvhh_intake.domain.melding import Melding
from zvhh_intake.domain.stand import is_gewogen
from zvhh_kit.decision import Addressed, to

_NIETS = Hoofdzaak()


def weringen(was: Melding | None, wordt: Melding, op: datetime) -> tuple[BaseModel, ...]:
    """To all services: each person who is barred from now on, or no longer (L6)."""
    eerder, nu = set(was.geweerd if was else ()), set(wordt.geweerd)
    erbij = (ProfessionalGeweerd(persoon=een, per=op) for een in sorted(nu - eerder))
    eraf = (WeringOpgeheven(persoon=een, per=op) for een in sorted(eerder - nu))
    return (*erbij, *eraf)


def aan_gevoegde(melding: Melding, zaak_id: str) -> tuple[Melding, tuple[Addressed, ...]]:
    """To each melding that is joined to this zaak: what holds for it too; to one that was split off: nothing any more."""
    hier = Hoofdzaak(gewogen=is_gewogen(melding), geweerd=melding.geweerd)
    geldt = {zaak: hier for zaak in melding.toegevoegd if hier != _NIETS}
    if geldt == melding.verteld:
        return melding, ()
    anders = [
        zaak
        for zaak in sorted(geldt.keys() | melding.verteld.keys())
        if geldt.get(zaak, _NIETS) != melding.verteld.get(zaak, _NIETS)
    ]
    berichten = tuple(
        to(zaak, HoofdzaakBijgewerkt.model_validate({"zaak_id": zaak_id} | _velden(geldt.get(zaak, _NIETS))))
        for zaak in anders
    )
    return melding.model_copy(update={"verteld": geldt}), berichten


def _velden(hoofdzaak: Hoofdzaak) -> dict[str, object]:
    return {"gewogen": hoofdzaak.gewogen, "geweerd": hoofdzaak.geweerd}
