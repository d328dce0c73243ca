# SPDX-License-Identifier: EUPL-1.2
"""Trainings, counted per partner and date (S17b)."""

from datetime import date
from typing import Self

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.http import Beeld
from zvhh_meetings.domain.training import Training
from zvhh_meetings.views.organisatie import Organisatie


class TrainingBeeld(Beeld):
    """How many people of a partner were trained on a local day."""

    organisatie: Organisatie
    datum: date
    aantal: int

    @classmethod
    def van(cls, config: Configuratie, training: Training) -> Self:
        """Of a state."""
        organisatie = Organisatie.van(config, training.oin)
        return cls(organisatie=organisatie, datum=training.datum, aantal=training.aantal)
