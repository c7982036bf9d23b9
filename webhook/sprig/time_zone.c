/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Time zones: the TZif files of tzdata (RFC 9636), and the POSIX rule at their end for the time
 * behind the last change. Reads files by name below tzdata's folders and nothing else.
 */
#include "base/limits.h"
#include "gotime.h"
#include "time_rule.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const folders[] = { "/usr/share/zoneinfo/", "/usr/share/lib/zoneinfo/",
                                       "/etc/zoneinfo/" };

/* The zone for times before the first change, as the reference implementation chooses it. */
static const fg_zone *first_zone(const fg_location *location)
{
    bool used = false;
    for (size_t i = 0; i < location->n_changes; i++) {
        used = used || location->changes[i].zone == 0;
    }
    if (!used) {
        return &location->zones[0];
    }
    size_t first = location->changes[0].zone;
    if (location->zones[first].is_dst) {
        for (size_t i = first; i > 0; i--) {
            if (!location->zones[i - 1].is_dst) {
                return &location->zones[i - 1];
            }
        }
    }
    for (size_t i = 0; i < location->n_zones; i++) {
        if (!location->zones[i].is_dst) {
            return &location->zones[i];
        }
    }
    return &location->zones[0];
}

fg_zone_span fg_location_at(const fg_location *location, int64_t unix_s)
{
    if (!location) {
        return (fg_zone_span) { CRD_S("UTC"), 0, false, INT64_MIN, INT64_MAX };
    }
    const fg_zone_change *changes = location->changes;
    if (unix_s < changes[0].when_s) {
        const fg_zone *zone = first_zone(location);
        return (fg_zone_span) { zone->name, zone->offset_s, zone->is_dst, INT64_MIN,
                                changes[0].when_s };
    }
    size_t low = 0;
    size_t high = location->n_changes;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (unix_s < changes[middle].when_s) {
            high = middle;
        } else {
            low = middle;
        }
    }
    const fg_zone *zone = &location->zones[changes[low].zone];
    fg_zone_span span = { zone->name, zone->offset_s, zone->is_dst, changes[low].when_s,
                          high < location->n_changes ? changes[high].when_s : INT64_MAX };
    if (high == location->n_changes && location->rule.len > 0) {
        fg_rule_at(location->rule, span.start_s, unix_s, &span);
    }
    return span;
}

bool fg_location_named(const fg_location *location, crd_str name, int64_t local_s,
                       int32_t *ret_offset_s)
{
    if (!location) {
        return false;
    }
    for (size_t i = 0; i < location->n_zones; i++) {
        if (crd_str_eq(location->zones[i].name, name)) {
            fg_zone_span span = fg_location_at(location, local_s - location->zones[i].offset_s);
            if (crd_str_eq(span.name, name)) {
                *ret_offset_s = span.offset_s;
                return true;
            }
        }
    }
    for (size_t i = 0; i < location->n_zones; i++) {
        if (crd_str_eq(location->zones[i].name, name)) {
            *ret_offset_s = location->zones[i].offset_s;
            return true;
        }
    }
    return false;
}

const fg_location *fg_location_fixed(crd_arena *arena, crd_str name, int32_t offset_s)
{
    fg_location *location = CRD_NEW(arena, fg_location);
    fg_zone *zone = CRD_NEW(arena, fg_zone);
    fg_zone_change *change = CRD_NEW(arena, fg_zone_change);
    crd_str kept = crd_arena_str(arena, name);
    if (!location || !zone || !change || !kept.ptr) {
        return NULL;
    }
    *zone = (fg_zone) { kept, offset_s, false };
    *change = (fg_zone_change) { INT64_MIN, 0 };
    *location = (fg_location) { kept, zone, 1, change, 1, CRD_S("") };
    return location;
}

/* A cursor over the file; past its end everything is zero and bad is set. */
typedef struct cursor {
    crd_str rest;
    bool bad;
} cursor;

static crd_str take(cursor *in, uint64_t n)
{
    if (n > in->rest.len) {
        in->bad = true;
        n = 0;
    }
    crd_str part = crd_str_sub(in->rest, 0, (size_t)n);
    in->rest = crd_str_from(in->rest, (size_t)n);
    return part;
}

static uint64_t big_endian(crd_str bytes)
{
    uint64_t number = 0;
    for (size_t i = 0; i < bytes.len; i++) {
        number = number << 8 | (unsigned char)bytes.ptr[i];
    }
    return number;
}

enum { N_UTC, N_STANDARD, N_LEAP, N_TIME, N_ZONE, N_CHAR, N_COUNTS };

static void take_counts(cursor *in, uint64_t counts[N_COUNTS])
{
    for (size_t i = 0; i < N_COUNTS; i++) {
        counts[i] = big_endian(take(in, 4));
    }
}

static crd_str until_nul(crd_str text)
{
    size_t end = crd_str_find_byte(text, '\0');
    return end == CRD_NPOS ? text : crd_str_sub(text, 0, end);
}

