# The only place where commands live. `make` or `make help` lists them.
# A variable such as STACK=… reaches the commands in the environment, so the shell does not interpret its value.
PYTHON ?= python3
PORT ?= 8000
CASES ?= 100
EVENTS ?= 20000
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
CLIENT := clients/typescript
CLIENT_INSTALLED := $(CLIENT)/node_modules/.package-lock.json
NPM := npm --prefix $(CLIENT) --silent
FRONTEND := frontend
FRONTEND_INSTALLED := $(FRONTEND)/node_modules/.package-lock.json
FRONTEND_NPM := npm --prefix $(FRONTEND) --silent
OPENAPI := tools/openapi
OPENAPI_INSTALLED := $(OPENAPI)/node_modules/.package-lock.json
# The pipeline must not change itself, the boundary of its own rights, the alarms on spending, or the site's protection. An
# operator changes them with `make up`.
NOT_BY_THE_PIPELINE := --exclude '**dwipper:index:Deliver**' --exclude '**dwipper:index:Boundary**' --exclude '**dwipper:index:Spending**' --exclude '**dwipper:index:Site**'

# If the virtual environment is incomplete, or its Python was removed, it is created again.
WHOLE := $(BIN)/python -c 'import sys, importlib.util; sys.exit(not importlib.util.find_spec("pip"))' > /dev/null 2>&1
ifneq ($(wildcard $(INSTALLED)),)
$(shell $(WHOLE) || rm $(INSTALLED))
endif

# Python keeps its bytecode, whatever the shell says: without, each process of a test run compiles every package again.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run test test-fast test-infra pythons coverage test-bundle test-engine test-browser screenshots pulumi-cli resources contract fuzz events check format openapi alarms contract-check lint-contract release-contract client client-check client-pack client-journey client-build frontend frontend-check bench bench-laptop bench-page bench-kills bench-flat bench-faults bench-levers bench-cold bench-warm bench-goals lock reset clean npm
.PHONY: bench-load bench-size bench-cost bench-jobs cost

help: ## List the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: export PORT := $(PORT)
ifeq ($(origin DEBUG), command line)
run: WITH_DEBUG := --debug="$$DEBUG"
endif
run: $(INSTALLED) ## Start the platform on this machine (PORT=8000; DEBUG=5678 for a debugger); Ctrl-C stops it
	@exec $(BIN)/python -m localcloud run --port="$$PORT" $(WITH_DEBUG)

test: $(INSTALLED) ## Run all tests in random order, in three processes, which often wait
	$(BIN)/python -m pytest --numprocesses 3 --dist loadscope

test-fast: $(INSTALLED) ## Run only the app's fast tests, for example after each edit of webapp/
	@EVENTS=20 $(BIN)/python -m pytest -q --numprocesses 2 --dist worksteal -m 'not slow' tests/webapp

test-infra: $(INSTALLED) ## Run only the tests of the Pulumi program
	@$(BIN)/python -m pytest -q --numprocesses 2 --dist worksteal tests/infra

pythons: $(INSTALLED) ## Check and test on Python 3.12, and test on 3.13 as the pipeline does, if this machine has them
	@for run in "3.12 check test-fast" "3.13 test-fast test-infra"; do \
		set -- $$run; version=$$1; shift; \
		if python=$$(PYENV_VERSION=$$version $(BIN)/uv python find --no-python-downloads --system cpython@$$version 2> /dev/null); \
		then $(MAKE) --no-print-directory VENV=build/venv-$$version PYTHON=$$python $$@ || exit 1; \
		else echo "skipped: Python $$version is not on this machine"; fi; \
	done

coverage: $(INSTALLED) ## Run all tests and list the branches that no test covers; takes a third longer
	$(BIN)/python -m pytest --numprocesses 2 --dist loadscope --cov --cov-report=term:skip-covered

test-bundle: $(INSTALLED) ## Run the function's zip with AWS's runtime client, and check the zip for Lambda
	$(BIN)/python -m pytest tests/bundle

test-engine: $(INSTALLED) ## Create, update and destroy every stack with the real Pulumi CLI; a file stands in for AWS
	$(BIN)/python -m pytest tests/engine

