# SPDX-License-Identifier: EUPL-1.2
"""On which day a zaak is destroyed (L8): after a no, and at the latest."""

from datetime import date, datetime, timedelta

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.domain.calendar import add_months, local_date


def na_een_nee(config: Configuratie, op: datetime) -> date:
    """After a no, a withdrawal or the line: days after `op`."""
    return local_date(op) + timedelta(days=config.termijnen.afgewezen_bewaren_dagen)


def op_zijn_laatst(config: Configuratie, eerste_verwerking_op: datetime) -> date:
    """Years after first processing, unless a person renews it."""
    return add_months(local_date(eerste_verwerking_op), 12 * config.termijnen.bewaren_jaren)
