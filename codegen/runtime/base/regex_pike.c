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

/* What is left to do while following: go to an instruction, or put a slot back. */
struct task {
    uint32_t at; /* the instruction, or PUT_BACK | slot */
    int32_t value;
};
#define PUT_BACK 0x80000000u

struct rx_pike {
    crd_arena *arena;
    const struct crd_regex *re;
    size_t n_slots;
    uint32_t *marks; /* by instruction: round in which it was followed */
    uint32_t round;
    struct list lists[2];
    struct task *tasks;
    size_t tasks_capacity;
    int32_t *free; /* blocks of slots, the first bytes of each leading to the next */
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
    pike->best = CRD_NEW_N(search->arena, int32_t, search->n_slots);
    return pike->marks && pike->best ? pike : NULL;
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
        size_t size = (pike->n_slots * sizeof(int32_t) + sizeof(int32_t *) - 1) &
                      ~(sizeof(int32_t *) - 1);
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

static bool push_task(struct rx_pike *pike, size_t *n, uint32_t at, int32_t value)
{
    if (*n == pike->tasks_capacity) {
        struct task *tasks =
            grown(pike, pike->tasks, *n, &pike->tasks_capacity, sizeof(*tasks));
        if (!tasks) {
            return false;
        }
        pike->tasks = tasks;
    }
    pike->tasks[(*n)++] = (struct task){ at, value };
    return true;
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
        int32_t *copy = take_slots(pike);
        if (!copy) {
            return false;
        }
        memcpy(copy, slots, pike->n_slots * sizeof(*slots));
        slots = copy;
    }
    list->threads[list->n++] = (struct thread){ at, slots };
    return true;
}

/*
 * Follows what takes no rune from at on, and adds a thread wherever it stops. slots, which the
 * caller gives away, goes to the first thread that has it unchanged, or back to the free ones.
 */
static bool follow(struct rx_pike *pike, struct list *list, uint32_t at, int32_t pos,
                   uint32_t holds, int32_t *slots)
{
    size_t n = 0;
    size_t changed = 0; /* slots that wait to be put back */
    bool given = false;
    bool ok = push_task(pike, &n, at, 0);
    while (ok && n) {
        struct task task = pike->tasks[--n];
        if (task.at & PUT_BACK) {
            slots[task.at & ~PUT_BACK] = task.value;
            changed--;
            continue;
        }
        at = task.at;
        if (pike->marks[at] == pike->round) {
            continue;
        }
        pike->marks[at] = pike->round;
        pike->steps++;
        const rx_inst *inst = &pike->re->forward.insts[at];
        switch (inst->op) {
        case RX_I_ALT:
            ok = push_task(pike, &n, inst->arg, 0) && push_task(pike, &n, inst->out, 0);
            break;
        case RX_I_CAPTURE:
            if (inst->arg < pike->n_slots && !given) {
                ok = push_task(pike, &n, PUT_BACK | inst->arg, slots[inst->arg]);
                slots[inst->arg] = pos;
                changed++;
            } else if (inst->arg < pike->n_slots) {
                /* the first thread owns the slots: go on with a copy */
                int32_t *copy = take_slots(pike);
                ok = copy != NULL;
                if (ok) {
                    memcpy(copy, slots, pike->n_slots * sizeof(*slots));
                    slots = copy;
                    given = false;
                    ok = push_task(pike, &n, PUT_BACK | inst->arg, slots[inst->arg]);
                    slots[inst->arg] = pos;
                    changed++;
                }
            }
            ok = ok && push_task(pike, &n, inst->out, 0);
            break;
        case RX_I_ASSERT:
            ok = !(holds & inst->arg) || push_task(pike, &n, inst->out, 0);
            break;
        default: {
            bool own = !given && changed == 0;
            ok = add_thread(pike, list, at, slots, own);
            given |= own;
            break;
        }
        }
    }
    if (!given) {
        give_slots(pike, slots);
    }
    return ok;
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

/* Lets each thread take the rune (CRD_RUNE_MAX + 1: the end of the text). True when one matched,
 * which ends all lesser ones. */
static bool step(struct rx_pike *pike, struct list *now, struct list *next, uint32_t rune,
                 int32_t pos, int32_t pos_after, uint32_t holds_after)
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
                memcpy(pike->best, thread.slots, pike->n_slots * sizeof(*pike->best));
                pike->best[1] = pos;
            }
            drop_threads(pike, now, i);
            break;
        }
        if (rune <= CRD_RUNE_MAX && crd_rx_takes(pike->re, inst, rune)) {
            follow(pike, next, inst->out, pos_after, holds_after, thread.slots);
        } else {
            give_slots(pike, thread.slots);
        }
    }
    now->n = 0;
    return matched;
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

static uint32_t holds_at(const struct rx_pike *pike, crd_str text, size_t pos)
{
    return pike->re->asserts ? crd_rx_holds(crd_rx_kind_before(text, pos),
                                            crd_rx_kind_after(text, pos))
                             : 0;
}

static bool run(struct rx_pike *pike, crd_str text, size_t from, bool fixed, size_t stop)
{
    const struct crd_regex *re = pike->re;
    struct list *now = &pike->lists[0];
    struct list *next = &pike->lists[1];
    bool matched = false;
    size_t pos = from;
    uint32_t holds = holds_at(pike, text, pos);
    next_round(pike);
    while (!pike->failed) {
        if (now->n == 0) {
            if (matched || ((fixed || re->anchored) && pos != from)) {
                break;
            }
            size_t skipped = fixed ? pos : crd_rx_skip(re, text, pos);
            if (skipped == CRD_NPOS) {
                break;
            }
            if (skipped != pos) {
                pos = skipped;
                next_round(pike); /* what was followed at the old place says nothing here */
                holds = holds_at(pike, text, pos);
            }
        }
        if (!matched && !(fixed && pos != from) && !start_thread(pike, now, pos, holds)) {
            break;
        }
        size_t width;
        uint32_t rune = crd_rune_decode(crd_str_from(text, pos), &width);
        bool at_end = pos >= stop;
        uint32_t holds_after = at_end ? 0 : holds_at(pike, text, pos + width);
        matched |= step(pike, now, next, at_end ? CRD_RUNE_MAX + 1 : rune, (int32_t)pos,
                        (int32_t)(pos + width), holds_after);
        if (at_end || (matched && pike->n_slots == 0)) {
            break;
        }
        pos += width;
        holds = holds_after;
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
