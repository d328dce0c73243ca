# SPDX-License-Identifier: EUPL-1.2
"""How long a casus is kept, as far as regie can tell (L8). intake alone decides: it holds the term, its renewal and holds."""

from datetime import date, datetime, timedelta

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.domain.calendar import add_months, local_date
from zvhh_regie.domain.casus import Casus


def uiterste_dag(config: Configuratie, eerste_verwerking_op: datetime) -> date:
    """The last local day of the term: five years after the first processing, whatever happened since (L8)."""
    return add_months(local_date(eerste_verwerking_op), 12 * config.termijnen.bewaren_jaren)


def vernietigen_op(config: Configuratie, casus: Casus) -> date | None:
    """The local day on which the casus is to be destroyed, None while it is on hold or nothing is known of it (L8).

    What a person decided counts. Else five years, or thirty days after a withdrawal, not passend or leaving the line.
    """
    if casus.bewaartermijn is not None:
        return casus.bewaartermijn.vernietigen_op
    einde = _einde_zonder_casus(casus)
    kort = [] if einde is None else [local_date(einde) + timedelta(days=config.termijnen.afgewezen_bewaren_dagen)]
    lang = [] if casus.vernietigen_uiterlijk_op is None else [casus.vernietigen_uiterlijk_op]
    return min([*kort, *lang], default=None)


def _einde_zonder_casus(casus: Casus) -> datetime | None:
    match casus.stand:
        case "ingetrokken":
            return casus.ingetrokken_op
        case "niet-passend":
            return casus.weging.vastgelegd_op if casus.weging else None
        case "van-wachtlijst":
            return casus.van_wachtlijst.op if casus.van_wachtlijst else None
        case _:
            return None
