# SPDX-License-Identifier: EUPL-1.2
"""A casus as deelnemers and procesregisseurs see it: a row of the list, and the whole with clock and incidents.

Not for: deciding who may see it (`access`).
"""

from datetime import date, datetime
from typing import Literal, Self

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.calendar import local_date
from zvhh_kit.decision import Sealed
from zvhh_kit.http import Beeld
from zvhh_regie.domain.afschalen import REDENEN
from zvhh_regie.domain.casus import STANDEN, Casus, Incident, Incidentversie, Stand
from zvhh_regie.domain.incident import Bron, Tekst
from zvhh_regie.views.casusregie import CasusregieBeeld
from zvhh_regie.views.woorden import Organisatie, Reden, in_woorden

GEEN_GEMEENTE = "–"
"""Shown where the gemeente may not count (S4)."""


class KlokBeeld(Beeld):
    """The six-month clock: from opening or last incident, to the moment at which afschalen is possible (S14)."""

    vanaf: datetime
    door: Literal["opening", "incident"]
    tot: datetime
    mogelijk: bool
    tekst: str

    @classmethod
    def van(cls, casus: Casus, nu: datetime) -> Self | None:
        """As it stands at `nu`; None where no clock runs."""
        if casus.klok_vanaf is None or casus.klok_tot is None:
            return None
        door: Literal["opening", "incident"] = "opening" if casus.klok_vanaf == casus.geopend_op else "incident"
        mogelijk = casus.klok_tot <= nu
        tekst = _klok_in_woorden(casus.klok_vanaf, casus.klok_tot, door, local_date(nu))
        if mogelijk:
            tekst = "Afschalen is mogelijk. U besluit samen in een casusoverleg."
        return cls(vanaf=casus.klok_vanaf, door=door, tot=casus.klok_tot, mogelijk=mogelijk, tekst=tekst)


class CasusRegel(Beeld):
    """A row of the list of casussen. `plaats`: "1 van 30", null without a place."""

    zaak_id: str
    kenmerk: str
    stand: Stand
    stand_tekst: str
    pilotjaar: int
    plaats: str | None
    gemeente: str
    ontvangen_op: datetime
    geopend_op: datetime | None
    klok: KlokBeeld | None
    casusregie_door: tuple[Organisatie, ...]

    @classmethod
    def uit(cls, config: Configuratie, nu: datetime, zaak_id: str, casus: Casus) -> Self:
        """A row. Raises ValueError for a casus without melding; nobody sees that one."""
        if casus.kenmerk is None or casus.pilotjaar is None or casus.ontvangen_op is None or casus.gemeente is None:
            raise ValueError("no melding yet")
        regie = CasusregieBeeld.van(config, casus, local_date(nu)).nu
        verborgen = casus.gemeente in config.gemeenten_zonder_vermelding
        return cls(
            zaak_id=zaak_id,
            kenmerk=casus.kenmerk,
            stand=casus.stand,
            stand_tekst=STANDEN[casus.stand],
            pilotjaar=casus.pilotjaar,
            plaats=f"{casus.plaats.plaats} van {casus.plaats.maximum}" if casus.plaats else None,
            gemeente=GEEN_GEMEENTE if verborgen else config.gemeenten.get(casus.gemeente, casus.gemeente),
            ontvangen_op=casus.ontvangen_op,
            geopend_op=casus.geopend_op,
            klok=KlokBeeld.van(casus, nu),
            casusregie_door=tuple(regisseur.organisatie for regisseur in regie.regisseurs) if regie else (),
        )


class WachtlijstBeeld(Beeld):
    """Since when the zaak waits, and its position when it joined the line."""

    pilotjaar: int
    positie: int
    sinds: datetime


