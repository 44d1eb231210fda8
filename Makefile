# Two commands: `make run` opens the desk on the sample event, `make test` runs the whole suite.
# Both make what they need first, once; after that they use no network.

PYTHON_IN := .venv/bin/python
READY := .venv/.ready
TESTING := -n auto --dist loadfile

.PHONY: help setup run test bench soak format words lock clean system-run system-test
.PHONY: check check-format check-lint check-types check-contracts check-words check-lock

help:
	@echo "make run      open the desk on the sample event (without a screen: its main job, headless)"
	@echo "make test     run every test, windows included"
	@echo "make check    format, lint, types, import contracts, catalogues, lock file"
	@echo "make bench    measure; writes bench.json"
	@echo "make soak     the slow tests"
	@echo "make format   format the code and mend what can be mended"
	@echo "make words    bring the translation catalogues up to date"
	@echo "make lock     write requirements.lock from pyproject.toml (UPGRADE=1 takes newer versions)"
	@echo "make setup    only make the environment, in .venv"
	@echo "make clean    take away the environment and everything made"

setup: system-run $(READY)

system-run system-test: system-%:
	@python=$$(.setup/python) && "$$python" .setup/system_packages.py $*

# Order only: a new environment waits for the system packages, one of which may be needed to make it.
$(READY): requirements.lock pyproject.toml .setup/environment.py | system-run
	@python=$$(.setup/python) && "$$python" .setup/environment.py sync
	@touch $@

run: setup
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname -s)" = Darwin ]; then \
		exec .venv/bin/marhaba demo; \
	else \
		exec .venv/bin/marhaba demo --headless; \
	fi

test: system-test $(READY)
	@$(PYTHON_IN) -m pytest $(TESTING) $(ARGS)

check: check-format check-lint check-types check-contracts check-words check-lock

check-format: $(READY)
	@$(PYTHON_IN) -m ruff format --check --quiet

check-lint: $(READY)
	@$(PYTHON_IN) -m ruff check --quiet

# The scripts that make the environment are no package: they are read by themselves.
check-types: $(READY)
	@$(PYTHON_IN) -m mypy
	@$(PYTHON_IN) -m mypy --strict --no-explicit-package-bases --no-namespace-packages .setup/*.py

check-contracts: $(READY)
	@.venv/bin/lint-imports --no-logo

check-words: $(READY)
	@$(PYTHON_IN) -m tests.shape.catalogues --check

check-lock: $(READY)
	@$(PYTHON_IN) -m pytest -q tests/shape/test_lock.py
	@VIRTUAL_ENV=.venv .venv/bin/uv pip check --quiet

bench: $(READY)
	@$(PYTHON_IN) -m tests.bench $(ARGS)

soak: system-test $(READY)
	@$(PYTHON_IN) -m pytest -m slow $(ARGS)

format: $(READY)
	@$(PYTHON_IN) -m ruff format
	@$(PYTHON_IN) -m ruff check --fix

words: $(READY)
	@$(PYTHON_IN) -m tests.shape.catalogues --update

lock: $(READY)
	@$(PYTHON_IN) .setup/environment.py lock $(if $(UPGRADE),--upgrade)

clean:
	rm -rf .venv dist build bench.json .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find kiosk db tests .setup -name __pycache__ -type d -prune -exec rm -rf {} +
