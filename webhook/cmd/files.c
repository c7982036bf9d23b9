/* SPDX-License-Identifier: Apache-2.0 */
/* Reading files and splitting them into documents: see files.h. Knows no Kubernetes kind but List. */
#include "files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/num.h"
#include "value/json.h"

void fg_files_init(fg_files *files, crd_arena *arena, bool keep_places)
{
    *files = (fg_files){ .arena = arena, .keep_places = keep_places };
}

static void close_fd(int *fd)
{
    if (*fd > STDIN_FILENO) {
        close(*fd);
    }
}

static bool fail_system(crd_arena *arena, const char *path, const char *what, crd_err *err)
{
    char text[256];
    const char *reason = strerror_r(errno, text, sizeof(text));
    return CRD_FAIL(err, arena, CRD_E_IO, crd_str_c(path), CRD_S(": "), crd_str_c(what),
                    CRD_S(": "), crd_str_c(reason));
}

static bool open_regular(crd_arena *arena, const char *path, int *ret_fd, crd_err *err)
{
    if (strcmp(path, "-") == 0) {
        *ret_fd = STDIN_FILENO;
        return true;
    }
    __attribute__((cleanup(close_fd))) int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) {
        return fail_system(arena, path, "cannot be opened", err);
    }
    struct stat info;
    if (fstat(fd, &info) != 0) {
        return fail_system(arena, path, "cannot be read", err);
    }
    if (!S_ISREG(info.st_mode)) {
        return CRD_FAIL(err, arena, CRD_E_IO, crd_str_c(path), CRD_S(": is not a regular file"));
    }
    *ret_fd = fd;
    fd = -1;
    return true;
}

bool fg_file_read(crd_arena *arena, const char *path, size_t bytes_max, crd_str *ret, crd_err *err)
{
    __attribute__((cleanup(close_fd))) int fd = -1;
    if (!open_regular(arena, path, &fd, err)) {
        return false;
    }
    crd_buf buf;
    crd_buf_on(&buf, arena, bytes_max + 1);
    for (;;) {
        size_t room = bytes_max + 1 - buf.len;
        char *at = room ? crd_buf_reserve(&buf, room < 65536 ? room : 65536) : NULL;
        if (!at) {
            break;
        }
        ssize_t got = read(fd, at, room < 65536 ? room : 65536);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return fail_system(arena, path, "cannot be read", err);
        }
        if (got == 0) {
            break;
        }
        buf.len += (size_t)got;
    }
    if (crd_buf_failed(&buf)) {
        return crd_err_memory(err, arena);
    }
    if (buf.len > bytes_max) {
        char number[CRD_INT_TEXT_MAX];
        return CRD_FAIL(err, arena, CRD_E_IO, crd_str_c(path), CRD_S(": is larger than "),
                        crd_uint_text(bytes_max, number), CRD_S(" bytes"));
    }
    *ret = crd_buf_str(&buf);
    return true;
}

/* One file while its documents are taken out. */
struct reading {
    fg_files *files;
    crd_str name;
    crd_str text;
    crd_places *places;
    crd_duplicate *duplicates;
    crd_err *err;
};

static bool add_document(struct reading *reading, const crd_value *value, crd_place place)
{
    fg_files *files = reading->files;
    fg_document *document = CRD_NEW(files->arena, fg_document);
    if (!document) {
        return crd_err_memory(reading->err, files->arena);
    }
    *document = (fg_document){
        .file = reading->name,
        .file_text = reading->text,
        .value = value,
        .place = place,
        .places = reading->places,
    };
    if (files->last_document) {
        files->last_document->next = document;
    } else {
        files->documents = document;
    }
    files->last_document = document;
    files->n_documents++;
    return true;
}

/* A List gives its items; anything else is one document. Nested Lists stay as they are. */
static bool add_value(struct reading *reading, const crd_value *value, crd_place place)
{
    crd_str kind = crd_text_of(CRD_GET(value, "kind"));
    const crd_value *items = CRD_GET(value, "items");
    if (!crd_str_ends(kind, CRD_S("List")) || !crd_is_list(items)) {
        return add_document(reading, value, place);
    }
    for (size_t i = 0; i < crd_len_of(items); i++) {
        const crd_value *item = crd_item(items, i);
        crd_place at = place;
        if (reading->places) {
            crd_places_find(reading->places, item, &at, &(crd_place){ 0 });
        }
        if (!add_document(reading, item, at)) {
            return false;
        }
    }
    return true;
}

