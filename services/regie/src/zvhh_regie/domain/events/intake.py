# SPDX-License-Identifier: EUPL-1.2
"""What intake tells: the melding, a running case of before, how many persons of each role, who may not read (L6), and how
long the zaak stays (L8).

Not for: the content of the melding; that stays in intake, which checked a running case too, and alone decides on terms.
"""

from datetime import date

from zvhh_contracts.casussen import CasusVernietigd, LopendeCasusGeopend
from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.regie_intern import LaatsteTelling, PlaatsVernietigd
from zvhh_kit.domain.calendar import at_local, local_date
from zvhh_kit.domain.decision import Addressed, Context, Decision, changed, to
from zvhh_regie.domain.casus import Casus
from zvhh_regie.domain.derived import wind_op
from zvhh_regie.domain.evaluatiejaar import evaluatiejaar_id
from zvhh_regie.domain.parts.bewaartermijn import Bewaartermijn
from zvhh_regie.domain.parts.regie import Regieperiode
from zvhh_regie.domain.pilotjaar import pilotjaar_id
from zvhh_regie.domain.rules.bewaren import uiterste_dag
from zvhh_regie.domain.rules.deelnemers import beeindig_van, met_deelnemers
from zvhh_regie.domain.rules.evaluatie.telling import jaar_van, telling
from zvhh_regie.domain.rules.plaats import vraag_plaats
from zvhh_regie.readers import (
    BetrokkenenGewijzigd,
    BewaartermijnGewijzigd,
    LopendeZaakIngebracht,
    MeldingAfgeschermd,
    MeldingIngediend,
    MeldingIngetrokken,
    MeldingVernietigd,
    ProfessionalGeweerd,
    WeringOpgeheven,
)


def ontvang(config: Configuratie, casus: Casus | None, event: MeldingIngediend, ctx: Context) -> Decision[Casus]:
    """The casus exists; destroyed at the latest five years after the first processing, a local day (L8).

    Where the weegoverleg was heard of first, the place is claimed now (S6).
    """
    casus = casus or Casus()
    if casus.kenmerk is not None:
        return Decision.nothing("melding al bekend")
    casus = changed(_met_melding(config, casus, event), pilotjaar=event.pilotjaar, ontvangen_op=event.ontvangen_op)
    return vraag_plaats(casus, ctx)


def _met_melding(config: Configuratie, casus: Casus, event: MeldingIngediend | LopendeZaakIngebracht) -> Casus:
    """What intake tells of every zaak, however it came in."""
    return changed(
        casus,
        kenmerk=event.kenmerk,
        eerste_verwerking_op=event.eerste_verwerking_op,
        vernietigen_uiterlijk_op=uiterste_dag(config, event.eerste_verwerking_op),
        melder_oin=event.melder_oin,
        gemeente=event.gemeente,
        rollen=event.rollen,
    )


def trek_in(casus: Casus | None, event: MeldingIngetrokken, ctx: Context) -> Decision[Casus]:
    """The reporter withdrew; a weegoverleg that was held outranks it (D1)."""
    casus = casus or Casus()
    if casus.ingetrokken_op is not None:
        return Decision.nothing("al ingetrokken")
    return Decision(changed(casus, ingetrokken_op=event.ingetrokken_op))


def breng_in(config: Configuratie, casus: Casus | None, event: LopendeZaakIngebracht, ctx: Context) -> Decision[Casus]:
    """A casus of before the pilot is open without a place, since 00:00 local of the day on which it began (S6c).

    Its clock counts from then, or from its last incident of before where that is later (S14). No pilotjaar hears of it.
    """
    casus = casus or Casus()
    if casus.kenmerk is not None:
        return Decision.nothing("zaak al bekend")
    casus = changed(
        _met_melding(config, casus, event),
        ontvangen_op=event.ingebracht_op,
        van_voor_de_pilot=True,
        incident_vooraf_op=event.laatste_incident_op,
        geopend_op=at_local(event.begonnen_op),
    )
    casus, events = wind_op(config, _met_regie(_met_partners(casus, event), event), ctx.now)
    # closed before it was brought in: no order of events leads here
    if casus.klok_tot is None or casus.geopend_op is None:
        return Decision(casus)
    geopend = LopendeCasusGeopend(geopend_op=casus.geopend_op, afschalen_mogelijk_op=casus.klok_tot)
    return Decision(casus, (geopend, *events))


