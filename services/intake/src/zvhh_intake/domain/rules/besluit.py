# SPDX-License-Identifier: EUPL-1.2
"""The decision about a melding, and all that others hear of it whenever it changes: a partner's own system its step (D5), every
service who is barred now (L6), and what joined it what holds there (D11b).

Told is the difference with what was told before, fact by fact: so it does not matter by which way, or in which order,
something came to hold; and one that was split off is told on, for it counts there only while it is joined. Not for: a
closing, which is told once and for good (`volgen`).
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from pydantic import BaseModel

from zvhh_contracts.intake_intern import HoofdzaakGewogen, HoofdzaakWering
from zvhh_contracts.meldingen import ProfessionalGeweerd, WeringOpgeheven
from zvhh_contracts.partner import Fout, Terugkoppeling
from zvhh_contracts.taken import Taak
from zvhh_intake.domain.melding import Melding, Stand
from zvhh_intake.domain.parts.gevolgd import CasusDeel, Gehouden, Hoofdzaak, OverlegDeel
from zvhh_intake.domain.rules.terugkoppeling import ANDERS, ZELFDE_ADRES, stap, toelichting
from zvhh_kit.domain.calendar import add_months
from zvhh_kit.domain.decision import Addressed, Context, Decision, Effect, changed, to

_NIETS = Hoofdzaak()

HERHALING = (
    "Wat u nu stuurde, is niet aangenomen: met deze meldingReferentie is al gemeld. "
    "Uw eerdere melding blijft staan. Daarvoor geldt: "
)

MEEST = 100
"""How many faults one answer tells: with all of them it might be larger than any event may be."""

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

VUL_AAN, CONTROLEER, TERMIJN = "vul-aan", "controleer-gegeven", "bewaartermijn-loopt-af"

GEVOEGDE = "gevoegde-melding-bekijken"


def besluit(
    was: Melding | None,
    wordt: Melding,
    ctx: Context,
    *,
    events: tuple[BaseModel | Addressed, ...] = (),
    result: Any = None,
    fouten: Sequence[Fout] = (),
) -> Decision[Melding]:
    """The decision that makes `was` into `wordt`: with feedback when the step of a partner's own record changes, and with
    what others hear of it."""
    wordt = afgeleid(wordt)
    effects: tuple[Effect, ...] = ()
    if wordt.weg == "kafka" and (was is None or stap(was) != stap(wordt) or fouten):
        wordt = changed(wordt, teruggekoppeld=wordt.teruggekoppeld + 1)
        effects = (_bericht(wordt, ctx.now, fouten),)
    wordt, berichten = aan_gevoegde(wordt, ctx.subject)
    alle = (*events, *weringen(was, wordt, ctx.received), *berichten)
    return Decision(wordt, events=alle, effects=effects, result=result, gives_way=wordt.geweigerd)


def antwoord_zonder_gevolg(melding: Melding, ctx: Context, fouten: Sequence[Fout]) -> Decision[Melding]:
    """Tell a partner's system that a record was refused, while the melding that its key belongs to stays as it is.

    The step is the one that holds for that melding, so that who looks at the last step only is never misled.
    """
    geteld = changed(melding, teruggekoppeld=melding.teruggekoppeld + 1)
    return Decision(geteld, effects=(_bericht(geteld, ctx.now, fouten, herhaling=True),))


def waarschuwingen(melding: Melding) -> tuple[str, ...]:
    """What the reporter must know of a melding that was accepted: another relation is for triage to judge (S1b), and an
    address is shielded for more persons than they said (D10)."""
    gemeld = {ANDERS: melding.relatie == "anders", ZELFDE_ADRES: melding.zelfde_adres}
    return tuple(tekst for tekst, geldt in gemeld.items() if geldt)


def _bericht(melding: Melding, op: datetime, fouten: Sequence[Fout], *, herhaling: bool = False) -> Effect:
    welke = stap(melding)
    bericht = Terugkoppeling(
        melding_referentie=melding.referentie,
        stap=welke,
        tekst=(HERHALING if herhaling else "") + toelichting(melding),
        op=op,
        kenmerk=melding.kenmerk or None,
        fouten=tuple(fouten[:MEEST]),
        waarschuwingen=waarschuwingen(melding) if welke == "ontvangen" else (),
        herhaling_geweigerd=herhaling,
    )
    data = {
        "oin": melding.melder_oin,
        "referentie": melding.referentie,
        "nummer": melding.teruggekoppeld,
        "bericht": bericht.model_dump_json(by_alias=True, exclude_none=True),
    }
    return Effect("terugkoppeling", data)


def weringen(was: Melding | None, wordt: Melding, op: datetime) -> tuple[BaseModel, ...]:
    """To all services: each person who is barred from now on, or no longer (L6)."""
    eerder, nu = set(was.geweerd if was else ()), set(wordt.geweerd)
    erbij = (ProfessionalGeweerd(persoon=one, per=op) for one in sorted(nu - eerder))
    eraf = (WeringOpgeheven(persoon=one, per=op) for one in sorted(eerder - nu))
    return (*erbij, *eraf)


def aan_gevoegde(melding: Melding, zaak_id: str) -> tuple[Melding, tuple[Addressed, ...]]:
    """To each melding that ever joined this zaak: that it was weighed (D1), and each change of who is barred (L6)."""
    geldt = {zaak: _geldt(melding, zaak) for zaak in sorted({*melding.toegevoegd, *melding.verteld})}
    if geldt == melding.verteld:
        return melding, ()
    berichten = tuple(
        to(zaak, feit)
        for zaak, hier in geldt.items()
        for feit in _nieuws(zaak_id, melding.verteld.get(zaak, _NIETS), hier)
    )
    return changed(melding, verteld=geldt), berichten


def _geldt(melding: Melding, gevoegde: str) -> Hoofdzaak:
    """What holds here for what joined; what holds because this one is joined itself too, but not back where it came from."""
    verder = melding.hoofdzaak.geweerd if melding.gevoegd_bij != gevoegde else ()
    gewogen = melding.gewogen or melding.verteld.get(gevoegde, _NIETS).gewogen
    return Hoofdzaak(gewogen=gewogen, geweerd=tuple(sorted({*melding.zelf_geweerd, *verder})))


def _nieuws(zaak_id: str, eerder: Hoofdzaak, nu: Hoofdzaak) -> Iterator[BaseModel]:
    if nu.gewogen and not eerder.gewogen:
        yield HoofdzaakGewogen(zaak_id=zaak_id)
    for persoon in sorted({*eerder.geweerd} ^ {*nu.geweerd}):
        yield HoofdzaakWering(zaak_id=zaak_id, persoon=persoon, geldt=persoon in nu.geweerd)


def afgeleid(melding: Melding) -> Melding:
    """The melding with all that is computed from its parts."""
    stand = stand_van(melding)
    nee = melding.nee_van(stand)
    kort = nee.vernietigen_op if nee is not None else None
    nu = changed(
        melding,
        stand=stand,
        afgeschermd=is_afgeschermd(melding, stand),
        toegang=toegang_van(melding, stand),
        geweerd=geweerd_van(melding),
        vernietigen_op=kort,
        einde_bewaren=einde_bewaren(
            uiterlijk=melding.vernietigen_uiterlijk_op,
            verlengd_tot=melding.verlengd_tot,
            kort=kort,
            hoofdzaak_weg_op=melding.hoofdzaak_weg_op if stand == "gevoegd" else None,
            aangehouden=melding.aangehouden,
        ),
    )
    taken = taken_van(nu)
    termijnen = [taak.uiterlijk for taak in taken if taak.uiterlijk is not None]
    return changed(
        nu,
        taken=taken,
        taak_uiterlijk=min(termijnen, default=nu.termijn_tot),
        procesregisseur_uiterlijk=procesregisseur_uiterlijk(nu, taken),
        termijn_bekeken=termijn_bekeken(nu),
    )


def einde_bewaren(
    *,
    uiterlijk: date | None,
    verlengd_tot: date | None = None,
    kort: date | None = None,
    hoofdzaak_weg_op: date | None = None,
    aangehouden: bool = False,
) -> date | None:
    """The local day at whose first moment the zaak is destroyed; None: it has no term, or is on hold (L8).

    `uiterlijk`: five years after first processing; `verlengd_tot`: renewed until then; `kort`: what went no further goes
    after its short term; `hoofdzaak_weg_op`: the zaak that it was joined to is gone (D11b). The earliest counts, and a
    hold outranks them all.
    """
    if aangehouden:
        return None
    lang = max((dag for dag in (uiterlijk, verlengd_tot) if dag is not None), default=None)
    return min((dag for dag in (lang, kort, hoofdzaak_weg_op) if dag is not None), default=None)


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


def taken_van(melding: Melding) -> tuple[Taak, ...]:
    """Every task that the state of the melding makes; none once it is closed."""
    return () if melding.afgeschermd else tuple(_taken(melding))


def bewaartaak(melding: Melding, dag: date, maanden: int) -> Taak | None:
    """The task of a procesregisseur in the last `maanden` months of the long term, on the local day `dag` (L8).

    The short term of what went no further makes none: nothing is to be decided about it.
    """
    einde = _te_bekijken_einde(melding)
    if einde is None or einde > add_months(dag, maanden):
        return None
    return Taak(code=TERMIJN, uiterlijk=einde)


def _te_bekijken_einde(melding: Melding) -> date | None:
    """The end of the long term that a person must look at, however far away; None where there is none (L8)."""
    einde = melding.einde_bewaren
    return einde if einde == melding.termijn_tot and not termijn_bekeken(melding) else None


def procesregisseur_uiterlijk(melding: Melding, taken: Collection[Taak]) -> str:
    """The local day of the first of a procesregisseur's tasks of a zaak, as text; a task without a day is at the end of the
    long term. "" where there is none now, nor will be by the end of the term alone (L8): so that whatever has a day has a
    task from some months before it on.
    """
    van_hen = [taak.uiterlijk for taak in taken if taak.voor == "procesregisseur"]
    dagen = [dag for dag in (*van_hen, _te_bekijken_einde(melding)) if dag is not None]
    if van_hen and not dagen and melding.termijn_tot is not None:
        dagen = [melding.termijn_tot]
    return min(dagen).isoformat() if dagen else ""


def termijn_bekeken(melding: Melding) -> bool:
    """Whether a person decided that the zaak may go at the end of the term that counts now (L8)."""
    return melding.einde_bewaren is not None and melding.einde_bewaren.isoformat() in _afgerond(melding, TERMIJN)


def over(melding: Melding, code: str) -> tuple[str, ...]:
    """What a task that a person ends is about: another melding that joins, or another term, is another task."""
    if code == GEVOEGDE:
        return melding.toegevoegd
    return (melding.einde_bewaren.isoformat(),) if melding.einde_bewaren is not None else ()


def _afgerond(melding: Melding, code: str) -> set[str]:
    """What such a task was ended about."""
    return {waarover for one in melding.afgerond if one.taak == code for waarover in one.over}


def _taken(melding: Melding) -> Iterator[Taak]:
    if melding.stand == "aanvulling-gevraagd" and melding.triage is not None:
        yield Taak(code=VUL_AAN, uiterlijk=melding.triage.uiterlijk_op, voor="melder", oin=melding.melder_oin)
    onbekeken = set(melding.toegevoegd) - _afgerond(melding, GEVOEGDE)
    if onbekeken and melding.stand in GAAT_NIET_VERDER:  # else it goes unseen: with this one, or in a ring
        weg = melding.vernietigen_op
        yield Taak(code=GEVOEGDE, uiterlijk=None if weg is None else weg - timedelta(days=1))
    open_ = {(one.voor, one.leverancier) for one in melding.onjuist if one.uitkomst is None}
    for voor, oin in sorted(open_):
        yield Taak(code=CONTROLEER, voor=voor, oin=oin)
