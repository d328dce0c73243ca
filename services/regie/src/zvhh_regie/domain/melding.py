# SPDX-License-Identifier: EUPL-1.2
"""What regie takes from the melding: the facts that fix pilotjaar and terms, and a withdrawal.

Not for: the content of the melding; that stays in intake.
"""

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.calendar import add_months, local_date
from zvhh_kit.decision import Context, Decision
from zvhh_regie.domain.casus import Casus, met
from zvhh_regie.domain.plaats import vraag_plaats
from zvhh_regie.foreign import MeldingIngediend, MeldingIngetrokken


def ontvang(config: Configuratie, casus: Casus | None, event: MeldingIngediend, ctx: Context) -> Decision[Casus]:
    """The casus exists; destroyed at the latest five years after the first processing, a local day (L8).

    Where the weegoverleg was heard of first, the place is claimed now (S6).
    """
    if casus is not None and casus.kenmerk is not None:
        return Decision.nothing("melding al bekend")
    uiterlijk = add_months(local_date(event.eerste_verwerking_op), 12 * config.termijnen.bewaren_jaren)
    casus = met(
        casus,
        kenmerk=event.kenmerk,
        pilotjaar=event.pilotjaar,
        ontvangen_op=event.ontvangen_op,
        eerste_verwerking_op=event.eerste_verwerking_op,
        vernietigen_uiterlijk_op=uiterlijk,
        melder_oin=event.melder_oin,
        gemeente=event.gemeente,
    )
    return vraag_plaats(casus, ctx)


def trek_in(casus: Casus | None, event: MeldingIngetrokken, ctx: Context) -> Decision[Casus]:
    """The reporter withdrew; a weegoverleg that was held outranks it (D1)."""
    if casus is not None and casus.ingetrokken_op is not None:
        return Decision.nothing("al ingetrokken")
    return Decision(met(casus, ingetrokken_op=event.ingetrokken_op))
