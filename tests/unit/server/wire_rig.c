/* SPDX-License-Identifier: Apache-2.0 */
/* A wire for tests: see wire_rig.h. */
#include "wire_rig.h"

#include <dirent.h>
#include <unistd.h>

static const fg_wire_route routes[] = {
    { "/validate", "POST", 7 << 20, true },
    { "/large", "GET, HEAD", 0, false },
};

size_t rig_files(void)
{
    size_t n = 0;
    DIR *folder = opendir("/proc/self/fd");
    while (folder && readdir(folder)) {
        n++;
    }
    if (folder) {
        closedir(folder);
    }
    return n;
}

/* "<bytes> <query>", or twenty million bytes. */
static void answer(void *context, crd_arena *arena, const fg_wire_request *request,
                   fg_wire_answer *ret)
{
    t_rig *rig = context;
    if (crd_str_eq(request->query, CRD_S("wait"))) {
        sem_post(&rig->waiting);
        sem_wait(&rig->gate);
    }
    ret->status = 200;
    ret->content_type = "text/plain";
    crd_buf_add_uint(ret->body, request->body.len);
    crd_buf_add_byte(ret->body, ' ');
    crd_buf_add(ret->body, request->query);
    if (crd_str_eq(request->path, CRD_S("/large"))) {
        crd_buf_add_n(ret->body, 'x', 20000000);
    }
}

bool rig_start(t_rig *rig, fg_wire_options options, bool plain)
{
    crd_err err = { 0 };
    *rig = (t_rig){ .arena = crd_arena_new(256 << 20) };
    sem_init(&rig->gate, 0, 0);
    sem_init(&rig->waiting, 0, 0);
    CHECK(rig->arena && peer_folder_init(&rig->folder));
    rig->tls = plain ? NULL : peer_tls(NULL, NULL);
    rig->files = rig_files();
    options.listen = "127.0.0.1:0";
    options.tls_cert = plain ? NULL : rig->folder.cert;
    options.tls_key = plain ? NULL : rig->folder.key;
    options.routes = routes;
    options.route_count = T_COUNT(routes);
    options.handler = answer;
    options.handler_context = rig;
    options.workers = options.workers ? options.workers : 2;
    rig->wire = fg_wire_start(&options, rig->arena, &err);
    CHECK_STR(err.message, CRD_S(""));
    rig->port = rig->wire ? fg_wire_port(rig->wire) : 0;
    return CHECK(rig->wire != NULL);
}

bool rig_stop(t_rig *rig, uint32_t grace_ms)
{
    bool whole = fg_wire_stop(rig->wire, grace_ms);
    rig->wire = NULL;
    return whole;
}

void rig_end(t_rig *rig)
{
    fg_wire_stop(rig->wire, 5000);
    CHECK_INT(rig_files(), rig->files);
    SSL_CTX_free(rig->tls);
    crd_arena_free(rig->arena);
    peer_folder_done(&rig->folder);
    sem_destroy(&rig->gate);
    sem_destroy(&rig->waiting);
}

fg_wire_gauges rig_gauges(const t_rig *rig)
{
    fg_wire_gauges gauges;
    fg_wire_read_gauges(rig->wire, &gauges);
    return gauges;
}
