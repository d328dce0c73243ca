# SPDX-License-Identifier: EUPL-1.2
"""The computed agenda (S3, S11, S12, D3, D4)."""

from datetime import date
from typing import Any

from zvhh_meetings.domain.agenda import agenda

ZV = "00000099000000000100"


def soorten(zaak: Any) -> list[str]:
    """The items of the next agenda."""
    return [punt.soort for punt in agenda(zaak.config, zaak.staat, zaak.staat.gepland)]


def test_the_weegoverleg_asks_what_this_casus_needs(zaak: Any) -> None:
    """S3, S11, story 1.3: the AWARE wish stands on it."""
    zaak.gepland()
    assert soorten(zaak) == [
        "aanwezigen",
        "beeldvorming",
        "wens-aware",
        "weging",
        "passend",
        "deelnemers",
        "casusregie",
        "contact",
        "veiligheid",
    ]


def test_a_search_for_a_casusregisseur_comes_first(zaak: Any) -> None:
    """S11: first item of the next casusoverleg; then the open agreements."""
    zaak.loopt(casusregie=None, gezocht={"doorOin": ZV})
    punten = agenda(zaak.config, zaak.staat, zaak.staat.gepland)
    assert [punt.soort for punt in punten][:4] == ["casusregie-gezocht", "aanwezigen", "afspraak", "afspraak"]
    assert punten[2].titel == "Afspraak 1: Veilig Thuis Duinrand, uiterlijk 19-03-2025."
    assert punten[2].tekst == zaak.staat.afspraken[0].tekst


def test_the_wish_stands_on_the_first_casusoverleg_only(zaak: Any) -> None:
    """S3: weegoverleg and first casusoverleg, also when it was answered before."""
    zaak.loopt(wensen=[{"wens": "aware", "antwoord": "besproken"}])
    assert "wens-aware" in soorten(zaak)
    zaak.op(date(2025, 3, 26)).bespreek()
    assert "wens-aware" not in soorten(zaak)
    assert soorten(zaak)[-3:] == ["plan", "nieuwe-afspraken", "volgende-datum"]


def test_a_serious_incident_stands_on_it(zaak: Any) -> None:
    """D4."""
    from zvhh_contracts.casussen import IncidentGeregistreerd

    zaak.loopt().doe(
        IncidentGeregistreerd(
            nummer=1, soort="geweld", moment=zaak.at, ernstig=True, geregistreerd_op=zaak.at, afschalen_mogelijk_op=None
        )
    )
    assert "ernstig-incident" in soorten(zaak)


def test_a_casusoverleg_has_its_items_in_order(zaak: Any) -> None:
    """S3, S12, S13, S17, D3: earlier agreements, beeld, wishes, extras, plan, agreements, next date."""
    zaak.loopt()
    extras = [f"extra-{code}" for code in zaak.config.extras]
    assert soorten(zaak) == [
        "aanwezigen",
        "afspraak",
        "afspraak",
        "beeldvorming",
        "wens-aware",
        *extras,
        "plan",
        "nieuwe-afspraken",
        "volgende-datum",
    ]
    plannen = [punt.titel for punt in agenda(zaak.config, zaak.staat, zaak.staat.gepland) if punt.soort == "plan"]
    assert plannen == ["Het plan van aanpak maken."]


def test_a_melding_that_joined_and_a_new_kind_stand_on_it(zaak: Any) -> None:
    """D10, D11b: until the next overleg was held; reversed roles stay on it, with the plan."""
    from zvhh_contracts.meldingen import BetrokkenenGewijzigd
    from zvhh_contracts.triages import MeldingToegevoegd

    zaak.loopt().op(date(2025, 3, 20))
    ander = "0190bbbb-0000-8000-8000-000000000002"
    zaak.doe(MeldingToegevoegd(zaak_id=ander, toegevoegd_op=zaak.at, rollen_omgekeerd=True))
    zaak.doe(BetrokkenenGewijzigd(gewijzigd_op=zaak.at, rollen={"kind": 1}, kind_erbij=True))
    assert {"melding-gevoegd", "kind-erbij", "rollen-omgekeerd"} <= set(soorten(zaak))
    zaak.op(date(2025, 3, 26)).bespreek().goed()
    assert {"melding-gevoegd", "kind-erbij", "rollen-omgekeerd"} & set(soorten(zaak)) == {"rollen-omgekeerd"}
