/* SPDX-License-Identifier: Apache-2.0 */
/* The wire with clients that drip, stall, vanish or come in crowds. What is checked is that they are
 * cut and that nothing of them is left, not how long it took. */
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "wire_rig.h"

static bool has_ended(const t_peer *peer)
{
    struct pollfd poll_fd = { .fd = peer->fd, .events = POLLIN };
    return poll(&poll_fd, 1, 0) > 0;
}

/* One byte of text each 20 ms, the last one again and again, until the other side ends. */
static void drip(t_peer *peer, crd_str text)
{
    size_t at = 0;
    for (int i = 0; i < 2000 && !has_ended(peer); i++) {
        if (!peer_send(peer, crd_str_sub(text, at, at + 1))) {
            break;
        }
        at += at + 1 < text.len;
        usleep(20000);
    }
    CHECK(has_ended(peer));
    CHECK_INT(peer_answer(peer, NULL, 0), 0);
}

static void check_drip(fg_wire_deadlines deadlines, const char *start, const char *text)
{
    t_rig rig;
    t_peer slow;
    t_peer good;
    CHECK(rig_start(&rig, (fg_wire_options){ .deadlines = deadlines }, false));
    CHECK(peer_connect(&slow, rig.port, rig.tls) && peer_connect(&good, rig.port, rig.tls));
    CHECK(peer_send(&slow, crd_str_c(start)));
    drip(&slow, crd_str_c(text));
    CHECK_INT(peer_post(&good, 10, NULL, 0), 200);
    peer_close(&slow);
    peer_close(&good);
    rig_end(&rig);
}

void test_wire_head_drip(void)
{
    check_drip((fg_wire_deadlines){ .head_ms = 300 }, "", "GET /large HTTP/1.1\r\nHost: aaaaaa");
}

void test_wire_body_drip(void)
{
    check_drip((fg_wire_deadlines){ .request_ms = 300 },
               "POST /validate HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
               "Content-Length: 1000000\r\n\r\n",
               "x");
}

void test_wire_write_stall(void)
{
    t_rig rig;
    t_peer peer;
    CHECK(rig_start(&rig, (fg_wire_options){ .deadlines.write_ms = 300 }, false));
    CHECK(peer_connect(&peer, rig.port, rig.tls));
    CHECK(peer_send(&peer, CRD_S("GET /large HTTP/1.1\r\nHost: a\r\n\r\n")));
    RIG_WAIT(rig_gauges(&rig).connections == 0); /* nothing of it is read here */
    peer_close(&peer);
    rig_end(&rig);
}

void test_wire_half_handshakes(void)
{
    enum { N = 60, CAP = 8 };
    t_rig rig;
    t_peer good;
    int fds[N];
    fg_wire_options options = { .caps.handshakes = CAP, .deadlines.handshake_ms = 500 };
    CHECK(rig_start(&rig, options, false));
    for (int i = 0; i < N; i++) {
        fds[i] = peer_socket(rig.port);
        CHECK(fds[i] >= 0);
        if (i % 2) {
            CHECK(send(fds[i], "\x16\x03\x01\x02", 4, MSG_NOSIGNAL) == 4);
        }
    }
    CHECK(peer_connect(&good, rig.port, rig.tls));
    CHECK_INT(peer_post(&good, 10, NULL, 0), 200);
    CHECK(rig_gauges(&rig).handshakes <= CAP);
    RIG_WAIT(rig_gauges(&rig).handshakes == 0); /* the deadline */
    for (int i = 0; i < N; i++) {
        close(fds[i]);
    }
    CHECK_INT(peer_post(&good, 10, NULL, 0), 200);
    peer_close(&good);
    RIG_WAIT(rig_gauges(&rig).connections == 0);
    rig_end(&rig);
}

void test_wire_connection_cap(void)
{
    enum { N = 30, CAP = 8 };
    t_rig rig;
    t_peer peers[N];
    fg_wire_options options = { .workers = 1, .caps.connections = CAP };
    CHECK(rig_start(&rig, options, false));
    CHECK(peer_connect(&peers[0], rig.port, rig.tls));
    CHECK_INT(peer_post(&peers[0], 10, NULL, 0), 200); /* has shown that it is a client */
    for (int i = 1; i < N; i++) {
        CHECK(peer_connect(&peers[i], rig.port, rig.tls));
    }
    CHECK_INT(rig_gauges(&rig).connections, CAP);
    CHECK_INT(peer_post(&peers[0], 10, NULL, 0), 200);
    CHECK_INT(peer_post(&peers[N - 1], 10, NULL, 0), 200);
    CHECK_INT(peer_post(&peers[1], 10, NULL, 0), 0); /* the oldest that never asked */
    for (int i = 0; i < N; i++) {
        peer_close(&peers[i]);
    }
    rig_end(&rig);
}

void test_wire_resets(void)
{
    t_rig rig;
    t_peer peer;
    CHECK(rig_start(&rig, (fg_wire_options){ .pool_threads = 1 }, false));
    for (int i = 0; i < 60; i++) {
        CHECK(peer_connect(&peer, rig.port, rig.tls));
        switch (i % 6) {
        case 0: /* in the head */
            CHECK(peer_send(&peer, CRD_S("POST /val")));
            break;
        case 1: /* in a body */
        case 2:
            CHECK(peer_send(&peer, CRD_S("POST /validate HTTP/1.1\r\nHost: a\r\nContent-Type: "
                                         "application/json\r\nContent-Length: 300000\r\n\r\n")));
            CHECK(peer_send_n(&peer, 'x', 200000));
            break;
        case 3: /* in the answer */
            CHECK(peer_send(&peer, CRD_S("GET /large HTTP/1.1\r\nHost: a\r\n\r\n")));
            break;
        case 4: /* while the pool has it, or while it waits for the pool */
        case 5:
            CHECK(peer_send(&peer, CRD_S("POST /validate?wait HTTP/1.1\r\nHost: a\r\nContent-Type: "
                                         "application/json\r\nContent-Length: 70000\r\n\r\n")));
            CHECK(peer_send_n(&peer, 'x', 70000));
            sem_post(&rig.gate);
            break;
        }
        if (i % 3 == 2) {
            peer_close(&peer);
        } else {
            peer_reset(&peer);
        }
    }
    RIG_WAIT(rig_gauges(&rig).connections == 0 && rig_gauges(&rig).body_bytes == 0);
    CHECK(peer_connect(&peer, rig.port, rig.tls));
    CHECK_INT(peer_post(&peer, 10, NULL, 0), 200);
    peer_close(&peer);
    rig_end(&rig);
}
