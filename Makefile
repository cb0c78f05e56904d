# From a bare machine (Python 3.11 or later, make, git) to a running glossary: make serve

PORT    ?= 8001
PYTHONS  = $(or $(PYTHON),python3.11 python3 python3.13 python3.12 python3.14 python)
ARGS    ?=
UV       = uv==0.13.8

VENV    = .venv
VENV_1  = .venv-1.0
VENV_UV = .venv-lock

# A process a core; the tests of one file stay in one, as they share what they have built.
PARALLEL = --numprocesses auto --dist loadfile

export PIP_DISABLE_PIP_VERSION_CHECK = 1
export PIP_NO_INPUT = 1

.DEFAULT_GOAL := help
.PHONY: help serve test test-1.0 lint fix bench soak screenshots lock wheel clean

help: ## list what there is
	@awk -F ':.*## ' '/^[a-z0-9.-]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

serve: $(VENV)/installed ## build the glossary and show it on http://127.0.0.1:8001 (PORT=… changes that)
	@$(VENV)/bin/glossary serve --port $(PORT)

test: $(VENV)/installed ## run the tests (ARGS=… goes to pytest)
	@$(VENV)/bin/python -m pytest $(PARALLEL) $(ARGS)

test-1.0: $(VENV_1)/installed ## run the plugin's tests on Datasette's newest 1.0 pre-release
	@$(VENV_1)/bin/python -m pytest $(PARALLEL) tests/plugin $(ARGS)

lint: $(VENV)/installed ## check format, style, types and the generated documents
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/mypy
	@$(VENV)/bin/python docs/generate.py --check

fix: $(VENV)/installed ## mend format and style, write the generated documents
	@$(VENV)/bin/ruff check --quiet --fix --exit-zero .
	@$(VENV)/bin/ruff format .
	@$(VENV)/bin/python docs/generate.py

bench: $(VENV)/installed ## time a build against the least work possible: POSTS=folder TERMS=file FLOOR=script
	@$(VENV)/bin/python benchmarks/build_ratio.py \
		$(if $(POSTS),--posts "$(POSTS)") $(if $(TERMS),--terms "$(TERMS)") $(if $(FLOOR),--floor "$(FLOOR)") $(ARGS)

soak: $(VENV)/installed ## edit a served glossary for MINUTES=30 while it is read
	@$(VENV)/bin/python benchmarks/soak.py $(if $(MINUTES),--minutes $(MINUTES)) $(ARGS)

screenshots: $(VENV)/installed ## take the README's pictures with the system's chromium
	@$(VENV)/bin/python docs/screenshots.py

wheel: $(VENV)/installed ## make the wheel in dist/
	@$(VENV)/bin/python -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .
	@ls dist/*.whl

lock: $(VENV_UV)/installed ## write both lock files anew, keeping what still fits (UPGRADE=1: the newest of everything)
	@$(call compile,requirements.lock,datasette<1.0a0)
	@$(call compile,requirements-1.0.lock,datasette>=1.0a41)

clean: ## remove everything that make and glossary have made here
	rm -rf $(VENV) $(VENV_1) $(VENV_UV) dist .mypy_cache .pytest_cache .ruff_cache .hypothesis glossary.db glossary.db-*
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/installed: requirements.lock pyproject.toml
	@$(call create,$(VENV))
	@$(call install,$(VENV),requirements.lock)
	@touch $@

$(VENV_1)/installed: requirements-1.0.lock pyproject.toml
	@$(call create,$(VENV_1))
	@$(call install,$(VENV_1),requirements-1.0.lock)
	@touch $@

$(VENV_UV)/installed: Makefile
	@$(call create,$(VENV_UV))
	@$(VENV_UV)/bin/python -m pip install --quiet '$(UV)'
	@touch $@

# A virtual environment of the first Python that will do; one that still works is kept.
define create
$(1)/bin/python -m pip --version >/dev/null 2>&1 && exit 0; found=; \
for python in $(PYTHONS); do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
	found=$$python; \
	"$$python" -c 'import ensurepip, venv' 2>/dev/null && exec "$$python" -m venv --clear $(1); \
done; \
if [ -n "$$found" ]; then \
	version=$$("$$found" -c 'import sys; print("%d.%d" % sys.version_info[:2])'); \
	echo "error: $$found cannot make a virtual environment: it lacks ensurepip. Fix: install the package that holds it (Debian, Ubuntu: sudo apt install python$$version-venv)." >&2; \
else \
	echo "error: no Python 3.11 or later among: $(PYTHONS). Fix: install one, or name it: make PYTHON=/path/to/python3" >&2; \
fi; \
exit 1
endef

# Every file is checked against its hash in the lock; our own build backend is of the lock too. (--use-pep517: jieba comes
# as source alone, and an older pip warns at length before it builds that.)
define install
echo "Installing the locked packages into $(1) (once; a minute or two) …" >&2; \
$(1)/bin/python -m pip install --quiet --use-pep517 --require-hashes --requirement $(2) && \
$(1)/bin/python -m pip install --quiet --no-deps --no-build-isolation --editable .
endef

# One lock for Linux, macOS, Windows and every Python from 3.11 on.
define compile
echo '$(2)' | UV_CUSTOM_COMPILE_COMMAND='make lock' $(VENV_UV)/bin/uv pip compile pyproject.toml --group dev \
	--constraints - --universal --python-version 3.11 --generate-hashes --no-emit-index-url --quiet \
	$(if $(UPGRADE),--upgrade) --output-file $(1)
endef
