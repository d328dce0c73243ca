# SPDX-License-Identifier: EUPL-1.2
"""A reporter who doubts whether the case fits first consults the procesregisseur van de dag (S5). Pure.

For: judging what was sent, on every way in, and what of it goes into the event. A code is known by its form only: the
consultation itself is kept by triage, without personal data. Not for: who is on duty today; that is triage's roster.
"""

import re
from collections.abc import Iterator

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.meldingen import Twijfel as Uitkomst
from zvhh_intake.domain.parts.gegevens import Twijfel
from zvhh_kit.decision import Fault

_CODE = re.compile(r"A-[A-Z0-9]{4}-[A-Z0-9]{4}")


def twijfelfouten(config: Configuratie, twijfel: Twijfel | None, *, concept: bool = False) -> Iterator[Fault]:
    """S5: doubt without a consultation holds the melding back, with the number to call; `concept`: the draft is kept."""
    if twijfel is None:
        return
    if twijfel.code is not None and _CODE.fullmatch(twijfel.code) is None:
        yield Fault("code-ongeldig", "Een code van een overleg ziet eruit als A-7K4M-9QXT.", "/twijfel/code")
    if twijfel.ja and twijfel.code is None and not twijfel.niemand_bereikbaar:
        zinnen = [
            f"Bel eerst de procesregisseur van de dag: {config.telefoon_procesregisseur}.",
            "Uw concept is bewaard." if concept else "",
            "Niemand bereikbaar? U kunt toch melden. Wij bellen u terug.",
        ]
        yield Fault("eerst-overleggen", " ".join(zin for zin in zinnen if zin), "/twijfel")


def uitkomst(twijfel: Twijfel | None) -> Uitkomst | None:
    """How the doubt was met: a consultation counts, also for who no longer doubts; None where there was no doubt."""
    if twijfel is None:
        return None
    if twijfel.code is not None:
        return "overlegd"
    return "niemand-bereikbaar" if twijfel.ja and twijfel.niemand_bereikbaar else None
