/* SPDX-License-Identifier: Apache-2.0 */
/* URLs, paths and shapes of text. Expected values: Go 1.26.8, Sprig v3.3.0 with xstrings v1.5.0 and
 * goutils v1.1.1. */
#include "sprig/path.h"
#include "sprig/shape.h"
#include "base/url.h"
#include "tests.h"

/* A URL; scheme, opaque, user, host, host name, path, query, fragment and String(), or the error.
 */
static const struct {
    const char *text;
    const char *want;
} urls[] = {
    { "", "||||||||" },
    { "*", "|||||*|||*" },
    { "/p", "|||||/p|||/p" },
    { "http://user:pw@host:80/p%20a\?q=1&r=2#frag",
      "http||user:pw|host:80|host|/p a|q=1&r=2|frag|http://user:pw@host:80/p%20a\?q=1&r=2#frag" },
    { "//host/p", "|||host|host|/p|||//host/p" },
    { "http://[::1]:8080/", "http|||[::1]:8080|::1|/|||http://[::1]:8080/" },
    { "http://[fe80::1%25en0]/", "http|||[fe80::1%en0]|fe80::1%en0|/|||http://[fe80::1%25en0]/" },
    { "http://[fe80::1%en0]/", "parse \"http://[fe80::1%en0]/\": invalid URL escape \"%en\"" },
    { "http://[::1", "parse \"http://[::1\": missing ']' in host" },
    { "http://a[::1]", "parse \"http://a[::1]\": invalid IP-literal" },
    { "http://[1.2.3.4]/", "parse \"http://[1.2.3.4]/\": invalid IP-literal" },
    { "http://[::ffff:1.2.3.4]/x",
      "http|||[::ffff:1.2.3.4]|::ffff:1.2.3.4|/x|||http://[::ffff:1.2.3.4]/x" },
    { "http://[12345::]/", "parse \"http://[12345::]/\": invalid host: ParseAddr(\"12345::\"): "
                           "each group must have 4 or less digits (at \"12345::\")" },
    { "http://h:8x/", "parse \"http://h:8x/\": invalid port \":8x\" after host" },
    { "http://h:1:2/", "parse \"http://h:1:2/\": invalid port \":1:2\" after host" },
    { "tcp://h:1:2/", "tcp|||h:1:2|h:1|/|||tcp://h:1:2/" },
    { "http://h:/", "http|||h:|h|/|||http://h:/" },
    { "mailto:a@b", "mailto|a@b|||||||mailto:a@b" },
    { "a:b", "a|b|||||||a:b" },
    { "1:b", "parse \"1:b\": first path segment in URL cannot contain colon" },
    { ":x", "parse \":x\": missing protocol scheme" },
    { "x/y:z", "|||||x/y:z|||x/y:z" },
    { "y:z/x", "y|z/x|||||||y:z/x" },
    { "./y:z", "|||||./y:z|||./y:z" },
    { "http://%zz", "parse \"http://%zz\": invalid URL escape \"%zz\"" },
    { "http://h%20x/", "parse \"http://h%20x/\": invalid URL escape \"%20\"" },
    { "http://h%C3%A9/", "http|||h\303\251|h\303\251|/|||http://h%C3%A9/" },
    { "http://h<>/", "http|||h<>|h<>|/|||http://h<>/" },
    { "http://h x/", "parse \"http://h x/\": invalid character \" \" in host name" },
    { "/a%2fb", "|||||/a/b|||/a%2fb" },
    { "/a b", "|||||/a b|||/a%20b" },
    { "\?q", "||||||q||\?q" },
    { "\?", "||||||||\?" },
    { "a\?b\?c", "|||||a|b\?c||a\?b\?c" },
    { "#", "||||||||" },
    { "#a%20b", "|||||||a b|#a%20b" },
    { "#%zz", "parse \"#%zz\": invalid URL escape \"%zz\"" },
    { "http://u@h", "http||u|h|h||||http://u@h" },
    { "http://u:@h", "http||u:|h|h||||http://u:@h" },
    { "http://u:p:q@h", "http||u:p%3Aq|h|h||||http://u:p%3Aq@h" },
    { "http://u@v@h", "http||u%40v|h|h||||http://u%40v@h" },
    { "http://u ser@h", "parse \"http://u ser@h\": net/url: invalid userinfo" },
    { "http://u%20:p%40@h", "http||u%20:p%40|h|h||||http://u%20:p%40@h" },
    { "HTTP://H/", "http|||H|H|/|||http://H/" },
    { "file:///etc", "file|||||/etc|||file:///etc" },
    { "file:/etc", "file|||||/etc|||file:/etc" },
    { "s:", "s||||||||s:" },
    { "s:\?q", "s||||||q||s:\?q" },
    { "///x", "|||||///x|||///x" },
    { "http:///x", "http|||||/x|||http:///x" },
    { "http://h/\303\251", "http|||h|h|/\303\251|||http://h/%C3%A9" },
    { "a\177", "parse \"a\\x7f\": net/url: invalid control character in URL" },
    { "a\012b", "parse \"a\\nb\": net/url: invalid control character in URL" },
    { "http://h\?q#f", "http|||h|h||q|f|http://h\?q#f" },
    { "http://h/a;b=c,d", "http|||h|h|/a;b=c,d|||http://h/a;b=c,d" },
    { "http://h/!$&'()*+", "http|||h|h|/!$&'()*+|||http://h/!$&'()*+" },
    { "http://[::1]x/", "parse \"http://[::1]x/\": invalid port \"x\" after host" },
    { "x://h/%", "parse \"x://h/%\": invalid URL escape \"%\"" },
    { "#\"<>`{}", "|||||||\"<>`{}|#%22%3C%3E%60%7B%7D" },
};

