# SPDX-License-Identifier: EUPL-1.2
"""Vastleggen of a casusoverleg: earlier agreements, picture, extras, wishes, plan van aanpak, casusregie, an end, next date
(S3, S12-S14, S17, D13).

Not for: what its minutes must hold (`casusregels`).
"""

from datetime import date, datetime, timedelta

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.overleggen import CasusoverlegGehouden
from zvhh_kit.calendar import local_date
from zvhh_kit.decision import Command, Context, Decision, Refused, changed
from zvhh_meetings.domain.commands.plan_overleg import stel_voor
from zvhh_meetings.domain.overlegtraject import Overlegtraject
from zvhh_meetings.domain.parts.overleg import Overleg
from zvhh_meetings.domain.parts.verslag import Casusverslag, CasusverslagInvoer
from zvhh_meetings.domain.rules.afschalen import leg_besluit_vast
from zvhh_meetings.domain.rules.afspraken import maak, verwerk_gemeld
from zvhh_meetings.domain.rules.beeindigen import leg_einde_vast
from zvhh_meetings.domain.rules.casusregels import Bespreking
from zvhh_meetings.domain.rules.casusregie import leg_aanwijzing_vast, zoek
from zvhh_meetings.domain.rules.grenzen import bestaand, vast_te_leggen
from zvhh_meetings.domain.rules.plan import stel_vast
from zvhh_meetings.domain.rules.quorum import organisaties_van, quorum
from zvhh_meetings.domain.rules.ritme import tussenpozen, voorstel_na
from zvhh_meetings.domain.rules.stappen import Stappen
from zvhh_meetings.domain.rules.toets import Toets
from zvhh_meetings.domain.rules.wensen import codes


class LegCasusverslagVast(Command):
    """The minutes of casusoverleg `nummer`."""

    nummer: int
    verslag: CasusverslagInvoer


def leg_vast(
    config: Configuratie, state: Overlegtraject | None, command: LegCasusverslagVast, ctx: Context
) -> Decision[Overlegtraject]:
    """Record the minutes for good, and propose the next casusoverleg ten weeks on (S13), unless the casus is to end.

    Raises Refused: unknown (404), not planned, begun or opened (409), every fault of the minutes at once (400, 409).
    """
    traject, verslag = bestaand(state), command.verslag
    overleg, gehouden_op = vast_te_leggen(traject, command.nummer, "casusoverleg", verslag.gehouden_op, ctx)
    if traject.stand != "loopt":
        raise Refused(
            "niet-geopend", "De casus is nog niet geopend. Een casusoverleg kan pas daarna worden vastgelegd."
        )
    aanwezigen = organisaties_van(config, verslag.aanwezigen)
    besluit = quorum(config, aanwezigen)
    gehouden = changed(
        overleg,
        stand="gehouden",
        gehouden_op=gehouden_op,
        vastgelegd_op=ctx.received,
        vastgelegd_door=ctx.actor.subject,
        besloten=besluit.haalt,
        aanwezigen=aanwezigen,
        casusverslag=verslag,
    )
    voorstel = voorstel_na(config, gehouden)
    volgende = _volgende(verslag, voorstel, besloten=besluit.haalt, na=ctx.received)
    tot = _uiterste_dag(config, gehouden_op, volgende)
    toets = Toets(config, traject, ctx, local_date(gehouden_op))
    Bespreking(toets, overleg, verslag, besluit).controleer(voorstel, tot)
    stappen = Stappen(config, traject, ctx)
    _houd(stappen, gehouden, verslag, gehouden_op, tot)
    if volgende is not None:
        stel_voor(stappen, volgende, gehouden.duur_minuten)
    return stappen.klaar(nummer=overleg.nummer, besloten=besluit.haalt, tekst=besluit.tekst)


def _volgende(verslag: Casusverslag, voorstel: datetime, *, besloten: bool, na: datetime) -> datetime | None:
    """The next casusoverleg: the date that those present chose, else the proposal. None (a date is asked, D3) after
    a decision to end the casus, below the quorum, and where the minutes come so late that the proposal has passed.
    """
    if verslag.slotbesluit is not None:
        return None
    if verslag.volgende is not None:
        return verslag.volgende.begin
    return voorstel if besloten and voorstel > na else None


def _uiterste_dag(config: Configuratie, gehouden_op: datetime, volgende: datetime | None) -> date:
    if volgende is not None:
        return local_date(volgende)
    return local_date(gehouden_op) + timedelta(weeks=config.termijnen.afspraak_zonder_datum_weken)


def _houd(stappen: Stappen, gehouden: Overleg, verslag: Casusverslag, op: datetime, tot: date) -> None:
    """The overleg was held: everything that its minutes say, in the order of the agenda."""
    stappen.traject = changed(stappen.traject.met_overleg(gehouden), laat=False)
    dagen = tussenpozen(stappen.traject)
    stappen.events.append(
        CasusoverlegGehouden(
            nummer=gehouden.nummer,
            gehouden_op=op,
            vastgelegd_op=stappen.ctx.received,
            besloten=bool(gehouden.besloten),
            aanwezigen=gehouden.aanwezigen,
            dagen_sinds_vorige=dagen[-1] if dagen else None,
            extras={een.extra: een.antwoord for een in verslag.extras},
            wensen=codes(verslag.wensen),
        )
    )
    verwerk_gemeld(stappen, verslag.afspraken)
    maak(stappen, verslag.nieuwe_afspraken, gehouden.nummer, tot)
    if verslag.plan is not None:
        stel_vast(stappen, verslag.plan, gehouden.nummer, op, gehouden.aanwezigen)
    if verslag.casusregie is not None:
        leg_aanwijzing_vast(stappen, verslag.casusregie, local_date(op), gehouden.nummer)
    elif verslag.gezocht is not None:
        zoek(stappen, verslag.gezocht.door_oin, local_date(op))
    if verslag.afschalen is not None:
        leg_besluit_vast(stappen, verslag.afschalen, gehouden.nummer, op, gehouden.aanwezigen)
    if verslag.beeindigen is not None:
        leg_einde_vast(stappen, verslag.beeindigen, gehouden.nummer, op, gehouden.aanwezigen)
