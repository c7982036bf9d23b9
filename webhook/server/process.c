/* SPDX-License-Identifier: Apache-2.0 */
/* What /proc says of the running process: see process.h. Knows no metric of ours. */
#include "process.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/num.h"
#include "metrics_text.h"

static void write_gauge(crd_buf *buf, const char *name, const char *type, const char *help,
                        double number)
{
    fg_metrics_add_family(buf, name, type, help);
    crd_buf_add(buf, crd_str_c(name));
    crd_buf_add_byte(buf, ' ');
    fg_metrics_add_number(buf, number);
}

static bool read_small(const char *path, char *text, size_t size, crd_str *ret)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return false;
    }
    ssize_t n = read(fd, text, size);
    close(fd);
    *ret = crd_str_of(text, n > 0 ? (size_t)n : 0);
    return n > 0;
}

/* The n-th blank-separated number behind the command's name, which is in parentheses and may hold
 * anything. proc(5) counts the state, the first behind it, as the third. */
static bool stat_field(crd_str stat, unsigned field, uint64_t *ret)
{
    size_t end = crd_str_rfind(stat, CRD_S(")"));
    if (end == CRD_NPOS) {
        return false;
    }
    crd_str rest = crd_str_from(stat, end + 2);
    crd_str word = rest;
    for (unsigned at = 3; at <= field; at++) {
        if (!crd_str_cut(rest, CRD_S(" "), &word, &rest)) {
            return false;
        }
    }
    return crd_uint_parse(word, 10, 64, ret) == CRD_NUM_OK;
}

/* Seconds since 1970 at which the system started. */
static bool boot_time(uint64_t *ret)
{
    char text[64 * 1024];
    crd_str all;
    crd_str line;
    return read_small("/proc/stat", text, sizeof(text), &all) &&
           crd_str_cut(all, CRD_S("\nbtime "), NULL, &line) &&
           crd_str_cut(line, CRD_S("\n"), &line, NULL) &&
           crd_uint_parse(line, 10, 64, ret) == CRD_NUM_OK;
}

/* Descriptors that are open, without the one that reads them. */
static bool count_fds(size_t *ret)
{
    DIR *dir = opendir("/proc/self/fd");
    if (!dir) {
        return false;
    }
    size_t n = 0;
    for (const struct dirent *entry = readdir(dir); entry; entry = readdir(dir)) {
        n += entry->d_name[0] != '.';
    }
    closedir(dir);
    *ret = n - 1;
    return true;
}

static void write_limit(crd_buf *buf, enum __rlimit_resource resource, const char *name, const char *help)
{
    struct rlimit limit;
    if (getrlimit(resource, &limit) == 0) {
        write_gauge(buf, name, "gauge", help,
                    limit.rlim_cur == RLIM_INFINITY ? 18446744073709551615.0
                                                    : (double)limit.rlim_cur);
    }
}

void fg_process_write(crd_buf *buf)
{
    char text[4096];
    crd_str stat = { 0 };
    struct rusage usage;
    size_t fds = 0;
    uint64_t number = 0;
    uint64_t boot = 0;
    bool has_stat = read_small("/proc/self/stat", text, sizeof(text), &stat);
    if (getrusage(RUSAGE_SELF, &usage) == 0) {
        write_gauge(buf, "process_cpu_seconds_total", "counter",
                    "Processor time spent, in seconds.",
                    (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
                        (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6);
    }
    write_limit(buf, RLIMIT_NOFILE, "process_max_fds", "File descriptors that may be open.");
    if (count_fds(&fds)) {
        write_gauge(buf, "process_open_fds", "gauge", "File descriptors that are open.",
                    (double)fds);
    }
    if (has_stat && stat_field(stat, 24, &number)) {
        write_gauge(buf, "process_resident_memory_bytes", "gauge", "Resident memory in bytes.",
                    (double)number * (double)sysconf(_SC_PAGESIZE));
    }
    if (has_stat && stat_field(stat, 22, &number) && boot_time(&boot)) {
        write_gauge(buf, "process_start_time_seconds", "gauge",
                    "When the process started, in seconds since 1970.",
                    (double)boot + (double)number / (double)sysconf(_SC_CLK_TCK));
    }
    if (has_stat && stat_field(stat, 23, &number)) {
        write_gauge(buf, "process_virtual_memory_bytes", "gauge", "Virtual memory in bytes.",
                    (double)number);
    }
    write_limit(buf, RLIMIT_AS, "process_virtual_memory_max_bytes",
                "Virtual memory that may be used, in bytes.");
}
