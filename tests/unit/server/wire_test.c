/* SPDX-License-Identifier: Apache-2.0 */
/* The wire with clients: requests, the pool, certificates that change, drain and end. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

#include "wire_rig.h"

#define HEAD "POST /validate?q HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"

static void check_requests(t_rig *rig)
{
    t_peer peer;
    char body[64];
    char head[200];
    CHECK(peer_connect(&peer, rig->port, rig->tls));
    for (size_t n = 1; n < 200000; n *= 5) {
        char want[32];
        CHECK_INT(peer_post(&peer, n, body, sizeof(body)), 200);
        snprintf(want, sizeof(want), "%zu ", n);
        CHECK_STR(crd_str_c(body), crd_str_c(want));
    }
    for (int i = 0; i < 100; i++) { /* pipelined */
        snprintf(head, sizeof(head), HEAD "Content-Length: %d\r\n\r\n", i);
        CHECK(peer_send(&peer, crd_str_c(head)) && peer_send_n(&peer, 'y', (size_t)i));
    }
    for (int i = 0; i < 100; i++) {
        char want[32];
        CHECK_INT(peer_answer(&peer, body, sizeof(body)), 200);
        snprintf(want, sizeof(want), "%d q", i);
        CHECK_STR(crd_str_c(body), crd_str_c(want));
    }
    CHECK(peer_send(&peer, CRD_S(HEAD "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n")));
    CHECK_INT(peer_answer(&peer, NULL, 0), 100);
    CHECK(peer_send(&peer, CRD_S("ab")));
    CHECK_INT(peer_answer(&peer, NULL, 0), 200);
    CHECK(peer_send(&peer, CRD_S(HEAD "Content-Length: 1, 1\r\n\r\naGET / HTTP/1.1\r\n\r\n")));
    CHECK_INT(peer_answer(&peer, NULL, 0), 400);
    CHECK_INT(peer_answer(&peer, NULL, 0), 0);
    peer_close(&peer);
    CHECK(peer_connect(&peer, rig->port, rig->tls));
    CHECK_INT(peer_post(&peer, (7 << 20) + 1, NULL, 0), 413); /* all of it is sent first */
    peer_close(&peer);
    CHECK(peer_connect(&peer, rig->port, rig->tls));
    CHECK(peer_send(&peer, CRD_S("GET /large HTTP/1.1\r\nHost: a\r\n\r\n")));
    CHECK_INT(peer_answer(&peer, body, sizeof(body)), 200);
    CHECK_INT(peer_post(&peer, 1, NULL, 0), 200);
    peer_close(&peer);
}

void test_wire_requests(void)
{
    t_rig rig;
    if (rig_start(&rig, (fg_wire_options){ 0 }, false)) {
        check_requests(&rig);
    }
    rig_end(&rig);
}

void test_wire_plain(void)
{
    t_rig rig;
    if (rig_start(&rig, (fg_wire_options){ .workers = 1 }, true)) {
        int64_t unused;
        CHECK(!fg_wire_certificate(rig.wire, &unused, &unused));
        check_requests(&rig);
    }
    rig_end(&rig);
}

/* While the pool is busy with large bodies small ones are answered. */
void test_wire_pool(void)
{
    t_rig rig;
    t_peer large;
    t_peer small;
    char body[64];
    CHECK(rig_start(&rig, (fg_wire_options){ .workers = 1, .pool_threads = 1 }, false));
    CHECK(peer_connect(&large, rig.port, rig.tls) && peer_connect(&small, rig.port, rig.tls));
    CHECK(peer_send(&large, CRD_S("POST /validate?wait HTTP/1.1\r\nHost: a\r\nContent-Type: "
                                  "application/json\r\nContent-Length: 70000\r\n\r\n")));
    CHECK(peer_send_n(&large, 'x', 70000));
    sem_wait(&rig.waiting);
    CHECK_INT(peer_post(&small, 10, body, sizeof(body)), 200);
    CHECK_INT(rig_gauges(&rig).body_bytes, 70000);
    sem_post(&rig.gate);
    CHECK_INT(peer_answer(&large, body, sizeof(body)), 200);
    CHECK_STR(crd_str_c(body), CRD_S("70000 wait"));
    RIG_WAIT(rig_gauges(&rig).body_bytes == 0);
    peer_close(&large);
    peer_close(&small);
    rig_end(&rig);
}

void test_wire_queue_full(void)
{
    t_rig rig;
    t_peer peers[3];
    fg_wire_options options = { .workers = 1, .pool_threads = 1, .caps.pool_queue = 1 };
    CHECK(rig_start(&rig, options, false));
    for (int i = 0; i < 3; i++) {
        CHECK(peer_connect(&peers[i], rig.port, rig.tls));
        CHECK(peer_send(&peers[i], CRD_S("POST /validate?wait HTTP/1.1\r\nHost: a\r\nContent-Type: "
                                         "application/json\r\nContent-Length: 70000\r\n\r\n")));
        CHECK(peer_send_n(&peers[i], 'x', 70000));
        if (i == 0) {
            sem_wait(&rig.waiting);
        } else if (i == 1) {
            RIG_WAIT(rig_gauges(&rig).pool_queue == 1);
        }
    }
    CHECK_INT(peer_answer(&peers[2], NULL, 0), 429);
    CHECK_INT(peer_post(&peers[2], 5, NULL, 0), 200); /* the connection is still good */
    sem_post(&rig.gate);
    sem_post(&rig.gate);
    CHECK_INT(peer_answer(&peers[0], NULL, 0), 200);
    CHECK_INT(peer_answer(&peers[1], NULL, 0), 200);
    for (int i = 0; i < 3; i++) {
        peer_close(&peers[i]);
    }
    rig_end(&rig);
}

