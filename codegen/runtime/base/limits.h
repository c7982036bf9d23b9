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

/* libyaml 0.2.5 looks at every open flow level for each token, and at every %TAG line for each
 * other one. Sum of the flow levels over a stream's events: a JSON document of 3 MiB nested 20 deep
 * has 12 million; this many take a fifth of a second. And %TAG lines before one document. */
#define CRD_YAML_FLOW_WORK_MAX ((size_t)20000000)
#define CRD_YAML_TAG_DIRECTIVES_MAX ((size_t)1000)

/* Bytes of a YAML text that are read again because of "\'" in double quotes, which libyaml does not
 * know: half a second. Each double quoted text that has one costs a reading. */
#define CRD_YAML_REREAD_BYTES_MAX ((size_t)8 * 1024 * 1024)

/* Items of lists and entries of maps that a decoder has in waiting: those of the open lists. No more
 * than a document of the largest body can hold, at 4 KiB a struct. */
#define CRD_DECODE_SCRATCH_BYTES_MAX ((size_t)4 * 1024 * 1024 * 1024)

/* Duplicate keys reported for one document, and the length their paths are cut to: a report for
 * people, whose size must not be the product of many duplicates and one long path. */
#define CRD_DUPLICATES_MAX ((size_t)1000)
#define CRD_PATH_BYTES_MAX ((size_t)1024)

/* Findings kept for one document; more are counted, not kept (a review's answer has to be read). */
#define CRD_FINDINGS_MAX ((size_t)1000)

/* A request's uid is a UUID; kube-apiserver never sends more than this, and it is echoed. */
#define FG_REVIEW_UID_BYTES_MAX ((size_t)256)

/* kube-apiserver cuts a warning at 256 runes once all of a request exceed 4,096 (S-06). */
#define FG_WARNING_RUNES_MAX ((size_t)256)
#define FG_WARNING_RUNES_SUM_MAX ((size_t)4096)

/* One object in a snapshot, with its typed form: etcd holds no object larger than 1.5 MiB, and a tree
 * of small values takes up to 16 times its text. */
#define FG_OBJECT_BYTES_MAX ((size_t)64 * 1024 * 1024)

/* Memory for one cluster's values at a time: the tree of values merged from a Bundle of 3 MiB, its
 * text, the rendered text and the tree of that. */
#define FG_RENDER_BYTES_MAX ((size_t)512 * 1024 * 1024)

/* Maps within maps that label prefixes are looked for in: Fleet's own bound, root not counted. */
#define FG_LABEL_PREFIX_DEPTH_MAX 50

/* A file named on a command line: larger than any inventory of 10,000 clusters seen, small enough
 * to be held in memory twice. */
#define FG_FILE_BYTES_MAX ((size_t)256 * 1024 * 1024)

/* Folders below a folder named on a command line; a tree deeper than this is a mistake. */
#define FG_FOLDER_DEPTH_MAX ((size_t)64)

/* Clusters named in a denial, and causes in all: what a person reads; the rest is a count. */
#define FG_ANSWER_CLUSTERS_MAX ((size_t)5)
#define FG_ANSWER_CAUSES_MAX ((size_t)16)

/* status.message of a denial: causes are at most 18 and template errors quote at most a part of
 * the template, but a template may `fail` with any text. */
#define FG_ANSWER_MESSAGE_BYTES_MAX ((size_t)4 * 1024 * 1024)

/* One request's arena, its body not counted: a 7 MiB body costs some four times its size as a tree,
 * and what the rules keep for 10,000 failing clusters fits twice. */
#define FG_REQUEST_BYTES_MAX ((size_t)256 * 1024 * 1024)

/* Body of /validate and /mutate: object and oldObject of at most 3 MiB each, and the envelope. */
#define FG_BODY_BYTES_MAX ((size_t)7 * 1024 * 1024)

/* One rendering of a template. Steps: an operation is one, a call some more, 16 bytes produced or
 * looked at one; a large values document (300 templates) takes some 10,000, and the slowest million
 * takes less than 100 ms (tests/hostile). Output: no tree of values that fits etcd is larger.
 * Memory: what a rendering may hold on to. */
#define FG_TMPL_STEPS_MAX ((uint64_t)1000000)
#define FG_TMPL_BYTES_PER_STEP 16
#define FG_TMPL_CALL_STEPS 4
#define FG_TMPL_PRINT_STEPS 4 /* each directive of a format, each element of what is printed */
#define FG_TMPL_OUTPUT_BYTES_MAX ((size_t)4 * 1024 * 1024)
#define FG_TMPL_MEMORY_BYTES_MAX ((size_t)56 * 1024 * 1024)

/* Templates that call templates: Go's own bound, and its text. */
#define FG_TMPL_DEPTH_MAX ((size_t)100000)

