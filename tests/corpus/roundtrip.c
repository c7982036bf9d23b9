/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Takes sample documents of each kind through its generated struct and back: JSON, YAML, json-c and
 * tree in, the same out, copies, equality. Linked with one CRD's generated source and a table of its
 * kinds.
 *
 * Nothing may be lost: JSON comes back literal by literal (members in key order), YAML byte by byte
 * as the emitter prints the document itself.
 */
#include <json-c/json.h>
#include <stdio.h>
#include <stdlib.h>

#include "sample.h"
#include "schema/object_json_c.h"
#include "value/json.h"
#include "value/json_c.h"
#include "value/yaml.h"

/* In the generated table; ends with NULL. */
extern const crd_struct *const corpus_kinds[];

#define MEMORY_BYTES ((size_t)2 * 1024 * 1024 * 1024)

struct trip {
    crd_arena *arena;
    const crd_struct *type;
    crd_value document;
    crd_str canonical; /* JSON in key order, literals as they are */
    void *object;
    const char *step;
    crd_err err;
    crd_diags faults;
};

static bool text_of(struct trip *t, const crd_value *value, crd_str *ret)
{
    CRD_AUTO_BUF buf;
    crd_buf_init(&buf, MEMORY_BYTES);
    bool ok = crd_json_write(&buf, value, &(crd_json_style){ 0 }, &t->err);
    *ret = ok ? crd_arena_str(t->arena, crd_buf_str(&buf)) : crd_str_of(NULL, 0);
    return ret->ptr != NULL;
}

/* Whether a JSON text says the same as the document. */
static bool same_json(struct trip *t, crd_str text)
{
    crd_value back;
    crd_str canonical;
    return crd_json_read(t->arena, text, NULL, &back, &t->err) && text_of(t, &back, &canonical) &&
           crd_str_eq(canonical, t->canonical);
}

static bool writes_same_json(struct trip *t, const void *object)
{
    CRD_AUTO_BUF buf;
    crd_buf_init(&buf, MEMORY_BYTES);
    return object && crd_encode_json(&buf, t->type, object, &t->err) &&
           same_json(t, crd_buf_str(&buf));
}

static bool through_json(struct trip *t)
{
    t->step = "JSON";
    t->object = crd_decode_json(t->arena, t->type, t->canonical, &t->faults, &t->err);
    return writes_same_json(t, t->object);
}

static bool in_place(struct trip *t)
{
    t->step = "JSON in place";
    void *object = crd_decode_json_in_place(t->arena, t->type, t->canonical, NULL, &t->err);
    return writes_same_json(t, object) && crd_equal(t->type, object, t->object);
}

/* What Go cannot write as YAML, a key past 1024 bytes for example, the encoder does not write either.
 * The text of an error lies in the buffer. */
static bool no_yaml(struct trip *t)
{
    CRD_AUTO_BUF got;
    crd_err err = { .code = CRD_OK };
    crd_buf_init(&got, MEMORY_BYTES);
    t->step = "YAML that cannot be";
    bool refused = !crd_encode_yaml(&got, t->type, t->object, &err);
    bool alike = refused && crd_str_eq(err.message, t->err.message);
    t->err = (crd_err){ .code = CRD_OK };
    return alike;
}

static bool through_yaml(struct trip *t)
{
    CRD_AUTO_BUF want;
    CRD_AUTO_BUF got;
    t->step = "YAML";
    crd_buf_init(&want, MEMORY_BYTES);
    crd_buf_init(&got, MEMORY_BYTES);
    if (!crd_yaml_write_go(&want, &t->document, &t->err)) {
        return no_yaml(t);
    }
    void *object = crd_decode_yaml(t->arena, t->type, crd_buf_str(&want), &t->faults, &t->err);
    if (!object || !crd_encode_yaml(&got, t->type, object, &t->err)) {
        return false;
    }
    t->step = "YAML bytes";
    if (!crd_str_eq(crd_buf_str(&want), crd_buf_str(&got))) {
        return false;
    }
    t->step = "YAML and JSON equal";
    return crd_equal(t->type, object, t->object);
}

static bool through_json_c(struct trip *t)
{
    struct json_object *tree = NULL;
    struct json_object *back = NULL;
    crd_value value;
    crd_str canonical;
    t->step = "json-c";
    if (!crd_json_c_make(t->arena, &t->document, &tree, &t->err)) {
        return false;
    }
    void *object = crd_decode_json_c(t->arena, t->type, tree, &t->faults, &t->err);
    json_object_put(tree);
    bool ok = object && crd_encode_json_c(t->arena, t->type, object, &back, &t->err) &&
              crd_json_c_read(t->arena, back, &value, &t->err) && text_of(t, &value, &canonical) &&
              crd_str_eq(canonical, t->canonical);
    json_object_put(back);
    return ok && crd_equal(t->type, object, t->object);
}

static bool through_value(struct trip *t)
{
    crd_value back;
    crd_str canonical;
    t->step = "tree";
    void *object =
        crd_decode_value(t->arena, t->type, &t->document, NULL, &t->faults, &t->err);
    return object && crd_equal(t->type, object, t->object) &&
           crd_encode_value(t->arena, t->type, object, &back, &t->err) &&
           text_of(t, &back, &canonical) && crd_str_eq(canonical, t->canonical);
}

static bool copied(struct trip *t)
{
    CRD_AUTO_ARENA other = crd_arena_new(MEMORY_BYTES);
    t->step = "copy";
    void *copy = other ? crd_copy(other, t->type, t->object, &t->err) : NULL;
    return copy && crd_equal(t->type, copy, t->object) && writes_same_json(t, copy);
}

static bool differs_from_empty(struct trip *t)
{
    t->step = "not equal";
    void *empty = crd_new(t->arena, t->type);
    bool is_empty = crd_len_of(&t->document) == 0;
    return empty && crd_equal(t->type, t->object, empty) == is_empty;
}

static bool run(struct trip *t)
{
    return text_of(t, &t->document, &t->canonical) && through_json(t) && in_place(t) &&
           through_yaml(t) && through_json_c(t) && through_value(t) && copied(t) &&
           differs_from_empty(t);
}

static bool report(const struct trip *t, const char *what, bool ok)
{
    if (!ok) {
        fprintf(stderr, "%s, %s: lost on the way through %s%s%.*s\n", t->type->name, what, t->step,
                t->err.message.len ? ": " : "", CRD_FMT(t->err.message));
    }
    return ok;
}

static bool try_samples(const crd_struct *type)
{
    static const char *const styles[] = { "full", "odd", "empty", "null" };
    bool ok = true;
    for (int style = 0; style < SAMPLE_STYLES; style++) {
        CRD_AUTO_ARENA arena = crd_arena_new(MEMORY_BYTES);
        struct trip t = { .arena = arena, .type = type, .step = "sampling" };
        if (!arena) {
            return false;
        }
        crd_diags_init(&t.faults, arena);
        ok = report(&t, styles[style], sample_make(arena, type, (enum sample_style)style,
                                                   &t.document) &&
                                           run(&t)) &&
             ok;
    }
    return ok;
}

int main(void)
{
    bool ok = true;
    size_t n = 0;
    for (; corpus_kinds[n]; n++) {
        ok = try_samples(corpus_kinds[n]) && ok;
    }
    return ok && n ? 0 : 1;
}
