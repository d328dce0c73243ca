# SPDX-License-Identifier: EUPL-1.2
"""What every command does first: settings, the service, its event loop; and the tools that operators' commands work with.

Not for: commands.
"""

import asyncio
import logging
import os
import pwd
import re
import sys
import traceback
from collections.abc import Awaitable, Callable, Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn, TypeVar

import typer

from zvhh_kit.process.configuration import ConfigurationError
from zvhh_kit.process.loading import load
from zvhh_kit.process.loops import end_leftovers
from zvhh_kit.process.settings import Settings
from zvhh_kit.service.description import Service

if TYPE_CHECKING:
    from zvhh_kit.operator.toolbox import Toolbox

__all__ = [
    "By",
    "Create",
    "created",
    "fail",
    "logged_in",
    "read_settings",
    "run_to_end",
    "signature",
    "with_tools",
]

T = TypeVar("T")
_ID = re.compile(r"[A-Za-z0-9._@:-]{1,100}")


Create = Callable[[Settings], Service]


NOT_SET = 2**32 - 1
"""What the kernel says of a process that nobody logged in for."""


def logged_in(kernel: Path = Path("/proc/self/loginuid")) -> str:
    """Who is logged in on this machine, as the kernel knows it: also after `sudo`, and whatever the environment says."""
    try:
        number = int(kernel.read_text("ascii"))
    except (OSError, ValueError):
        number = NOT_SET
    number = os.getuid() if number == NOT_SET else number
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return f"uid-{number}"  # in a container a user may have no name


def signature(on_behalf: str) -> str:
    """How an act is signed: by who is logged in, and for whom where that is said; leaves with status 2 for what is no id."""
    if not on_behalf:
        return logged_in()
    if not _ID.fullmatch(on_behalf):
        fail("Geef bij --by het id van een persoon: letters, cijfers en . _ @ : -", 2)
    return f"{logged_in()} namens {on_behalf}"


By = Annotated[
    str,
    typer.Option("--by", help="Namens wie (een id); komt achter wie op deze machine is ingelogd.", default_factory=str),
]


def read_settings(**known: Any) -> Settings:
    """The settings from the environment; leaves with status 2 when they are wrong."""
    return load(**known)


def created(create: Create, settings: Settings) -> Service:
    """The service; leaves with status 2 and every line when its configuration is wrong."""
    try:
        return create(settings)
    except ConfigurationError as error:
        sys.stderr.write("\n".join(["De configuratie klopt niet. The configuration is wrong:", *error.lines()]) + "\n")
        raise SystemExit(2) from None


def with_tools(create: Create, name: str, by: str, work: Callable[["Toolbox"], Awaitable[T]]) -> T:
    """Do an operator's work, signed by who is logged in and for `by`; leaves with status 1 and one line when a part is away.

    Log lines go to standard error, so that what is shown can be read by a machine.
    """
    from zvhh_kit.bus.producer import Refusal
    from zvhh_kit.bus.topic_log import BrokerAway
    from zvhh_kit.operator.toolbox import open_toolbox
    from zvhh_kit.process.telemetry import configure_logging
    from zvhh_kit.service.rooms import Rooms
    from zvhh_kit.store.documents import Unavailable

    signed = signature(by)
    service = created(create, read_settings())
    configure_logging(name, stream=sys.stderr)

    async def go() -> T:
        async with open_toolbox(Rooms(service), signed) as tools:
            return await work(tools)

    try:
        return run_to_end(go())
    except BrokerAway as fault:
        fail(f"De broker is niet bereikbaar ({fault}). Probeer het later opnieuw.")
    except Refusal as fault:
        fail(f"De broker weigerde ({fault}). Probeer het later opnieuw.")
    except Unavailable as fault:
        fail(f"De database is niet bereikbaar ({fault}). Probeer het later opnieuw.")


def fail(text: str, status: int = 1) -> NoReturn:
    """Say why on standard error and leave with this status."""
    sys.stderr.write(f"{text}\n")
    raise SystemExit(status)


def run_to_end(what: Coroutine[Any, Any, T]) -> T:
    """Run to its end, on uvloop where there is one. What is left then and doesn't end is left behind with the process."""
    with asyncio.Runner(loop_factory=_new_loop()) as runner:
        try:
            return runner.run(what)
        finally:
            if not runner.run(end_leftovers()):
                _leave_at_once()


def _leave_at_once() -> NoReturn:
    """Without waiting for tasks that don't end: everything of ours was closed in order before."""
    failed = sys.exc_info()[1] is not None
    if failed:
        traceback.print_exc()
    logging.getLogger(__name__).warning("a task of a client did not end")
    logging.shutdown()
    sys.stdout.flush()
    os._exit(int(failed))


def _new_loop() -> Callable[[], asyncio.AbstractEventLoop]:
    try:
        import uvloop
    except ImportError:
        return asyncio.new_event_loop
    return uvloop.new_event_loop
