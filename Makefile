# The commands that README names. Each sets up what it needs in .venv and nowhere else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN := $(VENV)/.run-installed
DEV := $(VENV)/.dev-installed

WHEELS := out/wheels
# The machine that wheels are for; empty for this one. TARGET is its Python.
PLATFORM ?=
TARGET ?= 3.11
PIP := $(BIN)/python -m pip --disable-pip-version-check

.PHONY: demo test lint bench wheels clean

demo: $(RUN)
	$(BIN)/mingzhang demo -o out

test: $(DEV)
	$(BIN)/python -m pytest -n auto

lint: $(DEV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(DEV)
	$(BIN)/python -m benchmarks

# A folder from which `pip install --no-index` works. colorama: what click asks for on Windows only.
wheels: $(RUN)
	rm -rf $(WHEELS)
	$(PIP) wheel --quiet --no-deps -w $(WHEELS) .
	$(PIP) download --quiet -c constraints.txt -d $(WHEELS) --only-binary=:all: \
	  $(if $(PLATFORM),--platform $(PLATFORM) --python-version $(TARGET) colorama) $(WHEELS)/mingzhang-*.whl
	cp docs/安装说明.txt $(WHEELS)/

$(RUN): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

$(DEV): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@ $(RUN)

clean:
	rm -rf $(VENV) out build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
