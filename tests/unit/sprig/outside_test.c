/* SPDX-License-Identifier: Apache-2.0 */
/* Chance, the clock and the outside: stand-ins, real answers, and who is told. */
#include "sprig/gotime.h"
#include "tests.h"
#include "value/json.h"

/* Each with what it gives without chance and clock, and whether it is reported. */
static const struct {
    const char *text;
    const char *out;
    bool unstable;
} stand_ins[] = {
    { "{{randAlphaNum 5|len}}{{randAlpha 3|len}}{{randAscii 2|len}}{{randNumeric 1|len}}", "5321",
      true },
    { "{{eq (randAlphaNum 9) (randAlphaNum 9)}}", "true", true },
    { "{{randInt 3 4}}", "3", true },
    { "{{uuidv4|len}}", "36", true },
    { "{{randBytes 3|b64dec|len}}", "3", true },
    { "{{shuffle \"aaa\"}}", "aaa", true },
    { "{{now.Unix}}", "1767225600", true },
    { "{{ago (now.Add 0)}}", "0s", true },
    { "{{bcrypt \"x\"|trunc 7}}{{htpasswd \"u\" \"p\"|trunc 9}}", "$2a$10$u:$2a$10$", true },
    { "{{genPrivateKey \"ed25519\"|trunc 27}}", "-----BEGIN PRIVATE KEY-----", true },
    { "{{(genCA \"a\" 1).Cert|trunc 27}}", "-----BEGIN CERTIFICATE-----", true },
    { "{{(genSelfSignedCert \"a\" nil nil 1).Key|trunc 31}}", "-----BEGIN RSA PRIVATE KEY-----",
      true },
    { "{{decryptAES \"k\" (encryptAES \"k\" \"plain\")}}", "plain", true },
    { "{{date \"2006\" \"no time\"}}", "2026", true },
    { "{{date \"2006\" 0}}", "1970", false },
    { "{{derivePassword 1 \"pin\" \"p\" \"u\" \"s\"|len}}", "4", false },
    { "{{semver \"1\"}}{{upper \"a\"}}{{htmlDate 0}}", "1.0.0A1970-01-01", false },
};

static void note(void *context, const fg_func *func, crd_place place)
{
    size_t *n = context;
    *n += func->name.len > 0 && func->flags & FG_FUNC_UNSTABLE;
}

void test_stand_ins(void)
{
    struct t_sprig r;
    size_t reported = 0;
    const fg_env env = { .context = &reported, .unstable = note };
    t_sprig_init(&r);
    r.exec.env = &env;
    for (size_t i = 0; i < T_COUNT(stand_ins); i++) {
        reported = 0;
        CHECK_STR(t_sprig(&r, stand_ins[i].text), crd_str_c(stand_ins[i].out));
        CHECK_INT(reported > 0, stand_ins[i].unstable);
    }
    t_sprig_done(&r);
}

/* Every function that answers differently each time gives the same twice without chance. */
void test_stand_ins_fixed(void)
{
    static const char text[] =
        "{{randAlphaNum 40}}{{randAlpha 40}}{{randAscii 40}}{{randNumeric 40}}{{randBytes 40}}"
        "{{randInt 0 1000000}}{{uuidv4}}{{shuffle \"abcdefghij\"}}{{now}}{{ago 0}}{{bcrypt \"p\"}}"
        "{{htpasswd \"u\" \"p\"}}{{genPrivateKey \"rsa\"}}{{genPrivateKey \"ecdsa\"}}"
        "{{genPrivateKey \"dsa\"}}{{genPrivateKey \"ed25519\"}}{{$ca := genCA \"a\" 1}}{{$ca}}"
        "{{genSelfSignedCert \"a\" nil nil 1}}{{genSignedCert \"b\" nil nil 1 $ca}}"
        "{{encryptAES \"k\" \"p\"}}{{date \"2006-01-02\" nil}}";
    struct t_sprig first;
    struct t_sprig second;
    t_sprig_init(&first);
    t_sprig_init(&second);
    crd_str one = t_sprig(&first, text);
    CHECK(!crd_str_starts(one, CRD_S("ERR")));
    CHECK_STR(t_sprig(&second, text), one);
    const fg_env real = { .real_random = true, .has_now = true, .now_ns = 1 };
    second.exec.env = &real;
    crd_str other = t_sprig(&second, "{{randAlphaNum 40}}{{uuidv4}}");
    CHECK(other.len == 76 && !crd_str_starts(one, crd_str_sub(other, 0, 40)));
    t_sprig_done(&first);
    t_sprig_done(&second);
}

