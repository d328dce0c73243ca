# SPDX-License-Identifier: EUPL-1.2
# Each target is one line; `make help` prints the comment behind it.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
FOLDERS := $(wildcard shared/*/tests services/*/tests deploy/*/tests tests/contract tests/integration tests/e2e tests/docs tests/pages tests/fuzz tests/simulation)

.DEFAULT_GOAL := help
.PHONY: help setup demo up test check orders fuzz simulate faults rolling upgrade bench mutants requirements generate clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## makes .tools and .venv from the hashed pins (needs Python 3.11 and make only); quick when up to date
	@$(PYTHON) requirements/set_up.py

demo: setup ## plays one zaak from melding to afschalen on a simulated clock, on real parts, and stops everything
	@$(BIN)/zvhh-local demo

up: setup ## starts the same and stays, with a dozen zaken; prints every address, person and token command
	@$(BIN)/zvhh-local up

test: setup ## every test but the long ones (faults, rolling, bench), on a real broker and database
	@$(BIN)/python -m pytest $(FOLDERS) tests/faults -m "not faults and not rolling"

check: setup ## lint, format, types, imports between the parts, pins, docs
	@sh requirements/check.sh $(BIN)

orders: setup ## long: who sees what after every order of four acts, an hour or so (PART=0.1: a tenth of them)
	@ZVHH_ORDERS_OF_FOUR=$(or $(PART),1) $(BIN)/python -m pytest tests/contract/test_toegang.py

fuzz: setup ## long: bad records among good ones, a new seed each round, until it is red or time is up (MINUTES=30)
	@$(BIN)/python -m tests.fuzz $(or $(MINUTES),10)

faults: setup ## long: kills, freezes and cuts off real parts, then audits; table and build/faults.json (SEEDS=20, SCENARIO="seeds kill")
	@ZVHH_FAULTS_SEEDS=$(or $(SEEDS),3) $(BIN)/python -m pytest $(or $(foreach s,$(SCENARIO),$(or $(wildcard tests/faults/test_*$(s)*.py),tests/faults/test_$(s).py)),tests/faults) -m faults

simulate: setup ## long: the core under faults by seed, on simulated parts; build/simulation.json (MINUTES=60, SEED=7: that one, told)
	@$(BIN)/python -m tests.simulation

rolling: setup ## long: every process stopped and started in turn under load; table and build/rolling.json
	@$(BIN)/python -m pytest tests/faults/test_rolling.py -m rolling

upgrade: setup ## long: what an earlier release left is read, continued and closed (FROM=commit; needs the whole history)
	@ZVHH_UPGRADE_FROM=$(or $(FROM),03a2b5e) $(BIN)/python -m pytest tests/upgrade -m upgrade

bench: setup ## long: measures on real parts, table and build/bench.json (ROWS=hop: one row; sizes: tests/bench/conftest.py)
	@$(BIN)/python -m pytest tests/bench -m bench -k "$(ROWS)"

mutants: setup ## long: breaks every line of the four domains in turn, table and build/mutants.json (SERVICES=triage: one)
	@$(BIN)/python -m tests.mutants $(SERVICES)

requirements: setup ## writes the hashed pins again after a change of a pyproject.toml (ARGS="--upgrade-package NAME" moves one)
	@sh requirements/compile.sh $(ARGS)

generate: setup ## writes schemas, AsyncAPI, OpenAPI and the generated pages again after a change of an event, a route or a rule
	@$(BIN)/python -m zvhh_contracts.generate && for s in intake triage meetings regie; do $(BIN)/zvhh-$$s openapi > docs/openapi/$$s.json; done
	@for p in rules configuratie fouten taken rooms; do $(BIN)/python -m tests.docs.$$p; done

clean: ## removes everything that `make` made in this folder
	rm -rf .tools .venv .cache build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