void test_url(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 20);
    for (size_t i = 0; i < T_COUNT(urls); i++) {
        crd_err err = { 0 };
        crd_url url;
        crd_buf out;
        crd_buf_on(&out, arena, SIZE_MAX);
        if (crd_url_read(arena, crd_str_c(urls[i].text), &url, &err)) {
            crd_buf whole;
            crd_buf_on(&whole, arena, SIZE_MAX);
            crd_url_write(&whole, &url);
            crd_buf user;
            crd_buf_on(&user, arena, SIZE_MAX);
            if (url.has_user) {
                crd_url_write_user(&user, &url);
            }
            const crd_str parts[] = { url.scheme,
                                      url.opaque,
                                      crd_buf_str(&user),
                                      url.host,
                                      crd_url_hostname(&url),
                                      url.path,
                                      url.query,
                                      url.fragment,
                                      crd_buf_str(&whole) };
            for (size_t p = 0; p < T_COUNT(parts); p++) {
                if (p > 0) {
                    crd_buf_add_byte(&out, '|');
                }
                crd_buf_add(&out, parts[p]);
            }
        } else {
            crd_buf_add(&out, err.message);
        }
        CHECK_STR(crd_buf_str(&out), crd_str_c(urls[i].want));
    }
}

static bool read_url(void *context)
{
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 16);
    crd_url url;
    return arena && crd_url_read(arena, CRD_S("http://u%20:p@[::1%25x]:8/a%20b?q#f%20"), &url, NULL);
}

void test_url_each_failure(void)
{
    CHECK_FAIL_EACH(read_url, NULL);
}

/* Base, directory, cleaned, extension, absolute. */
static const struct {
    const char *text;
    const char *want;
} paths[] = {
    { "", ".|.|.||false" },
    { "/", "/|/|/||true" },
    { ".", ".|.|.|.|false" },
    { "..", "..|.|..|.|false" },
    { "a", "a|.|a||false" },
    { "a/", "a|a|a||false" },
    { "a//b/../c.tar.gz", "c.tar.gz|a|a/c.tar.gz|.gz|false" },
    { "/../a", "a|/|/a||true" },
    { "../../a/../..", "..|../..|../../..|.|false" },
    { "/a/b/", "b|/a/b|/a/b||true" },
    { "a/..", "..|a|.|.|false" },
    { "a/.././b", "b|.|b||false" },
    { "//", "/|/|/||true" },
    { ".hidden", ".hidden|.|.hidden|.hidden|false" },
    { "a.b/c", "c|a.b|a.b/c||false" },
    { "a/b.", "b.|a|a/b.|.|false" },
    { "./a", "a|.|a||false" },
    { "a/../../b", "b|..|../b||false" },
    { "/..", "..|/|/|.|true" },
};