void test_clock(void)
{
    struct t_sprig r;
    fg_env env = { .has_now = true, .now_ns = -1, .local_zone = CRD_S("Europe/Berlin") };
    t_sprig_init(&r);
    r.exec.env = &env;
    CHECK_STR(t_sprig(&r, "{{now.Format \"2006-01-02T15:04:05.999999999Z07:00\"}}"),
              CRD_S("1970-01-01T00:59:59.999999999+01:00"));
    env.now_ns = 1720000000 * FG_SECOND_NS;
    CHECK_STR(t_sprig(&r, "{{now.UTC}} {{now.IsDST}} {{ago (now.Add -90000000000)}}"),
              CRD_S("2024-07-03 09:46:40 +0000 UTC true 1m30s"));
    env.local_zone = CRD_S("No/Where");
    CHECK_STR(t_sprig(&r, "{{now}}"), CRD_S("2024-07-03 09:46:40 +0000 UTC"));
    t_sprig_done(&r);
}

static bool variable(void *context, crd_str name, crd_str *ret_text)
{
    *ret_text = CRD_S("value of A");
    return crd_str_eq(name, CRD_S("A"));
}

static bool host(void *context, crd_str name, crd_str *ret_address)
{
    *ret_address = CRD_S("192.0.2.1");
    return crd_str_eq(name, CRD_S("known"));
}

void test_outside(void)
{
    static const char text[] =
        "[{{env \"A\"}}|{{env \"B\"}}|{{expandenv \"<$A ${A} $B ${B} $ ${ $$\"}}|"
        "{{getHostByName \"known\"}}]";
    struct t_sprig r;
    const fg_env env = { .variable = variable, .host = host };
    t_sprig_init(&r);
    CHECK_STR(t_sprig(&r, text), CRD_S("[||<    $  |]"));
    r.exec.env = &env;
    CHECK_STR(t_sprig(&r, text), CRD_S("[value of A||<value of A value of A   $  |192.0.2.1]"));
    t_sprig_done(&r);
}

struct cluster {
    crd_arena *arena;
    crd_value object;
};

static bool look_up(void *context, crd_str api_version, crd_str kind, crd_str namespace_,
                    crd_str name, const crd_value **ret_node, crd_err *err)
{
    struct cluster *cluster = context;
    if (crd_str_eq(kind, CRD_S("Fault"))) {
        return CRD_FAIL(err, cluster->arena, CRD_E_VALUE, CRD_S("no such kind"));
    }
    bool found = crd_str_eq(api_version, CRD_S("v1")) && crd_str_eq(kind, CRD_S("Pod")) &&
                 crd_str_eq(namespace_, CRD_S("n")) && crd_str_eq(name, CRD_S("x"));
    *ret_node = found ? &cluster->object : NULL;
    return true;
}

void test_lookup(void)
{
    struct t_sprig r;
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 16);
    struct cluster cluster = { .arena = arena };
    CHECK(crd_json_read(arena, CRD_S("{\"a\":{\"b\":[1]}}"), NULL, &cluster.object, NULL));
    t_sprig_init(&r);
    r.set = FG_SPRIG_HELM;
    CHECK_STR(t_sprig(&r, "{{lookup \"v1\" \"Pod\" \"n\" \"x\"}}"), CRD_S("map[]"));
    const fg_env env = { .context = &cluster, .lookup = look_up };
    r.exec.env = &env;
    CHECK_STR(t_sprig(&r, "{{(lookup \"v1\" \"Pod\" \"n\" \"x\").a.b}}"), CRD_S("[1]"));
    CHECK_STR(t_sprig(&r, "{{lookup \"v1\" \"None\" \"n\" \"x\"}}"), CRD_S("map[]"));
    CHECK_STR(
        t_sprig(&r, "{{lookup \"v1\" \"Fault\" \"n\" \"x\"}}"),
        CRD_S("ERR template: t:1:2: executing \"t\" at <lookup \"v1\" \"Fault\" \"n\" \"x\">: "
              "error calling lookup: no such kind"));
    t_sprig_done(&r);
}
