/* SPDX-License-Identifier: Apache-2.0 */
/* All that generated headers need of the runtime. Code that uses them may include it alone. */
#ifndef CRD_CRD_H
#define CRD_CRD_H

#include "schema/meta.h"
#include "schema/object.h"
#include "schema/object_json_c.h"

#endif
