/* SPDX-License-Identifier: Apache-2.0 */
/* The rename file: "KIND PLACE = NAME" a line, read into a map and written of a plan; "same PLACE =
 * PLACE" where the first place has the type of the second one, whose lines say the names. */
#include "base/num.h"
#include "c_plan.h"
#include "names.h"

static bool read_line(crd_arena *arena, crd_str line, size_t number, crdc_map *map, crd_err *err)
{
    char digits[CRD_INT_TEXT_MAX];
    size_t at = crd_str_rfind(line, CRD_S(" = "));
    crd_str key = at == CRD_NPOS ? line : crd_str_trim(crd_str_sub(line, 0, at));
    crd_str name = at == CRD_NPOS ? CRD_S("") : crd_str_trim(crd_str_from(line, at + 3));
    bool is_field = crd_str_starts(key, CRD_S("field "));
    bool known = crd_str_starts(key, CRD_S("type ")) || crd_str_starts(key, CRD_S("field ")) ||
                 crd_str_starts(key, CRD_S("enum ")) || crd_str_starts(key, CRD_S("value "));
    bool is_place = crd_str_starts(key, CRD_S("same ")) && name.len;
    bool is_ours = crd_str_starts(name, CRD_S("crd_")) || crd_str_starts(name, CRD_S("CRD_"));
    if (!is_place && (!known || !crdc_name_is_identifier(name) || crdc_name_is_reserved(name) ||
                      (is_ours && !is_field))) {
        return CRD_FAIL(err, arena, CRD_E_SYNTAX, CRD_S("line "), crd_uint_text(number, digits),
                        known ? CRD_S(": no identifier of C and C++ stands behind \" = \"")
                              : CRD_S(": does not begin with type, field, enum, value or same"));
    }
    crd_str *value = CRD_NEW(arena, crd_str);
    if (!value) {
        return crd_err_memory(err, arena);
    }
    *value = name;
    return crdc_map_put(map, key, value, err);
}

bool crdc_c_renames_read(crd_arena *arena, crd_str text, crdc_map *ret, crd_err *err)
{
    crd_str line;
    crdc_map_init(ret, arena);
    for (size_t number = 1; text.len; number++) {
        if (!crd_str_cut(text, CRD_S("\n"), &line, &text)) {
            line = text;
            text = CRD_S("");
        }
        line = crd_str_trim(line);
        if (line.len && line.ptr[0] != '#' && !read_line(arena, line, number, ret, err)) {
            return false;
        }
    }
    return true;
}

/* A line; behind the path a field's key or a constant's text, if any. */
static void write_pair(crd_buf *buf, const char *what, crd_str path, const crd_str *key,
                       const crd_str *value, crd_str name)
{
    crd_buf_add(buf, crd_str_c(what));
    crd_buf_add_byte(buf, ' ');
    crd_buf_add(buf, path);
    if (value) {
        crd_buf_add_byte(buf, ' ');
        crd_quote(buf, *value);
    } else if (key) {
        crdc_c_add_step(buf, *key);
    }
    crd_buf_add_lit(buf, " = ");
    crd_buf_add(buf, name);
    crd_buf_add_byte(buf, '\n');
}

/* The other places of a type. One with " = " in its name cannot be told from the sign; it is left
 * out. */
static void write_places(crd_buf *buf, const crdc_c_use *first)
{
    for (const crdc_c_use *use = first->next; use; use = use->next) {
        if (!crd_str_has(use->path, CRD_S(" = ")) && !crd_str_has(first->path, CRD_S(" = "))) {
            write_pair(buf, "same", use->path, NULL, NULL, first->path);
        }
    }
}

void crdc_c_renames_write(crd_buf *buf, const crdc_c_plan *plan)
{
    crd_buf_add_lit(
        buf,
        "# Names that `crdc c` gave, for `crdc c --rename`: what stands here is not named anew.\n"
        "# type, field, enum and value, each with its place; change what is behind \" = \".\n"
        "# same: a place that has the type of another one, and its names.\n");
    for (const crdc_c_type *type = plan->types; type; type = type->next) {
        if (type->is_runtime) {
            continue;
        }
        if (type->kind == CRDC_C_STRUCT) {
            write_pair(buf, "type", type->uses->path, NULL, NULL, type->c_name);
            for (size_t i = 0; i < type->n_fields; i++) {
                write_pair(buf, "field", type->uses->path, &type->fields[i].key, NULL,
                           type->fields[i].name);
            }
            write_places(buf, type->uses);
        } else if (type->kind == CRDC_C_ENUM) {
            write_pair(buf, "enum", type->uses->path, NULL, NULL, type->c_name);
            for (size_t i = 0; i < type->n_values; i++) {
                write_pair(buf, "value", type->uses->path, NULL, &type->values[i],
                           type->constants[i]);
            }
            write_places(buf, type->uses);
        }
    }
}
