/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Verdicts and how they are written. A verdict starts undecided and an undecided one cannot be
 * written, so nothing is allowed by accident: who wants "allowed" says so. A denial needs a code
 * and a message; warnings go with either.
 * Source of the shapes: AdmissionResponse, metav1.Status and ConversionResponse of Kubernetes 1.36;
 * the bounds on warnings are kube-apiserver's.
 */
#ifndef FG_REVIEW_VERDICT_H
#define FG_REVIEW_VERDICT_H

#include "base/buf.h"
#include "base/diag.h"
#include "review.h"

enum fg_decision {
    FG_UNDECIDED = 0,
    FG_ALLOWED,
    FG_DENIED,
};

/* One entry of status.details.causes. */
typedef struct fg_cause {
    crd_str reason; /* FieldValueInvalid, ... */
    crd_str field;
    crd_str message;
} fg_cause;

typedef struct fg_verdict {
    crd_arena *arena; /* Borrowed */
    enum fg_decision decision;
    uint32_t code;   /* of a denial: 400 to 599 */
    crd_str reason;  /* metav1.StatusReason: Invalid, BadRequest, ... */
    crd_str message; /* one line */
    const fg_cause *causes;
    size_t n_causes;
    struct fg_warning *warnings;
    struct fg_warning *last_warning;
    size_t warning_runes;
    size_t warnings_dropped;
} fg_verdict;

void fg_verdict_init(fg_verdict *verdict, crd_arena *arena);

/* Both decide once: a second decision is a caller's bug and is refused (false, err set). */
bool fg_verdict_allow(fg_verdict *verdict, crd_err *err);
bool fg_verdict_deny(fg_verdict *verdict, uint32_t code, crd_str reason, crd_str message,
                     const fg_cause *causes, size_t n_causes, crd_err *err);

/* Adds a warning. Control characters become spaces and invalid UTF-8 U+FFFD, since the API server
 * drops such a warning whole; it is cut so that it is never cut by the server. */
bool fg_verdict_warn(fg_verdict *verdict, crd_str text, crd_err *err);

/* The AdmissionReview that answers review, without a newline. Refuses an undecided verdict. */
bool fg_verdict_write(crd_buf *buf, const fg_review *review, const fg_verdict *verdict,
                      crd_err *err);

/* The ConversionReview that says that nothing was converted, and why. */
bool fg_conversion_write_failure(crd_buf *buf, const fg_review *review, crd_str message,
                                 crd_err *err);

#endif
