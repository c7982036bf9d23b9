/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Functions that ask the outside: the environment and host names. The caller supplies the answers;
 * without them there is nothing out there. No getenv and no resolver is linked in.
 */
#include "chapters.h"
#include "common.h"
#include "outcome.h"

static crd_str variable(const fg_run *run, crd_str name)
{
    crd_str text = CRD_S("");
    if (!run->env->variable || !run->env->variable(run->env->context, name, &text)) {
        text = CRD_S("");
    }
    return text;
}

FG_FUNCTION(env)
{
    return fg_val_text(run, variable(run, fg_text(args[0])), ret, err);
}

static bool is_name_byte(char c)
{
    return crd_is_alnum((unsigned char)c) || c == '_';
}

static bool is_special(char c)
{
    return c && strchr("*#$@!?-0123456789", c);
}

/* The name behind a dollar sign: ${name}, a special character, or letters. *ret_n: bytes taken. */
static crd_str name_at(crd_str text, size_t *ret_n)
{
    if (text.ptr[0] == '{') {
        if (text.len > 2 && is_special(text.ptr[1]) && text.ptr[2] == '}') {
            *ret_n = 3;
            return crd_str_sub(text, 1, 2);
        }
        size_t end = crd_str_find_byte(text, '}');
        if (end == CRD_NPOS) {
            *ret_n = 1; /* bad syntax: the "${" is eaten */
            return CRD_S("");
        }
        *ret_n = end + 1; /* "${}": eaten as well */
        return crd_str_sub(text, 1, end);
    }
    if (is_special(text.ptr[0])) {
        *ret_n = 1;
        return crd_str_sub(text, 0, 1);
    }
    size_t n = 0;
    while (n < text.len && is_name_byte(text.ptr[n])) {
        n++;
    }
    *ret_n = n;
    return crd_str_sub(text, 0, n);
}

/* os.Expand with the environment. */
FG_FUNCTION(expand_env)
{
    crd_str text = fg_text(args[0]);
    crd_buf buf;
    if (!fg_spend_bytes(run, text.len, err)) {
        return false;
    }
    fg_buf_open(run, &buf);
    while (text.len > 0) {
        size_t dollar = crd_str_find_byte(text, '$');
        if (dollar == CRD_NPOS || dollar + 1 == text.len) {
            break;
        }
        size_t n = 0;
        crd_buf_add(&buf, crd_str_sub(text, 0, dollar));
        text = crd_str_from(text, dollar + 1);
        crd_str name = name_at(text, &n);
        if (name.len > 0) {
            crd_buf_add(&buf, variable(run, name));
        } else if (n == 0) {
            crd_buf_add_byte(&buf, '$'); /* a dollar before something else stays */
        }
        text = crd_str_from(text, n);
    }
    crd_buf_add(&buf, text);
    return fg_spend_bytes(run, buf.len, err) && fg_buf_value(run, &buf, ret, err);
}

/* An address of the host; without a resolver, or for a name it does not know, the empty text (Sprig
 * itself would panic, Helm's stand-in gives the empty text). */
FG_FUNCTION(get_host_by_name)
{
    crd_str address = CRD_S("");
    if (!run->env->host || !run->env->host(run->env->context, fg_text(args[0]), &address)) {
        address = CRD_S("");
    }
    return fg_val_text(run, address, ret, err);
}

static const fg_func rows[] = {
    FG_ROW("env", env, FG_STRING_T, 1, FG_FUNC_OUTSIDE, FG_STRING_T),
    FG_ROW("expandenv", expand_env, FG_STRING_T, 1, FG_FUNC_OUTSIDE, FG_STRING_T),
    FG_ROW("getHostByName", get_host_by_name, FG_STRING_T, 1, FG_FUNC_OUTSIDE | FG_FUNC_UNSTABLE,
           FG_STRING_T),
};
const fg_func_table fg_sprig_network = FG_TABLE(rows);
