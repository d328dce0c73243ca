# SPDX-License-Identifier: EUPL-1.2
"""What the API shows of the persons of a zaak, and of other zaken in which the same persons are (D10, D11).

Conditions of whoever passed data on stand beside them, for every reader (L3); a safe way to reach somebody stands beside
every telephone number. Not for: who may see what (`access`), nor which address is shielded (`domain.afscherming`): here there is none of those.
"""

from collections import Counter
from datetime import datetime
from typing import Any, Self

from zvhh_contracts.meldingen import Rol
from zvhh_intake.domain.commands.wijzig_betrokkene import voorwaarden_nu
from zvhh_intake.domain.melding import Melding, Stand
from zvhh_intake.domain.parts.inhoud import Betrokkene, Geinformeerd, Persoon
from zvhh_intake.domain.rules.afscherming import persoon_nu
from zvhh_intake.domain.rules.sporen import rollen_omgekeerd
from zvhh_intake.domain.rules.terugkoppeling import STAND_IN_WOORDEN
from zvhh_kit.domain.decision import Sealed
from zvhh_kit.http import Beeld

AFGESLOTEN = "Er is een afgesloten zaak."
GEEN = "Er is geen andere zaak met deze personen."


class VersieBeeld(Beeld):
    """One version of a person: who passed it on, for which organisation, when, and why; none for the melding itself."""

    op: datetime
    door: str
    oin: str
    reden: Sealed[str] | None


class OpheffingBeeld(Beeld):
    """The shield of an address was lifted: by whom, when and why."""

    op: datetime
    door: str
    reden: Sealed[str]


class BetrokkeneBeeld(Beeld):
    """A person as they are known now, by number; `versies`: oldest first, of which the last is shown.

    `adres_afgeschermd`: they are shielded, or somebody in the zaak with the same address is; `opheffingen`: that ended.
    """

    nr: int
    ref: Sealed[str] | None
    rol: Rol
    gegevens: Sealed[Persoon]
    geinformeerd: Geinformeerd
    adres_afgeschermd: bool
    voorwaarden: Sealed[str] | None
    versies: tuple[VersieBeeld, ...]
    opheffingen: tuple[OpheffingBeeld, ...]


class AdresBeeld(Beeld):
    """A shielded address, with what whoever goes there must know."""

    adres: str | None
    veilig_bereiken: str | None
    voorwaarden: Sealed[str] | None


class OvereenkomstBeeld(Beeld):
    """Another zaak that is not closed and has a person in common; its content is read there, by who may."""

    zaak_id: str
    kenmerk: str
    stand: Stand
    stand_tekst: str
    rollen: dict[Rol, int]
    rollen_omgekeerd: bool

    @classmethod
    def van(cls, hier: Melding, zaak_id: str, daar: Melding) -> Self:
        return cls.model_validate(
            {
                "zaak_id": zaak_id,
                "kenmerk": daar.kenmerk,
                "stand": daar.stand,
                "stand_tekst": STAND_IN_WOORDEN[daar.stand],
                "rollen": Counter(wie.rol for wie in daar.personen),
                "rollen_omgekeerd": rollen_omgekeerd(hier.sporen, daar.sporen),
            }
        )


class OvereenkomstenBeeld(Beeld):
    """Zaken on the same persons; of closed ones only that there is one (S15)."""

    zaken: tuple[OvereenkomstBeeld, ...]
    afgesloten: bool
    toelichting: str


def betrokkenen(melding: Melding) -> tuple[BetrokkeneBeeld, ...]:
    """Everybody in the zaak as they are known now. Sealed values must be open."""
    return tuple(_betrokkene(melding, nr, wie) for nr, wie in enumerate(melding.personen, start=1))


def adres_van(melding: Melding, nr: int) -> AdresBeeld | None:
    """The address of person `nr`, shielded or not; None when there is no such person. The melding must be wholly open."""
    if not 1 <= nr <= len(melding.personen):
        return None
    persoon = persoon_nu(melding, nr)
    return AdresBeeld(
        adres=persoon.adres, veilig_bereiken=persoon.veilig_bereiken, voorwaarden=voorwaarden_nu(melding, nr)
    )


def _betrokkene(melding: Melding, nr: int, wie: Betrokkene) -> BetrokkeneBeeld:
    return BetrokkeneBeeld(
        nr=nr,
        ref=wie.ref,
        rol=wie.rol,
        gegevens=wie.gegevens,
        geinformeerd=wie.geinformeerd,
        adres_afgeschermd=wie.gegevens.clear.afgeschermd,
        voorwaarden=voorwaarden_nu(melding, nr),
        versies=tuple(VersieBeeld.model_validate(versie) for versie in _versies(melding, nr)),
        opheffingen=tuple(OpheffingBeeld.model_validate(one) for one in melding.opheffingen if one.nr == nr),
    )


def _versies(melding: Melding, nr: int) -> list[dict[str, Any]]:
    gemeld = {"op": melding.ontvangen_op, "door": melding.melder_persoon, "oin": melding.melder_oin, "reden": None}
    bij_melding = melding.inhoud is not None and nr <= len(melding.inhoud.betrokkenen)
    later = [
        {"op": one.op, "door": one.door, "oin": one.oin, "reden": one.reden}
        for one in melding.wijzigingen
        if one.nr == nr
    ]
    return [gemeld, *later] if bij_melding else later