void test_path(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 16);
    for (size_t i = 0; i < T_COUNT(paths); i++) {
        crd_str path = crd_str_c(paths[i].text);
        crd_str got = CRD_CAT(arena, fg_path_base(path), CRD_S("|"), fg_path_dir(arena, path),
                              CRD_S("|"), fg_path_clean(arena, path), CRD_S("|"), fg_path_ext(path),
                              CRD_S("|"), fg_path_is_abs(path) ? CRD_S("true") : CRD_S("false"));
        CHECK_STR(got, crd_str_c(paths[i].want));
    }
}

static const struct {
    const char *text;
    const char *camel;
    const char *snake;
    const char *kebab;
    const char *swap;
    const char *title;
    const char *untitle;
    const char *initials;
    const char *no_space;
} shapes[] = {
    { "", "", "", "", "", "", "", "", "" },
    { " ", "  ", "_", "-", " ", " ", " ", "", "" },
    { "  ", "   ", "__", "--", "  ", "  ", "  ", "", "" },
    { "--", "---", "__", "--", "--", "--", "--", "-", "--" },
    { "a", "A", "a", "a", "A", "A", "a", "a", "a" },
    { "A", "A", "a", "a", "a", "A", "a", "A", "A" },
    { "hello world", "HelloWorld", "hello_world", "hello-world", "HELLO WORLD", "Hello World",
      "hello world", "hw", "helloworld" },
    { "HTTPServerID", "HttpserverID", "http_server_id", "http-server-id", "httpsERVERid",
      "HTTPServerID", "hTTPServerID", "H", "HTTPServerID" },
    { "http_server", "HttpServer", "http_server", "http-server", "HTTP_SERVER", "Http_server",
      "http_server", "h", "http_server" },
    { "some-words here", "SomeWordsHere", "some_words_here", "some-words-here", "SOME-WORDS HERE",
      "Some-Words Here", "some-words here", "sh", "some-wordshere" },
    { "aB1c2D", "AB1c2D", "a_b_1c2_d", "a-b-1c2-d", "Ab1C2d", "AB1c2D", "aB1c2D", "a", "aB1c2D" },
    { "99", "99", "99", "99", "99", "99", "99", "9", "99" },
    { "abc123def", "Abc123def", "abc_123def", "abc-123def", "ABC123DEF", "Abc123def", "abc123def",
      "a", "abc123def" },
    { "ABC123DEF456", "Abc123DEF456", "abc123_def456", "abc123-def456", "abc123def456",
      "ABC123DEF456", "aBC123DEF456", "A", "ABC123DEF456" },
    { "x1 2y", "X12y", "x1_2y", "x1-2y", "X1 2Y", "X1 2y", "x1 2y", "x2", "x12y" },
    { "1a2b", "1a2b", "1a2b", "1a2b", "1A2B", "1a2b", "1a2b", "1", "1a2b" },
    { "a1B", "A1B", "a1_b", "a1-b", "A1b", "A1B", "a1B", "a", "a1B" },
    { "_leading", "_Leading", "_leading", "-leading", "_LEADING", "_leading", "_leading", "_",
      "_leading" },
    { "trailing_", "Trailing_", "trailing_", "trailing-", "TRAILING_", "Trailing_", "trailing_",
      "t", "trailing_" },
    { "\303\251t\303\251 \303\211T\303\211", "\303\211t\303\251\303\211t\303\251",
      "\303\251t\303\251_\303\251t\303\251", "\303\251t\303\251-\303\251t\303\251",
      "\303\211T\303\211 \303\251t\303\251", "\303\211t\303\251 \303\211T\303\211",
      "\303\251t\303\251 \303\251T\303\211", "\303\203\303\203",
      "\303\203\302\251t\303\203\302\251\303\203\302\211T\303\203\302\211" },
    { "a\302\240b", "AB", "a_b", "a-b", "A\302\240B", "A\302\240B", "a\302\240b", "ab",
      "a\303\202b" },
    { "\377\376A", "\357\277\275\357\277\275A", "\357\277\275\357\277\275a",
      "\357\277\275\357\277\275a", "\357\277\275\357\277\275a", "\357\277\275\357\277\275A",
      "\357\277\275\357\277\275A", "\303\277", "\377\376A" },
    { "A\377b", "A\357\277\275b", "a\357\277\275b", "a\357\277\275b", "a\357\277\275B",
      "A\357\277\275b", "a\357\277\275b", "A", "A\377b" },
    { "\346\227\245\346\234\254ABC", "\346\227\245\346\234\254ABC", "\346\227\245\346\234\254_abc",
      "\346\227\245\346\234\254-abc", "\346\227\245\346\234\254abc", "\346\227\245\346\234\254ABC",
      "\346\227\245\346\234\254ABC", "\303\246", "\346\227\245\346\234\254ABC" },
    { "foo.bar-Baz_Qux", "Foo.barBazQux", "foo.bar_baz_qux", "foo.bar-baz-qux", "FOO.BAR-bAZ_qUX",
      "Foo.Bar-Baz_Qux", "foo.bar-Baz_Qux", "f", "foo.bar-Baz_Qux" },
    { "IDs", "Ids", "i_ds", "i-ds", "idS", "IDs", "iDs", "I", "IDs" },
    { "ID3s", "Id3s", "id_3s", "id-3s", "id3S", "ID3s", "iD3s", "I", "ID3s" },
    { "userID", "UserID", "user_id", "user-id", "USERid", "UserID", "userID", "u", "userID" },
    { "a!B\?c", "A!B\?c", "a!b\?c", "a!b\?c", "A!b\?C", "A!B\?C", "a!B\?c", "a", "a!B\?c" },
    { "\307\205x \307\205", "\307\204x\307\204", "\307\205x_\307\205", "\307\205x-\307\205",
      "\307\206X \307\206", "\307\205x \307\205", "\307\206x \307\206", "\303\207x\303\207",
      "\303\207x\303\207" },
    { "\304\260x", "\304\260x", "ix", "ix", "iX", "\304\260x", "ix", "\303\204", "\304\260x" },
    { "it's a_b c-d", "It'sABCD", "it's_a_b_c_d", "it's-a-b-c-d", "IT'S A_B C-D", "It'S A_b C-D",
      "it's a_b c-d", "iac", "it'sa_bc-d" },
    { "Hello wORLD aB", "HelloWORLDAB", "hello_w_orld_a_b", "hello-w-orld-a-b", "hELLO World Ab",
      "Hello WORLD AB", "hello wORLD aB", "Hwa", "HellowORLDaB" },
    { "\011Tab\012line", "\011TabLine", "_tab_line", "-tab-line", "\011tAB\012LINE",
      "\011Tab\012Line", "\011tab\012line", "Tl", "Tabline" },
    { "a1!b", "A1!b", "a1!b", "a1!b", "A1!B", "A1!B", "a1!b", "a", "a1!b" },
    { "9a!", "9a!", "9a!", "9a!", "9A!", "9a!", "9a!", "9", "9a!" },
    { "x9", "X9", "x9", "x9", "X9", "X9", "x9", "x", "x9" },
    { "x9!", "X9!", "x9!", "x9!", "X9!", "X9!", "x9!", "x", "x9!" },
    { "x9y!", "X9y!", "x_9y!", "x-9y!", "X9Y!", "X9y!", "x9y!", "x", "x9y!" },
    { "A9 b", "A9B", "a9_b", "a9-b", "a9 B", "A9 B", "a9 b", "Ab", "A9b" },
    { "\302\275 x\302\275", "\302\275X\302\275", "\302\275_x\302\275", "\302\275-x\302\275",
      "\302\275 X\302\275", "\302\275 X\302\275", "\302\275 x\302\275", "\303\202x",
      "\303\202\302\275x\303\202\302\275" },
    { "AB\377", "Ab\357\277\275", "ab\357\277\275", "ab\357\277\275", "ab\357\277\275",
      "AB\357\277\275", "aB\357\277\275", "A", "AB\377" },
};

