# SPDX-License-Identifier: EUPL-1.2
"""What came due in triage: the term of a supplement. A proposal to a person, never a decision (L9)."""

from zvhh_kit.domain.decision import Context, Decision, changed
from zvhh_triage.domain.triage import Triage


def aanvulling_verstreken(triage: Triage, _: Context) -> Decision[Triage]:
    """The term is over: a task for the procesregisseur (S10, L9)."""
    if triage.stand != "aanvulling":
        return Decision.nothing("no supplement is awaited any more")
    return Decision(changed(triage, termijn_verstreken=True))
