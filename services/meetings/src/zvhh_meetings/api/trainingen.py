# SPDX-License-Identifier: EUPL-1.2
"""Trainings over HTTP: counted per partner and date by a procesregisseur (S17b). No persons, no zaken."""

from typing import Annotated

from fastapi import APIRouter, Query

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.http import Page, PageQuery, Route, Zaken
from zvhh_meetings.domain.commands.tel_training import TelTraining
from zvhh_meetings.domain.training import TRAINING, Training, training_id
from zvhh_meetings.queries import DATUM, trainingen
from zvhh_meetings.views.answers import GeteldBeeld
from zvhh_meetings.views.training import TrainingBeeld


def routes(config: Configuratie) -> APIRouter:
    """These routes under a configuration."""
    router = APIRouter(prefix="/v1/trainingen", tags=["trainingen"], route_class=Route)

    @router.get("", operation_id="lees_trainingen")
    async def lijst(
        zaken: Zaken,
        page: PageQuery,
        oin: Annotated[str | None, Query(pattern=r"^[0-9]{20}$", description="Van één partner.")] = None,
    ) -> Page[TrainingBeeld]:
        """The trainings by date, oldest first (S17b)."""

        def beeld(_: str, training: Training) -> TrainingBeeld:
            return TrainingBeeld.van(config, training)

        return await zaken.page(beeld, trainingen(oin), sort=DATUM, page=page, kind=TRAINING)

    @router.post("", status_code=201, operation_id="tel_training")
    async def tel(zaken: Zaken, training: TelTraining) -> GeteldBeeld:
        """Count how many people of a partner were trained on a day; a later count replaces an earlier one (S17b)."""
        id_ = training_id(training.oin, training.datum)
        return GeteldBeeld.model_validate(await zaken.create(id_, training, namespace="training", kind=TRAINING))

    return router
