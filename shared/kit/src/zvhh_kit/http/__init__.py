# SPDX-License-Identifier: EUPL-1.2
"""HTTP by the Dutch API Design Rules: what a service's `api` and `views` need, and the app around it.

Not for: pages, nor for knowing any resource.
"""

from zvhh_kit.http.app import create_app
from zvhh_kit.http.body import Route
from zvhh_kit.http.documents import Documents, ZaakId, Zaken
from zvhh_kit.http.headers import OPENAPI_PATH
from zvhh_kit.http.logboek import verwerkingen
from zvhh_kit.http.paging import Beeld, Gedaan, Page, PageAsked, PageQuery
from zvhh_kit.http.problem import Problem
from zvhh_kit.http.seen import View
from zvhh_kit.service.rooms import Rooms

__all__ = [
    "OPENAPI_PATH",
    "Beeld",
    "Documents",
    "Gedaan",
    "Page",
    "PageAsked",
    "PageQuery",
    "Problem",
    "Rooms",
    "Route",
    "View",
    "ZaakId",
    "Zaken",
    "create_app",
    "verwerkingen",
]
