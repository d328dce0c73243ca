# SPDX-License-Identifier: EUPL-1.2
"""Meetings wired together: settings and configuration in, a service out. The only module that imports everything."""

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.menu import MENU
from zvhh_contracts.topics import CASUSSEN, MELDINGEN, TOPIC_OF, TRIAGES
from zvhh_kit.http import verwerkingen
from zvhh_kit.identity import screened
from zvhh_kit.process.configuration import load_configuration
from zvhh_kit.process.settings import Settings
from zvhh_kit.service.description import Pages, Service
from zvhh_meetings.access import ACCESS
from zvhh_meetings.api import routes
from zvhh_meetings.domain.overlegtraject import TRAJECT
from zvhh_meetings.domain.training import TRAINING
from zvhh_meetings.handlers import handlers
from zvhh_meetings.queries import INDEXES


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
        routers=(verwerkingen(), *routes(config)),
        access=ACCESS,
        pages=Pages(
            house=config.zvhh_naam,
            phone=config.telefoon_procesregisseur,
            organisation=config.organisatie_in_woorden,
            menu=MENU,
        ),
        admit=screened(config.heeft_vog_op, config.organisatie_van, config.telefoon_procesregisseur),
        resources={TRAJECT: "overlegtrajecten", TRAINING: "trainingen"},
        indexes=INDEXES,
    )
