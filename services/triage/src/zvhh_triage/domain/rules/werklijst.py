# SPDX-License-Identifier: EUPL-1.2
"""By what the worklist may be narrowed: nothing that doesn't count in judging (S4)."""

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.domain.decision import Refused


def mag_filteren(config: Configuratie, gemeente: str) -> None:
    """Raises Refused (400) for a gemeente that isn't known, or that is not even shown."""
    if gemeente not in config.gemeenten or gemeente in config.gemeenten_zonder_vermelding:
        text = "Op deze gemeente kunt u niet filteren."
        raise Refused("gemeente-onbekend", text, status=400, place="query:gemeente")
