# SPDX-License-Identifier: EUPL-1.2
"""The command line of a service: `zvhh-<service> run`, `topics create`, `log verify`, `openapi`.

Not for: what those do; `zvhh_kit.service` does it. Nothing is imported or connected to before a command needs it.
"""

import asyncio
import json
import sys
from collections.abc import Callable, Coroutine, Sequence
from pathlib import Path
from typing import Annotated, Any, Protocol, TypeVar, get_args

import typer

from zvhh_kit.configuration import ConfigurationError, load_configuration
from zvhh_kit.privacy import Verified
from zvhh_kit.settings import Role, Settings, load
from zvhh_kit.topics import TopicError, TopicTable

__all__ = ["RunnableService", "service_cli"]

T = TypeVar("T")


class RunnableService(Protocol):
    """What of a service the command line uses."""

    async def run(self, roles: Sequence[Role]) -> None: ...

    async def create_topics(
        self, table: TopicTable, *, replication: int = 1, partitions: int | None = None
    ) -> Sequence[str]: ...

    async def verify_log(self) -> Verified: ...

    def app(self) -> Any: ...


Create = Callable[[Settings], RunnableService]


def service_cli(name: str, create: Create) -> Callable[[], None]:
    """The `main` of a service. `create` makes it from settings without connecting to anything.

    Status: 0 done · 1 it failed, or the log has breaks · 2 settings, configuration or arguments are wrong.
    """
    app = typer.Typer(
        no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=f"De dienst {name}."
    )
    _add_run(app, name, create)
    app.add_typer(_topics(create), name="topics")
    app.add_typer(_log(create), name="log")
    _add_openapi(app, create)
    return app


def _add_run(app: typer.Typer, name: str, create: Create) -> None:
    @app.command()
    def run(
        role: Annotated[str, typer.Option(help="api,consumer,sweep,reminders,effects; standaard alle.")] = "",
    ) -> None:
        """Start de dienst en blijf draaien tot SIGTERM."""
        settings = load(**({"roles": _roles(role)} if role else {}))
        _configure(name)
        _run(_created(create, settings).run(settings.roles))


def _topics(create: Create) -> typer.Typer:
    topics = typer.Typer(no_args_is_help=True, help="De topics van de broker.")

    @topics.command("create")
    def topics_create(
        file: Annotated[Path, typer.Option(help="Het bestand met alle topics.")] = Path("deploy/topics.yaml"),
        replication: Annotated[int, typer.Option(min=1, help="Op hoeveel brokers elk topic staat.")] = 1,
        partitions: Annotated[
            int, typer.Option(min=0, help="Ten hoogste zoveel partities; 0 = zoals het bestand.")
        ] = 0,
    ) -> None:
        """Maak de topics van deze dienst die er nog niet zijn; een ander aantal partities wordt geweigerd."""
        service, table = _created(create, load()), _table(file)
        try:
            made = _run(service.create_topics(table, replication=replication, partitions=partitions or None))
        except TopicError as fault:
            sys.stderr.write(f"De topics kloppen niet. The topics are wrong: {fault}\n")
            raise SystemExit(1) from None
        for topic in made:
            typer.echo(topic)

    return topics


def _log(create: Create) -> typer.Typer:
    log = typer.Typer(no_args_is_help=True, help="Het logboek van inzage en wijziging (L7).")

    @log.command("verify")
    def log_verify() -> None:
        """Controleer de hashketen van elke schrijver; status 1 als er iets niet klopt.

        Ook per schrijver het aantal regels en de laatste hash: wie die elders noteert, ziet later of er regels af zijn.
        """
        found = _run(_created(create, load()).verify_log())
        for writer, count in sorted(found.counts.items()):
            typer.echo(f"{writer}: {count} regels, laatste hash {found.heads[writer]}")
        for one in found.breaks:
            typer.echo(str(one), err=True)
        raise typer.Exit(1 if found.breaks else 0)

    return log


def _add_openapi(app: typer.Typer, create: Create) -> None:
    @app.command()
    def openapi() -> None:
        """Schrijf het OpenAPI-document; er hoeft niets te draaien en niets ingesteld te zijn."""
        document = _created(create, Settings.for_documents()).app().openapi()
        typer.echo(json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True))


def _roles(given: str) -> tuple[str, ...]:
    roles = tuple(one.strip() for one in given.split(",") if one.strip())
    unknown = sorted(set(roles) - set(get_args(Role)))
    if unknown or not roles:
        raise typer.BadParameter(f"onbekende rol: {', '.join(unknown)}; kies uit {', '.join(get_args(Role))}")
    return roles


def _created(create: Callable[[Settings], RunnableService], settings: Settings) -> RunnableService:
    try:
        return create(settings)
    except ConfigurationError as error:
        sys.stderr.write("\n".join(["De configuratie klopt niet. The configuration is wrong:", *error.lines()]) + "\n")
        raise SystemExit(2) from None


def _table(file: Path) -> TopicTable:
    try:
        return load_configuration(file, TopicTable)
    except ConfigurationError as error:
        sys.stderr.write("\n".join(["Het topicbestand klopt niet. The topics file is wrong:", *error.lines()]) + "\n")
        raise SystemExit(2) from None


def _configure(name: str) -> None:
    from zvhh_kit.telemetry import configure_logging

    configure_logging(name)


def _run(what: Coroutine[Any, Any, T]) -> T:
    """Run to its end, on uvloop where there is one."""
    with asyncio.Runner(loop_factory=_new_loop()) as runner:
        return runner.run(what)


def _new_loop() -> Callable[[], asyncio.AbstractEventLoop]:
    try:
        import uvloop
    except ImportError:
        return asyncio.new_event_loop
    return uvloop.new_event_loop
