/* SPDX-License-Identifier: Apache-2.0 */
/* TLS: the pair in use and how another takes its place. See tls.h. */
#include "tls.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/clock.h"

/* Clocks of nodes differ by this much at most; a certificate this young is not called future. */
#define CLOCK_SKEW_S 300

struct fg_tls {
    pthread_mutex_t lock; /* guards pair */
    fg_tls_pair pair;
    fg_tls_options options;
    crd_arena *arena; /* options' texts */
};

static char *keep(crd_arena *arena, const char *text)
{
    return (char *)(uintptr_t)crd_arena_str(arena, crd_str_c(text)).ptr;
}

static bool keep_options(fg_tls *tls, const fg_tls_options *from)
{
    fg_tls_options *to = &tls->options;
    to->cert = keep(tls->arena, from->cert);
    to->key = keep(tls->arena, from->key);
    to->client_ca = from->client_ca ? keep(tls->arena, from->client_ca) : NULL;
    const char **names = CRD_NEW_N(tls->arena, const char *, from->client_name_count + 1);
    bool ok = to->cert && to->key && names && (to->client_ca || !from->client_ca);
    for (size_t i = 0; ok && i < from->client_name_count; i++) {
        names[i] = keep(tls->arena, from->client_names[i]);
        ok = names[i] != NULL;
    }
    to->client_names = names;
    to->client_name_count = from->client_name_count;
    return ok;
}

fg_tls *fg_tls_new(const fg_tls_options *options, crd_arena *arena, crd_err *err)
{
    fg_tls *tls = calloc(1, sizeof(*tls));
    if (!tls) {
        CRD_FAIL(err, arena, CRD_E_NOMEM, CRD_S("no memory for TLS"));
        return NULL;
    }
    pthread_mutex_init(&tls->lock, NULL);
    tls->arena = crd_arena_new(1024 * 1024);
    if (!tls->arena || !keep_options(tls, options)) {
        CRD_FAIL(err, arena, CRD_E_NOMEM, CRD_S("no memory for TLS"));
        fg_tls_free(tls);
        return NULL;
    }
    if (!fg_tls_pair_read(&tls->options, arena, &tls->pair, err)) {
        fg_tls_free(tls);
        return NULL;
    }
    return tls;
}

void fg_tls_free(fg_tls *tls)
{
    if (!tls) {
        return;
    }
    SSL_CTX_free(tls->pair.ctx);
    crd_arena_free(tls->arena);
    pthread_mutex_destroy(&tls->lock);
    free(tls);
}

static bool is_current(const fg_tls_pair *pair, int64_t now_s)
{
    return now_s + CLOCK_SKEW_S >= pair->not_before_s && now_s < pair->not_after_s;
}

bool fg_tls_reload(fg_tls *tls, crd_arena *arena, crd_err *err)
{
    fg_tls_pair fresh = { 0 };
    if (!fg_tls_pair_read(&tls->options, arena, &fresh, err)) {
        return false;
    }
    int64_t now_s = crd_clock_wall_ns() / 1000000000;
    pthread_mutex_lock(&tls->lock);
    fg_tls_pair old = tls->pair;
    bool ok = is_current(&fresh, now_s) || !is_current(&old, now_s);
    if (ok) {
        tls->pair = fresh;
    }
    pthread_mutex_unlock(&tls->lock);
    SSL_CTX_free(ok ? old.ctx : fresh.ctx);
    return ok || CRD_FAIL(err, arena, CRD_E_VALUE, crd_str_c(tls->options.cert),
                          now_s >= fresh.not_after_s
                              ? CRD_S(": the certificate has expired, the one in use has not")
                              : CRD_S(": the certificate is not valid yet, the one in use is"));
}

SSL *fg_tls_session_new(fg_tls *tls)
{
    pthread_mutex_lock(&tls->lock);
    SSL *ssl = SSL_new(tls->pair.ctx);
    pthread_mutex_unlock(&tls->lock);
    if (ssl) {
        SSL_set_accept_state(ssl);
    }
    return ssl;
}

void fg_tls_validity(fg_tls *tls, int64_t *ret_not_before_s, int64_t *ret_not_after_s)
{
    pthread_mutex_lock(&tls->lock);
    *ret_not_before_s = tls->pair.not_before_s;
    *ret_not_after_s = tls->pair.not_after_s;
    pthread_mutex_unlock(&tls->lock);
}
