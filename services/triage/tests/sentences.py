# SPDX-License-Identifier: EUPL-1.2
"""When each sentence that a procesregisseur or a reporter reads of a triage is true, judged by its parts (D1, D2, S5, S10).

For: the fixture in `conftest` that looks at every state of every story. Not for: which sentence is chosen.
"""

from collections.abc import Iterator
from datetime import datetime

from zvhh_contracts.taken import TAKEN
from zvhh_triage.domain.triage import Triage
from zvhh_triage.views.terugkoppeling import BEHANDELD, TerugkoppelingBeeld


def gezegd(triage: object, _: datetime) -> Iterator[str]:
    """What is read of a triage: its tasks, and what became of it."""
    if isinstance(triage, Triage):
        yield from (TAKEN[taak.code].woorden for taak in triage.taken)
        if triage.melding is not None and (tekst := TerugkoppelingBeeld.van("z", triage).tekst) is not None:
            yield tekst


def _te_beoordelen(triage: Triage) -> bool:
    return triage.melding is not None and triage.besluit is None and triage.ingetrokken is None and not triage.gewogen


def _aangevuld_na_besluit(triage: Triage) -> bool:
    besluit = triage.besluit
    return besluit is not None and triage.aangevuld_op is not None and triage.aangevuld_op > besluit.op


def _anders_dan_het_overleg(triage: Triage) -> bool:
    besluit = triage.besluit
    return triage.ingetrokken is not None or (besluit is not None and besluit.uitkomst in ("afgewezen", "gevoegd"))


def _nieuw_oordeel(triage: Triage) -> bool:
    besluit = triage.besluit
    if besluit is None:
        return False
    return (besluit.op_oordelen, besluit.op_pilotoordelen) != (len(triage.oordelen), len(triage.pilotoordelen))


def _behandeld(triage: Triage) -> bool:
    """A no of which the reporter hears by phone (D5), or by which they would learn of another zaak (D11b)."""
    besluit, weging = triage.besluit, triage.weging
    if triage.casus == "van-wachtlijst":
        return True
    if triage.gewogen:
        return weging is not None and weging.passend is False and weging.route in ("lokaal", "geen")
    return besluit is not None and (besluit.uitkomst == "gevoegd" or besluit.route in ("lokaal", "geen"))


def _twijfelt(triage: Triage) -> bool:
    reached_nobody = triage.melding is not None and triage.melding.twijfel == "niemand-bereikbaar"
    return reached_nobody or triage.afstemming_stand not in (None, "bekend")


def _woorden(code: str) -> str:
    return TAKEN[code].woorden


WAAR = {
    _woorden("pilot-beoordelen"): lambda t: _te_beoordelen(t) and t.melding.relatie == "anders",
    _woorden("beoordelen"): _te_beoordelen,
    _woorden("melder-terugbellen"): _twijfelt,
    _woorden("bel-de-melder"): _behandeld,
    _woorden("termijn-verstreken"): lambda t: _te_beoordelen(t) and t.termijn_verstreken and t.vraag is not None,
    _woorden("opnieuw-bevestigen"): _nieuw_oordeel,
    _woorden("aangevuld-na-besluit"): _aangevuld_na_besluit,
    _woorden("veiligheid-geborgd"): lambda t: t.ingetrokken is not None,
    _woorden("overleg-al-gehouden"): lambda t: t.gewogen and _anders_dan_het_overleg(t),
    BEHANDELD: _behandeld,
}
"""Sentence → when it is true. Nothing here asks the stand where the parts say it."""
