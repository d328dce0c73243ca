# SPDX-License-Identifier: EUPL-1.2
"""/incidenten/{kenmerk}/nieuw: record an incident (D4). Not for: correcting one."""

from functools import partial
from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.http import Documents, Zaken
from zvhh_kit.http.seen import tag_of_view
from zvhh_kit.web import Field, Filled, Form, OnScreen, PageRoute, Screen, day_and_time, yes_or_no
from zvhh_regie.domain.casus import Casus
from zvhh_regie.domain.commands.registreer_incident import RegistreerIncident
from zvhh_regie.lookups import casus_in_beeld
from zvhh_regie.pages.gekozen import Kenmerk, Nummer, gekozen, zaak_id_van

FORM = Form(
    RegistreerIncident,
    [
        Field("soort", "Wat is er gebeurd?", "Kies wat er is gebeurd."),
        Field("moment", "Wanneer was dat?", "Vul in wanneer het was.", day_and_time),
        Field("gehoordVan", "Van wie weet u dit?", "Vul in van wie u dit weet."),
        Field("omschrijving", "Beschrijf wat er is gebeurd", "Schrijf op wat er gebeurd is."),
        Field("ernstig", "Is het ernstig?", "Kies of het ernstig is.", yes_or_no),
        Field("gemeldBijPolitie", "Is het bij de politie gemeld?", read=yes_or_no),
    ],
)


def router(config: Configuratie) -> APIRouter:
    pages = APIRouter(prefix="/incidenten", route_class=PageRoute)
    beeld = partial(casus_in_beeld, config)

    async def toon(
        zaken: Documents, screen: Screen, gevonden: tuple[str, Casus], form: Filled[RegistreerIncident], nummer: int
    ) -> Response:
        gezien = await tag_of_view(partial(beeld, zaken), *gevonden)
        soorten = [(code, woorden, "") for code, woorden in config.incidenten.items()]
        shown = {"zaak": beeld(zaken, *gevonden), "gezien": gezien, "nummer": nummer, "soorten": soorten}
        return screen.show("incident.html", form.status, form=form, **shown)

    @pages.get("/{kenmerk}/nieuw", openapi_extra={"like": "registreer_incident"})
    async def leeg(zaken: Zaken, screen: OnScreen, kenmerk: Kenmerk, nummer: Nummer = 0) -> Response:
        """The form, with what was recorded already beside it; where two zaken share the kenmerk, first which of them."""
        if await zaak_id_van(zaken, kenmerk, nummer) is None:
            return screen.to(f"/zaken/{kenmerk}")
        return await toon(zaken, screen, await gekozen(zaken, kenmerk, nummer), FORM.blank(), nummer)

    @pages.post("/{kenmerk}/nieuw", openapi_extra={"like": "registreer_incident", "form": FORM})
    async def leg_vast(zaken: Zaken, screen: OnScreen, kenmerk: Kenmerk, nummer: Nummer = 0) -> Response:
        """Record it, as the API would; what is wrong comes back on the form."""
        gevonden = await gekozen(zaken, kenmerk, nummer)

        async def doe(incident: RegistreerIncident) -> Any:
            return await zaken.do(gevonden[0], incident, seen=partial(beeld, zaken))

        form = await FORM.submit(screen.typed, screen.today, doe)
        if form.done:
            meer = f"&nummer={nummer}" if nummer else ""
            return screen.to(f"/zaken/{kenmerk}?incident={form.result['nummer']}{meer}")
        return await toon(zaken, screen, gevonden, form, nummer)

    return pages
