# SPDX-License-Identifier: EUPL-1.2
"""What intake tells: the melding, who is kept out of the zaak (L6), how long it stays, and when it is shielded and destroyed (L8).

Not for: deciding when a zaak goes; intake alone does.
"""

from dataclasses import replace
from datetime import datetime

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.triage_intern import AfstemmingAangehaald
from zvhh_contracts.triages import TriageVernietigd
from zvhh_kit.domain.decision import Context, Decision, changed, to
from zvhh_triage.domain.afstemming import is_afstemming
from zvhh_triage.domain.parts.melding import Bewaartermijn, Intrekking, Melding
from zvhh_triage.domain.rules.bewaren import na_een_nee, op_zijn_laatst
from zvhh_triage.domain.triage import Triage
from zvhh_triage.readers import (
    BewaartermijnGewijzigd,
    LopendeZaakIngebracht,
    MeldingAangevuld,
    MeldingAfgeschermd,
    MeldingIngediend,
    MeldingIngetrokken,
    MeldingVernietigd,
    ProfessionalGeweerd,
    WeringOpgeheven,
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
        vernietigen_uiterlijk_op=op_zijn_laatst(config, event.eerste_verwerking_op),
    )
    gehoord = _gehoord(config, triage, event, melding, event.ontvangen_op)
    if event.afstemming is None or not is_afstemming(event.afstemming):
        return gehoord
    asked = AfstemmingAangehaald(zaak_id=ctx.subject, melder_oin=event.melder_oin)
    return replace(gehoord, events=(to(event.afstemming, asked),))


def breng_lopende_in(
    config: Configuratie, triage: Triage | None, event: LopendeZaakIngebracht, _: Context
) -> Decision[Triage]:
    """S6c: a running case of before the pilot needs no judging; it is known, so that a melding can be joined to it."""
    melding = Melding(
        kenmerk=event.kenmerk,
        pilotjaar=None,
        eerste_verwerking_op=event.eerste_verwerking_op,
        relatie=event.relatie,
        vernietigen_uiterlijk_op=op_zijn_laatst(config, event.eerste_verwerking_op),
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
    return Decision(
        changed(
            known,
            melding=melding,
            afstemming_stand=known.afstemming_stand or ("gevraagd" if melding.afstemming is not None else None),
            lopend=lopend,
            ontvangen_op=op,
            melder_oin=event.melder_oin,
            gemeente=None if event.gemeente in config.gemeenten_zonder_vermelding else event.gemeente,
        )
    )


def vul_aan(triage: Triage | None, event: MeldingAangevuld, _: Context) -> Decision[Triage]:
    """A supplement, in time or late: the zaak is to be judged again, the term is off (D1, S10)."""
    known = triage or Triage()
    return Decision(changed(known, aangevuld_op=event.aangevuld_op, vraag_open=False, termijn_verstreken=False))


def trek_in(config: Configuratie, triage: Triage | None, event: MeldingIngetrokken, _: Context) -> Decision[Triage]:
    """A withdrawal (D1); destroyed 30 days later (L8). A held weegoverleg outranks it."""
    gone = Intrekking(op=event.ingetrokken_op, vernietigen_op=na_een_nee(config, event.ingetrokken_op))
    return Decision(changed(triage or Triage(), ingetrokken=gone))


def weer(triage: Triage | None, event: ProfessionalGeweerd, _: Context) -> Decision[Triage]:
    """L6: a person who is barred sees nothing of the zaak, and it is theirs no longer."""
    known = triage or Triage()
    barred = (*(one for one in known.geweerd if one != event.persoon), event.persoon)
    return Decision(changed(known, geweerd=barred))


def hef_wering_op(triage: Triage | None, event: WeringOpgeheven, _: Context) -> Decision[Triage]:
    """L6: a person who was barred may see the zaak again."""
    known = triage or Triage()
    barred = tuple(one for one in known.geweerd if one != event.persoon)
    return Decision(changed(known, geweerd=barred))


def wijzig_termijn(triage: Triage | None, event: BewaartermijnGewijzigd, _: Context) -> Decision[Triage]:
    """L8: renewed, put on hold or released, by a person in intake; shown here."""
    known = triage or Triage()
    term = Bewaartermijn(soort=event.soort, vernietigen_op=event.vernietigen_op, op=event.op)
    until = event.vernietigen_op if event.soort == "verlengd" else known.verlengd_tot
    return Decision(changed(known, bewaartermijn=term, verlengd_tot=until))


def scherm_af(triage: Triage | None, event: MeldingAfgeschermd, _: Context) -> Decision[Triage]:
    """D11b, L8: the zaak that this melding joined was closed; it is shielded for as long as it is joined to that one."""
    known = triage or Triage()
    closed = tuple(sorted({*known.hoofdzaken_gesloten, event.hoofdzaak_id}))
    return Decision(changed(known, hoofdzaken_gesloten=closed))


def vernietig(_triage: Triage | None, _event: MeldingVernietigd, ctx: Context) -> Decision[Triage]:
    """L8: document and key go, in any state; where there was nothing, a tombstone keeps out what is still under way."""
    return Decision(gone=True, events=(TriageVernietigd(vernietigd_op=ctx.now),))
