/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every bound of the project, in one place, each with its reason. Rooms add theirs here, and
 * test just below, at and above it.
 */
#ifndef CRD_BASE_LIMITS_H
#define CRD_BASE_LIMITS_H

/* Arena blocks: the first is small because most reviews are; later ones make malloc calls rare. */
#define CRD_ARENA_FIRST_BLOCK_BYTES ((size_t)16 * 1024)
#define CRD_ARENA_BLOCK_BYTES ((size_t)64 * 1024)

/* Levels of nesting in a document, root included. The API server takes 10,000 in JSON; nothing
 * real comes near 1,000, and recursive consumers stay within any thread's stack. */
#define CRD_NESTING_MAX 1000

/* Longest single text, key or number in a document: lengths are kept in 32 bits. Larger than any
 * body that is accepted (48 MiB for conversion). */
#define CRD_TEXT_BYTES_MAX ((size_t)256 * 1024 * 1024)

/* Nodes that YAML aliases may expand to, behind go-yaml's own ratio (CVE-2019-11253). */
#define CRD_YAML_NODES_MAX ((size_t)1000000)

/* Findings kept for one document; more are counted, not kept (a review's answer has to be read). */
#define CRD_FINDINGS_MAX ((size_t)1000)

#endif
