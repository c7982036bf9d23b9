/* SPDX-License-Identifier: Apache-2.0 */
/* crdc check: what the API server would say to each CRD. */
#include <stdio.h>

#include "base/num.h"
#include "check.h"
#include "command.h"
#include "value/json.h"

static const char help[] =
    "Usage: crdc check [OPTION...] FILE...\n"
    "\n"
    "Says of each CRD in FILE whether the API server (Kubernetes 1.36) accepts it on create, with the\n"
    "server's own texts, each behind FILE:LINE:COLUMN. CEL expressions are not compiled; a note names\n"
    "each of them.\n"
    "\n"
    "  --strict         unknown fields and duplicate keys refuse, as with kubectl --validate=strict\n"
    "                   (kubectl's default); without it they are warnings, as the server has it\n"
    "  --format FORMAT  text or json\n"
    "\n"
    "Examples:\n"
    "  crdc check crds/*.yaml\n"
    "  crdc check --strict --format json bundle.yaml\n"
    "\n"
    "Exit: 0 every CRD is accepted, 1 one is refused, 2 a file cannot be read.\n";

enum severity { ERROR, WARNING, NOTE };

static const char *const severity_words[] = { "error", "warning", "note" };

struct report {
    crd_buf out;
    bool json;
    bool strict;
    bool first;      /* no finding has been written for this CRD */
    size_t n_errors; /* of this CRD, or of the files */
    bool in_files; /* findings of files, which name theirs */
    bool unreadable;
};

struct finding {
    enum severity severity;
    crd_str reason;
    crd_str path;
    crd_str message;
    crd_place place;
};

static void add_member(crd_buf *out, const char *key, crd_str text)
{
    crd_buf_add_lit(out, ",\"");
    crd_buf_add(out, crd_str_c(key));
    crd_buf_add_lit(out, "\":");
    crd_json_write_string(out, text, true);
}

static void write_json(struct report *report, crd_str file, const struct finding *finding)
{
    crd_buf *out = &report->out;
    crd_buf_add(out, report->first ? CRD_S("\n   {") : CRD_S(",\n   {"));
    crd_buf_add_lit(out, "\"severity\":");
    crd_json_write_string(out, crd_str_c(severity_words[finding->severity]), true);
    if (report->in_files) {
        add_member(out, "file", file);
    }
    add_member(out, "reason", finding->reason);
    add_member(out, "field", finding->path);
    add_member(out, "message", finding->message);
    crd_buf_add_lit(out, ",\"line\":");
    crd_buf_add_uint(out, finding->place.line);
    crd_buf_add_lit(out, ",\"column\":");
    crd_buf_add_uint(out, finding->place.column);
    crd_buf_add_byte(out, '}');
}

static void write_text(struct report *report, crd_str file, const struct finding *finding)
{
    crd_buf *out = &report->out;
    crd_buf_add(out, file);
    crd_buf_add_byte(out, ':');
    if (finding->place.line) {
        crd_buf_add_uint(out, finding->place.line);
        crd_buf_add_byte(out, ':');
        crd_buf_add_uint(out, finding->place.column);
        crd_buf_add_byte(out, ':');
    }
    crd_buf_add_byte(out, ' ');
    crd_buf_add(out, crd_str_c(severity_words[finding->severity]));
    crd_buf_add_lit(out, ": ");
    crd_buf_add(out, finding->path);
    crd_buf_add(out, finding->path.len ? CRD_S(": ") : CRD_S(""));
    crd_buf_add(out, finding->message);
    crd_buf_add_byte(out, '\n');
}

static void write_finding(struct report *report, crd_str file, const struct finding *finding)
{
    report->n_errors += finding->severity == ERROR;
    if (report->json) {
        write_json(report, file, finding);
    } else {
        write_text(report, file, finding);
    }
    report->first = false;
}

/* The key's place where the value is a member, else the value's; the root's when it is not known. */
static crd_place place_of(const crdc_crd *crd, const crd_value *at)
{
    crd_place value = { 0 };
    crd_place key = { 0 };
    if (at && crd->places) {
        crd_places_find(crd->places, at, &value, &key);
    }
    return key.line ? key : value.line ? value : crd->place;
}

