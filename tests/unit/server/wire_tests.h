/* SPDX-License-Identifier: Apache-2.0 */
/* The unit tests of the guard and the wire, by name; guard_main.c and wire_main.c list them. */
#ifndef TESTS_SERVER_WIRE_H
#define TESTS_SERVER_WIRE_H

#include "../harness.h"

void test_guard_table(void);
void test_guard_bounds(void);
void test_guard_pipeline(void);
void test_guard_body_bypass(void);
void test_guard_each_failure(void);
void test_gate(void);
void test_word_duration(void);
void test_word_query(void);
void test_word_list(void);

void test_heap(void);
void test_pool(void);
void test_pool_cancel(void);
void test_tls_pairs(void);
void test_tls_reload(void);
void test_tls_half_written(void);
void test_tls_names(void);
void test_tls_versions(void);
void test_tls_mutated_hellos(void);
void test_tls_key_update(void);
void test_wire_requests(void);
void test_wire_plain(void);
void test_wire_pool(void);
void test_wire_queue_full(void);
void test_wire_bytes_in_flight(void);
void test_wire_head_drip(void);
void test_wire_body_drip(void);
void test_wire_write_stall(void);
void test_wire_half_handshakes(void);
void test_wire_connection_cap(void);
void test_wire_resets(void);
void test_wire_swaps(void);
void test_wire_drain(void);
void test_wire_stop_waits(void);
void test_wire_start_failures(void);
void test_wire_hello_and_request(void);

#endif
