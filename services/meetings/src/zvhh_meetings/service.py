# SPDX-License-Identifier: EUPL-1.2
"""Meetings wired together: settings and configuration in, a service out. The only module that imports everything."""

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.topics import CASUSSEN, MELDINGEN, TOPIC_OF, TRIAGES
from zvhh_kit.configuration import load_configuration
from zvhh_kit.http import verwerkingen
from zvhh_kit.identity import screened
from zvhh_kit.service import Service
from zvhh_kit.settings import Settings
from zvhh_meetings.access import ACCESS
from zvhh_meetings.api import overlegtrajecten, overzicht, trainingen
from zvhh_meetings.handlers import KIND, TRAINING, handlers


def create(settings: Settings) -> Service:
    """The service under these settings. Raises ConfigurationError for a configuration that can't be used."""
    config = load_configuration(settings.configuration, Configuratie, zvhh_oin=settings.oin)
    return Service(
        name="meetings",
        settings=settings,
        handlers=handlers(config),
        topic_of=TOPIC_OF,
        reads=(MELDINGEN, TRIAGES, CASUSSEN),
        collection="overlegtrajecten",
        routers=(verwerkingen(), overlegtrajecten.routes(config), overzicht.routes(config), trainingen.routes(config)),
        access=ACCESS,
        admit=screened(config.heeft_vog_op, config.organisatie_van, config.telefoon_procesregisseur),
        resources={KIND: "overlegtrajecten", TRAINING: "trainingen"},
        indexes=(
            (("state.stand", 1), ("state.ontvangen_op", 1)),
            (("state.deelnemers", 1), ("state.ontvangen_op", 1)),
            (("state.genodigden", 1), ("state.ontvangen_op", 1)),
            (("state.eerste_termijn", 1),),
            (("state.taken.oin", 1), ("state.eerste_termijn", 1)),
        ),
    )
