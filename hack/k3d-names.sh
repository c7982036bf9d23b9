# shellcheck shell=bash disable=SC2034
# SPDX-License-Identifier: Apache-2.0
#
# The names of a development set-up, for k3d-up and k3d-clean: flags and environment in, names out.
# It must not know k3d: nothing here calls anything.
#
# An option wins over its variable. A name may be a cluster's (upstream) or its context's (k3d-upstream).
# The first downstream cluster is the base as given, the i-th has the base's number plus i - 1:
# downstream1, downstream2 ... downstream10; fleet10, fleet11; ds (no number): ds, ds2, ds3.
# Leading zeros are not kept (ds09, ds10; ds01, ds2). The upstream's own name is skipped.

# Set by k3d_names_option or from Fleet's variables.
k3d_upstream=${FLEET_E2E_CLUSTER:-}
k3d_downstream=${FLEET_E2E_CLUSTER_DOWNSTREAM:-}
k3d_count=${FLEET_E2E_DS_CLUSTER_COUNT:-}
# Set by k3d_names_resolve.
k3d_downstreams=()
# Set by k3d_names_option: the words that it took.
k3d_shift=1

K3D_COUNT_MAX=500 # more clusters than one machine runs: a typing mistake

k3d_fail() {
    printf '%s: %s\nnot run: nothing was changed\n' "${0##*/}" "$*" >&2
    exit 2
}

# Takes --upstream, --downstream or --count, written as two words or with "="; fails for any other option.
k3d_names_option() { # WORDS...
    local option=${1%%=*} value
    k3d_shift=1
    [[ $option == --upstream || $option == --downstream || $option == --count ]] || return 1
    if [[ $1 == *=* ]]; then
        value=${1#*=}
    else
        (($# > 1)) || k3d_fail "$1 needs a value"
        value=$2
        k3d_shift=2
    fi
    case $option in
    --upstream) k3d_upstream=$value ;;
    --downstream) k3d_downstream=$value ;;
    --count) k3d_count=$value ;;
    esac
}

k3d_check_name() { # WHAT NAME
    [[ $2 =~ ^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$ ]] ||
        k3d_fail "$1: found \"$2\", expected a cluster name of letters, digits, - and ."
}

# The I-th name of a base, into k3d_name.
k3d_nth_name() { # BASE I
    local stem=$1 digits=
    k3d_name=$1
    (($2 == 1)) && return 0
    while [[ $stem == *[0-9] ]]; do
        digits=${stem: -1}$digits
        stem=${stem%?}
    done
    ((${#digits} <= 15)) || k3d_fail "downstream cluster: the number of \"$1\" has more than 15 digits"
    # 10# because 08 would be octal.
    k3d_name=$stem$((10#${digits:-1} + $2 - 1))
}

# Checks k3d_upstream, k3d_downstream and k3d_count, strips "k3d-" and fills k3d_downstreams.
k3d_names_resolve() {
    local i
    k3d_upstream=${k3d_upstream#k3d-}
    k3d_downstream=${k3d_downstream#k3d-}
    [[ -n $k3d_upstream$k3d_downstream ]] ||
        k3d_fail "no names: give --upstream and --downstream, or FLEET_E2E_CLUSTER and FLEET_E2E_CLUSTER_DOWNSTREAM"
    [[ -z $k3d_upstream ]] || k3d_check_name "upstream cluster" "$k3d_upstream"
    [[ -z $k3d_downstream ]] || k3d_check_name "downstream cluster" "$k3d_downstream"
    if ! [[ ${k3d_count:-0} =~ ^[0-9]{1,9}$ ]] || ((10#${k3d_count:-0} > K3D_COUNT_MAX)); then
        k3d_fail "count: found \"$k3d_count\", expected a number from 0 to $K3D_COUNT_MAX"
    fi
    k3d_count=$((10#${k3d_count:-0}))
    ((k3d_count > 0)) || k3d_count=1
    k3d_downstreams=()
    [[ -n $k3d_downstream ]] || return 0
    for ((i = 1; i <= k3d_count; i++)); do
        k3d_nth_name "$k3d_downstream" "$i"
        [[ $k3d_name == "$k3d_upstream" ]] || k3d_downstreams+=("$k3d_name")
    done
}
