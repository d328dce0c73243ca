# SPDX-License-Identifier: EUPL-1.2
"""Where a zaak stands, who may read it, and its short term: computed from its parts, in whatever order they came.

For: `derived`. Not for: words (`terugkoppeling`), nor for setting a part (`volgen`).
"""

from zvhh_intake.domain.melding import Melding
from zvhh_intake.domain.parts.gevolgd import CasusDeel, Gehouden, OverlegDeel, Stand

AFGESCHERMD: frozenset[Stand] = frozenset({"geweigerd", "afgeschaald", "beeindigd"})
"""What nobody reads any more, whatever else is known of it (L8)."""

GAAT_NIET_VERDER: frozenset[Stand] = frozenset(
    {"afgewezen", "gevoegd", "ingetrokken", "niet-passend", "van-wachtlijst"}
)
"""Where nobody meets about it, or not under its own kenmerk."""

_EIND: dict[str, Stand] = {
    "open": "loopt",
    "afgeschaald": "afgeschaald",
    "beeindigd": "beeindigd",
    "van-wachtlijst": "van-wachtlijst",
}


def stand_van(melding: Melding) -> Stand:
    """Closest to the end of the process first; a weegoverleg held outranks what came before it."""
    casus, gehouden = melding.casus, melding.overleg.gehouden
    if melding.geweigerd:
        return "geweigerd"
    if casus is not None and casus.fase in _EIND:
        return _EIND[casus.fase]
    if melding.lopend is not None:
        return "ingebracht"
    if casus is not None or gehouden is not None:
        return _na_weegoverleg(melding)
    return "ingetrokken" if melding.intrekking is not None else _in_triage(melding)


def is_afgeschermd(melding: Melding, stand: Stand) -> bool:
    """Nobody reads it (L8): it is closed or was refused, or it is joined to a zaak that is closed, withdrawn or not (D11b)."""
    return stand in AFGESCHERMD or melding.gevoegd_bij in melding.hoofdzaken_gesloten


def geweerd_van(melding: Melding) -> tuple[str, ...]:
    """Who is barred from it, or from the zaak that it is joined to (L6)."""
    return tuple(sorted({*melding.zelf_geweerd, *melding.hoofdzaak.geweerd}))


def toegang_van(melding: Melding, stand: Stand) -> tuple[str, ...]:
    """The OINs that read it beside the reporter's: invited ones until vastleggen or some weeks, and deelnemers (L6)."""
    if stand in AFGESCHERMD | GAAT_NIET_VERDER:
        return ()
    gepland = melding.overleg.gepland
    genodigden = gepland.genodigden if gepland is not None and not gepland.voorbij else ()
    return tuple(sorted({*genodigden, *melding.overleg.deelnemers}))


def _na_weegoverleg(melding: Melding) -> Stand:
    """What was decided last; a casus may be heard of before the weegoverleg that made it."""
    casus, gehouden = melding.casus, melding.overleg.gehouden
    if casus is not None and casus.fase == "wachtlijst" and _wacht_nog(casus, gehouden):
        return "wachtlijst"
    if gehouden is not None and gehouden.besloten and gehouden.passend is False:
        return "niet-passend"
    if gehouden is not None and gehouden.gaat_door and not _ongedaan(casus, gehouden):
        return "passend"
    return _te_plannen(melding.overleg)


def _wacht_nog(casus: CasusDeel, gehouden: Gehouden | None) -> bool:
    """Once put right to another decision it waits no more, and regie says nothing; one of before says nothing new (D3)."""
    if gehouden is None or gehouden.gaat_door:
        return True
    van, toen = casus.besluit_op, gehouden.besloten_op
    return van is not None and toen is not None and toen < van


def _ongedaan(casus: CasusDeel | None, gehouden: Gehouden) -> bool:
    """The opening that followed was undone, so that the decision is to be taken again (S6b)."""
    if casus is None or casus.ongedaan_op is None:
        return False
    return gehouden.besloten_op is None or gehouden.besloten_op <= casus.ongedaan_op


def _te_plannen(overleg: OverlegDeel) -> Stand:
    return "weegoverleg-gepland" if overleg.gepland is not None else "weegoverleg-wordt-gepland"


def _in_triage(melding: Melding) -> Stand:
    triage = melding.triage
    if triage is not None and triage.uitkomst == "afgewezen":
        return "afgewezen"
    if triage is not None and triage.uitkomst == "gevoegd":
        return "gevoegd"
    if triage is not None and triage.uitkomst == "aanvulling" and triage.versie > melding.beantwoord:
        return "aanvulling-gevraagd"
    if melding.overleg.gepland is not None:
        return "weegoverleg-gepland"
    return "weegoverleg-wordt-gepland" if triage is not None and triage.uitkomst == "doorgezet" else "gemeld"
