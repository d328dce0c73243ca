# SPDX-License-Identifier: EUPL-1.2
"""The parts of the documents, each as it was said or heard; one file per subject."""
