# shellcheck shell=bash disable=SC2154
# SPDX-License-Identifier: Apache-2.0
#
# `fleetgate serve` under Go's clients, in short form: part "clients" of tests/e2e/run. The whole runs
# are hack/soak.d/server. Reads: gate, gate_dir, clients; CLIENTS_SCALE=10 makes the whole of it.

start_for_clients() {
    gate_start "$gate" --shutdown-delay 0
    at=(--port "$gate_port" --health "$gate_health_port" --pid "$gate_pid")
}

client() { # NAME COMMAND OPTIONS...
    local name=$1
    shift
    check "clients/$name" "$clients" "$@"
    [ "$failed" -gt "${client_failed:-0}" ] || sed 's/^/    /' "$check_out"
    client_failed=$failed
}

run_clients() {
    local scale=${CLIENTS_SCALE:-1} at=() stage deadlines slack=10s limit=1s
    # Times are asserted in the whole runs; beside other tests with ten times as much room.
    [ "$scale" -lt 10 ] || { slack=1s && limit=100ms; }
    echo "== clients: fleetgate serve under load, scale $scale of 10"
    # As many descriptors as the whole needs: the server takes half of them for connections.
    ulimit -n 65536 2>/dev/null || ulimit -n "$(ulimit -Hn)"

    start_for_clients
    deadlines=("handshake 10s" "head 5s" "body 35s")
    for stage in "${deadlines[@]}"; do
        # shellcheck disable=SC2086 # two words
        set -- $stage
        client "drip-$1" drip "${at[@]}" --stage "$1" --deadline "$2" --slack "$slack" --n $((100 * scale))
    done
    client idle idle "${at[@]}" --limit "$limit" --n $((1000 * scale))
    client load load "${at[@]}" --runs "$scale" --requests 5000
    client kept kept "${at[@]}" --requests $((100000 * scale))
    client hellos hellos "${at[@]}" --n $((10000 * scale))
    check clients/server-ends-with-0 gate_stop

    check clients/certificates "$clients" swap --prepare --dir "$gate_dir/pair"
    gate_pair=$gate_dir/pair/tls start_for_clients
    client swap swap "${at[@]}" --dir "$gate_dir/pair" --n $((100 * scale))
    check clients/server-ends-with-0-again gate_stop

    client drain drain --times $((2 * scale)) --delay 1s -- "$gate" serve --listen 127.0.0.1:0 \
        --health-listen 127.0.0.1:0 --tls-cert "$gate_dir/tls.crt" --tls-key "$gate_dir/tls.key"
}
