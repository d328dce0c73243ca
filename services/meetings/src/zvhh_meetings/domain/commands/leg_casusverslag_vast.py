# SPDX-License-Identifier: EUPL-1.2
"""Vastleggen of a casusoverleg: earlier agreements, picture, extras, wishes, plan van aanpak, casusregie, next date; or the joint
decision that the casus ends, by afschalen (S14) or for another reason (D13); and what its minutes must hold (S3, S12-S14b,
S17, L4, L4b, L5): every fault at once. regie answers a decision to end.
"""

from collections.abc import Sequence
from datetime import date, datetime

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.overleggen import AfschalenBesloten, AfschalenNietBesloten, BeeindigenBesloten, CasusoverlegGehouden
from zvhh_kit.domain.calendar import local_date
from zvhh_kit.domain.decision import Command, Context, Decision, Refused, Sealed, changed
from zvhh_meetings.domain.overlegtraject import Overlegtraject
from zvhh_meetings.domain.parts.overleg import Casusverslag, Overleg
from zvhh_meetings.domain.parts.verslagdelen import Afschaalbesluit, GaatVerder
from zvhh_meetings.domain.rules.behandeling import Stappen, Toets, bestaand, vast_te_leggen
from zvhh_meetings.domain.rules.casusregie import leg_aanwijzing_vast, regie_fouten, zoek
from zvhh_meetings.domain.rules.plan import plan_fouten, stel_vast
from zvhh_meetings.domain.rules.ritme import stel_voor, tussenpozen, voorstel_na
from zvhh_meetings.domain.rules.verslag import (
    Quorum,
    aanwezig_fouten,
    beeld_fouten,
    codes,
    derde_fouten,
    extra_fouten,
    gemeld_fouten,
    houd,
    maak_afspraken,
    nieuwe_fouten,
    te_beantwoorden,
    uiterste_dag,
    verwerk_gemeld,
    wens_fouten,
)


class LegCasusverslagVast(Casusverslag, Command):
    """The minutes of a casusoverleg, as they are kept. `gehouden_op` only where it differs from the plan."""


def leg_vast(
    config: Configuratie, state: Overlegtraject | None, verslag: LegCasusverslagVast, ctx: Context
) -> Decision[Overlegtraject]:
    """Record the minutes for good, and propose the next casusoverleg ten weeks on (S13), unless the casus is to end.

    Raises Refused: unknown (404), not planned, begun or opened (409), every fault of the minutes at once (400, 409).
    """
    traject = bestaand(state)
    overleg, gehouden_op = vast_te_leggen(traject, "casusoverleg", verslag.gehouden_op, ctx)
    if traject.stand != "loopt":
        raise Refused(
            "niet-geopend", "De casus is nog niet geopend. Een casusoverleg kan pas daarna worden vastgelegd."
        )
    gehouden, besluit = houd(config, overleg, gehouden_op, verslag, ctx)
    voorstel = voorstel_na(config, gehouden)
    volgende = _volgende(verslag, voorstel, besloten=besluit.haalt, na=ctx.received)
    tot = uiterste_dag(config, volgende, gehouden_op)
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
            extras={one.extra: one.antwoord for one in verslag.extras},
            wensen=codes(verslag.wensen),
        )
    )
    verwerk_gemeld(stappen, verslag.afspraken)
    maak_afspraken(stappen, verslag.nieuwe_afspraken, gehouden.nummer, tot)
    if verslag.plan is not None:
        stel_vast(stappen, verslag.plan, gehouden.nummer, op, gehouden.aanwezigen)
    if verslag.casusregie is not None:
        leg_aanwijzing_vast(stappen, verslag.casusregie, local_date(op), gehouden.nummer)
    elif verslag.gezocht is not None:
        zoek(stappen, verslag.gezocht.door_oin, local_date(op))
    _leg_slot_vast(stappen, verslag, gehouden.nummer, op, gehouden.aanwezigen)


class Bespreking:
    """The minutes under judgement, with what they are judged against."""

    def __init__(self, toets: Toets, overleg: Overleg, verslag: Casusverslag, quorum: Quorum) -> None:
        self.toets = toets
        self.overleg = overleg
        self.verslag = verslag
        self.quorum = quorum
        self.gehouden_op = verslag.gehouden_op or overleg.begin

    def controleer(self, voorstel: datetime, tot: date) -> None:
        """Raises Refused with every fault: 400 for what is wrong, 409 for a decision that can't be taken now.

        `voorstel`: the proposed next moment; `tot`: the latest local day on which an agreement may be due.
        """
        toets, verslag = self.toets, self.verslag
        aanwezig_fouten(toets, verslag.aanwezigen, toets.traject.deelnemers)
        derde_fouten(toets, verslag.derden)
        self._afspraken(tot)
        beeld_fouten(toets, verslag.beeld_bevestigd, verslag.beeld, verslag.derden)
        extra_fouten(toets, verslag.extras)
        if self.quorum.haalt:
            self._besloten()
        else:
            self._niet_besloten()
        self._regie()
        self._volgende(voorstel)
        self.toets.weiger()

    def _besloten(self) -> None:
        verslag = self.verslag
        wens_fouten(self.toets, verslag.wensen, te_beantwoorden(self.toets.traject, self.overleg))
        if verslag.plan is not None:
            plan_fouten(self.toets, verslag.plan)
        besluit_fouten(self.toets, verslag.afschalen, self.gehouden_op, eindigt=verslag.beeindigen is not None)
        eind_fouten(self.toets, verslag)

    def _niet_besloten(self) -> None:
        """Below the quorum minutes are kept; plan, afschalen and another end can't be decided (L4)."""
        for veld in ("plan", "afschalen", "beeindigen"):
            if getattr(self.verslag, veld) is not None:
                self.toets.meld("geen-quorum", self.quorum.tekst, f"/{veld}", status=409)
        wens_fouten(self.toets, self.verslag.wensen, ())

    def _afspraken(self, tot: date) -> None:
        verslag = self.verslag
        gemeld_fouten(self.toets, verslag.afspraken)
        nieuwe_fouten(self.toets, verslag.nieuwe_afspraken, self.toets.traject.deelnemers, tot, "/nieuweAfspraken")

    def _regie(self) -> None:
        regie_fouten(self.toets, self.verslag.casusregie, self.verslag.gezocht, self.toets.traject.deelnemers)

    def _volgende(self, voorstel: datetime) -> None:
        """Another day than ten weeks on needs a reason, and is never a block (S13)."""
        volgende = self.verslag.volgende
        if volgende is None:
            return
        if self.verslag.slotbesluit is not None:
            tekst = "U besluit dat deze casus eindigt. Dan komt er geen volgend overleg."
            self.toets.meld("hoort-hier-niet", tekst, "/volgende")
        if volgende.begin <= max(self.gehouden_op, self.toets.received):
            self.toets.meld("begin-voorbij", "Kies een moment in de toekomst.", "/volgende/begin")
        anders = local_date(volgende.begin) != local_date(voorstel)
        if self.quorum.haalt and anders and not volgende.reden:
            tekst = f"Schrijf waarom het volgende overleg niet op {local_date(voorstel):%d-%m-%Y} is."
            self.toets.meld("reden-ontbreekt", tekst, "/volgende/reden")


