/* SPDX-License-Identifier: Apache-2.0 */
/* Files in and out: see input.h. Knows nothing of what stands in them. */
#include "input.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/num.h"

#define READ_BYTES ((size_t)65536)

static void close_fd(int *fd)
{
    if (*fd > STDIN_FILENO) {
        close(*fd);
    }
}
#define AUTO_FD __attribute__((cleanup(close_fd))) int

static bool fail_system(crd_arena *arena, crd_str path, const char *what, crd_err *err)
{
    char text[256];
    int number = errno;
    const char *reason = strerror_r(number, text, sizeof(text));
    return CRD_FAIL(err, arena, number == ENOENT ? CRD_E_MISSING : CRD_E_IO, path, CRD_S(": "),
                    crd_str_c(what), CRD_S(": "), crd_str_c(reason));
}

static bool open_regular(crd_arena *arena, const char *path, int *ret_fd, crd_err *err)
{
    if (strcmp(path, "-") == 0) {
        *ret_fd = STDIN_FILENO;
        return true;
    }
    AUTO_FD fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) {
        return fail_system(arena, crd_str_c(path), "cannot be opened", err);
    }
    struct stat info;
    if (fstat(fd, &info) != 0) {
        return fail_system(arena, crd_str_c(path), "cannot be read", err);
    }
    if (!S_ISREG(info.st_mode)) {
        return CRD_FAIL(err, arena, CRD_E_IO, crd_str_c(path), CRD_S(": is not a regular file"));
    }
    *ret_fd = fd;
    fd = -1;
    return true;
}

static bool read_all(int fd, crd_buf *buf)
{
    for (;;) {
        char *at = crd_buf_reserve(buf, READ_BYTES);
        if (!at) {
            return true; /* the caller asks the buffer */
        }
        ssize_t got = read(fd, at, READ_BYTES);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            return got == 0;
        }
        buf->len += (size_t)got;
    }
}

bool crdc_file_read(crd_arena *arena, const char *path, crd_str *ret, crd_err *err)
{
    AUTO_FD fd = -1;
    if (!open_regular(arena, path, &fd, err)) {
        return false;
    }
    crd_buf buf;
    crd_buf_on(&buf, arena, CRDC_FILE_BYTES_MAX + READ_BYTES);
    if (!read_all(fd, &buf)) {
        return fail_system(arena, crd_str_c(path), "cannot be read", err);
    }
    if (buf.len > CRDC_FILE_BYTES_MAX || (crd_buf_failed(&buf) && !crd_arena_failed(arena))) {
        char number[CRD_INT_TEXT_MAX];
        return CRD_FAIL(err, arena, CRD_E_IO, crd_str_c(path), CRD_S(": is larger than "),
                        crd_uint_text(CRDC_FILE_BYTES_MAX, number), CRD_S(" bytes"));
    }
    if (crd_buf_failed(&buf)) {
        return crd_err_memory(err, arena);
    }
    *ret = crd_buf_str(&buf);
    return true;
}

struct walk {
    crd_arena *arena;
    crdc_each_file *each;
    void *context;
    crd_err *err;
};

static bool take_file(const struct walk *walk, const char *path)
{
    crd_str text;
    crd_str file = crd_arena_str(walk->arena, crd_str_c(path));
    if (!file.ptr) {
        return crd_err_memory(walk->err, walk->arena);
    }
    return crdc_file_read(walk->arena, path, &text, walk->err) &&
           walk->each(walk->context, file, text, walk->err);
}

static bool is_document_name(crd_str name)
{
    return crd_str_ends(name, CRD_S(".yaml")) || crd_str_ends(name, CRD_S(".yml")) ||
           crd_str_ends(name, CRD_S(".json"));
}

/* Names in a folder; the array on the heap, the names on the arena. */
struct names {
    const char **items;
    size_t n;
};

