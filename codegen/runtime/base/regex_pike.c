/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The machine that follows all threads side by side: one list of threads for a position, best
 * first, each with the groups it has seen. A thread dies when a better one is at the same
 * instruction, so a list is never longer than the program.
 */
#include "limits.h"
#include "regex_exec.h"
#include "utf8.h"

/* Blocks of slots are taken from the arena so many at a time. */
#define SLOT_BLOCKS 16

struct thread {
    uint32_t at;
    int32_t *slots;
};

struct list {
    struct thread *threads;
    size_t n;
    size_t capacity;
};

/* What is left to do while following: go on at an instruction, or put a slot back. */
struct task {
    uint32_t at; /* the instruction, or PUT_BACK | slot */
    int32_t value;
};
#define PUT_BACK 0x80000000u

/* Stands for the rune behind the text. */
#define AT_END (CRD_RUNE_MAX + 1)

struct rx_pike {
    crd_arena *arena;
    const struct crd_regex *re;
    size_t n_slots;
    uint32_t *marks; /* by instruction: round in which it was followed */
    uint32_t round;
    struct list lists[2];
    struct task *tasks; /* one more than instructions: each leaves at most one behind */
    int32_t *free;      /* blocks of slots, the first bytes of each leading to the next */
    int32_t *best;
    uint64_t steps;
    bool failed;
};

static struct rx_pike *pike_new(rx_search *search)
{
    struct rx_pike *pike = CRD_NEW(search->arena, struct rx_pike);
    if (!pike) {
        return NULL;
    }
    pike->arena = search->arena;
    pike->re = search->re;
    pike->n_slots = search->n_slots;
    pike->marks = CRD_NEW_N(search->arena, uint32_t, search->re->forward.n);
    pike->tasks =
        crd_arena_alloc(search->arena, ((size_t)search->re->forward.n + 1) * sizeof(*pike->tasks));
    pike->best = CRD_NEW_N(search->arena, int32_t, search->n_slots);
    return pike->marks && pike->tasks && pike->best ? pike : NULL;
}

/* A list on the arena that grows: twice the size each time, so the old ones are no more in sum. */
static void *grown(struct rx_pike *pike, void *items, size_t n, size_t *capacity, size_t size)
{
    size_t more = *capacity ? *capacity * 2 : 16;
    if (items && crd_arena_extend(pike->arena, items, *capacity * size, more * size)) {
        *capacity = more;
        return items;
    }
    void *moved = crd_arena_alloc(pike->arena, more * size);
    if (!moved) {
        pike->failed = true;
        return NULL;
    }
    if (n) {
        memcpy(moved, items, n * size);
    }
    *capacity = more;
    return moved;
}

static int32_t *take_slots(struct rx_pike *pike)
{
    if (!pike->free) {
        size_t size =
            (pike->n_slots * sizeof(int32_t) + sizeof(int32_t *) - 1) & ~(sizeof(int32_t *) - 1);
        char *blocks = crd_arena_alloc(pike->arena, SLOT_BLOCKS * size);
        if (!blocks) {
            pike->failed = true;
            return NULL;
        }
        for (size_t i = 0; i < SLOT_BLOCKS; i++) {
            int32_t *block = (int32_t *)(void *)(blocks + i * size);
            memcpy(block, &pike->free, sizeof(pike->free));
            pike->free = block;
        }
    }
    int32_t *slots = pike->free;
    memcpy(&pike->free, slots, sizeof(pike->free));
    return slots;
}

static void give_slots(struct rx_pike *pike, int32_t *slots)
{
    if (slots) {
        memcpy(slots, &pike->free, sizeof(pike->free));
        pike->free = slots;
    }
}

static inline void copy_slots(const struct rx_pike *pike, int32_t *to, const int32_t *from)
{
    for (size_t i = 0; i < pike->n_slots; i++) {
        to[i] = from[i];
    }
}

static int32_t *copied_slots(struct rx_pike *pike, const int32_t *slots)
{
    int32_t *copy = take_slots(pike);
    if (copy) {
        copy_slots(pike, copy, slots);
    }
    return copy;
}