pulumi-cli: $(INSTALLED) ## Print the path of the Pulumi CLI; if none is on the PATH, build it once (needs Go)
	@$(BIN)/python -m tools.pulumi

screenshots: $(INSTALLED) ## Take the pictures of the page in docs/pictures (needs Chromium)
	$(BIN)/python -m tests.browser.pictures

test-browser: $(INSTALLED) ## Run the tests of the page in a real browser (needs Chromium)
	$(BIN)/python -m pytest --numprocesses 2 --dist worksteal tests/browser

resources: $(INSTALLED) ## Write docs/resources.md, the AWS resources of each stack
	$(BIN)/python -m tests.infra.resources

contract: $(INSTALLED) ## Run the contract tests: on a platform of their own, a running laptop (URL=…) or a deployed stack (OUTPUTS=…)
	@$(BIN)/python -m tests.contract "$$URL" "$$OUTPUTS"

fuzz: export CASES := $(CASES)
fuzz: $(INSTALLED) ## Send thousands of requests generated from openapi.json (CASES=100 per operation and phase) to a laptop (URL=…)
	$(BIN)/python -m bench.fuzz "$$CASES" "$$URL"

events: export EVENTS := $(EVENTS)
events: $(INSTALLED) ## Send generated gateway events to the function's handler (EVENTS=20000)
	$(BIN)/python -m pytest tests/webapp/test_any_event.py --timeout=3600

check: $(INSTALLED) ## Check lint, types, imports, and openapi.json: drift, breaking changes, and lint if Node is installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m webapp.contract --check
	@$(MAKE) --no-print-directory contract-check
	@$(MAKE) --no-print-directory lint-contract

format: $(INSTALLED) ## Fix what the linter can fix, format the code, and list what to fix by hand
	$(BIN)/ruff check --quiet --fix-only .
	$(BIN)/ruff format .
	$(BIN)/ruff check .

openapi: $(INSTALLED) ## Write openapi.json from the API
	$(BIN)/python -m webapp.contract

alarms: $(INSTALLED) ## Write docs/alarms.md from the tests of the alarms
	$(BIN)/python -m tests.infra.watch.page

contract-check: $(INSTALLED) ## List what openapi.json breaks for clients of the released contract
	$(BIN)/python -m tools.contract

lint-contract: ## Lint openapi.json with Redocly and Spectral; skipped without Node
	@if ! command -v npm > /dev/null; then echo 'skipped: npm is missing, so Redocly and Spectral do not lint openapi.json'; \
	else $(MAKE) --no-print-directory --silent $(OPENAPI_INSTALLED) && said=$$(npm --prefix $(OPENAPI) --silent run lint 2>&1) || { echo "$$said"; exit 1; }; fi

release-contract: $(INSTALLED) ## Make openapi.json the released contract
	$(BIN)/python -m tools.contract --release

client: $(CLIENT_INSTALLED) ## Generate the TypeScript client from openapi.json, and compile it
	$(NPM) run generate
	$(NPM) run build

client-check: $(CLIENT_INSTALLED) ## Check the TypeScript client: drift, strict types, tests
	@$(NPM) run drift || { echo 'the client differs from openapi.json: run `make client`' >&2; exit 1; }
	$(NPM) test

client-pack: $(CLIENT_INSTALLED) ## Build a package of the TypeScript client in build/, for `npm install` in your own project
	@mkdir -p build
	@cd $(CLIENT) && npm --silent pack --pack-destination ../../build | sed 's|^|build/|'

client-journey: $(CLIENT_INSTALLED) ## Use the whole API through the TypeScript client, on a platform of `make run` (URL=http://localhost:8000)
	@$(NPM) run journey -- $(if $(URL),"$$URL" "$$URL/mailbox/messages")

frontend: client-build $(FRONTEND_INSTALLED) ## Build the page into frontend/dist
	$(FRONTEND_NPM) run build

frontend-check: client-build $(FRONTEND_INSTALLED) ## Types and unit tests of the page; drift and size of frontend/dist
	$(FRONTEND_NPM) run types
	$(FRONTEND_NPM) test
	@$(FRONTEND_NPM) run check

client-build: $(CLIENT_INSTALLED)
	@$(NPM) run build

bench: bench-size bench-cold bench-warm bench-load bench-laptop bench-page bench-goals bench-levers bench-kills bench-flat bench-jobs bench-faults ## Measure everything again and write docs/performance.md

