# SPDX-License-Identifier: EUPL-1.2
"""The agenda of an overleg, computed from the state: what those present must come to (S3, S11, S12, S14, S17, D3,
D10, D11b, D13), with what came up since the last overleg, which stands there until one has looked at it.

For: showing; nothing is stored. Not for: deciding what may be recorded.
"""

from collections.abc import Iterator
from datetime import datetime

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.event import Code
from zvhh_kit.domain.decision import Sealed
from zvhh_meetings.domain.overlegtraject import Overlegtraject
from zvhh_meetings.domain.parts.deel import Deel, Tekst
from zvhh_meetings.domain.parts.overleg import Overleg
from zvhh_meetings.domain.parts.stukken import Afspraak
from zvhh_meetings.domain.rules.behandeling import naam
from zvhh_meetings.domain.rules.verslag import WOORDEN, op_agenda

ROLLEN_OMGEKEERD = (
    "De rollen zijn omgekeerd. Het plan heeft voor elke persoon iets nodig als slachtoffer en als (vermeend) pleger."
)


class Agendapunt(Deel):
    """One item: a code, words without anything about people, and for an agreement its number and (sealed) text."""

    soort: Code
    titel: str
    afspraak: int | None = None
    tekst: Sealed[Tekst] | None = None


def agenda(config: Configuratie, traject: Overlegtraject, overleg: Overleg) -> tuple[Agendapunt, ...]:
    """The items of an overleg in order: beeld, oordeel, besluit; a casusregisseur who is looked for comes first (S11)."""
    punten = [*_wie(traject), Agendapunt(soort="aanwezigen", titel="Wie is er?")]
    punten += [_punt(config, afspraak) for afspraak in _eerdere(traject, overleg)]
    punten += _nieuws(traject)
    punten.append(Agendapunt(soort="beeldvorming", titel="Klopt het beeld nog?"))
    for wens in op_agenda(traject, overleg):
        punten.append(Agendapunt(soort=f"wens-{wens}", titel=f"De melder wil {WOORDEN[wens]} bespreken."))
    punten += _weegbesluiten() if overleg.soort == "weegoverleg" else _casusbesluiten(config, traject, overleg)
    return tuple(punten)


def _wie(traject: Overlegtraject) -> Iterator[Agendapunt]:
    if traject.gezocht is not None:
        sinds = f"{traject.gezocht.sinds:%d-%m-%Y}"
        yield Agendapunt(soort="casusregie-gezocht", titel=f"Er is nog geen casusregisseur (gezocht sinds {sinds}).")


def _eerdere(traject: Overlegtraject, overleg: Overleg) -> Iterator[Afspraak]:
    """The open agreements of all earlier overleggen (D3)."""
    return (afspraak for afspraak in traject.open_afspraken if afspraak.overleg < overleg.nummer)


def _punt(config: Configuratie, afspraak: Afspraak) -> Agendapunt:
    stand = " Niet gedaan." if afspraak.stand == "niet-gedaan" else ""
    titel = f"Afspraak {afspraak.nummer}: {naam(config, afspraak.eigenaar)}, uiterlijk {afspraak.uiterlijk:%d-%m-%Y}.{stand}"
    return Agendapunt(soort="afspraak", titel=titel, afspraak=afspraak.nummer, tekst=afspraak.tekst)


def _nieuws(traject: Overlegtraject) -> Iterator[Agendapunt]:
    """What came up since the overleg before: incidents (D4), another melding (D11b), a kind (D10)."""
    if traject.ernstig_sinds is not None:
        yield Agendapunt(soort="ernstig-incident", titel="Er is een ernstig incident gemeld.")
    for soort, titel in nieuws(traject):
        yield Agendapunt(soort=soort, titel=titel)


def _weegbesluiten() -> Iterator[Agendapunt]:
    yield Agendapunt(soort="weging", titel="Wat heeft deze casus nodig?")
    yield Agendapunt(soort="passend", titel="Is de zaak passend, en gaat de zaak door naar een casusoverleg?")
    yield Agendapunt(soort="deelnemers", titel="Wie doet vanaf nu mee?")
    yield Agendapunt(soort="casusregie", titel="Wie voert de casusregie?")
    yield Agendapunt(soort="contact", titel="Afspraken over contact met de betrokkenen.")
    yield Agendapunt(soort="veiligheid", titel="Afspraken over de veiligheid tot het volgende overleg.")


def _casusbesluiten(config: Configuratie, traject: Overlegtraject, overleg: Overleg) -> Iterator[Agendapunt]:
    for extra, vraag in config.extras.items():
        yield Agendapunt(soort=f"extra-{extra}", titel=vraag)
    if traject.rollen_omgekeerd:
        yield Agendapunt(soort="rollen-omgekeerd", titel=ROLLEN_OMGEKEERD)
    titel = "Het plan van aanpak bijwerken." if traject.plannen else "Het plan van aanpak maken."
    yield Agendapunt(soort="plan", titel=titel)
    yield from _einde(traject, overleg)
    yield Agendapunt(soort="nieuwe-afspraken", titel="Nieuwe afspraken.")
    yield Agendapunt(soort="volgende-datum", titel="Wanneer is het volgende overleg?")


def _einde(traject: Overlegtraject, overleg: Overleg) -> Iterator[Agendapunt]:
    """A decision that regie refused comes back (S14, D13); afschalen is asked from when it is possible (S14)."""
    if overleg.stand != "gepland":
        return
    vorige = max((one.nummer for one in traject.gehouden("casusoverleg")), default=None)
    if any(one.nummer == vorige for one in traject.casus.afschalen_geweigerd):
        yield Agendapunt(soort="afschalen-geweigerd", titel="Afschalen ging niet door. Hoe gaat het verder?")
    if any(one.nummer == vorige for one in traject.casus.beeindigen_geweigerd):
        yield Agendapunt(soort="beeindigen-geweigerd", titel="Beëindigen ging niet door. Hoe gaat het verder?")
    if traject.afschalen_kan(overleg.begin):
        yield Agendapunt(soort="afschalen-mogelijk", titel="Afschalen is mogelijk: afschalen, niet of later.")


GEVOEGD = "Nieuwe melding gevoegd."
WEGGENOMEN = "Een ernstig incident van een ander is weggehaald, minder zwaar gemaakt of eerder gedateerd. Klopt dat?"
OMGEKEERD = "Nieuwe melding gevoegd. Slachtoffer en (vermeend) pleger staan daarin andersom."
KIND = "Er is een kind in beeld gekomen. VT / RvdK erbij? Casusregie gemeente?"


def nieuws(traject: Overlegtraject) -> Iterator[tuple[str, str]]:
    """The code and the words of each item: incidents taken away (D4), meldingen that joined (D11b), a new kind (D10)."""
    for incident in traject.casus.incidenten:
        if incident.weggenomen_op is not None and _nieuw(traject, incident.weggenomen_op):
            yield "ernstig-incident-weg", WEGGENOMEN
    for one in traject.gevoegd:
        if _nieuw(traject, one.toegevoegd_op):
            yield "melding-gevoegd", OMGEKEERD if one.rollen_omgekeerd else GEVOEGD
    betrokkenen = traject.betrokkenen
    if betrokkenen is not None and betrokkenen.kind_erbij_op is not None and _nieuw(traject, betrokkenen.kind_erbij_op):
        yield "kind-erbij", KIND


def _nieuw(traject: Overlegtraject, op: datetime) -> bool:
    """No overleg was held at or after this moment."""
    return not any(one.gehouden_op is not None and one.gehouden_op >= op for one in traject.overleggen)
