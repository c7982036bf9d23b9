/* SPDX-License-Identifier: Apache-2.0 */
/* Log lines: their text, and that a slow or absent reader holds nobody up. */
#include "server/log.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/limits.h"
#include "tests.h"

#define TS INT64_C(1795600000123456789) /* 2026-11-25T09:46:40.123Z */

static crd_str write_line(char *line, size_t size, enum fg_log_format format,
                          const fg_log_field *fields, size_t n)
{
    return crd_str_of(
        line, fg_log_write(line, size, format, TS, FG_LOG_INFO, "denied", fields, n));
}

void test_log_json(void)
{
    char line[FG_LOG_LINE_BYTES_MAX];
    const fg_log_field fields[] = {
        FG_LOG_TEXT_OF("namespace", CRD_S("fleet-default")), FG_LOG_TEXT_OF("name", CRD_S("")),
        FG_LOG_INT_OF("code", 422), FG_LOG_BOOL_OF("dryRun", true), FG_LOG_INT_OF(NULL, 1),
    };
    CHECK_STR(write_line(line, sizeof(line), FG_LOG_JSON, fields, 5),
              CRD_S("{\"level\":\"info\",\"ts\":\"2026-11-25T09:46:40.123Z\",\"msg\":\"denied\","
                    "\"namespace\":\"fleet-default\",\"code\":422,\"dryRun\":true}\n"));
}

void test_log_text(void)
{
    char line[FG_LOG_LINE_BYTES_MAX];
    const fg_log_field fields[] = {
        FG_LOG_TEXT_OF("resource", CRD_S("bundles.fleet.cattle.io")),
        FG_LOG_TEXT_OF("user", CRD_S("system:admin")), FG_LOG_TEXT_OF("error", CRD_S("a \"b\"")),
        FG_LOG_INT_OF("code", -1),
    };
    CHECK_STR(write_line(line, sizeof(line), FG_LOG_TEXT, fields, 4),
              CRD_S("level=info ts=2026-11-25T09:46:40.123Z msg=denied "
                    "resource=bundles.fleet.cattle.io user=system:admin error=\"a \\\"b\\\"\" "
                    "code=-1\n"));
}

/* Nothing that a name holds ends a line, adds a key, or moves the cursor of a terminal. */
void test_log_hostile(void)
{
    char line[FG_LOG_LINE_BYTES_MAX];
    const fg_log_field field = FG_LOG_TEXT_OF(
        "name", CRD_S("a\nlevel=error\r\t\x1b[2J\xff\0\"\\ \xe2\x80\xae\xf0\x9f\x98\x80 \xc3\xa9"));
    CHECK_STR(write_line(line, sizeof(line), FG_LOG_JSON, &field, 1),
              CRD_S("{\"level\":\"info\",\"ts\":\"2026-11-25T09:46:40.123Z\",\"msg\":\"denied\","
                    "\"name\":\"a\\nlevel=error\\u000d\\u0009\\u001b[2J\xef\xbf\xbd\\u0000\\\"\\\\ "
                    "\\u202e\xf0\x9f\x98\x80 \xc3\xa9\"}\n"));
    crd_str text = write_line(line, sizeof(line), FG_LOG_TEXT, &field, 1);
    CHECK_INT(crd_str_find_byte(text, '\n'), text.len - 1);
    CHECK(crd_str_has(text, CRD_S("name=\"a\\nlevel=error\\u000d")));
}

/* A text is cut; a field that no longer fits is left out; the line stays whole. */
void test_log_bounds(void)
{
    char line[FG_LOG_LINE_BYTES_MAX];
    char *longest = malloc(FG_LOG_TEXT_BYTES_MAX + 1);
    memset(longest, 'x', FG_LOG_TEXT_BYTES_MAX + 1);
    fg_log_field field = FG_LOG_TEXT_OF("n", crd_str_of(longest, FG_LOG_TEXT_BYTES_MAX));
    CHECK(!crd_str_has(write_line(line, sizeof(line), FG_LOG_JSON, &field, 1), CRD_S("...")));
    field.text.len++;
    crd_str text = write_line(line, sizeof(line), FG_LOG_JSON, &field, 1);
    CHECK(crd_str_ends(text, CRD_S("x...\"}\n")));
    CHECK(crd_str_has(write_line(line, sizeof(line), FG_LOG_TEXT, &field, 1), CRD_S("x...\"\n")));
    fg_log_field many[10];
    for (size_t i = 0; i < 9; i++) {
        many[i] = field;
    }
    many[9] = FG_LOG_INT_OF("last", 7);
    text = write_line(line, sizeof(line), FG_LOG_JSON, many, 10);
    CHECK(text.len <= FG_LOG_LINE_BYTES_MAX);
    CHECK(crd_str_ends(text, CRD_S("\"last\":7}\n")));
    free(longest);
}

