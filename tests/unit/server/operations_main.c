/* SPDX-License-Identifier: Apache-2.0 */
/* Unit tests of what stands beside the wire: the table. */
#include <signal.h>

#include "tests.h"

static const struct t_test tests[] = {
    T_TEST(test_metrics_as_client_golang), T_TEST(test_metrics_series),
    T_TEST(test_metrics_names),            T_TEST(test_metrics_threads),
    T_TEST(test_metrics_memory),           T_TEST(test_process),
    T_TEST(test_health_all),               T_TEST(test_health_single),
    T_TEST(test_health_query),             T_TEST(test_health_routes),
    T_TEST(test_log_json),                 T_TEST(test_log_text),
    T_TEST(test_log_hostile),              T_TEST(test_log_bounds),
    T_TEST(test_log_delivers),             T_TEST(test_log_blocked),
    T_TEST(test_log_closed),               T_TEST(test_log_noise),
    T_TEST(test_watch_file),               T_TEST(test_watch_kubelet_swap),
    T_TEST(test_watch_folder),             T_TEST(test_watch_kick),
    T_TEST(test_watch_unchanged),          T_TEST(test_current_threads),
    T_TEST(test_route_answers),            T_TEST(test_route_unreadable),
    T_TEST(test_route_wrong_path),         T_TEST(test_route_deadline),
    T_TEST(test_route_deadline_allow),     T_TEST(test_route_deadline_found),
    T_TEST(test_route_deadline_update),    T_TEST(test_route_view_own),
    T_TEST(test_route_no_inventory),       T_TEST(test_route_log),
    T_TEST(test_route_memory),
};

int main(int argc, char **argv)
{
    signal(SIGPIPE, SIG_IGN); /* as `fleetgate serve` does */
    return t_main(argc, argv, tests, T_COUNT(tests));
}
