# SPDX-License-Identifier: EUPL-1.2
"""What must be done, by whom and until when, computed from the state; and the words for it.

For: `stand.met_stand`, which stores them, and `GET /v1/taken`. Not for: deciding anything: a task goes when the state says
that it is done, and no term of a task ends anything by itself (L9).
"""

from collections.abc import Iterator

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.calendar import local_date
from zvhh_meetings.domain.stukken import VAN_VOOR_DE_PILOT
from zvhh_meetings.domain.traject import EINDES, Overlegtraject, Zaaktaak

TEKSTEN: dict[str, str] = {
    "veiligheid-geborgd": "De melder trok de melding in. Is de veiligheid geborgd?",
    "ingetrokken-na-weegoverleg": "De melder trok de melding in, maar het weegoverleg is al gehouden.",
    "afgewezen-na-weegoverleg": "De triage werd afgewezen, maar het weegoverleg is al gehouden.",
    "gevoegd-na-weegoverleg": "De melding werd gevoegd, maar het weegoverleg is al gehouden.",
    "weegoverleg-plannen": "Plan het weegoverleg.",
    "verslag-vastleggen": "Leg het overleg vast.",
    "afspraken-overtypen": "Neem de open afspraken van de lopende zaak over.",
    "afschalen-geweigerd": "Afschalen ging niet door: er kwam een incident tussen.",
    "beeindigen-geweigerd": "Het einde van de casus ging niet door.",
    "ernstig-incident": "Er is een ernstig incident. Is een eerder overleg nodig?",
    "casusregie-gezocht": "Er is nog geen casusregisseur.",
    "casusregie-zoeken": "Zoek een casusregisseur.",
    "casusregie-geweigerd": "De gekozen casusregie kan niet. Maak een nieuwe keuze.",
    "casusoverleg-laat": "Het vorige casusoverleg is lang geleden.",
    "zonder-datum": "Plan het volgende overleg.",
    "afspraak": "Voer uw afspraak uit en meld hoe het staat.",
}
"""Code → what a person reads. Every task of this service has a row."""


def taken(config: Configuratie, traject: Overlegtraject) -> Iterator[Zaaktaak]:
    """Every task now: those of a procesregisseur first, most urgent first, then those of organisations."""
    stand = traject.stand
    if traject.afgeschermd:
        return
    yield from _gekruist(traject)
    if stand == "te-plannen":
        uiterlijk = traject.triage.weegoverleg_uiterlijk_op if traject.triage and not traject.overleggen else None
        yield Zaaktaak(code="weegoverleg-plannen", uiterlijk=uiterlijk)
    gepland = traject.gepland
    if gepland is not None and gepland.voorbij:
        yield Zaaktaak(code="verslag-vastleggen", uiterlijk=local_date(gepland.begin), nummer=gepland.nummer)
    if stand in ("wacht-op-plaats", "wachtlijst", "loopt"):
        yield from _van_de_casus(traject)
    if traject.zonder_datum:
        yield Zaaktaak(code="zonder-datum", uiterlijk=traject.zonder_datum_herinneren_op)
    if stand not in EINDES:
        yield from _van_organisaties(config, traject)


def _gekruist(traject: Overlegtraject) -> Iterator[Zaaktaak]:
    """What crossed a weegoverleg, or cancelled one: someone must look whether all is safe (D1)."""
    weging, triage = traject.weging, traject.triage
    if traject.stand == "ingetrokken" and any(overleg.vanzelf for overleg in traject.overleggen):
        yield Zaaktaak(code="veiligheid-geborgd")
    if weging is not None and traject.ingetrokken_op is not None:
        yield Zaaktaak(code="ingetrokken-na-weegoverleg")
    if weging is not None and triage is not None and triage.uitkomst in ("afgewezen", "gevoegd"):
        yield Zaaktaak(code=f"{triage.uitkomst}-na-weegoverleg")


def _van_de_casus(traject: Overlegtraject) -> Iterator[Zaaktaak]:
    gehouden, casus = traject.gehouden("casusoverleg"), traject.casus
    laatste = gehouden[-1].nummer if gehouden else None
    for code, geweigerd in (
        ("afschalen-geweigerd", casus.afschalen_geweigerd),
        ("beeindigen-geweigerd", casus.beeindigen_geweigerd),
    ):
        if any(een.nummer == laatste for een in geweigerd):
            yield Zaaktaak(code=code)
    vastgelegd = gehouden[-1].vastgelegd_op if gehouden else None
    ernstig = [een.geregistreerd_op for een in casus.incidenten if een.ernstig and een.is_incident]
    if any(vastgelegd is None or op > vastgelegd for op in ernstig):
        yield Zaaktaak(code="ernstig-incident")
    yield from _van_de_regie(traject)
    if traject.laat:
        yield Zaaktaak(code="casusoverleg-laat")
    over_te_typen = traject.melding.open_afspraken if traject.melding is not None else 0
    if sum(afspraak.overleg == VAN_VOOR_DE_PILOT for afspraak in traject.afspraken) < over_te_typen:
        yield Zaaktaak(code="afspraken-overtypen")


def _van_de_regie(traject: Overlegtraject) -> Iterator[Zaaktaak]:
    if traject.gezocht is not None:
        yield Zaaktaak(code="casusregie-gezocht", uiterlijk=traject.gezocht.herinneren_op)
        return
    antwoord = traject.antwoord(traject.aanwijzingen[-1].nummer) if traject.aanwijzingen else None
    if antwoord is not None and not antwoord.vastgelegd:
        yield Zaaktaak(code="casusregie-geweigerd")


def _van_organisaties(config: Configuratie, traject: Overlegtraject) -> Iterator[Zaaktaak]:
    """Own open agreements (D3), and looking for a casusregisseur (S11)."""
    gezocht = traject.gezocht
    if gezocht is not None and gezocht.door != config.zvhh_oin:
        uiterlijk = gezocht.herinneren_op
        yield Zaaktaak(code="casusregie-zoeken", uiterlijk=uiterlijk, voor="deelnemer", oin=gezocht.door)
    for een in traject.open_afspraken:
        yield Zaaktaak(code="afspraak", uiterlijk=een.uiterlijk, voor="deelnemer", oin=een.eigenaar, nummer=een.nummer)
