/* SPDX-License-Identifier: Apache-2.0 */
/* Sprig's urlParse and urlJoin over a dictionary. The algorithms are in url.c. */
#include "chapters.h"
#include "common.h"
#include "outcome.h"
#include "base/url.h"

FG_FUNCTION(url_parse)
{
    crd_url url;
    crd_buf user;
    if (!fg_spend_bytes(run, args[0].len * 4, err)) {
        return false;
    }
    if (!crd_url_read(run->arena, fg_text(args[0]), &url, err)) {
        if (err && !crd_code_is_ours(err->code)) {
            crd_err_wrap(err, run->arena, CRD_S("unable to parse url"));
        }
        return fg_refused(err);
    }
    fg_buf_open(run, &user);
    if (url.has_user) {
        crd_url_write_user(&user, &url);
    }
    if (fg_buf_fails(run, &user, err)) {
        return false;
    }
    const struct {
        crd_str key;
        crd_str value;
    } parts[] = {
        { CRD_S("scheme"), url.scheme },
        { CRD_S("host"), url.host },
        { CRD_S("hostname"), crd_url_hostname(&url) },
        { CRD_S("path"), url.path },
        { CRD_S("query"), url.query },
        { CRD_S("opaque"), url.opaque },
        { CRD_S("fragment"), url.fragment },
        { CRD_S("userinfo"), crd_buf_str(&user) },
    };
    size_t n_parts = sizeof(parts) / sizeof(parts[0]);
    if (!fg_map_new(run, &fg_type_map, n_parts, ret, err)) {
        return false;
    }
    for (size_t i = 0; i < n_parts; i++) {
        if (!fg_map_set(run, *ret, parts[i].key, fg_val_string(parts[i].value), err)) {
            return false;
        }
    }
    return true;
}

/* A member that must be text when it is there. */
static bool member(fg_run *run, fg_val map, const char *key, crd_str *ret, crd_err *err)
{
    fg_val value;
    *ret = CRD_S("");
    if (!fg_map_get(run, map, crd_str_c(key), &value)) {
        return true;
    }
    if (fg_is_nil(value)) {
        return FG_FAIL(run, err,
                       CRD_S("runtime error: invalid memory address or nil pointer dereference"));
    }
    if (value.kind != FG_STRING) {
        return FG_FAIL(run, err, CRD_S("unable to parse "), crd_str_c(key),
                       CRD_S(" key, must be of type string, but "),
                       fg_kind_name((enum fg_kind)value.kind), CRD_S(" found"));
    }
    *ret = fg_text(value);
    return true;
}

/* The user of "proto://userinfo@host". */
static bool join_user(fg_run *run, crd_str userinfo, crd_url *url, crd_err *err)
{
    crd_url other;
    crd_str text = CRD_CAT(run->arena, CRD_S("proto://"), userinfo, CRD_S("@host"));
    if (!text.ptr) {
        return crd_err_memory(err, run->arena);
    }
    if (!crd_url_read(run->arena, text, &other, err)) {
        if (err && !crd_code_is_ours(err->code)) {
            crd_err_wrap(err, run->arena, CRD_S("unable to parse userinfo in dict"));
        }
        return fg_refused(err);
    }
    url->has_user = other.has_user;
    url->user = other.user;
    url->has_password = other.has_password;
    url->password = other.password;
    return true;
}

FG_FUNCTION(url_join)
{
    crd_url url = { .scheme = CRD_S("") };
    crd_str userinfo;
    crd_buf buf;
    if (!member(run, args[0], "scheme", &url.scheme, err) ||
        !member(run, args[0], "host", &url.host, err) ||
        !member(run, args[0], "path", &url.path, err) ||
        !member(run, args[0], "query", &url.query, err) ||
        !member(run, args[0], "opaque", &url.opaque, err) ||
        !member(run, args[0], "fragment", &url.fragment, err) ||
        !member(run, args[0], "userinfo", &userinfo, err)) {
        return false;
    }
    size_t bytes = url.scheme.len + url.host.len + url.path.len + url.query.len + url.opaque.len +
                   url.fragment.len + userinfo.len;
    if (!fg_spend_bytes(run, bytes * 4, err) ||
        (userinfo.len > 0 && !join_user(run, userinfo, &url, err))) {
        return false;
    }
    fg_buf_open(run, &buf);
    crd_url_write(&buf, &url);
    return fg_buf_value(run, &buf, ret, err);
}

static const fg_func rows[] = {
    FG_ROW("urlParse", url_parse, FG_MAP_T, 2, 0, FG_STRING_T),
    FG_ROW("urlJoin", url_join, FG_STRING_T, 2, 0, FG_MAP_T),
};
const fg_func_table fg_sprig_urls = FG_TABLE(rows);
