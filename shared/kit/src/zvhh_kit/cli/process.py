# SPDX-License-Identifier: EUPL-1.2
"""The commands that every process is started and set up with: run, topics create, openapi.

Not for: what an operator does with a service that runs.
"""

import json
import sys
from pathlib import Path
from typing import Annotated, get_args

import typer

from zvhh_kit.bus.topics import TopicError, TopicTable
from zvhh_kit.cli.start import Create, created, read_settings, run_to_end
from zvhh_kit.process.configuration import ConfigurationError, load_configuration
from zvhh_kit.process.settings import Role, Settings

__all__ = ["add_openapi", "add_run", "topics"]


def add_run(app: typer.Typer, name: str, create: Create) -> None:
    """`run`."""

    @app.command()
    def run(
        role: Annotated[str, typer.Option(help="api,consumer,sweep,reminders,effects; standaard alle.")] = "",
    ) -> None:
        """Start de dienst en blijf draaien tot SIGTERM."""
        from zvhh_kit.run import process

        settings = read_settings(**({"roles": _roles(role)} if role else {}))
        _configure(name)
        run_to_end(process.run(created(create, settings), settings.roles))


def topics(create: Create) -> typer.Typer:
    """`topics create`."""
    commands = typer.Typer(no_args_is_help=True, help="De topics van de broker.")

    @commands.command("create")
    def topics_create(
        file: Annotated[Path, typer.Option(help="Het bestand met alle topics.")] = Path("deploy/topics.yaml"),
        replication: Annotated[
            int, typer.Option(min=0, help="Op hoeveel brokers elk topic staat; 0 = drie in productie, anders één.")
        ] = 0,
        partitions: Annotated[
            int, typer.Option(min=0, help="Ten hoogste zoveel partities; 0 = zoals het bestand.")
        ] = 0,
        few_copies: Annotated[
            bool, typer.Option("--few-copies", help="Ook in productie minder dan drie kopieën: events kunnen wegraken.")
        ] = False,
    ) -> None:
        """Maak de topics van deze dienst die er nog niet zijn; een ander aantal partities wordt geweigerd."""
        from zvhh_kit.run.process import create_topics

        service, table = created(create, read_settings()), _table(file)
        try:
            made = run_to_end(
                create_topics(
                    service,
                    table,
                    replication=replication or None,
                    partitions=partitions or None,
                    few_copies=few_copies,
                )
            )
        except TopicError as fault:
            sys.stderr.write(f"De topics zijn niet gemaakt. The topics were not made: {fault}\n")
            raise SystemExit(1) from None
        for topic in made:
            typer.echo(topic)

    return commands


def add_openapi(app: typer.Typer, create: Create) -> None:
    """`openapi`."""

    @app.command()
    def openapi() -> None:
        """Schrijf het OpenAPI-document; er hoeft niets te draaien en niets ingesteld te zijn."""
        from zvhh_kit.http import create_app
        from zvhh_kit.service.rooms import Rooms

        document = create_app(Rooms(created(create, Settings.for_documents()))).openapi()
        typer.echo(json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True))


def _roles(given: str) -> tuple[str, ...]:
    roles = tuple(one.strip() for one in given.split(",") if one.strip())
    unknown = sorted(set(roles) - set(get_args(Role)))
    if unknown or not roles:
        raise typer.BadParameter(f"onbekende rol: {', '.join(unknown)}; kies uit {', '.join(get_args(Role))}")
    return roles


def _table(file: Path) -> TopicTable:
    try:
        return load_configuration(file, TopicTable)
    except ConfigurationError as error:
        sys.stderr.write("\n".join(["Het topicbestand klopt niet. The topics file is wrong:", *error.lines()]) + "\n")
        raise SystemExit(2) from None


def _configure(name: str) -> None:
    from zvhh_kit.process.telemetry import configure_logging

    configure_logging(name)
