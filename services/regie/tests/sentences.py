# SPDX-License-Identifier: EUPL-1.2
"""When each sentence that people read of a casus is true, judged by its parts (S6b, S14, S16, D4).

For: the fixture in `conftest` that looks at every state of every story. Not for: which sentence is chosen.
"""

from collections.abc import Iterator
from datetime import datetime

from zvhh_contracts.taken import TAKEN
from zvhh_regie.domain.casus import Casus
from zvhh_regie.views.klok import KlokBeeld
from zvhh_regie.views.woorden import STANDEN

MOGELIJK = "Afschalen is mogelijk. U besluit samen in een casusoverleg."


def gezegd(casus: object, op: datetime) -> Iterator[str]:
    """What is read of a casus: its stand, its tasks, and the clock."""
    if not isinstance(casus, Casus):
        return
    yield STANDEN[casus.stand]
    yield from (TAKEN[taak.code].woorden for taak in casus.taken)
    klok = KlokBeeld.van(casus, op)
    if klok is not None and casus.gesloten_op is None:
        yield klok.tekst if klok.mogelijk else klok.tekst.partition(":")[0]


def _open(casus: Casus) -> bool:
    return casus.geopend_op is not None and casus.gesloten_op is None


def _wacht(casus: Casus) -> bool:
    return casus.wachtplek is not None and casus.geopend_op is None and casus.van_wachtlijst is None


def _geclaimd(casus: Casus) -> bool:
    return casus.claimt_plaats


def _geweerd(casus: Casus) -> bool:
    return bool(casus.geweerd) and any(periode.tot is None for periode in casus.regie)


def _woorden(code: str) -> str:
    return TAKEN[code].woorden


WAAR = {
    "Aangemeld": lambda c: c.geopend_op is None and c.weging is None and c.gesloten_op is None,
    "Ingetrokken": lambda c: c.ingetrokken_op is not None and c.weging is None and c.geopend_op is None,
    "Tweede weegoverleg nodig": lambda c: c.weging is not None and not _geclaimd(c) and c.geopend_op is None,
    "Niet passend": lambda c: c.weging is not None and c.weging.passend is False and c.geopend_op is None,
    "Wacht op plaats": lambda c: _geclaimd(c) and c.geopend_op is None and c.wachtplek is None,
    "Op de wachtlijst": _wacht,
    "Van de wachtlijst af": lambda c: c.van_wachtlijst is not None and not _open(c),
    "Loopt": _open,
    "Afgeschaald": lambda c: c.afgeschaald_op is not None,
    "Beëindigd": lambda c: c.beeindigd_op is not None,
    _woorden("plaats-bevestigen"): lambda c: _wacht(c) and c.wachtplek.aangeboden_op is not None,
    _woorden("volgend-jaar-beslissen"): lambda c: _wacht(c) and c.wachtplek.jaar_voorbij,
    _woorden("wachtlijst-bespreken"): _wacht,
    _woorden("casusregisseur-geweerd"): lambda c: _geweerd(c) and (_wacht(c) or _open(c)),
    _woorden("ernstig-incident-weg"): lambda c: any(v.neemt_weg for een in c.incidenten for v in een.versies),
    MOGELIJK: _open,
    "Geopend": lambda c: _open(c) and c.klok_vanaf == c.geopend_op,
    "Laatste incident": lambda c: _open(c) and c.klok_vanaf in c.incidentmomenten,
}
"""Sentence → when it is true. Nothing here asks the stand where the parts say it."""
