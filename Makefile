# Everything a newcomer needs: `make run` and `make test`. `make help` lists the rest.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/pip --disable-pip-version-check --quiet

.DEFAULT_GOAL := help
.PHONY: help run test check format chaos notebooks bench screens oversight lock clean

help: ## say what can be made
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: $(VENV)/.run ## open the console on 127.0.0.1 with demo people, shop and practice model
	@$(BIN)/python -m server.serve

test: $(VENV)/.dev ## set up and run the whole test-suite
	$(BIN)/python -m pytest -n auto --dist loadfile

check: $(VENV)/.dev ## style, types, floors and layout
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python -m pytest -q tests/test_layout.py tests/test_architecture.py

format: $(VENV)/.dev ## put the code in order
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

chaos: $(VENV)/.dev ## kill -9 at every boundary, 400 random deaths, 220 races, 1000 hostile answers, 20000 laws
	$(BIN)/python -m tests.invariants.crashes --every 1 --rounds 200
	$(BIN)/python -m tests.invariants.crashes --story fieldwork --every 1 --rounds 100
	for story in stopping planning undoing questioning retrying; do \
	  $(BIN)/python -m tests.invariants.crashes --story $$story --every 1 --rounds 20 || exit 1; done
	$(BIN)/python -m tests.invariants.claims --rounds 20
	$(BIN)/python -m tests.invariants.races --rounds 200
	$(BIN)/python -m tests.invariants.spending --rounds 60
	$(BIN)/python -m tests.invariants.hostile --answers 1000
	$(BIN)/python -m pytest -q --hypothesis-profile=hunt tests/policy/test_gate_properties.py

bench: $(VENV)/.bench ## the decision loop beside its peers, growth, queue, duplicates; into benchmarks/
	$(BIN)/python -m benchmarks

screens: $(VENV)/.dev ## take the README's pictures anew from the running console
	$(BIN)/python docs/screens.py

oversight: $(VENV)/.dev ## write docs/OVERSIGHT.md anew from the shipped configuration
	COUNTERSIGN_HOME=$$(mktemp -d) $(BIN)/countersign oversight --out docs/OVERSIGHT.md

lock: ## resolve the dependencies anew (needs uv)
	uv pip compile pyproject.toml --extra build --universal --python-version 3.11 --generate-hashes \
	  --no-header --no-annotate --no-emit-index-url --quiet --output-file requirements.lock
	uv pip compile pyproject.toml --extra build --extra dev --universal --python-version 3.11 \
	  --generate-hashes --no-header --no-annotate --no-emit-index-url --quiet \
	  --constraint requirements.lock --output-file requirements-dev.lock
	uv pip compile pyproject.toml --extra build --extra bench --universal --python-version 3.11 \
	  --generate-hashes --no-header --no-annotate --no-emit-index-url --quiet \
	  --constraint requirements-dev.lock --output-file requirements-bench.lock

clean: ## forget the environment; the data under var/ stays
	rm -rf $(VENV)

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Countersign needs Python 3.11 or newer; try: make PYTHON=python3.12 run"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.lock pyproject.toml | $(VENV)/bin/python
	@echo "Setting up $(VENV), once; this takes about a minute."
	$(PIP) install --require-hashes --requirement requirements.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.run
	$(PIP) install --require-hashes --requirement requirements-dev.lock
	@touch $@

$(VENV)/.bench: requirements-bench.lock $(VENV)/.run
	$(PIP) install --require-hashes --requirement requirements-bench.lock
	@touch $@
