# shellcheck shell=bash disable=SC2154
# SPDX-License-Identifier: Apache-2.0
#
# What in a cluster is Fleet's: the reading half of remove-fleet. Nothing here changes anything.
#
# Whoever sources this sets tmp (a folder of its own) and page (objects per list page), and ctx before each call.
# It must not know what is done with the answers.

GROUP=fleet.cattle.io
MANAGED="$GROUP/managed"
# Fleet's own namespaces. In a workspace others may keep things too: it goes only if nobody does.
SYSTEM_NAMESPACES=(cattle-fleet-system cattle-fleet-local-system cattle-fleet-clusters-system)
WORKSPACES=(fleet-default fleet-local)
# Never deleted, whatever label they carry.
PROTECTED_NAMESPACES=(default kube-system kube-public kube-node-lease)
# Secrets that Fleet makes beside a Bundle or BundleDeployment. bundle-oci-storage is the user's own.
SECRET_TYPES=(bundle-values/v1alpha1 bundle-deployment/v1alpha1 bundle-helmops-access/v1alpha1)
PRIORITY_CLASS=fleet-agent-priority-class
# Producers before what they produce; a kind that is not named here comes after these.
KIND_ORDER=(gitrepos helmops helmapps imagescans schedules bundles bundledeployments contents)

ctx= # the context that k and h speak to

k() { kubectl --context "$ctx" --request-timeout=60s "$@" </dev/null; }
h() { helm --kube-context "$ctx" "$@" </dev/null; }

read_all() { # FILE ARGS...: a kubectl read into FILE; on failure says why and fails
    local file=$1
    shift
    k "$@" >"$file" 2>"$tmp/read.err" && return 0
    note "[$ctx] kubectl $1 ${2:-}: $(head -n 1 "$tmp/read.err")"
    return 1
}

# An inventory is a file of lines STEP, KIND, NAMESPACE, NAME, NOTE (tab-separated, "-" if empty).

row() { printf '%s\t%s\t%s\t%s\t%s\n' "$1" "$2" "${3:--}" "$4" "${5:--}"; }

# A webhook configuration is Fleet's if all its rules are about Fleet's group.
list_webhooks() {
    local kind
    for kind in validatingwebhookconfiguration mutatingwebhookconfiguration; do
        # shellcheck disable=SC2016 # a Go template
        read_all "$tmp/list" get "$kind" -o 'go-template={{range .items}}{{.metadata.name}}{{"\t"}}{{range .webhooks}}{{range .rules}}{{range .apiGroups}}{{.}},{{end}}{{end}}{{end}}{{"\n"}}{{end}}' || return 1
        awk -F'\t' -v kind="$kind" -v group="$GROUP" '
            $2 != "" {
                ours = others = 0
                n = split($2, g, ",")
                for (i = 1; i < n; i++) { if (g[i] == group) ours++; else others++ }
                if (ours > 0 && others == 0) print "webhook\t" kind "\t-\t" $1 "\t-"
                else if (ours > 0) print "mixed\t" kind "\t-\t" $1 "\t-"
            }' "$tmp/list"
    done
}

crd_names() { # the CRDs of Fleet's group, producers first, into $tmp/crds
    read_all "$tmp/list" get customresourcedefinitions --no-headers --chunk-size="$page" || return 1
    awk -v order="${KIND_ORDER[*]}" '
        BEGIN { n = split(order, kind, " ") }
        $1 ~ /^[^.]+\.fleet\.cattle\.io$/ {
            at = n + 1
            for (i = 1; i <= n; i++) if (index($1, kind[i] ".") == 1) at = i
            found[at] = found[at] $1 "\n"
        }
        END { for (i = 1; i <= n + 1; i++) printf "%s", found[i] }' "$tmp/list" >"$tmp/crds"
}

