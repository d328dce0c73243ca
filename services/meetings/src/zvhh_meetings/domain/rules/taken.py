# SPDX-License-Identifier: EUPL-1.2
"""What must be done, by whom and until when, computed from the state.

For: `stand.derive`, which stores them, and `GET /v1/taken`. The words stand in the one table (`zvhh_contracts.taken`).
Not for: deciding anything: a task goes when the state says that it is done, or when who did it says so (`afronden`), and
no term of a task ends anything by itself (L9).
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.taken import Taak, van
from zvhh_kit.calendar import local_date
from zvhh_meetings.domain.overlegtraject import EINDES, Overlegtraject
from zvhh_meetings.domain.parts.stukken import VAN_VOOR_DE_PILOT


def taken(config: Configuratie, traject: Overlegtraject) -> Iterator[Taak]:
    """Every task now: those of a procesregisseur first, most urgent first, then those of organisations."""
    stand = traject.stand
    if traject.afgeschermd:
        return
    if stand == "te-plannen":
        yield Taak(code="weegoverleg-plannen", uiterlijk=_plannen_voor(traject))
    gepland = traject.gepland
    if gepland is not None and gepland.voorbij:
        yield Taak(code="verslag-vastleggen", uiterlijk=local_date(gepland.begin), nummer=gepland.nummer)
    if stand in ("wacht-op-plaats", "wachtlijst", "loopt"):
        yield from _van_de_casus(traject)
    if traject.zonder_datum and stand != "te-plannen":
        yield Taak(code="zonder-datum", uiterlijk=traject.zonder_datum_herinneren_op)
    if stand not in EINDES:
        yield from _van_organisaties(config, traject)


def eigen(traject: Overlegtraject) -> tuple[Taak, ...]:
    """The tasks in a stored state that are (still) meetings' own."""
    return tuple(taak for taak in traject.taken if taak.code in van("meetings"))


def over(traject: Overlegtraject, code: str) -> str:
    """What a task that a person ends is about: another incident, another search is another task."""
    match code:
        case "ernstig-incident":
            sinds = ernstig_sinds(traject)
            return sinds.astimezone(UTC).isoformat() if sinds else ""
        case "casusregie-zoeken":
            return f"{traject.gezocht.door} {traject.gezocht.sinds}" if traject.gezocht else ""
        case "casusoverleg-laat":
            return str(len(traject.gehouden("casusoverleg")))
        case _:
            return ""


def ernstig_sinds(traject: Overlegtraject) -> datetime | None:
    """When the last serious incident was heard of that no casusoverleg was recorded after (D4); None without one."""
    gehouden = traject.gehouden("casusoverleg")
    vastgelegd = gehouden[-1].vastgelegd_op if gehouden else None
    ernstig = [een.ernstig_op or een.geregistreerd_op for een in traject.casus.incidenten if een.telt_als_ernstig]
    return max((op for op in ernstig if vastgelegd is None or op > vastgelegd), default=None)


def _open(traject: Overlegtraject, code: str) -> bool:
    """Nobody said that it is done."""
    waarover = over(traject, code)
    return not any((een.taak, een.over) == (code, waarover) for een in traject.afgerond)


def _plannen_voor(traject: Overlegtraject) -> date | None:
    """The term of a first weegoverleg (S10); of one that is planned anew, that of a zaak without a date (D3)."""
    if traject.overleggen:
        return traject.zonder_datum_herinneren_op
    return traject.triage.weegoverleg_uiterlijk_op if traject.triage else None


def _van_de_casus(traject: Overlegtraject) -> Iterator[Taak]:
    gehouden, casus = traject.gehouden("casusoverleg"), traject.casus
    laatste = gehouden[-1].nummer if gehouden else None
    for code, geweigerd in (
        ("afschalen-geweigerd", casus.afschalen_geweigerd),
        ("beeindigen-geweigerd", casus.beeindigen_geweigerd),
    ):
        if any(een.nummer == laatste for een in geweigerd):
            yield Taak(code=code)
    if ernstig_sinds(traject) is not None and _open(traject, "ernstig-incident"):
        yield Taak(code="ernstig-incident")
    yield from _van_de_regie(traject)
    if traject.laat and not traject.zonder_datum and _open(traject, "casusoverleg-laat"):
        yield Taak(code="casusoverleg-laat")
    over_te_typen = traject.melding.open_afspraken if traject.melding is not None else 0
    overgetypt = sum(afspraak.overleg == VAN_VOOR_DE_PILOT for afspraak in traject.afspraken)
    if overgetypt < over_te_typen and _open(traject, "afspraken-overtypen"):
        yield Taak(code="afspraken-overtypen")


def _van_de_regie(traject: Overlegtraject) -> Iterator[Taak]:
    if traject.gezocht is not None:
        yield Taak(code="casusregie-gezocht", uiterlijk=traject.gezocht.herinneren_op)
        return
    antwoord = traject.antwoord(traject.aanwijzingen[-1].nummer) if traject.aanwijzingen else None
    if antwoord is not None and not antwoord.vastgelegd:
        yield Taak(code="casusregie-geweigerd")


def _van_organisaties(config: Configuratie, traject: Overlegtraject) -> Iterator[Taak]:
    """Own open agreements (D3), and looking for a casusregisseur (S11)."""
    gezocht = traject.gezocht
    if gezocht is not None and gezocht.door != config.zvhh_oin and _open(traject, "casusregie-zoeken"):
        uiterlijk = gezocht.herinneren_op
        yield Taak(code="casusregie-zoeken", uiterlijk=uiterlijk, voor="deelnemer", oin=gezocht.door)
    for een in traject.open_afspraken:
        yield Taak(code="afspraak", uiterlijk=een.uiterlijk, voor="deelnemer", oin=een.eigenaar, nummer=een.nummer)
