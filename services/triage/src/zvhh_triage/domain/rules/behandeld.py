# SPDX-License-Identifier: EUPL-1.2
"""When a reporter reads of a melding only that it was handled, and is called (D5, D11b). Pure.

With the routes *lokaal* and *geen* they read exactly what they would read of a melding that was joined to another zaak, or
whose zaak left the line: so none of these tells that the persons are known elsewhere. What there is to say is said by phone,
which is a task until somebody did it. Not for: words (`views.terugkoppeling`, and the table of intake).
"""

from datetime import datetime

from zvhh_contracts.triages import Route
from zvhh_triage.domain.triage import Triage

MONDELING: frozenset[Route | None] = frozenset({"lokaal", "geen"})
"""The ways on that a reporter hears by phone, and reads nothing of."""


def behandeld_sinds(triage: Triage) -> datetime | None:
    """Since when the reporter reads that it was handled; None while they read something else."""
    besluit, weging = triage.besluit, triage.weging
    if triage.casus == "van-wachtlijst" and triage.van_wachtlijst is not None:
        return triage.van_wachtlijst.op
    if triage.stand == "gewogen":
        nee = weging is not None and weging.besloten and weging.passend is False
        return weging.beslist_op if weging is not None and nee and weging.route in MONDELING else None
    if besluit is None or triage.stand not in ("afgewezen", "gevoegd"):
        return None
    return besluit.op if triage.stand == "gevoegd" or besluit.route in MONDELING else None


def mondeling_advies(triage: Triage) -> bool:
    """Whether what is to be told is the advice of the outcome in force."""
    return triage.stand == "afgewezen" and behandeld_sinds(triage) is not None
