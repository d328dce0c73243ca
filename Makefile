# SPDX-License-Identifier: EUPL-1.2
# Each target is one line; `make help` prints the comment behind it.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
FOLDERS := $(wildcard shared/*/tests services/*/tests deploy/*/tests tests/contract tests/integration tests/e2e tests/docs)

.DEFAULT_GOAL := help
.PHONY: help setup demo up test check faults bench requirements generate clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## makes .tools and .venv from the hashed pins (needs Python 3.11 and make only); quick when up to date
	@$(PYTHON) requirements/set_up.py

demo: setup ## plays one zaak from melding to afschalen on a simulated clock, on real parts, and stops everything
	@$(BIN)/zvhh-local demo

up: setup ## starts the same and stays, with a dozen zaken; prints every address, person and token command
	@$(BIN)/zvhh-local up

test: setup ## every test but the long ones (faults, bench), on a real broker and database
	@$(BIN)/python -m pytest $(FOLDERS)

check: setup ## lint, format, types, imports between the parts, pins, docs
	@sh requirements/check.sh $(BIN)

faults: setup ## long: stops, freezes and kills real parts
	@$(BIN)/python -m pytest tests/faults -m faults

bench: setup ## long: measures throughput and latency on real parts
	@$(BIN)/python -m pytest tests/bench -m bench

requirements: setup ## writes the hashed pins again after a change of a pyproject.toml (ARGS="--upgrade-package NAME" moves one)
	@sh requirements/compile.sh $(ARGS)

generate: setup ## writes schemas, AsyncAPI and OpenAPI again after a change of an event or a route
	@$(BIN)/python -m zvhh_contracts.generate && for s in intake triage meetings regie; do $(BIN)/zvhh-$$s openapi > docs/openapi/$$s.json; done

clean: ## removes everything that `make` made in this folder
	rm -rf .tools .venv .cache build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
