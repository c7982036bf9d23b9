/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The units of a plan: which kinds and versions go into which files, in which order, and what the
 * files and the names in them begin with. Knows no schema.
 */
#include <stdlib.h>

#include "base/limits.h"
#include "base/num.h"
#include "c_plan.h"
#include "names.h"

/* The parts of a version as Kubernetes orders them: v2 > v1 > v1beta2 > v1alpha1 > others. */
struct ranked {
    int stage; /* 3 stable, 2 beta, 1 alpha, 0 no such version */
    int64_t major;
    int64_t minor;
};

static int64_t take_digits(crd_str *inout_text)
{
    size_t n = 0;
    int64_t number = 0;
    while (n < inout_text->len && n < 18 && crd_is_digit((unsigned char)inout_text->ptr[n])) {
        number = number * 10 + (inout_text->ptr[n++] - '0');
    }
    *inout_text = crd_str_from(*inout_text, n);
    return n ? number : -1;
}

static struct ranked rank(crd_str version)
{
    struct ranked r = { .stage = 3 };
    if (!crd_str_starts(version, CRD_S("v"))) {
        return (struct ranked) { 0 };
    }
    version = crd_str_from(version, 1);
    r.major = take_digits(&version);
    if (version.len) {
        r.stage = crd_str_starts(version, CRD_S("beta")) ? 2 : 1;
        version = crd_str_from(version, r.stage == 2 ? 4 : 5);
        r.minor = take_digits(&version);
    }
    return r.major < 0 || r.minor < 0 || version.len ? (struct ranked) { 0 } : r;
}

/* The newest version first: it owns what the older ones share with it. */
static int compare_versions(crd_str a, crd_str b)
{
    struct ranked x = rank(a);
    struct ranked y = rank(b);
    if (x.stage != y.stage) {
        return y.stage - x.stage;
    }
    if (x.major != y.major) {
        return x.major > y.major ? -1 : 1;
    }
    return x.minor != y.minor ? (x.minor > y.minor ? -1 : 1) : crd_str_cmp(a, b);
}

static int compare_roots(const void *a, const void *b)
{
    const crdc_c_kind_root *x = a;
    const crdc_c_kind_root *y = b;
    int order = crd_str_cmp(x->crd->group, y->crd->group);
    order = order ? order : compare_versions(x->version->name, y->version->name);
    order = order ? order : crd_str_cmp(x->crd->names.kind, y->crd->names.kind);
    return order ? order : crd_str_cmp(x->crd->file, y->crd->file);
}

static bool same_unit(const crdc_c_kind_root *a, const crdc_c_kind_root *b)
{
    return crd_str_eq(a->crd->group, b->crd->group) &&
           crd_str_eq(a->version->name, b->version->name);
}

/* The first label of the group that is a prefix: libcrd has crd_ for itself. */
static void add_label(crd_buf *buf, crd_str group)
{
    crd_str label = CRD_S("");
    while (group.len) {
        if (!crd_str_cut(group, CRD_S("."), &label, &group)) {
            label = group;
            group = CRD_S("");
        }
        crd_buf_clear(buf);
        crdc_name_snake(buf, label);
        crd_str word = crd_buf_str(buf);
        if (!crd_str_eq(word, CRD_S("crd")) && !crd_str_starts(word, CRD_S("crd_"))) {
            return;
        }
    }
    crd_buf_clear(buf);
    crd_buf_add_lit(buf, "group");
}

static bool has_file(const crdc_c_plan *plan, const crdc_c_unit *end, crd_str name)
{
    for (const crdc_c_unit *unit = plan->units; unit < end; unit++) {
        if (crd_str_eq(unit->file, name)) {
            return true;
        }
    }
    return false;
}

/* A name of a file that no unit before has, of at most FILE_BYTES_MAX bytes: groups and versions
 * may be longer than what a file system takes, and a-b and a.b are the same in C. */
#define FILE_BYTES_MAX 200
static crd_str unit_file(crdc_c_plan *plan, const crdc_c_unit *unit, crd_str text)
{
    char digits[CRD_INT_TEXT_MAX];
    crd_str stem = crd_str_sub(text, 0, text.len < FILE_BYTES_MAX ? text.len : FILE_BYTES_MAX);
    crd_str name = crd_arena_str(plan->arena, stem);
    size_t number = 1;
    while (name.ptr && has_file(plan, unit, name)) {
        name = CRD_CAT(plan->arena, stem, CRD_S("_"), crd_uint_text(++number, digits));
    }
    return name;
}

static bool unit_names(crdc_c_plan *plan, crdc_c_unit *unit, crd_str prefix, crd_err *err)
{
    CRD_AUTO_BUF file;
    CRD_AUTO_BUF word;
    crd_buf_init(&file, CRD_TEXT_BYTES_MAX);
    crd_buf_init(&word, CRD_TEXT_BYTES_MAX);
    crdc_name_snake(&file, unit->group);
    crd_buf_add_byte(&file, '_');
    crdc_name_snake(&file, unit->version);
    if (prefix.len) {
        crd_buf_add(&word, prefix);
        while (word.len && word.ptr && word.ptr[word.len - 1] == '_') {
            word.len--;
        }
    } else {
        add_label(&word, unit->group);
    }
    crd_buf_add_byte(&word, '_');
    unit->file = unit_file(plan, unit, crd_buf_str(&file));
    unit->prefix = crd_arena_str(plan->arena, crd_buf_str(&word));
    unit->includes = CRD_NEW_N(plan->arena, bool, plan->n_units);
    bool ok = unit->file.ptr && unit->prefix.ptr && unit->includes && !crd_buf_failed(&file) &&
              !crd_buf_failed(&word);
    return ok || crd_err_memory(err, plan->arena);
}

