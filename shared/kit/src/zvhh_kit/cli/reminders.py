# SPDX-License-Identifier: EUPL-1.2
"""`reminders list|fire|shift`. Not for: what they do (`zvhh_kit.operator`)."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from zvhh_kit.cli.given import document_id, line, moment
from zvhh_kit.cli.show import AsJson, as_json, lines, table
from zvhh_kit.cli.start import By, Create, fail, with_tools

if TYPE_CHECKING:
    from zvhh_kit.operator.toolbox import Toolbox

__all__ = ["commands"]

Zaak = Annotated[str, typer.Option(parser=document_id, help="Van welke zaak.")]
Name = Annotated[str, typer.Option("--name", parser=line, help="De naam van de herinnering, zoals in de lijst.")]
COLUMNS = {
    "zaakId": "zaak",
    "kind": "document",
    "name": "naam",
    "due": "wanneer",
    "overdueSeconds": "te laat (s)",
    "failures": "mislukt",
}


def commands(name: str, create: Create) -> typer.Typer:
    """The group of commands."""
    app = typer.Typer(no_args_is_help=True, help="Wat er op een moment moet gebeuren.")
    _add_list(app, name, create)
    _add_fire(app, name, create)
    _add_shift(app, name, create)
    return app


def _add_list(app: typer.Typer, name: str, create: Create) -> None:
    @app.command("list")
    def reminders_list(
        overdue: Annotated[bool, typer.Option("--overdue", help="Alleen die te laat zijn of mislukten.")] = False,
        limit: Annotated[int, typer.Option(min=1, help="Van ten hoogste zoveel zaken.")] = 100,
        json: AsJson = False,
    ) -> None:
        """Toon de herinneringen, de vroegste eerst; met --overdue status 1 als er zijn."""
        from zvhh_kit.operator.waiting import reminders

        found = with_tools(create, name, "", lambda tools: reminders(tools, overdue=overdue, limit=limit))
        rows = [one.row() for one in found]
        if json:
            as_json(rows)
        else:
            table("Herinneringen", COLUMNS, rows)
        raise typer.Exit(1 if overdue and rows else 0)


def _add_fire(app: typer.Typer, name: str, create: Create) -> None:
    @app.command("fire")
    def reminders_fire(zaak: Zaak, reminder: Name, by: By, json: AsJson = False) -> None:
        """Laat een herinnering nu afgaan; status 1 als zij mislukt (dan komt zij later weer)."""
        from zvhh_kit.operator.waiting import NoReminder, fire

        async def work(tools: "Toolbox") -> Any:
            try:
                return await fire(tools, zaak, reminder)
            except NoReminder:
                return None

        outcome = with_tools(create, name, by, work)
        if outcome is None:
            fail(f"Zaak {zaak} heeft geen herinnering {reminder}.")
        shown = {"zaakId": zaak, "name": reminder, "outcome": outcome.status, "reason": outcome.reason}
        as_json(shown) if json else lines(shown)
        raise typer.Exit(0 if outcome.status in ("handled", "repeated") else 1)


def _add_shift(app: typer.Typer, name: str, create: Create) -> None:
    @app.command("shift")
    def reminders_shift(
        zaak: Zaak,
        reminder: Name,
        to: Annotated[
            datetime, typer.Option(parser=moment, help="Het nieuwe moment, met zone: 2025-10-01T09:00:00+02:00.")
        ],
        by: By,
        json: AsJson = False,
    ) -> None:
        """Verzet een herinnering; wat eerder mislukte telt niet meer mee."""
        from zvhh_kit.operator.waiting import NoReminder, shift

        async def work(tools: "Toolbox") -> datetime | None:
            try:
                return await shift(tools, zaak, reminder, to)
            except NoReminder:
                return None

        was = with_tools(create, name, by, work)
        if was is None:
            fail(f"Zaak {zaak} heeft geen herinnering {reminder}.")
        shown = {"zaakId": zaak, "name": reminder, "was": was, "becomes": to}
        as_json(shown) if json else lines(shown)