bench-page: $(INSTALLED) ## Measure the page in Chromium: a long feed, an upvote while the API is far away, a slow line
	$(BIN)/python -m bench.page

bench-laptop: $(INSTALLED) ## Measure the platform on this machine: start, memory, reload after an edit, requests
	$(BIN)/python -m bench.laptop

bench-load: $(INSTALLED) ## Measure requests per second and latencies through the front door, with 1, 8 and 32 clients
	$(BIN)/python -m bench.load
	@$(MAKE) --no-print-directory bench-cost

bench-size: $(INSTALLED) ## Measure the size of the function's zip and of its parts
	$(BIN)/python -m bench.size

bench-levers: $(INSTALLED) ## Measure what each optimisation of cold starts and warm requests saves, by turning it off
	$(BIN)/python -m bench.levers

bench-kills: $(INSTALLED) ## Count the writes that are lost when the platform is killed twenty times
	$(BIN)/python -m bench.kills

bench-flat: $(INSTALLED) ## Measure the DynamoDB units of each operation, with 100 and with 100,000 Dwipps
	$(BIN)/python -m bench.flat
	@$(MAKE) --no-print-directory bench-cost

bench-cost: $(INSTALLED) ## Write docs/cost.md, the cost of a month, from the committed figures
	$(BIN)/python -m bench.cost --write

bench-jobs: $(INSTALLED) ## Rename and delete a person with 100,000 Dwipps (DWIPPS=1000) while others use the API
	$(BIN)/python -m bench.jobs "$$DWIPPS"

bench-faults: $(INSTALLED) ## Record the API's response to each fault of each call to AWS
	$(BIN)/python -m bench.faults

bench-cold: $(INSTALLED) ## Compare cold starts of small APIs in several frameworks, and of the platform's own handler
	$(BIN)/python -m bench.cold

bench-warm: $(INSTALLED) ## Compare warm requests: frameworks alone, and the platform and FastAPI on DynamoDB Local
	$(BIN)/python -m bench.warm

bench-goals: $(INSTALLED) ## Write the table of goals from the latest figures
	$(BIN)/python -m bench.goals

.PHONY: restore logs doctor bootstrap preview up destroy deploy release release-page rollback smoke api-url stack moment version pulumi
doctor: $(INSTALLED) ## Check whether this machine and account are ready for a stack, and say what to fix (STACK=dev)
	@$(BIN)/python -m ops.doctor "$${STACK:-dev}"

bootstrap: stack pulumi ## Create what Pulumi needs for a stack: a bucket, a key, the stack itself (STACK=…; YES=1)
	@$(BIN)/python -m ops.bootstrap "$$STACK"

preview: stack pulumi ## Show what `make up` would change on AWS (STACK=…)
	@$(BIN)/python -m ops.update preview "$$STACK"

up: stack pulumi ## Create or update a stack on AWS, after a confirmation (STACK=…; YES=1)
	@$(BIN)/python -m ops.update up "$$STACK"

destroy: stack pulumi ## Remove a stack from AWS, after a confirmation (STACK=…; YES=1)
	@$(BIN)/python -m ops.update destroy "$$STACK"

deploy: stack pulumi ## Do what the pipeline does: update all but the pipeline itself, release, run smoke tests; asks nothing (STACK=…)
	@$(BIN)/python -m ops.deploy "$$STACK" --yes --skip-preview --non-interactive $(NOT_BY_THE_PIPELINE)

release: stack pulumi ## Release the newest version, in steps if the stack has a canary (STACK=…)
	@$(BIN)/python -m ops.release "$$STACK"

release-page: stack pulumi ## Upload the built page, which a rollback replaced (STACK=…)
	@$(BIN)/python -m ops.release_page "$$STACK"

rollback: stack version pulumi ## Release the previous version, or another one, again (STACK=…; VERSION=…; YES=1)
	@$(BIN)/python -m ops.rollback "$$STACK" "$$VERSION"

restore: stack moment pulumi ## Restore a table as it was at a time (STACK=…; TABLE=dwipps; AT=2026-11-27T03:00:00Z; YES=1): docs/restore.md
	@$(BIN)/python -m ops.restore "$$STACK" "$$TABLE" "$$AT"

