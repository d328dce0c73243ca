# SPDX-License-Identifier: EUPL-1.2
"""The computed agenda (S3, S11, S12, D3, D4)."""

from datetime import date

from services.meetings.tests.verhaal import Zaak

from zvhh_meetings.domain.rules.agenda import agenda

ZV = "00000099000000000100"


def punten(zaak: Zaak) -> list[tuple[str, str]]:
    """The items of the next agenda, with their words."""
    return [(punt.soort, punt.titel) for punt in agenda(zaak.config, zaak.staat, zaak.volgend)]


def soorten(zaak: Zaak) -> list[str]:
    """The items of the next agenda."""
    return [punt.soort for punt in agenda(zaak.config, zaak.staat, zaak.volgend)]


def test_the_weegoverleg_asks_what_this_casus_needs(zaak: Zaak) -> None:
    """S3, S11, story 1.3: the AWARE wish stands on it."""
    zaak.gepland()
    assert punten(zaak) == [
        ("aanwezigen", "Wie is er?"),
        ("beeldvorming", "Klopt het beeld nog?"),
        ("wens-aware", "De melder wil AWARE bespreken."),
        ("weging", "Wat heeft deze casus nodig?"),
        ("passend", "Is de zaak passend, en gaat de zaak door naar een casusoverleg?"),
        ("deelnemers", "Wie doet vanaf nu mee?"),
        ("casusregie", "Wie voert de casusregie?"),
        ("contact", "Afspraken over contact met de betrokkenen."),
        ("veiligheid", "Afspraken over de veiligheid tot het volgende overleg."),
    ]


def test_a_search_for_a_casusregisseur_comes_first(zaak: Zaak) -> None:
    """S11: first item of the next casusoverleg; then the open agreements."""
    zaak.loopt(casusregie=None, gezocht={"doorOin": ZV})
    zaak.afspraak(1, "niet-gedaan").afspraak(2, "gedaan")
    eerste = agenda(zaak.config, zaak.staat, zaak.volgend)[:3]
    assert [(punt.titel, punt.afspraak) for punt in eerste] == [
        ("Er is nog geen casusregisseur (gezocht sinds 12-03-2025).", None),
        ("Wie is er?", None),
        ("Afspraak 1: Veilig Thuis Duinrand, uiterlijk 19-03-2025. Niet gedaan.", 1),
    ]
    assert [punt.soort for punt in eerste] == ["casusregie-gezocht", "aanwezigen", "afspraak"]
    assert eerste[2].tekst == zaak.staat.afspraken[0].tekst


def test_the_wish_stands_on_the_first_casusoverleg_only(zaak: Zaak) -> None:
    """S3: weegoverleg and first casusoverleg, also when it was answered before."""
    zaak.loopt(wensen=[{"wens": "aware", "antwoord": "besproken"}])
    assert "wens-aware" in soorten(zaak)
    zaak.op(date(2025, 3, 26)).bespreek()
    assert "wens-aware" not in soorten(zaak)
    assert soorten(zaak)[-3:] == ["plan", "nieuwe-afspraken", "volgende-datum"]


def test_a_serious_incident_stands_on_it(zaak: Zaak) -> None:
    """D4."""
    from zvhh_contracts.casussen import IncidentGeregistreerd

    zaak.loopt().doe(
        IncidentGeregistreerd(
            nummer=1, soort="geweld", moment=zaak.at, ernstig=True, geregistreerd_op=zaak.at, afschalen_mogelijk_op=None
        )
    )
    assert ("ernstig-incident", "Er is een ernstig incident gemeld.") in punten(zaak)


def test_a_casusoverleg_has_its_items_in_order(zaak: Zaak) -> None:
    """S3, S12, S13, S17, D3: earlier agreements, beeld, wishes, extras, plan, agreements, next date."""
    zaak.loopt()
    assert punten(zaak) == [
        ("aanwezigen", "Wie is er?"),
        ("afspraak", "Afspraak 1: Veilig Thuis Duinrand, uiterlijk 19-03-2025."),
        ("afspraak", "Afspraak 2: Politie Duinrand, uiterlijk 14-03-2025."),
        ("beeldvorming", "Klopt het beeld nog?"),
        ("wens-aware", "De melder wil AWARE bespreken."),
        *((f"extra-{code}", vraag) for code, vraag in zaak.config.extras.items()),
        ("plan", "Het plan van aanpak maken."),
        ("nieuwe-afspraken", "Nieuwe afspraken."),
        ("volgende-datum", "Wanneer is het volgende overleg?"),
    ]


def test_a_melding_that_joined_and_a_new_kind_stand_on_it(zaak: Zaak) -> None:
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


def test_an_end_that_was_refused_and_one_that_is_possible_stand_on_it(zaak: Zaak) -> None:
    """S14, D13: what regie refused since the last casusoverleg, and afschalen from the moment that it is possible."""
    from zvhh_contracts.casussen import AfschalenGeweigerd, AfschalenMogelijk, BeeindigenGeweigerd

    zaak.loopt().op(date(2025, 3, 26)).bespreek()
    zaak.doe(AfschalenGeweigerd(nummer=1, reden="incident")).doe(BeeindigenGeweigerd(nummer=3, reden="niet-open"))
    einden = {"afschalen-geweigerd", "beeindigen-geweigerd", "afschalen-mogelijk"}
    assert not einden & set(soorten(zaak))
    zaak.doe(AfschalenGeweigerd(nummer=2, reden="incident")).doe(BeeindigenGeweigerd(nummer=2, reden="niet-open"))
    zaak.doe(AfschalenMogelijk(sinds=zaak.volgend.begin))
    assert punten(zaak)[-6:-2] == [
        ("plan", "Het plan van aanpak maken."),
        ("afschalen-geweigerd", "Afschalen ging niet door. Hoe gaat het verder?"),
        ("beeindigen-geweigerd", "Beëindigen ging niet door. Hoe gaat het verder?"),
        ("afschalen-mogelijk", "Afschalen is mogelijk: afschalen, niet of later."),
    ]
    zaak.doe(AfschalenMogelijk(sinds=zaak.lokaal(date(2025, 6, 4), 10, 1)))
    assert "afschalen-mogelijk" not in soorten(zaak)
    gehouden = [punt.soort for punt in agenda(zaak.config, zaak.staat, zaak.staat.overleggen[1])]
    assert not einden & set(gehouden)


def test_a_plan_that_is_there_is_brought_up_to_date(zaak: Zaak) -> None:
    """S12."""
    pleger = {"soort": "rn-traject", "voor": "pleger", "eigenaar": "00000099000000001000", "start": "2025-04-01"}
    plan = {"doelen": "rust", "interventies": [pleger, pleger | {"voor": "slachtoffer"}]}
    zaak.loopt().op(date(2025, 3, 26)).bespreek(plan=plan).goed()
    assert ("plan", "Het plan van aanpak bijwerken.") in punten(zaak)
