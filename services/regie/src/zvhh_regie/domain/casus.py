# SPDX-License-Identifier: EUPL-1.2
"""The next casus from the last one: parts that change, and the stand and tasks that follow from all parts.

Every decision that changes a casus goes through `met`. Not for: what the parts are (`dossier`, `delen`).
"""

from datetime import date
from typing import Any

from zvhh_contracts.taken import Taak
from zvhh_kit.decision import changed
from zvhh_regie.domain.dossier import Casus, Stand
from zvhh_regie.domain.taken import taken

__all__ = ["STANDEN", "Casus", "Stand", "met"]

STANDEN: dict[Stand, str] = {
    "aangemeld": "Aangemeld",
    "ingetrokken": "Ingetrokken",
    "tweede-weegoverleg": "Tweede weegoverleg nodig",
    "niet-passend": "Niet passend",
    "wacht-op-plaats": "Wacht op plaats",
    "wachtlijst": "Op de wachtlijst",
    "van-wachtlijst": "Van de wachtlijst af",
    "loopt": "Loopt",
    "afgeschaald": "Afgeschaald",
    "beeindigd": "Beëindigd",
}
"""Each stand in the words of the pages."""


def met(casus: Casus | None, **delen: Any) -> Casus:
    """The casus (a new one for None) with other parts, and the stand and tasks that follow from them."""
    nieuw = (casus or Casus()).model_copy(update=delen)
    nieuw = changed(nieuw, stand=_stand(nieuw), afgeschermd=_afgeschermd(nieuw))
    open_ = taken(nieuw)
    return changed(nieuw, taken=open_, taken_volgorde=_volgorde(nieuw, open_))


def _afgeschermd(casus: Casus) -> bool:
    """Closed, or joined to a zaak that is closed, withdrawn or not (D11b); a weegoverleg of its own outranks that."""
    if casus.gesloten_op is not None:
        return True
    apart = casus.weging is not None or casus.geopend_op is not None or casus.wachtplek is not None
    gevoegd = casus.feiten.triage == "gevoegd" and not apart
    # of one that was joined before its zaak was kept, that is the one that closed
    bij = casus.gevoegd_bij or next(iter(casus.hoofdzaken_gesloten), None)
    return gevoegd and bij in casus.hoofdzaken_gesloten


def _stand(casus: Casus) -> Stand:
    if casus.gesloten_op is not None:
        return "beeindigd" if casus.afgeschaald_op is None else "afgeschaald"
    if casus.geopend_op is not None:
        return "loopt"
    if casus.van_wachtlijst is not None:
        return "van-wachtlijst"
    return "wachtlijst" if casus.wachtplek is not None else _stand_van_weging(casus)


def _stand_van_weging(casus: Casus) -> Stand:
    """A weegoverleg that was held outranks a withdrawal that crossed it."""
    if casus.weging is None:
        return "aangemeld" if casus.ingetrokken_op is None else "ingetrokken"
    if casus.weging.claimt_plaats:
        return "wacht-op-plaats"
    return "niet-passend" if casus.weging.passend is False else "tweede-weegoverleg"


def _volgorde(casus: Casus, open_: tuple[Taak, ...]) -> str:
    """The place in the list of tasks: earliest term first, without one at the end; then the oldest melding."""
    if not open_:
        return ""
    eerste = min(taak.uiterlijk or date.max for taak in open_)
    sinds = "" if casus.ontvangen_op is None else casus.ontvangen_op.isoformat(timespec="milliseconds")
    return f"{eerste.isoformat()} {sinds}"
