# SPDX-License-Identifier: EUPL-1.2
"""What follows from the parts: the stand of the zaak, who may see it, what must be done, and which reminders must stand.

For: the kit, which calls `derive` after every decision; so any order of the events of four sources ends the same. Not for:
changing a part, nor deciding anything: a task goes when the state says that it is done, or when who did it says so
(`rond_af`), and no term of a task ends anything by itself (L9). The words of a task: `zvhh_contracts.taken`.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.taken import Taak
from zvhh_kit.domain.calendar import at_local, local_date, working_days_after
from zvhh_kit.domain.decision import Context, Derived, changed
from zvhh_meetings.domain.overlegtraject import EINDES, GEEN_TERMIJN, Overlegtraject, Stand
from zvhh_meetings.domain.parts.overleg import Overleg
from zvhh_meetings.domain.parts.stukken import VAN_VOOR_DE_PILOT
from zvhh_meetings.domain.rules.ritme import laat_vanaf

ZONDER_DATUM = "zonder-datum"
GEZOCHT = "casusregie-gezocht"
LAAT = "casusoverleg-laat"
VOORBIJ = "overleg-voorbij"
UITNODIGING = "uitnodiging-voorbij"
GESLOTEN: frozenset[Stand] = frozenset({"afgeschaald", "beeindigd"})
"""Closed and shielded: there for nobody any more (S14, D13, L8)."""


def derive(config: Configuratie, traject: Overlegtraject, ctx: Context) -> Derived[Overlegtraject]:
    """The same parts, with everything that follows from them on the local day of the message."""
    gepland, melding, stand = traject.gepland, traject.melding, _stand(traject)
    doen_mee = () if stand in EINDES else tuple(deelname.oin for deelname in traject.deelnames if deelname.tot is None)
    traject = changed(
        traject,
        stand=stand,
        kenmerk=melding.kenmerk if melding else None,
        ontvangen_op=melding.ontvangen_op if melding else None,
        deelnemers=doen_mee,
        genodigden=gepland.genodigden if gepland and not gepland.uitnodiging_voorbij else (),
        uitnodiging_tot=_uitnodiging_tot(config, gepland),
        afgeschermd=_afgeschermd(traject, stand),
        volgend_overleg_op=gepland.begin if gepland else None,
        laat_op=laat_vanaf(config, traject) if stand == "loopt" else None,
    )
    traject = _met_zonder_datum(config, traject, local_date(ctx.received))
    lezers, tot = overdracht(config, traject)
    vernietigen_op = _vernietigen_op(config, traject)
    traject = changed(traject, vernietigen_op=vernietigen_op, overdracht_lezers=lezers, overdracht_tot=tot)
    alle = tuple(taken(config, traject))
    termijn = min((taak.uiterlijk for taak in alle if taak.uiterlijk is not None), default=GEEN_TERMIJN)
    traject = changed(traject, taken=alle, eerste_termijn=termijn)
    return Derived(traject, {naam: op for naam, op in _wekkers(traject).items() if op is not None})


def _wekkers(traject: Overlegtraject) -> dict[str, datetime | None]:
    """Every reminder of this domain: at the start of its local day, or at the end of an overleg; None: must not stand."""
    loopt = traject.stand in ("wacht-op-plaats", "wachtlijst", "loopt")
    gezocht = traject.gezocht if loopt else None
    dagen = {
        ZONDER_DATUM: None if traject.zonder_datum_herinnerd else traject.zonder_datum_herinneren_op,
        GEZOCHT: gezocht.herinneren_op if gezocht and not gezocht.herinnerd else None,
        LAAT: None if traject.laat else traject.laat_op,
        UITNODIGING: traject.uitnodiging_tot + timedelta(days=1) if traject.uitnodiging_tot else None,
    }
    momenten = {naam: None if dag is None else at_local(dag) for naam, dag in dagen.items()}
    return momenten | {VOORBIJ: _einde(traject.gepland)}


def _afgeschermd(traject: Overlegtraject, stand: Stand) -> bool:
    """Closed, or joined to a zaak that is closed, withdrawn or not (D11b): there for nobody (L8)."""
    gevoegd = (
        traject.triage is not None and traject.triage.uitkomst == "gevoegd" and stand in ("gevoegd", "ingetrokken")
    )
    bij = traject.triage.bij if traject.triage is not None and gevoegd else None
    return stand in GESLOTEN or bij in traject.hoofdzaken_gesloten


def _uitnodiging_tot(config: Configuratie, gepland: Overleg | None) -> date | None:
    """The last local day on which an invitation to what was never recorded gives access (L6)."""
    if gepland is None or gepland.uitnodiging_voorbij:
        return None
    return local_date(gepland.begin) + timedelta(days=config.termijnen.uitnodiging_dagen)


def _einde(gepland: Overleg | None) -> datetime | None:
    if gepland is None or gepland.voorbij:
        return None
    return gepland.begin + timedelta(minutes=gepland.duur_minuten)


def _stand(traject: Overlegtraject) -> Stand:
    return _stand_van_de_casus(traject) or _stand_na_de_weging(traject) or _stand_voor_de_weging(traject)


def _stand_van_de_casus(traject: Overlegtraject) -> Stand | None:
    """Where regie, or the way in (S6c), says it."""
    casus = traject.casus
    if casus.afgeschaald_op is not None:
        return "afgeschaald"
    if casus.beeindigd_op is not None:
        return "beeindigd"
    if casus.van_wachtlijst_op is not None:
        return "van-wachtlijst"
    geopend = casus.geopend_op is not None and not _teruggenomen(traject)
    return "loopt" if geopend or _van_voor_de_pilot(traject) else None


def _stand_na_de_weging(traject: Overlegtraject) -> Stand | None:
    """Where a weegoverleg decided, as it was last put right (D3): not passend, or a place is claimed (S6)."""
    weging = traject.weging
    verslag = weging.weegbesluit if weging is not None else None
    if verslag is not None and verslag.passend is False:
        return "niet-passend"
    wacht: Stand = "wachtlijst" if traject.casus.wachtlijst_sinds is not None else "wacht-op-plaats"
    if verslag is not None and verslag.doorzetten == "ja" and not _ongedaan(traject):
        return wacht
    return wacht if weging is None and wacht == "wachtlijst" else None


def _teruggenomen(traject: Overlegtraject) -> bool:
    """The decision that gave the place was put right (D3): it counts at once, regie takes the opening back after it."""
    verslag = traject.weging.weegbesluit if traject.weging is not None else None
    return verslag is not None and not verslag.gaat_door


def _van_voor_de_pilot(traject: Overlegtraject) -> bool:
    """A running case needs no place and no weegoverleg: it enters at casusoverleg (S6c)."""
    return traject.melding is not None and traject.melding.van_voor_de_pilot


def _ongedaan(traject: Overlegtraject) -> bool:
    """The opening was undone after the last decision to go on: a second weegoverleg is to say it again (S6b)."""
    ongedaan, weging = traject.casus.ongedaan_op, traject.weging
    besluit_op = weging.besluit_op if weging is not None else None
    return ongedaan is not None and besluit_op is not None and besluit_op <= ongedaan


def _stand_voor_de_weging(traject: Overlegtraject) -> Stand:
    """A held weegoverleg without a decision outranks a withdrawal and a revision of triage (D1)."""
    if traject.weging is None:
        if traject.ingetrokken_op is not None:
            return "ingetrokken"
        if traject.melding is None or traject.triage is None or traject.triage.uitkomst == "heropend":
            return "wacht-op-triage"
        if traject.triage.uitkomst in ("afgewezen", "gevoegd"):
            return traject.triage.uitkomst
    return "weegoverleg-gepland" if traject.gepland else "te-plannen"


def _met_zonder_datum(config: Configuratie, traject: Overlegtraject, vandaag: date) -> Overlegtraject:
    """A zaak that should have a next overleg and has none (D3). A first weegoverleg has a term of its own (S10)."""
    begonnen = bool(traject.overleggen) or _van_voor_de_pilot(traject)
    verwacht = traject.stand in ("te-plannen", "wacht-op-plaats", "loopt") and begonnen
    zonder = verwacht and traject.gepland is None and traject.besluit_in_behandeling is None
    if not zonder:
        return changed(traject, zonder_datum=False, zonder_datum_herinneren_op=None, zonder_datum_herinnerd=False)
    op = traject.zonder_datum_herinneren_op or working_days_after(
        vandaag, config.termijnen.zonder_datum_werkdagen, config.feestdagen
    )
    return changed(traject, zonder_datum=True, zonder_datum_herinneren_op=op)


def _vernietigen_op(config: Configuratie, traject: Overlegtraject) -> date | None:
    """The local day of destruction at the latest (L8), None on hold: 5 years, or 30 days where the zaak ended before it
    began. What a person changed counts, until the zaak ends after that. intake destroys; this is only shown.
    """
    eind, kort = _kort(config, traject)
    anders = traject.bewaartermijn
    if anders is not None and (anders.vernietigen_op is None or eind is None or eind <= anders.op):
        return anders.vernietigen_op
    return kort or (traject.melding.vernietigen_uiterlijk_op if traject.melding else None)


def _kort(config: Configuratie, traject: Overlegtraject) -> tuple[datetime | None, date | None]:
    """When the zaak ended before it began, and the day 30 days after that."""
    triage, weging = traject.triage, traject.weging
    if traject.stand == "afgewezen" and triage is not None:
        return triage.op, triage.vernietigen_op
    eind = None
    if traject.stand == "ingetrokken":
        eind = traject.ingetrokken_op
    elif traject.stand == "niet-passend" and weging is not None:
        eind = weging.besluit_op
    elif traject.stand == "van-wachtlijst":
        eind = traject.casus.van_wachtlijst_op
    dagen = timedelta(days=config.termijnen.afgewezen_bewaren_dagen)
    return eind, local_date(eind) + dagen if eind is not None else None


def overdracht(config: Configuratie, traject: Overlegtraject) -> tuple[tuple[str, ...], date | None]:
    """Who may read it, the OINs of those present and of who goes on, and the last local day; nobody while it runs."""
    overleg, gesloten_op = traject.slotoverleg, traject.gesloten_op
    if overleg is None or gesloten_op is None:
        return (), None
    tot = local_date(gesloten_op) + timedelta(days=config.termijnen.overdracht_leesbaar_dagen)
    verder = overleg.casusverslag.gaan_verder if overleg.casusverslag is not None else ()
    return tuple(dict.fromkeys((*overleg.aanwezigen, *verder))), tot


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


def over(traject: Overlegtraject, code: str) -> str:
    """What a task that a person ends is about: another incident, another search is another task."""
    match code:
        case "ernstig-incident":
            sinds = traject.ernstig_sinds
            return sinds.astimezone(UTC).isoformat() if sinds else ""
        case "casusregie-zoeken":
            return f"{traject.gezocht.door} {traject.gezocht.sinds}" if traject.gezocht else ""
        case "casusoverleg-laat":
            return str(len(traject.gehouden("casusoverleg")))
        case _:
            return ""


def _open(traject: Overlegtraject, code: str) -> bool:
    """Nobody said that it is done."""
    waarover = over(traject, code)
    return not any((one.taak, one.over) == (code, waarover) for one in traject.afgerond)


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
        if any(one.nummer == laatste for one in geweigerd):
            yield Taak(code=code)
    if traject.ernstig_sinds is not None and _open(traject, "ernstig-incident"):
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
    for one in traject.open_afspraken:
        yield Taak(code="afspraak", uiterlijk=one.uiterlijk, voor="deelnemer", oin=one.eigenaar, nummer=one.nummer)
