/* SPDX-License-Identifier: Apache-2.0 */
/* A chart's templates in Helm's order: see helm.h. Knows no chart, only files and their data. */
#include "helm.h"

#include "base/limits.h"
#include "common.h"
#include "path.h"

static const fg_type values_type = {
    .name = CRD_STR_INIT("common.Values"),
    .kind = FG_MAP,
    .elem = &fg_type_any,
    .underlying = &fg_type_map,
};

static size_t slashes(crd_str name)
{
    size_t n = 0;
    for (size_t i = 0; i < name.len; i++) {
        n += name.ptr[i] == '/';
    }
    return n;
}

/* Deep files and late names come first, so that the shallowest definition is the last one parsed.
 */
static bool comes_first(const fg_helm_template *a, const fg_helm_template *b)
{
    size_t depth_a = slashes(a->name);
    size_t depth_b = slashes(b->name);
    return depth_a != depth_b ? depth_a > depth_b : crd_str_cmp(a->name, b->name) > 0;
}

/* Merge sort of pointers. */
static void sort_files(const fg_helm_template **list, size_t n, const fg_helm_template **scratch)
{
    for (size_t width = 1; width < n; width *= 2) {
        for (size_t at = 0; at < n; at += 2 * width) {
            size_t middle = at + width < n ? at + width : n;
            size_t end = at + 2 * width < n ? at + 2 * width : n;
            size_t left = at;
            size_t right = middle;
            for (size_t k = at; k < end; k++) {
                bool take_right =
                    right < end && (left == middle || comes_first(list[right], list[left]));
                scratch[k] = take_right ? list[right++] : list[left++];
            }
        }
        memcpy(list, scratch, n * sizeof(*list));
    }
}

/* .Template of the file in its chart's dot. */
static bool set_template(fg_run *run, const fg_helm_template *file, crd_err *err)
{
    fg_val own;
    return fg_map_new(run, &values_type, 2, &own, err) &&
           fg_map_set(run, own, CRD_S("Name"), fg_val_string(file->name), err) &&
           fg_map_set(run, own, CRD_S("BasePath"), fg_val_string(file->base_path), err) &&
           fg_map_set(run, file->data, CRD_S("Template"), own, err);
}

/* In place: the text without each "<no value>". */
static crd_str without_no_value(crd_buf *buf)
{
    static const crd_str mark = CRD_STR_INIT("<no value>");
    crd_str rest = crd_buf_str(buf);
    size_t kept = 0;
    size_t at = crd_str_find(rest, mark);
    if (at == CRD_NPOS) {
        return rest;
    }
    for (; at != CRD_NPOS; at = crd_str_find(rest, mark)) {
        memmove(buf->ptr + kept, rest.ptr, at);
        kept += at;
        rest = crd_str_from(rest, at + mark.len);
    }
    memmove(buf->ptr + kept, rest.ptr, rest.len);
    return crd_str_of(buf->ptr, kept + rest.len);
}

static bool render_one(fg_run *run, const fg_tmpl *set, const fg_helm_template *file,
                       fg_helm_each each, void *context, crd_err *err)
{
    CRD_AUTO_BUF out;
    fg_val dot = file->data;
    dot.type = &values_type; /* as the static type of what Helm executes with */
    crd_buf_init(&out, CRD_TEXT_BYTES_MAX);
    if (!set_template(run, file, err)) {
        return false;
    }
    if (!fg_tmpl_run(set, file->name, dot, run, &out, err)) {
        return err->code == CRD_E_EXEC ? fg_helm_exec_error(run->arena, err) : false;
    }
    return each(context, file, without_no_value(&out), err);
}

bool fg_helm_render(fg_run *run, const fg_funcs *funcs, const fg_helm_template *files, size_t n,
                    bool lint, fg_helm_each each, void *context, crd_err *err)
{
    fg_helm helm = { .lint = lint };
    const fg_tmpl_options options = { .funcs = funcs,
                                      .missing = FG_MISSING_ZERO,
                                      .name = CRD_S("gotpl") };
    const fg_helm_template **list = CRD_NEW_N(run->arena, const fg_helm_template *, 2 * n + 1);
    fg_tmpl *set = fg_tmpl_new(run->arena, &options, err);
    if (!list) {
        return crd_err_memory(err, run->arena);
    }
    bool good = set != NULL;
    for (size_t i = 0; i < n; i++) {
        list[i] = &files[i];
    }
    sort_files(list, n, list + n);
    for (size_t i = 0; good && i < n; i++) {
        good = fg_tmpl_parse(set, list[i]->name, list[i]->text, err);
        if (!good && err->code == CRD_E_SYNTAX) {
            fg_helm_parse_error(run->arena, list[i]->name, err);
        }
    }
    run->helm = &helm;
    for (size_t i = 0; good && i < n; i++) {
        if (!crd_str_starts(fg_path_base(list[i]->name), CRD_S("_"))) {
            good = render_one(run, set, list[i], each, context, err);
        }
    }
    run->helm = NULL;
    return good;
}