static void check_shape(void (*shape)(crd_buf *, crd_str), const char *text, const char *want)
{
    CRD_AUTO_BUF buf;
    crd_buf_init(&buf, 1 << 16);
    shape(&buf, crd_str_c(text));
    CHECK_STR(crd_buf_str(&buf), crd_str_c(want));
}

static void snake(crd_buf *buf, crd_str text)
{
    fg_shape_lower(buf, text, '_');
}

static void kebab(crd_buf *buf, crd_str text)
{
    fg_shape_lower(buf, text, '-');
}

void test_shape(void)
{
    for (size_t i = 0; i < T_COUNT(shapes); i++) {
        check_shape(fg_shape_pascal, shapes[i].text, shapes[i].camel);
        check_shape(snake, shapes[i].text, shapes[i].snake);
        check_shape(kebab, shapes[i].text, shapes[i].kebab);
        check_shape(fg_shape_swap, shapes[i].text, shapes[i].swap);
        check_shape(fg_shape_title, shapes[i].text, shapes[i].title);
        check_shape(fg_shape_untitle, shapes[i].text, shapes[i].untitle);
        check_shape(fg_shape_initials, shapes[i].text, shapes[i].initials);
        check_shape(fg_shape_no_space, shapes[i].text, shapes[i].no_space);
    }
}

