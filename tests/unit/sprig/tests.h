/* SPDX-License-Identifier: Apache-2.0 */
/* Unit tests of sprig. */
#ifndef T_SPRIG_TESTS_H
#define T_SPRIG_TESTS_H

#include "../harness.h"
#include "sprig/helm.h"
#include "sprig/sprig.h"

/* One rendering: everything on an arena of its own. data NULL: {}. */
struct t_sprig {
    crd_arena *arena;
    enum fg_sprig_set set;
    const char *data;
    fg_exec_options exec;
    crd_buf out;
    crd_err err;
    fg_usage usage;
};

void t_sprig_init(struct t_sprig *r);
void t_sprig_done(struct t_sprig *r);

/* What the text gives, or "ERR " and the error. Good until the next call or t_sprig_done. */
crd_str t_sprig(struct t_sprig *r, const char *text);

/* before, n times the unit, after. */
const char *t_filled(crd_arena *arena, const char *before, const char *unit, size_t n,
                     const char *after);

void test_time_format(void);
void test_time_parse(void);
void test_duration(void);
void test_time_arithmetic(void);
void test_zone_refused(void);
void test_zone_cut(void);
void test_time_each_failure(void);
void test_semver_read(void);
void test_semver_constraint(void);
void test_semver_compare(void);
void test_semver_each_failure(void);
void test_decimal(void);
void test_decimal_bound(void);
void test_url(void);
void test_url_each_failure(void);
void test_path(void);
void test_shape(void);
void test_wrap(void);
void test_random(void);
void test_bcrypt(void);
void test_derive(void);
void test_aes(void);
void test_key(void);
void test_certificate(void);
void test_pem(void);
void test_sets(void);
void test_set_each_failure(void);
void test_stand_ins(void);
void test_stand_ins_fixed(void);
void test_clock(void);
void test_outside(void);
void test_lookup(void);
void test_bounds(void);
void test_toml_depth(void);
void test_costs(void);
void test_documents(void);
void test_each_failure(void);
void test_helm_render(void);
void test_helm_includes(void);
void test_helm_each_failure(void);
void test_helm_objects(void);

#endif
