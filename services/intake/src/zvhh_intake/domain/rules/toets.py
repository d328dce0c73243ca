# SPDX-License-Identifier: EUPL-1.2
"""What is wrong with a melding, all of it at once, each with its place (S0, S2, S5, L1, L2). Pure.

For: both borders, which call `fouten` on the clear melding before it is sealed; `codefouten` is what can still be
seen of a sealed one, and is checked once more when deciding.
Not for: who reports and when (`dien_in`). SASH, aangifte and regiobinding are never looked at (S4).
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.meldingen import Rol
from zvhh_contracts.meldingen import Twijfel as Uitkomst
from zvhh_intake.domain.parts.gegevens import Betrokkene, DienIn, Melder, Persoonsgegevens, Twijfel
from zvhh_kit.domain.decision import Fault, Sealed

_KENMERK = re.compile(r"ZV-[A-Z0-9]{4}-[A-Z0-9]{4}")
_SLACHTOFFER: frozenset[Rol | None] = frozenset({"slachtoffer", "beide"})
_PLEGER: frozenset[Rol | None] = frozenset({"pleger", "beide"})
_CRITERIA = {
    "leefgebieden": "Vul in hoe u weet dat er zorgen zijn op meerdere leefgebieden.",
    "veiligheid": "Vul in hoe u weet dat de veiligheid in het geding is.",
    "samenwerking": "Vul in waarom samenwerking van bestuur, straf en zorg nodig is.",
}
_CODE = re.compile(r"A-[A-Z0-9]{4}-[A-Z0-9]{4}")


def fouten(config: Configuratie, dien_in: DienIn, dag: date, *, concept: bool = False) -> tuple[Fault, ...]:
    """Every fault of a clear melding received on the local day `dag`; none = complete. `concept`: a draft was sent."""
    personen = enumerate(dien_in.betrokkenen)
    return (
        *codefouten(config, dien_in, dag, concept=concept),
        *_hoe_bekend(dien_in),
        *(fout for i, wie in personen for fout in betrokkenefouten(wie, f"/betrokkenen/{i}", dag)),
        *_teksten(dien_in),
        *_melder(dien_in.melder),
    )


def codefouten(config: Configuratie, dien_in: DienIn, dag: date, *, concept: bool = False) -> tuple[Fault, ...]:
    """The faults that show in a sealed melding too: codes, ticks, roles, and since when it is known (S0)."""
    return (
        *_voor_pilot(dien_in),
        *twijfelfouten(config, dien_in.twijfel, concept=concept),
        *_codefouten(config, dien_in),
        *_sinds_bekend(dien_in, dag),
    )


def twijfelfouten(config: Configuratie, twijfel: Twijfel | None, *, concept: bool = False) -> Iterator[Fault]:
    """S5: doubt without a consultation holds the melding back, with the number to call; `concept`: the draft is kept."""
    if twijfel is None:
        return
    if twijfel.code is not None and _CODE.fullmatch(twijfel.code) is None:
        yield Fault("code-ongeldig", "Een code van een overleg ziet eruit als A-7K4M-9QXT.", "/twijfel/code")
    if twijfel.ja and twijfel.code is None and not twijfel.niemand_bereikbaar:
        zinnen = [
            f"Bel eerst de procesregisseur van de dag: {config.telefoon_procesregisseur}.",
            "Uw concept is bewaard." if concept else "",
            "Niemand bereikbaar? U kunt toch melden. Wij bellen u terug.",
        ]
        yield Fault("eerst-overleggen", " ".join(zin for zin in zinnen if zin), "/twijfel")


def uitkomst(twijfel: Twijfel | None) -> Uitkomst | None:
    """How the doubt was met: a consultation counts, also for who no longer doubts; None where there was no doubt."""
    if twijfel is None:
        return None
    if twijfel.code is not None:
        return "overlegd"
    return "niemand-bereikbaar" if twijfel.ja and twijfel.niemand_bereikbaar else None


def _voor_pilot(dien_in: DienIn) -> Iterator[Fault]:
    if dien_in.voor_pilot is not True:
        yield Fault("niet-voor-pilot", "Zeg dat u deze zaak voor de pilot meldt.", "/voorPilot")


def _codefouten(config: Configuratie, dien_in: DienIn) -> Iterator[Fault]:
    if dien_in.relatie is None:
        tekst = "Kies of u slachtoffer en (vermeend) pleger kent als partner of ex-partner."
        yield Fault("relatie-ontbreekt", tekst, "/relatie")
    if dien_in.gemeente is None:
        yield Fault("gemeente-ontbreekt", "Kies een gemeente, 'buiten de regio' of 'onbekend'.", "/gemeente")
    elif dien_in.gemeente not in config.gemeenten:
        yield Fault("gemeente-onbekend", "Deze gemeente staat niet in de lijst.", "/gemeente")
    for i, code in enumerate(dien_in.leefgebieden):
        if code not in config.leefgebieden:
            yield Fault("leefgebied-onbekend", "Dit leefgebied staat niet in de lijst.", f"/leefgebieden/{i}")
    yield from rolfouten(wie.rol for wie in dien_in.betrokkenen)
    yield from _verklaring(dien_in)
    if dien_in.oud_kenmerk is not None and _KENMERK.fullmatch(dien_in.oud_kenmerk) is None:
        yield Fault("kenmerk-ongeldig", "Een kenmerk ziet eruit als ZV-7K4M-9QXT.", "/oudKenmerk")


def rolfouten(rollen: Iterable[Rol | None]) -> Iterator[Fault]:
    """L2: a zaak has at least one slachtoffer and one (vermeend) pleger; over en weer is both."""
    genoemd = set(rollen)
    if not genoemd & _SLACHTOFFER:
        yield Fault("slachtoffer-ontbreekt", "Noem ten minste één slachtoffer.", "/betrokkenen")
    if not genoemd & _PLEGER:
        yield Fault("pleger-ontbreekt", "Noem ten minste één (vermeend) pleger.", "/betrokkenen")


def _verklaring(dien_in: DienIn) -> Iterator[Fault]:
    verklaring, geheim = dien_in.verklaring, dien_in.beroepsgeheim
    if verklaring is None:
        tekst = "Verklaar dat u de gegevens mag delen en op juistheid hebt getoetst."
        yield Fault("verklaring-ontbreekt", tekst, "/verklaring")
    else:
        if not verklaring.rechtmatig_verkregen:
            tekst = "Verklaar dat u de gegevens rechtmatig hebt verkregen."
            yield Fault("verklaring-rechtmatig", tekst, "/verklaring/rechtmatigVerkregen")
        if not verklaring.juistheid_getoetst:
            tekst = "Verklaar dat u de gegevens op juistheid hebt getoetst."
            yield Fault("verklaring-juistheid", tekst, "/verklaring/juistheidGetoetst")
    if geheim is None:
        yield Fault("beroepsgeheim-ontbreekt", "Zeg of een medisch beroepsgeheim geldt.", "/beroepsgeheim")
    elif geheim.geldt and geheim.grond is None:
        tekst = "Noem de grond waarop u ondanks het medisch beroepsgeheim mag melden."
        yield Fault("grond-ontbreekt", tekst, "/beroepsgeheim/grond")


def _hoe_bekend(dien_in: DienIn) -> Iterator[Fault]:
    if dien_in.bekend is not None and _leeg(dien_in.bekend.hoe):
        yield Fault("bekend-hoe-ontbreekt", "Zeg hoe u de zaak kent.", "/bekend/hoe")


def _sinds_bekend(dien_in: DienIn, dag: date) -> Iterator[Fault]:
    bekend = dien_in.bekend
    if bekend is None:
        yield Fault("bekend-ontbreekt", "Zeg hoe en sinds wanneer u de zaak kent.", "/bekend")
    elif bekend.sinds is None:
        yield Fault("bekend-sinds-ontbreekt", "Zeg sinds wanneer u de zaak kent.", "/bekend/sinds")
    elif bekend.sinds > dag:
        yield Fault("datum-in-toekomst", "Deze datum ligt in de toekomst.", "/bekend/sinds")


def betrokkenefouten(wie: Betrokkene, plaats: str, dag: date) -> Iterator[Fault]:
    """Every fault of one clear person at a place, on the local day `dag` (L1, L2)."""
    if "nationaliteit" in wie.model_fields_set:
        yield _nationaliteit(plaats)
    if wie.rol is None:
        yield Fault("rol-ontbreekt", "Kies de rol van deze persoon.", f"{plaats}/rol")
    if wie.gegevens is None:
        yield Fault("gegevens-ontbreken", "Vul de gegevens van deze persoon in.", f"{plaats}/gegevens")
    else:
        yield from _persoon(wie.gegevens.clear, f"{plaats}/gegevens", dag)
    if wie.geinformeerd is None:
        yield Fault("geinformeerd-ontbreekt", "Zeg of deze persoon van de melding weet.", f"{plaats}/geinformeerd")
    elif not wie.geinformeerd.ja and _leeg(wie.geinformeerd.waarom_niet):
        tekst = "Zeg waarom deze persoon niet van de melding weet."
        yield Fault("waarom-niet-ontbreekt", tekst, f"{plaats}/geinformeerd/waaromNiet")


def _persoon(persoon: Persoonsgegevens, plaats: str, dag: date) -> Iterator[Fault]:
    if "nationaliteit" in persoon.model_fields_set:
        yield _nationaliteit(plaats)
    if not persoon.naam.strip():
        yield Fault("naam-ontbreekt", "Vul de naam in, of 'onbekend'.", f"{plaats}/naam")
    yield from _geboren(persoon, plaats, dag)
    if persoon.telefoon and not (persoon.veilig_bereiken or "").strip():
        tekst = "Zeg hoe en wanneer deze persoon veilig te bereiken is, en wanneer niet."
        yield Fault("veilig-bereiken-ontbreekt", tekst, f"{plaats}/veiligBereiken")


def _geboren(persoon: Persoonsgegevens, plaats: str, dag: date) -> Iterator[Fault]:
    """Not after today; and told in one way only, or two readers would each believe another one."""
    deels = persoon.geboortedatum_deels
    if persoon.geboortedatum is not None and persoon.geboortedatum > dag:
        yield Fault("datum-in-toekomst", "Deze datum ligt in de toekomst.", f"{plaats}/geboortedatum")
    if deels is not None and deels > dag.isoformat()[: len(deels)]:
        yield Fault("datum-in-toekomst", "Deze datum ligt in de toekomst.", f"{plaats}/geboortedatumDeels")
    if deels is not None and persoon.geboortedatum is not None:
        tekst = "Vul de hele geboortedatum in, of alleen wat u ervan weet, niet allebei."
        yield Fault("geboortedatum-dubbel", tekst, f"{plaats}/geboortedatumDeels")


def _nationaliteit(plaats: str) -> Fault:
    tekst = "Nationaliteit mag u niet delen. Laat dit gegeven weg."
    return Fault("nationaliteit-niet-toegestaan", tekst, f"{plaats}/nationaliteit")


def _teksten(dien_in: DienIn) -> Iterator[Fault]:
    if _leeg(dien_in.zorgen):
        yield Fault("zorgen-ontbreken", "Beschrijf wat er aan de hand is.", "/zorgen")
    for criterium, tekst in _CRITERIA.items():
        if dien_in.criteria is None or _leeg(getattr(dien_in.criteria, criterium)):
            yield Fault("criterium-leeg", tekst, f"/criteria/{criterium}")


def _melder(melder: Sealed[Melder] | None) -> Iterator[Fault]:
    if melder is None:
        yield Fault("melder-ontbreekt", "Zeg wie wij over deze melding kunnen bellen.", "/melder")
        return
    for veld, tekst in (
        ("naam", "Vul uw naam in."),
        ("telefoon", "Vul uw telefoonnummer in."),
        ("email", "Vul uw e-mailadres in."),
    ):
        if not getattr(melder.clear, veld).strip():
            yield Fault(f"melder-{veld}-ontbreekt", tekst, f"/melder/{veld}")


def _leeg(tekst: Sealed[str] | None) -> bool:
    return tekst is None or not (tekst.clear or "").strip()
