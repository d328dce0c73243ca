# SPDX-License-Identifier: EUPL-1.2
"""What regie tells: the casus, the line, the end."""

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.event import Reader
from zvhh_kit.domain.decision import Context, Decision, changed
from zvhh_triage.domain.parts.vervolg import Casus, VanWachtlijst
from zvhh_triage.domain.rules.bewaren import na_een_nee
from zvhh_triage.domain.triage import Triage
from zvhh_triage.readers import CasusVanWachtlijst


def casus_wordt(casus: Casus, triage: Triage | None, _event: Reader, _: Context) -> Decision[Triage]:
    """How far the casus is: it waits for a place (S6), has one, or ended, and is shielded then (L8, D13).

    An opening that was made in error and undone (S6b) was weighed all the same, so nothing is judged anew here.
    """
    return Decision(changed(triage or Triage(), casus=casus, van_wachtlijst=None))


def casus_van_wachtlijst(
    config: Configuratie, triage: Triage | None, event: CasusVanWachtlijst, _: Context
) -> Decision[Triage]:
    """The zaak left the line by a way on (S6b, D5), and ends like one that was not passend (L8)."""
    left = VanWachtlijst(op=event.van_wachtlijst_op, vernietigen_op=na_een_nee(config, event.van_wachtlijst_op))
    return Decision(changed(triage or Triage(), casus="van-wachtlijst", van_wachtlijst=left))
