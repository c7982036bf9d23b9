/* SPDX-License-Identifier: Apache-2.0 */
/* .Files: a map from name to bytes, with methods. Source of the behaviour: helm v4.2.3 files.go. */
#include "base/base64.h"
#include "base/regex.h"
#include "common.h"
#include "glob.h"
#include "helm.h"
#include "outcome.h"
#include "path.h"
#include "value/yaml.h"

static const fg_type files_type;

FG_FUNCTION(get_bytes)
{
    if (!fg_map_get(run, args[0], fg_text(args[1]), ret)) {
        *ret = fg_val_bytes(CRD_S(""));
    }
    return true;
}

FG_FUNCTION(get)
{
    fg_val bytes;
    if (!get_bytes(run, args, n_args, &bytes, err)) {
        return false;
    }
    *ret = fg_val_string(fg_text(bytes));
    return true;
}

/* The files whose names match. A pattern that is none matches all. */
FG_FUNCTION(glob)
{
    fg_map_iter iter;
    crd_str name;
    fg_val bytes;
    const crd_regex *regex = NULL;
    if (!fg_glob_compile(run, fg_text(args[1]), &regex, err) ||
        !fg_map_new(run, &files_type, 8, ret, err) || !fg_map_iter_init(run, args[0], &iter, err)) {
        return false;
    }
    while (fg_map_iter_next(&iter, &name, &bytes)) {
        bool matched = false;
        if (!fg_spend(run, 1 + (uint64_t)crd_regex_size(regex) * (name.len + 1) / 8, err) ||
            !crd_regex_match(regex, run->arena, name, &matched, err) ||
            (matched && !fg_map_set(run, *ret, name, bytes, err))) {
            return false;
        }
    }
    return true;
}

/* A map from base name to text as YAML without its last line end; of two equal names the later path
 * counts. */
static bool as_yaml(fg_run *run, fg_val files, bool secrets, fg_val *ret, crd_err *err)
{
    fg_map_iter iter;
    fg_val map;
    crd_str name;
    fg_val bytes;
    crd_value tree;
    if (!fg_map_new(run, &fg_type_map_text, fg_val_len(run, files), &map, err) ||
        !fg_map_iter_init(run, files, &iter, err)) {
        return false;
    }
    while (fg_map_iter_next(&iter, &name, &bytes)) {
        fg_val text = fg_val_string(fg_text(bytes));
        if (secrets) {
            crd_buf coded;
            fg_buf_open(run, &coded);
            crd_base64_encode(&coded, fg_text(bytes));
            if (!fg_buf_value(run, &coded, &text, err)) {
                return false;
            }
        }
        if (!fg_spend_bytes(run, text.len * 2, err) ||
            !fg_map_set(run, map, fg_path_base(name), text, err)) {
            return false;
        }
    }
    crd_buf buf;
    crd_err inner = { 0 };
    fg_buf_open(run, &buf);
    if (!fg_val_to_tree(run, map, &tree, err)) {
        return false;
    }
    if (!crd_yaml_write(&buf, &tree, &inner)) {
        *ret = fg_val_string(CRD_S(""));
        return !fg_buf_fails(run, &buf, err) && fg_swallowed(&inner, err);
    }
    if (crd_str_ends(crd_buf_str(&buf), CRD_S("\n"))) {
        buf.len--;
    }
    return fg_buf_value(run, &buf, ret, err);
}

FG_FUNCTION(as_config)
{
    return as_yaml(run, args[0], false, ret, err);
}

FG_FUNCTION(as_secrets)
{
    return as_yaml(run, args[0], true, ret, err);
}

/* The lines without a last line end. Of an empty file Helm looks at the byte before the first. */
FG_FUNCTION(lines)
{
    fg_val bytes;
    fg_val *items = NULL;
    if (!fg_map_get(run, args[0], fg_text(args[1]), &bytes)) {
        return fg_val_slice_new(run, &fg_type_strings, 0, &items, ret, err);
    }
    crd_str text = fg_text(bytes);
    if (text.len == 0) {
        return FG_FAIL(run, err, CRD_S("runtime error: index out of range [-1]"));
    }
    if (crd_str_ends(text, CRD_S("\n"))) {
        text.len--;
    }
    size_t n = 1;
    for (size_t i = 0; i < text.len; i++) {
        n += text.ptr[i] == '\n';
    }
    if (!fg_spend(run, n + text.len / 64, err) ||
        !fg_val_slice_new(run, &fg_type_strings, n, &items, ret, err)) {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        crd_str line = text;
        crd_str_cut(text, CRD_S("\n"), &line, &text);
        items[i] = fg_val_string(line);
    }
    return true;
}

static const fg_func methods[] = {
    FG_ROW0("AsConfig", as_config, FG_STRING_T, 2, 0),
    FG_ROW0("AsSecrets", as_secrets, FG_STRING_T, 2, 0),
    FG_ROW("Get", get, FG_STRING_T, 1, 0, FG_STRING_T),
    FG_ROW("GetBytes", get_bytes, FG_BYTES_T, 1, 0, FG_STRING_T),
    FG_ROW("Glob", glob, &files_type, 2, 0, FG_STRING_T),
    FG_ROW("Lines", lines, FG_STRINGS_T, 2, 0, FG_STRING_T),
};

static const fg_type files_type = {
    .name = CRD_STR_INIT("engine.files"),
    .kind = FG_MAP,
    .elem = &fg_type_bytes,
    .underlying = &fg_type_map_bytes,
    .methods = methods,
    .n_methods = sizeof(methods) / sizeof(methods[0]),
};

bool fg_helm_files(fg_run *run, const fg_helm_file *files, size_t n, fg_val *ret, crd_err *err)
{
    if (!fg_map_new(run, &files_type, n, ret, err)) {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        if (!fg_map_set(run, *ret, files[i].name, fg_val_bytes(files[i].bytes), err)) {
            return false;
        }
    }
    return true;
}
