# SPDX-License-Identifier: EUPL-1.2
"""The command `zvhh-regie`: run, topics, log, openapi."""

from zvhh_kit.cli import service_cli
from zvhh_regie.service import create

main = service_cli("regie", create)
