# SPDX-License-Identifier: EUPL-1.2
"""A zaak as a procesregisseur sees it: what every list and detail of it share, and a row of the worklist.

Not for: the versions of a judgement (`triage`), nor for reporters (`terugkoppeling`).
"""

from datetime import date, datetime
from typing import Self

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.domain.calendar import local_date
from zvhh_kit.http import Beeld
from zvhh_triage.domain.derived import taken_van
from zvhh_triage.domain.parts.melding import Melding
from zvhh_triage.domain.triage import Stand, Triage

GEEN_GEMEENTE = "–"
"""Shown where the gemeente may not count (S4)."""

HET_BEOORDELEN_ZELF: frozenset[str] = frozenset({"beoordelen", "pilot-beoordelen"})
"""Tasks that a zaak has by being on the worklist; a row says only what else there is to do."""


class PartnerBeeld(Beeld):
    """An organisation."""

    oin: str
    naam: str

    @classmethod
    def van(cls, config: Configuratie, oin: str) -> Self:
        """With its name, or its OIN where the configuration no longer knows it."""
        partner = config.partner(oin)
        return cls(oin=oin, naam=partner.naam if partner else oin)


class PersoonBeeld(Beeld):
    """A colleague."""

    persoon: str
    naam: str

    @classmethod
    def van(cls, config: Configuratie, persoon: str) -> Self:
        """With their name, or their id where the configuration no longer knows them."""
        known = config.professional(persoon)
        return cls(persoon=persoon, naam=known.naam if known else persoon)


class ZaakBeeld(Beeld):
    """What every view of a zaak begins with (D2, S4). `taken`: codes; `GET /v1/taken` has them with words and terms."""

    zaak_id: str
    kenmerk: str
    pilotjaar: int | None
    ontvangen_op: datetime
    partner: PartnerBeeld
    gemeente: str
    stand: Stand
    termijn: date | None
    spoed: bool
    eigenaar: PersoonBeeld | None
    taken: tuple[str, ...]
    wensen: tuple[str, ...]
    pilotvraag: bool
    melder_twijfelt: bool

    @staticmethod
    def kop(config: Configuratie, zaak_id: str, triage: Triage) -> "ZaakBeeld":
        """Those fields. Raises ValueError for a zaak without melding; nobody sees that one."""
        melding = de_melding(triage)
        if triage.ontvangen_op is None:
            raise ValueError("not received yet")
        tasks = [taak.code for taak in taken_van(triage)]
        return ZaakBeeld(
            zaak_id=zaak_id,
            kenmerk=melding.kenmerk,
            pilotjaar=melding.pilotjaar,
            ontvangen_op=triage.ontvangen_op,
            partner=PartnerBeeld.van(config, triage.melder_oin),
            gemeente=config.gemeenten.get(triage.gemeente, triage.gemeente) if triage.gemeente else GEEN_GEMEENTE,
            stand=triage.stand,
            termijn=triage.termijn,
            spoed=triage.spoed,
            eigenaar=PersoonBeeld.van(config, triage.eigenaar) if triage.eigenaar else None,
            taken=tuple(code for code in tasks if code not in HET_BEOORDELEN_ZELF),
            wensen=melding.wensen,
            pilotvraag=triage.vraagt_om_pilotoordeel,
            melder_twijfelt="melder-terugbellen" in tasks,
        )


def de_melding(triage: Triage) -> Melding:
    """What intake told. Raises ValueError where nothing was told yet; nobody sees such a zaak."""
    if triage.melding is None:
        raise ValueError("no melding yet")
    return triage.melding


class WerklijstRegel(ZaakBeeld):
    """A row of the worklist, with its age in whole local days (D2)."""

    leeftijd_dagen: int

    @classmethod
    def van(cls, config: Configuratie, vandaag: date, zaak_id: str, triage: Triage) -> Self:
        """A row as it reads on the local day `vandaag`."""
        kop = cls.kop(config, zaak_id, triage)
        return cls(**dict(kop), leeftijd_dagen=(vandaag - local_date(kop.ontvangen_op)).days)
