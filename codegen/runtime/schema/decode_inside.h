/* SPDX-License-Identifier: Apache-2.0 */
/* What the parts of the decoder share. Inside the room only. */
#ifndef CRD_SCHEMA_DECODE_INSIDE_H
#define CRD_SCHEMA_DECODE_INSIDE_H

#include "inside.h"

/* Where the decoder is; a path is written out only when something is wrong there. */
struct place {
    const struct place *up;
    crd_str key;
    size_t index;
    bool is_index;
};

/* Found so far; told at the end, for a key that comes again takes its faults back. */
struct fault {
    struct fault *next;
    crd_diag diag;
    bool is_void;
};

/* What a field, or an entry of a map, has left behind besides its value. */
struct trace {
    struct trace *next;
    size_t key; /* the number of the field or entry */
    crd_unknown **notes;
    crd_unknown **notes_end;
    struct fault *before; /* the one before its first; NULL: that is the first of all */
    struct fault *last;
};

/* The object whose `extra` collects notes; it has none when it drops them. */
struct holder {
    bool drops;
    crd_unknown *first;
    crd_unknown **tail;
    bool has_notes;
    size_t n_unknown;
    struct trace *traces;
};

struct decoder {
    crd_arena *arena;
    crd_arena *scratch;
    crd_source *source;
    crd_err *err;
    struct fault *first_fault;
    struct fault *last_fault;
};

enum outcome {
    STOP = 0, /* failed: ours, or the source's */
    DONE,
    ABSENT, /* a fault: the value counts as absent */
};

/* A finished map that is to lose the entries that others replace. */
struct entries {
    const crd_type *type;
    char *items;
    size_t n;
    crd_unknown **notes; /* those of the map begin there */
    struct trace *traces;
};

/* The newest token's text, for as long as the object lives. */
static inline bool crd_decode_keep(struct decoder *d, crd_str *ret)
{
    *ret = d->source->text;
    if (d->source->is_kept) {
        return true;
    }
    char *copy = crd_arena_bytes(d->arena, ret->len);
    if (!copy) {
        return crd_err_memory(d->err, d->arena);
    }
    memcpy(copy, ret->ptr, ret->len);
    ret->ptr = copy;
    return true;
}

/* A value of the wrong type: keeps it as a fault and passes over it. */
enum outcome crd_decode_mismatch(struct decoder *d, const crd_type *type, enum crd_token token,
                                 const struct place *place);

/* The faults of that trace do not count. */
void crd_decode_void_faults(struct decoder *d, const struct trace *trace);

/* True with err set when there are faults: the first one's, or memory is out. */
bool crd_decode_tell_faults(const struct decoder *d, crd_diags *faults);

/* Notes how the value at that address was written. */
bool crd_decode_note(struct decoder *d, struct holder *holder, const void *at, crd_value value);

/* The literal of a number that would not be printed again as it stands. */
bool crd_decode_note_literal(struct decoder *d, struct holder *holder, const void *at);

/* What was noted since then about values in [from, from + size) is about those in to now. */
void crd_decode_move_notes(crd_unknown *unknown, const char *from, size_t size, const char *to);

/* Remembers what has come since then about the field or entry of that number. */
bool crd_decode_trace(struct decoder *d, struct holder *holder, struct trace **list, size_t key,
                      crd_unknown **notes, struct fault *before);

/* The field comes again: what was found about it does not count. */
void crd_decode_forget(struct decoder *d, struct holder *holder, size_t field);

/* Of equal keys the last takes the first one's place. */
bool crd_decode_settle_entries(struct decoder *d, struct holder *holder, struct entries *e);
bool crd_decode_settle_unknown(struct decoder *d, struct holder *holder);

#endif
