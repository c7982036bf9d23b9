/* SPDX-License-Identifier: Apache-2.0 */
/* How the parts of checking tell what they found: see check_inside.h. Knows no rule. */
#include "base/unicode.h"
#include "base/utf8.h"
#include "check_inside.h"

void crdc_required(crdc_checking *c, const crd_path *path, crd_str detail, const crd_value *at)
{
    crd_fault_add(c->faults, CRD_FAULT_REQUIRED, path, CRD_S(""), detail, at);
}

void crdc_forbidden(crdc_checking *c, const crd_path *path, crd_str detail, const crd_value *at)
{
    crd_fault_add(c->faults, CRD_FAULT_FORBIDDEN, path, CRD_S(""), detail, at);
}

void crdc_invalid(crdc_checking *c, const crd_path *path, crd_str text, crd_str detail,
                  const crd_value *at)
{
    crd_fault_add(c->faults, CRD_FAULT_INVALID, path, crd_fault_quoted(c->arena, text), detail, at);
}

void crdc_invalid_json(crdc_checking *c, const crd_path *path, const crd_value *value,
                       crd_str detail, const crd_value *at)
{
    crd_fault_add(c->faults, CRD_FAULT_INVALID, path, crd_fault_json(c->arena, value), detail, at);
}

void crdc_unsupported(crdc_checking *c, const crd_path *path, crd_str value,
                      const crd_str *supported, size_t n, const crd_value *at)
{
    crd_fault_add(c->faults, CRD_FAULT_NOT_SUPPORTED, path, crd_fault_quoted(c->arena, value),
                  crd_fault_supported(c->arena, supported, n), at);
}

void crdc_remark_add(crdc_checking *c, crdc_remark ***end, crd_str rule, crd_str path, crd_str text,
                     const crd_value *at)
{
    crdc_remark *remark = CRD_NEW(c->arena, crdc_remark);
    if (!remark || !text.ptr || !path.ptr) {
        c->faults->failed = true;
        return;
    }
    *remark = (crdc_remark){ .rule = rule, .path = path, .text = text, .at = at };
    **end = remark;
    *end = &remark->next;
}

const crd_value *crdc_field_at(const crd_value *map, crd_str key)
{
    const crd_value *value = crd_map_get(map, key);
    return value ? value : map;
}

crd_str crdc_trim(crd_str text)
{
    size_t width = 0;
    while (text.len && crd_rune_is_space(crd_rune_decode(text, &width))) {
        text = crd_str_from(text, width);
    }
    while (text.len && crd_rune_is_space(crd_rune_decode_last(text, &width))) {
        text = crd_str_sub(text, 0, text.len - width);
    }
    return text;
}
