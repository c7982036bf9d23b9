/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The compact form: a kind written shortly, with shapes that several kinds share. Resolving gives
 * the CustomResourceDefinition that it stands for, as a value tree with places; crds/README.md is
 * the manual. Knows the words of JSONSchemaProps, not what they demand.
 */
#ifndef CRD_COMPILER_COMPACT_H
#define CRD_COMPILER_COMPACT_H

#include "load.h"

/* A document of the compact form: an object with `crd` and without `kind`. */
bool crdc_is_compact(const crd_value *document);

/*
 * Resolves the document. ret_crd and ret_places live on the loading's arena; places count in the
 * document's own file: what comes from a shape has the place of the reference. Faults of the form are
 * findings (rule "compact"), and *ret_ok is false then. False only for ours (memory, IO).
 */
bool crdc_compact_resolve(crdc_loading *loading, crd_str file, const crd_value *document,
                          const crd_places *places, const crd_value **ret_crd,
                          const crd_places **ret_places, bool *ret_ok, crd_err *err);

#endif
