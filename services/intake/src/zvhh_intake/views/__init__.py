# SPDX-License-Identifier: EUPL-1.2
"""What is shown, and what commands are answered with."""
