# SPDX-License-Identifier: EUPL-1.2
"""Regie wired together: settings and configuration in, a service out. The only module that imports everything."""

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.topics import MELDINGEN, OVERLEGGEN, REGIE_INTERN, TOPIC_OF, TRIAGES
from zvhh_kit.http import verwerkingen
from zvhh_kit.identity import screened
from zvhh_kit.process.configuration import load_configuration
from zvhh_kit.process.settings import Settings
from zvhh_kit.service.description import Service
from zvhh_regie import api, pages
from zvhh_regie.access import ACCESS
from zvhh_regie.domain.casus import CASUS
from zvhh_regie.domain.evaluatiejaar import EVALUATIEJAAR
from zvhh_regie.domain.pilotjaar import PILOTJAAR
from zvhh_regie.handlers import handlers
from zvhh_regie.queries import INDEXES


def create(settings: Settings) -> Service:
    """The service under these settings. Raises ConfigurationError for a configuration that can't be used.

    It reads its own internal topic too: there its casussen and its pilot years answer each other.
    """
    config = load_configuration(settings.configuration, Configuratie, zvhh_oin=settings.oin)
    return Service(
        name="regie",
        settings=settings,
        handlers=handlers(config),
        topic_of=TOPIC_OF,
        reads=(MELDINGEN, TRIAGES, OVERLEGGEN, REGIE_INTERN),
        collection="casussen",
        routers=(verwerkingen(), *api.routes(config)),
        access=ACCESS,
        pages=pages.of(config),
        admit=screened(config.heeft_vog_op, config.organisatie_van, config.telefoon_procesregisseur),
        resources={CASUS: "casussen", PILOTJAAR: "pilotjaren", EVALUATIEJAAR: "evaluatie"},
        indexes=INDEXES,
    )
