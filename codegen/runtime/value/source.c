/* SPDX-License-Identifier: Apache-2.0 */
/* What all sources share, and the source over a value tree: see source.h. */
#include "source.h"

bool crd_source_skip(crd_source *source)
{
    size_t depth = 1;
    while (depth) {
        switch (crd_source_next(source)) {
        case CRD_TOKEN_FAILED:
        case CRD_TOKEN_END:
            return false;
        case CRD_TOKEN_LIST:
        case CRD_TOKEN_MAP:
            depth++;
            break;
        case CRD_TOKEN_LIST_END:
        case CRD_TOKEN_MAP_END:
            depth--;
            break;
        default:
            break;
        }
    }
    return true;
}

/* The newest token's text, to stay. */
static bool keep(crd_source *source, crd_arena *arena, crd_str *ret, crd_err *err)
{
    *ret = source->text.len ? source->text : CRD_S("");
    if (source->is_kept || !ret->len) {
        return true;
    }
    char *kept = crd_arena_bytes(arena, ret->len);
    if (!kept) {
        return crd_err_memory(err, arena);
    }
    memcpy(kept, ret->ptr, ret->len);
    ret->ptr = kept;
    return true;
}

static bool scalar(crd_source *source, crd_arena *arena, enum crd_token token, crd_value *ret,
                   crd_err *err)
{
    crd_str text = { 0 };
    if ((token == CRD_TOKEN_STRING || token == CRD_TOKEN_NUMBER) &&
        !keep(source, arena, &text, err)) {
        return false;
    }
    switch (token) {
    case CRD_TOKEN_STRING:
        *ret = crd_value_string(text);
        return true;
    case CRD_TOKEN_NUMBER:
        *ret = crd_value_number(text);
        return true;
    case CRD_TOKEN_TRUE:
    case CRD_TOKEN_FALSE:
        *ret = crd_value_bool(token == CRD_TOKEN_TRUE);
        return true;
    default:
        *ret = crd_value_null();
        return true;
    }
}

/* One token into the builder. */
static bool build(crd_source *source, crd_arena *arena, crd_builder *builder, enum crd_token token,
                  crd_err *err)
{
    const crd_place none = { 0 };
    crd_value value;
    crd_str key;
    switch (token) {
    case CRD_TOKEN_FAILED:
    case CRD_TOKEN_END:
        return false;
    case CRD_TOKEN_LIST:
    case CRD_TOKEN_MAP:
        return crd_builder_open(builder, token == CRD_TOKEN_LIST ? CRD_LIST : CRD_MAP, none);
    case CRD_TOKEN_LIST_END:
    case CRD_TOKEN_MAP_END:
        return crd_builder_close(builder);
    case CRD_TOKEN_KEY:
        return keep(source, arena, &key, err) && crd_builder_key(builder, key, none);
    default:
        return scalar(source, arena, token, &value, err) &&
               crd_builder_value(builder, value, none);
    }
}

bool crd_source_value(crd_source *source, crd_arena *arena, enum crd_token token,
                      crd_value *ret_value, crd_err *err)
{
    if (source->take) {
        *ret_value = source->take(source);
        return true;
    }
    if (token != CRD_TOKEN_LIST && token != CRD_TOKEN_MAP) {
        return scalar(source, arena, token, ret_value, err);
    }
    CRD_AUTO_BUILDER builder = crd_builder_new(arena, NULL, err);
    if (!builder) {
        return false;
    }
    for (;;) {
        if (!build(source, arena, builder, token, err)) {
            const crd_err *failure = crd_builder_error(builder);
            if (failure->code != CRD_OK && err) {
                *err = *failure;
            }
            return false;
        }
        if (crd_builder_depth(builder) == 0) {
            return crd_builder_finish(builder, ret_value, err);
        }
        token = crd_source_next(source);
    }
}

/* ---- a value tree ---- */

enum crd_token crd_token_of(const crd_value *value)
{
    switch (crd_kind_of(value)) {
    case CRD_NULL:
        return CRD_TOKEN_NULL;
    case CRD_BOOL:
        return crd_is_true(value) ? CRD_TOKEN_TRUE : CRD_TOKEN_FALSE;
    case CRD_NUMBER:
        return CRD_TOKEN_NUMBER;
    case CRD_STRING:
        return CRD_TOKEN_STRING;
    case CRD_LIST:
        return CRD_TOKEN_LIST;
    case CRD_MAP:
        return CRD_TOKEN_MAP;
    }
    return CRD_TOKEN_FAILED;
}

static enum crd_token give_value(crd_value_source *s, const crd_value *value)
{
    enum crd_token token = crd_token_of(value);
    s->token = value;
    s->source.text = crd_text_of(value);
    if (token != CRD_TOKEN_LIST && token != CRD_TOKEN_MAP) {
        return token;
    }
    if (s->depth == CRD_NESTING_MAX) {
        if (s->source.err) {
            *s->source.err =
                (crd_err){ .code = CRD_E_DEPTH, .message = CRD_S("exceeded max depth") };
        }
        s->has_ended = true;
        return CRD_TOKEN_FAILED;
    }
    s->frames[s->depth].container = value;
    s->frames[s->depth].next = 0;
    s->frames[s->depth].at_value = false;
    s->depth++;
    return token;
}

static enum crd_token value_next(crd_source *source)
{
    crd_value_source *s = (crd_value_source *)source;
    if (s->root) {
        const crd_value *root = s->root;
        s->root = NULL;
        return give_value(s, root);
    }
    if (s->has_ended) {
        return CRD_TOKEN_FAILED;
    }
    if (!s->depth) {
        return CRD_TOKEN_END;
    }
    const crd_value *container = s->frames[s->depth - 1].container;
    uint32_t at = s->frames[s->depth - 1].next;
    if (at == container->len) {
        s->depth--;
        s->token = container;
        return crd_is_list(container) ? CRD_TOKEN_LIST_END : CRD_TOKEN_MAP_END;
    }
    if (crd_is_list(container)) {
        s->frames[s->depth - 1].next++;
        return give_value(s, &container->u.items[at]);
    }
    const crd_member *member = &container->u.members[at];
    if (!s->frames[s->depth - 1].at_value) {
        s->frames[s->depth - 1].at_value = true;
        s->source.text = member->key;
        s->token = &member->value;
        return CRD_TOKEN_KEY;
    }
    s->frames[s->depth - 1].at_value = false;
    s->frames[s->depth - 1].next++;
    return give_value(s, &member->value);
}

static crd_place value_place(crd_source *source)
{
    crd_value_source *s = (crd_value_source *)source;
    crd_place place = { 0 };
    if (s->places && !crd_places_find(s->places, s->token, &place, NULL)) {
        place = (crd_place){ 0 };
    }
    return place;
}

static crd_value value_take(crd_source *source)
{
    crd_value_source *s = (crd_value_source *)source;
    if (s->depth && s->frames[s->depth - 1].container == s->token) {
        s->depth--;
    }
    return *s->token;
}

void crd_value_source_init(crd_value_source *source, const crd_value *root,
                           const crd_places *places, crd_err *err)
{
    static const crd_value null_value;
    source->source = (crd_source){
        .next = value_next,
        .place = value_place,
        .take = value_take,
        .is_kept = true,
        .err = err,
    };
    source->root = root ? root : &null_value;
    source->token = source->root;
    source->places = places;
    source->depth = 0;
    source->has_ended = false;
}
