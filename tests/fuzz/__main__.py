# SPDX-License-Identifier: EUPL-1.2
"""`python -m tests.fuzz MINUTES`: the fuzz again and again, each time with another seed, until it is red or time is up.

Each seed is printed: `pytest tests/fuzz --hypothesis-seed=<seed>` draws the same records again.
"""

import os
import random
import subprocess
import sys
import time

from zvhh_local.parts import parts

EXAMPLES = "2"


def main(minutes: float) -> int:
    """The status of the last run."""
    end, rounds = time.monotonic() + minutes * 60, 0
    with parts(say=print) as running:
        known = {"KAFKA_BOOTSTRAP": running.bootstrap, "MONGODB_URL": running.mongodb_url}
        env = os.environ | known | {"ZVHH_FUZZ_TIMES": EXAMPLES}
        while time.monotonic() < end:
            seed = random.SystemRandom().randrange(2**32)
            rounds += 1
            print(f"fuzz: round {rounds}, seed {seed}", flush=True)
            command = [sys.executable, "-m", "pytest", "-q", "-x", "tests/fuzz", f"--hypothesis-seed={seed}"]
            status = subprocess.run(command, env=env, check=False).returncode
            if status:
                return status
    return 0


if __name__ == "__main__":
    raise SystemExit(main(float(sys.argv[1])))
