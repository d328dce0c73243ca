# SPDX-License-Identifier: EUPL-1.2
"""S14, S16, D13, S6b: every code that regie sends or shows has words, and all words belong to a code that it can send.

`known_answers` in `conftest.py` holds every test to the first half. Not for: refusals; those stand in weigeringen.yaml.
"""

from collections.abc import Callable, Iterator
from typing import get_args

import pytest
from services.regie.tests.story import Maak, Zaak

from zvhh_contracts.casussen import AfschalenGeweigerd, BeeindigenGeweigerd, CasusregieGeweigerd
from zvhh_kit.core.handlers import Handlers
from zvhh_regie.domain.casus import Stand
from zvhh_regie.domain.events.meetings import AFSCHALEN_GEWEIGERD as AFSCHALEN
from zvhh_regie.domain.events.meetings import BEEINDIGEN_GEWEIGERD as BEEINDIGEN
from zvhh_regie.domain.rules.casusregie import REDENEN as CASUSREGIE
from zvhh_regie.domain.rules.casusregie import WAARSCHUWINGEN
from zvhh_regie.views.woorden import STANDEN

NU = "2025-10-22 11:00"
Open = Callable[[], Zaak]
Verhalen = Callable[[Open, Handlers, Maak], Iterator[Zaak]]
"""Zaken that end each with another answer."""
TABELLEN = {
    "afschalen": AFSCHALEN,
    "beeindigen": BEEINDIGEN,
    "casusregie": CASUSREGIE,
    "waarschuwingen": WAARSCHUWINGEN,
}


@pytest.mark.parametrize("tabel", TABELLEN)
def test_words_are_sentences(tabel: str) -> None:
    """Plain Dutch: whole sentences, short ones, no code in them."""
    for code, tekst in TABELLEN[tabel].items():
        assert tekst[0].isupper() and tekst.endswith("."), code
        assert code not in tekst and "_" not in tekst
        assert max(len(zin.split()) for zin in tekst.split(". ")) <= 20, tekst


def test_every_stand_has_its_words() -> None:
    """S6: what a page shows for a stand."""
    assert set(STANDEN) == set(get_args(Stand))
    assert len(set(STANDEN.values())) == len(STANDEN)


def _afschalen(open_: Open, table: Handlers, maak: Maak) -> Iterator[Zaak]:
    besluit, nu = maak.besluit("2025-10-22 10:30"), maak.op(NU)
    yield Zaak(table).when(besluit, at=nu)
    yield open_().when(maak.besluit("2025-10-22 10:30", nummer=3), at=nu).when(besluit, at=nu)
    yield open_().when(maak.beeindigd("2025-10-22"), at=nu).when(besluit, at=nu)
    yield open_().when(maak.besluit("2025-04-01"), at=nu)
    for moment in ("2025-10-22 10:29", "2025-10-22 10:31"):
        yield open_().when(maak.incident(moment), at=nu, by=maak.NOOR).when(besluit, at=nu)


def _beeindigen(open_: Open, table: Handlers, maak: Maak) -> Iterator[Zaak]:
    einde, nu = maak.beeindigd("2025-10-22 10:30"), maak.op(NU)
    yield Zaak(table).when(einde, at=nu)
    yield open_().when(maak.besluit("2025-10-22 10:30"), at=nu).when(einde, at=nu)
    yield open_().when(maak.beeindigd("2025-10-22", nummer=3), at=nu).when(einde, at=nu)


def _casusregie(open_: Open, table: Handlers, maak: Maak) -> Iterator[Zaak]:
    nu = maak.op(NU)
    for sluiting in (maak.besluit("2025-10-22"), maak.beeindigd("2025-10-22")):
        yield open_().when(sluiting, at=nu).when(maak.aangewezen(1, maak.een(), "2025-10-23"), at=nu)
    vormen = (
        maak.een("00000099000000099000"), maak.een(maak.ZV), maak.een(maak.SH), maak.gemeente(maak.PO),
        maak.een(maak.VT, "rob"), maak.twee(aandelen=("slachtoffer", "de-rest")),
    )  # fmt: skip
    for vorm in vormen:
        yield open_().when(maak.aangewezen(1, vorm, "2025-05-12"), at=nu)
    yield open_().when(maak.erbij(maak.GM), at=nu).when(maak.aangewezen(1, maak.gemeente(maak.GM), "2025-05-12"), at=nu)
    yield open_().when(maak.geweerd("vera"), at=nu).when(maak.aangewezen(1, maak.een(maak.VT, "vera"), NU[:10]), at=nu)
    story = open_().when(maak.aangewezen(1, maak.een(), "2025-05-12"), at=nu)
    story.when(maak.aangewezen(2, maak.een(maak.RN), "2025-06-02"), at=nu)
    for nummer, vanaf in enumerate(("2025-06-01", "2025-05-11"), 3):
        yield story.when(maak.aangewezen(nummer, maak.een(), vanaf), at=nu)


@pytest.mark.parametrize(
    ("woorden", "verhalen"),
    [(AFSCHALEN, _afschalen), (BEEINDIGEN, _beeindigen), (CASUSREGIE, _casusregie)],
    ids=["afschalen", "beeindigen", "casusregie"],
)
def test_all_words_belong_to_a_code_that_is_sent(
    table: Handlers, maak: Maak, woorden: dict[str, str], verhalen: Verhalen
) -> None:
    """S14, D13, S16: each reason is given in some zaak, and no words are left over."""
    gegeven: set[str] = set()
    for story in verhalen(lambda: maak.open_casus(table), table, maak):
        ((_, antwoord),) = story.events
        assert isinstance(antwoord, AfschalenGeweigerd | BeeindigenGeweigerd | CasusregieGeweigerd)
        gegeven |= {*antwoord.redenen} if isinstance(antwoord, CasusregieGeweigerd) else {antwoord.reden}
    assert gegeven == set(woorden)
