/* SPDX-License-Identifier: Apache-2.0 */
/* Unit tests of sprig. */
#ifndef T_SPRIG_TESTS_H
#define T_SPRIG_TESTS_H

#include "../harness.h"

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

#endif
