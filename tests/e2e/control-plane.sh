# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
#
# An etcd and a kube-apiserver on free ports of 127.0.0.1 with a temporary folder of their own, for
# tests: source it and call plane_start with the folder that tests/e2e/build prints. Sets plane_dir,
# exports KUBECONFIG and puts kubectl on PATH. Stops only what it started; logs are kept on failure.

plane_dir=
plane_pids=()

plane_stop() { # exit code of the tests
    local pid
    # At once: what they hold is thrown away.
    for pid in "${plane_pids[@]}"; do
        kill -KILL "$pid" 2>/dev/null || :
        wait "$pid" 2>/dev/null || :
    done
    plane_pids=()
    [ -n "$plane_dir" ] || return 0
    rm -rf "$plane_dir/etcd"
    if [ "${1:-0}" = 0 ]; then
        rm -rf "$plane_dir"
    else
        echo "logs of etcd and kube-apiserver: $plane_dir"
    fi
    plane_dir=
}

# plane_wait SECONDS COMMAND...: until it succeeds.
plane_wait() {
    local tries=$(($1 * 5))
    shift
    until "$@" >/dev/null 2>&1; do
        tries=$((tries - 1))
        [ "$tries" -gt 0 ] || return 1
        sleep 0.2
    done
}

plane_fail() {
    echo "$1 does not become ready:"
    tail -n 20 "$plane_dir/$1.log"
    return 1
}

plane_start() { # folder of the programs
    local bin=$1 ports
    plane_dir=$(mktemp -d "${TMPDIR:-/tmp}/fleetgate-e2e.XXXXXX")
    mapfile -t ports < <("$bin/control-plane" ports 3)
    local client=http://127.0.0.1:${ports[0]} peer=http://127.0.0.1:${ports[1]}
    export PATH=$bin:$PATH KUBECONFIG=$plane_dir/kubeconfig KUBECACHEDIR=$plane_dir/kube-cache

    openssl genrsa -out "$plane_dir/accounts.key" 2048 2>/dev/null
    openssl rsa -in "$plane_dir/accounts.key" -pubout -out "$plane_dir/accounts.pub" 2>/dev/null
    echo 'token,admin,admin,system:masters' >"$plane_dir/tokens"
    cat >"$KUBECONFIG" <<EOF
apiVersion: v1
kind: Config
clusters: [{name: e2e, cluster: {server: "https://127.0.0.1:${ports[2]}", insecure-skip-tls-verify: true}}]
users: [{name: admin, user: {token: token}}]
contexts: [{name: e2e, context: {cluster: e2e, user: admin}}]
current-context: e2e
EOF
    "$bin/etcd" --data-dir "$plane_dir/etcd" --client-url "$client" --peer-url "$peer" \
        >"$plane_dir/etcd.log" 2>&1 &
    plane_pids+=("$!")
    plane_wait 60 curl -fsS "$client/health" || plane_fail etcd || return 1
    # The API server is the last to start and the first to stop.
    "$bin/kube-apiserver" --etcd-servers="$client" --secure-port="${ports[2]}" \
        --bind-address=127.0.0.1 --advertise-address=127.0.0.1 --cert-dir="$plane_dir/certs" \
        --token-auth-file="$plane_dir/tokens" --authorization-mode=RBAC \
        --service-account-issuer=https://e2e --api-audiences=api \
        --service-account-key-file="$plane_dir/accounts.pub" \
        --service-account-signing-key-file="$plane_dir/accounts.key" \
        --service-cluster-ip-range=10.0.0.0/24 --endpoint-reconciler-type=none \
        --disable-admission-plugins=ServiceAccount >"$plane_dir/kube-apiserver.log" 2>&1 &
    plane_pids=("$!" "${plane_pids[@]}")
    plane_wait 120 curl -fsSk -H "Authorization: Bearer token" "https://127.0.0.1:${ports[2]}/readyz" || plane_fail kube-apiserver || return 1
}
