# SPDX-License-Identifier: EUPL-1.2
"""What the API shows beside the melding itself: terms, who is barred, data that is not right, tasks, running cases.

Not for: who may see it (`access`). Of a closed zaak only its kenmerk, its stand and its dates stand here, and why people
changed the last (L8).
"""

from datetime import date, datetime
from typing import Any, Self

from zvhh_intake.domain.melding import Melding, Stand
from zvhh_intake.domain.rules.terugkoppeling import STAND_IN_WOORDEN
from zvhh_kit.domain.decision import Sealed
from zvhh_kit.http import Beeld


class BewaartermijnBeeld(Beeld):
    """When a zaak is destroyed; `vernietigen_op` is None while it is on hold."""

    zaak_id: str
    kenmerk: str
    stand: Stand
    stand_tekst: str
    afgeschermd: bool
    eerste_verwerking_op: datetime | None
    vernietigen_op: date | None
    verlengd_tot: date | None
    aangehouden: bool
    aangehouden_op: datetime | None
    aangehouden_door: str | None

    @classmethod
    def van(cls, zaak_id: str, melding: Melding) -> Self:
        return cls(**cls.termijn(zaak_id, melding))

    @staticmethod
    def termijn(zaak_id: str, melding: Melding) -> dict[str, Any]:
        houdt = melding.bewaren.aanhoudingen[-1] if melding.aangehouden else None
        return {
            "zaak_id": zaak_id,
            "kenmerk": melding.kenmerk,
            "stand": melding.stand,
            "stand_tekst": STAND_IN_WOORDEN[melding.stand],
            "afgeschermd": melding.afgeschermd,
            "eerste_verwerking_op": melding.eerste_verwerking_op,
            "vernietigen_op": melding.einde_bewaren,
            "verlengd_tot": melding.verlengd_tot,
            "aangehouden": houdt is not None,
            "aangehouden_op": houdt.op if houdt else None,
            "aangehouden_door": houdt.door if houdt else None,
        }


class ToestemmingBeeld(Beeld):
    """A supplier agreed, on a local day."""

    oin: str
    op: date


class VerlengingBeeld(Beeld):
    """A renewal: until when, by whom, with whose consent, and why."""

    tot: date
    op: datetime
    door: str
    toestemmingen: tuple[ToestemmingBeeld, ...]
    reden: Sealed[str]


class AanhoudingBeeld(Beeld):
    """A legal hold: on whose word and why; and when, by whom and why it was ended."""

    naam: Sealed[str]
    reden: Sealed[str]
    op: datetime
    door: str
    vrijgegeven_op: datetime | None
    vrijgegeven_door: str | None
    reden_vrijgave: Sealed[str] | None


class BewaardetailBeeld(BewaartermijnBeeld):
    """The term of one zaak with all that people decided about it, oldest first (L8): whoever may end a hold must be able to
    judge it, and so must who watches over them."""

    verlengingen: tuple[VerlengingBeeld, ...]
    aanhoudingen: tuple[AanhoudingBeeld, ...]

    @classmethod
    def van(cls, zaak_id: str, melding: Melding) -> Self:
        """The whole of one zaak; also what If-Match compares with (D2)."""
        return cls(
            **cls.termijn(zaak_id, melding),
            verlengingen=tuple(VerlengingBeeld.model_validate(one) for one in melding.bewaren.verlengingen),
            aanhoudingen=tuple(AanhoudingBeeld.model_validate(one) for one in melding.bewaren.aanhoudingen),
        )


class ZakenVanPersoonBeeld(Beeld):
    """Every zaak in which a person is: for the contactpunt, without content (L10)."""

    zaken: tuple[BewaartermijnBeeld, ...]
