# SPDX-License-Identifier: EUPL-1.2
"""The command `zvhh-intake`, with what the kit gives to each: see docs/operations.md."""

from zvhh_intake.service import create
from zvhh_kit.cli import service_cli

main = service_cli("intake", create)
