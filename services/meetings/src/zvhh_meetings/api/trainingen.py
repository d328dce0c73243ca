# SPDX-License-Identifier: EUPL-1.2
"""Trainings over HTTP: counted per partner and date by a procesregisseur (S17b). No persons, no zaken."""

from datetime import date
from typing import Annotated, Any, Self

from fastapi import APIRouter, Query

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.http import Beeld, Page, PageQuery, Route, Zaken
from zvhh_meetings.domain.commands.tel_training import TelTraining
from zvhh_meetings.domain.training import Training, training_id
from zvhh_meetings.handlers import TRAINING
from zvhh_meetings.views.overlegtraject import Organisatie


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


class GeteldBeeld(Beeld):
    """The count that is in force now."""

    aantal: int


def routes(config: Configuratie) -> APIRouter:
    """The routes of the trainings, under a configuration."""
    router = APIRouter(prefix="/v1/trainingen", tags=["trainingen"], route_class=Route)

    @router.get("", operation_id="lees_trainingen")
    async def lijst(
        zaken: Zaken,
        page: PageQuery,
        oin: Annotated[str | None, Query(pattern=r"^[0-9]{20}$", description="Van één partner.")] = None,
    ) -> Page[TrainingBeeld]:
        """The trainings by date, oldest first (S17b)."""
        wanted: dict[str, Any] = {"state.oin": oin} if oin is not None else {}

        def beeld(_: str, training: Training) -> TrainingBeeld:
            return TrainingBeeld.van(config, training)

        return await zaken.page(beeld, wanted, sort="state.datum", page=page, kind=TRAINING)

    @router.post("", status_code=201, operation_id="tel_training")
    async def tel(zaken: Zaken, training: TelTraining) -> GeteldBeeld:
        """Count how many people of a partner were trained on a day; a later count replaces an earlier one (S17b)."""
        id_ = training_id(training.oin, training.datum)
        return GeteldBeeld.model_validate(await zaken.create(id_, training, namespace="training", kind=TRAINING))

    return router
