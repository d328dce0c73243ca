# SPDX-License-Identifier: EUPL-1.2
"""The published language: event models, topics, golden examples; no behaviour."""
