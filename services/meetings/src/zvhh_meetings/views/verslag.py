# SPDX-License-Identifier: EUPL-1.2
"""Minutes as people read them, in the order in which they talked: beeldvorming, oordeelsvorming, besluitvorming (D3).

Not for: the rest of a zaak (`overlegtraject`), nor who may see it (`access`).
"""

from datetime import datetime
from typing import Any, Self

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.overleggen import Overlegsoort
from zvhh_kit.domain.decision import Sealed
from zvhh_kit.http import Beeld
from zvhh_meetings.domain.overlegtraject import Overlegtraject
from zvhh_meetings.domain.parts.overleg import (
    Aanvulling,
    BobDeel,
    Casusverslag,
    Herziening,
    Overleg,
    Weegbesluit,
    Weegverslag,
)
from zvhh_meetings.domain.parts.stukken import Afspraak
from zvhh_meetings.domain.parts.verslagdelen import (
    Afschaalbesluit,
    AfspraakGemeld,
    Beeldregel,
    Derde,
    Eindbesluit,
    Extra,
    Planinhoud,
    RegieGezocht,
    RegieKeuze,
    Wensantwoord,
)
from zvhh_meetings.views.organisatie import Organisatie


class Beeldvorming(Beeld):
    """Who was there, what became of earlier agreements, and the picture that those present had (S12, L5, D3)."""

    notitie: Sealed[str] | None
    aanwezigen: tuple[Organisatie, ...]
    derden: tuple[Derde, ...] = ()
    eerdere_afspraken: tuple[AfspraakGemeld, ...] = ()
    beeld_bevestigd: bool | None = None
    beeld: tuple[Beeldregel, ...] = ()
    aanvullingen: tuple[Aanvulling, ...]


class Oordeelsvorming(Beeld):
    """How those present judged it, the fixed lines (S17), and the reporter's wishes (S3)."""

    notitie: Sealed[str] | None
    extras: tuple[Extra, ...] = ()
    wensen: tuple[Wensantwoord, ...]
    aanvullingen: tuple[Aanvulling, ...]


class Besluitvorming(Beeld):
    """What was decided, and the agreements; `besloten` is false below the quorum: then nothing was (L4)."""

    notitie: Sealed[str] | None
    besloten: bool
    weegbesluit: Weegbesluit | None = None
    herzieningen: tuple[Herziening, ...] = ()
    plan: Planinhoud | None = None
    casusregie: RegieKeuze | None = None
    gezocht: RegieGezocht | None = None
    afschalen: Afschaalbesluit | None = None
    beeindigen: Eindbesluit | None = None
    afspraken: tuple[Afspraak, ...]
    aanvullingen: tuple[Aanvulling, ...]


class VerslagBeeld(Beeld):
    """The minutes of one held overleg, opened."""

    zaak_id: str
    kenmerk: str | None
    nummer: int
    soort: Overlegsoort
    gehouden_op: datetime
    vastgelegd_op: datetime
    vastgelegd_door: str
    beeldvorming: Beeldvorming
    oordeelsvorming: Oordeelsvorming
    besluitvorming: Besluitvorming

    @classmethod
    def van(cls, config: Configuratie, zaak_id: str, traject: Overlegtraject, overleg: Overleg) -> Self:
        """Of an opened state and an overleg of it that was held. Raises ValueError for one that was not."""
        verslag = overleg.weegverslag or overleg.casusverslag
        if verslag is None or not overleg.gehouden_op or not overleg.vastgelegd_op or not overleg.vastgelegd_door:
            raise ValueError("only a held overleg has minutes")
        return cls(
            zaak_id=zaak_id,
            kenmerk=traject.kenmerk,
            nummer=overleg.nummer,
            soort=overleg.soort,
            gehouden_op=overleg.gehouden_op,
            vastgelegd_op=overleg.vastgelegd_op,
            vastgelegd_door=overleg.vastgelegd_door,
            beeldvorming=_beeldvorming(config, overleg, verslag),
            oordeelsvorming=Oordeelsvorming(
                notitie=verslag.notities.oordeelsvorming,
                extras=verslag.extras if isinstance(verslag, Casusverslag) else (),
                wensen=verslag.wensen,
                aanvullingen=_bij(overleg, "oordeelsvorming"),
            ),
            besluitvorming=_besluitvorming(traject, overleg, verslag),
        )


def _bij(overleg: Overleg, deel: BobDeel) -> tuple[Aanvulling, ...]:
    return tuple(one for one in overleg.aanvullingen if one.bij == deel)


def _beeldvorming(config: Configuratie, overleg: Overleg, verslag: Weegverslag | Casusverslag) -> Beeldvorming:
    casus: dict[str, Any] = {}
    if isinstance(verslag, Casusverslag):
        casus = {
            "derden": verslag.derden,
            "eerdere_afspraken": verslag.afspraken,
            "beeld_bevestigd": verslag.beeld_bevestigd,
            "beeld": verslag.beeld,
        }
    return Beeldvorming(
        notitie=verslag.notities.beeldvorming,
        aanwezigen=tuple(Organisatie.van(config, oin) for oin in overleg.aanwezigen),
        aanvullingen=_bij(overleg, "beeldvorming"),
        **casus,
    )


def _besluitvorming(traject: Overlegtraject, overleg: Overleg, verslag: Weegverslag | Casusverslag) -> Besluitvorming:
    besluit: dict[str, Any] = {}
    if isinstance(verslag, Casusverslag):
        besluit = {
            veld: getattr(verslag, veld) for veld in ("plan", "casusregie", "gezocht", "afschalen", "beeindigen")
        }
    elif overleg.besloten:
        velden = {veld: getattr(verslag, veld) for veld in Weegbesluit.model_fields}
        besluit = {"weegbesluit": Weegbesluit.model_construct(**velden), "herzieningen": overleg.herzieningen}
    return Besluitvorming(
        notitie=verslag.notities.besluitvorming,
        besloten=bool(overleg.besloten),
        afspraken=tuple(one for one in traject.afspraken if one.overleg == overleg.nummer),
        aanvullingen=_bij(overleg, "besluitvorming"),
        **besluit,
    )
