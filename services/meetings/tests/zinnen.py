# SPDX-License-Identifier: EUPL-1.2
"""When each task and each line of an agenda is true, judged by the parts of a traject (S11, S13, S14, D3, D4, D10, D11b, D13).

For: the fixture in `conftest` that looks at every state of every story. Not for: which sentence is chosen; lines that only
ask something ("Wie is er?") are never false, and not in the table.
"""

from collections.abc import Iterator
from datetime import datetime

from services.meetings.tests.gegevens import configuratie

from zvhh_contracts.taken import TAKEN
from zvhh_meetings.domain.overlegtraject import Overlegtraject
from zvhh_meetings.domain.parts.stukken import VAN_VOOR_DE_PILOT
from zvhh_meetings.domain.rules.agenda import GEVOEGD, KIND, OMGEKEERD, WEGGENOMEN, agenda

CONFIG = configuratie()


def gezegd(traject: object, _: datetime) -> Iterator[str]:
    """What is read of a traject: its tasks, and what the next agenda says."""
    if isinstance(traject, Overlegtraject):
        yield from (TAKEN[taak.code].woorden for taak in traject.taken)
        if traject.gepland is not None:
            titels = (punt.titel for punt in agenda(CONFIG, traject, traject.gepland))
            yield from (titel for titel in titels if titel in WAAR)


def _gesloten(traject: Overlegtraject) -> bool:
    casus = traject.casus
    return casus.afgeschaald_op is not None or casus.beeindigd_op is not None


def _ernstig(traject: Overlegtraject) -> bool:
    return any(een.ernstig and een.is_incident for een in traject.casus.incidenten)


def _geweigerd(traject: Overlegtraject, soort: str) -> bool:
    laatste = max((een.nummer for een in traject.gehouden("casusoverleg")), default=None)
    antwoorden = getattr(traject.casus, soort)
    return any(een.nummer == laatste for een in antwoorden) and not _gesloten(traject)


def _te_plannen(traject: Overlegtraject) -> bool:
    """No overleg is planned, and nobody ended the zaak or said no to it."""
    weging = traject.weging
    nee = weging is not None and weging.weegbesluit is not None and weging.weegbesluit.passend is False
    weg = traject.casus.van_wachtlijst_op is not None or (weging is None and traject.ingetrokken_op is not None)
    return (traject.gepland is None and not (nee or weg or _gesloten(traject))) or traject.stand == "loopt"


def _overgetypt(traject: Overlegtraject) -> int:
    return sum(een.overleg == VAN_VOOR_DE_PILOT for een in traject.afspraken)


def _woorden(code: str) -> str:
    return TAKEN[code].woorden


WAAR = {
    _woorden("weegoverleg-plannen"): lambda t: _te_plannen(t) and t.gepland is None,
    _woorden("zonder-datum"): lambda t: _te_plannen(t) and t.gepland is None,
    _woorden("verslag-vastleggen"): lambda t: t.gepland is not None and t.gepland.voorbij,
    _woorden("afspraken-overtypen"): lambda t: _overgetypt(t) < t.melding.open_afspraken,
    _woorden("afschalen-geweigerd"): lambda t: _geweigerd(t, "afschalen_geweigerd"),
    _woorden("beeindigen-geweigerd"): lambda t: _geweigerd(t, "beeindigen_geweigerd"),
    _woorden("ernstig-incident"): _ernstig,
    _woorden("casusregie-gezocht"): lambda t: not t.casusregisseurs,
    _woorden("casusregie-zoeken"): lambda t: not t.casusregisseurs,
    _woorden("casusregie-geweigerd"): lambda t: any(not een.vastgelegd for een in t.casus.regie_antwoorden),
    _woorden("casusoverleg-laat"): lambda t: bool(t.gehouden("casusoverleg")) or t.melding.laatste_casusoverleg_op,
    _woorden("afspraak"): lambda t: bool(t.open_afspraken),
    "Er is een ernstig incident gemeld.": _ernstig,
    WEGGENOMEN: lambda t: any(een.weggenomen_op is not None for een in t.casus.incidenten),
    GEVOEGD: lambda t: bool(t.gevoegd),
    OMGEKEERD: lambda t: t.rollen_omgekeerd,
    KIND: lambda t: t.betrokkenen is not None and t.betrokkenen.kind_erbij_op is not None,
    "Het plan van aanpak bijwerken.": lambda t: bool(t.plannen),
    "Het plan van aanpak maken.": lambda t: not t.plannen,
    "Afschalen ging niet door. Hoe gaat het verder?": lambda t: _geweigerd(t, "afschalen_geweigerd"),
    "Beëindigen ging niet door. Hoe gaat het verder?": lambda t: _geweigerd(t, "beeindigen_geweigerd"),
    "Afschalen is mogelijk: afschalen, niet of later.": lambda t: t.casus.geopend_op is not None and not _gesloten(t),
}
"""Sentence → when it is true. Nothing here asks the stand where the parts say it."""
