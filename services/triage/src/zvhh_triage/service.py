# SPDX-License-Identifier: EUPL-1.2
"""Triage wired together: settings and configuration in, a service out. The only module that imports everything."""

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.menu import MENU
from zvhh_contracts.topics import CASUSSEN, MELDINGEN, OVERLEGGEN, TOPIC_OF, TRIAGE_INTERN
from zvhh_kit.http import verwerkingen
from zvhh_kit.identity import screened
from zvhh_kit.process.configuration import load_configuration
from zvhh_kit.process.settings import Settings
from zvhh_kit.service.description import Pages, Service
from zvhh_triage import api
from zvhh_triage.access import ACCESS
from zvhh_triage.domain.afstemming import AFSTEMMING
from zvhh_triage.domain.rooster import ROOSTER
from zvhh_triage.domain.triage import TRIAGE
from zvhh_triage.handlers import handlers
from zvhh_triage.queries import INDEXES


def create(settings: Settings) -> Service:
    """The service under these settings. Raises ConfigurationError for a configuration that can't be used.

    It reads its own internal topic too: there its triages and consultations answer each other.
    """
    config = load_configuration(settings.configuration, Configuratie, zvhh_oin=settings.oin)
    return Service(
        name="triage",
        settings=settings,
        handlers=handlers(config),
        topic_of=TOPIC_OF,
        reads=(MELDINGEN, OVERLEGGEN, CASUSSEN, TRIAGE_INTERN),
        collection="triages",
        routers=(verwerkingen(), *api.routes(config)),
        access=ACCESS,
        pages=Pages(
            house=config.zvhh_naam,
            phone=config.telefoon_procesregisseur,
            organisation=config.organisatie_in_woorden,
            menu=MENU,
        ),
        admit=screened(config.heeft_vog_op, config.organisatie_van, config.telefoon_procesregisseur),
        resources={TRIAGE: "triages", ROOSTER: "rooster", AFSTEMMING: "afstemmingen"},
        indexes=INDEXES,
    )
