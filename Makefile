# The tasks of the house. Each works on a fresh machine with a Rust toolchain and nothing else.
.DEFAULT_GOAL := help
.PHONY: help demo test lint bench bench-million oracles campaign campaign-damage campaign-stores \
	ceph docs fixtures clean-tools

ARCHIVE := target/release/archive
# Seeds and sizes of the campaign can be given: make campaign KILLS=20 SEED=7
KILLS ?= 200
DAMAGES ?= 10000
# Every so-manieth bit is flipped.
STEP ?= 1
SEED ?= 1

help: ## This list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 14

demo: release ## A guided run on the samples
	$(ARCHIVE) demo

test: ## Every gate a change must pass
	scripts/test

lint: ## Format, lint, and what comes in from outside
	cargo fmt --all --check
	cargo clippy -q --workspace --all-targets -- -D warnings
	scripts/install-test-tools --deny
	scripts/check-dependencies

bench: release ## Times and memory beside the same work by hand and by other programs
	scripts/install-test-tools --rocfl
	scripts/bench

bench-million: release ## A package of a million files: memory, metadata, going on after a kill
	scripts/bench --data million

oracles: release ## What other OCFL, BagIt and XML tools say of what the archive writes
	scripts/install-test-tools --rocfl --azurite
	scripts/with-azurite cargo test -q -p archive-core --test store_behaviour in_azure || [ $$? = 77 ]
	ARCHIVE_BIN=$(CURDIR)/$(ARCHIVE) scripts/shell-tests tests/shell tests/oracles

campaign: release ## Kills and faults: nothing lost, nothing twice, nothing half
	ARCHIVE_BIN=$(CURDIR)/$(ARCHIVE) scripts/kill-test --kills $(KILLS) --seed $(SEED)
	ARCHIVE_BIN=$(CURDIR)/$(ARCHIVE) scripts/fault-test --seed $(SEED)

ceph: release ## The suite of all stores, and the main job with kills of the gateway, on a Ceph
	scripts/install-test-tools --ceph
	.tools/venv/bin/python scripts/with-ceph \
		cargo test -q -p archive-core --test store_behaviour in_s3
	ARCHIVE_BIN=$(CURDIR)/$(ARCHIVE) .tools/venv/bin/python scripts/ceph-kill --seed $(SEED)

campaign-damage: ## Every bit of a package and 10,000 random damages: found, repaired, or left
	ARCHIVE_DAMAGES=$(DAMAGES) ARCHIVE_DAMAGE_STEP=$(STEP) ARCHIVE_DAMAGE_SEED=$(SEED) \
		cargo test -q --release -p archive-core --test damage -- --nocapture

campaign-stores: ## Trouble at each request to a store: nothing lost, nothing twice, no false alarm
	scripts/store-faults --seed $(SEED)

docs: ## Generated pages, and the documentation of the code
	cargo build -q -p archive-cli
	scripts/generate
	RUSTDOCFLAGS='-D warnings' cargo doc -q --workspace --no-deps

fixtures: ## The sample packages, good and bad, in target/fixtures
	cargo run -q -p archive-fixtures -- target/fixtures

clean-tools: ## Forget the installed test tools
	rm -rf .tools

.PHONY: release
release:
	cargo build -q --release -p archive-cli
	cargo build -q --release -p archive-fixtures
