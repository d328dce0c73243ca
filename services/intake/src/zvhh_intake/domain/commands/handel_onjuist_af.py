# SPDX-License-Identifier: EUPL-1.2
"""A datum that is not right: marked, its supplier asked, then rectified, destroyed, or found to be right (L10).

For: the reporter's organisation and the procesregisseur, who mark; whoever supplied it, and the procesregisseur for
them, who answer. A datum that is destroyed goes out of every version of it.
Not for: adding and correcting persons as such (`wijzig_betrokkene`).
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar, Literal

from zvhh_intake.domain.commands.wijzig_betrokkene import WijzigBetrokkene, wijzig
from zvhh_intake.domain.melding import Melding
from zvhh_intake.domain.parts.beheer import Onjuistheid
from zvhh_intake.domain.parts.gegevens import Antwoord, Bekend, Betrokkene, Criteria, Gegeven, NietMeegeteld, Tekst
from zvhh_intake.domain.parts.inhoud import Inhoud, Opheffing
from zvhh_intake.domain.rules.besluit import besluit
from zvhh_intake.domain.rules.bestaan import bestaand
from zvhh_kit.domain.decision import Command, Context, Decision, Refused, Sealed, changed

Uitkomst = Literal["gerectificeerd", "vernietigd", "juist"]


class Verbetering(Gegeven):
    """The text that stands in for the one that was not right; only the marked one."""

    zorgen: Sealed[Tekst] | None = None
    zekerheden: Sealed[Tekst] | None = None
    vermoedens: Sealed[Tekst] | None = None
    criteria: Criteria | None = None
    bekend: Bekend | None = None
    niet_meegeteld: Sealed[NietMeegeteld] | None = None
    voorwaarden: Sealed[Tekst] | None = None


class Afhandeling(Command):
    """The answer to a mark, and why. Rectified: the person as they should be, or the text."""

    uitkomst: Uitkomst
    reden: Sealed[Antwoord]
    betrokkene: Betrokkene | None = None
    verbetering: Verbetering | None = None


class HandelAf(Afhandeling):
    """The answer to mark `nummer`. Where a datum of a person is destroyed the border makes `betrokkene` without it, of what
    it saw after `gezien` changes of persons, and `hashes` of any person (D11). `nr`: the person of the mark, as whom it is sealed."""

    SEALED_BY: ClassVar[Mapping[str, str]] = {"betrokkene": "nr"}

    nummer: int
    nr: int | None = None
    gezien: int | None = None
    tegen_afscherming: bool = False
    hashes: tuple[str, ...] = ()


def handel_af(melding: Melding | None, command: HandelAf, ctx: Context) -> Decision[Melding]:
    """Rectify or destroy the datum, or say that it is right (L10).

    Refused: 404 without such a mark, 403 for who neither supplied it nor is procesregisseur, 409 when it was answered,
    400 when the datum as it should be is missing.
    """
    er_is = bestaand(melding)
    mark = next((one for one in er_is.onjuist if one.nummer == command.nummer), None)
    if mark is None:
        raise Refused("bestaat-niet", "Deze vraag bestaat niet.", status=404)
    if ctx.actor.oin != mark.leverancier and "procesregisseur" not in ctx.actor.roles:
        raise Refused("niet-van-u", "Alleen de organisatie die dit gegeven leverde, kan hierop antwoorden.", status=403)
    if mark.uitkomst is not None:
        raise Refused("al-afgehandeld", "Op deze vraag is al geantwoord.")
    if command.gezien is not None and command.gezien != len(er_is.wijzigingen):
        raise Refused("intussen-gewijzigd", "Iemand heeft deze personen intussen gewijzigd. Probeer het opnieuw.")
    besloten = _gevolg(er_is, mark, command, ctx)
    wordt = besloten.state or er_is
    klaar = changed(
        mark,
        uitkomst=command.uitkomst,
        reden=command.reden,
        afgehandeld_op=ctx.received,
        afgehandeld_door=ctx.actor.subject,
    )
    nieuw = changed(wordt, onjuist=tuple(klaar if one.nummer == mark.nummer else one for one in er_is.onjuist))
    return replace(besloten, state=nieuw, result=command.uitkomst)


def _gevolg(melding: Melding, mark: Onjuistheid, command: HandelAf, ctx: Context) -> Decision[Melding]:
    if command.uitkomst == "juist":
        return besluit(melding, melding, ctx)
    if mark.nr is None:
        return besluit(melding, _met_tekst(melding, mark.veld, command), ctx)
    if command.uitkomst == "vernietigd" and mark.veld == "rol":
        raise Refused("rol-blijft", "Een rol kunt u verbeteren, maar niet weglaten.", status=400, place="/uitkomst")
    if command.betrokkene is None or command.betrokkene.rol is None:
        raise Refused(
            "gegevens-ontbreken",
            "Vul de gegevens van deze persoon in zoals ze moeten zijn.",
            status=400,
            place="/betrokkene",
        )
    wijziging = WijzigBetrokkene(
        nr=mark.nr,
        betrokkene=command.betrokkene,
        reden=command.reden,
        hashes=command.hashes,
        tegen_afscherming=command.tegen_afscherming,
    )
    besloten = wijzig(melding, wijziging, ctx)
    if command.uitkomst == "gerectificeerd" or besloten.state is None:
        return besloten
    return replace(besluit(melding, _alleen_nu(besloten.state, mark.nr), ctx), events=besloten.events)


def _alleen_nu(melding: Melding, nr: int) -> Melding:
    """Person `nr` as it is now, in every place where an earlier version stood: what was destroyed is nowhere (L10)."""
    laatste = [versie for versie in melding.wijzigingen if versie.nr == nr][-1]
    anderen = tuple(versie for versie in melding.wijzigingen if versie.nr != nr)
    inhoud, opheffingen = melding.inhoud, tuple(_verplaatst(one, melding, nr) for one in melding.opheffingen)
    if inhoud is None or nr > len(inhoud.betrokkenen):
        return changed(melding, wijzigingen=(*anderen, laatste), opheffingen=opheffingen)
    personen = list(inhoud.betrokkenen)
    personen[nr - 1] = laatste.betrokkene
    return changed(
        melding,
        wijzigingen=(*anderen, laatste),
        opheffingen=opheffingen,
        inhoud=changed(inhoud, betrokkenen=tuple(personen)),
    )


def _verplaatst(one: Opheffing, melding: Melding, nr: int) -> Opheffing:
    """A lifted shield after as many of the versions as are left; of the person themselves before their only one."""
    anderen = [versie.nr != nr for versie in melding.wijzigingen]
    return changed(one, na=sum(anderen) if one.nr == nr else sum(anderen[: one.na]))


def _met_tekst(melding: Melding, veld: str, command: HandelAf) -> Melding:
    naam = veld.replace("-", "_")
    nieuw = getattr(command.verbetering, naam) if command.verbetering else None
    if command.uitkomst == "gerectificeerd" and not _compleet(nieuw):
        raise Refused("tekst-ontbreekt", "Schrijf de tekst zoals het moet zijn.", status=400, place="/verbetering")
    assert melding.inhoud is not None  # noqa: S101 - a marked text stands in it
    waarde = nieuw if command.uitkomst == "gerectificeerd" else None
    inhoud = Inhoud.model_validate({**_delen(melding.inhoud), naam: waarde})
    sinds = inhoud.bekend.sinds if veld == "bekend" and inhoud.bekend else melding.bekend_sinds
    return changed(melding, inhoud=inhoud, bekend_sinds=sinds)


def _compleet(nieuw: Any) -> bool:
    """A text, or every part of what has parts."""
    if isinstance(nieuw, Gegeven):
        return all(getattr(nieuw, deel) is not None for deel in type(nieuw).model_fields)
    return nieuw is not None


def _delen(inhoud: Inhoud) -> dict[str, Any]:
    return {naam: getattr(inhoud, naam) for naam in type(inhoud).model_fields} | (inhoud.model_extra or {})