static bool each_document(void *context, const crd_yaml_document *document)
{
    struct reading *reading = context;
    if (document->place.line == 0 || crd_is_null(&document->value)) {
        return true;
    }
    crd_value *value = crd_arena_alloc(reading->files->arena, sizeof(*value));
    if (!value) {
        return crd_err_memory(reading->err, reading->files->arena);
    }
    *value = document->value;
    fg_document *before = reading->files->last_document;
    if (!add_value(reading, value, document->place)) {
        return false;
    }
    fg_document *first = before ? before->next : reading->files->documents;
    if (first) {
        first->duplicates = reading->duplicates;
        reading->duplicates = NULL;
    }
    return true;
}

static bool add_bad(struct reading *reading, const crd_err *found)
{
    fg_files *files = reading->files;
    fg_bad_file *bad = CRD_NEW(files->arena, fg_bad_file);
    if (!bad) {
        return crd_err_memory(reading->err, files->arena);
    }
    *bad = (fg_bad_file){ .file = reading->name, .place = found->place, .message = found->message };
    if (files->last_bad) {
        files->last_bad->next = bad;
    } else {
        files->bad = bad;
    }
    files->last_bad = bad;
    return true;
}

/* kubectl tells JSON from YAML by the first character; so do we. */
static bool looks_like_json(crd_str text)
{
    crd_str trimmed = crd_str_trim(text);
    return trimmed.len && (trimmed.ptr[0] == '{' || trimmed.ptr[0] == '[');
}

static bool read_json(struct reading *reading, bool *ret_done)
{
    crd_arena *arena = reading->files->arena;
    crd_arena_mark mark = crd_arena_save(arena);
    crd_value *value = CRD_NEW(arena, crd_value);
    if (!value) {
        return crd_err_memory(reading->err, arena);
    }
    crd_err found = { .code = CRD_OK };
    const crd_json_options options = {
        .places = reading->places,
        .duplicates = &reading->duplicates,
        .in_place = true,
    };
    if (!crd_json_read(arena, reading->text, &options, value, &found)) {
        if (crd_code_is_ours(found.code)) {
            *reading->err = found;
            return false;
        }
        crd_arena_rewind(arena, mark); /* a YAML flow mapping, perhaps */
        reading->places = reading->files->keep_places ? crd_places_new(arena) : NULL;
        reading->duplicates = NULL;
        *ret_done = false;
        return true;
    }
    *ret_done = true;
    crd_yaml_document document = { .value = *value, .place = { .line = 1, .column = 1 } };
    fg_document *before = reading->files->last_document;
    if (!add_value(reading, value, document.place)) {
        return false;
    }
    fg_document *first = before ? before->next : reading->files->documents;
    if (first) {
        first->duplicates = reading->duplicates;
    }
    return true;
}

static bool read_stream(struct reading *reading)
{
    crd_err found = { .code = CRD_OK };
    const crd_yaml_options options = {
        .places = reading->places,
        .duplicates = &reading->duplicates,
    };
    if (crd_yaml_read_all(reading->files->arena, reading->text, &options, each_document, reading,
                          &found)) {
        return reading->err->code == CRD_OK;
    }
    if (crd_code_is_ours(found.code)) {
        *reading->err = found;
        return false;
    }
    return add_bad(reading, &found);
}

/* Where the next object begins that no "---" sets apart from the one before it: Fleet's command
 * line prints several Bundles that way. CRD_NPOS when there is none. */
static size_t next_object(crd_str text)
{
    static const crd_str first_key = CRD_STR_INIT("apiVersion:");
    bool seen = false;
    for (size_t at = 0; at < text.len;) {
        crd_str rest = crd_str_from(text, at);
        if (crd_str_starts(rest, first_key)) {
            if (seen) {
                return at;
            }
            seen = true;
        } else if (crd_str_starts(rest, CRD_S("---"))) {
            seen = false;
        }
        size_t end = crd_str_find_byte(rest, '\n');
        if (end == CRD_NPOS) {
            break;
        }
        at += end + 1;
    }
    return CRD_NPOS;
}

/* The whole text, or each of its parts with as many line breaks in front as it has lines before it,
 * so that places stay those of the file. */
static bool read_parts(struct reading *reading)
{
    crd_arena *arena = reading->files->arena;
    crd_str rest = reading->text;
    size_t lines = 0;
    for (;;) {
        size_t end = next_object(rest);
        crd_str part = crd_str_sub(rest, 0, end);
        if (lines) {
            char *text = crd_arena_bytes(arena, lines + part.len);
            if (!text) {
                return crd_err_memory(reading->err, arena);
            }
            memset(text, '\n', lines);
            memcpy(text + lines, part.ptr, part.len);
            reading->text = crd_str_of(text, lines + part.len);
        } else if (end != CRD_NPOS) {
            reading->text = part;
        }
        if (!read_stream(reading)) {
            return false;
        }
        if (end == CRD_NPOS) {
            return true;
        }
        for (size_t i = 0; i < part.len; i++) {
            lines += part.ptr[i] == '\n';
        }
        rest = crd_str_from(rest, end);
        if (reading->files->keep_places && !(reading->places = crd_places_new(arena))) {
            return crd_err_memory(reading->err, arena);
        }
    }
}

