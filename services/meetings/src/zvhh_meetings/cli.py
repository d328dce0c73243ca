# SPDX-License-Identifier: EUPL-1.2
"""The command `zvhh-meetings`, with what the kit gives to each: see docs/operations.md."""

from zvhh_kit.cli import service_cli
from zvhh_meetings.service import create

main = service_cli("meetings", create)
