# shellcheck shell=bash disable=SC2154,SC2016
# SPDX-License-Identifier: Apache-2.0
#
# kubectl and the API server in front of `fleetgate serve`: part "admission" of tests/e2e/run.
# Reads: gate, gate_dir, gate_port, gate_health_port, crds.

demo=tests/golden/demo

# The configuration of manifests/webhook of that kind, made to call 127.0.0.1 instead of a Service.
webhooks_by_url() { # KIND PORT
    local kind=$1 port=$2 file ca patch='' i=0 path paths
    file=$(grep -lE "^kind: $kind\$" manifests/webhook/*.yaml | head -n 1)
    ca=$(base64 -w 0 <"$gate_dir/tls.crt")
    paths=$(kubectl create --dry-run=client -f "$file" \
        -o 'jsonpath={range .webhooks[*]}{.clientConfig.service.path}{"\n"}{end}')
    for path in $paths; do
        patch="$patch${patch:+,}"'{"op":"replace","path":"/webhooks/'$i'/clientConfig","value":{"url":"https://127.0.0.1:'$port$path'","caBundle":"'$ca'"}}'
        i=$((i + 1))
    done
    [ "$i" -gt 0 ] && kubectl patch --local -f "$file" --type json -p "[$patch]" -o json
}

apply_webhooks() { # KIND...
    local kind
    for kind in "$@"; do
        webhooks_by_url "$kind" "$gate_port" >"$gate_dir/$kind.json" &&
            kubectl apply -f "$gate_dir/$kind.json" || return 1
    done
}

remove_webhooks() {
    kubectl delete -f "$gate_dir/ValidatingWebhookConfiguration.json" -f "$gate_dir/MutatingWebhookConfiguration.json"
}

# The API server takes a moment to hear of a changed configuration.
reaches_us() { # EXPECTED: refused, admitted or failed; FILE
    local got
    got=$(kubectl apply --dry-run=server -f "${2:-$demo/web.yaml}" 2>&1) || :
    case $got in
    *'is invalid'*) got=refused ;;
    *'failed calling webhook'*) got=failed ;;
    *) got=admitted ;;
    esac
    [ "$got" = "$1" ]
}

says() { # TEXT: the refusal of the bad Bundle has it
    local got
    got=$(kubectl apply --dry-run=server -f "$demo/web.yaml" 2>&1) || :
    [[ $got == *"$1"* ]]
}
names_many() { says 'of 8 clusters'; }
names_lab_7() { says 'cluster lab-7 '; }

# Sum of the series of a metric whose labels hold all the given texts.
metric() { # FILE NAME TEXT...
    local file=$1 name=$2 lines text
    shift 2
    lines=$(grep -E "^${name}[{ ]" "$file" || :)
    for text in "$@"; do
        lines=$(grep -F -e "$text" <<<"$lines" || :)
    done
    awk '{ n += $NF } END { printf "%d\n", n }' <<<"$lines"
}

stored() { kubectl get bundle web -n fleet-default -o "jsonpath=$1"; }

with_policy() { # POLICY: the validating configuration of now with that failurePolicy
    sed "s/\"failurePolicy\": \"[A-Za-z]*\"/\"failurePolicy\": \"$1\"/" "$gate_dir/ValidatingWebhookConfiguration.json" |
        kubectl apply -f -
}

run_admission() {
    echo "== admission: kubectl, kube-apiserver and fleetgate serve"
    kubectl version
    check crds/applied kubectl apply --server-side --force-conflicts -f "$crds"
    check crds/established kubectl wait --for=condition=Established --timeout=60s -f "$crds"
    check namespace/created kubectl create namespace fleet-default
    cp "$demo/clusters.yaml" "$gate_dir/clusters.yaml"
    gate_start "$gate" --inventory "$gate_dir/clusters.yaml" --shutdown-delay 0

    echo "-- without a webhook everything is stored"
    check before/bad-bundle-is-stored kubectl apply -f "$demo/web.yaml"
    check before/removed kubectl delete -f "$demo/web.yaml"

    echo "-- validating"
    check manifests/namespace kubectl apply -f manifests/webhook/namespace.yaml
    check manifests/dry-run kubectl apply --dry-run=server -k manifests
    verdict manifests/no-warning test "$(grep -c '^Warning' "$check_out")" -eq 0
    check validating/configuration apply_webhooks ValidatingWebhookConfiguration
    check validating/reaches-us plane_wait 20 reaches_us refused
    check_refused validating/bad-create kubectl apply -f "$demo/web.yaml"
    check_said bad-create
    check_refused validating/nothing-is-stored kubectl get bundle web -n fleet-default
    check_refused validating/bad-create-dry-run kubectl apply --dry-run=server -f "$demo/web.yaml"
    check_said bad-create
    check_refused validating/bad-create-server-side kubectl apply --server-side -f "$demo/web.yaml"
    check_said bad-create-server-side
    check validating/good-create-dry-run kubectl apply --dry-run=server -f "$demo/web-mended.yaml"
    check_said good-create-dry-run
    check_refused validating/dry-run-stores-nothing kubectl get bundle web -n fleet-default
    check validating/good-create kubectl apply -f "$demo/web-mended.yaml"
    check_said good-create
    check_refused validating/good-to-bad kubectl apply -f "$demo/web.yaml"
    check_said good-to-bad
    check validating/old-values-stay test "$(stored '{.spec.helm.values.host}')" = \
        'web.${ dig "dns" "zone" "example.org" .ClusterValues }'
    check validating/delete kubectl delete -f "$demo/web-mended.yaml"
    check_refused validating/bad-create-json kubectl create -o json -f "$demo/web.yaml"

    echo "-- the inventory changes: eight clusters that lack the value"
    cp "$demo/many.yaml" "$gate_dir/fresh.yaml" && mv "$gate_dir/fresh.yaml" "$gate_dir/clusters.yaml"
    check inventory/is-read-again plane_wait 20 names_many
    check_refused inventory/many-clusters kubectl apply -f "$demo/web.yaml"
    check_said many-clusters
    cp "$demo/clusters.yaml" "$gate_dir/fresh.yaml" && mv "$gate_dir/fresh.yaml" "$gate_dir/clusters.yaml"
    check inventory/is-read-back plane_wait 20 names_lab_7

    echo "-- a Bundle that was bad before"
    check old-fault/policy-ignore with_policy Ignore
    gate_stop
    check old-fault/ignore-while-we-are-down plane_wait 20 reaches_us admitted
    check old-fault/stored kubectl apply -f "$demo/web.yaml"
    check old-fault/policy-fail with_policy Fail
    check old-fault/fail-while-we-are-down plane_wait 20 reaches_us failed "$demo/web-mended.yaml"
    check_refused old-fault/refused-while-we-are-down kubectl apply -f "$demo/web-mended.yaml"
    check_has old-fault/refusal-names-the-webhook 'failed calling webhook'
    gate_listen=127.0.0.1:$gate_port gate_start "$gate" --inventory "$gate_dir/clusters.yaml" --shutdown-delay 0
    check old-fault/update-only-warns kubectl patch bundle web -n fleet-default --type merge \
        -p '{"spec":{"helm":{"releaseName":"web-2"}}}'
    check_said old-fault-update
    check old-fault/update-is-stored test "$(stored '{.spec.helm.releaseName}')" = web-2
    check old-fault/metadata-passes kubectl label bundle web -n fleet-default a=b
    check old-fault/delete kubectl delete bundle web -n fleet-default

    echo "-- mutating"
    check mutating/configuration apply_webhooks MutatingWebhookConfiguration
    check_refused mutating/validating-still-refuses kubectl apply -f "$demo/web.yaml"
    check_said bad-create
    check mutating/only-mutating kubectl delete -f "$gate_dir/ValidatingWebhookConfiguration.json"
    check mutating/never-refuses plane_wait 20 reaches_us admitted
    check mutating/bad-create kubectl apply -f "$demo/web.yaml"
    check mutating/values-are-untouched test "$(stored '{.spec.helm.values.host}')" = \
        'web.${ .ClusterValues.dns.zone }'
    check mutating/delete kubectl delete -f "$demo/web.yaml"
    check mutating/validating-again apply_webhooks ValidatingWebhookConfiguration
    check mutating/refuses-again plane_wait 20 reaches_us refused

    run_corpus
    run_conversion
    echo "-- which of our answers were used"
    what_was_used
    check webhooks/removed remove_webhooks
    check server/ends-with-0 gate_stop
    gate_log_check
}

# The CRDs with two versions: what is stored in one cannot be read in the other as long as kinds do not
# convert, and says so; what needs no conversion works.
run_conversion() {
    [ -d manifests/crds-conversion ] || return 0
    echo "-- conversion"
    local ca file
    ca=$(base64 -w 0 <"$gate_dir/tls.crt")
    for file in manifests/crds-conversion/*.yaml; do
        kubectl patch --local -f "$file" --type json -o json -p '[{"op":"replace","path":"/spec/conversion/webhook/clientConfig","value":{"url":"https://127.0.0.1:'"$gate_port"'/convert","caBundle":"'"$ca"'"}}]' \
            >"$gate_dir/$(basename "$file" .yaml).json"
    done
    check conversion/crds kubectl apply --server-side --force-conflicts -f "$gate_dir/fleet.cattle.io_gitrepos.json" -f "$gate_dir/fleet.cattle.io_helmops.json"
    check conversion/crds-established kubectl wait --for=condition=Established --timeout=60s crd/gitrepos.fleet.cattle.io crd/helmops.fleet.cattle.io
    printf '%s\n' '{"apiVersion":"fleet.cattle.io/v1alpha1","kind":"GitRepo","metadata":{"namespace":"fleet-default","name":"simple"},"spec":{"repo":"https://example.org/x"}}' >"$gate_dir/simple.json"
    check conversion/stored-version kubectl apply -f "$gate_dir/simple.json"
    check conversion/both-are-served plane_wait 20 kubectl get --raw /apis/fleet.cattle.io/v1alpha0
    check_refused conversion/other-version kubectl get gitrepos.v1alpha0.fleet.cattle.io simple -n fleet-default
    check_said conversion-fails
    check conversion/deleted kubectl delete -f "$gate_dir/simple.json"
    check conversion/crds-as-before kubectl apply --server-side --force-conflicts -f "$crds"
}

# Bundles that Fleet's own CLI made, and as many small ones as show that no call is lost.
run_corpus() {
    local i
    if [ -d ../shared/corpus/bundles ]; then
        for i in ../shared/corpus/bundles/*.yaml; do
            check "corpus/$(basename "$i" .yaml)" kubectl apply --dry-run=server -f "$i"
        done
    else
        echo "skipped: ../shared/corpus/bundles is not there"
    fi
    for i in $(seq 200); do
        sed "s/name: web\$/name: web-$i/" "$demo/web-mended.yaml" && echo ---
    done >"$gate_dir/many.yaml"
    check many/200-bundles kubectl apply -f "$gate_dir/many.yaml"
    check many/deleted kubectl delete -f "$gate_dir/many.yaml"
}

# The API server counts its calls, we count our answers: the same, and none failed on our side.
what_was_used() {
    local theirs=$gate_dir/apiserver.metrics ours=$gate_dir/fleetgate.metrics name n
    kubectl get --raw /metrics >"$theirs"
    curl -fsS "http://127.0.0.1:$gate_health_port/metrics" >"$ours"
    echo "of kube-apiserver's calls to us, over both lives of our server:"
    grep -E '^apiserver_admission_webhook_request_total' "$theirs" | sed 's/^/    /'
    echo "of our answers, in the second life:"
    grep -E '^(fleetgate_(verdicts|denials|connections|handshakes|http_refused|deadlines_exceeded)_?[a-z]*|controller_runtime_webhook_requests_total)' "$ours" |
        grep -v ' 0$' | sed 's/^/    /'
    n=$(metric "$theirs" apiserver_admission_webhook_request_total 'rejected="true"' 'code="422"')
    echo "rejected by our verdict (422): $n" >"$check_out"
    verdict used/rejections-are-ours test "$n" -ge 6
    for name in fleetgate_http_refused_total fleetgate_deadlines_exceeded_total controller_runtime_webhook_panics_total; do
        n=$(metric "$ours" "$name")
        echo "$name: $n" >"$check_out"
        verdict "used/$name-is-0" test "$n" -eq 0
    done
    n=$(metric "$ours" fleetgate_verdicts_total 'verdict="failed"')
    echo "verdicts that were not reached: $n" >"$check_out"
    verdict used/no-failed-verdicts test "$n" -eq 0
}

# One line a denial, with the rule, and nothing of the object's content.
gate_log_check() {
    cp "$gate_dir/log" "$check_out"
    check_has log/denials-are-named '"msg":"denied"'
    verdict log/no-content test "$(grep -cF -e 'ClusterValues' -e 'releaseName' "$gate_dir/log")" -eq 0
    cp "$gate_dir/err" "$check_out"
    verdict log/nothing-on-standard-error test ! -s "$gate_dir/err"
}