/* A thread at an instruction that takes a rune or matches. slots are handed over when own. */
static bool add_thread(struct rx_pike *pike, struct list *list, uint32_t at, int32_t *slots,
                       bool own)
{
    if (list->n == list->capacity) {
        struct thread *threads =
            grown(pike, list->threads, list->n, &list->capacity, sizeof(*threads));
        if (!threads) {
            return false;
        }
        list->threads = threads;
    }
    if (pike->n_slots && !own) {
        slots = copied_slots(pike, slots);
        if (!slots) {
            return false;
        }
    }
    list->threads[list->n++] = (struct thread){ at, slots };
    return true;
}

/* What the slots of one call of follow go through. */
struct owner {
    int32_t *slots;
    size_t changed; /* of them, that wait to be put back */
    bool given;     /* a thread has them: they must not change any more */
};

/* Notes pos in a slot; what was there before goes on the tasks. */
static bool note_slot(struct rx_pike *pike, struct owner *owner, uint32_t slot, int32_t pos,
                      struct task *task)
{
    if (owner->given) {
        owner->slots = copied_slots(pike, owner->slots);
        owner->given = false;
        if (!owner->slots) {
            return false;
        }
    }
    *task = (struct task){ PUT_BACK | slot, owner->slots[slot] };
    owner->slots[slot] = pos;
    owner->changed++;
    return true;
}

/*
 * Follows what takes no rune from at on, and adds a thread wherever it stops. slots, which the
 * caller gives away, goes to the first thread that has it unchanged, or back to the free ones.
 */
static bool follow(struct rx_pike *pike, struct list *list, uint32_t at, int32_t pos,
                   uint32_t holds, int32_t *slots)
{
    const rx_inst *insts = pike->re->forward.insts;
    struct owner owner = { .slots = slots };
    struct task *tasks = pike->tasks;
    size_t n = 0;
    for (;;) {
        const rx_inst *inst = &insts[at];
        bool on = pike->marks[at] != pike->round; /* else a better thread was here */
        if (on) {
            pike->marks[at] = pike->round;
            pike->steps++;
            if (inst->op == RX_I_ALT) {
                tasks[n++] = (struct task){ inst->arg, 0 };
            } else if (inst->op == RX_I_CAPTURE) {
                if (inst->arg < pike->n_slots &&
                    !note_slot(pike, &owner, inst->arg, pos, &tasks[n++])) {
                    return false;
                }
            } else if (inst->op == RX_I_ASSERT) {
                on = holds & inst->arg;
            } else {
                bool own = !owner.given && owner.changed == 0;
                if (!add_thread(pike, list, at, owner.slots, own)) {
                    return false;
                }
                owner.given |= own;
                on = false;
            }
        }
        if (on) {
            at = inst->out;
            continue;
        }
        while (n && (tasks[n - 1].at & PUT_BACK)) {
            n--;
            owner.slots[tasks[n].at & ~PUT_BACK] = tasks[n].value;
            owner.changed--;
        }
        if (n == 0) {
            break;
        }
        at = tasks[--n].at;
    }
    if (!owner.given) {
        give_slots(pike, owner.slots);
    }
    return true;
}

static void drop_threads(struct rx_pike *pike, struct list *list, size_t from)
{
    for (size_t i = from; i < list->n; i++) {
        give_slots(pike, list->threads[i].slots);
    }
    list->n = from;
}

static void next_round(struct rx_pike *pike)
{
    if (++pike->round == 0) {
        memset(pike->marks, 0, pike->re->forward.n * sizeof(*pike->marks));
        pike->round = 1;
    }
}

static bool start_thread(struct rx_pike *pike, struct list *list, size_t pos, uint32_t holds)
{
    int32_t *slots = NULL;
    if (pike->n_slots) {
        slots = take_slots(pike);
        if (!slots) {
            return false;
        }
        for (size_t i = 0; i < pike->n_slots; i++) {
            slots[i] = -1;
        }
        slots[0] = (int32_t)pos;
    }
    return follow(pike, list, pike->re->forward.start, (int32_t)pos, holds, slots);
}

/* A place in the text: the rune there, its width, and the assertions that hold before it. */
struct place {
    size_t pos;
    size_t width;  /* 0: the end of the text */
    uint32_t rune; /* AT_END there */
    uint32_t holds;
};