VRAAG = "Afschalen is mogelijk. Kies afschalen, niet of later, en schrijf waarom."


def besluit_fouten(toets: Toets, besluit: Afschaalbesluit | None, op: datetime, *, eindigt: bool) -> None:
    """Asked when, and only when, it is possible; afschalen names who goes on, and which signals lead to a new melding.

    `eindigt`: those present end the casus for another reason (D13), so that afschalen need not be answered.
    """
    kan = toets.traject.afschalen_kan(op)
    if besluit is None:
        if kan and not eindigt:
            toets.meld("afschalen-onbeantwoord", VRAAG, "/afschalen")
    elif not kan:
        toets.meld("afschalen-niet-mogelijk", _nog_niet(toets), "/afschalen", status=409)
    elif besluit.uitkomst == "afschalen":
        overdracht_fouten(toets, besluit.gaat_verder, besluit.signalen, "/afschalen", verplicht=True)


def _nog_niet(toets: Toets) -> str:
    vanaf = toets.traject.casus.afschalen_vanaf
    wanneer = f" Afschalen kan vanaf {local_date(vanaf):%d-%m-%Y}." if vanaf is not None else ""
    maanden = toets.config.termijnen.zonder_incident_maanden
    return f"Afschalen kan nu niet: er zijn nog geen {maanden} maanden zonder incidenten voorbij.{wanneer}"


def _leg_slot_vast(
    stappen: Stappen, verslag: Casusverslag, overleg: int, op: datetime, aanwezigen: tuple[str, ...]
) -> None:
    """Tell what those present decided about the end; the words stay in the minutes."""
    afschalen, einde, verder = verslag.afschalen, verslag.beeindigen, verslag.gaan_verder
    if afschalen is not None and afschalen.uitkomst != "afschalen":
        door = stappen.ctx.actor.subject
        stappen.events.append(AfschalenNietBesloten(nummer=overleg, uitkomst=afschalen.uitkomst, door=door))
    elif afschalen is not None:
        stappen.events.append(
            AfschalenBesloten(nummer=overleg, besloten_op=op, aanwezigen=aanwezigen, gaan_verder=verder)
        )
    if einde is not None:
        stappen.events.append(
            BeeindigenBesloten(
                nummer=overleg, besloten_op=op, aanwezigen=aanwezigen, grond=einde.grond, gaan_verder=verder
            )
        )


def eind_fouten(toets: Toets, verslag: Casusverslag) -> None:
    """Not together with afschalen; where others take over (overdracht) who goes on and the signals are named (S14b)."""
    besluit = verslag.beeindigen
    if besluit is None:
        return
    if verslag.afschalen is not None and verslag.afschalen.uitkomst == "afschalen":
        tekst = "Kies afschalen of beëindigen. Niet allebei."
        toets.meld("twee-besluiten", tekst, "/beeindigen")
    verplicht = besluit.grond == "overdracht"
    overdracht_fouten(toets, besluit.gaat_verder, besluit.signalen, "/beeindigen", verplicht=verplicht)


def overdracht_fouten(
    toets: Toets, gaat_verder: Sequence[GaatVerder], signalen: Sealed[str] | None, place: str, *, verplicht: bool
) -> None:
    """Where it must: someone goes on, and the signals are named. Who goes on is a partner that takes part (S14b, L5, L6):
    one that never did would be named in what it may not read."""
    if verplicht and not gaat_verder:
        tekst = "Zeg wie er verder gaat, en met welke afspraak."
        toets.meld("gaat-verder-ontbreekt", tekst, f"{place}/gaatVerder")
    for plek, one in enumerate(gaat_verder):
        plaats = f"{place}/gaatVerder/{plek}/oin"
        if not toets.geen_partner(one.oin, plaats) and one.oin not in toets.traject.deelnemers:
            toets.meld("geen-deelnemer", "Deze partner doet niet mee aan deze zaak. Voeg de partner eerst toe.", plaats)
    if verplicht and not signalen:
        toets.meld("signalen-ontbreken", "Schrijf bij welke signalen u opnieuw meldt.", f"{place}/signalen")
