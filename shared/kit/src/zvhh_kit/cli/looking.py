# SPDX-License-Identifier: EUPL-1.2
"""`status`, `outbox` and `effects`. Not for: what they do (`zvhh_kit.operator`)."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from zvhh_kit.cli.show import AsJson, as_json, table
from zvhh_kit.cli.start import By, Create, with_tools

if TYPE_CHECKING:
    from zvhh_kit.operator.status import Status
    from zvhh_kit.operator.toolbox import Toolbox

__all__ = ["add_effects", "add_outbox", "add_status"]

Limit = Annotated[int, typer.Option(min=1, help="Ten hoogste zoveel.")]
OUTBOX = {
    "zaakId": "zaak",
    "kind": "document",
    "events": "events",
    "oldestType": "oudste",
    "since": "sinds",
    "ageSeconds": "oud (s)",
}
EFFECTS = {"zaakId": "zaak", "kind": "soort", "since": "sinds", "tries": "mislukt", "nextTry": "volgende poging"}
STOPPED = {
    "zaakId": "zaak",
    "source": "kanaal van",
    "since": "sinds",
    "reason": "reden",
    "letters": "letters",
    "cure": "doe",
}
LATE = {"zaakId": "zaak", "name": "naam", "due": "wanneer", "overdueSeconds": "te laat (s)", "failures": "mislukt"}
LAG = {
    "topic": "topic",
    "partition": "partitie",
    "committed": "gelezen tot",
    "end": "eind",
    "lag": "achter",
    "waitsSince": "wacht sinds",
}


def add_status(app: typer.Typer, name: str, create: Create) -> None:
    """`status`."""

    @app.command()
    def status(json: AsJson = False) -> None:
        """Toon hoe de dienst ervoor staat; status 1 als er iets op een mens wacht."""
        from zvhh_kit.operator.status import look

        seen = with_tools(create, name, "", look)
        if json:
            as_json(seen.row())
        else:
            _show(seen)
        raise typer.Exit(1 if seen.needs else 0)


def _show(seen: "Status") -> None:
    behind = [row for row in seen.lag if row["lag"]]
    table("Documenten", {"kind": "document", "stage": "stand", "count": "aantal"}, seen.documents)
    table(f"Achterstand ({seen.members} processen lezen)", LAG, behind)
    table("Nog niet gepubliceerd", OUTBOX, seen.unsent)
    table("Herinneringen die te laat zijn of mislukten", LATE, seen.overdue)
    table("Mislukte effecten", EFFECTS, seen.effects)
    table(f"Zaken die stilstaan ({seen.letters} dead letters open)", STOPPED, seen.stopped)
    needs = [{"what": need.what, "cure": need.cure} for need in seen.needs]
    table("Wacht op een mens", {"what": "wat", "cure": "doe"}, needs)


def add_outbox(app: typer.Typer, name: str, create: Create) -> None:
    """`outbox`."""

    @app.command()
    def outbox(
        by: By,
        publish: Annotated[bool, typer.Option("--publish", help="Publiceer het nu.")] = False,
        limit: Limit = 500,
        json: AsJson = False,
    ) -> None:
        """Toon wat bewaard is en nog niet gepubliceerd, het oudste eerst; met --publish status 1 als er iets blijft."""
        from zvhh_kit.operator import waiting

        async def work(tools: "Toolbox") -> list[dict[str, Any]]:
            return await (waiting.publish if publish else waiting.unpublished)(tools, limit)

        rows = with_tools(create, name, by, work)
        as_json(rows) if json else table("Nog niet gepubliceerd", OUTBOX, rows)
        raise typer.Exit(1 if publish and rows else 0)


def add_effects(app: typer.Typer, name: str, create: Create) -> None:
    """`effects`."""

    @app.command()
    def effects(
        by: By,
        retry: Annotated[bool, typer.Option("--retry", help="Probeer ze nu opnieuw.")] = False,
        limit: Limit = 100,
        json: AsJson = False,
    ) -> None:
        """Toon wat buiten de dienst moest gebeuren en mislukte; met --retry status 1 als er iets blijft."""
        from zvhh_kit.operator.waiting import retry_effects
        from zvhh_kit.store.overview import failed_effects

        async def work(tools: "Toolbox") -> list[dict[str, Any]]:
            if retry:
                await retry_effects(tools)
            return await failed_effects(tools.rooms.store, limit)

        rows = with_tools(create, name, by, work)
        as_json(rows) if json else table("Mislukte effecten", EFFECTS, rows)
        raise typer.Exit(1 if retry and rows else 0)
