# SPDX-License-Identifier: EUPL-1.2
"""The command `zvhh-intake`: run, topics, log, openapi."""

from zvhh_intake.service import create
from zvhh_kit.cli import service_cli

main = service_cli("intake", create)
