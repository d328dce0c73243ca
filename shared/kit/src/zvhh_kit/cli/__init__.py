# SPDX-License-Identifier: EUPL-1.2
"""The command line of a service, `zvhh-<service>`: running it, and what an operator sees and does.

Not for: what the commands do; that is `zvhh_kit.run.process` and `zvhh_kit.operator`. Nothing is imported or connected to
before a command needs it.
"""

from collections.abc import Callable

import typer

from zvhh_kit.cli import dead_letters, index, issuer, keys, log, looking, process, reminders, repair
from zvhh_kit.cli.start import Create

__all__ = ["service_cli"]


def service_cli(name: str, create: Create) -> Callable[[], None]:
    """The `main` of a service. `create` makes it from settings without connecting to anything.

    Status: 0 done · 1 it failed, or something is open that needs a person · 2 settings, configuration or arguments are
    wrong.
    """
    app = typer.Typer(
        no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=f"De dienst {name}."
    )
    process.add_run(app, name, create)
    app.add_typer(process.topics(create), name="topics")
    app.add_typer(log.commands(name, create), name="log")
    process.add_openapi(app, create)
    looking.add_status(app, name, create)
    app.add_typer(dead_letters.commands(name, create), name="dead-letters")
    app.add_typer(reminders.commands(name, create), name="reminders")
    app.add_typer(keys.commands(name, create), name="keys")
    app.add_typer(index.commands(name, create), name="index")
    app.add_typer(issuer.commands(name, create), name="issuer")
    looking.add_outbox(app, name, create)
    looking.add_effects(app, name, create)
    repair.add_replay(app, name, create)
    repair.add_after_restore(app, name, create)
    return app
