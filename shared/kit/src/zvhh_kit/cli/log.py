# SPDX-License-Identifier: EUPL-1.2
"""`log verify` and `log show`. Not for: what they do (`zvhh_kit.privacy`, `zvhh_kit.operator`)."""

import sys
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any, get_args

import typer

from zvhh_contracts.huis import LEESREDEN, Leesreden
from zvhh_kit.cli.given import document_id, line, moment
from zvhh_kit.cli.show import AsJson, as_json, table
from zvhh_kit.cli.start import By, Create, created, fail, read_settings, run_to_end, with_tools

if TYPE_CHECKING:
    from zvhh_kit.operator.toolbox import Toolbox

__all__ = ["commands"]

REASONS = get_args(Leesreden)

_SHOWN = {
    "tijd": "tijd",
    "handeling": "handeling",
    "object": "object",
    "resultaat": "resultaat",
    "persoon": "persoon",
    "organisatie": "organisatie",
    "doel": "doel",
    "adres": "adres",
}


def commands(name: str, create: Create) -> typer.Typer:
    """`log …`."""
    app = typer.Typer(no_args_is_help=True, help="Het logboek van inzage en wijziging (L7).")
    _add_verify(app, create)
    _add_show(app, name, create)
    return app


def _add_verify(app: typer.Typer, create: Create) -> None:
    @app.command("verify")
    def log_verify(
        *,
        without_anchors: Annotated[
            bool, typer.Option("--without-anchors", help="Zonder te vergelijken met wat op de broker is genoteerd.")
        ] = False,
    ) -> None:
        """Controleer de keten van elke schrijver, en vergelijk met wat elk uur op de broker is genoteerd.

        Status 1 als er iets niet klopt.
        """
        from zvhh_kit.bus.topic_log import BrokerAway
        from zvhh_kit.run.process import verify_log
        from zvhh_kit.store.documents import Unavailable

        service = created(create, read_settings())
        try:
            found = run_to_end(verify_log(service, anchors=not without_anchors))
        except BrokerAway as fault:
            fail(f"De broker is niet bereikbaar ({fault}). Probeer het later opnieuw, of geef --without-anchors.")
        except Unavailable as fault:
            fail(f"De database is niet bereikbaar ({fault}). Probeer het later opnieuw.")
        for writer, count in sorted(found.counts.items()):
            early = f", de eerste {found.unkeyed[writer]} zonder sleutel" if writer in found.unkeyed else ""
            noted = f", genoteerd tot {found.anchored[writer]}" if writer in found.anchored else ""
            typer.echo(f"{writer}: {count} regels, laatste hash {found.heads[writer]}{early}{noted}")
        for one in found.breaks:
            typer.echo(str(one), err=True)
        if found.foreign:
            typer.echo(f"{found.foreign} records bij de genoteerde hashes zijn niet van deze dienst.", err=True)
        raise typer.Exit(1 if found.breaks or found.foreign else 0)


def _add_show(app: typer.Typer, name: str, create: Create) -> None:
    @app.command("show")
    def log_show(
        *,
        by: By,
        reason: Annotated[str, typer.Option(help=f"Waarom: {', '.join(REASONS)}.", parser=line)] = "",
        zaak: Annotated[str, typer.Option(help="Van deze zaak, ook als die weg is.", parser=document_id)] = "",
        actor: Annotated[str, typer.Option(help="Van deze professional.", parser=line)] = "",
        oin: Annotated[str, typer.Option(help="Van deze organisatie.", parser=line)] = "",
        subject: Annotated[str, typer.Option(help="Over wie: een pseudoniem uit het logboek.", parser=line)] = "",
        result: Annotated[
            str, typer.Option(help="Met deze uitkomst: ok, refused, unknown, limited.", parser=line)
        ] = "",
        since: Annotated[
            datetime | None, typer.Option("--from", help="Vanaf dit moment (2025-10-01T09:00:00+02:00).", parser=moment)
        ] = None,
        until: Annotated[datetime | None, typer.Option("--to", help="Tot dit moment.", parser=moment)] = None,
        limit: Annotated[int, typer.Option(min=1, help="Ten hoogste zoveel regels.")] = 1000,
        csv: Annotated[bool, typer.Option("--csv", help="Als CSV-bestand.")] = False,
        json: AsJson = False,
    ) -> None:
        """Toon regels van het logboek, de oudste eerst. Dit lezen komt zelf ook in het logboek."""
        from zvhh_kit.operator.reading_log import lines
        from zvhh_kit.privacy.reading import LogAsked, as_csv, objects_of, shown

        why = reason or LEESREDEN
        if why not in REASONS:
            fail(f"Kies als reden: {', '.join(REASONS)}.", 2)

        async def work(tools: "Toolbox") -> list[dict[str, Any]]:
            objects = objects_of(tools.rooms.handlers, zaak) if zaak else ()
            subjects = (subject,) if subject else ()
            asked = LogAsked(objects, subjects, actor, oin, result, since, until)
            return [one async for one in lines(tools, asked, why, limit)]

        found = with_tools(create, name, by, work)
        if csv:
            sys.stdout.buffer.write(as_csv(found))
        elif json:
            as_json([shown(one) for one in found])
        else:
            table("Logboek", _SHOWN, [shown(one) for one in found])
