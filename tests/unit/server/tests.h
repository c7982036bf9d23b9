/* SPDX-License-Identifier: Apache-2.0 */
/* Unit tests of what stands beside the wire. */
#ifndef T_SERVER_TESTS_H
#define T_SERVER_TESTS_H

#include "../harness.h"

void test_metrics_as_client_golang(void);
void test_metrics_series(void);
void test_metrics_names(void);
void test_metrics_threads(void);
void test_metrics_memory(void);
void test_process(void);

void test_health_all(void);
void test_health_single(void);
void test_health_query(void);
void test_health_routes(void);

void test_log_json(void);
void test_log_text(void);
void test_log_hostile(void);
void test_log_bounds(void);
void test_log_delivers(void);
void test_log_blocked(void);
void test_log_closed(void);
void test_log_noise(void);

void test_watch_file(void);
void test_watch_kubelet_swap(void);
void test_watch_folder(void);
void test_watch_kick(void);
void test_watch_unchanged(void);

void test_current_threads(void);

void test_route_answers(void);
void test_route_unreadable(void);
void test_route_wrong_path(void);
void test_route_deadline(void);
void test_route_deadline_allow(void);
void test_route_deadline_found(void);
void test_route_deadline_update(void);
void test_route_view_own(void);
void test_route_no_inventory(void);
void test_route_log(void);
void test_route_memory(void);

#endif