/* wrap, wrapWith "|", abbrev, abbrevboth with the width on the left of 8, on the right of 5. */
static const struct {
    const char *text;
    int64_t width;
    const char *wrap;
    const char *wrap_with;
    const char *abbrev;
    const char *left;
    const char *right;
} wraps[] = {
    { "", INT64_C(-1), "", "", "", "", "" },
    { "", INT64_C(0), "", "", "", "", "" },
    { "", INT64_C(1), "", "", "", "", "" },
    { "", INT64_C(5), "", "", "", "", "" },
    { "", INT64_C(9), "", "", "", "", "" },
    { "", INT64_C(1099511627776), "", "", "", "", "" },
    { "a", INT64_C(-1), "a", "a", "a", "a", "a" },
    { "a", INT64_C(0), "a", "a", "a", "a", "a" },
    { "a", INT64_C(1), "a", "a", "a", "a", "a" },
    { "a", INT64_C(5), "a", "a", "a", "a", "a" },
    { "a", INT64_C(9), "a", "a", "a", "a", "a" },
    { "a", INT64_C(1099511627776), "a", "a", "a", "a", "a" },
    { "hello big  world of words", INT64_C(-1), "hello\012big\012world\012of\012words",
      "h|e|l|l|o|b|i|g|w|o|r|l|d|o|f|w|o|r|d|s", "hello big  world of words", "hello...",
      "hello big  world of words" },
    { "hello big  world of words", INT64_C(0), "hello\012big\012world\012of\012words",
      "h|e|l|l|o|b|i|g|w|o|r|l|d|o|f|w|o|r|d|s", "hello big  world of words", "hello...",
      "hello big  world of words" },
    { "hello big  world of words", INT64_C(1), "hello\012big\012world\012of\012words",
      "h|e|l|l|o|b|i|g|w|o|r|l|d|o|f|w|o|r|d|s", "hello big  world of words", "hello...",
      "hello big  world of words" },
    { "hello big  world of words", INT64_C(5), "hello\012big \012world\012of\012words",
      "hello|big |world|of|words", "he...", "... b...", "hello big  world of words" },
    { "hello big  world of words", INT64_C(9), "hello big\012world of\012words",
      "hello big|world of|words", "hello ...", "...  ...", "... bi..." },
    { "hello big  world of words", INT64_C(1099511627776), "hello big  world of words",
      "hello big  world of words", "hello big  world of words", "...words",
      "hello big  world of words" },
    { "averyveryverylongword and more", INT64_C(-1), "averyveryverylongword\012and\012more",
      "a|v|e|r|y|v|e|r|y|v|e|r|y|l|o|n|g|w|o|r|d|a|n|d|m|o|r|e", "averyveryverylongword and more",
      "avery...", "averyveryverylongword and more" },
    { "averyveryverylongword and more", INT64_C(0), "averyveryverylongword\012and\012more",
      "a|v|e|r|y|v|e|r|y|v|e|r|y|l|o|n|g|w|o|r|d|a|n|d|m|o|r|e", "averyveryverylongword and more",
      "avery...", "averyveryverylongword and more" },
    { "averyveryverylongword and more", INT64_C(1), "averyveryverylongword\012and\012more",
      "a|v|e|r|y|v|e|r|y|v|e|r|y|l|o|n|g|w|o|r|d|a|n|d|m|o|r|e", "averyveryverylongword and more",
      "avery...", "averyveryverylongword and more" },
    { "averyveryverylongword and more", INT64_C(5), "averyveryverylongword\012and\012more",
      "avery|veryv|erylo|ngwor|d and|more", "av...", "...ve...", "averyveryverylongword and more" },
    { "averyveryverylongword and more", INT64_C(9), "averyveryverylongword\012and more",
      "averyvery|verylongw|ord and|more", "averyv...", "...ve...", "...ver..." },
    { "averyveryverylongword and more", INT64_C(1099511627776), "averyveryverylongword and more",
      "averyveryverylongword and more", "averyveryverylongword and more", "... more",
      "averyveryverylongword and more" },
    { "   lead", INT64_C(-1), "lead", "l|e|a|d", "   lead", "   lead", "   lead" },
    { "   lead", INT64_C(0), "lead", "l|e|a|d", "   lead", "   lead", "   lead" },
    { "   lead", INT64_C(1), "lead", "l|e|a|d", "   lead", "   lead", "   lead" },
    { "   lead", INT64_C(5), " lead", " lead", "  ...", "   lead", "   lead" },
    { "   lead", INT64_C(9), "   lead", "   lead", "   lead", "   lead", "   lead" },
    { "   lead", INT64_C(1099511627776), "   lead", "   lead", "   lead", "   lead", "   lead" },
    { "a\012b c d", INT64_C(-1), "a\012b\012c\012d", "a|\012|b|c|d", "a\012b c d", "a\012b c d",
      "a\012b c d" },
    { "a\012b c d", INT64_C(0), "a\012b\012c\012d", "a|\012|b|c|d", "a\012b c d", "a\012b c d",
      "a\012b c d" },
    { "a\012b c d", INT64_C(1), "a\012b\012c\012d", "a|\012|b|c|d", "a\012b c d", "a\012b c d",
      "a\012b c d" },
    { "a\012b c d", INT64_C(5), "a\012b c\012d", "a\012b c|d", "a\012...", "a\012b c d",
      "a\012b c d" },
    { "a\012b c d", INT64_C(9), "a\012b c d", "a\012b c d", "a\012b c d", "a\012b c d",
      "a\012b c d" },
    { "a\012b c d", INT64_C(1099511627776), "a\012b c d", "a\012b c d", "a\012b c d", "a\012b c d",
      "a\012b c d" },
};

