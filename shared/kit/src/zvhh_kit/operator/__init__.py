# SPDX-License-Identifier: EUPL-1.2
"""What an operator does: see what is stuck and why, bring it back, and nothing that a running process would not allow."""
