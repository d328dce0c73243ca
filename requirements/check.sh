#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Every check that runs no service. Goes on after a failure, so that one run tells all, and ends with what failed.
set -u
cd "$(dirname "$0")/.."
bin=$1
failed=""
step() {
    name=$1
    shift
    printf 'check: %s\n' "$name"
    "$@" || failed="$failed $name,"
}
pins_are_current() {
    cp requirements/*.txt .cache/
    sh requirements/compile.sh
    for pins in all uv node; do cmp ".cache/$pins.txt" "requirements/$pins.txt" || return 1; done
}
pins_name_no_host() {
    ! grep -nE 'https?://|file:' requirements/*.txt requirements/npm/*.json && [ ! -e uv.lock ]
}
domains_read_no_clock() {
    ! grep -rnE '\b(now|today|utcnow|uuid[1-8]|urandom)\(' services/*/src/*/domain services/*/src/*/domain.py 2>/dev/null
}
scripts_are_typed() {
    find shared/*/src services/*/src -name '*.js' | grep -q . || return 0
    if [ ! -e .tools/npm/node ]; then
        echo "left out: there is no Node.js, and set-up said why"
        return 0
    fi
    .tools/npm/node .tools/npm/node_modules/typescript/bin/tsc -p requirements/npm
}
step "ruff check" "$bin/ruff" check .
step "ruff format" "$bin/ruff" format --check .
# shellcheck disable=SC2046
step "mypy" "$bin/mypy" $(ls -d shared services deploy requirements tests 2>/dev/null)
step "scripts" scripts_are_typed
step "imports" "$bin/lint-imports" --no-cache
step "domains read no clock" domains_read_no_clock
step "pins are current" pins_are_current
step "pins name no host" pins_name_no_host
if [ -d tests/docs ]; then
    step "docs" "$bin/python" -m pytest -q tests/docs
fi
if [ -n "$failed" ]; then
    printf 'check: FAILED:%s\n' "${failed%,}"
    exit 1
fi
printf 'check: all well\n'
