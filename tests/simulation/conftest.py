# SPDX-License-Identifier: EUPL-1.2
"""So that the modules of this folder are found under one name, however pytest was started.

Not for: fixtures; these tests need none but the real parts of two of them.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
