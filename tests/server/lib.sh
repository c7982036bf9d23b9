# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
#
# A `fleetgate serve` on free ports of 127.0.0.1, with a certificate and a temporary folder of its
# own, for tests: source it, call gate_folder once and gate_start as often as wanted.
# Sets: gate_dir, gate_pid, gate_port, gate_health_port. Reads: gate_listen, gate_pair (the files
# without .crt and .key), where they are set. Stops only what it started.

gate_pid=
gate_dir=

# shellcheck disable=SC2317 # called by traps
gate_cleanup() {
    [ -z "$gate_pid" ] || kill -9 "$gate_pid" 2>/dev/null || :
    [ -z "$gate_dir" ] || rm -rf "$gate_dir"
}

# certificate NAME: NAME.crt and NAME.key in the folder, for 127.0.0.1 and localhost, signed by itself.
gate_certificate() {
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj "/CN=$1" \
        -addext "subjectAltName=DNS:localhost,IP:127.0.0.1" \
        -keyout "$gate_dir/$1.key" -out "$gate_dir/$1.crt" 2>/dev/null
}

gate_folder() {
    gate_dir=$(mktemp -d "${TMPDIR:-/tmp}/fleetgate-test.XXXXXX")
    trap gate_cleanup EXIT
    gate_certificate tls
}

# gate_start BINARY OPTIONS...: waits until it says where it serves.
gate_start() {
    local binary=$1 tries=0 line
    shift
    local pair=${gate_pair:-$gate_dir/tls}
    : >"$gate_dir/log" # not the line of a server before this one
    "$binary" serve --listen "${gate_listen:-127.0.0.1:0}" --health-listen 127.0.0.1:0 \
        --tls-cert "$pair.crt" --tls-key "$pair.key" "$@" \
        >"$gate_dir/log" 2>"$gate_dir/err" &
    gate_pid=$!
    until line=$(grep -m 1 '"msg":"serving"' "$gate_dir/log"); do
        tries=$((tries + 1))
        if [ "$tries" -gt 300 ] || ! kill -0 "$gate_pid" 2>/dev/null; then
            echo "fleetgate serve did not start:"
            cat "$gate_dir/err" "$gate_dir/log"
            return 1
        fi
        sleep 0.1
    done
    # shellcheck disable=SC2034 # both are for the tests
    gate_port=$(sed -n 's/.*"port":\([0-9]*\).*/\1/p' <<<"$line")
    # shellcheck disable=SC2034
    gate_health_port=$(sed -n 's/.*"healthPort":\([0-9]*\).*/\1/p' <<<"$line")
}

# The exit code of a server that was asked to end is the test's business: gate_stop returns it.
gate_stop() {
    local code=0
    kill -TERM "$gate_pid"
    wait "$gate_pid" || code=$?
    gate_pid=
    return "$code"
}
