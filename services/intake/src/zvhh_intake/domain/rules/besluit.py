# SPDX-License-Identifier: EUPL-1.2
"""The decision about a melding, and all that others hear of it whenever it changes: a partner's own system its step (D5), every
service who is barred now (L6), and what joined it what holds there (D11b).

Told is the difference with what was told before, fact by fact: so it does not matter by which way, or in which order,
something came to hold; and one that was split off is told on, for it counts there only while it is joined. Not for: a
closing, which is told once and for good (`volgen`).
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from pydantic import BaseModel

from zvhh_contracts.intake_intern import HoofdzaakGewogen, HoofdzaakWering
from zvhh_contracts.meldingen import ProfessionalGeweerd, WeringOpgeheven
from zvhh_contracts.partner import Fout, Terugkoppeling
from zvhh_intake.domain.derived import afgeleid
from zvhh_intake.domain.melding import Melding
from zvhh_intake.domain.parts.gevolgd import Hoofdzaak
from zvhh_intake.domain.rules.terugkoppeling import ANDERS, ZELFDE_ADRES, stap, toelichting
from zvhh_kit.decision import Addressed, Context, Decision, Effect, changed, to

_NIETS = Hoofdzaak()

HERHALING = (
    "Wat u nu stuurde, is niet aangenomen: met deze meldingReferentie is al gemeld. "
    "Uw eerdere melding blijft staan. Daarvoor geldt: "
)

MEEST = 100
"""How many faults one answer tells: with all of them it might be larger than any event may be."""


def besluit(
    was: Melding | None,
    wordt: Melding,
    ctx: Context,
    *,
    events: tuple[BaseModel | Addressed, ...] = (),
    result: Any = None,
    fouten: Sequence[Fout] = (),
) -> Decision[Melding]:
    """The decision that makes `was` into `wordt`: with feedback when the step of a partner's own record changes, and with
    what others hear of it."""
    wordt = afgeleid(wordt)
    effects: tuple[Effect, ...] = ()
    if wordt.weg == "kafka" and (was is None or stap(was) != stap(wordt) or fouten):
        wordt = changed(wordt, teruggekoppeld=wordt.teruggekoppeld + 1)
        effects = (_bericht(wordt, ctx.now, fouten),)
    wordt, berichten = aan_gevoegde(wordt, ctx.subject)
    alle = (*events, *weringen(was, wordt, ctx.received), *berichten)
    return Decision(wordt, events=alle, effects=effects, result=result, gives_way=wordt.geweigerd)


def antwoord_zonder_gevolg(melding: Melding, ctx: Context, fouten: Sequence[Fout]) -> Decision[Melding]:
    """Tell a partner's system that a record was refused, while the melding that its key belongs to stays as it is.

    The step is the one that holds for that melding, so that who looks at the last step only is never misled.
    """
    geteld = changed(melding, teruggekoppeld=melding.teruggekoppeld + 1)
    return Decision(geteld, effects=(_bericht(geteld, ctx.now, fouten, herhaling=True),))


def waarschuwingen(melding: Melding) -> tuple[str, ...]:
    """What the reporter must know of a melding that was accepted: another relation is for triage to judge (S1b), and an
    address is shielded for more persons than they said (D10)."""
    gemeld = {ANDERS: melding.relatie == "anders", ZELFDE_ADRES: melding.zelfde_adres}
    return tuple(tekst for tekst, geldt in gemeld.items() if geldt)


def _bericht(melding: Melding, op: datetime, fouten: Sequence[Fout], *, herhaling: bool = False) -> Effect:
    welke = stap(melding)
    bericht = Terugkoppeling(
        melding_referentie=melding.referentie,
        stap=welke,
        tekst=(HERHALING if herhaling else "") + toelichting(melding),
        op=op,
        kenmerk=melding.kenmerk or None,
        fouten=tuple(fouten[:MEEST]),
        waarschuwingen=waarschuwingen(melding) if welke == "ontvangen" else (),
        herhaling_geweigerd=herhaling,
    )
    data = {
        "oin": melding.melder_oin,
        "referentie": melding.referentie,
        "nummer": melding.teruggekoppeld,
        "bericht": bericht.model_dump_json(by_alias=True, exclude_none=True),
    }
    return Effect("terugkoppeling", data)


def weringen(was: Melding | None, wordt: Melding, op: datetime) -> tuple[BaseModel, ...]:
    """To all services: each person who is barred from now on, or no longer (L6)."""
    eerder, nu = set(was.geweerd if was else ()), set(wordt.geweerd)
    erbij = (ProfessionalGeweerd(persoon=one, per=op) for one in sorted(nu - eerder))
    eraf = (WeringOpgeheven(persoon=one, per=op) for one in sorted(eerder - nu))
    return (*erbij, *eraf)


def aan_gevoegde(melding: Melding, zaak_id: str) -> tuple[Melding, tuple[Addressed, ...]]:
    """To each melding that ever joined this zaak: that it was weighed (D1), and each change of who is barred (L6)."""
    geldt = {zaak: _geldt(melding, zaak) for zaak in sorted({*melding.toegevoegd, *melding.verteld})}
    if geldt == melding.verteld:
        return melding, ()
    berichten = tuple(
        to(zaak, feit)
        for zaak, hier in geldt.items()
        for feit in _nieuws(zaak_id, melding.verteld.get(zaak, _NIETS), hier)
    )
    return changed(melding, verteld=geldt), berichten


def _geldt(melding: Melding, gevoegde: str) -> Hoofdzaak:
    """What holds here for what joined; what holds because this one is joined itself too, but not back where it came from."""
    verder = melding.hoofdzaak.geweerd if melding.gevoegd_bij != gevoegde else ()
    gewogen = melding.gewogen or melding.verteld.get(gevoegde, _NIETS).gewogen
    return Hoofdzaak(gewogen=gewogen, geweerd=tuple(sorted({*melding.zelf_geweerd, *verder})))


def _nieuws(zaak_id: str, eerder: Hoofdzaak, nu: Hoofdzaak) -> Iterator[BaseModel]:
    if nu.gewogen and not eerder.gewogen:
        yield HoofdzaakGewogen(zaak_id=zaak_id)
    for persoon in sorted({*eerder.geweerd} ^ {*nu.geweerd}):
        yield HoofdzaakWering(zaak_id=zaak_id, persoon=persoon, geldt=persoon in nu.geweerd)