void test_wrap(void)
{
    for (size_t i = 0; i < T_COUNT(wraps); i++) {
        CRD_AUTO_BUF buf;
        crd_str text = crd_str_c(wraps[i].text);
        crd_buf_init(&buf, 1 << 16);
        fg_shape_wrap(&buf, text, wraps[i].width, CRD_S(""), false);
        CHECK_STR(crd_buf_str(&buf), crd_str_c(wraps[i].wrap));
        crd_buf_clear(&buf);
        fg_shape_wrap(&buf, text, wraps[i].width, CRD_S("|"), true);
        CHECK_STR(crd_buf_str(&buf), crd_str_c(wraps[i].wrap_with));
        crd_buf_clear(&buf);
        fg_shape_abbrev(&buf, text, wraps[i].width);
        CHECK_STR(crd_buf_str(&buf), crd_str_c(wraps[i].abbrev));
        crd_buf_clear(&buf);
        fg_shape_abbrev_both(&buf, text, wraps[i].width, 8);
        CHECK_STR(crd_buf_str(&buf), crd_str_c(wraps[i].left));
        crd_buf_clear(&buf);
        fg_shape_abbrev_both(&buf, text, 5, wraps[i].width);
        CHECK_STR(crd_buf_str(&buf), crd_str_c(wraps[i].right));
    }
}
