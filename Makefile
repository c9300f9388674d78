# What one does with a clone. Everything runs from .venv, which each command makes or completes by itself.
PYTHON ?= python3
PORT ?= 8000
RUN := .venv/bin/python
INSTALL := .venv/bin/pip install --quiet --disable-pip-version-check --require-hashes

.PHONY: demo test a11y check format bench bench-live lock venv venv-dev
.DEFAULT_GOAL := demo

demo: venv  ## Serve the demonstration on http://localhost:8000 (PORT=…)
	@PORT=$(PORT) TICK_IN_PROCESS=1 exec $(RUN) -m engage.serve

test: venv-dev  ## Run every test, browser journeys included
	@$(RUN) -m tests.run

a11y: venv-dev  ## Walk every public template with axe: two widths, with and without script, light and dark
	@$(RUN) -m tests.run a11y

check: venv-dev  ## Lint, format, types, floors, migrations, templates, deployment settings
	@.ci/check

format: venv-dev
	@.venv/bin/ruff check --fix --quiet . ; .venv/bin/ruff format .

bench: venv-dev  ## Measure the figures of docs/measurements.md
	@$(RUN) -m benchmarks.run

bench-live: venv-dev  ## Measure the live room under load (RUNS=1 for a quick look)
	@$(RUN) -m benchmarks.live.run

lock: venv-dev  ## Compile the two locks anew from requirements.in and requirements-dev.in
	@.venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		requirements.in --output-file requirements.txt
	@.venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		--constraint requirements.txt requirements-dev.in --output-file requirements-dev.txt

.venv/bin/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.11")'
	@echo "Making .venv"
	@$(PYTHON) -m venv .venv

# A copy of the lock stands beside what was installed from it: while they are equal there is nothing to install.
venv: .venv/bin/pip
	@cmp -s requirements.txt .venv/requirements.txt || { \
		echo "Installing what requirements.txt names (about half a minute)"; \
		$(INSTALL) --requirement requirements.txt && cp requirements.txt .venv/requirements.txt; }

venv-dev: venv
	@cmp -s requirements-dev.txt .venv/requirements-dev.txt || { \
		echo "Installing what requirements-dev.txt names"; \
		$(INSTALL) --requirement requirements-dev.txt && cp requirements-dev.txt .venv/requirements-dev.txt; }