void test_wire_bytes_in_flight(void)
{
    t_rig rig;
    t_peer peer;
    CHECK(rig_start(&rig, (fg_wire_options){ .caps.body_bytes = 100000 }, false));
    CHECK(peer_connect(&peer, rig.port, rig.tls));
    CHECK_INT(peer_post(&peer, 100000, NULL, 0), 200);
    CHECK_INT(peer_post(&peer, 100001, NULL, 0), 429);
    peer_close(&peer);
    RIG_WAIT(rig_gauges(&rig).body_bytes == 0);
    rig_end(&rig);
}

struct load {
    t_rig *rig;
    atomic_bool stop;
    atomic_int bad;
    atomic_int good;
    bool keeps; /* one connection for all */
};

static void *run_load(void *context)
{
    struct load *load = context;
    t_peer peer = { .fd = -1 };
    while (!atomic_load(&load->stop)) {
        bool ok = peer.fd >= 0 || peer_connect(&peer, load->rig->port, load->rig->tls);
        ok = ok && peer_post(&peer, 100, NULL, 0) == 200;
        atomic_fetch_add(ok ? &load->good : &load->bad, 1);
        if (!load->keeps || !ok) {
            peer_close(&peer);
        }
    }
    peer_close(&peer);
    return NULL;
}

void test_wire_swaps(void)
{
    t_rig rig;
    pthread_t threads[2];
    CHECK(rig_start(&rig, (fg_wire_options){ 0 }, false));
    struct load loads[2] = { { .rig = &rig }, { .rig = &rig, .keeps = true } };
    for (int i = 0; i < 2; i++) {
        CHECK(pthread_create(&threads[i], NULL, run_load, &loads[i]) == 0);
    }
    for (int i = 0; i < 60; i++) {
        crd_arena_reset(rig.arena);
        if (i % 10 == 9) { /* a key of another certificate */
            CHECK(peer_make(&rig.folder, &(peer_cert){ .name = "other", .cn = "other" }));
            CHECK(peer_copy(&rig.folder, "other.key", "server.key"));
            CHECK(!fg_wire_reload_tls(rig.wire, rig.arena, NULL));
        } else {
            CHECK(peer_make_server(&rig.folder));
            CHECK(fg_wire_reload_tls(rig.wire, rig.arena, NULL));
        }
    }
    for (int i = 0; i < 2; i++) {
        RIG_WAIT(atomic_load(&loads[i].good) > 20);
        atomic_store(&loads[i].stop, true);
        pthread_join(threads[i], NULL);
        CHECK_INT(loads[i].bad, 0);
    }
    rig_end(&rig);
}

void test_wire_drain(void)
{
    t_rig rig;
    t_peer kept;
    t_peer fresh;
    CHECK(rig_start(&rig, (fg_wire_options){ 0 }, false));
    CHECK(peer_connect(&kept, rig.port, rig.tls));
    CHECK_INT(peer_post(&kept, 1, NULL, 0), 200);
    CHECK_INT(peer_post(&kept, 1, NULL, 0), 200);
    fg_wire_drain(rig.wire);
    CHECK(peer_connect(&fresh, rig.port, rig.tls)); /* still taken */
    CHECK_INT(peer_post(&fresh, 1, NULL, 0), 200);
    CHECK_INT(peer_answer(&fresh, NULL, 0), 0); /* and closed behind its answer */
    CHECK_INT(peer_post(&kept, 1, NULL, 0), 200);
    CHECK_INT(peer_answer(&kept, NULL, 0), 0);
    peer_close(&kept);
    peer_close(&fresh);
    CHECK(rig_stop(&rig, 5000));
    rig_end(&rig);
}

static void *post_waiting(void *context)
{
    t_peer *peer = context;
    bool ok = peer_send(peer, CRD_S("POST /validate?wait HTTP/1.1\r\nHost: a\r\nContent-Type: "
                                    "application/json\r\nContent-Length: 70000\r\n\r\n")) &&
              peer_send_n(peer, 'x', 70000) && peer_answer(peer, NULL, 0) == 200;
    return ok ? context : NULL;
}

static void *open_gate_later(void *context)
{
    usleep(300000); /* the stop has begun by then, most likely */
    sem_post(context);
    return NULL;
}