/* Parentheses within parentheses: Go's own bound. Blocks (if, range, define) within blocks: Go has
 * none but its memory; nothing that people write comes near. */
#define FG_TMPL_PARENS_MAX ((size_t)10000)
#define FG_TMPL_BLOCKS_MAX ((size_t)10000)

/* Nodes of the trees that one text parses into: up to 100 bytes each with what they are compiled to. An
 * action has four or more; no values document has fifty thousand actions. */
#define FG_TMPL_NODES_MAX ((size_t)200000)

/* Functions that run templates (include, tpl) within each other: each takes C stack. Helm stops one
 * name behind its 1,001st, which must come first. */
#define FG_TMPL_CALLS_MAX ((size_t)1010)

/* Levels of a value that is printed, compared or copied: a document of CRD_NESTING_MAX levels and what
 * a template wraps around it; a value that contains itself ends here. Recursive, so it is bounded
 * by the C stack: a level takes less than 512 bytes. */
#define FG_VALUE_DEPTH_MAX 1100

/* Width and precision in a format: Go's fmt ignores larger ones. */
#define FG_FMT_WIDTH_MAX 1000000

/* Everything that an offline command reads and prints. */
#define FG_INVENTORY_BYTES_MAX ((size_t)4 * 1024 * 1024 * 1024)

/* Rules that a log line and the metrics name for one denial. */
#define FG_HANDLED_RULES_MAX 8

/* Log lines. A line stays within what a pipe takes at once; one text in it is a name or a reason. The
 * ring holds a thousand lines or more; at the end of the program its reader gets this long. Lines
 * that any peer can cause are told at most so often a second. */
#define FG_LOG_LINE_BYTES_MAX ((size_t)4096)
#define FG_LOG_TEXT_BYTES_MAX ((size_t)512)
#define FG_LOG_RING_BYTES ((size_t)1024 * 1024)
#define FG_LOG_FLUSH_MS 1000
#define FG_LOG_LOOK_MS 200
#define FG_LOG_NOISE_PER_S 20

/* A clock that is this far behind the one of whoever made a certificate is no fault of the certificate. */
#define FG_CLOCK_SKEW_S 300

/* Sets of files that are watched: certificates and the inventory. After an event the files are read
 * once nothing happened for a moment, or after ten moments. They are looked at without an event, too:
 * certificates so often that a new one is in use within 15 s. */
#define FG_WATCH_SETS_MAX 4
#define FG_WATCH_SETTLE_MS 50
#define FG_WATCH_SETTLE_TURNS 10
#define FG_WATCH_CERTIFICATE_POLL_MS 10000
#define FG_WATCH_INVENTORY_POLL_MS 60000

/* Connections to the health port: kubelet's probes, Prometheus, and people. */
#define FG_HEALTH_CONNECTIONS_MAX ((size_t)64)

/* Names of rules, and of kinds, that metrics count apart: S-13 allows 300 series in all. */
#define FG_METRICS_NAMES_MAX ((size_t)64)

/* Regular expressions, refused where Go refuses them: levels of nesting, copies that counted
 * repeats make, estimated instructions (128 MiB at 40 bytes), runes and range ends in the tree
 * (128 MiB at 4 bytes). */
#define CRD_REGEX_HEIGHT_MAX 1000
#define CRD_REGEX_REPEAT_MAX 1000
#define CRD_REGEX_INSTS_MAX ((int64_t)(128 << 20) / 40)
#define CRD_REGEX_RUNES_MAX ((uint64_t)(128 << 20) / 4)

/* The lazy automaton of one search: its memory, the shortest text for which building it pays, the
 * largest program and the most classes of runes that it takes (a row of its table holds one
 * pointer a class), the work of finding these classes. Past any of them the slower machine runs. */
#define CRD_REGEX_DFA_BYTES_MAX ((size_t)1024 * 1024)
#define CRD_REGEX_DFA_BYTES_MIN ((size_t)16 * 1024)
#define CRD_REGEX_DFA_TEXT_MIN ((size_t)256)
#define CRD_REGEX_DFA_INSTS_MAX ((size_t)128 * 1024)
#define CRD_REGEX_DFA_CLASSES_MAX ((size_t)1024)
#define CRD_REGEX_DFA_CLASS_WORK_MAX ((size_t)1024 * 1024)

/* Sprig. A zone file of tzdata has at most a few KiB; zone names at most 40 bytes. */
#define FG_ZONE_FILE_BYTES_MAX ((size_t)256 * 1024)
#define FG_ZONE_NAME_BYTES_MAX ((size_t)255)

/* Masterminds/semver's own bounds, with its texts. */
#define FG_VERSION_BYTES_MAX ((size_t)256)
#define FG_CONSTRAINT_BYTES_MAX ((size_t)512)
#define FG_CONSTRAINT_GROUPS_MAX ((size_t)32)

