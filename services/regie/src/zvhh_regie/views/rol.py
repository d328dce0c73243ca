# SPDX-License-Identifier: EUPL-1.2
"""What an organisation is to a casus, for who works there. Not for: what they may see or do (`access`)."""

from datetime import date
from typing import Self

from zvhh_contracts.casusregie import regisseurs
from zvhh_contracts.configuration import Configuratie
from zvhh_kit.http import Beeld
from zvhh_regie.domain.casus import Casus
from zvhh_regie.views.woorden import ROLLEN, Rol


class RolBeeld(Beeld):
    """The role of an organisation: the code for machines, the word for people."""

    code: Rol
    tekst: str

    @classmethod
    def van(cls, config: Configuratie, casus: Casus, oin: str, vandaag: date) -> Self | None:
        """What says most of it on the local day `vandaag`; None where it has none."""
        rol = _rol(config, casus, oin, vandaag)
        return None if rol is None else cls(code=rol, tekst=ROLLEN[rol])


def _rol(config: Configuratie, casus: Casus, oin: str, vandaag: date) -> Rol | None:
    regie = casus.regie_op(vandaag)
    if regie is not None and any(oin == een for een, _ in regisseurs(regie.casusregie)):
        return "casusregie"
    if oin in casus.deelnemers:
        return "deelnemer"
    if oin == config.zvhh_oin:
        return "procesregie"
    return "melder" if oin == casus.melder_oin else None
