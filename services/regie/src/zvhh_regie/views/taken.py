# SPDX-License-Identifier: EUPL-1.2
"""The tasks of a zaak that are for the asker, in words. Not for: what is a task; that is `domain.taken`."""

from datetime import date
from typing import Self

from zvhh_contracts.event import Oin, Persoon
from zvhh_contracts.taken import Rol, Taak
from zvhh_kit.decision import Actor
from zvhh_kit.http import Beeld
from zvhh_regie.domain.casus import Casus
from zvhh_regie.domain.taken import TEKSTEN


class TaakBeeld(Beeld):
    """One task: what to do, until and including which local day (null: no term), and for whom."""

    code: str
    tekst: str
    uiterlijk: date | None
    voor: Rol
    oin: Oin | None
    persoon: Persoon | None

    @classmethod
    def van(cls, taak: Taak) -> Self:
        """With the words of this service's table."""
        return cls(
            code=taak.code,
            tekst=TEKSTEN.get(taak.code, taak.code),
            uiterlijk=taak.uiterlijk,
            voor=taak.voor,
            oin=taak.oin,
            persoon=taak.persoon,
        )


class ZaakTaken(Beeld):
    """A zaak with the tasks in it that are for the asker, earliest term first."""

    zaak_id: str
    kenmerk: str | None
    taken: tuple[TaakBeeld, ...]

    @classmethod
    def uit(cls, actor: Actor, zaak_id: str, casus: Casus) -> Self:
        """Only what is for the asker."""
        eigen = [taak for taak in casus.taken if is_voor(taak, actor)]
        return cls(
            zaak_id=zaak_id, kenmerk=casus.kenmerk, taken=tuple(TaakBeeld.van(een) for een in sorted(eigen, key=_eerst))
        )


def is_voor(taak: Taak, actor: Actor) -> bool:
    """Whether a task is for who asks: by role, for a deelnemer or melder also by organisation, and by person if named."""
    if taak.voor not in actor.roles or (taak.persoon is not None and taak.persoon != actor.subject):
        return False
    return taak.voor == "procesregisseur" or taak.oin == actor.oin


def _eerst(taak: Taak) -> tuple[bool, date]:
    return taak.uiterlijk is None, taak.uiterlijk or date.max