/* Nine-digit limbs of a decimal between the operations of addf & co: 10,800 digits, where two
 * float64 give at most 632. The library has no bound. */
#define FG_DECIMAL_LIMBS_MAX ((size_t)1200)

/* How often Helm lets a template of one name include itself, within itself. */
#define FG_HELM_INCLUDES_MAX 1000

/* The wire's deadlines. A handshake: Go's client gives up after
 * 10 s too. A head arrives in one segment. A webhook call lasts at most 30 s (timeoutSeconds), so a
 * request of 35 s has no reader. Go keeps idle connections for 90 s and does not retry a POST that
 * meets a closing one, so we wait longer. An answer has a reader who takes it or has gone. */
#define FG_WIRE_HANDSHAKE_MS 10000
#define FG_WIRE_HEAD_MS 5000
#define FG_WIRE_REQUEST_MS 35000
#define FG_WIRE_IDLE_MS 150000
#define FG_WIRE_WRITE_MS 10000
#define FG_WIRE_LINGER_MS 1000

/* ?timeout= of a call: the API server's default when it is absent, and what we keep back of it for the
 * way home. */
#define FG_WIRE_TIMEOUT_MS 10000
#define FG_WIRE_TIMEOUT_KEPT_MS 200

/* Connections: an API server keeps at most 25 idle ones to a host; 12,000 idle ones take 170 MB. Half of
 * RLIMIT_NOFILE leaves room for the bridges. Handshakes: two seconds of work for two cores. */
#define FG_WIRE_CONNECTIONS_MAX ((size_t)12000)
#define FG_WIRE_HANDSHAKES_MAX ((size_t)2048)

/* Connections of one worker whose going gives memory back to the system: 3 MB or more. */
#define FG_WIRE_CROWD ((size_t)128)

/* Bodies of all requests in flight: 64 reviews of 3 MB. */
#define FG_WIRE_BODY_BYTES_MAX ((size_t)192 * 1024 * 1024)

/* Bodies up to this are answered on the worker: handing over costs more than most reviews do. One of
 * 3 MB would hold up every connection of its worker. Jobs waiting for the pool: two seconds of
 * work. */
#define FG_WIRE_POOL_BODY_BYTES ((size_t)64 * 1024)
#define FG_WIRE_POOL_QUEUE_MAX ((size_t)64)
#define FG_WIRE_WORKERS_MAX 64

/* Stack of a thread: rules, templates and documents nest no deeper than a fifth of it needs. */
#define FG_THREAD_STACK_BYTES ((size_t)8 * 1024 * 1024)

/* Heads. kube-apiserver sends ten fields in 500 bytes; a URI is a path and ?timeout=. A host name has
 * at most 253 bytes, and a port. The longest method that is registered has 17. */
#define FG_WIRE_HEAD_BYTES_MAX ((size_t)64 * 1024)
#define FG_WIRE_FIELDS_MAX 100
#define FG_WIRE_URI_BYTES_MAX ((size_t)8 * 1024)
#define FG_WIRE_HOST_BYTES_MAX ((size_t)262)
#define FG_WIRE_METHOD_BYTES_MAX ((size_t)32)

/* One turn of one connection: four TLS records, then the others get theirs. */
#define FG_WIRE_TURN_BYTES ((size_t)64 * 1024)

/* Certificate, key and CA files: a chain of four takes 8 KB, a bundle of all public CAs 220 KB. The
 * chain that a client sends, and its length. */
#define FG_WIRE_PEM_BYTES_MAX ((size_t)1024 * 1024)
#define FG_WIRE_CLIENT_CHAIN_BYTES_MAX ((size_t)64 * 1024)
#define FG_WIRE_CLIENT_CHAIN_DEPTH 4

/* Body of /convert: the API server sends the objects of a list, up to what etcd gives at once. */
#define FG_CONVERT_BODY_BYTES_MAX ((size_t)48 * 1024 * 1024)

/* crdc. Schemas within schemas: the deepest real one has 23 levels; loading and every command recurse
 * over them. Files: the largest real CRD has some 3 MB. Folders below a folder: deeper is a mistake. */
#define CRDC_SCHEMA_DEPTH_MAX ((size_t)200)
#define CRDC_FILE_BYTES_MAX ((size_t)64 * 1024 * 1024)
#define CRDC_FOLDER_DEPTH_MAX ((size_t)64)

/* Nodes that one document of the compact form may stand for: shapes multiply. Fleet's largest kind
 * has 3,000. */
#define CRDC_COMPACT_NODES_MAX ((size_t)1000000)

/* Schemas. Within schemas: the deepest real one has 23 levels; compiling and validating recurse over
 * them. Faults of one value: more help nobody, and telling twins apart takes their square. */
#define CRD_SCHEMA_NESTING_MAX ((size_t)200)
#define CRD_SCHEMA_FAULTS_MAX ((size_t)1000)

#endif
