/* SPDX-License-Identifier: Apache-2.0 */
/*
 * TOML both ways, YAML as go-yaml v3 writes it, globs, Helm's objects. Expected values: Helm v4.2.3
 * on Go 1.26.8. Thousands more of the kind stand in tests/vectors.
 */
#include "tests.h"

static const struct {
    const char *text;
    const char *out;
} rows[] = {
#include "document_rows.inc"
};

void test_documents(void)
{
    struct t_sprig r;
    t_sprig_init(&r);
    r.set = FG_SPRIG_HELM;
    for (size_t i = 0; i < T_COUNT(rows); i++) {
        CHECK_STR(t_sprig(&r, rows[i].text), crd_str_c(rows[i].out));
    }
    t_sprig_done(&r);
}

/* Each once, for every allocation that it makes. */
static const char *const texts[] = {
    "{{fromToml \"a = 1\\n[b.c]\\nd = [1, 'x', {e = 2024-01-01}]\\n\"|toToml}}",
    "{{fromToml \"a = 1\\na = 2\\n\"}}",
    "{{dict \"a\" (list 1 \"b: c\" (dict \"x\" nil)) \"m\" \"l1\\nl2\\n\"|toYamlPretty}}",
    "{{dict \"a\" (list 1.5 true)|toYaml|fromYaml|toJson|fromJson}}",
    "{{fromYamlArray \"- a\\n- [b]\"}}{{fromJsonArray \"[1\"}}{{fromYaml \"a: [\"}}",
    "{{define \"x\"}}{{.a}}{{end}}{{include \"x\" .}}{{tpl \"{{.a}}<no value>\" .}}{{tpl \"{{\" "
    ".}}",
    "{{include \"none\" .}}",
    "{{required \"m\" .a}}{{fail \"f\"}}",
    "{{regexFindAll \"a(b|c)+\" \"abcacb\" -1}}{{regexReplaceAll \"(x)\" \"axb\" \"${1}y\"}}",
    "{{regexSplit \"b*\" \"abba\" -1}}{{mustRegexMatch \"(\" \"\"}}",
    "{{(semver \"1.2.3-a+b\").IncMajor}}{{semverCompare \"^1.2 || ~3\" \"3.0.1\"}}{{semver \"x\"}}",
    "{{urlParse \"http://u:p@h:1/p?q#f\"|urlJoin}}{{urlParse \"http://[\"}}",
    "{{dateInZone \"Mon Jan 2 2006 MST\" 0 \"Europe/Berlin\"}}{{mustToDate \"2006\" \"x\"}}",
    "{{dateModify \"1h\" (toDate \"2006\" \"2020\")}}{{mustDateModify \"x\" now}}",
    "{{addf 1.5 2}}{{divf 1 3}}{{mulf \"1e10\" 3}}{{snakecase \"aBc\"}}{{wrap 3 \"a b c\"}}",
    "{{b64enc \"x\"}}{{b32dec \"MY======\"}}{{sha256sum \"x\"}}{{base \"a/b\"}}{{clean \"a//b\"}}",
    "{{randAlphaNum 3}}{{uuidv4}}{{shuffle \"ab\"}}{{randBytes 3}}",
    "{{decryptAES \"k\" (encryptAES \"k\" \"p\")}}{{buildCustomCert \"\" \"\"}}",
    "{{(genCA \"a\" 1).Cert}}{{genPrivateKey \"ecdsa\"}}{{bcrypt \"p\"}}",
    "{{env \"A\"}}{{expandenv \"$A ${B}\"}}{{derivePassword 1 \"nope\" \"\" \"\" \"\"}}",
    "{{(now.Add 5).GoString}}{{now.MarshalJSON}}{{now.Location}}{{duration 90}}{{durationRound "
    "\"2h\"}}",
};

static bool render(void *context)
{
    struct t_sprig r;
    t_sprig_init(&r);
    bool good = r.arena != NULL;
    if (good) {
        r.set = FG_SPRIG_HELM;
        t_sprig(&r, context);
        /* a text that is refused is as good as one that is taken */
        good = !crd_code_is_ours(r.err.code);
    }
    t_sprig_done(&r);
    return good;
}

void test_each_failure(void)
{
    for (size_t i = 0; i < T_COUNT(texts); i++) {
        CHECK_FAIL_EACH(render, (void *)(uintptr_t)texts[i]);
    }
}
