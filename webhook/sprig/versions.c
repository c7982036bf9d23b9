/* SPDX-License-Identifier: Apache-2.0 */
/* Sprig's semver and semverCompare, and *semver.Version with its methods. See semver.c. */
#include "base/num.h"
#include "chapters.h"
#include "common.h"
#include "outcome.h"
#include "semver.h"

static const fg_type version_type; /* semver.Version */
static const fg_type pointer_type; /* *semver.Version */

#define VERSION &version_type
#define POINTER &pointer_type

static const fg_semver *version_of(fg_val v)
{
    return (const fg_semver *)v.as.ref;
}

static bool give(fg_run *run, const fg_type *type, fg_semver version, fg_val *ret, crd_err *err)
{
    fg_semver *kept = fg_alloc(run, sizeof(fg_semver), err);
    if (!kept) {
        return false;
    }
    *kept = version;
    *ret = fg_val_ref(type, kept);
    return true;
}

FG_FUNCTION(semver)
{
    fg_semver version;
    if (!fg_semver_read(run->arena, fg_text(args[0]), &version, err)) {
        return fg_refused(err);
    }
    return give(run, POINTER, version, ret, err);
}

FG_FUNCTION(semver_compare)
{
    const fg_constraint *constraint = NULL;
    fg_semver version;
    if (!fg_constraint_read(run->arena, fg_text(args[0]), &constraint, err) ||
        !fg_semver_read(run->arena, fg_text(args[1]), &version, err)) {
        return fg_refused(err);
    }
    *ret = fg_val_bool(fg_constraint_check(constraint, &version));
    return true;
}

/* ---- Methods ---- */

FG_FUNCTION(get_major)
{
    *ret = fg_val_uint64(version_of(args[0])->major);
    return true;
}

FG_FUNCTION(get_minor)
{
    *ret = fg_val_uint64(version_of(args[0])->minor);
    return true;
}

FG_FUNCTION(get_patch)
{
    *ret = fg_val_uint64(version_of(args[0])->patch);
    return true;
}

FG_FUNCTION(get_prerelease)
{
    *ret = fg_val_string(version_of(args[0])->pre);
    return true;
}

FG_FUNCTION(get_metadata)
{
    *ret = fg_val_string(version_of(args[0])->metadata);
    return true;
}

FG_FUNCTION(get_original)
{
    *ret = fg_val_string(version_of(args[0])->original);
    return true;
}

FG_FUNCTION(get_text)
{
    crd_str text = fg_semver_text(run->arena, version_of(args[0]));
    *ret = fg_val_string(text);
    return text.ptr || crd_err_memory(err, run->arena);
}

/* Comparing with nil: the library reads through the pointer; Equal alone looks first. */
static bool compare(fg_run *run, const fg_val *args, int *ret, crd_err *err)
{
    if (!args[1].as.ref) {
        return FG_FAIL(run, err,
                       CRD_S("runtime error: invalid memory address or nil pointer dereference"));
    }
    *ret = fg_semver_cmp(version_of(args[0]), version_of(args[1]));
    return true;
}

#define COMPARISON(name, make)                                                                     \
    FG_FUNCTION(name)                                                                              \
    {                                                                                              \
        int order = 0;                                                                             \
        bool good = compare(run, args, &order, err);                                               \
        *ret = make;                                                                               \
        return good;                                                                               \
    }

COMPARISON(compare_with, fg_val_int(order))
COMPARISON(is_less, fg_val_bool(order < 0))
COMPARISON(is_less_equal, fg_val_bool(order <= 0))
COMPARISON(is_greater, fg_val_bool(order > 0))
COMPARISON(is_greater_equal, fg_val_bool(order >= 0))

FG_FUNCTION(is_equal)
{
    *ret =
        fg_val_bool(args[1].as.ref && fg_semver_cmp(version_of(args[0]), version_of(args[1])) == 0);
    return true;
}

/* The original text of a changed version: its "v" and the new text. */
static bool changed(fg_run *run, fg_semver version, fg_val *ret, crd_err *err)
{
    bool has_v = crd_str_starts(version.original, CRD_S("v"));
    crd_str text = fg_semver_text(run->arena, &version);
    version.original = has_v && text.ptr ? CRD_CAT(run->arena, CRD_S("v"), text) : text;
    return version.original.ptr ? give(run, VERSION, version, ret, err)
                                : crd_err_memory(err, run->arena);
}

