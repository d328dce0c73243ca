# SPDX-License-Identifier: EUPL-1.2
"""The clock as people see it, in dates and in words, with the detentions that are drawn beside it (S14).

Not for: winding it; that is `domain.derived`.
"""

from datetime import date, datetime
from typing import Literal, Self

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.domain.calendar import local_date
from zvhh_kit.domain.decision import Sealed
from zvhh_kit.domain.spoken import day_in_words
from zvhh_kit.http import Beeld
from zvhh_regie.domain.casus import Casus
from zvhh_regie.domain.parts.detentie import Detentie, Detentieversie
from zvhh_regie.views.deelbeeld import DeelBeeld
from zvhh_regie.views.woorden import OrganisatieBeeld, naam_van


class DetentieperiodeBeeld(DeelBeeld):
    """A detention, drawn beside the clock; `tot_en_met` null: its end is not known. It does not stop the clock."""

    van: date
    tot_en_met: date | None


class KlokBeeld(Beeld):
    """The six-month clock: from opening or last incident, to the moment at which afschalen is possible (S14)."""

    vanaf: datetime
    door: Literal["opening", "incident"]
    tot: datetime
    mogelijk: bool
    tekst: str
    detenties: tuple[DetentieperiodeBeeld, ...]

    @classmethod
    def van(cls, casus: Casus, nu: datetime) -> Self | None:
        """As it stands at `nu`; None where no clock runs."""
        if casus.klok_vanaf is None or casus.klok_tot is None:
            return None
        door: Literal["opening", "incident"] = "opening" if casus.klok_vanaf == casus.geopend_op else "incident"
        mogelijk = casus.klok_tot <= nu
        loopt = _klok_in_woorden(casus.klok_vanaf, casus.klok_tot, door, local_date(nu))
        geldig = (detentie.versies[-1] for detentie in casus.detenties)
        return cls(
            vanaf=casus.klok_vanaf,
            door=door,
            tot=casus.klok_tot,
            mogelijk=mogelijk,
            tekst="Afschalen is mogelijk. U besluit samen in een casusoverleg." if mogelijk else loopt,
            detenties=tuple(DetentieperiodeBeeld.toon(one) for one in geldig if one.is_detentie),
        )


class DetentieversieBeeld(DeelBeeld):
    """What was known of a detention at one moment; `reden` says why this version corrects the one before."""

    is_detentie: bool
    van: date
    tot_en_met: date | None
    gehoord_van: Sealed[str]
    reden: Sealed[str] | None
    door: str
    organisatie: OrganisatieBeeld
    op: datetime

    @classmethod
    def uit(cls, config: Configuratie, versie: Detentieversie) -> Self:
        return cls.toon(
            versie, {"door": naam_van(config, versie.door), "organisatie": OrganisatieBeeld.van(config, versie.oin)}
        )


class DetentieBeeld(DeelBeeld):
    """A detention with every version, oldest first; the last one counts."""

    nummer: int
    versies: tuple[DetentieversieBeeld, ...]

    @classmethod
    def van(cls, config: Configuratie, detentie: Detentie) -> Self:
        return cls.toon(detentie, {"versies": tuple(DetentieversieBeeld.uit(config, one) for one in detentie.versies)})


def _klok_in_woorden(vanaf: datetime, tot: datetime, door: str, vandaag: date) -> str:
    einde = local_date(tot)
    dagen = (einde - vandaag).days
    nog = "nog 1 dag" if dagen == 1 else f"nog {dagen} dagen"
    begin, zonder = {
        "opening": ("Geopend", "Zonder incident"),
        "incident": ("Laatste incident", "Zonder nieuw incident"),
    }[door]
    return f"{begin}: {day_in_words(local_date(vanaf))}. {zonder} kan afschalen vanaf {day_in_words(einde)} ({nog})."
