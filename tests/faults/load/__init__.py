# SPDX-License-Identifier: EUPL-1.2
"""The load of the fault runs: hundreds of zaken that walk their whole way at once, from outside, and a journal of it.

For: fault runs and the rolling change. Not for: judging what came of it; that is `tests.faults.audit`.
"""

from tests.faults.audit.journal import Given, Journal, Zaak
from tests.faults.load.asking import Request, Unanswered
from tests.faults.load.load import Clock, Load

__all__ = ["Clock", "Given", "Journal", "Load", "Request", "Unanswered", "Zaak"]