static void *write_many(void *context)
{
    for (int i = 0; i < 500; i++) {
        FG_LOG(context, FG_LOG_INFO, "line", FG_LOG_INT_OF("i", i));
    }
    return NULL;
}

void test_log_delivers(void)
{
    char path[] = "/tmp/fg-log-XXXXXX";
    int fd = mkstemp(path);
    fg_log *log = fg_log_new(fd, FG_LOG_TEXT, NULL);
    pthread_t threads[4];
    CHECK(log != NULL);
    for (int i = 0; i < 4; i++) {
        pthread_create(&threads[i], NULL, write_many, log);
    }
    for (int i = 0; i < 4; i++) {
        pthread_join(threads[i], NULL);
    }
    fg_log_free(log);
    size_t size = 0;
    size_t lines = 0;
    char *text = t_read_file(path, &size);
    for (size_t i = 0; i < size; i++) {
        lines += text[i] == '\n';
    }
    CHECK_INT(lines, 2000);
    CHECK(crd_str_starts(crd_str_of(text, size), CRD_S("level=info ts=")));
    free(text);
    close(fd);
    unlink(path);
    fg_log_line(NULL, FG_LOG_INFO, "nowhere", NULL, 0);
}

/* Nobody reads: lines are dropped and counted, the writer gives up at the end, all returns. */
void test_log_blocked(void)
{
    int ends[2];
    CHECK_INT(pipe2(ends, O_CLOEXEC), 0);
    fg_metrics *metrics = fg_metrics_new(NULL);
    fg_log *log = fg_log_new(ends[1], FG_LOG_JSON, metrics);
    char text[FG_LOG_TEXT_BYTES_MAX];
    memset(text, 'x', sizeof(text));
    size_t lines = 2 * FG_LOG_RING_BYTES / sizeof(text);
    for (size_t i = 0; i < lines; i++) {
        FG_LOG(log, FG_LOG_INFO, "line", FG_LOG_TEXT_OF("n", crd_str_of(text, sizeof(text))));
    }
    int64_t dropped = fg_metrics_get(metrics, FG_M_LOG_DROPPED, 0);
    CHECK(dropped > 0 && dropped < (int64_t)lines);
    fg_log_free(log);
    CHECK(fg_metrics_get(metrics, FG_M_LOG_DROPPED, 0) > dropped); /* what was in the ring */
    fg_metrics_free(metrics);
    close(ends[0]);
    close(ends[1]);
}

void test_log_closed(void)
{
    int ends[2];
    CHECK_INT(pipe2(ends, O_CLOEXEC), 0);
    close(ends[0]);
    fg_metrics *metrics = fg_metrics_new(NULL);
    fg_log *log = fg_log_new(ends[1], FG_LOG_JSON, metrics);
    FG_LOG(log, FG_LOG_INFO, "line", FG_LOG_INT_OF("i", 1));
    FG_LOG(log, FG_LOG_INFO, "line", FG_LOG_INT_OF("i", 2));
    fg_log_free(log);
    CHECK_INT(fg_metrics_get(metrics, FG_M_LOG_DROPPED, 0), 2);
    fg_metrics_free(metrics);
    close(ends[1]);
}

void test_log_noise(void)
{
    int fd = open("/dev/null", O_WRONLY | O_CLOEXEC);
    fg_log *log = fg_log_new(fd, FG_LOG_JSON, NULL);
    uint64_t suppressed = 77;
    for (int i = 0; i < FG_LOG_NOISE_PER_S; i++) {
        CHECK(fg_log_noise(log, 5000 + i, &suppressed));
        CHECK_INT(suppressed, 0);
    }
    CHECK(!fg_log_noise(log, 5999, &suppressed));
    CHECK(!fg_log_noise(log, 5999, &suppressed));
    CHECK(fg_log_noise(log, 6000, &suppressed));
    CHECK_INT(suppressed, 2);
    fg_log_free(log);
    close(fd);
}
