# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
#
# Checks with a line of output each: source it, call check_start, and check_done at the end.
# Sets: check_out, the file with what the last checked command said; failed, how many failed.

check_out=
failed=0
passed=0

check_start() { check_out=$(mktemp); }

check_done() {
    rm -f "$check_out"
    echo "$passed passed, $failed failed"
}

verdict() { # NAME COMMAND...: the command's success is the verdict
    local name=$1
    shift
    if "$@"; then
        echo "ok $name"
        passed=$((passed + 1))
    else
        echo "FAIL $name"
        sed 's/^/    /' "$check_out" | tail -n 60
        failed=$((failed + 1))
    fi
}

check() { # NAME COMMAND...: succeeds
    local name=$1 code=0
    shift
    "$@" >"$check_out" 2>&1 || code=$?
    verdict "$name" test "$code" -eq 0
}

check_refused() { # NAME COMMAND...: ends with 1
    local name=$1 code=0
    shift
    "$@" >"$check_out" 2>&1 || code=$?
    verdict "$name" test "$code" -eq 1
}

# What the last command said is what tests/e2e/expected/NAME.txt has.
check_said() { # NAME
    local file=tests/e2e/expected/$1.txt
    if [ -n "${E2E_UPDATE:-}" ]; then
        cp "$check_out" "$file"
    fi
    if diff "$file" "$check_out" >"$check_out.diff" 2>&1; then
        rm -f "$check_out.diff"
        verdict "$1/said" true
    else
        mv "$check_out.diff" "$check_out"
        verdict "$1/said" false
    fi
}

check_has() { # NAME TEXT: the last command said this
    verdict "$1" grep -qF -e "$2" "$check_out"
}
