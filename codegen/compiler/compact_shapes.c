/* SPDX-License-Identifier: Apache-2.0 */
/* Shapes: where common/NAME.yaml lies, read once, and the shape of a name in it. */
#include "base/limits.h"
#include "compact_inside.h"
#include "input.h"
#include "value/yaml.h"

/* "dir/common/name.yaml" for the folder of the file and each folder above it, as the path names them. */
static bool read_shapes(crdc_compact *compact, crd_str name, crd_str *ret_path, crd_str *ret_text,
                        bool *ret_found)
{
    crd_str folder = compact->file;
    *ret_found = false;
    for (size_t up = 0; up < CRDC_FOLDER_DEPTH_MAX; up++) {
        size_t slash = crd_str_rfind(folder, CRD_S("/"));
        folder = crd_str_sub(folder, 0, slash == CRD_NPOS ? 0 : slash);
        crd_str lead = slash == CRD_NPOS ? CRD_S("") : CRD_S("/");
        crd_str path = CRD_CAT(compact->arena, folder, lead, CRD_S("common/"), name,
                               CRD_S(".yaml"));
        crd_err found = { .code = CRD_OK };
        if (!path.ptr) {
            return crd_err_memory(compact->err, compact->arena);
        }
        if (crdc_file_read(compact->arena, path.ptr, ret_text, &found)) {
            *ret_path = path;
            *ret_found = true;
            return true;
        }
        if (found.code != CRD_E_MISSING) {
            *compact->err = found;
            return false;
        }
        if (slash == CRD_NPOS) {
            break;
        }
    }
    return true;
}

static bool is_file_name(crd_str name)
{
    for (size_t i = 0; i < name.len; i++) {
        if (!crd_is_alnum((unsigned char)name.ptr[i]) && name.ptr[i] != '-') {
            return false;
        }
    }
    return name.len > 0;
}

static crdc_shape_file *known_shapes(const crdc_compact *compact, crd_str name)
{
    crd_str path = CRD_CAT(compact->arena, CRD_S("common/"), name, CRD_S(".yaml"));
    for (crdc_shape_file *file = compact->loading->shape_files; file; file = file->next) {
        if (path.ptr && crd_str_ends(file->path, path) &&
            (file->path.len == path.len || file->path.ptr[file->path.len - path.len - 1] == '/')) {
            size_t lead = file->path.len - path.len;
            if (crd_str_starts(compact->file, crd_str_sub(file->path, 0, lead))) {
                return file;
            }
        }
    }
    return NULL;
}

/* The shapes of common/name.yaml; NULL after a finding or failure. */
static const crd_value *load_shapes(crdc_compact *compact, crd_str name)
{
    crd_str path = { 0 };
    crd_str text = { 0 };
    bool found = false;
    crdc_shape_file *file = known_shapes(compact, name);
    if (file) {
        return file->shapes;
    }
    if (compact->loading->memory_only || !is_file_name(name)) {
        CRDC_FAULT(compact, CRD_S("there are no shapes \""), name, CRD_S("\""));
        return NULL;
    }
    if (!read_shapes(compact, name, &path, &text, &found)) {
        compact->failed = true;
        return NULL;
    }
    if (!found) {
        CRDC_FAULT(compact, CRD_S("there is no common/"), name,
                   CRD_S(".yaml beside this file or in a folder above it"));
        return NULL;
    }
    crd_err wrong = { .code = CRD_OK };
    crd_value *shapes = CRD_NEW(compact->arena, crd_value);
    file = CRD_NEW(compact->arena, crdc_shape_file);
    if (!shapes || !file) {
        compact->failed = true;
        crd_err_memory(compact->err, compact->arena);
        return NULL;
    }
    if (!crd_yaml_read(compact->arena, text, NULL, shapes, &wrong)) {
        compact->failed = true;
        *compact->err = wrong;
        crd_err_wrap(compact->err, compact->arena, path);
        return NULL;
    }
    *file = (crdc_shape_file){
        .next = compact->loading->shape_files,
        .path = path,
        .shapes = shapes,
    };
    compact->loading->shape_files = file;
    return shapes;
}

const crd_value *crdc_shape_find(crdc_compact *compact, crd_str name)
{
    crd_str file;
    crd_str shape;
    if (compact->failed || compact->faulty) {
        return NULL;
    }
    if (!crd_str_cut(name, CRD_S("."), &file, &shape)) {
        CRDC_FAULT(compact, CRD_S("a shape is written $file.name, not $"), name);
        return NULL;
    }
    const crd_value *shapes = load_shapes(compact, file);
    const crd_value *found = crd_map_get(shapes, shape);
    if (shapes && !found) {
        CRDC_FAULT(compact, CRD_S("common/"), file, CRD_S(".yaml has no shape \""), shape,
                   CRD_S("\""));
    }
    return found;
}
