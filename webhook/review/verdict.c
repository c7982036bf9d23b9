/* SPDX-License-Identifier: Apache-2.0 */
/* Verdicts: see verdict.h. Knows how an answer looks, never why it is given. */
#include "verdict.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "value/json.h"

struct fg_warning {
    struct fg_warning *next;
    crd_str text;
};

void fg_verdict_init(fg_verdict *verdict, crd_arena *arena)
{
    *verdict = (fg_verdict){ .arena = arena };
}

static bool decide(fg_verdict *verdict, enum fg_decision decision, crd_err *err)
{
    if (verdict->decision != FG_UNDECIDED) {
        return CRD_FAIL(err, verdict->arena, CRD_E_USAGE, CRD_S("the verdict was decided before"));
    }
    verdict->decision = decision;
    return true;
}

bool fg_verdict_allow(fg_verdict *verdict, crd_err *err)
{
    return decide(verdict, FG_ALLOWED, err);
}

bool fg_verdict_deny(fg_verdict *verdict, uint32_t code, crd_str reason, crd_str message,
                     const fg_cause *causes, size_t n_causes, crd_err *err)
{
    if (code < 400 || code > 599 || message.len == 0) {
        return CRD_FAIL(err, verdict->arena, CRD_E_USAGE,
                        CRD_S("a denial needs a code of 400 to 599 and a message"));
    }
    if (!decide(verdict, FG_DENIED, err)) {
        return false;
    }
    verdict->code = code;
    verdict->reason = reason;
    verdict->message = message;
    verdict->causes = causes;
    verdict->n_causes = n_causes;
    return true;
}

static bool is_control(uint32_t rune)
{
    return rune < 0x20 || (rune >= 0x7F && rune < 0xA0);
}

/* Copies at most runes_max runes of text, made fit for a warning header. */
static bool clean(crd_arena *arena, crd_str text, size_t runes_max, crd_str *ret, size_t *ret_runes)
{
    crd_buf buf;
    crd_buf_on(&buf, arena, runes_max * 4);
    size_t runes = 0;
    while (text.len && runes < runes_max) {
        size_t width;
        uint32_t rune = crd_rune_decode(text, &width);
        char bytes[4];
        crd_buf_add(&buf, crd_str_of(bytes, crd_rune_encode(is_control(rune) ? ' ' : rune, bytes)));
        text = crd_str_from(text, width);
        runes++;
    }
    *ret = crd_buf_str(&buf);
    *ret_runes = runes;
    return !crd_buf_failed(&buf);
}

bool fg_verdict_warn(fg_verdict *verdict, crd_str text, crd_err *err)
{
    size_t room = FG_WARNING_RUNES_SUM_MAX - verdict->warning_runes;
    size_t runes_max = room < FG_WARNING_RUNES_MAX ? room : FG_WARNING_RUNES_MAX;
    if (runes_max == 0) {
        verdict->warnings_dropped++;
        return true;
    }
    struct fg_warning *warning = CRD_NEW(verdict->arena, struct fg_warning);
    size_t runes = 0;
    if (!warning || !clean(verdict->arena, text, runes_max, &warning->text, &runes)) {
        return crd_err_memory(err, verdict->arena);
    }
    for (const struct fg_warning *old = verdict->warnings; old; old = old->next) {
        if (crd_str_eq(old->text, warning->text)) {
            return true;
        }
    }
    verdict->warning_runes += runes;
    if (verdict->last_warning) {
        verdict->last_warning->next = warning;
    } else {
        verdict->warnings = warning;
    }
    verdict->last_warning = warning;
    return true;
}

static void add_text(crd_buf *buf, const char *lead, crd_str text)
{
    crd_buf_add(buf, crd_str_c(lead));
    crd_json_write_string(buf, text, false);
}

static void write_details(crd_buf *buf, const fg_review *review, const fg_verdict *verdict)
{
    add_text(buf, ",\"details\":{\"name\":", review->name);
    add_text(buf, ",\"group\":", review->kind.group);
    add_text(buf, ",\"kind\":", review->kind.kind);
    for (size_t i = 0; i < verdict->n_causes; i++) {
        const fg_cause *cause = &verdict->causes[i];
        crd_buf_add(buf, i ? CRD_S(",") : CRD_S(",\"causes\":["));
        add_text(buf, "{\"reason\":", cause->reason);
        add_text(buf, ",\"message\":", cause->message);
        add_text(buf, ",\"field\":", cause->field);
        crd_buf_add_byte(buf, '}');
    }
    crd_buf_add(buf, verdict->n_causes ? CRD_S("]}") : CRD_S("}"));
}

static void write_status(crd_buf *buf, const fg_review *review, const fg_verdict *verdict)
{
    add_text(buf, ",\"status\":{\"metadata\":{},\"status\":\"Failure\",\"message\":",
             verdict->message);
    add_text(buf, ",\"reason\":", verdict->reason);
    write_details(buf, review, verdict);
    crd_buf_add_lit(buf, ",\"code\":");
    crd_buf_add_uint(buf, verdict->code);
    crd_buf_add_byte(buf, '}');
}

static bool finish(crd_buf *buf, crd_arena *arena, crd_err *err)
{
    if (!crd_buf_failed(buf)) {
        return true;
    }
    return CRD_FAIL(err, arena, buf->failure == CRD_BUF_NOMEM ? CRD_E_NOMEM : CRD_E_MEMORY,
                    CRD_S("the answer does not fit its buffer"));
}

bool fg_verdict_write(crd_buf *buf, const fg_review *review, const fg_verdict *verdict,
                      crd_err *err)
{
    if (verdict->decision == FG_UNDECIDED) {
        return CRD_FAIL(err, verdict->arena, CRD_E_USAGE, CRD_S("the verdict is undecided"));
    }
    bool allowed = verdict->decision == FG_ALLOWED;
    add_text(buf, "{\"kind\":\"AdmissionReview\",\"apiVersion\":", review->api_version);
    add_text(buf, ",\"response\":{\"uid\":", review->uid);
    crd_buf_add(buf, allowed ? CRD_S(",\"allowed\":true") : CRD_S(",\"allowed\":false"));
    if (!allowed) {
        write_status(buf, review, verdict);
    }
    for (const struct fg_warning *warning = verdict->warnings; warning; warning = warning->next) {
        crd_buf_add(buf, warning == verdict->warnings ? CRD_S(",\"warnings\":[") : CRD_S(","));
        crd_json_write_string(buf, warning->text, false);
    }
    crd_buf_add(buf, verdict->warnings ? CRD_S("]}}") : CRD_S("}}"));
    return finish(buf, verdict->arena, err);
}

bool fg_conversion_write_failure(crd_buf *buf, const fg_review *review, crd_str message,
                                 crd_err *err)
{
    add_text(buf, "{\"kind\":\"ConversionReview\",\"apiVersion\":", review->api_version);
    add_text(buf, ",\"response\":{\"uid\":", review->uid);
    add_text(buf,
             ",\"convertedObjects\":[],\"result\":{\"metadata\":{},\"status\":\"Failure\","
             "\"message\":",
             message);
    crd_buf_add_lit(buf, "}}}");
    if (crd_buf_failed(buf)) {
        if (err) {
            *err = (crd_err){ .code = CRD_E_MEMORY,
                              .message = CRD_S("the answer does not fit its buffer") };
        }
        return false;
    }
    return true;
}
