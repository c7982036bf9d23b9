/* SPDX-License-Identifier: Apache-2.0 */
/* Ceilings of functions: one below, at, one above. Costs: refused before the work is done. */
#include "base/limits.h"
#include "tests.h"

#include <stdio.h>

/* before, n times the unit, after: taken with at most `most` units, else refused with that text. */
static const struct {
    const char *before;
    const char *unit;
    const char *after;
    size_t most;
    const char *refusal;
} bounds[] = {
    { "{{(semver \"1.0.0+", "a", "\").Minor}}", FG_VERSION_BYTES_MAX - 6,
      "version string is too long (max 256 bytes)" },
    { "{{semverCompare \"1", " ", "\" \"1\"}}", FG_CONSTRAINT_BYTES_MAX - 1,
      "constraint string is too long (max 512 bytes)" },
    { "{{semverCompare \"1", "||1", "\" \"1\"}}", FG_CONSTRAINT_GROUPS_MAX - 1,
      "too many constraint groups (max 32)" },
    { "{{$z := \"UTC", "x",
      "\"}}{{dateInZone \"2006\" 0 $z}}{{if gt (len $z) 255}}{{fail \"long\"}}"
      "{{end}}",
      FG_ZONE_NAME_BYTES_MAX - 3, "long" },
    { "{{randAlpha 1", "0", "|len}}", 5, "step budget exceeded" },
    { "{{randBytes 1", "0", "|len}}", 7, "budget exceeded" },
};

void test_bounds(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 24);
    struct t_sprig r;
    t_sprig_init(&r);
    r.set = FG_SPRIG_HELM;
    for (size_t i = 0; i < T_COUNT(bounds); i++) {
        for (size_t n = bounds[i].most - 1; n <= bounds[i].most + 1; n++) {
            crd_str got =
                t_sprig(&r, t_filled(arena, bounds[i].before, bounds[i].unit, n, bounds[i].after));
            bool refused = crd_str_starts(got, CRD_S("ERR"));
            if (!CHECK(refused == (n > bounds[i].most)) ||
                !CHECK(!refused || crd_str_has(got, crd_str_c(bounds[i].refusal)))) {
                printf("  row %zu, %zu units: %.*s\n", i, n, (int)(got.len < 200 ? got.len : 200),
                       got.ptr);
            }
        }
    }
    t_sprig_done(&r);
}

/* Levels of arrays in TOML. */
void test_toml_depth(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 24);
    struct t_sprig r;
    t_sprig_init(&r);
    r.set = FG_SPRIG_HELM;
    for (size_t n = CRD_NESTING_MAX - 1; n <= CRD_NESTING_MAX + 1; n++) {
        const char *open = t_filled(arena, "{{(fromToml `a = ", "[", n, "");
        crd_str got = t_sprig(&r, t_filled(arena, open, "]", n, "`)|toJson}}"));
        if (n <= CRD_NESTING_MAX) {
            CHECK_INT(got.len, 2 * n + sizeof("{\"a\":}") - 1);
        } else {
            CHECK_STR(got, CRD_S("{\"Error\":\"exceeded max depth\"}"));
        }
    }
    t_sprig_done(&r);
}

/* Under a budget of 90,000 steps none of these may do its work. */
static const char *const costly[] = {
    "{{bcrypt \"x\"}}",
    "{{htpasswd \"u\" \"p\"}}",
    "{{derivePassword 1 \"long\" \"p\" \"u\" \"s\"}}",
    "{{genPrivateKey \"rsa\"}}",
    "{{genPrivateKey \"dsa\"}}",
    "{{genCA \"a\" 1}}",
    "{{genSelfSignedCert \"a\" nil nil 1}}",
    "{{randAlpha 100000000}}",
    "{{randBytes 100000000000}}",
    "{{$a := list}}{{range $i := until 1000}}{{$a = concat $a (until 1000)}}{{end}}",
};

void test_costs(void)
{
    struct t_sprig r;
    const fg_env real = { .real_random = true };
    t_sprig_init(&r);
    r.exec.env = &real;
    r.exec.budget.steps = 90000;
    for (size_t i = 0; i < T_COUNT(costly); i++) {
        crd_str got = t_sprig(&r, costly[i]);
        if (!CHECK_INT(r.err.code, CRD_E_BUDGET)) {
            printf("  %s: %.*s\n", costly[i], (int)got.len, got.ptr);
        }
    }
    r.exec.budget.steps = 1000000;
    CHECK(!crd_str_starts(t_sprig(&r, "{{bcrypt \"x\"}}"), CRD_S("ERR")));
    t_sprig_done(&r);
}
