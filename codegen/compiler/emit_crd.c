/* SPDX-License-Identifier: Apache-2.0 */
/* crdc crd: the CustomResourceDefinition that kubectl applies, of either form. */
#include "output.h"

#include "value/yaml.h"

static void name_crd(crd_buf *buf, const crdc_crd *crd, const crdc_version *version)
{
    (void)version;
    crd_buf_add(buf, crd->group);
    crd_buf_add_byte(buf, '_');
    crd_buf_add(buf, crd->names.plural);
    crd_buf_add_lit(buf, ".yaml");
}

static bool emit_crd(crd_arena *arena, crd_buf *buf, const crdc_crd *crd,
                     const crdc_version *version, const crdc_output_options *options, crd_err *err)
{
    (void)arena;
    (void)version;
    (void)options;
    crd_buf_add_lit(buf, "# Made by `crdc crd`; edit its source instead.\n");
    return crd_yaml_write(buf, crd->raw, err);
}

const crdc_artefact crdc_artefact_crd = {
    .help = "Usage: crdc crd [OPTION...] FILE...\n"
            "\n"
            "Writes one CustomResourceDefinition a kind, as kubectl applies it: GROUP_PLURAL.yaml, keys\n"
            "sorted as sigs.k8s.io/yaml sorts them. The compact form (crds/README.md) is resolved.\n"
            "\n"
            "  --out DIR        write files there; without it all goes to standard output\n"
            "  --check          write nothing; exit 1 when a file in DIR is missing or differs\n"
            "  --list-outputs   print the names of the files and do nothing else\n"
            "  --plain          of the compact form only the stored version, no conversion\n"
            "\n"
            "Example:\n"
            "  crdc crd --plain --out manifests/crds crds/fleet.cattle.io\n",
    .flag = "plain",
    .flag_offset = offsetof(crdc_output_options, plain),
    .between = "---\n",
    .name = name_crd,
    .emit = emit_crd,
};

int crdc_cmd_crd(int argc, char **argv)
{
    return crdc_output_run(&crdc_artefact_crd, argc, argv);
}
