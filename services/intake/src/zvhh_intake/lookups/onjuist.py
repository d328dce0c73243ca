# SPDX-License-Identifier: EUPL-1.2
"""What the answer to a mark needs beside it: the person without the datum that is to be destroyed, and keyed hashes (D11),
made where it is in clear.
"""

from collections.abc import Callable
from typing import Any

from pydantic import BaseModel

from zvhh_intake.domain.commands.handel_onjuist_af import Afhandeling, HandelAf
from zvhh_intake.domain.melding import MELDING, Melding
from zvhh_intake.domain.parts.gegevens import Betrokkene
from zvhh_intake.domain.parts.inhoud import Betrokkene as BewaardeBetrokkene
from zvhh_intake.domain.parts.inhoud import Persoon
from zvhh_intake.domain.rules.afscherming import persoon_nu
from zvhh_intake.domain.rules.sporen import hashes_onder
from zvhh_intake.domain.rules.toets import betrokkenefouten
from zvhh_intake.lookups.betrokkenen import heft_op
from zvhh_kit.calendar import local_date
from zvhh_kit.decision import KEPT, Refused, changed
from zvhh_kit.http import Desk

Zicht = Callable[[str, Melding], BaseModel]


async def handel_onjuist_af(zaken: Desk, zaak_id: str, nummer: int, antwoord: Afhandeling, seen: Zicht) -> Any:
    """Answer mark `nummer` (L10); a datum of a person that is to be destroyed is taken out here, where it can be read.

    `seen`: the marks as the asker reads them (D2). Raises Refused: 400 with every fault of the person as they should be (L2), and as `onjuist.handel_af`.
    """
    betrokkene, gezien, tegen, nr = antwoord.betrokkene, None, False, None
    if antwoord.uitkomst == "vernietigd":
        melding = await zaken.get(zaak_id, kind=MELDING, whole=True)
        betrokkene, gezien, nr = _zonder(melding, nummer), len(melding.wijzigingen), _van(melding, nummer)
    elif betrokkene is not None:
        melding = await zaken.get(zaak_id, kind=MELDING, whole=True)
        nr = _van(melding, nummer)
        tegen = heft_op(melding, nr, betrokkene)
        gevonden = tuple(betrokkenefouten(betrokkene, "/betrokkene", local_date(zaken.received)))
        if gevonden:
            raise Refused.many(gevonden)
    command = HandelAf(
        nummer=nummer,
        nr=nr,
        uitkomst=antwoord.uitkomst,
        reden=antwoord.reden,
        betrokkene=betrokkene,
        verbetering=antwoord.verbetering,
        hashes=hashes_onder(zaken.blind, betrokkene.gegevens) if betrokkene else (),
        gezien=gezien,
        tegen_afscherming=tegen,
    )
    return await zaken.do(zaak_id, command, kind=MELDING, seen=seen)


def _van(melding: Melding, nummer: int) -> int | None:
    return next((one.nr for one in melding.onjuist if one.nummer == nummer), None)


def _zonder(melding: Melding, nummer: int) -> Betrokkene | None:
    """The person of a mark without the marked datum; None where the mark is of no person. Sealed values must be open."""
    mark = next((one for one in melding.onjuist if one.nummer == nummer), None)
    if mark is None or mark.nr is None:
        return None
    persoon: BewaardeBetrokkene = melding.personen[mark.nr - 1]
    gegevens = _weggelaten(persoon_nu(melding, mark.nr), mark.veld)
    waarom_niet = persoon.geinformeerd.waarom_niet
    return Betrokkene.model_validate(
        {
            "ref": persoon.ref.clear if persoon.ref else None,
            "rol": persoon.rol,
            "gegevens": gegevens.model_dump(exclude=set(gegevens.model_extra or {})),
            "geinformeerd": {"ja": persoon.geinformeerd.ja, "waarom_niet": waarom_niet.clear if waarom_niet else None},
        },
        context=KEPT,
    )


def _weggelaten(wie: Persoon, veld: str) -> Persoon:
    """The data of a person without the one that is to be destroyed; a name can't be left out."""
    match veld:
        case "naam":
            return changed(wie, naam="onbekend")
        case "geboortedatum":
            return changed(wie, geboortedatum=None, geboortedatum_deels=None)
        case "adres":
            return changed(wie, adres=None)
        case "telefoon":
            return changed(wie, telefoon=None)
        case "bsn":
            return changed(wie, bsn=None)
    return wie