static void read_rune(crd_str text, struct place *place)
{
    if (place->pos < text.len && (unsigned char)text.ptr[place->pos] < 128) {
        place->rune = (unsigned char)text.ptr[place->pos];
        place->width = 1;
    } else {
        place->rune = crd_rune_decode(crd_str_from(text, place->pos), &place->width);
        place->rune = place->width ? place->rune : AT_END;
    }
}

static enum rx_kind kind_of(uint32_t rune)
{
    return rune == AT_END ? RX_KIND_EDGE : crd_rx_kind(rune);
}

static struct place place_at(const struct rx_pike *pike, crd_str text, size_t pos)
{
    struct place place = { .pos = pos };
    read_rune(text, &place);
    if (pike->re->asserts) {
        place.holds = crd_rx_holds(crd_rx_kind_before(text, pos), kind_of(place.rune));
    }
    return place;
}

static struct place place_after(const struct rx_pike *pike, crd_str text, const struct place *here)
{
    struct place place = { .pos = here->pos + here->width };
    read_rune(text, &place);
    if (pike->re->asserts) {
        place.holds = crd_rx_holds(kind_of(here->rune), kind_of(place.rune));
    }
    return place;
}

/* Lets each thread take the rune, AT_END for none. True when one matched, which ends all lesser
 * ones. */
static bool step(struct rx_pike *pike, struct list *now, struct list *next, uint32_t rune,
                 const struct place *place, const struct place *after)
{
    bool matched = false;
    next_round(pike);
    pike->steps += now->n;
    for (size_t i = 0; i < now->n && !pike->failed; i++) {
        struct thread thread = now->threads[i];
        const rx_inst *inst = &pike->re->forward.insts[thread.at];
        if (inst->op == RX_I_MATCH) {
            matched = true;
            if (pike->n_slots) {
                copy_slots(pike, pike->best, thread.slots);
                pike->best[1] = (int32_t)place->pos;
            }
            drop_threads(pike, now, i);
            break;
        }
        if (rune != AT_END && crd_rx_takes(pike->re, inst, rune)) {
            follow(pike, next, inst->out, (int32_t)after->pos, after->holds, thread.slots);
        } else {
            give_slots(pike, thread.slots);
        }
    }
    now->n = 0;
    return matched;
}

static bool run(struct rx_pike *pike, crd_str text, size_t from, bool fixed, size_t stop)
{
    const struct crd_regex *re = pike->re;
    struct list *now = &pike->lists[0];
    struct list *next = &pike->lists[1];
    bool matched = false;
    struct place place = place_at(pike, text, from);
    next_round(pike);
    while (!pike->failed) {
        if (now->n == 0) {
            if (matched || ((fixed || re->anchored) && place.pos != from)) {
                break;
            }
            size_t skipped = fixed ? place.pos : crd_rx_skip(re, text, place.pos);
            if (skipped == CRD_NPOS) {
                break;
            }
            if (skipped != place.pos) {
                place = place_at(pike, text, skipped);
                next_round(pike); /* what was followed at the old place says nothing here */
            }
        }
        if (!matched && !(fixed && place.pos != from) &&
            !start_thread(pike, now, place.pos, place.holds)) {
            break;
        }
        bool at_end = place.pos >= stop;
        struct place after = { .pos = place.pos };
        if (!at_end) {
            after = place_after(pike, text, &place);
        }
        matched |= step(pike, now, next, at_end ? AT_END : place.rune, &place, &after);
        if (at_end || (matched && pike->n_slots == 0)) {
            break;
        }
        place = after;
        struct list *other = now;
        now = next;
        next = other;
    }
    drop_threads(pike, now, 0);
    drop_threads(pike, next, 0);
    return matched;
}

enum rx_answer crd_rx_pike(rx_search *search, size_t from, bool fixed, size_t stop,
                           ptrdiff_t *slots)
{
    if (!search->pike) {
        search->pike = pike_new(search);
    }
    struct rx_pike *pike = search->pike;
    if (!pike) {
        return RX_FAILED;
    }
    bool matched = run(pike, search->text, from, fixed, stop);
    search->steps += pike->steps;
    pike->steps = 0;
    if (pike->failed) {
        return RX_FAILED;
    }
    for (size_t i = 0; matched && i < search->n_slots; i++) {
        slots[i] = pike->best[i];
    }
    return matched ? RX_YES : RX_NO;
}