class IncidentversieBeeld(Beeld):
    """What was known of an incident at one moment; `reden` says why this version corrects the one before (D4)."""

    is_incident: bool
    soort: str
    soort_tekst: str
    moment: datetime
    gehoord_van: Sealed[Bron]
    omschrijving: Sealed[Tekst]
    ernstig: bool
    gemeld_bij_politie: bool | None
    reden: Sealed[Tekst] | None
    door: str
    organisatie: Organisatie
    op: datetime

    @classmethod
    def uit(cls, config: Configuratie, versie: Incidentversie) -> Self:
        """With the name of who wrote it, where the configuration knows it."""
        bekend = config.professional(versie.door)
        return cls(
            is_incident=versie.is_incident,
            soort=versie.soort,
            soort_tekst=config.incidenten.get(versie.soort, versie.soort),
            moment=versie.moment,
            gehoord_van=versie.gehoord_van,
            omschrijving=versie.omschrijving,
            ernstig=versie.ernstig,
            gemeld_bij_politie=versie.gemeld_bij_politie,
            reden=versie.reden,
            door=bekend.naam if bekend else versie.door,
            organisatie=Organisatie.van(config, versie.oin),
            op=versie.op,
        )


class IncidentBeeld(Beeld):
    """An incident as it counts now, and every version, oldest first."""

    nummer: int
    is_incident: bool
    soort: str
    soort_tekst: str
    moment: datetime
    ernstig: bool
    versies: tuple[IncidentversieBeeld, ...]

    @classmethod
    def uit(cls, config: Configuratie, incident: Incident) -> Self:
        """With opened texts."""
        versies = tuple(IncidentversieBeeld.uit(config, versie) for versie in incident.versies)
        nu = versies[-1]
        return cls(
            nummer=incident.nummer,
            is_incident=nu.is_incident,
            soort=nu.soort,
            soort_tekst=nu.soort_tekst,
            moment=nu.moment,
            ernstig=nu.ernstig,
            versies=versies,
        )


class AfschaalpogingBeeld(Beeld):
    """A decision to afschalen that was overtaken, with the reason (S14)."""

    nummer: int
    besloten_op: datetime
    reden: Reden


class CasusBeeld(CasusRegel):
    """The whole casus, with opened texts."""

    melder: Organisatie
    deelnemers: tuple[Organisatie, ...]
    wachtlijst: WachtlijstBeeld | None
    casusregie: CasusregieBeeld
    incidenten: tuple[IncidentBeeld, ...]
    afschalen_geweigerd: tuple[AfschaalpogingBeeld, ...]
    vernietigen_uiterlijk_op: date

    @classmethod
    def uit(cls, config: Configuratie, nu: datetime, zaak_id: str, casus: Casus) -> Self:
        """As it is at `nu`. Raises ValueError for a casus without melding; nobody sees that one."""
        regel = CasusRegel.uit(config, nu, zaak_id, casus)
        if casus.melder_oin is None or casus.vernietigen_uiterlijk_op is None:
            raise ValueError("no melding yet")
        wacht = casus.wachtplek if casus.geopend_op is None else None
        return cls(
            **dict(regel),
            melder=Organisatie.van(config, casus.melder_oin),
            deelnemers=tuple(Organisatie.van(config, oin) for oin in casus.deelnemers),
            wachtlijst=WachtlijstBeeld.model_validate(wacht) if wacht else None,
            casusregie=CasusregieBeeld.van(config, casus, local_date(nu)),
            incidenten=tuple(IncidentBeeld.uit(config, incident) for incident in casus.incidenten),
            afschalen_geweigerd=tuple(
                AfschaalpogingBeeld(nummer=een.nummer, besloten_op=een.besloten_op, reden=Reden.van(REDENEN, een.reden))
                for een in casus.afschaalantwoorden
                if een.reden is not None
            ),
            vernietigen_uiterlijk_op=casus.vernietigen_uiterlijk_op,
        )


class IncidentGedaan(Beeld):
    """Which version of which incident was recorded."""

    nummer: int
    versie: int


def _klok_in_woorden(vanaf: datetime, tot: datetime, door: str, vandaag: date) -> str:
    einde = local_date(tot)
    dagen = (einde - vandaag).days
    begin = "Laatste incident" if door == "incident" else "Geopend"
    nog = "nog 1 dag" if dagen == 1 else f"nog {dagen} dagen"
    zonder = "Zonder nieuw incident" if door == "incident" else "Zonder incident"
    return f"{begin}: {in_woorden(local_date(vanaf))}. {zonder} kan afschalen vanaf {in_woorden(einde)} ({nog})."
