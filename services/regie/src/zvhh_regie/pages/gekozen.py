# SPDX-License-Identifier: EUPL-1.2
"""The zaak that an address names: people call it by its kenmerk, which is looked up within sight and never trusted as an id.

Not for: a search by name or person.
"""

import re
from typing import Annotated

from fastapi import Path, Query
from pydantic import BeforeValidator, StringConstraints

from zvhh_kit.http import Documents
from zvhh_regie.domain.casus import CASUS, Casus
from zvhh_regie.queries import met_kenmerk

_VORM = r"^ZV-[2-9A-Z]{4}-[2-9A-Z]{4}$"

Kenmerk = Annotated[str, StringConstraints(pattern=_VORM), BeforeValidator(str.upper), Path()]
Nummer = Annotated[int, Query(ge=0, le=9)]
"""Of two zaken with one kenmerk the how-manieth; 0: not said."""


def als_kenmerk(getypt: str) -> str | None:
    """What somebody typed or read aloud, as a kenmerk; None when it can't be one."""
    tekens = re.sub(r"[.–-]", "", "".join(getypt.split())).upper().removeprefix("ZV")
    kenmerk = f"ZV-{tekens[:4]}-{tekens[4:]}"
    return kenmerk if re.fullmatch(_VORM, kenmerk) else None


async def zaak_id_van(zaken: Documents, kenmerk: str, nummer: int) -> str | None:
    """The id of the one zaak that is meant; None when there are several and none was chosen. Raises Problem 404."""
    ids = await zaken.ids(met_kenmerk(kenmerk), CASUS)
    if len(ids) == 1:
        return ids[0]
    return ids[nummer - 1] if 0 < nummer <= len(ids) else None


async def gekozen(zaken: Documents, kenmerk: str, nummer: int) -> tuple[str, Casus]:
    """Id and casus; of several with one kenmerk that were not told apart the first. Raises Problem 404."""
    zaak_id = await zaak_id_van(zaken, kenmerk, nummer or 1)
    casus: Casus = await zaken.get(zaak_id or "")
    return zaak_id or "", casus
