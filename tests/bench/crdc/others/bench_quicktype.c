/* SPDX-License-Identifier: Apache-2.0 */
/* Reads objects, one JSON text a line, with what quicktype made of the CRD (Prometheus.h) and prints the
 * CPU time of one pass. Run: bench-quicktype FILE MILLISECONDS */
#define _GNU_SOURCE
#include <stdio.h>
#include <time.h>

#include "Prometheus.h"

static double cpu_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e9 + (double)now.tv_nsec;
}

int main(int argc, char **argv)
{
    static char *lines[64];
    size_t n = 0;
    size_t size = 0;
    FILE *file = argc == 3 ? fopen(argv[1], "rb") : NULL;
    while (file && n < 64 && getline(&lines[n], &size, file) > 0) {
        size = 0;
        n++;
    }
    if (!n) {
        fputs("bench-quicktype FILE MILLISECONDS\n", stderr);
        return 2;
    }
    double limit = (double)strtol(argv[2], NULL, 10) * 1e6;
    double start = cpu_ns();
    size_t passes = 0;
    do {
        for (size_t i = 0; i < n; i++) {
            struct Prometheus *object = cJSON_ParsePrometheus(lines[i]);
            if (!object) {
                fputs("bench-quicktype: an object cannot be read\n", stderr);
                return 1;
            }
            cJSON_DeletePrometheus(object);
        }
        passes++;
    } while (cpu_ns() - start < limit);
    printf("objects %zu\nread_ns %.0f\n", n, (cpu_ns() - start) / (double)passes);
    return 0;
}