logs: stack $(INSTALLED) ## Follow a stack's logs (STACK=…; ERRORS=yes; MINUTES=60), or print those of one request (ID=…)
	@$(BIN)/python -m ops.logs "$$STACK" "$$ID"

smoke: $(INSTALLED) ## Check a deployed API, and the page of a stack, without an account (URL=… or STACK=…)
	@$(BIN)/python -m ops.smoke $(if $(URL),"$$URL",--stack="$$STACK")

api-url: stack pulumi ## Print the address of a stack's API (STACK=…)
	@$(BIN)/python -m ops.output "$$STACK" api_url

stack:
	@test -n "$$STACK" || { echo 'which stack? make $(firstword $(MAKECMDGOALS)) STACK=dev' >&2; exit 1; }
	@test "$$STACK" != local || { echo 'the stack local is the laptop: make run' >&2; exit 1; }
	@test -f "Pulumi.$$STACK.yaml" || { echo "Pulumi.$$STACK.yaml is missing: see docs/settings.md for a stack's file" >&2; exit 1; }

# Before `pulumi`, which takes minutes where it builds the CLI.
moment: $(INSTALLED)
	@$(BIN)/python -m ops.moment "$$TABLE" "$$AT"

version:
	@case "$$VERSION" in *[!0-9]*) echo 'VERSION must be a number: make rollback STACK=dev VERSION=7' >&2; exit 1;; esac

pulumi: $(INSTALLED)
	@command -v pulumi > /dev/null || $(BIN)/python -m tools.pulumi > /dev/null

cost: $(INSTALLED) ## Estimate the AWS cost of a month for a number of people (USERS=100000 STACK=prod)
	@$(BIN)/python -m bench.cost --users="$$USERS" --stack="$${STACK:-prod}"

lock: $(INSTALLED) ## Pin all packages again after a change of requirements (to upgrade one, edit its pin in constraints.txt)
	$(BIN)/uv pip compile --universal --python-version 3.11 --no-header --no-annotate --overrides overrides.txt requirements-dev.txt tests/bundle/requirements.txt -o constraints.txt

reset: ## Delete all local state: people, Dwipps, mails
	@$(PYTHON) -m localcloud.reset

clean: reset ## Remove everything that these commands created, except the Pulumi CLI in build/, which takes minutes to build
	rm -rf $(VENV) $(CLIENT)/node_modules $(CLIENT)/dist $(FRONTEND)/node_modules $(OPENAPI)/node_modules .*_cache .coverage* .hypothesis .schemathesis
	test ! -d build || find build -mindepth 1 -maxdepth 1 ! -name 'pulumi-*' -exec rm -rf {} +
	find . -name __pycache__ -prune -exec rm -rf {} +

# uv installs a hundred packages in seconds, pip needs a minute. pip installs uv.
$(INSTALLED): constraints.txt overrides.txt requirements.txt requirements-dev.txt webapp/requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed, this is %d.%d: make $(or $(MAKECMDGOALS),run) PYTHON=/path/to/python3.11" % sys.version_info[:2])'
	@$(WHOLE) || { test ! -e $(VENV) || echo '$(VENV) is incomplete: it is created again' >&2; rm -rf $(VENV); $(PYTHON) -m venv $(VENV); }
	@echo 'installing packages into $(VENV): takes half a minute, once per change of constraints.txt' >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt uv
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --overrides overrides.txt -r requirements-dev.txt
	@touch $@

$(CLIENT_INSTALLED): $(CLIENT)/package.json $(CLIENT)/package-lock.json | npm
	$(NPM) ci --ignore-scripts
	@touch $@

$(FRONTEND_INSTALLED): $(FRONTEND)/package.json $(FRONTEND)/package-lock.json | npm
	$(FRONTEND_NPM) ci --ignore-scripts
	@touch $@

$(OPENAPI_INSTALLED): $(OPENAPI)/package.json $(OPENAPI)/package-lock.json
	@npm --prefix $(OPENAPI) --silent ci --ignore-scripts
	@touch $@

npm:
	@command -v npm > /dev/null || { echo 'npm is missing: the TypeScript client and an edit of the page need Node 20 or newer, the rest does not' >&2; exit 1; }
