# SPDX-License-Identifier: EUPL-1.2
"""A running case of before the pilot: in regie without a place, open since it began (S6c).

Not for: checking what was brought in; intake did, and a person typed it.
"""

from datetime import date

from zvhh_contracts.casussen import LopendeCasusGeopend
from zvhh_contracts.configuration import Configuratie
from zvhh_kit.calendar import at_local, local_date
from zvhh_kit.decision import Context, Decision, changed
from zvhh_regie.domain.casus import Casus
from zvhh_regie.domain.parts.delen import Regieperiode
from zvhh_regie.domain.rules.bewaren import uiterste_dag
from zvhh_regie.domain.rules.casusregie import beeindig_van
from zvhh_regie.domain.rules.deelnemers import met_deelnemers
from zvhh_regie.domain.rules.klok import wind_op
from zvhh_regie.readers.meldingen import LopendeZaakIngebracht


def breng_in(config: Configuratie, casus: Casus | None, event: LopendeZaakIngebracht, ctx: Context) -> Decision[Casus]:
    """The casus is open without a place, since 00:00 local of the day on which it began (S6c).

    Its clock counts from then, or from its last incident of before where that is later (S14). No pilotjaar hears of it.
    """
    if casus is not None and casus.kenmerk is not None:
        return Decision.nothing("zaak al bekend")
    casus = changed(
        casus or Casus(),
        kenmerk=event.kenmerk,
        ontvangen_op=event.ingebracht_op,
        eerste_verwerking_op=event.eerste_verwerking_op,
        vernietigen_uiterlijk_op=uiterste_dag(config, event.eerste_verwerking_op),
        melder_oin=event.melder_oin,
        gemeente=event.gemeente,
        rollen=event.rollen,
        van_voor_de_pilot=True,
        incident_vooraf_op=event.laatste_incident_op,
        geopend_op=at_local(event.begonnen_op),
    )
    casus = _met_regie(_met_partners(casus, event), event)
    casus, events = wind_op(config, casus, ctx.now)
    # closed before it was brought in: no order of events leads here
    if casus.klok_tot is None or casus.geopend_op is None:
        return Decision(casus)
    geopend = LopendeCasusGeopend(geopend_op=casus.geopend_op, afschalen_mogelijk_op=casus.klok_tot)
    return Decision(casus, (geopend, *events))


def _met_partners(casus: Casus, event: LopendeZaakIngebracht) -> Casus:
    """Its participants; what meetings said of one already outranks this (L4b)."""
    bekend = {deelname.oin for deelname in casus.deelnames}
    nieuw = tuple(oin for oin in event.deelnemers if oin not in bekend)
    return met_deelnemers(casus, (*nieuw, *casus.deelnemers), local_date(event.ingebracht_op))


def _met_regie(casus: Casus, event: LopendeZaakIngebracht) -> Casus:
    """Its casusregie, before any that meetings appointed by now; it ends where the next one or a leaving ends it (S16)."""
    if event.casusregie is None:
        return casus
    van = event.casusregie_van or local_date(event.ingebracht_op)
    tot: date | None = min((periode.van for periode in casus.regie), default=None)
    periode = Regieperiode(
        aanwijzing=0,
        casusregie=event.casusregie,
        van=van,
        tot=None if tot is None else max(van, tot),
        aanvaard_op=van,
    )
    regie = (periode, *casus.regie)
    for deelname in casus.deelnames:
        if deelname.tot is not None:
            regie = (*beeindig_van(regie[:1], deelname.oin, deelname.tot), *regie[1:])
    return changed(casus, regie=regie)