static bool write_unknown(struct report *report, crd_arena *arena, const crdc_crd *crd,
                          const crd_go_unknown *unknown)
{
    for (; unknown; unknown = unknown->next) {
        const struct finding finding = {
            .severity = report->strict ? ERROR : WARNING,
            .reason = CRD_S("unknown-field"),
            .path = CRD_S(""),
            .message = CRD_CAT(arena, CRD_S("unknown field "),
                               crd_fault_quoted(arena, unknown->path)),
            .place = place_of(crd, unknown->at),
        };
        if (!finding.message.ptr) {
            return false;
        }
        write_finding(report, crd->file, &finding);
    }
    return true;
}

static void write_remarks(struct report *report, const crdc_crd *crd, const crdc_remark *remark,
                          enum severity severity)
{
    for (; remark; remark = remark->next) {
        const struct finding finding = {
            .severity = severity,
            .reason = remark->rule,
            .path = remark->path,
            .message = remark->text,
            .place = place_of(crd, remark->at),
        };
        write_finding(report, crd->file, &finding);
    }
}

static void write_verdict(struct report *report, const crdc_crd *crd, const crdc_verdict *verdict)
{
    for (const crd_fault *fault = verdict->faults.first; fault; fault = fault->next) {
        const struct finding finding = {
            .severity = ERROR,
            .reason = crd_fault_reason(fault->kind),
            .path = fault->path,
            .message = fault->message,
            .place = place_of(crd, fault->at),
        };
        write_finding(report, crd->file, &finding);
    }
    if (verdict->decode_error.len) {
        const struct finding finding = {
            .severity = ERROR,
            .reason = CRD_S("BadRequest"),
            .path = CRD_S(""),
            .message = verdict->decode_error,
            .place = place_of(crd, verdict->decode_at),
        };
        write_finding(report, crd->file, &finding);
    }
    write_remarks(report, crd, verdict->warnings, WARNING);
    write_remarks(report, crd, verdict->notes, NOTE);
}

/* One CRD, around what was found. */
static bool report_crd(struct report *report, crd_arena *arena, const crdc_crd *crd,
                       const crdc_verdict *verdict, bool *is_first)
{
    crd_buf *out = &report->out;
    report->n_errors = 0;
    report->first = true;
    if (report->json) {
        crd_buf_add(out, *is_first ? CRD_S("\n  {\"file\":") : CRD_S(",\n  {\"file\":"));
        crd_json_write_string(out, crd->file, true);
        add_member(out, "name", crd_text_of(CRD_GET(CRD_GET(crd->raw, "metadata"), "name")));
        crd_buf_add_lit(out, ",\"findings\":[");
    }
    if (!write_unknown(report, arena, crd, verdict->unknown)) {
        return false;
    }
    write_verdict(report, crd, verdict);
    if (report->json) {
        crd_buf_add(out, report->n_errors ? CRD_S("],\"accepted\":false}")
                                          : CRD_S("],\"accepted\":true}"));
    }
    *is_first = false;
    return true;
}

/* What loading found besides the CRDs: no YAML, faults of the compact form, duplicate keys. with_types:
 * a CRD decodes, but cannot be modelled. */
static bool report_files(struct report *report, const crdc_loading *loading, bool with_types,
                         crd_err *err)
{
    const crd_diag *const *sorted = NULL;
    if (!crd_diags_sorted(&loading->diags, &sorted, err)) {
        return false;
    }
    report->n_errors = 0;
    report->first = true;
    report->in_files = true;
    for (size_t i = 0; i < loading->diags.n; i++) {
        const crd_diag *diag = sorted[i];
        bool duplicate = crd_str_eq(diag->rule, CRD_S("duplicate"));
        bool strict = duplicate && report->strict;
        if (crd_str_eq(diag->rule, CRD_S("unknown-field")) ||
            (crd_str_eq(diag->rule, CRD_S("type")) && !with_types)) {
            continue;
        }
        report->unreadable = report->unreadable || crd_str_eq(diag->rule, CRD_S("syntax"));
        const struct finding finding = {
            .severity = diag->severity == CRD_ERROR || strict ? ERROR : WARNING,
            .reason = diag->rule,
            .path = diag->path,
            .message = diag->message,
            .place = diag->place,
        };
        write_finding(report, diag->subject, &finding);
    }
    return true;
}

