# SPDX-License-Identifier: EUPL-1.2
"""What is taken over whole from a command or an event has a field of its own in what is kept: a part would keep any other
name too, and nobody would read it."""

import pytest
from pydantic import BaseModel

from zvhh_contracts.casussen import CasusGeopend
from zvhh_regie.domain.commands.corrigeer_detentie import CorrigeerDetentie
from zvhh_regie.domain.commands.corrigeer_incident import CorrigeerIncident
from zvhh_regie.domain.parts.detentie import Detentieversie
from zvhh_regie.domain.parts.einde import Afschaalantwoord, Eindantwoord
from zvhh_regie.domain.parts.incident import Incidentversie
from zvhh_regie.domain.parts.plaats import Plaats
from zvhh_regie.readers import AfschalenBesloten, BeeindigenBesloten


@pytest.mark.parametrize(
    ("gezegd", "bewaard"),
    [
        (CorrigeerIncident, Incidentversie),
        (CorrigeerDetentie, Detentieversie),
        (AfschalenBesloten, Afschaalantwoord),
        (BeeindigenBesloten, Eindantwoord),
        (Plaats, CasusGeopend),
    ],
)
def test_every_field_has_its_place(gezegd: type[BaseModel], bewaard: type[BaseModel]) -> None:
    """D4, S14, D13, S6."""
    assert set(gezegd.model_fields) <= set(bewaard.model_fields)
