# SPDX-License-Identifier: EUPL-1.2
"""What intake tells about the melding: received, supplemented, withdrawn, or brought in as a running case.

For: the event handlers of that source; total in every state. Not for: judging, nor barred persons and terms (`bewaren`).
"""

from dataclasses import replace
from datetime import datetime, timedelta

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.triage_intern import AfstemmingAangehaald
from zvhh_kit.calendar import add_months, local_date
from zvhh_kit.decision import Context, Decision, changed, to
from zvhh_triage.domain.afstemming import is_afstemming
from zvhh_triage.domain.parts.besluit import Intrekking, Melding
from zvhh_triage.domain.triage import Triage
from zvhh_triage.readers import (
    AfstemmingBeantwoord,
    LopendeZaakIngebracht,
    MeldingAangevuld,
    MeldingIngediend,
    MeldingIngetrokken,
)


def ontvang(config: Configuratie, triage: Triage | None, event: MeldingIngediend, ctx: Context) -> Decision[Triage]:
    """A melding for the worklist, with the doubt of S5 and the closed zaak that it cites (S15).

    Whether the consultation that it cites was given out, and to this reporter, is asked of that; until it answers the
    reporter counts as one who doubts.
    """
    melding = Melding(
        kenmerk=event.kenmerk,
        pilotjaar=event.pilotjaar,
        eerste_verwerking_op=event.eerste_verwerking_op,
        relatie=event.relatie,
        wensen=event.wensen,
        leefgebieden=event.leefgebieden,
        domeinen=event.domeinen,
        twijfel=event.twijfel,
        afstemming=event.afstemming,
        oud_kenmerk=event.oud_kenmerk,
        vernietigen_uiterlijk_op=add_months(
            local_date(event.eerste_verwerking_op), 12 * config.termijnen.bewaren_jaren
        ),
    )
    gehoord = _gehoord(config, triage, event, melding, event.ontvangen_op)
    if event.afstemming is None or not is_afstemming(event.afstemming):
        return gehoord
    asked = AfstemmingAangehaald(zaak_id=ctx.subject, melder_oin=event.melder_oin)
    return replace(gehoord, events=(to(event.afstemming, asked),))


def afstemming_beantwoord(triage: Triage | None, event: AfstemmingBeantwoord, _: Context) -> Decision[Triage]:
    """S5: what there is of the consultation that the melding cites; of no use to its reporter, they are called back."""
    return Decision(changed(triage or Triage(), afstemming_stand=event.uitkomst))


def breng_lopende_in(
    config: Configuratie, triage: Triage | None, event: LopendeZaakIngebracht, _: Context
) -> Decision[Triage]:
    """S6c: a running case of before the pilot needs no judging; it is known, so that a melding can be joined to it."""
    melding = Melding(
        kenmerk=event.kenmerk,
        pilotjaar=None,
        eerste_verwerking_op=event.eerste_verwerking_op,
        relatie=event.relatie,
        vernietigen_uiterlijk_op=add_months(
            local_date(event.eerste_verwerking_op), 12 * config.termijnen.bewaren_jaren
        ),
    )
    return _gehoord(config, triage, event, melding, event.ingebracht_op, lopend=True)


def _gehoord(
    config: Configuratie,
    triage: Triage | None,
    event: MeldingIngediend | LopendeZaakIngebracht,
    melding: Melding,
    op: datetime,
    *,
    lopend: bool = False,
) -> Decision[Triage]:
    """A gemeente that may not count is not even kept (S4)."""
    known = triage or Triage()
    told = changed(
        known,
        melding=melding,
        afstemming_stand=known.afstemming_stand or ("gevraagd" if melding.afstemming is not None else None),
        lopend=lopend,
        ontvangen_op=op,
        melder_oin=event.melder_oin,
        gemeente=None if event.gemeente in config.gemeenten_zonder_vermelding else event.gemeente,
    )
    return Decision(told)


def vul_aan(triage: Triage | None, event: MeldingAangevuld, _: Context) -> Decision[Triage]:
    """A supplement, in time or late: the zaak is to be judged again, the term is off (D1, S10)."""
    told = changed(triage or Triage(), aangevuld_op=event.aangevuld_op, vraag_open=False, termijn_verstreken=False)
    return Decision(told)


def trek_in(config: Configuratie, triage: Triage | None, event: MeldingIngetrokken, _: Context) -> Decision[Triage]:
    """A withdrawal (D1); destroyed 30 days later (L8). A held weegoverleg outranks it."""
    until = local_date(event.ingetrokken_op) + timedelta(days=config.termijnen.afgewezen_bewaren_dagen)
    told = changed(triage or Triage(), ingetrokken=Intrekking(op=event.ingetrokken_op, vernietigen_op=until))
    return Decision(told)
