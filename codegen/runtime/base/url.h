/* SPDX-License-Identifier: Apache-2.0 */
/*
 * URLs as Go reads and writes them: net/url's Parse, ParseRequestURI and URL.String, and the address
 * check behind "[...]". Source of the behaviour: Go 1.26 net/url, net/netip.
 */
#ifndef CRD_BASE_URL_H
#define CRD_BASE_URL_H

#include "buf.h"
#include "err.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Texts are decoded where net/url decodes them; Borrowed from the input or on the arena. */
typedef struct crd_url {
    crd_str scheme;
    crd_str opaque;
    bool has_user;
    crd_str user;
    bool has_password;
    crd_str password;
    crd_str host;
    crd_str path;
    crd_str raw_path; /* as written, where the default encoding of path differs */
    bool force_query;
    crd_str query;
    crd_str fragment;
    crd_str raw_fragment;
    bool omit_host; /* "scheme:/path": no "//" */
} crd_url;

/* url.Parse; fails with VALUE and the text of its *url.Error: `parse "...": ...`. */
bool crd_url_read(crd_arena *arena, crd_str text, crd_url *ret_url, crd_err *err);

/* url.ParseRequestURI: an absolute URL or an absolute path; a fragment is no fragment there. */
bool crd_url_read_request(crd_arena *arena, crd_str text, crd_url *ret_url, crd_err *err);

/* Appends URL.String(), Userinfo.String(). */
void crd_url_write(crd_buf *buf, const crd_url *url);
void crd_url_write_user(crd_buf *buf, const crd_url *url);

/* URL.Hostname(): the host without port and brackets. */
crd_str crd_url_hostname(const crd_url *url);

/* netip.ParseAddr: 4 or 16 bytes (*ret_size); a zone is checked and dropped. Fails with VALUE and
 * its text. */
bool crd_ip_read(crd_arena *arena, crd_str text, unsigned char ret_bytes[16], size_t *ret_size,
                bool *ret_has_zone, crd_err *err);

#ifdef __cplusplus
}
#endif
#endif