/* What is in flight is finished, idle connections go; past the grace it is cut. */
void test_wire_stop_waits(void)
{
    for (int late = 0; late < 2; late++) {
        t_rig rig;
        t_peer busy;
        t_peer idle;
        pthread_t poster;
        pthread_t opener;
        void *answered;
        CHECK(rig_start(&rig, (fg_wire_options){ 0 }, false));
        CHECK(peer_connect(&busy, rig.port, rig.tls) && peer_connect(&idle, rig.port, rig.tls));
        CHECK(pthread_create(&poster, NULL, post_waiting, &busy) == 0);
        sem_wait(&rig.waiting);
        CHECK(pthread_create(&opener, NULL, open_gate_later, &rig.gate) == 0);
        CHECK_INT(rig_stop(&rig, late ? 1 : 60000), !late);
        pthread_join(poster, &answered);
        pthread_join(opener, NULL);
        CHECK_INT(answered != NULL, !late);
        CHECK_INT(peer_answer(&idle, NULL, 0), 0);
        peer_close(&busy);
        peer_close(&idle);
        rig_end(&rig);
    }
}

static void check_start(fg_wire_options options, crd_str want)
{
    crd_err err = { 0 };
    CRD_AUTO_ARENA arena = crd_arena_new(8 << 20);
    fg_wire *wire = fg_wire_start(&options, arena, &err);
    CHECK(!wire);
    CHECK(crd_str_has(err.message, want));
    fg_wire_stop(wire, 0);
}

void test_wire_start_failures(void)
{
    t_rig rig;
    char taken[32];
    CHECK(rig_start(&rig, (fg_wire_options){ 0 }, false));
    snprintf(taken, sizeof(taken), "127.0.0.1:%u", rig.port);
    check_start((fg_wire_options){ .listen = taken }, CRD_S("cannot listen on 127.0.0.1"));
    check_start((fg_wire_options){ .listen = "9443" }, CRD_S("host:port"));
    check_start((fg_wire_options){ .listen = "::1:9443" }, CRD_S("[address]:port"));
    check_start((fg_wire_options){ .listen = "127.0.0.1:" }, CRD_S("host:port"));
    check_start((fg_wire_options){ .listen = "127.0.0.1:http-alt" }, CRD_S("127.0.0.1:http-alt"));
    check_start((fg_wire_options){ .listen = "127.0.0.1:0", .tls_cert = "/none/a", .tls_key = "b" },
                CRD_S("/none/a: No such file"));
    check_start((fg_wire_options){ .listen = "127.0.0.1:0", .tls_cert = rig.folder.cert,
                                   .tls_key = rig.folder.ca },
                CRD_S("no private key"));
    rig_end(&rig);
}

/* The client's Finished and its first request in one segment: OpenSSL reads both at once. */
void test_wire_hello_and_request(void)
{
    t_rig rig;
    char bytes[16384];
    CHECK(rig_start(&rig, (fg_wire_options){ 0 }, false));
    for (int round = 0; round < 20; round++) {
        int fd = peer_socket(rig.port);
        SSL *ssl = SSL_new(rig.tls);
        BIO *in = BIO_new(BIO_s_mem());
        BIO *out = BIO_new(BIO_s_mem());
        SSL_set_bio(ssl, in, out);
        SSL_set_connect_state(ssl);
        while (SSL_do_handshake(ssl) != 1) {
            int n = BIO_read(out, bytes, sizeof(bytes));
            CHECK(n <= 0 || send(fd, bytes, (size_t)n, MSG_NOSIGNAL) == n);
            ssize_t got = recv(fd, bytes, sizeof(bytes), 0);
            if (!CHECK(got > 0)) {
                break;
            }
            BIO_write(in, bytes, (int)got);
        }
        static const char request[] = HEAD "Content-Length: 2\r\n\r\nab";
        SSL_write(ssl, request, sizeof(request) - 1);
        int n = BIO_read(out, bytes, sizeof(bytes));
        CHECK(send(fd, bytes, (size_t)n, MSG_NOSIGNAL) == n);
        int got = 0;
        for (int i = 0; i < 10 && got <= 0; i++) {
            ssize_t more = recv(fd, bytes, sizeof(bytes), 0);
            CHECK(more > 0);
            BIO_write(in, bytes, (int)(more > 0 ? more : 0));
            got = SSL_read(ssl, bytes, sizeof(bytes));
        }
        CHECK(got > 0 && crd_str_starts(crd_str_of(bytes, (size_t)got), CRD_S("HTTP/1.1 200")));
        SSL_free(ssl);
        close(fd);
    }
    rig_end(&rig);
}

void test_tls_key_update(void)
{
    t_rig rig;
    t_peer peer;
    CHECK(rig_start(&rig, (fg_wire_options){ 0 }, false));
    CHECK(peer_connect(&peer, rig.port, rig.tls));
    for (int i = 0; i < 10; i++) {
        CHECK_INT(SSL_key_update(peer.ssl, i % 2 ? SSL_KEY_UPDATE_REQUESTED
                                                 : SSL_KEY_UPDATE_NOT_REQUESTED), 1);
        CHECK_INT(peer_post(&peer, 70000, NULL, 0), 200);
    }
    peer_close(&peer);
    rig_end(&rig);
}
