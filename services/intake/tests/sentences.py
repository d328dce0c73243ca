# SPDX-License-Identifier: EUPL-1.2
"""When each sentence that a reporter or a procesregisseur reads of a melding is true, judged by its parts (D1, D5, D11b, S6b).

For: the fixture in `conftest` that looks at every state of every story. Not for: which sentence is chosen.
"""

from collections.abc import Iterator
from datetime import datetime

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.taken import TAKEN
from zvhh_intake.domain.melding import Melding
from zvhh_intake.domain.rules.besluit import GAAT_NIET_VERDER, bewaartaak, waarschuwingen
from zvhh_intake.domain.rules.terugkoppeling import (
    ANDERS,
    GESLOTEN,
    NIET_PASSEND,
    STAND_IN_WOORDEN,
    STAP_IN_WOORDEN,
    TOCH_VERDER,
    ZELFDE_ADRES,
    toelichting,
)
from zvhh_kit.domain.calendar import local_date

MAANDEN = Configuratie().termijnen.bewaartermijn_melden_maanden


def gezegd(melding: object, op: datetime) -> Iterator[str]:
    """What is read of a melding: beside its stand, at its acceptance, and in the lists of tasks."""
    if isinstance(melding, Melding):
        yield toelichting(melding)
        yield STAND_IN_WOORDEN[melding.stand]
        yield from waarschuwingen(melding)
        termijn = bewaartaak(melding, local_date(op), MAANDEN)
        for taak in (*melding.taken, termijn):
            if taak is not None:
                yield TAKEN[taak.code].woorden


def _besloten(melding: Melding) -> str | None:
    """The outcome of triage that is in force, while no weegoverleg was held."""
    triage = melding.triage
    if (
        triage is None
        or melding.overleg.gehouden is not None
        or melding.casus is not None
        or melding.lopend is not None
    ):
        return None
    if triage.uitkomst == "aanvulling":
        return "aanvulling" if triage.versie > melding.beantwoord else None
    return None if triage.uitkomst == "heropend" else triage.uitkomst


def _fase(melding: Melding) -> str | None:
    return melding.casus.fase if melding.casus is not None else None


def _niet_passend(melding: Melding) -> bool:
    """The last decision that is known says no; a place in line by a later one may be heard of first (D3)."""
    gehouden, casus = melding.overleg.gehouden, melding.casus
    if gehouden is None or not gehouden.besloten or gehouden.passend is not False:
        return False
    if casus is None or casus.fase != "wachtlijst" or casus.besluit_op is None or gehouden.besloten_op is None:
        return True
    return casus.besluit_op <= gehouden.besloten_op


def _ingetrokken(melding: Melding) -> bool:
    gewogen = melding.overleg.gehouden is not None or melding.casus is not None or melding.lopend is not None
    return melding.intrekking is not None and not gewogen


def _loopt(melding: Melding) -> bool:
    """It goes on: nobody ended it, said no to it, or took it back with effect."""
    gesloten = _fase(melding) in ("afgeschaald", "beeindigd", "van-wachtlijst")
    nee = _niet_passend(melding) and _fase(melding) != "open"
    return not (
        melding.geweigerd or gesloten or nee or _ingetrokken(melding) or _besloten(melding) in ("afgewezen", "gevoegd")
    )


def _telefonisch(melding: Melding) -> bool:
    """A no of which the reporter hears by phone (D5), or by which they would learn of another zaak (D11b)."""
    nee = _besloten(melding) == "afgewezen" or _niet_passend(melding)
    return (
        _besloten(melding) == "gevoegd"
        or _fase(melding) == "van-wachtlijst"
        or (nee and melding.route in ("lokaal", "geen"))
    )


def _woorden(code: str) -> str:
    return TAKEN[code].woorden


WAAR = {
    STAP_IN_WOORDEN["ontvangen"]: lambda m: _loopt(m) and _besloten(m) is None and m.overleg.gehouden is None,
    STAP_IN_WOORDEN["geweigerd"]: lambda m: m.geweigerd,
    STAP_IN_WOORDEN["aanvulling-gevraagd"]: lambda m: _besloten(m) == "aanvulling" and not _ingetrokken(m),
    STAP_IN_WOORDEN["afgewezen"]: lambda m: _besloten(m) == "afgewezen" and m.route in ("regulier", "ander-zvh"),
    NIET_PASSEND: lambda m: _niet_passend(m) and m.route in ("regulier", "ander-zvh"),
    STAP_IN_WOORDEN["behandeld"]: _telefonisch,
    STAP_IN_WOORDEN["in-behandeling"]: _loopt,
    TOCH_VERDER: lambda m: _loopt(m) and m.intrekking is not None and m.overleg.gehouden is not None,
    STAP_IN_WOORDEN["wachtlijst"]: lambda m: _loopt(m) and _fase(m) == "wachtlijst",
    STAP_IN_WOORDEN["afgeschaald"]: lambda m: _fase(m) == "afgeschaald",
    GESLOTEN: lambda m: _fase(m) == "beeindigd",
    STAP_IN_WOORDEN["ingetrokken"]: _ingetrokken,
    ANDERS: lambda m: m.relatie == "anders",
    ZELFDE_ADRES: lambda m: m.zelfde_adres,
    "Geweigerd": lambda m: m.geweigerd,
    "Gemeld": lambda m: _loopt(m) and _besloten(m) is None,
    "Aanvulling gevraagd": lambda m: _besloten(m) == "aanvulling",
    "Weegoverleg wordt gepland": lambda m: _loopt(m) and m.overleg.gepland is None,
    "Weegoverleg gepland": lambda m: _loopt(m) and m.overleg.gepland is not None,
    "Afgewezen": lambda m: _besloten(m) == "afgewezen",
    "Gevoegd bij een andere zaak": lambda m: _besloten(m) == "gevoegd",
    "Ingetrokken": _ingetrokken,
    "Niet passend": _niet_passend,
    "Passend, wacht op een plek": lambda m: _loopt(m) and m.overleg.gehouden.gaat_door and _fase(m) != "open",
    "Wachtlijst": lambda m: _loopt(m) and _fase(m) == "wachtlijst",
    "Van de wachtlijst af": lambda m: _fase(m) == "van-wachtlijst",
    "Ingebracht": lambda m: m.lopend is not None,
    "Loopt": lambda m: _fase(m) == "open",
    "Afgeschaald": lambda m: _fase(m) == "afgeschaald",
    "Beëindigd": lambda m: _fase(m) == "beeindigd",
    _woorden("vul-aan"): lambda m: _besloten(m) == "aanvulling" and not _ingetrokken(m),
    _woorden("controleer-gegeven"): lambda m: any(een.uitkomst is None for een in m.onjuist),
    _woorden("bewaartermijn-loopt-af"): lambda m: m.einde_bewaren is not None and not m.aangehouden,
    _woorden("gevoegde-melding-bekijken"): lambda m: bool(m.toegevoegd) and m.stand in GAAT_NIET_VERDER,
}
"""Sentence → when it is true. Nothing here asks the stand where the parts say it."""