def _met_partners(casus: Casus, event: LopendeZaakIngebracht) -> Casus:
    """Its participants; what meetings said of one already outranks this (L4b)."""
    bekend = {one.oin for one in casus.deelnames}
    nieuw = tuple(oin for oin in event.deelnemers if oin not in bekend)
    return met_deelnemers(casus, (*nieuw, *casus.deelnemers), local_date(event.ingebracht_op))


def _met_regie(casus: Casus, event: LopendeZaakIngebracht) -> Casus:
    """Its casusregie, before any that meetings appointed by now; it ends where the next one or a leaving ends it (S16)."""
    if event.casusregie is None:
        return casus
    van = event.casusregie_van or local_date(event.ingebracht_op)
    tot: date | None = min((one.van for one in casus.regie), default=None)
    periode = Regieperiode(
        aanwijzing=0, casusregie=event.casusregie, van=van, tot=None if tot is None else max(van, tot), aanvaard_op=van
    )
    eerste: tuple[Regieperiode, ...] = (periode,)
    for one in casus.deelnames:
        if one.tot is not None:
            eerste = beeindig_van(eerste, one.oin, one.tot)
    return changed(casus, regie=(*eerste, *casus.regie))


def tel_betrokkenen(casus: Casus | None, event: BetrokkenenGewijzigd, ctx: Context) -> Decision[Casus]:
    """How many persons of each role there are now: whether there are children matters to the casusregie (D10, S16)."""
    return Decision(changed(casus or Casus(), rollen=event.rollen))


def weer(casus: Casus | None, event: ProfessionalGeweerd, ctx: Context) -> Decision[Casus]:
    """A person reads and does nothing in this zaak from now on, whoever they work for (L6)."""
    casus = casus or Casus()
    if event.persoon in casus.geweerd:
        return Decision.nothing("al geweerd")
    return Decision(changed(casus, geweerd=(*casus.geweerd, event.persoon)))


def hef_wering_op(casus: Casus | None, event: WeringOpgeheven, ctx: Context) -> Decision[Casus]:
    """A person who was barred may read again, as far as their organisation may (L6)."""
    if casus is None or event.persoon not in casus.geweerd:
        return Decision.nothing("niet geweerd")
    return Decision(changed(casus, geweerd=tuple(one for one in casus.geweerd if one != event.persoon)))


def scherm_af(casus: Casus | None, event: MeldingAfgeschermd, ctx: Context) -> Decision[Casus]:
    """The zaak that this melding joined was closed: shielded for as long as it is joined to that one (D11b, L8)."""
    casus = casus or Casus()
    gesloten = {*casus.hoofdzaken_gesloten, event.hoofdzaak_id}
    return Decision(changed(casus, hoofdzaken_gesloten=tuple(sorted(gesloten))))


def wijzig_bewaren(casus: Casus | None, event: BewaartermijnGewijzigd, ctx: Context) -> Decision[Casus]:
    """A person renewed the term, put the casus on hold or released it: shown as it counts now (L8)."""
    termijn = Bewaartermijn(soort=event.soort, vernietigen_op=event.vernietigen_op, op=event.op)
    return Decision(changed(casus or Casus(), bewaartermijn=termijn))


def vernietig(casus: Casus | None, event: MeldingVernietigd, ctx: Context) -> Decision[Casus]:
    """Destroyed in any stand: only a tombstone stays, so that nothing that comes later makes it anew (L8).

    Its counts go first (S18), and its pilotjaar forgets who it was: a place stays counted, a turn in line goes (S6b).
    """
    vernietigd = CasusVernietigd(vernietigd_op=ctx.received)
    if casus is None:
        return Decision(events=(vernietigd,), gone=True)
    return Decision(events=(*_laatste_telling(casus), *_uit_pilotjaar(casus, ctx), vernietigd), gone=True)


def _laatste_telling(casus: Casus) -> tuple[Addressed, ...]:
    """What it leaves to the year that it counts for; nothing for one without a melding."""
    jaar = jaar_van(casus)
    return () if jaar is None else (to(evaluatiejaar_id(jaar), LaatsteTelling(tellers=telling(casus))),)


def _uit_pilotjaar(casus: Casus, ctx: Context) -> tuple[Addressed, ...]:
    """Word to the year in which it first claimed, if it ever did; that year passes it on where the casus was moved on."""
    staat = casus.plaats_gevraagd or casus.plaats is not None or casus.wachtplek is not None
    if casus.pilotjaar is None or not (staat or casus.aanvraag > 1):
        return ()
    vraag = PlaatsVernietigd(zaak_id=ctx.subject, aanvraag=casus.aanvraag if staat else 0)
    return (to(pilotjaar_id(casus.pilotjaar), vraag),)
