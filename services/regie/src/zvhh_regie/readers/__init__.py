# SPDX-License-Identifier: EUPL-1.2
"""The events that regie reads, and of each only the fields that it needs: one module per topic.

For: the handler table and the decisions. Not for: what regie publishes; that is `zvhh_contracts`.
"""
