# SPDX-License-Identifier: EUPL-1.2
"""A consultation (S5): by its code, and as a melding cites it."""

from datetime import datetime
from typing import Self

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.triage_intern import Aanhaling
from zvhh_kit.http import Beeld
from zvhh_triage.domain.afstemming import Advies, Afstemming, uitkomst_voor
from zvhh_triage.views.zaak import PartnerBeeld, PersoonBeeld

ADVIEZEN: dict[Advies, str] = {
    "melden": "Melden",
    "niet-melden": "Niet melden",
    "eerst-meer-informatie": "Eerst meer informatie verzamelen",
    "eerst-eigen-aanpak": "Eerst zelf een aanpak proberen",
}
"""The advice in words."""


class AfstemmingBeeld(Beeld):
    """A consultation: which partner, when, what was advised, and by whom."""

    code: str
    partner: PartnerBeeld
    moment: datetime
    advies: Advies
    advies_tekst: str
    door: PersoonBeeld
    vastgelegd_op: datetime

    @classmethod
    def van(cls, config: Configuratie, code: str, afstemming: Afstemming) -> Self:
        return cls(
            code=code,
            partner=PartnerBeeld.van(config, afstemming.partner),
            moment=afstemming.moment,
            advies=afstemming.advies,
            advies_tekst=ADVIEZEN[afstemming.advies],
            door=PersoonBeeld.van(config, afstemming.door),
            vastgelegd_op=afstemming.vastgelegd_op,
        )


class AangehaaldBeeld(Beeld):
    """A consultation that the reporter cites (S5): known, of another partner, or unknown."""

    code: str
    uitkomst: Aanhaling
    partner: PartnerBeeld | None = None
    moment: datetime | None = None
    advies: Advies | None = None

    @classmethod
    def van(cls, config: Configuratie, code: str, afstemming: Afstemming | None, melder_oin: str) -> Self:
        """What is known of the code that `melder_oin` cites."""
        uitkomst = uitkomst_voor(afstemming, melder_oin)
        if afstemming is None:
            return cls(code=code, uitkomst=uitkomst)
        return cls(
            code=code,
            uitkomst=uitkomst,
            partner=PartnerBeeld.van(config, afstemming.partner),
            moment=afstemming.moment,
            advies=afstemming.advies,
        )