static void names_done(struct names *names)
{
    free(names->items);
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool add_name(const struct walk *walk, struct names *names, const char *name)
{
    crd_str kept = crd_arena_str(walk->arena, crd_str_c(name));
    const char **items = NULL;
    if (kept.ptr) {
        items = realloc(names->items, (names->n + 1) * sizeof(*items));
    }
    if (!items) {
        return CRD_FAIL(walk->err, walk->arena, CRD_E_NOMEM, CRD_S("out of memory"));
    }
    names->items = items;
    names->items[names->n++] = kept.ptr;
    return true;
}

static void close_folder(DIR **folder)
{
    if (*folder) {
        closedir(*folder);
    }
}

/* What stands in the folder and is not hidden, sorted by bytes. */
static bool list_folder(const struct walk *walk, const char *path, struct names *names)
{
    __attribute__((cleanup(close_folder))) DIR *folder = opendir(path);
    if (!folder) {
        return fail_system(walk->arena, crd_str_c(path), "cannot be read", walk->err);
    }
    for (;;) {
        errno = 0;
        const struct dirent *entry = readdir(folder);
        if (!entry && errno) {
            return fail_system(walk->arena, crd_str_c(path), "cannot be read", walk->err);
        }
        if (!entry) {
            break;
        }
        if (entry->d_name[0] != '.' && !add_name(walk, names, entry->d_name)) {
            return false;
        }
    }
    if (names->n) {
        qsort(names->items, names->n, sizeof(*names->items), by_bytes);
    }
    return true;
}

static bool take_folder(const struct walk *walk, const char *path, size_t depth);

static bool take_entry(const struct walk *walk, const char *folder, const char *name, size_t depth)
{
    bool slash = crd_str_ends(crd_str_c(folder), CRD_S("/"));
    crd_str path = CRD_CAT(walk->arena, crd_str_c(folder), slash ? CRD_S("") : CRD_S("/"),
                           crd_str_c(name));
    if (!path.ptr) {
        return crd_err_memory(walk->err, walk->arena);
    }
    struct stat info;
    if (lstat(path.ptr, &info) != 0) {
        return fail_system(walk->arena, path, "cannot be read", walk->err);
    }
    if (S_ISDIR(info.st_mode)) {
        return take_folder(walk, path.ptr, depth + 1);
    }
    if (!is_document_name(crd_str_c(name))) {
        return true;
    }
    if (S_ISLNK(info.st_mode) && (stat(path.ptr, &info) != 0 || !S_ISREG(info.st_mode))) {
        return true; /* a link to a folder, or to nowhere */
    }
    return !S_ISREG(info.st_mode) || take_file(walk, path.ptr);
}

static bool take_folder(const struct walk *walk, const char *path, size_t depth)
{
    if (depth > CRDC_FOLDER_DEPTH_MAX) {
        return CRD_FAIL(walk->err, walk->arena, CRD_E_IO, crd_str_c(path),
                        CRD_S(": folders are nested too deeply"));
    }
    __attribute__((cleanup(names_done))) struct names names = { .items = NULL };
    bool ok = list_folder(walk, path, &names);
    for (size_t i = 0; ok && i < names.n; i++) {
        ok = take_entry(walk, path, names.items[i], depth);
    }
    return ok;
}

bool crdc_input_each(crd_arena *arena, const char *path, crdc_each_file *each, void *context,
                     crd_err *err)
{
    const struct walk walk = { .arena = arena, .each = each, .context = context, .err = err };
    struct stat info;
    if (strcmp(path, "-") != 0 && stat(path, &info) == 0 && S_ISDIR(info.st_mode)) {
        return take_folder(&walk, path, 1);
    }
    return take_file(&walk, path);
}

static bool same_contents(crd_arena *arena, const char *path, crd_str text)
{
    crd_str old;
    struct stat info;
    return stat(path, &info) == 0 && (uint64_t)info.st_size == text.len &&
           crdc_file_read(arena, path, &old, NULL) && crd_str_eq(old, text);
}

/* Makes the folders that path names up to its last slash. */
static bool make_folders(crd_arena *arena, crd_str path, crd_err *err)
{
    for (size_t i = 1; i < path.len; i++) {
        if (path.ptr[i] != '/') {
            continue;
        }
        crd_str folder = crd_arena_str(arena, crd_str_sub(path, 0, i));
        if (!folder.ptr) {
            return crd_err_memory(err, arena);
        }
        if (mkdir(folder.ptr, 0777) != 0 && errno != EEXIST) {
            return fail_system(arena, folder, "cannot be made", err);
        }
    }
    return true;
}

static bool write_all(int fd, crd_str text)
{
    while (text.len) {
        ssize_t put = write(fd, text.ptr, text.len);
        if (put < 0 && errno == EINTR) {
            continue;
        }
        if (put <= 0) {
            return false;
        }
        text = crd_str_from(text, (size_t)put);
    }
    return true;
}

static bool write_new(crd_arena *arena, crd_str path, crd_str scratch, crd_str text, crd_err *err)
{
    AUTO_FD fd = open(scratch.ptr, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (fd < 0) {
        return fail_system(arena, path, "cannot be written", err);
    }
    int handle = fd;
    bool ok = write_all(fd, text);
    fd = -1;
    if (close(handle) != 0 || !ok || rename(scratch.ptr, path.ptr) != 0) {
        fail_system(arena, path, "cannot be written", err);
        unlink(scratch.ptr);
        return false;
    }
    return true;
}

bool crdc_file_write(crd_arena *arena, const char *path, crd_str text, bool *ret_changed,
                     crd_err *err)
{
    bool same = same_contents(arena, path, text);
    if (!same) {
        char number[CRD_INT_TEXT_MAX];
        crd_str name = crd_str_c(path);
        crd_str scratch = CRD_CAT(arena, name, CRD_S(".new."), crd_int_text(getpid(), number));
        if (!scratch.ptr) {
            return crd_err_memory(err, arena);
        }
        if (!make_folders(arena, name, err) || !write_new(arena, name, scratch, text, err)) {
            return false;
        }
    }
    if (ret_changed) {
        *ret_changed = !same;
    }
    return true;
}