/* Whether a name of a CRD is there and may stand in C as it is; the server refuses others. */
static bool check_name(crdc_c_plan *plan, const crdc_crd *crd, const char *what, crd_str name,
                       crd_err *err)
{
    bool ok = name.len > 0;
    for (size_t i = 0; i < name.len; i++) {
        unsigned char c = (unsigned char)name.ptr[i];
        ok = ok && (crd_is_alnum(c) || c == '-' || c == '.');
    }
    return ok || CRD_FAIL(err, plan->arena, CRD_E_VALUE, crd->file, CRD_S(": "), crd_str_c(what),
                          CRD_S(": letters, digits, - and . make a name, see crdc check"));
}

static bool check_names(crdc_c_plan *plan, const crdc_crd *crd, crd_err *err)
{
    crd_str api = crd_text_of(CRD_GET(crd->raw, "apiVersion"));
    if (api.len &&
        !crd_str_eq(api, CRD_S("apiextensions.k8s.io/v1"))) { /* v1beta1 has its schema elsewhere */
        return CRD_FAIL(err, plan->arena, CRD_E_VALUE, crd->file,
                        CRD_S(": apiVersion: has to be apiextensions.k8s.io/v1, not "), api);
    }
    for (size_t v = 0; v < crd->n_versions; v++) {
        if (!check_name(plan, crd, "spec.versions[].name", crd->versions[v].name, err)) {
            return false;
        }
    }
    return check_name(plan, crd, "spec.group", crd->group, err) &&
           check_name(plan, crd, "spec.names.kind", crd->names.kind, err) &&
           (!crd->names.list_kind.len ||
            check_name(plan, crd, "spec.names.listKind", crd->names.list_kind, err));
}

/* All kinds and versions, sorted; of equal ones the first stays. */
static bool collect(crdc_c_plan *plan, crdc_set set, crdc_c_kind_root **ret, size_t *ret_n,
                    crd_err *err)
{
    size_t n = 0;
    for (size_t i = 0; i < set.n; i++) {
        n += set.crds[i]->n_versions;
        if (!check_names(plan, set.crds[i], err)) {
            return false;
        }
    }
    if (!n) {
        return CRD_FAIL(err, plan->arena, CRD_E_VALUE,
                        CRD_S("no version of a CustomResourceDefinition in what was given"));
    }
    crdc_c_kind_root *roots = CRD_NEW_N(plan->arena, crdc_c_kind_root, n + 1);
    if (!roots) {
        return crd_err_memory(err, plan->arena);
    }
    n = 0;
    for (size_t i = 0; i < set.n; i++) {
        for (size_t v = 0; v < set.crds[i]->n_versions; v++) {
            roots[n++] =
                (crdc_c_kind_root) { .crd = set.crds[i], .version = &set.crds[i]->versions[v] };
        }
    }
    qsort(roots, n, sizeof(*roots), compare_roots);
    for (size_t i = 1; i < n; i++) {
        if (same_unit(&roots[i - 1], &roots[i]) &&
            crd_str_eq(roots[i - 1].crd->names.kind, roots[i].crd->names.kind)) {
            return CRD_FAIL(err, plan->arena, CRD_E_VALUE, roots[i].crd->group, CRD_S("/"),
                            roots[i].version->name, CRD_S(" "), roots[i].crd->names.kind,
                            CRD_S(" is in "), roots[i - 1].crd->file, CRD_S(" and in "),
                            roots[i].crd->file);
        }
    }
    *ret = roots;
    *ret_n = n;
    return true;
}

bool crdc_c_units_make(crdc_c_plan *plan, crdc_set set, crd_str prefix, crd_err *err)
{
    crdc_c_kind_root *roots = NULL;
    size_t n = 0;
    if (!collect(plan, set, &roots, &n, err)) {
        return false;
    }
    plan->units = CRD_NEW_N(plan->arena, crdc_c_unit, n + 1);
    if (!plan->units) {
        return crd_err_memory(err, plan->arena);
    }
    for (size_t i = 0; i < n; i++) {
        if (!i || !same_unit(&roots[i - 1], &roots[i])) {
            plan->units[plan->n_units++] = (crdc_c_unit) { .group = roots[i].crd->group,
                                                           .version = roots[i].version->name,
                                                           .roots = &roots[i] };
        }
        plan->units[plan->n_units - 1].n_roots++;
    }
    for (size_t u = 0; u < plan->n_units; u++) {
        if (!unit_names(plan, &plan->units[u], prefix, err)) {
            return false;
        }
    }
    return true;
}
