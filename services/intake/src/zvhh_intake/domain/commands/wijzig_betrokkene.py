# SPDX-License-Identifier: EUPL-1.2
"""The persons of a zaak, for as long as it lives: added and corrected by participants and procesregisseurs (D10, L2).

Every version stays with who made it, when and why. Not for: judging clear data: that is done before it is sealed.
"""

from collections import Counter
from collections.abc import Mapping
from typing import ClassVar

from zvhh_contracts.meldingen import BetrokkenenGewijzigd, Rol
from zvhh_intake.domain.melding import Melding
from zvhh_intake.domain.parts.gegevens import Antwoord, Betrokkene, Tekst
from zvhh_intake.domain.parts.inhoud import Betrokkene as BewaardeBetrokkene
from zvhh_intake.domain.parts.inhoud import Wijziging
from zvhh_intake.domain.rules.besluit import besluit
from zvhh_intake.domain.rules.bestaan import open_zaak, persoon_onbekend
from zvhh_intake.domain.rules.sporen import sporen_van
from zvhh_intake.domain.rules.terugkoppeling import ZELFDE_ADRES
from zvhh_intake.domain.rules.toets import rolfouten
from zvhh_kit.domain.decision import Command, Context, Decision, Fault, Refused, Sealed, changed

NUMMER_VERGEVEN = "nummer-vergeven"


class Opgave(Command):
    """What somebody tells of a person: the whole of it as it is now, why, and on which conditions it is passed on (L3).

    Of a correction that leaves out the conditions, or the reporter's own mark `ref`, those of before stay; null ends them.
    """

    betrokkene: Betrokkene
    reden: Sealed[Antwoord]
    voorwaarden: Sealed[Tekst] | None = None


class WijzigBetrokkene(Opgave):
    """Add a person, or with `nr` correct that one. `hashes`: what the border made of clear data (`sporen`, D11).

    `als_nr`: which person the border sealed it as; who is added gets the next number, which another may have taken since.
    What the border saw of addresses (`afscherming`): `tegen_afscherming`, the shield is to go; `zelfde_adres`, it shields
    somebody for having the address of another.
    """

    SEALED_BY: ClassVar[Mapping[str, str]] = {"betrokkene": "als_nr"}

    nr: int | None = None
    als_nr: int | None = None
    hashes: tuple[str, ...] = ()
    tegen_afscherming: bool = False
    zelfde_adres: bool = False


def wijzig(melding: Melding | None, wijzig: WijzigBetrokkene, ctx: Context) -> Decision[Melding]:
    """Add or correct a person; the event tells how many of each role there are now, and whether a kind came in sight.

    Refused: 404 when zaak or person is not there, 409 once the zaak is closed or where it would end a shield, 400 without
    a role, or when no slachtoffer or (vermeend) pleger would be left (L2).
    """
    er_is = open_zaak(melding)
    personen = dict(enumerate(er_is.personen, start=1))
    nr = wijzig.nr if wijzig.nr is not None else len(personen) + 1
    if wijzig.nr is not None and wijzig.nr not in personen:
        raise persoon_onbekend()
    if wijzig.als_nr not in (None, nr):
        raise Refused(NUMMER_VERGEVEN, "Iemand anders voegde net een persoon toe. Probeer het opnieuw.")
    if wijzig.tegen_afscherming:
        tekst = (
            "Het adres van deze persoon is afgeschermd. Laat dat zo, of vraag een procesregisseur om het op te heffen."
        )
        raise Refused("afscherming-blijft", tekst, place="/betrokkene/gegevens/adresAfschermen")
    was = Counter(wie.rol for wie in personen.values())
    wordt = Counter({**{n: wie.rol for n, wie in personen.items()}, nr: wijzig.betrokkene.rol}.values())
    _toets_rollen(wijzig.betrokkene, wordt)
    nieuw = _met(er_is, nr, wijzig, ctx)
    event = BetrokkenenGewijzigd.model_validate(
        {"gewijzigd_op": ctx.received, "rollen": wordt, "kind_erbij": wordt["kind"] > was["kind"]}
    )
    gemeld = {"waarschuwingen": [ZELFDE_ADRES]} if wijzig.zelfde_adres else {}
    return besluit(er_is, nieuw, ctx, events=(event,), result={"nr": nr, **gemeld})


def _toets_rollen(betrokkene: Betrokkene, rollen: Counter[Rol | None]) -> None:
    if betrokkene.rol is None:
        raise Refused("rol-ontbreekt", "Kies de rol van deze persoon.", status=400, place="/betrokkene/rol")
    over = [Fault(fout.code, fout.text, "/betrokkene/rol") for fout in rolfouten(rollen)]
    if over:
        raise Refused.many(over)


def voorwaarden_nu(melding: Melding, nr: int) -> Sealed[str] | None:
    """The conditions of whoever passed on what is known of person `nr` now (L3)."""
    for versie in reversed(melding.wijzigingen):
        if versie.nr == nr:
            return versie.voorwaarden
    return melding.inhoud.voorwaarden if melding.inhoud else None


def _met(melding: Melding, nr: int, wijzig: WijzigBetrokkene, ctx: Context) -> Melding:
    betrokkene, voorwaarden = BewaardeBetrokkene.model_validate(wijzig.betrokkene), wijzig.voorwaarden
    if wijzig.nr is not None and "ref" not in wijzig.betrokkene.model_fields_set:
        betrokkene = changed(betrokkene, ref=melding.personen[nr - 1].ref)
    if wijzig.nr is not None and "voorwaarden" not in wijzig.model_fields_set:
        voorwaarden = voorwaarden_nu(melding, nr)
    versie = Wijziging(
        op=ctx.received,
        door=ctx.actor.subject,
        oin=ctx.actor.oin,
        nr=nr,
        reden=wijzig.reden,
        voorwaarden=voorwaarden,
        betrokkene=betrokkene,
    )
    anderen = tuple(spoor for spoor in melding.sporen if spoor.nr != nr)
    return changed(
        melding,
        wijzigingen=(*melding.wijzigingen, versie),
        sporen=(*anderen, *sporen_van(nr, betrokkene.rol, wijzig.hashes)),
    )
