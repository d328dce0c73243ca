# SPDX-License-Identifier: EUPL-1.2
"""Somebody is looked for by who they are, for the contactpunt; it changes nothing, and of who it is nothing is kept (L10)."""

from typing import Literal

from zvhh_contracts.given import Bsn, Day, Name
from zvhh_intake.domain.parts.gegevens import Persoonsgegevens
from zvhh_intake.domain.rules.sporen import Index, hashes_onder
from zvhh_kit.domain.decision import Command, Refused, Sealed

ZoekReden = Literal["inzageverzoek", "correctieverzoek", "klacht", "toezicht"]
"""Why the zaken of a person are looked for; logged with what was found (L7, L10)."""


class ZoekPersoon(Command):
    """Who is asked for, a BSN, or a name with a birth date, and why. Of who it is nothing is kept."""

    reden: ZoekReden
    bsn: Bsn | None = None
    naam: Name = ""
    geboortedatum: Day | None = None

    def hashes(self, index: Index) -> frozenset[str]:
        """The traces that this person leaves. Refused with 400 where too little is asked by."""
        persoon = Persoonsgegevens(bsn=self.bsn, naam=self.naam, geboortedatum=self.geboortedatum)
        hashes = frozenset(hashes_onder(index, Sealed(persoon)))
        if not hashes:
            tekst = "Vul een BSN in, of een naam met een geboortedatum."
            raise Refused("persoon-ontbreekt", tekst, status=400)
        return hashes
