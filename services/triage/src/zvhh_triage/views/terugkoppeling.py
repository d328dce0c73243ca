# SPDX-License-Identifier: EUPL-1.2
"""What the reporter's organisation may read of triage: outcome, way on, advice, question; never a motivation or a name.

Not for: the stand of the melding in words; that table is intake's.
"""

from datetime import date
from typing import Literal, Self

from zvhh_contracts.triages import Route
from zvhh_kit.domain.decision import Sealed
from zvhh_kit.http import Beeld
from zvhh_triage.domain.triage import Stand, Triage
from zvhh_triage.views.zaak import de_melding

Teruggekoppeld = Literal["in-behandeling", "aanvulling-gevraagd", "doorgezet", "afgewezen", "behandeld", "ingetrokken"]

BEHANDELD = "Uw melding is behandeld. De procesregisseur belt u."
"""All that is read where a melding was joined, and with the routes lokaal and geen: so nothing tells of another melding."""

_UITKOMST: dict[Stand, Teruggekoppeld] = {
    "wacht-op-melding": "in-behandeling",
    "open": "in-behandeling",
    "aanvulling": "aanvulling-gevraagd",
    "doorgezet": "doorgezet",
    "gewogen": "doorgezet",
    "afgewezen": "afgewezen",
    "ingetrokken": "ingetrokken",
    "lopend": "in-behandeling",
}


class GevraagdBeeld(Beeld):
    """What the reporter is asked, until and including when."""

    vraag: Sealed[str]
    uiterlijk_op: date


class TerugkoppelingBeeld(Beeld):
    """What the reporter's organisation may read (S10, D5, D11b)."""

    zaak_id: str
    kenmerk: str
    uitkomst: Teruggekoppeld
    tekst: str | None = None
    route: Route | None = None
    advies: Sealed[str] | None = None
    aanvulling: GevraagdBeeld | None = None

    @classmethod
    def van(cls, zaak_id: str, triage: Triage) -> Self:
        """Of the outcome in force. Raises ValueError without melding."""
        if triage.behandeld_sinds is not None:
            return cls(zaak_id=zaak_id, kenmerk=de_melding(triage).kenmerk, uitkomst="behandeld", tekst=BEHANDELD)
        rejected = triage.besluit if triage.stand == "afgewezen" else None
        weighed = triage.weging.route if triage.stand == "gewogen" and triage.weging is not None else None
        asked = triage.vraag if triage.stand == "aanvulling" else None
        return cls(
            zaak_id=zaak_id,
            kenmerk=de_melding(triage).kenmerk,
            uitkomst=_UITKOMST[triage.stand] if weighed is None else "afgewezen",
            route=rejected.route if rejected else weighed,
            advies=rejected.advies if rejected else None,
            aanvulling=GevraagdBeeld.model_validate(asked) if asked else None,
        )
