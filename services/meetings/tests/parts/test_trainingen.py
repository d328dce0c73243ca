# SPDX-License-Identifier: EUPL-1.2
"""Trainings from outside (S17b): counted by a procesregisseur, read by toezicht too, closed to everybody else."""

from datetime import date

import pytest
from services.meetings.tests.parts.dienst import Dienst

pytestmark = pytest.mark.parts

VT, PO = "00000099000000001000", "00000099000000002000"
PATH = "/v1/trainingen"


async def test_trainings_are_counted_per_partner_and_date(dienst: Dienst) -> None:
    """S17b: by date, of one partner or all; a later count replaces; zaken stand in no such list."""
    await dienst.loopt()
    dienst.op(date(2025, 5, 20))
    fatima = dienst.mensen["fatima"]
    for oin, datum, aantal in ((VT, "2025-05-06", 12), (PO, "2025-04-01", 8), (VT, "2025-05-06", 11)):
        body = {"oin": oin, "datum": datum, "aantal": aantal}
        answer = await dienst.ask("POST", PATH, fatima, body=body)
        assert (answer.status_code, answer.json()) == (201, {"aantal": aantal})
    rows = (await dienst.ask("GET", PATH, dienst.mensen["fred"])).json()["items"]
    assert [(row["organisatie"]["naam"], row["datum"], row["aantal"]) for row in rows] == [
        ("Politie Duinrand", "2025-04-01", 8),
        ("Veilig Thuis Duinrand", "2025-05-06", 11),
    ]
    eigen = await dienst.ask("GET", PATH, fatima, query={"oin": PO})
    assert [row["aantal"] for row in eigen.json()["items"]] == [8]
    assert len((await dienst.lees("")).json()["items"]) == 1


async def test_what_is_wrong_is_told_at_once(dienst: Dienst) -> None:
    """S17b: an unknown partner and a day to come; a count below nothing is no count."""
    dienst.op(date(2025, 5, 20))
    fatima = dienst.mensen["fatima"]
    answer = await dienst.ask("POST", PATH, fatima, body={"oin": "0" * 20, "datum": "2025-05-21", "aantal": 1})
    assert [fout["plaats"] for fout in answer.json()["fouten"]] == ["/oin", "/datum"]
    answer = await dienst.ask("POST", PATH, fatima, body={"oin": VT, "datum": "2025-05-20", "aantal": -1})
    assert (answer.status_code, [fout["plaats"] for fout in answer.json()["fouten"]]) == (400, ["/aantal"])


@pytest.mark.parametrize(("method", "mag"), [("GET", {"fatima", "fred"}), ("POST", {"fatima"})])
async def test_by_every_role(dienst: Dienst, method: str, mag: set[str]) -> None:
    """L6: 403 for who may not, 401 without a token."""
    dienst.op(date(2025, 5, 20))
    body = {"oin": VT, "datum": "2025-05-20", "aantal": 1} if method == "POST" else None
    for wie, actor in dienst.mensen.items():
        answer = await dienst.ask(method, PATH, actor, body=body)
        assert (answer.status_code < 300) == (wie in mag), wie
        assert wie in mag or answer.status_code == 403
    assert (await dienst.ask(method, PATH, None, body=body)).status_code == 401