static bool read_documents(struct reading *reading)
{
    crd_arena *arena = reading->files->arena;
    bool done = false;
    if (reading->files->keep_places && !(reading->places = crd_places_new(arena))) {
        return crd_err_memory(reading->err, arena);
    }
    if (looks_like_json(reading->text) && !read_json(reading, &done)) {
        return false;
    }
    if (done) {
        return true;
    }
    return read_parts(reading);
}

static bool add_file(fg_files *files, const char *path, crd_err *err)
{
    crd_err local = { .code = CRD_OK };
    struct reading reading = { .files = files, .err = err ? err : &local };
    reading.name = crd_arena_str(files->arena, crd_str_c(path));
    if (!reading.name.ptr) {
        return crd_err_memory(err, files->arena);
    }
    files->n_files++;
    return fg_file_read(files->arena, path, FG_FILE_BYTES_MAX, &reading.text, err) &&
           read_documents(&reading);
}

static bool is_document_name(const char *name)
{
    crd_str text = crd_str_c(name);
    return crd_str_ends(text, CRD_S(".yaml")) || crd_str_ends(text, CRD_S(".yml")) ||
           crd_str_ends(text, CRD_S(".json"));
}

/* The names in a folder, without hidden ones; the array on the heap, since their number is not known. */
struct names {
    const char **items;
    size_t n;
    size_t capacity;
};

static void names_done(struct names *names)
{
    free(names->items);
}

static int by_bytes(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

static bool add_name(struct names *names, crd_arena *arena, const char *name, crd_err *err)
{
    if (names->n == names->capacity) {
        size_t capacity = names->capacity ? names->capacity * 2 : 64;
        const char **items = realloc(names->items, capacity * sizeof(*items));
        if (!items) {
            return crd_err_memory(err, NULL);
        }
        names->items = items;
        names->capacity = capacity;
    }
    names->items[names->n] = crd_arena_str(arena, crd_str_c(name)).ptr;
    return names->items[names->n++] || crd_err_memory(err, arena);
}

static bool list_folder(crd_arena *arena, const char *path, struct names *names, crd_err *err)
{
    DIR *dir = opendir(path);
    if (!dir) {
        return fail_system(arena, path, "cannot be read", err);
    }
    bool ok = true;
    for (const struct dirent *entry = readdir(dir); ok && entry; entry = readdir(dir)) {
        ok = entry->d_name[0] == '.' || add_name(names, arena, entry->d_name, err);
    }
    closedir(dir);
    if (ok && names->n) {
        qsort(names->items, names->n, sizeof(*names->items), by_bytes);
    }
    return ok;
}

static bool add_folder(fg_files *files, const char *path, size_t depth, crd_err *err);

static bool add_entry(fg_files *files, const char *folder, const char *name, size_t depth,
                      crd_err *err)
{
    crd_str path = CRD_CAT(files->arena, crd_str_c(folder),
                           crd_str_ends(crd_str_c(folder), CRD_S("/")) ? CRD_S("") : CRD_S("/"),
                           crd_str_c(name));
    if (!path.ptr) {
        return crd_err_memory(err, files->arena);
    }
    struct stat info;
    if (lstat(path.ptr, &info) != 0) {
        return fail_system(files->arena, path.ptr, "cannot be read", err);
    }
    if (S_ISDIR(info.st_mode)) {
        return add_folder(files, path.ptr, depth + 1, err);
    }
    if (!is_document_name(name)) {
        return true;
    }
    if (S_ISLNK(info.st_mode) && (stat(path.ptr, &info) != 0 || !S_ISREG(info.st_mode))) {
        return true; /* a link to a folder, or to nowhere */
    }
    return !S_ISREG(info.st_mode) || add_file(files, path.ptr, err);
}

static bool add_folder(fg_files *files, const char *path, size_t depth, crd_err *err)
{
    if (depth > FG_FOLDER_DEPTH_MAX) {
        return CRD_FAIL(err, files->arena, CRD_E_IO, crd_str_c(path),
                        CRD_S(": folders are nested too deeply"));
    }
    __attribute__((cleanup(names_done))) struct names names = { .items = NULL };
    bool ok = list_folder(files->arena, path, &names, err);
    for (size_t i = 0; ok && i < names.n; i++) {
        ok = add_entry(files, path, names.items[i], depth, err);
    }
    return ok;
}

bool fg_files_add(fg_files *files, const char *path, crd_err *err)
{
    struct stat info;
    if (strcmp(path, "-") != 0 && stat(path, &info) == 0 && S_ISDIR(info.st_mode)) {
        return add_folder(files, path, 1, err);
    }
    return add_file(files, path, err);
}
