# SPDX-License-Identifier: EUPL-1.2
"""What follows from the parts of a casus: its stand, shield, clock, tasks and reminders; after every decision, by the kit.

Not for: what the parts are (`dossier`, `delen`), nor for telling others what follows; the decision that changes it does.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Final

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.taken import Taak
from zvhh_kit.calendar import at_local, local_date
from zvhh_kit.decision import Context, Derived, changed
from zvhh_regie.domain.casus import Casus, Stand
from zvhh_regie.domain.rules.klok import HERINNERING, opgewonden
from zvhh_regie.domain.rules.taken import taken

WEKELIJKS: Final = "wachtlijst"
"""The name of the weekly reminder of a waiting casus."""

JAARWISSEL: Final = "jaarwisseling"
"""The name of the reminder at which the pilotjaar of a waiting casus is over."""


def volgt(config: Configuratie, casus: Casus, ctx: Context) -> Derived[Casus]:
    """The casus with all that follows from its parts, and the reminders that must stand."""
    casus = changed(opgewonden(config, casus), stand=_stand(casus), afgeschermd=_afgeschermd(casus))
    open_ = taken(casus)
    return Derived(changed(casus, taken=open_, taken_volgorde=_volgorde(casus, open_)), _wekkers(config, casus))


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


def _wekkers(config: Configuratie, casus: Casus) -> Mapping[str, datetime]:
    """When the clock runs out, as long as it was not said; and for who waits every week, and the end of its year (S6b).

    A week counts from the last look, before the first one from when it came in line; in a later year's, from 1 January.
    """
    if casus.stand == "loopt" and casus.klok_tot is not None and not casus.afschalen_mogelijk:
        return {HERINNERING: casus.klok_tot}
    plek = casus.wachtplek
    if casus.stand != "wachtlijst" or plek is None:
        return {}
    gekeken = plek.herinnerd_op or max(local_date(plek.sinds), date(plek.pilotjaar, 1, 1))
    wekelijks = {WEKELIJKS: at_local(gekeken + timedelta(days=config.termijnen.wachtlijst_herinneren_dagen))}
    return wekelijks if plek.jaar_voorbij else wekelijks | {JAARWISSEL: at_local(date(plek.pilotjaar + 1, 1, 1))}
