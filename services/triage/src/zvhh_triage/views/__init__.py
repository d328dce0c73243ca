# SPDX-License-Identifier: EUPL-1.2
"""What triage shows, in JSON: zaken and their versions, tasks, what a reporter may read, roster and consultations.

For: `api`. Words of codes and names of people come from the configuration. Not for: deciding who may see it (`access`).
No view has a field for SASH, aangifte or regiobinding (S4).
"""
