# SPDX-License-Identifier: EUPL-1.2
"""The command `zvhh-regie`, with what the kit gives to each: see docs/operations.md."""

from zvhh_kit.cli import service_cli
from zvhh_regie.service import create

main = service_cli("regie", create)