/* The tables of one block into location; false when they contradict each other. */
static bool read_tables(cursor *in, const uint64_t counts[N_COUNTS], size_t time_size,
                        crd_arena *arena, fg_location *location, bool *ret_memory)
{
    crd_str times = take(in, counts[N_TIME] * time_size);
    crd_str indexes = take(in, counts[N_TIME]);
    crd_str types = take(in, counts[N_ZONE] * 6);
    crd_str names = take(in, counts[N_CHAR]);
    take(in, counts[N_LEAP] * (time_size + 4) + counts[N_STANDARD] + counts[N_UTC]);
    if (in->bad || counts[N_ZONE] == 0) {
        return false;
    }
    size_t n_changes = indexes.len > 0 ? indexes.len : 1;
    fg_zone *zones = CRD_NEW_N(arena, fg_zone, (size_t)counts[N_ZONE]);
    fg_zone_change *changes = CRD_NEW_N(arena, fg_zone_change, n_changes);
    if (!zones || !changes) {
        *ret_memory = false;
        return false;
    }
    for (size_t i = 0; i < counts[N_ZONE]; i++) {
        crd_str type = crd_str_sub(types, 6 * i, 6 * i + 6);
        size_t name = (unsigned char)type.ptr[5];
        if (name >= names.len) {
            return false;
        }
        zones[i] =
            (fg_zone) { until_nul(crd_str_from(names, name)),
                        (int32_t)(uint32_t)big_endian(crd_str_sub(type, 0, 4)), type.ptr[4] != 0 };
    }
    changes[0] = (fg_zone_change) { INT64_MIN, 0 };
    for (size_t i = 0; i < indexes.len; i++) {
        uint64_t when = big_endian(crd_str_sub(times, time_size * i, time_size * (i + 1)));
        changes[i].when_s = time_size == 8 ? (int64_t)when : (int32_t)(uint32_t)when;
        changes[i].zone = (unsigned char)indexes.ptr[i];
        if (changes[i].zone >= counts[N_ZONE]) {
            return false;
        }
    }
    location->zones = zones;
    location->n_zones = (size_t)counts[N_ZONE];
    location->changes = changes;
    location->n_changes = n_changes;
    return true;
}

bool fg_location_read(crd_arena *arena, crd_str name, crd_str tzif,
                      const fg_location **ret_location, crd_err *err)
{
    cursor in = { tzif, false };
    uint64_t counts[N_COUNTS];
    bool memory = true;
    fg_location *location = CRD_NEW(arena, fg_location);
    if (!location) {
        return crd_err_memory(err, arena);
    }
    bool good = crd_str_eq(take(&in, 4), CRD_S("TZif"));
    crd_str version = take(&in, 16);
    take_counts(&in, counts);
    good =
        good && !in.bad && (version.ptr[0] == 0 || version.ptr[0] == '2' || version.ptr[0] == '3');
    size_t time_size = 4;
    if (good && version.ptr[0] != 0) {
        /* The 32 bit block and the second header: skipped. */
        take(&in, counts[N_TIME] * 5 + counts[N_ZONE] * 6 + counts[N_CHAR] + counts[N_LEAP] * 8 +
                      counts[N_STANDARD] + counts[N_UTC] + 20);
        take_counts(&in, counts);
        time_size = 8;
    }
    good = good && read_tables(&in, counts, time_size, arena, location, &memory);
    if (!memory) {
        return crd_err_memory(err, arena);
    }
    if (!good) {
        return CRD_FAIL(err, arena, CRD_E_MISSING, CRD_S("malformed time zone information"));
    }
    location->name = name;
    size_t n = in.rest.len;
    if (n > 2 && in.rest.ptr[0] == '\n' && in.rest.ptr[n - 1] == '\n') {
        location->rule = crd_str_sub(in.rest, 1, n - 1);
    }
    *ret_location = location;
    return true;
}

static void close_fd(int *fd)
{
    if (*fd >= 0) {
        close(*fd);
    }
}

enum found { FOUND, NOT_FOUND, NO_MEMORY };

static enum found read_file(crd_arena *arena, const char *path, crd_str *ret_text)
{
    __attribute__((cleanup(close_fd))) int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    struct stat info;
    if (fd < 0 || fstat(fd, &info) != 0 || !S_ISREG(info.st_mode) ||
        (uint64_t)info.st_size > FG_ZONE_FILE_BYTES_MAX) {
        return NOT_FOUND;
    }
    size_t size = (size_t)info.st_size;
    char *bytes = crd_arena_bytes(arena, size);
    if (!bytes) {
        return NO_MEMORY;
    }
    size_t have = 0;
    while (have < size) {
        ssize_t n = read(fd, bytes + have, size - have);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n <= 0) {
            return NOT_FOUND;
        }
        have += (size_t)n;
    }
    *ret_text = crd_str_of(bytes, size);
    return FOUND;
}

bool fg_location_load(crd_arena *arena, crd_str name, const fg_location **ret_location,
                      crd_err *err)
{
    if (name.len == 0 || crd_str_eq(name, CRD_S("UTC"))) {
        *ret_location = NULL;
        return true;
    }
    if (crd_str_has(name, CRD_S("..")) || name.ptr[0] == '/' || name.ptr[0] == '\\' ||
        name.len > FG_ZONE_NAME_BYTES_MAX || crd_str_find_byte(name, '\0') != CRD_NPOS) {
        return CRD_FAIL(err, arena, CRD_E_MISSING, CRD_S("time: invalid location name"));
    }
    for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++) {
        crd_str path = CRD_CAT(arena, crd_str_c(folders[i]), name);
        crd_str tzif = CRD_S("");
        enum found found = path.ptr ? read_file(arena, path.ptr, &tzif) : NO_MEMORY;
        if (found == NO_MEMORY) {
            return crd_err_memory(err, arena);
        }
        if (found == FOUND) {
            crd_str kept = crd_str_from(path, strlen(folders[i]));
            return fg_location_read(arena, kept, tzif, ret_location, err);
        }
    }
    return CRD_FAIL(err, arena, CRD_E_MISSING, CRD_S("unknown time zone "), name);
}
