/* SPDX-License-Identifier: Apache-2.0 */
/* Paths: see path.h. */
#include "path.h"

crd_str fg_path_base(crd_str path)
{
    if (path.len == 0) {
        return CRD_S(".");
    }
    while (path.len > 0 && path.ptr[path.len - 1] == '/') {
        path.len--;
    }
    size_t slash = crd_str_rfind(path, CRD_S("/"));
    if (slash != CRD_NPOS) {
        path = crd_str_from(path, slash + 1);
    }
    return path.len == 0 ? CRD_S("/") : path;
}

crd_str fg_path_ext(crd_str path)
{
    for (size_t i = path.len; i > 0 && path.ptr[i - 1] != '/'; i--) {
        if (path.ptr[i - 1] == '.') {
            return crd_str_from(path, i - 1);
        }
    }
    return CRD_S("");
}

bool fg_path_is_abs(crd_str path)
{
    return path.len > 0 && path.ptr[0] == '/';
}

crd_str fg_path_clean(crd_arena *arena, crd_str path)
{
    bool rooted = fg_path_is_abs(path);
    char *out = crd_arena_bytes(arena, path.len + 1);
    if (!out) {
        return crd_str_of(NULL, 0);
    }
    size_t n = 0;
    size_t floor = 0; /* ".." does not climb below this */
    if (rooted) {
        out[n++] = '/';
        floor = 1;
    }
    size_t start = n;
    for (size_t at = 0; at < path.len;) {
        size_t end = at;
        while (end < path.len && path.ptr[end] != '/') {
            end++;
        }
        crd_str part = crd_str_sub(path, at, end);
        at = end + 1;
        bool up = crd_str_eq(part, CRD_S(".."));
        if (part.len == 0 || crd_str_eq(part, CRD_S(".")) || (up && rooted && n == floor)) {
            continue;
        }
        if (up && n > floor) {
            do {
                n--;
            } while (n > floor && out[n] != '/');
            continue;
        }
        if (n > start) {
            out[n++] = '/';
        }
        memcpy(out + n, part.ptr, part.len);
        n += part.len;
        floor = up ? n : floor;
    }
    return n == 0 ? CRD_S(".") : crd_str_of(out, n);
}

crd_str fg_path_dir(crd_arena *arena, crd_str path)
{
    size_t slash = crd_str_rfind(path, CRD_S("/"));
    return fg_path_clean(arena, crd_str_sub(path, 0, slash == CRD_NPOS ? 0 : slash + 1));
}
