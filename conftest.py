# SPDX-License-Identifier: EUPL-1.2
"""How hypothesis looks for examples, in every test of the project: the same ones each time, and no bound on time.

With pytest's option `--hypothesis-seed` others, by that number; `make fuzz` chooses and prints one. Not for: fixtures;
those of real parts are a plugin of pytest.
"""

import sys

from hypothesis import HealthCheck, settings

settings.register_profile(
    "zvhh",
    deadline=None,
    derandomize=not any(word.startswith("--hypothesis-seed") for word in sys.argv),
    database=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("zvhh")
