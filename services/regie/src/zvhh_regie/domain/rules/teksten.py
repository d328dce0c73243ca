# SPDX-License-Identifier: EUPL-1.2
"""How long a text that people give may be."""

from typing import Annotated

from pydantic import StringConstraints

from zvhh_contracts.given import LINE, TEXT

Bron = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500), LINE]
Tekst = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=10_000), TEXT]
