# SPDX-License-Identifier: EUPL-1.2
"""What regie takes from the melding: the facts that fix pilotjaar and terms, a withdrawal, how many persons of each role
there are, and who may not read this zaak.

Not for: the content of the melding; that stays in intake.
"""

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.decision import Context, Decision, changed
from zvhh_regie.domain.casus import Casus
from zvhh_regie.domain.rules.bewaren import uiterste_dag
from zvhh_regie.domain.rules.plaats import vraag_plaats
from zvhh_regie.readers.meldingen import (
    BetrokkenenGewijzigd,
    MeldingAfgeschermd,
    MeldingIngediend,
    MeldingIngetrokken,
    ProfessionalGeweerd,
    WeringOpgeheven,
)
from zvhh_regie.readers.triages import TriageGevoegd


def ontvang(config: Configuratie, casus: Casus | None, event: MeldingIngediend, ctx: Context) -> Decision[Casus]:
    """The casus exists; destroyed at the latest five years after the first processing, a local day (L8).

    Where the weegoverleg was heard of first, the place is claimed now (S6).
    """
    if casus is not None and casus.kenmerk is not None:
        return Decision.nothing("melding al bekend")
    casus = changed(
        casus or Casus(),
        kenmerk=event.kenmerk,
        pilotjaar=event.pilotjaar,
        ontvangen_op=event.ontvangen_op,
        eerste_verwerking_op=event.eerste_verwerking_op,
        vernietigen_uiterlijk_op=uiterste_dag(config, event.eerste_verwerking_op),
        melder_oin=event.melder_oin,
        gemeente=event.gemeente,
        rollen=event.rollen,
    )
    return vraag_plaats(casus, ctx)


def trek_in(casus: Casus | None, event: MeldingIngetrokken, ctx: Context) -> Decision[Casus]:
    """The reporter withdrew; a weegoverleg that was held outranks it (D1)."""
    if casus is not None and casus.ingetrokken_op is not None:
        return Decision.nothing("al ingetrokken")
    return Decision(changed(casus or Casus(), ingetrokken_op=event.ingetrokken_op))


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
    return Decision(changed(casus, geweerd=tuple(een for een in casus.geweerd if een != event.persoon)))


def voeg(casus: Casus | None, event: TriageGevoegd, ctx: Context) -> Decision[Casus]:
    """Joined to that zaak until triage says otherwise (D11b)."""
    return Decision(changed(casus or Casus(), gevoegd_bij=event.bij))


def scherm_af(casus: Casus | None, event: MeldingAfgeschermd, ctx: Context) -> Decision[Casus]:
    """The zaak that this melding joined was closed: shielded for as long as it is joined to that one (D11b, L8)."""
    casus = casus or Casus()
    gesloten = {*casus.hoofdzaken_gesloten, event.hoofdzaak_id}
    return Decision(changed(casus, hoofdzaken_gesloten=tuple(sorted(gesloten))))