/* Everything; *ret_refused: how many CRDs are refused. False only for memory. */
static bool report_all(struct report *report, const crdc_loading *loading, size_t *ret_n,
                       size_t *ret_refused, crd_err *err)
{
    const crdc_set set = crdc_loaded(loading);
    crdc_verdict verdict;
    bool is_first = true;
    bool with_types = false;
    crd_buf_add(&report->out, report->json ? CRD_S("{\"crds\":[") : CRD_S(""));
    for (size_t i = 0; i < set.n; i++) {
        if (!crdc_check(loading->arena, set.crds[i], &verdict, err) ||
            !report_crd(report, loading->arena, set.crds[i], &verdict, &is_first)) {
            return false;
        }
        *ret_n += 1;
        *ret_refused += report->n_errors > 0;
    }
    for (const crdc_broken *broken = loading->broken; broken; broken = broken->next) {
        if (!crdc_check_decodes(loading->arena, broken->crd, &verdict, err) ||
            !report_crd(report, loading->arena, broken->crd, &verdict, &is_first)) {
            return false;
        }
        with_types = with_types || !verdict.decode_error.len;
        *ret_n += 1;
        *ret_refused += 1;
    }
    crd_buf_add(&report->out, report->json ? CRD_S("\n ],\n \"files\":[") : CRD_S(""));
    if (!report_files(report, loading, with_types, err)) {
        return false;
    }
    crd_buf_add(&report->out, report->json ? CRD_S("]}\n") : CRD_S(""));
    return true;
}

static int run(const char *command, crd_arena *arena, const args_texts *operands,
               struct report *report)
{
    crdc_loading loading;
    crd_err err = { .code = CRD_OK };
    size_t n = 0;
    size_t refused = 0;
    if (!arena) {
        return crdc_not_run(command, &err);
    }
    crdc_loading_init(&loading, arena);
    loading.as_server = true;
    for (size_t i = 0; i < operands->n; i++) {
        if (!crdc_load_path(&loading, operands->items[i], &err)) {
            return crdc_not_run(command, &err);
        }
    }
    if (!report_all(report, &loading, &n, &refused, &err) || crd_buf_failed(&report->out)) {
        return crdc_not_run(command, &err);
    }
    if (!crdc_print(command, crd_buf_str(&report->out))) {
        return CRDC_EXIT_NOT_RUN;
    }
    if (!n && !loading.diags.n_errors) {
        fprintf(stderr, "crdc %s: no CustomResourceDefinition in what was given\n", command);
        return CRDC_EXIT_NOT_RUN;
    }
    fprintf(stderr, "%zu CRDs checked, %zu refused\n", n, refused);
    if (report->unreadable) {
        return CRDC_EXIT_NOT_RUN;
    }
    return refused || report->n_errors ? CRDC_EXIT_FINDINGS : CRDC_EXIT_CLEAN;
}

int crdc_cmd_check(int argc, char **argv)
{
    static const char *const formats[] = { "text", "json", NULL };
    bool strict = false;
    bool done = false;
    int format = 0;
    AUTO_ARGS_TEXTS operands = { .items = NULL };
    const args_option options[] = {
        { .name = "strict", .type = ARGS_FLAG, .target = &strict },
        { .name = "format", .type = ARGS_CHOICE, .target = &format, .choices = formats },
    };
    if (!crdc_args_parse(argc, argv, options, 2, help, &operands, &done)) {
        return CRDC_EXIT_NOT_RUN;
    }
    if (done) {
        return CRDC_EXIT_CLEAN;
    }
    if (operands.n == 0) {
        fprintf(stderr, "crdc %s: needs a FILE; see crdc %s --help\n", argv[0], argv[0]);
        return CRDC_EXIT_NOT_RUN;
    }
    CRD_AUTO_ARENA arena = crd_arena_new(CRDC_RUN_BYTES_MAX);
    struct report report = { .json = format == 1, .strict = strict };
    crd_buf_init(&report.out, CRDC_RUN_BYTES_MAX);
    int code = run(argv[0], arena, &operands, &report);
    crd_buf_done(&report.out);
    return code;
}
