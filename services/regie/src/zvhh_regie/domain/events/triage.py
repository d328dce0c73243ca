# SPDX-License-Identifier: EUPL-1.2
"""What triage tells: to which zaak a melding is joined. Its outcomes are facts of the evaluation (`rules.evaluatie`)."""

from zvhh_kit.domain.decision import Context, Decision, changed
from zvhh_regie.domain.casus import Casus
from zvhh_regie.readers import TriageGevoegd


def voeg(casus: Casus | None, event: TriageGevoegd, ctx: Context) -> Decision[Casus]:
    """Joined to that zaak until triage says otherwise (D11b)."""
    return Decision(changed(casus or Casus(), gevoegd_bij=event.bij))
