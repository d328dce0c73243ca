# SPDX-License-Identifier: EUPL-1.2
"""Meetings wired together: settings and configuration in, a service out. The only module that imports everything."""

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.topics import CASUSSEN, MELDINGEN, TOPIC_OF, TRIAGES
from zvhh_kit.configuration import load_configuration
from zvhh_kit.service import Service
from zvhh_kit.settings import Settings
from zvhh_meetings import api
from zvhh_meetings.access import ACCESS
from zvhh_meetings.handlers import KIND, handlers


def create(settings: Settings) -> Service:
    """The service under these settings. Raises ConfigurationError for a configuration that can't be used."""
    config = load_configuration(settings.configuration, Configuratie)
    return Service(
        name="meetings",
        settings=settings,
        handlers=handlers(config),
        topic_of=TOPIC_OF,
        reads=(MELDINGEN, TRIAGES, CASUSSEN),
        collection="overlegtrajecten",
        routers=(api.routes(config),),
        access=ACCESS,
        resources={KIND: "overlegtrajecten"},
        indexes=(
            (("state.stand", 1), ("state.ontvangen_op", 1)),
            (("state.deelnemers", 1), ("state.ontvangen_op", 1)),
            (("state.genodigden", 1), ("state.ontvangen_op", 1)),
        ),
    )