crd_facts() { # NAME KIND SCOPE VERSION CONVERSION of each CRD, into $tmp/facts
    local -a names
    crd_names || return 1
    : >"$tmp/facts"
    mapfile -t names <"$tmp/crds"
    ((${#names[@]} > 0)) || return 0
    read_all "$tmp/facts" get customresourcedefinitions "${names[@]}" --ignore-not-found --no-headers -o \
        'custom-columns=N:.metadata.name,K:.spec.names.kind,S:.spec.scope,V:.spec.versions[?(@.storage==true)].name,C:.spec.conversion.strategy'
}

# The objects of one CRD into $tmp/objects as NAMESPACE, NAME. The server prints the table, so
# that no body travels: a Content can be a megabyte. kubectl asks for it page by page.
list_objects() { # NAME SCOPE VERSION
    local -a args=(get "${1%%.*}.$3.$GROUP" --no-headers --chunk-size="$page")
    [[ $2 == Namespaced ]] && args+=(--all-namespaces)
    read_all "$tmp/list" "${args[@]}" || return 1
    awk -v scope="$2" 'NF > 1 { if (scope == "Namespaced") print $1 "\t" $2; else print "-\t" $1 }' \
        "$tmp/list" >"$tmp/objects"
}

list_customs() {
    local name kind scope version conversion
    crd_facts || return 1
    while read -r name kind scope version conversion; do
        [[ $conversion == Webhook ]] && row conversion customresourcedefinition "" "$name"
        if list_objects "$name" "$scope" "$version"; then
            awk -F'\t' -v kind="$name" '{ print "object\t" kind "\t" $1 "\t" $2 "\t-" }' "$tmp/objects"
        else
            # Its conversion webhook may be dead: it is read again when that is switched off.
            row unread "$name" "" "$name" "objects of $kind"
        fi
        row crd customresourcedefinition "" "$name"
    done <"$tmp/facts"
}

# The namespaces that are there: $tmp/ns.all, and of these $tmp/ns.system, $tmp/ns.workspace, $tmp/ns.managed.
list_namespaces() {
    read_all "$tmp/list" get namespaces --no-headers --show-labels --chunk-size="$page" || return 1
    awk '{ print $1 }' "$tmp/list" >"$tmp/ns.all"
    awk '{ print $1 "\t" $NF }' "$tmp/list" | awk -F'\t' \
        -v system_="${SYSTEM_NAMESPACES[*]}" -v work="${WORKSPACES[*]}" \
        -v safe="${PROTECTED_NAMESPACES[*]}" -v label="$MANAGED=true" -v out="$tmp/ns" '
        function fill(set, words,    w, i, n) { n = split(words, w, " "); for (i = 1; i <= n; i++) set[w[i]] }
        BEGIN {
            fill(s, system_); fill(f, work); fill(p, safe)
            printf "" > (out ".system"); printf "" > (out ".workspace"); printf "" > (out ".managed")
        }
        $1 in s { print $1 > (out ".system"); next }
        $1 in f { print $1 > (out ".workspace"); next }
        !($1 in p) && index("," $2 ",", "," label ",") { print $1 > (out ".managed") }'
}

list_releases() { # needs ns.system
    local namespace name
    command -v helm >"$tmp/which" || return 0
    while read -r namespace; do
        h list --namespace "$namespace" --deployed --failed --pending --uninstalling --short \
            >"$tmp/list" 2>"$tmp/read.err" || {
            # Without Helm's word controllers are scaled to zero, and their namespaces hold the releases.
            note "[$ctx] helm list: $(head -n 1 "$tmp/read.err")"
            return 0
        }
        while read -r name; do
            [[ $name == fleet-crd ]] && row release-crd helm-release "$namespace" "$name"
            [[ $name == fleet || $name == fleet-agent || $name == fleet-agent-* ]] &&
                row release helm-release "$namespace" "$name"
        done <"$tmp/list"
    done <"$tmp/ns.system"
    return 0
}

list_workloads() { # needs ns.system
    local namespace
    while read -r namespace; do
        read_all "$tmp/list" get deployments.apps,statefulsets.apps -n "$namespace" -o name || return 1
        awk -F/ -v ns="$namespace" 'NF == 2 { print "workload\t" $1 "\t" ns "\t" $2 "\t-" }' "$tmp/list"
    done <"$tmp/ns.system"
}

# What Fleet made in namespaces that stay: its Secrets, and what carries its label.
list_leftovers() { # needs ns.*
    local type template
    # shellcheck disable=SC2016
    template='go-template={{range .items}}{{.kind}}{{"\t"}}{{.metadata.namespace}}{{"\t"}}{{.metadata.name}}{{"\n"}}{{end}}'
    read_all "$tmp/list" get serviceaccounts,secrets,roles.rbac.authorization.k8s.io,rolebindings.rbac.authorization.k8s.io \
        --all-namespaces -l "$MANAGED=true" --chunk-size="$page" -o "$template" || return 1
    cp "$tmp/list" "$tmp/leftovers"
    for type in "${SECRET_TYPES[@]}"; do
        read_all "$tmp/list" get secrets --all-namespaces --field-selector "type=$GROUP/$type" \
            --no-headers --chunk-size="$page" || return 1
        awk 'NF > 1 { print "Secret\t" $1 "\t" $2 }' "$tmp/list" >>"$tmp/leftovers"
    done
    sort -u "$tmp/leftovers" | awk -F'\t' '
        !found { gone[$1]; next }
        !($2 in gone) { print "leftover\t" tolower($1) "\t" $2 "\t" $3 "\t-" }
    ' "$tmp/ns.system" "$tmp/ns.managed" found=1 -
}

# What in a workspace is neither Kubernetes' nor Fleet's: names into $tmp/foreign. An object is
# Fleet's by its type, by a label or annotation that Fleet sets, or because its owner is Fleet's.
list_foreign() { # NAMESPACE
    local types template
    read_all "$tmp/list" api-resources --namespaced=true --verbs=list,delete -o name || return 1
    types=$(grep -v -e '\.fleet\.cattle\.io$' -e '^events$' -e '^events\.events\.k8s\.io$' "$tmp/list" | paste -s -d , -)
    # shellcheck disable=SC2016
    template='go-template={{range .items}}{{.kind}}{{"\t"}}{{.metadata.name}}{{"\t"}}{{.metadata.uid}}{{"\t"}}{{if .type}}{{.type}}{{end}}{{"\t"}}{{range $k, $v := .metadata.labels}}{{$k}},{{end}}{{range $k, $v := .metadata.annotations}}{{$k}},{{end}}{{"\t"}}{{range .metadata.ownerReferences}}{{.apiVersion}}|{{.uid}},{{end}}{{"\t"}}{{with .metadata.annotations}}{{with index . "objectset.rio.cattle.io/owner-gvk"}}{{.}}{{end}}{{end}}{{"\t"}}{{with .metadata.annotations}}{{with index . "kubernetes.io/service-account.name"}}{{.}}{{end}}{{end}}{{"\n"}}{{end}}'
    read_all "$tmp/list" get "$types" -n "$1" --chunk-size="$page" -o "$template" || return 1
    awk -F'\t' -v group="$GROUP" -v types="${SECRET_TYPES[*]}" '
        function by_label(keys,    k, i, n) {
            n = split(keys, k, ",")
            for (i = 1; i < n; i++) if (k[i] in mark) return 1
            return 0
        }
        function by_owner(owners,    o, p, i, n) {
            n = split(owners, o, ",")
            for (i = 1; i < n; i++) {
                split(o[i], p, "|")
                if (index(p[1], group "/") == 1 || (p[2] in fleet)) return 1
            }
            return 0
        }
        BEGIN {
            n = split(types, t, " ")
            for (i = 1; i <= n; i++) secret[group "/" t[i]]
            secret[group "/agent-credential"]; secret[group "/cluster-registration-values"]
            n = split("managed bundle-internal-secret bundledeployment bundle-name bundle-namespace " \
                "repo-name fleet-helm-name cluster cluster-namespace cluster-registration " \
                "cluster-registration-namespace registration-token cluster-management " \
                "created-by-agent-pod", m, " ")
            for (i = 1; i <= n; i++) mark[group "/" m[i]]
        }
        NF < 8 { next }
        {
            line[NR] = $0
            if (($1 == "ServiceAccount" && $2 == "default") || ($1 == "ConfigMap" && $2 == "kube-root-ca.crt") ||
                ($1 == "Secret" && ($4 in secret)) || by_label($5) || index($7, group "/") == 1) known[NR]
            if (NR in known) { fleet[$3]; if ($1 == "ServiceAccount") account[$2] }
        }
        END {
            do { # owners of owners, until nothing is added; each round adds at least one object
                added = 0
                for (r in line) {
                    if (r in known) continue
                    split(line[r], c, "\t")
                    if (by_owner(c[6]) || (c[4] == "kubernetes.io/service-account-token" && (c[8] in account))) {
                        known[r]; fleet[c[3]]; added = 1
                        if (c[1] == "ServiceAccount") account[c[2]]
                    }
                }
            } while (added)
            for (r = 1; r <= NR; r++) {
                if ((r in line) && !(r in known)) { split(line[r], c, "\t"); print tolower(c[1]) "/" c[2] }
            }
        }' "$tmp/list" >"$tmp/foreign"
}

foreign_note() { # names at most five of $tmp/foreign in one line
    awk 'NR <= 5 { s = s (NR > 1 ? ", " : "") $0 } END { if (NR > 5) s = s " and " NR - 5 " more"; print s }' "$tmp/foreign"
}

list_doomed_namespaces() { # needs ns.*
    local namespace
    while read -r namespace; do
        row namespace namespace "" "$namespace"
    done < <(cat "$tmp/ns.managed" "$tmp/ns.system")
    while read -r namespace; do
        if ! list_foreign "$namespace"; then
            row keep namespace "" "$namespace" "cannot see whether something foreign is in it"
        elif [[ -s $tmp/foreign ]]; then
            row keep namespace "" "$namespace" "foreign: $(foreign_note)"
        else
            row namespace namespace "" "$namespace"
        fi
    done <"$tmp/ns.workspace"
}

# A role is Fleet's by its Helm release, by Fleet's label, or by name and content. A binding is
# Fleet's by release or label, or if it gives a role of Fleet's only to accounts in Fleet's namespaces
# (or in namespaces that are gone: an interrupted run has taken them).
list_rbac() {
    local head
    # shellcheck disable=SC2016
    head='go-template={{range .items}}{{.metadata.name}}{{"\t"}}{{with .metadata.labels}}{{with index . "fleet.cattle.io/managed"}}{{.}}{{end}}{{end}}{{"\t"}}{{with .metadata.annotations}}{{with index . "meta.helm.sh/release-name"}}{{.}}{{end}}@{{with index . "meta.helm.sh/release-namespace"}}{{.}}{{end}}{{end}}{{"\t"}}'
    read_all "$tmp/roles" get clusterroles --chunk-size="$page" -o \
        "$head"'{{range .rules}}{{range .apiGroups}}{{.}},{{end}}{{end}}{{"\n"}}{{end}}' || return 1
    read_all "$tmp/bindings" get clusterrolebindings --chunk-size="$page" -o \
        "$head"'{{.roleRef.kind}}/{{.roleRef.name}}{{"\t"}}{{range .subjects}}{{.kind}}:{{.namespace}},{{end}}{{"\n"}}{{end}}' || return 1
    awk -F'\t' -v group="$GROUP" -v system_="${SYSTEM_NAMESPACES[*]}" '
        function by_release(text,    p) {
            split(text, p, "@")
            return p[1] ~ /^fleet(-crd|-agent|-agent-.*)?$/ && (p[2] in home)
        }
        function by_name(name, groups) {
            if (name == "fleet-controller-bootstrap") return 1
            if (name ~ /-fleet-agent-role$/) return substr(name, 1, length(name) - 17) in agent_home
            groups = "," groups
            if (name == "fleet-controller" || name == "fleet-content" || name == "fleet-bundle-deployment")
                return index(groups, "," group ",") > 0
            return (name == "gitjob" || name == "helmops") &&
                (index(groups, "," group ",") > 0 || index(groups, ",gitjob.cattle.io,") > 0)
        }
        function all_ours(subjects,    s, i, n, p) {
            n = split(subjects, s, ",")
            for (i = 1; i < n; i++) {
                split(s[i], p, ":")
                if (p[1] != "ServiceAccount" || ((p[2] in all) && !(p[2] in home))) return 0
            }
            return n > 1
        }
        BEGIN {
            n = split(system_, w, " ")
            for (i = 1; i <= n; i++) { home[w[i]]; agent_home[w[i]] }
            agent_home["fleet-agent-system"]
        }
        FILENAME ~ /ns\.all$/ { all[$1]; next }
        FILENAME ~ /ns\.managed$/ { home[$1]; next }
        FILENAME ~ /roles$/ {
            if (by_name($1, $4)) named["ClusterRole/" $1]
            if ($2 == "true" || by_release($3) || ("ClusterRole/" $1) in named) role[++roles] = $1
            next
        }
        $2 == "true" || by_release($3) || (($4 in named) && all_ours($5)) {
            print "binding\tclusterrolebinding\t-\t" $1 "\t-"
        }
        END { for (i = 1; i <= roles; i++) print "role\tclusterrole\t-\t" role[i] "\t-" }
    ' "$tmp/ns.all" "$tmp/ns.managed" "$tmp/roles" "$tmp/bindings"
    read_all "$tmp/list" get priorityclasses "$PRIORITY_CLASS" --ignore-not-found -o name || return 1
    [[ -s $tmp/list ]] && row priority priorityclass "" "$PRIORITY_CLASS"
    return 0
}

inventory() { # ROLE FILE: everything of Fleet's in ctx, in the order of work
    {
        list_namespaces || return 1
        if [[ $1 == downstream ]]; then
            : >"$tmp/ns.managed" # upstream's word; the namespaces downstream that carry it are not the agent's
            : >"$tmp/ns.workspace"
        else
            list_webhooks || return 1
        fi
        list_releases || return 1
        list_workloads || return 1
        if [[ $1 == upstream ]]; then
            list_customs || return 1
            list_leftovers || return 1
        fi
        list_doomed_namespaces || return 1
        list_rbac || return 1
    } >"$2"
}