static bool overflow(fg_run *run, const char *what, crd_err *err)
{
    return FG_FAIL(run, err, crd_str_c(what), CRD_S(" version increment would overflow uint64"));
}

FG_FUNCTION(inc_patch)
{
    fg_semver next = *version_of(args[0]);
    if (next.pre.len == 0 && next.patch == UINT64_MAX) {
        return overflow(run, "patch", err);
    }
    next.patch += next.pre.len == 0;
    next.pre = next.metadata = CRD_S("");
    return changed(run, next, ret, err);
}

FG_FUNCTION(inc_minor)
{
    fg_semver next = *version_of(args[0]);
    if (next.minor == UINT64_MAX) {
        return overflow(run, "minor", err);
    }
    next.minor++;
    next.patch = 0;
    next.pre = next.metadata = CRD_S("");
    return changed(run, next, ret, err);
}

FG_FUNCTION(inc_major)
{
    fg_semver next = *version_of(args[0]);
    if (next.major == UINT64_MAX) {
        return overflow(run, "major", err);
    }
    next.major++;
    next.minor = next.patch = 0;
    next.pre = next.metadata = CRD_S("");
    return changed(run, next, ret, err);
}

FG_FUNCTION(set_prerelease)
{
    fg_semver next = *version_of(args[0]);
    next.pre = fg_text(args[1]);
    if (!fg_spend_bytes(run, next.pre.len, err)) {
        return false;
    }
    if (next.pre.len > 0 && !fg_semver_pre_valid(run->arena, next.pre, err)) {
        return fg_refused(err);
    }
    return changed(run, next, ret, err);
}

FG_FUNCTION(set_metadata)
{
    fg_semver next = *version_of(args[0]);
    next.metadata = fg_text(args[1]);
    if (!fg_spend_bytes(run, next.metadata.len, err)) {
        return false;
    }
    if (next.metadata.len > 0 && !fg_semver_metadata_valid(run->arena, next.metadata, err)) {
        return fg_refused(err);
    }
    return changed(run, next, ret, err);
}

FG_FUNCTION(marshal_text)
{
    crd_str text = fg_semver_text(run->arena, version_of(args[0]));
    *ret = fg_val_bytes(text);
    return text.ptr || crd_err_memory(err, run->arena);
}

FG_FUNCTION(marshal_json)
{
    const crd_str quoted[] = { CRD_S("\""), fg_semver_text(run->arena, version_of(args[0])),
                               CRD_S("\"") };
    crd_str text = quoted[1].ptr ? crd_str_cat(run->arena, quoted, 3) : quoted[1];
    *ret = fg_val_bytes(text);
    return text.ptr || crd_err_memory(err, run->arena);
}

/* Methods of the value; a pointer has them too, and more. */
#define VALUE_METHODS                                                                              \
    FG_ROW0("IncMajor", inc_major, VERSION, 1, 0), FG_ROW0("IncMinor", inc_minor, VERSION, 1, 0),  \
        FG_ROW0("IncPatch", inc_patch, VERSION, 1, 0),                                             \
        FG_ROW0("Major", get_major, &fg_type_uint64, 1, 0),                                        \
        FG_ROW0("MarshalJSON", marshal_json, FG_BYTES_T, 1, 0),                                    \
        FG_ROW0("MarshalText", marshal_text, FG_BYTES_T, 1, 0),                                    \
        FG_ROW0("Metadata", get_metadata, FG_STRING_T, 1, 0),                                      \
        FG_ROW0("Minor", get_minor, &fg_type_uint64, 1, 0),                                        \
        FG_ROW0("Patch", get_patch, &fg_type_uint64, 1, 0),                                        \
        FG_ROW0("Prerelease", get_prerelease, FG_STRING_T, 1, 0),                                  \
        FG_ROW("SetMetadata", set_metadata, VERSION, 1, 0, FG_STRING_T),                           \
        FG_ROW("SetPrerelease", set_prerelease, VERSION, 1, 0, FG_STRING_T),                       \
        FG_ROW0("String", get_text, FG_STRING_T, 1, 0), FG_ROW0("Value", get_text, FG_ANY_T, 1, 0)

static const fg_func version_methods[] = { VALUE_METHODS };

