# SPDX-License-Identifier: EUPL-1.2
"""The pages of regie, one module per subject; each stands on an operation of `api` and shows its very views.

Not for: what a page looks like; that is `templates`.
"""

from pathlib import Path

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.menu import MENU
from zvhh_kit.service.description import Pages
from zvhh_regie.pages import incidenten, zaken


def of(config: Configuratie) -> Pages:
    return Pages(
        routers=(zaken.router(config), incidenten.router(config)),
        templates=Path(__file__).parent.parent / "templates",
        house=config.zvhh_naam,
        phone=config.telefoon_procesregisseur,
        organisation=config.organisatie_in_woorden,
        menu=MENU,
    )
