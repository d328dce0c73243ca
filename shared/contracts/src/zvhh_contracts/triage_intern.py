# SPDX-License-Identifier: EUPL-1.2
"""What the documents of triage say to each other on `zvhh.triage-intern.v1`: whether a consultation that a melding cites was
given out, and to its own reporter (S5)."""

from typing import ClassVar, Literal

from zvhh_contracts.event import Event, Oin, ZaakId
from zvhh_contracts.meldingen import Afstemcode

Aanhaling = Literal["bekend", "andere-partner", "onbekend"]
"""What there is of a code that somebody cites."""


class AfstemmingAangehaald(Event):
    """Triage → Afstemming: melding `zaak_id` of `melder_oin` cites your code (S5)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.afstemmingen.afstemming-aangehaald.v1"
    zaak_id: ZaakId
    melder_oin: Oin


class AfstemmingBeantwoord(Event):
    """Afstemming → Triage: the code that you cite was given to your reporter, to another partner, or to nobody (S5)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.afstemmingen.afstemming-beantwoord.v1"
    code: Afstemcode
    uitkomst: Aanhaling