static const fg_func pointer_methods[] = {
    VALUE_METHODS,
    FG_ROW("Compare", compare_with, FG_INT_T, 1, 0, POINTER),
    FG_ROW("Equal", is_equal, FG_BOOL_T, 1, 0, POINTER),
    FG_ROW("GreaterThan", is_greater, FG_BOOL_T, 1, 0, POINTER),
    FG_ROW("GreaterThanEqual", is_greater_equal, FG_BOOL_T, 1, 0, POINTER),
    FG_ROW("LessThan", is_less, FG_BOOL_T, 1, 0, POINTER),
    FG_ROW("LessThanEqual", is_less_equal, FG_BOOL_T, 1, 0, POINTER),
    FG_ROW0("Original", get_original, FG_STRING_T, 1, 0),
};

static bool version_text(fg_run *run, fg_val self, crd_buf *buf, crd_err *err)
{
    crd_str text = fg_semver_text(run->arena, version_of(self));
    crd_buf_add(buf, text);
    return text.ptr || crd_err_memory(err, run->arena);
}

/* Parts are letters, digits, dots and dashes: nothing to escape, but + in SetMetadata's neither. */
static bool version_json(fg_run *run, fg_val self, crd_buf *buf, crd_err *err)
{
    crd_buf_add_byte(buf, '"');
    bool good = version_text(run, self, buf, err);
    crd_buf_add_byte(buf, '"');
    return good;
}

static bool version_equal(fg_val a, fg_val b)
{
    const fg_semver *x = version_of(a);
    const fg_semver *y = version_of(b);
    return x == y || (x && y && x->major == y->major && x->minor == y->minor &&
                      x->patch == y->patch && crd_str_eq(x->pre, y->pre) &&
                      crd_str_eq(x->metadata, y->metadata) && crd_str_eq(x->original, y->original));
}

/* The fields of the struct, which fmt prints for verbs that are not for text. */
#define FIELD(name_, type_)                                                                        \
    {                                                                                              \
        .name = CRD_STR_INIT(#name_), .type = (type_), .unexported = true, .get = field_##name_    \
    }
#define FIELD_GETTER(name_, make)                                                                  \
    static bool field_##name_(fg_run *run, fg_val self, fg_val *ret, crd_err *err)                 \
    {                                                                                              \
        const fg_semver *version = version_of(self);                                               \
        *ret = make;                                                                               \
        return true;                                                                               \
    }

FIELD_GETTER(major, fg_val_uint64(version->major))
FIELD_GETTER(minor, fg_val_uint64(version->minor))
FIELD_GETTER(patch, fg_val_uint64(version->patch))
FIELD_GETTER(pre, fg_val_string(version->pre))
FIELD_GETTER(metadata, fg_val_string(version->metadata))
FIELD_GETTER(original, fg_val_string(version->original))

static const fg_field version_fields[] = {
    FIELD(major, &fg_type_uint64),    FIELD(minor, &fg_type_uint64),
    FIELD(patch, &fg_type_uint64),    FIELD(pre, &fg_type_string),
    FIELD(metadata, &fg_type_string), FIELD(original, &fg_type_string),
};

/* What deepCopy leaves of a version: none of its fields is exported. */
static const void *hollow(const void *self)
{
    static const fg_semver none;
    return &none;
}

static const fg_type version_type = {
    .name = CRD_STR_INIT("semver.Version"),
    .kind = FG_STRUCT,
    .fields = version_fields,
    .n_fields = sizeof(version_fields) / sizeof(version_fields[0]),
    .methods = version_methods,
    .n_methods = sizeof(version_methods) / sizeof(version_methods[0]),
    .text = version_text,
    .json = version_json,
    .copied = hollow,
    .equal = version_equal,
};

static const fg_type pointer_type = {
    .name = CRD_STR_INIT("*semver.Version"),
    .kind = FG_POINTER,
    .elem = &version_type,
    .methods = pointer_methods,
    .n_methods = sizeof(pointer_methods) / sizeof(pointer_methods[0]),
    .text = version_text,
    .json = version_json,
    .copied = hollow,
    .equal = version_equal,
};

static const fg_func rows[] = {
    FG_ROW("semver", semver, POINTER, 2, 0, FG_STRING_T),
    FG_ROW("semverCompare", semver_compare, FG_BOOL_T, 60, 0, FG_STRING_T, FG_STRING_T),
};
const fg_func_table fg_sprig_versions = FG_TABLE(rows);
