/* SPDX-License-Identifier: Apache-2.0 */
/* What a field leaves behind besides its value: notes in `extra`, and traces of notes and faults.
 */
#include "decode_inside.h"

bool crd_decode_note(struct decoder *d, struct holder *holder, const void *at, crd_value value)
{
    if (holder->drops) {
        return true;
    }
    crd_unknown *unknown = CRD_NEW(d->arena, crd_unknown);
    if (!unknown) {
        return crd_err_memory(d->err, d->arena);
    }
    unknown->at = at;
    unknown->value = value;
    holder->has_notes = true;
    *holder->tail = unknown;
    holder->tail = &unknown->next;
    return true;
}

bool crd_decode_note_literal(struct decoder *d, struct holder *holder, const void *at)
{
    crd_str literal = { 0 };
    return (holder->drops || crd_decode_keep(d, &literal)) &&
           crd_decode_note(d, holder, at, crd_value_number(literal));
}

void crd_decode_move_notes(crd_unknown *unknown, const char *from, size_t size, const char *to)
{
    for (; unknown; unknown = unknown->next) {
        const char *at = unknown->at;
        if (at && at >= from && at < from + size) {
            unknown->at = to + (at - from);
        }
    }
}

bool crd_decode_trace(struct decoder *d, struct holder *holder, struct trace **list, size_t key,
                      crd_unknown **notes, struct fault *before)
{
    if (holder->tail == notes && d->last_fault == before) {
        return true;
    }
    struct trace *trace = CRD_NEW(d->scratch, struct trace);
    if (!trace) {
        return crd_err_memory(d->err, d->scratch);
    }
    *trace = (struct trace) {
        .next = *list,
        .key = key,
        .notes = notes,
        .notes_end = holder->tail,
        .before = before,
        .last = d->last_fault,
    };
    *list = trace;
    return true;
}

/* The field comes again: what was found about it does not count. Later traces may begin where the
 * notes that go away end. */
void crd_decode_forget(struct decoder *d, struct holder *holder, size_t field)
{
    struct trace **at = &holder->traces;
    while (*at && (*at)->key != field) {
        at = &(*at)->next;
    }
    if (!*at) {
        return;
    }
    struct trace gone = **at;
    *at = gone.next;
    crd_decode_void_faults(d, &gone);
    *gone.notes = *gone.notes_end;
    if (holder->tail == gone.notes_end) {
        holder->tail = gone.notes;
    }
    for (struct trace *other = holder->traces; other; other = other->next) {
        if (other->notes == gone.notes_end) {
            other->notes = gone.notes;
        }
        if (other->notes_end == gone.notes_end) {
            other->notes_end = gone.notes;
        }
    }
}
