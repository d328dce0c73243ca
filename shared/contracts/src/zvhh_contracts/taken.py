# SPDX-License-Identifier: EUPL-1.2
"""What must be done, by whom, and until when: the form that the tasks of every service have, so that one page can show all.

For: the states and the answers of `GET /v1/taken`. Not for: deciding when a task is done; it goes when the state says so.
"""

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel

from zvhh_contracts.event import Code, Oin, Persoon

Rol = Literal["procesregisseur", "deelnemer", "melder"]


class Taak(BaseModel):
    """One task of one zaak. `voor`: which role does it; `oin` and `persoon` where it is for one of them.

    `uiterlijk`: the last local day, None where it has no term.
    """

    model_config = ConfigDict(frozen=True, extra="allow", alias_generator=to_camel, populate_by_name=True)

    code: Code
    uiterlijk: date | None = None
    voor: Rol = "procesregisseur"
    oin: Oin | None = None
    persoon: Persoon | None = None
