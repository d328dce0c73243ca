# SPDX-License-Identifier: EUPL-1.2
"""Lets the tests beside this file import the little service of `border.py`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
