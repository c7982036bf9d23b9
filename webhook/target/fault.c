/* SPDX-License-Identifier: Apache-2.0 */
/* Faults in words: see fault.h. */
#include "fault.h"

#include "base/num.h"

crd_str fg_fault_for_cluster(crd_arena *arena, const fg_fault *fault, crd_str namespace_name,
                             crd_str name)
{
    return CRD_CAT(arena, CRD_S("cluster "), name, CRD_S(" in namespace "), namespace_name,
                   CRD_S(": "), fault->text);
}

crd_str fg_fault_without_rendered(crd_arena *arena, const fg_fault *fault)
{
    char size[CRD_INT_TEXT_MAX];
    if (!fault->rendered.len) {
        return fault->text;
    }
    size_t start = (size_t)(fault->rendered.ptr - fault->text.ptr);
    return CRD_CAT(arena, crd_str_sub(fault->text, 0, start), CRD_S("<rendered text, "),
                   crd_uint_text(fault->rendered.len, size), CRD_S(" bytes>"),
                   crd_str_from(fault->text, start + fault->rendered.len));
}
