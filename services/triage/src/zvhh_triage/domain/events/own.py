# SPDX-License-Identifier: EUPL-1.2
"""What the documents of triage tell each other: a melding asks after the consultation that it cites, which answers (S5)."""

from zvhh_contracts import triage_intern
from zvhh_kit.domain.decision import Context, Decision, changed, to
from zvhh_triage.domain.afstemming import Afstemming, uitkomst_voor
from zvhh_triage.domain.triage import Triage
from zvhh_triage.readers import AfstemmingAangehaald, AfstemmingBeantwoord


def beantwoord(afstemming: Afstemming | None, event: AfstemmingAangehaald, ctx: Context) -> Decision[Afstemming]:
    """S5: tell a melding that cites this code whether it was given out, and to its reporter; nothing here changes.

    A code is saved before anybody can hear it, so one that is not there now was given to nobody.
    """
    answer = triage_intern.AfstemmingBeantwoord(code=ctx.subject, uitkomst=uitkomst_voor(afstemming, event.melder_oin))
    return Decision(events=(to(event.zaak_id, answer),))


def afstemming_beantwoord(triage: Triage | None, event: AfstemmingBeantwoord, _: Context) -> Decision[Triage]:
    """S5: what there is of the consultation that the melding cites; of no use to its reporter, they are called back."""
    return Decision(changed(triage or Triage(), afstemming_stand=event.uitkomst))
