# SPDX-License-Identifier: EUPL-1.2
"""What follows from the parts of each document, in whatever order they came: stand, access, dates, tasks, and the reminders.

For: the kit, which calls it after every decision, so that no decision can forget it; and `besluit`, which tells what changed.
Not for: setting a part.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.taken import Taak
from zvhh_intake.domain.concept import Concept
from zvhh_intake.domain.melding import Melding, Stand
from zvhh_intake.domain.partnerjaar import Partnerjaar
from zvhh_intake.domain.parts.gevolgd import CasusDeel, Gehouden, OverlegDeel
from zvhh_kit.calendar import add_months, at_local, local_date
from zvhh_kit.decision import Context, Derived, changed

VERNIETIGEN = "vernietigen"
"""The reminder that comes due at the first moment of that local day."""

UITNODIGING = "uitnodiging-voorbij"
"""The reminder of the day after the last one on which an invitation gives access (L6)."""

OPRUIMEN = "opruimen"
"""The reminder to forget what a refused record was."""

VERLOPEN = "verlopen"
"""The reminder that a draft, or an answer to the yearly question, is kept no longer."""

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


def van_melding(config: Configuratie, melding: Melding, _: Context) -> Derived[Melding]:
    """What follows for a melding; of a refused one only until when it is known what it was (L6, L8)."""
    nu = afgeleid(melding)
    wekkers = {}
    if nu.geweigerd and nu.referentie:
        wekkers[OPRUIMEN] = nu.ontvangen_op + timedelta(days=config.termijnen.geweigerd_bewaren_dagen)
    if nu.einde_bewaren is not None:
        wekkers[VERNIETIGEN] = at_local(nu.einde_bewaren)
    if nu.uitnodiging_tot is not None:
        wekkers[UITNODIGING] = at_local(nu.uitnodiging_tot + timedelta(days=1))
    return Derived(nu, wekkers)


def van_concept(concept: Concept, _: Context) -> Derived[Concept]:
    """A draft goes when it is kept no longer (D1)."""
    return Derived(concept, {VERLOPEN: concept.bewaard_tot})


def van_jaar(config: Configuratie, jaar: Partnerjaar, _: Context) -> Derived[Partnerjaar]:
    """An answer is kept as long as a zaak would be (L8, L10)."""
    weg = add_months(local_date(jaar.op), 12 * config.termijnen.bewaren_jaren)
    return Derived(jaar, {VERLOPEN: at_local(weg)})


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
    einde = melding.einde_bewaren
    if einde is None or einde != melding.termijn_tot or einde > add_months(dag, maanden):
        return None
    if termijn_bekeken(melding):
        return None
    return Taak(code=TERMIJN, uiterlijk=einde)


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
