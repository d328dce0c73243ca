# SPDX-License-Identifier: EUPL-1.2
"""The made-up zaken that demo, tests and documentation share: one complete melding, and the minutes of two overleggen.

All persons are invented; the BSNs are test numbers. Each function gives a new JSON body, so that a test may change it.
"""

from typing import Any

from zvhh_contracts.configuration import Configuratie
from zvhh_local.people import ORGANISATIONS

VT, PO, OM, RN = (ORGANISATIONS[name] for name in ("VT", "PO", "OM", "RN"))

ANNA = {
    "rol": "slachtoffer",
    "gegevens": {
        "naam": "Anna Fictief",
        "geboortedatum": "1990-02-03",
        "adres": "Proefweg 1, Zandvoorde",
        "bsn": "999990019",
        "telefoon": "0612345678",
        "veiligBereiken": "Overdag, nooit een bericht inspreken.",
    },
    "geinformeerd": {"ja": True},
}
BORIS = {
    "rol": "pleger",
    "gegevens": {"naam": "Boris Verzonnen", "geboortedatum": "1987-11-30", "bsn": "999990020"},
    "geinformeerd": {"ja": False, "waaromNiet": "Dit is niet veilig."},
}
KIM = {
    "rol": "kind",
    "gegevens": {"naam": "Kim Fictief", "geboortedatum": "2019-04-03", "bsn": "999990032"},
    "geinformeerd": {"ja": False, "waaromNiet": "Het kind is te jong."},
}


def melding(**changes: Any) -> dict[str, Any]:
    """The melding of Story 1: ex-partner, three criteria in words, the wish to discuss AWARE; `changes` replace fields."""
    complete: dict[str, Any] = {
        "voorPilot": True,
        "bekend": {"hoe": "Melding van Anna zelf bij Veilig Thuis.", "sinds": "2025-02-24"},
        "relatie": "ex-partner",
        "gemeente": "zandvoorde",
        "betrokkenen": [ANNA, BORIS],
        "zorgen": "Boris staat elke week voor de deur van Anna en stuurt dagelijks berichten.",
        "zekerheden": "De berichten zijn gezien door de medewerker.",
        "criteria": {
            "leefgebieden": "Zorgen over werk, huisvesting en geestelijke gezondheid.",
            "veiligheid": "Anna is bang en gaat niet meer alleen naar buiten.",
            "samenwerking": "Politie, reclassering en hulpverlening zijn samen nodig.",
        },
        "leefgebieden": ["huisvesting", "werk-en-opleiding", "geestelijke-gezondheid"],
        "domeinen": ["straf", "zorg"],
        "wensen": ["aware"],
        "verklaring": {"rechtmatigVerkregen": True, "juistheidGetoetst": True},
        "beroepsgeheim": {"geldt": False},
        "melder": {"naam": "Vera Voorbeeld", "telefoon": "0700000001", "email": "vera@vt.example"},
    }
    return complete | changes


def weegverslag(**changes: Any) -> dict[str, Any]:
    """The weegoverleg of Story 1: passend, doorzetten, form één by VT, an agreement of each kind."""
    return {
        "aanwezigen": [
            {"oin": PO, "persoon": "piet.po"},
            {"oin": OM, "persoon": "olga.om"},
            {"oin": VT, "persoon": "vera.vt"},
            {"oin": RN, "persoon": "rob.rn"},
        ],
        "notities": {"beeldvorming": "Anna wordt al maanden gevolgd.", "oordeelsvorming": "Samen optreden is nodig."},
        "passend": True,
        "motivatie": "Stalking door de ex-partner, drie leefgebieden, drie domeinen nodig.",
        "doorzetten": "ja",
        "deelnemers": [VT, PO, OM, RN],
        "casusregie": {
            "casusregie": {"vorm": "een", "regisseur": {"oin": VT, "persoon": "vera.vt"}},
            "aanvaardOp": "2025-03-12",
        },
        "afspraken": [
            {"soort": "contact", "tekst": "Vera belt Anna.", "eigenaar": VT, "uiterlijk": "2025-03-19"},
            {"soort": "veiligheid", "tekst": "Afspraak op locatie.", "eigenaar": PO, "uiterlijk": "2025-03-14"},
        ],
        "wensen": [{"wens": "aware", "antwoord": "later", "reden": "Bespreken in het casusoverleg."}],
    } | changes


def casusverslag(*aanwezigen: str, **changes: Any) -> dict[str, Any]:
    """A casusoverleg of those present (OINs): the picture is confirmed, every extra of the pilot was discussed (S17)."""
    wie = aanwezigen or (PO, VT, RN)
    extras = [{"extra": code, "antwoord": "besproken"} for code in Configuratie().extras]
    return {"aanwezigen": [{"oin": oin} for oin in wie], "beeldBevestigd": True, "extras": extras} | changes


def interventie(soort: str, voor: str, eigenaar: str, start: str, **changes: Any) -> dict[str, Any]:
    """One intervention of a plan."""
    return {"soort": soort, "voor": voor, "eigenaar": eigenaar, "start": start} | changes
