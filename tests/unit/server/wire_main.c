/* SPDX-License-Identifier: Apache-2.0 */
/* Unit tests of the wire: the table. */
#include <signal.h>

#include "wire_tests.h"

static const struct t_test tests[] = {
    T_TEST(test_heap),
    T_TEST(test_pool),
    T_TEST(test_pool_cancel),
    T_TEST(test_tls_pairs),
    T_TEST(test_tls_reload),
    T_TEST(test_tls_half_written),
    T_TEST(test_tls_names),
    T_TEST(test_tls_versions),
    T_TEST(test_tls_mutated_hellos),
    T_TEST(test_tls_key_update),
    T_TEST(test_wire_requests),
    T_TEST(test_wire_plain),
    T_TEST(test_wire_pool),
    T_TEST(test_wire_queue_full),
    T_TEST(test_wire_bytes_in_flight),
    T_TEST(test_wire_head_drip),
    T_TEST(test_wire_body_drip),
    T_TEST(test_wire_write_stall),
    T_TEST(test_wire_half_handshakes),
    T_TEST(test_wire_connection_cap),
    T_TEST(test_wire_resets),
    T_TEST(test_wire_swaps),
    T_TEST(test_wire_drain),
    T_TEST(test_wire_stop_waits),
    T_TEST(test_wire_start_failures),
    T_TEST(test_wire_hello_and_request),
};

int main(int argc, char **argv)
{
    signal(SIGPIPE, SIG_IGN); /* of the clients: OpenSSL writes to sockets that were closed */
    return t_main(argc, argv, tests, T_COUNT(tests));
}
