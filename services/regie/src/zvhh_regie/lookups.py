# SPDX-License-Identifier: EUPL-1.2
"""What a request needs beside its document: a pilot year with the names of its zaken, and the figures of a year.

Not for: what is shown of it (`views`), nor for counting (`rules.evaluatie`).
"""

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.domain.calendar import local_date
from zvhh_kit.http import Documents, PageAsked, Problem
from zvhh_regie.domain.casus import CASUS, Casus
from zvhh_regie.domain.evaluatiejaar import Evaluatiejaar, evaluatiejaar_id
from zvhh_regie.domain.parts.cijfers import Tabel, Vastgezet
from zvhh_regie.domain.pilotjaar import Pilotjaar, begin, pilotjaar_id
from zvhh_regie.domain.rules.evaluatie.tabellen import tabellen
from zvhh_regie.domain.rules.evaluatie.telling import jaar_van, opgeteld, telling
from zvhh_regie.queries import ID, te_noemen, telt_voor
from zvhh_regie.views.casus import CasusBeeld
from zvhh_regie.views.pilotjaar import PilotjaarBeeld, ZaaknaamBeeld

AT_ONCE = PageAsked(limit=200)


def casus_in_beeld(config: Configuratie, zaken: Documents, zaak_id: str, casus: Casus) -> CasusBeeld:
    """A casus as it is shown; also what If-Match compares with (D2)."""
    return CasusBeeld.van(config, zaken.shown_at, zaak_id, casus, voor=zaken.actor.oin)


async def pilotjaar_van(zaken: Documents, config: Configuratie, jaar: int) -> Pilotjaar:
    """The year's document, or an empty year that the configuration knows. Raises Problem 404."""
    try:
        gevonden: Pilotjaar = await zaken.get(pilotjaar_id(jaar))
    except Problem:
        if jaar not in config.pilotjaren:
            raise
        return begin(config, jaar)
    return gevonden


async def pilotjaar_in_beeld(config: Configuratie, zaken: Documents, _: str, jaar: Pilotjaar) -> PilotjaarBeeld:
    """A year with the names of its zaken, as the asker may see them; also what If-Match compares with (D2)."""
    plaatsen = [plek.zaak_id for plek in jaar.plaatsen if plek.zaak_id is not None]
    ids = plaatsen + [one.zaak_id for one in jaar.wachtlijst]
    namen: dict[str, ZaaknaamBeeld] = {}
    for van in range(0, len(ids), AT_ONCE.limit):
        wanted = te_noemen(ids[van : van + AT_ONCE.limit])
        page = await zaken.page(ZaaknaamBeeld.van, wanted, sort=ID, page=AT_ONCE, kind=CASUS)
        namen |= {naam.zaak_id: naam for naam in page.items}
    return PilotjaarBeeld.van(config, jaar, namen, local_date(zaken.shown_at))


async def evaluatiejaar_van(zaken: Documents, config: Configuratie, jaar: int) -> Evaluatiejaar:
    """The year's document, or an empty one for a pilot year in which nothing was destroyed yet. Raises Problem 404."""
    try:
        gevonden: Evaluatiejaar = await zaken.get(evaluatiejaar_id(jaar))
    except Problem:
        if jaar not in config.pilotjaren:
            raise
        return Evaluatiejaar(jaar=jaar)
    return gevonden


async def vaste_cijfers(zaken: Documents, config: Configuratie, jaar: int, nummer: int) -> Vastgezet:
    """Frozen figures by their number. Raises Problem 404."""
    gevonden = await evaluatiejaar_van(zaken, config, jaar)
    vast = next((one for one in gevonden.vastgezet if one.nummer == nummer), None)
    if vast is None:
        raise Problem(404)
    return vast


async def cijfers(zaken: Documents, config: Configuratie, jaar: Evaluatiejaar, *, uitvoer: bool) -> tuple[Tabel, ...]:
    """The tables of now. Destroyed ones are read before the living: what is under way between them is missed for a moment,
    never doubled."""
    sommen = opgeteld(jaar.tellers, await levend(zaken, jaar.jaar))
    return tabellen(config, sommen, await maximum(zaken, config, jaar.jaar), uitvoer=uitvoer)


async def levend(zaken: Documents, jaar: int) -> dict[str, int]:
    """What the living casussen add to a year, the shielded ones too: a figure is no content (L6, L8)."""
    sommen: dict[str, int] = {}
    async for _, casus in zaken.every(CASUS, telt_voor(jaar)):
        if jaar_van(casus) == jaar:
            sommen = opgeteld(sommen, telling(casus))
    return sommen


async def maximum(zaken: Documents, config: Configuratie, jaar: int) -> int | None:
    """How many places a year has: as raised by beheer, else by the configuration, else nobody knows (S6, S6b)."""
    try:
        return (await pilotjaar_van(zaken, config, jaar)).maximum
    except Problem:
        return None
