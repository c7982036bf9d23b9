/* SPDX-License-Identifier: Apache-2.0 */
/* printf: every verb and flag on every kind. Expected texts: Go 1.26.8. */
#include "tests.h"

static const char data[] =
    "{\"l\":[\"a\",1,null,[true]],\"m\":{\"k\":\"v\",\"n\":null},\"em\":{},\"e\":[],\"nul\":null}";

static const struct {
    const char *text;
    const char *want;
} rows[] = {
    { "{{printf \"%v~%+v~%#v~%T~%s~%q\" 1 1 1 1 1 1}}", "1~1~1~int~%!s(int=1)~'\\x01'" },
    { "{{printf \"%d~%x~%X~% x~%#x~%# x\" 1 1 1 1 1 1}}", "1~1~1~ 1~0x1~ 0x1" },
    { "{{printf \"%t~%c~%U~%#U~%b~%o\" 1 1 1 1 1 1}}", "%!t(int=1)~\001~U+0001~U+0001~1~1" },
    { "{{printf \"%O~%#o~%e~%E~%f~%F\" 1 1 1 1 1 1}}",
      "0o1~01~%!e(int=1)~%!E(int=1)~%!f(int=1)~%!F(int=1)" },
    { "{{printf \"%g~%G~%08d~%+d~%-8d|~%8.3f\" 1 1 1 1 1 1}}",
      "%!g(int=1)~%!G(int=1)~00000001~+1~1       |~%!f(int=     001)" },
    { "{{printf \"%-8.3f|~%+08.2f~%x~%#g~%#.3x~%.2s\" 1 1 1 1 1 1}}",
      "%!f(int=001     )|~%!f(int=     +01)~1~%!g(int=1)~0x001~%!s(int=01)" },
    { "{{printf \"%8s|~%-8s|~%08s~%+q~%#q~%.0d\" 1 1 1 1 1 1}}",
      "%!s(int=       1)|~%!s(int=1       )|~%!s(int=00000001)~'\\x01'~'\\x01'~1" },
    { "{{printf \"%5t~%p~%w~%z~%!~% d\" 1 1 1 1 1 1}}",
      "%!t(int=    1)~%!p(int=1)~%!w(int=1)~%!z(int=1)~%!!(int=1)~ 1" },
    { "{{printf \"%6.2q~%.3x~%1.5v\" 1 1 1}}", "'\\x01'~001~00001" },
    { "{{printf \"%v~%+v~%#v~%T~%s~%q\" -42 -42 -42 -42 -42 -42}}",
      "-42~-42~-42~int~%!s(int=-42)~'\357\277\275'" },
    { "{{printf \"%d~%x~%X~% x~%#x~%# x\" -42 -42 -42 -42 -42 -42}}",
      "-42~-2a~-2A~-2a~-0x2a~-0x2a" },
    { "{{printf \"%t~%c~%U~%#U~%b~%o\" -42 -42 -42 -42 -42 -42}}",
      "%!t(int=-42)~\357\277\275~U+FFFFFFFFFFFFFFD6~U+FFFFFFFFFFFFFFD6~-101010~-52" },
    { "{{printf \"%O~%#o~%e~%E~%f~%F\" -42 -42 -42 -42 -42 -42}}",
      "-0o52~-052~%!e(int=-42)~%!E(int=-42)~%!f(int=-42)~%!F(int=-42)" },
    { "{{printf \"%g~%G~%08d~%+d~%-8d|~%8.3f\" -42 -42 -42 -42 -42 -42}}",
      "%!g(int=-42)~%!G(int=-42)~-0000042~-42~-42     |~%!f(int=    -042)" },
    { "{{printf \"%-8.3f|~%+08.2f~%x~%#g~%#.3x~%.2s\" -42 -42 -42 -42 -42 -42}}",
      "%!f(int=-042    )|~%!f(int=     -42)~-2a~%!g(int=-42)~-0x02a~%!s(int=-42)" },
    { "{{printf \"%8s|~%-8s|~%08s~%+q~%#q~%.0d\" -42 -42 -42 -42 -42 -42}}",
      "%!s(int=     -42)|~%!s(int=-42     )|~%!s(int=-0000042)~'\\ufffd'~'\357\277\275'~-42" },
    { "{{printf \"%5t~%p~%w~%z~%!~% d\" -42 -42 -42 -42 -42 -42}}",
      "%!t(int=  -42)~%!p(int=-42)~%!w(int=-42)~%!z(int=-42)~%!!(int=-42)~-42" },
    { "{{printf \"%6.2q~%.3x~%1.5v\" -42 -42 -42}}", "   '\357\277\275'~-02a~-00042" },
    { "{{printf \"%v~%+v~%#v~%T~%s~%q\" 0 0 0 0 0 0}}", "0~0~0~int~%!s(int=0)~'\\x00'" },
    { "{{printf \"%d~%x~%X~% x~%#x~%# x\" 0 0 0 0 0 0}}", "0~0~0~ 0~0x0~ 0x0" },
    { "{{printf \"%O~%#o~%e~%E~%f~%F\" 0 0 0 0 0 0}}",
      "0o0~0~%!e(int=0)~%!E(int=0)~%!f(int=0)~%!F(int=0)" },
    { "{{printf \"%g~%G~%08d~%+d~%-8d|~%8.3f\" 0 0 0 0 0 0}}",
      "%!g(int=0)~%!G(int=0)~00000000~+0~0       |~%!f(int=     000)" },
    { "{{printf \"%-8.3f|~%+08.2f~%x~%#g~%#.3x~%.2s\" 0 0 0 0 0 0}}",
      "%!f(int=000     )|~%!f(int=     +00)~0~%!g(int=0)~0x000~%!s(int=00)" },
    { "{{printf \"%8s|~%-8s|~%08s~%+q~%#q~%.0d\" 0 0 0 0 0 0}}",
      "%!s(int=       0)|~%!s(int=0       )|~%!s(int=00000000)~'\\x00'~'\\x00'~" },
    { "{{printf \"%5t~%p~%w~%z~%!~% d\" 0 0 0 0 0 0}}",
      "%!t(int=    0)~%!p(int=0)~%!w(int=0)~%!z(int=0)~%!!(int=0)~ 0" },
    { "{{printf \"%6.2q~%.3x~%1.5v\" 0 0 0}}", "'\\x00'~000~00000" },
    { "{{printf \"%v~%+v~%#v~%T~%s~%q\" 3.14 3.14 3.14 3.14 3.14 3.14}}",
      "3.14~3.14~3.14~float64~%!s(float64=3.14)~%!q(float64=3.14)" },
    { "{{printf \"%d~%x~%X~% x~%#x~%# x\" 3.14 3.14 3.14 3.14 3.14 3.14}}",
      "%!d(float64=3.14)~0x1.91eb851eb851fp+01~0X1.91EB851EB851FP+01~ "
      "0x1.91eb851eb851fp+01~0x1.91eb851eb851fp+01~ 0x1.91eb851eb851fp+01" },
    { "{{printf \"%t~%c~%U~%#U~%b~%o\" 3.14 3.14 3.14 3.14 3.14 3.14}}",
      "%!t(float64=3.14)~%!c(float64=3.14)~%!U(float64=3.14)~%!U(float64=3.14000)~"
      "7070651414971679p-51~%!o(float64=3.14)" },
    { "{{printf \"%O~%#o~%e~%E~%f~%F\" 3.14 3.14 3.14 3.14 3.14 3.14}}",
      "%!O(float64=3.14)~%!o(float64=3.14000)~3.140000e+00~3.140000E+00~3.140000~3.140000" },
    { "{{printf \"%g~%G~%08d~%+d~%-8d|~%8.3f\" 3.14 3.14 3.14 3.14 3.14 3.14}}",
      "3.14~3.14~%!d(float64=00003.14)~%!d(float64=+3.14)~%!d(float64=3.14    )|~   3.140" },
    { "{{printf \"%-8.3f|~%+08.2f~%x~%#g~%#.3x~%.2s\" 3.14 3.14 3.14 3.14 3.14 3.14}}",
      "3.140   |~+0003.14~0x1.91eb851eb851fp+01~3.14000~0x1.91fp+01~%!s(float64=3.1)" },
    { "{{printf \"%8s|~%-8s|~%08s~%+q~%#q~%.0d\" 3.14 3.14 3.14 3.14 3.14 3.14}}",
      "%!s(float64=    3.14)|~%!s(float64=3.14    "
      ")|~%!s(float64=00003.14)~%!q(float64=+3.14)~%!q(float64=3.14000)~%!d(float64=3)" },
    { "{{printf \"%5t~%p~%w~%z~%!~% d\" 3.14 3.14 3.14 3.14 3.14 3.14}}",
      "%!t(float64= "
      "3.14)~%!p(float64=3.14)~%!w(float64=3.14)~%!z(float64=3.14)~%!!(float64=3.14)~%!d(float64= "
      "3.14)" },
    { "{{printf \"%6.2q~%.3x~%1.5v\" 3.14 3.14 3.14}}", "%!q(float64=   3.1)~0x1.91fp+01~3.14" },
    { "{{printf \"%v~%+v~%#v~%T~%s~%q\" -0.5 -0.5 -0.5 -0.5 -0.5 -0.5}}",
      "-0.5~-0.5~-0.5~float64~%!s(float64=-0.5)~%!q(float64=-0.5)" },
    { "{{printf \"%d~%x~%X~% x~%#x~%# x\" -0.5 -0.5 -0.5 -0.5 -0.5 -0.5}}",
      "%!d(float64=-0.5)~-0x1p-01~-0X1P-01~-0x1p-01~-0x1.0000p-01~-0x1.0000p-01" },
    { "{{printf \"%t~%c~%U~%#U~%b~%o\" -0.5 -0.5 -0.5 -0.5 -0.5 -0.5}}",
      "%!t(float64=-0.5)~%!c(float64=-0.5)~%!U(float64=-0.5)~%!U(float64=-0.500000)~-"
      "4503599627370496p-53~%!o(float64=-0.5)" },
    { "{{printf \"%O~%#o~%e~%E~%f~%F\" -0.5 -0.5 -0.5 -0.5 -0.5 -0.5}}",
      "%!O(float64=-0.5)~%!o(float64=-0.500000)~-5.000000e-01~-5.000000E-01~-0.500000~-0.500000" },
    { "{{printf \"%g~%G~%08d~%+d~%-8d|~%8.3f\" -0.5 -0.5 -0.5 -0.5 -0.5 -0.5}}",
      "-0.5~-0.5~%!d(float64=-00000.5)~%!d(float64=-0.5)~%!d(float64=-0.5    )|~  -0.500" },
    { "{{printf \"%-8.3f|~%+08.2f~%x~%#g~%#.3x~%.2s\" -0.5 -0.5 -0.5 -0.5 -0.5 -0.5}}",
      "-0.500  |~-0000.50~-0x1p-01~-0.500000~-0x1.000p-01~%!s(float64=-0.5)" },
    { "{{printf \"%8s|~%-8s|~%08s~%+q~%#q~%.0d\" -0.5 -0.5 -0.5 -0.5 -0.5 -0.5}}",
      "%!s(float64=    -0.5)|~%!s(float64=-0.5    "
      ")|~%!s(float64=-00000.5)~%!q(float64=-0.5)~%!q(float64=-0.500000)~%!d(float64=-0.5)" },
    { "{{printf \"%5t~%p~%w~%z~%!~% d\" -0.5 -0.5 -0.5 -0.5 -0.5 -0.5}}",
      "%!t(float64= "
      "-0.5)~%!p(float64=-0.5)~%!w(float64=-0.5)~%!z(float64=-0.5)~%!!(float64=-0.5)~%!d(float64=-"
      "0.5)" },
    { "{{printf \"%6.2q~%.3x~%1.5v\" -0.5 -0.5 -0.5}}", "%!q(float64=  -0.5)~-0x1.000p-01~-0.5" },
    { "{{printf \"%v~%+v~%#v~%T~%s~%q\" 1e21 1e21 1e21 1e21 1e21 1e21}}",
      "1e+21~1e+21~1e+21~float64~%!s(float64=1e+21)~%!q(float64=1e+21)" },
    { "{{printf \"%d~%x~%X~% x~%#x~%# x\" 1e21 1e21 1e21 1e21 1e21 1e21}}",
      "%!d(float64=1e+21)~0x1.b1ae4d6e2ef5p+69~0X1.B1AE4D6E2EF5P+69~ "
      "0x1.b1ae4d6e2ef5p+69~0x1.b1ae4d6e2ef5p+69~ 0x1.b1ae4d6e2ef5p+69" },
    { "{{printf \"%t~%c~%U~%#U~%b~%o\" 1e21 1e21 1e21 1e21 1e21 1e21}}",
      "%!t(float64=1e+21)~%!c(float64=1e+21)~%!U(float64=1e+21)~%!U(float64=1.00000e+21)~"
      "7629394531250000p+17~%!o(float64=1e+21)" },
    { "{{printf \"%O~%#o~%e~%E~%f~%F\" 1e21 1e21 1e21 1e21 1e21 1e21}}",
      "%!O(float64=1e+21)~%!o(float64=1.00000e+21)~1.000000e+21~1.000000E+21~"
      "1000000000000000000000.000000~1000000000000000000000.000000" },
    { "{{printf \"%g~%G~%08d~%+d~%-8d|~%8.3f\" 1e21 1e21 1e21 1e21 1e21 1e21}}",
      "1e+21~1E+21~%!d(float64=0001e+21)~%!d(float64=+1e+21)~%!d(float64=1e+21   "
      ")|~1000000000000000000000.000" },
    { "{{printf \"%-8.3f|~%+08.2f~%x~%#g~%#.3x~%.2s\" 1e21 1e21 1e21 1e21 1e21 1e21}}",
      "1000000000000000000000.000|~+1000000000000000000000.00~0x1.b1ae4d6e2ef5p+69~1.00000e+21~0x1."
      "b1bp+69~%!s(float64=1e+21)" },
    { "{{printf \"%8s|~%-8s|~%08s~%+q~%#q~%.0d\" 1e21 1e21 1e21 1e21 1e21 1e21}}",
      "%!s(float64=   1e+21)|~%!s(float64=1e+21   "
      ")|~%!s(float64=0001e+21)~%!q(float64=+1e+21)~%!q(float64=1.00000e+21)~%!d(float64=1e+21)" },
    { "{{printf \"%5t~%p~%w~%z~%!~% d\" 1e21 1e21 1e21 1e21 1e21 1e21}}",
      "%!t(float64=1e+21)~%!p(float64=1e+21)~%!w(float64=1e+21)~%!z(float64=1e+21)~%!!(float64=1e+"
      "21)~%!d(float64= 1e+21)" },
    { "{{printf \"%6.2q~%.3x~%1.5v\" 1e21 1e21 1e21}}", "%!q(float64= 1e+21)~0x1.b1bp+69~1e+21" },
    { "{{printf \"%v~%+v~%#v~%T~%s~%q\" 1000000.0 1000000.0 1000000.0 1000000.0 1000000.0 "
      "1000000.0}}",
      "1e+06~1e+06~1e+06~float64~%!s(float64=1e+06)~%!q(float64=1e+06)" },
    { "{{printf \"%d~%x~%X~% x~%#x~%# x\" 1000000.0 1000000.0 1000000.0 1000000.0 1000000.0 "
      "1000000.0}}",
      "%!d(float64=1e+06)~0x1.e848p+19~0X1.E848P+19~ 0x1.e848p+19~0x1.e848p+19~ 0x1.e848p+19" },
    { "{{printf \"%t~%c~%U~%#U~%b~%o\" 1000000.0 1000000.0 1000000.0 1000000.0 1000000.0 "
      "1000000.0}}",
      "%!t(float64=1e+06)~%!c(float64=1e+06)~%!U(float64=1e+06)~%!U(float64=1.00000e+06)~"
      "8589934592000000p-33~%!o(float64=1e+06)" },
    { "{{printf \"%O~%#o~%e~%E~%f~%F\" 1000000.0 1000000.0 1000000.0 1000000.0 1000000.0 "
      "1000000.0}}",
      "%!O(float64=1e+06)~%!o(float64=1.00000e+06)~1.000000e+06~1.000000E+06~1000000.000000~"
      "1000000.000000" },
    { "{{printf \"%g~%G~%08d~%+d~%-8d|~%8.3f\" 1000000.0 1000000.0 1000000.0 1000000.0 1000000.0 "
      "1000000.0}}",
      "1e+06~1E+06~%!d(float64=0001e+06)~%!d(float64=+1e+06)~%!d(float64=1e+06   )|~1000000.000" },
    { "{{printf \"%-8.3f|~%+08.2f~%x~%#g~%#.3x~%.2s\" 1000000.0 1000000.0 1000000.0 1000000.0 "
      "1000000.0 1000000.0}}",
      "1000000.000|~+1000000.00~0x1.e848p+19~1.00000e+06~0x1.e84p+19~%!s(float64=1e+06)" },
    { "{{printf \"%8s|~%-8s|~%08s~%+q~%#q~%.0d\" 1000000.0 1000000.0 1000000.0 1000000.0 1000000.0 "
      "1000000.0}}",
      "%!s(float64=   1e+06)|~%!s(float64=1e+06   "
      ")|~%!s(float64=0001e+06)~%!q(float64=+1e+06)~%!q(float64=1.00000e+06)~%!d(float64=1e+06)" },
    { "{{printf \"%5t~%p~%w~%z~%!~% d\" 1000000.0 1000000.0 1000000.0 1000000.0 1000000.0 "
      "1000000.0}}",
      "%!t(float64=1e+06)~%!p(float64=1e+06)~%!w(float64=1e+06)~%!z(float64=1e+06)~%!!(float64=1e+"
      "06)~%!d(float64= 1e+06)" },
    { "{{printf \"%6.2q~%.3x~%1.5v\" 1000000.0 1000000.0 1000000.0}}",
      "%!q(float64= 1e+06)~0x1.e84p+19~1e+06" },
    { "{{printf \"%v~%+v~%#v~%T~%s~%q\" 'x' 'x' 'x' 'x' 'x' 'x'}}",
      "120~120~120~int~%!s(int=120)~'x'" },
    { "{{printf \"%d~%x~%X~% x~%#x~%# x\" 'x' 'x' 'x' 'x' 'x' 'x'}}", "120~78~78~ 78~0x78~ 0x78" },
    { "{{printf \"%t~%c~%U~%#U~%b~%o\" 'x' 'x' 'x' 'x' 'x' 'x'}}",
      "%!t(int=120)~x~U+0078~U+0078 'x'~1111000~170" },
    { "{{printf \"%O~%#o~%e~%E~%f~%F\" 'x' 'x' 'x' 'x' 'x' 'x'}}",
      "0o170~0170~%!e(int=120)~%!E(int=120)~%!f(int=120)~%!F(int=120)" },
    { "{{printf \"%g~%G~%08d~%+d~%-8d|~%8.3f\" 'x' 'x' 'x' 'x' 'x' 'x'}}",
      "%!g(int=120)~%!G(int=120)~00000120~+120~120     |~%!f(int=     120)" },
    { "{{printf \"%-8.3f|~%+08.2f~%x~%#g~%#.3x~%.2s\" 'x' 'x' 'x' 'x' 'x' 'x'}}",
      "%!f(int=120     )|~%!f(int=    +120)~78~%!g(int=120)~0x078~%!s(int=120)" },
    { "{{printf \"%8s|~%-8s|~%08s~%+q~%#q~%.0d\" 'x' 'x' 'x' 'x' 'x' 'x'}}",
      "%!s(int=     120)|~%!s(int=120     )|~%!s(int=00000120)~'x'~'x'~120" },
    { "{{printf \"%5t~%p~%w~%z~%!~% d\" 'x' 'x' 'x' 'x' 'x' 'x'}}",
      "%!t(int=  120)~%!p(int=120)~%!w(int=120)~%!z(int=120)~%!!(int=120)~ 120" },
    { "{{printf \"%6.2q~%.3x~%1.5v\" 'x' 'x' 'x'}}", "   'x'~078~00120" },
    { "{{printf \"%v~%+v~%#v~%T~%s~%q\" \"h\303\251llo\" \"h\303\251llo\" \"h\303\251llo\" "
      "\"h\303\251llo\" \"h\303\251llo\" \"h\303\251llo\"}}",
      "h\303\251llo~h\303\251llo~\"h\303\251llo\"~string~h\303\251llo~\"h\303\251llo\"" },
    { "{{printf \"%d~%x~%X~% x~%#x~%# x\" \"h\303\251llo\" \"h\303\251llo\" \"h\303\251llo\" "
      "\"h\303\251llo\" \"h\303\251llo\" \"h\303\251llo\"}}",
      "%!d(string=h\303\251llo)~68c3a96c6c6f~68C3A96C6C6F~68 c3 a9 6c 6c 6f~0x68c3a96c6c6f~0x68 "
      "0xc3 0xa9 0x6c 0x6c 0x6f" },
    { "{{printf \"%t~%c~%U~%#U~%b~%o\" \"h\303\251llo\" \"h\303\251llo\" \"h\303\251llo\" "
      "\"h\303\251llo\" \"h\303\251llo\" \"h\303\251llo\"}}",
      "%!t(string=h\303\251llo)~%!c(string=h\303\251llo)~%!U(string=h\303\251llo)~%!U(string="
      "h\303\251llo)~%!b(string=h\303\251llo)~%!o(string=h\303\251llo)" },
    { "{{printf \"%O~%#o~%e~%E~%f~%F\" \"h\303\251llo\" \"h\303\251llo\" \"h\303\251llo\" "
      "\"h\303\251llo\" \"h\303\251llo\" \"h\303\251llo\"}}",
      "%!O(string=h\303\251llo)~%!o(string=h\303\251llo)~%!e(string=h\303\251llo)~%!E(string="
      "h\303\251llo)~%!f(string=h\303\251llo)~%!F(string=h\303\251llo)" },
    { "{{printf \"%g~%G~%08d~%+d~%-8d|~%8.3f\" \"h\303\251llo\" \"h\303\251llo\" \"h\303\251llo\" "
      "\"h\303\251llo\" \"h\303\251llo\" \"h\303\251llo\"}}",
      "%!g(string=h\303\251llo)~%!G(string=h\303\251llo)~%!d(string=000h\303\251llo)~%!d(string="
      "h\303\251llo)~%!d(string=h\303\251llo   )|~%!f(string=     h\303\251l)" },
    { "{{printf \"%-8.3f|~%+08.2f~%x~%#g~%#.3x~%.2s\" \"h\303\251llo\" \"h\303\251llo\" "
      "\"h\303\251llo\" \"h\303\251llo\" \"h\303\251llo\" \"h\303\251llo\"}}",
      "%!f(string=h\303\251l     "
      ")|~%!f(string=000000h\303\251)~68c3a96c6c6f~%!g(string=h\303\251llo)~0x68c3a9~h\303\251" },
    { "{{printf \"%8s|~%-8s|~%08s~%+q~%#q~%.0d\" \"h\303\251llo\" \"h\303\251llo\" "
      "\"h\303\251llo\" \"h\303\251llo\" \"h\303\251llo\" \"h\303\251llo\"}}",
      "   h\303\251llo|~h\303\251llo   "
      "|~000h\303\251llo~\"h\\u00e9llo\"~`h\303\251llo`~%!d(string=)" },
    { "{{printf \"%5t~%p~%w~%z~%!~% d\" \"h\303\251llo\" \"h\303\251llo\" \"h\303\251llo\" "
      "\"h\303\251llo\" \"h\303\251llo\" \"h\303\251llo\"}}",
      "%!t(string=h\303\251llo)~%!p(string=h\303\251llo)~%!w(string=h\303\251llo)~%!z(string="
      "h\303\251llo)~%!!(string=h\303\251llo)~%!d(string=h\303\251llo)" },
    { "{{printf \"%6.2q~%.3x~%1.5v\" \"h\303\251llo\" \"h\303\251llo\" \"h\303\251llo\"}}",
      "  \"h\303\251\"~68c3a9~h\303\251llo" },
    { "{{printf \"%v~%+v~%#v~%T~%s~%q\" \"a`b\" \"a`b\" \"a`b\" \"a`b\" \"a`b\" \"a`b\"}}",
      "a`b~a`b~\"a`b\"~string~a`b~\"a`b\"" },
    { "{{printf \"%d~%x~%X~% x~%#x~%# x\" \"a`b\" \"a`b\" \"a`b\" \"a`b\" \"a`b\" \"a`b\"}}",
      "%!d(string=a`b)~616062~616062~61 60 62~0x616062~0x61 0x60 0x62" },
    { "{{printf \"%t~%c~%U~%#U~%b~%o\" \"a`b\" \"a`b\" \"a`b\" \"a`b\" \"a`b\" \"a`b\"}}",
      "%!t(string=a`b)~%!c(string=a`b)~%!U(string=a`b)~%!U(string=a`b)~%!b(string=a`b)~%!o(string="
      "a`b)" },
    { "{{printf \"%O~%#o~%e~%E~%f~%F\" \"a`b\" \"a`b\" \"a`b\" \"a`b\" \"a`b\" \"a`b\"}}",
      "%!O(string=a`b)~%!o(string=a`b)~%!e(string=a`b)~%!E(string=a`b)~%!f(string=a`b)~%!F(string="
      "a`b)" },
    { "{{printf \"%g~%G~%08d~%+d~%-8d|~%8.3f\" \"a`b\" \"a`b\" \"a`b\" \"a`b\" \"a`b\" \"a`b\"}}",
      "%!g(string=a`b)~%!G(string=a`b)~%!d(string=00000a`b)~%!d(string=a`b)~%!d(string=a`b     "
      ")|~%!f(string=     a`b)" },
    { "{{printf \"%-8.3f|~%+08.2f~%x~%#g~%#.3x~%.2s\" \"a`b\" \"a`b\" \"a`b\" \"a`b\" \"a`b\" "
      "\"a`b\"}}",
      "%!f(string=a`b     )|~%!f(string=000000a`)~616062~%!g(string=a`b)~0x616062~a`" },
    { "{{printf \"%8s|~%-8s|~%08s~%+q~%#q~%.0d\" \"a`b\" \"a`b\" \"a`b\" \"a`b\" \"a`b\" \"a`b\"}}",
      "     a`b|~a`b     |~00000a`b~\"a`b\"~\"a`b\"~%!d(string=)" },
    { "{{printf \"%5t~%p~%w~%z~%!~% d\" \"a`b\" \"a`b\" \"a`b\" \"a`b\" \"a`b\" \"a`b\"}}",
      "%!t(string=  "
      "a`b)~%!p(string=a`b)~%!w(string=a`b)~%!z(string=a`b)~%!!(string=a`b)~%!d(string=a`b)" },
    { "{{printf \"%6.2q~%.3x~%1.5v\" \"a`b\" \"a`b\" \"a`b\"}}", "  \"a`\"~616062~a`b" },
    { "{{printf \"%v~%+v~%#v~%T~%s~%q\" \"\" \"\" \"\" \"\" \"\" \"\"}}", "~~\"\"~string~~\"\"" },
    { "{{printf \"%d~%x~%X~% x~%#x~%# x\" \"\" \"\" \"\" \"\" \"\" \"\"}}", "%!d(string=)~~~~~" },
    { "{{printf \"%t~%c~%U~%#U~%b~%o\" \"\" \"\" \"\" \"\" \"\" \"\"}}",
      "%!t(string=)~%!c(string=)~%!U(string=)~%!U(string=)~%!b(string=)~%!o(string=)" },
    { "{{printf \"%O~%#o~%e~%E~%f~%F\" \"\" \"\" \"\" \"\" \"\" \"\"}}",
      "%!O(string=)~%!o(string=)~%!e(string=)~%!E(string=)~%!f(string=)~%!F(string=)" },
    { "{{printf \"%g~%G~%08d~%+d~%-8d|~%8.3f\" \"\" \"\" \"\" \"\" \"\" \"\"}}",
      "%!g(string=)~%!G(string=)~%!d(string=00000000)~%!d(string=)~%!d(string=        "
      ")|~%!f(string=        )" },
    { "{{printf \"%-8.3f|~%+08.2f~%x~%#g~%#.3x~%.2s\" \"\" \"\" \"\" \"\" \"\" \"\"}}",
      "%!f(string=        )|~%!f(string=00000000)~~%!g(string=)~~" },
    { "{{printf \"%8s|~%-8s|~%08s~%+q~%#q~%.0d\" \"\" \"\" \"\" \"\" \"\" \"\"}}",
      "        |~        |~00000000~\"\"~``~%!d(string=)" },
    { "{{printf \"%5t~%p~%w~%z~%!~% d\" \"\" \"\" \"\" \"\" \"\" \"\"}}",
      "%!t(string=     )~%!p(string=)~%!w(string=)~%!z(string=)~%!!(string=)~%!d(string=)" },
    { "{{printf \"%6.2q~%.3x~%1.5v\" \"\" \"\" \"\"}}", "    \"\"~~ " },
    { "{{printf \"%v~%+v~%#v~%T~%s~%q\" true true true true true true}}",
      "true~true~true~bool~%!s(bool=true)~%!q(bool=true)" },
    { "{{printf \"%d~%x~%X~% x~%#x~%# x\" true true true true true true}}",
      "%!d(bool=true)~%!x(bool=true)~%!X(bool=true)~%!x(bool=true)~%!x(bool=true)~%!x(bool=true)" },
    { "{{printf \"%t~%c~%U~%#U~%b~%o\" true true true true true true}}",
      "true~%!c(bool=true)~%!U(bool=true)~%!U(bool=true)~%!b(bool=true)~%!o(bool=true)" },
    { "{{printf \"%O~%#o~%e~%E~%f~%F\" true true true true true true}}",
      "%!O(bool=true)~%!o(bool=true)~%!e(bool=true)~%!E(bool=true)~%!f(bool=true)~%!F(bool=true)" },
    { "{{printf \"%g~%G~%08d~%+d~%-8d|~%8.3f\" true true true true true true}}",
      "%!g(bool=true)~%!G(bool=true)~%!d(bool=0000true)~%!d(bool=true)~%!d(bool=true    "
      ")|~%!f(bool=    true)" },
    { "{{printf \"%-8.3f|~%+08.2f~%x~%#g~%#.3x~%.2s\" true true true true true true}}",
      "%!f(bool=true    "
      ")|~%!f(bool=0000true)~%!x(bool=true)~%!g(bool=true)~%!x(bool=true)~%!s(bool=true)" },
    { "{{printf \"%8s|~%-8s|~%08s~%+q~%#q~%.0d\" true true true true true true}}",
      "%!s(bool=    true)|~%!s(bool=true    "
      ")|~%!s(bool=0000true)~%!q(bool=true)~%!q(bool=true)~%!d(bool=true)" },
    { "{{printf \"%5t~%p~%w~%z~%!~% d\" true true true true true true}}",
      " true~%!p(bool=true)~%!w(bool=true)~%!z(bool=true)~%!!(bool=true)~%!d(bool=true)" },
    { "{{printf \"%6.2q~%.3x~%1.5v\" true true true}}", "%!q(bool=  true)~%!x(bool=true)~true" },
    { "{{printf \"%v~%+v~%#v~%T~%s~%q\" nil nil nil nil nil nil}}",
      "<nil>~<nil>~<nil>~<nil>~%!s(<nil>)~%!q(<nil>)" },
    { "{{printf \"%d~%x~%X~% x~%#x~%# x\" nil nil nil nil nil nil}}",
      "%!d(<nil>)~%!x(<nil>)~%!X(<nil>)~%!x(<nil>)~%!x(<nil>)~%!x(<nil>)" },
    { "{{printf \"%t~%c~%U~%#U~%b~%o\" nil nil nil nil nil nil}}",
      "%!t(<nil>)~%!c(<nil>)~%!U(<nil>)~%!U(<nil>)~%!b(<nil>)~%!o(<nil>)" },
    { "{{printf \"%O~%#o~%e~%E~%f~%F\" nil nil nil nil nil nil}}",
      "%!O(<nil>)~%!o(<nil>)~%!e(<nil>)~%!E(<nil>)~%!f(<nil>)~%!F(<nil>)" },
    { "{{printf \"%g~%G~%08d~%+d~%-8d|~%8.3f\" nil nil nil nil nil nil}}",
      "%!g(<nil>)~%!G(<nil>)~%!d(<nil>)~%!d(<nil>)~%!d(<nil>)|~%!f(<nil>)" },
    { "{{printf \"%-8.3f|~%+08.2f~%x~%#g~%#.3x~%.2s\" nil nil nil nil nil nil}}",
      "%!f(<nil>)|~%!f(<nil>)~%!x(<nil>)~%!g(<nil>)~%!x(<nil>)~%!s(<nil>)" },
    { "{{printf \"%8s|~%-8s|~%08s~%+q~%#q~%.0d\" nil nil nil nil nil nil}}",
      "%!s(<nil>)|~%!s(<nil>)|~%!s(<nil>)~%!q(<nil>)~%!q(<nil>)~%!d(<nil>)" },
    { "{{printf \"%5t~%p~%w~%z~%!~% d\" nil nil nil nil nil nil}}",
      "%!t(<nil>)~%!p(<nil>)~%!w(<nil>)~%!z(<nil>)~%!!(<nil>)~%!d(<nil>)" },
    { "{{printf \"%6.2q~%.3x~%1.5v\" nil nil nil}}", "%!q(<nil>)~%!x(<nil>)~<nil>" },
    { "{{printf \"%v~%+v~%#v~%T~%s~%q\" .l .l .l .l .l .l}}",
      "[a 1 <nil> [true]]~[a 1 <nil> [true]]~[]interface {}{\"a\", 1, interface {}(nil), "
      "[]interface {}{true}}~[]interface {}~[a %!s(float64=1) <nil> [%!s(bool=true)]]~[\"a\" "
      "%!q(float64=1) <nil> [%!q(bool=true)]]" },
    { "{{printf \"%d~%x~%X~% x~%#x~%# x\" .l .l .l .l .l .l}}",
      "[%!d(string=a) %!d(float64=1) <nil> [%!d(bool=true)]]~[61 0x1p+00 <nil> "
      "[%!x(bool=true)]]~[61 0X1P+00 <nil> [%!X(bool=true)]]~[61  0x1p+00 <nil> "
      "[%!x(bool=true)]]~[0x61 0x1.0000p+00 <nil> [%!x(bool=true)]]~[0x61  0x1.0000p+00 <nil> "
      "[%!x(bool=true)]]" },
    { "{{printf \"%t~%c~%U~%#U~%b~%o\" .l .l .l .l .l .l}}",
      "[%!t(string=a) %!t(float64=1) <nil> [true]]~[%!c(string=a) %!c(float64=1) <nil> "
      "[%!c(bool=true)]]~[%!U(string=a) %!U(float64=1) <nil> [%!U(bool=true)]]~[%!U(string=a) "
      "%!U(float64=1.00000) <nil> [%!U(bool=true)]]~[%!b(string=a) 4503599627370496p-52 <nil> "
      "[%!b(bool=true)]]~[%!o(string=a) %!o(float64=1) <nil> [%!o(bool=true)]]" },
    { "{{printf \"%O~%#o~%e~%E~%f~%F\" .l .l .l .l .l .l}}",
      "[%!O(string=a) %!O(float64=1) <nil> [%!O(bool=true)]]~[%!o(string=a) %!o(float64=1.00000) "
      "<nil> [%!o(bool=true)]]~[%!e(string=a) 1.000000e+00 <nil> [%!e(bool=true)]]~[%!E(string=a) "
      "1.000000E+00 <nil> [%!E(bool=true)]]~[%!f(string=a) 1.000000 <nil> "
      "[%!f(bool=true)]]~[%!F(string=a) 1.000000 <nil> [%!F(bool=true)]]" },
    { "{{printf \"%g~%G~%08d~%+d~%-8d|~%8.3f\" .l .l .l .l .l .l}}",
      "[%!g(string=a) 1 <nil> [%!g(bool=true)]]~[%!G(string=a) 1 <nil> "
      "[%!G(bool=true)]]~[%!d(string=0000000a) %!d(float64=00000001) <nil> "
      "[%!d(bool=0000true)]]~[%!d(string=a) %!d(float64=+1) <nil> [%!d(bool=true)]]~[%!d(string=a  "
      "     ) %!d(float64=1       ) <nil> [%!d(bool=true    )]]|~[%!f(string=       a)    1.000 "
      "<nil> [%!f(bool=    true)]]" },
    { "{{printf \"%-8.3f|~%+08.2f~%x~%#g~%#.3x~%.2s\" .l .l .l .l .l .l}}",
      "[%!f(string=a       ) 1.000    <nil> [%!f(bool=true    )]]|~[%!f(string=0000000a) +0001.00 "
      "<nil> [%!f(bool=0000true)]]~[61 0x1p+00 <nil> [%!x(bool=true)]]~[%!g(string=a) 1.00000 "
      "<nil> [%!g(bool=true)]]~[0x61 0x1.000p+00 <nil> [%!x(bool=true)]]~[a %!s(float64=1) <nil> "
      "[%!s(bool=true)]]" },
    { "{{printf \"%8s|~%-8s|~%08s~%+q~%#q~%.0d\" .l .l .l .l .l .l}}",
      "[       a %!s(float64=       1) <nil> [%!s(bool=    true)]]|~[a        %!s(float64=1       "
      ") <nil> [%!s(bool=true    )]]|~[0000000a %!s(float64=00000001) <nil> "
      "[%!s(bool=0000true)]]~[\"a\" %!q(float64=+1) <nil> [%!q(bool=true)]]~[`a` "
      "%!q(float64=1.00000) <nil> [%!q(bool=true)]]~[%!d(string=) %!d(float64=1) <nil> "
      "[%!d(bool=true)]]" },
    { "{{printf \"%5t~%w~%z~%!~% d\" .l .l .l .l .l}}",
      "[%!t(string=    a) %!t(float64=    1) <nil> [ true]]~%!w([]interface {}=[a 1 <nil> "
      "[true]])~[%!z(string=a) %!z(float64=1) <nil> [%!z(bool=true)]]~[%!!(string=a) "
      "%!!(float64=1) <nil> [%!!(bool=true)]]~[%!d(string=a) %!d(float64= 1) <nil> "
      "[%!d(bool=true)]]" },
    { "{{printf \"%6.2q~%.3x~%1.5v\" .l .l .l}}",
      "[   \"a\" %!q(float64=     1) <nil> [%!q(bool=  true)]]~[61 0x1.000p+00 <nil> "
      "[%!x(bool=true)]]~[a 1 <nil> [true]]" },
    { "{{printf \"%v~%+v~%#v~%T~%s~%q\" .m .m .m .m .m .m}}",
      "map[k:v n:<nil>]~map[k:v n:<nil>]~map[string]interface {}{\"k\":\"v\", \"n\":interface "
      "{}(nil)}~map[string]interface {}~map[k:v n:<nil>]~map[\"k\":\"v\" \"n\":<nil>]" },
    { "{{printf \"%d~%x~%X~% x~%#x~%# x\" .m .m .m .m .m .m}}",
      "map[%!d(string=k):%!d(string=v) %!d(string=n):<nil>]~map[6b:76 6e:<nil>]~map[6B:76 "
      "6E:<nil>]~map[6b:76 6e:<nil>]~map[0x6b:0x76 0x6e:<nil>]~map[0x6b:0x76 0x6e:<nil>]" },
    { "{{printf \"%t~%c~%U~%#U~%b~%o\" .m .m .m .m .m .m}}",
      "map[%!t(string=k):%!t(string=v) %!t(string=n):<nil>]~map[%!c(string=k):%!c(string=v) "
      "%!c(string=n):<nil>]~map[%!U(string=k):%!U(string=v) "
      "%!U(string=n):<nil>]~map[%!U(string=k):%!U(string=v) "
      "%!U(string=n):<nil>]~map[%!b(string=k):%!b(string=v) "
      "%!b(string=n):<nil>]~map[%!o(string=k):%!o(string=v) %!o(string=n):<nil>]" },
    { "{{printf \"%O~%#o~%e~%E~%f~%F\" .m .m .m .m .m .m}}",
      "map[%!O(string=k):%!O(string=v) %!O(string=n):<nil>]~map[%!o(string=k):%!o(string=v) "
      "%!o(string=n):<nil>]~map[%!e(string=k):%!e(string=v) "
      "%!e(string=n):<nil>]~map[%!E(string=k):%!E(string=v) "
      "%!E(string=n):<nil>]~map[%!f(string=k):%!f(string=v) "
      "%!f(string=n):<nil>]~map[%!F(string=k):%!F(string=v) %!F(string=n):<nil>]" },
    { "{{printf \"%g~%G~%08d~%+d~%-8d|~%8.3f\" .m .m .m .m .m .m}}",
      "map[%!g(string=k):%!g(string=v) %!g(string=n):<nil>]~map[%!G(string=k):%!G(string=v) "
      "%!G(string=n):<nil>]~map[%!d(string=0000000k):%!d(string=0000000v) "
      "%!d(string=0000000n):<nil>]~map[%!d(string=k):%!d(string=v) "
      "%!d(string=n):<nil>]~map[%!d(string=k       ):%!d(string=v       ) %!d(string=n       "
      "):<nil>]|~map[%!f(string=       k):%!f(string=       v) %!f(string=       n):<nil>]" },
    { "{{printf \"%-8.3f|~%+08.2f~%x~%#g~%#.3x~%.2s\" .m .m .m .m .m .m}}",
      "map[%!f(string=k       ):%!f(string=v       ) %!f(string=n       "
      "):<nil>]|~map[%!f(string=0000000k):%!f(string=0000000v) "
      "%!f(string=0000000n):<nil>]~map[6b:76 6e:<nil>]~map[%!g(string=k):%!g(string=v) "
      "%!g(string=n):<nil>]~map[0x6b:0x76 0x6e:<nil>]~map[k:v n:<nil>]" },
    { "{{printf \"%8s|~%-8s|~%08s~%+q~%#q~%.0d\" .m .m .m .m .m .m}}",
      "map[       k:       v        n:<nil>]|~map[k       :v        n       "
      ":<nil>]|~map[0000000k:0000000v 0000000n:<nil>]~map[\"k\":\"v\" \"n\":<nil>]~map[`k`:`v` "
      "`n`:<nil>]~map[%!d(string=):%!d(string=) %!d(string=):<nil>]" },
    { "{{printf \"%5t~%w~%z~%!~% d\" .m .m .m .m .m}}",
      "map[%!t(string=    k):%!t(string=    v) %!t(string=    n):<nil>]~%!w(map[string]interface "
      "{}=map[k:v n:<nil>])~map[%!z(string=k):%!z(string=v) "
      "%!z(string=n):<nil>]~map[%!!(string=k):%!!(string=v) "
      "%!!(string=n):<nil>]~map[%!d(string=k):%!d(string=v) %!d(string=n):<nil>]" },
    { "{{printf \"%6.2q~%.3x~%1.5v\" .m .m .m}}",
      "map[   \"k\":   \"v\"    \"n\":<nil>]~map[6b:76 6e:<nil>]~map[k:v n:<nil>]" },
    { "{{printf \"%v~%+v~%#v~%T~%s~%q\" .em .em .em .em .em .em}}",
      "map[]~map[]~map[string]interface {}{}~map[string]interface {}~map[]~map[]" },
    { "{{printf \"%d~%x~%X~% x~%#x~%# x\" .em .em .em .em .em .em}}",
      "map[]~map[]~map[]~map[]~map[]~map[]" },
    { "{{printf \"%t~%c~%U~%#U~%b~%o\" .em .em .em .em .em .em}}",
      "map[]~map[]~map[]~map[]~map[]~map[]" },
    { "{{printf \"%O~%#o~%e~%E~%f~%F\" .em .em .em .em .em .em}}",
      "map[]~map[]~map[]~map[]~map[]~map[]" },
    { "{{printf \"%g~%G~%08d~%+d~%-8d|~%8.3f\" .em .em .em .em .em .em}}",
      "map[]~map[]~map[]~map[]~map[]|~map[]" },
    { "{{printf \"%-8.3f|~%+08.2f~%x~%#g~%#.3x~%.2s\" .em .em .em .em .em .em}}",
      "map[]|~map[]~map[]~map[]~map[]~map[]" },
    { "{{printf \"%8s|~%-8s|~%08s~%+q~%#q~%.0d\" .em .em .em .em .em .em}}",
      "map[]|~map[]|~map[]~map[]~map[]~map[]" },
    { "{{printf \"%5t~%w~%z~%!~% d\" .em .em .em .em .em}}",
      "map[]~%!w(map[string]interface {}=map[])~map[]~map[]~map[]" },
    { "{{printf \"%6.2q~%.3x~%1.5v\" .em .em .em}}", "map[]~map[]~map[]" },
    { "{{printf \"%v~%+v~%#v~%T~%s~%q\" .e .e .e .e .e .e}}",
      "[]~[]~[]interface {}{}~[]interface {}~[]~[]" },
    { "{{printf \"%d~%x~%X~% x~%#x~%# x\" .e .e .e .e .e .e}}", "[]~[]~[]~[]~[]~[]" },
    { "{{printf \"%t~%c~%U~%#U~%b~%o\" .e .e .e .e .e .e}}", "[]~[]~[]~[]~[]~[]" },
    { "{{printf \"%O~%#o~%e~%E~%f~%F\" .e .e .e .e .e .e}}", "[]~[]~[]~[]~[]~[]" },
    { "{{printf \"%g~%G~%08d~%+d~%-8d|~%8.3f\" .e .e .e .e .e .e}}", "[]~[]~[]~[]~[]|~[]" },
    { "{{printf \"%-8.3f|~%+08.2f~%x~%#g~%#.3x~%.2s\" .e .e .e .e .e .e}}", "[]|~[]~[]~[]~[]~[]" },
    { "{{printf \"%8s|~%-8s|~%08s~%+q~%#q~%.0d\" .e .e .e .e .e .e}}", "[]|~[]|~[]~[]~[]~[]" },
    { "{{printf \"%5t~%w~%z~%!~% d\" .e .e .e .e .e}}", "[]~%!w([]interface {}=[])~[]~[]~[]" },
    { "{{printf \"%6.2q~%.3x~%1.5v\" .e .e .e}}", "[]~[]~[]" },
    { "{{printf \"%v~%+v~%#v~%T~%s~%q\" 2i 2i 2i 2i 2i 2i}}",
      "(0+2i)~(0+2i)~(0+2i)~complex128~%!s(complex128=(0+2i))~%!q(complex128=(0+2i))" },
    { "{{printf \"%d~%x~%X~% x~%#x~%# x\" 2i 2i 2i 2i 2i 2i}}",
      "%!d(complex128=(0+2i))~(0x0p+00+0x1p+01i)~(0X0P+00+0X1P+01i)~( "
      "0x0p+00+0x1p+01i)~(0x0.0000p+00+0x1.0000p+01i)~( 0x0.0000p+00+0x1.0000p+01i)" },
    { "{{printf \"%t~%c~%U~%#U~%b~%o\" 2i 2i 2i 2i 2i 2i}}",
      "%!t(complex128=(0+2i))~%!c(complex128=(0+2i))~%!U(complex128=(0+2i))~%!U(complex128=(0."
      "00000+2.00000i))~(0p-1074+4503599627370496p-51i)~%!o(complex128=(0+2i))" },
    { "{{printf \"%O~%#o~%e~%E~%f~%F\" 2i 2i 2i 2i 2i 2i}}",
      "%!O(complex128=(0+2i))~%!o(complex128=(0.00000+2.00000i))~(0.000000e+00+2.000000e+00i)~(0."
      "000000E+00+2.000000E+00i)~(0.000000+2.000000i)~(0.000000+2.000000i)" },
    { "{{printf \"%g~%G~%08d~%+d~%-8d|~%8.3f\" 2i 2i 2i 2i 2i 2i}}",
      "(0+2i)~(0+2i)~%!d(complex128=(00000000+0000002i))~%!d(complex128=(+0+2i))~%!d(complex128=(0 "
      "      +2      i))|~(   0.000  +2.000i)" },
    { "{{printf \"%-8.3f|~%+08.2f~%x~%#g~%#.3x~%.2s\" 2i 2i 2i 2i 2i 2i}}",
      "(0.000   +2.000  "
      "i)|~(+0000.00+0002.00i)~(0x0p+00+0x1p+01i)~(0.00000+2.00000i)~(0x0.000p+00+0x1.000p+01i)~%!"
      "s(complex128=(0+2i))" },
    { "{{printf \"%8s|~%-8s|~%08s~%+q~%#q~%.0d\" 2i 2i 2i 2i 2i 2i}}",
      "%!s(complex128=(       0      +2i))|~%!s(complex128=(0       +2      "
      "i))|~%!s(complex128=(00000000+0000002i))~%!q(complex128=(+0+2i))~%!q(complex128=(0.00000+2."
      "00000i))~%!d(complex128=(0+2i))" },
    { "{{printf \"%5t~%p~%w~%z~%!~% d\" 2i 2i 2i 2i 2i 2i}}",
      "%!t(complex128=(    0   "
      "+2i))~%!p(complex128=(0+2i))~%!w(complex128=(0+2i))~%!z(complex128=(0+2i))~%!!(complex128=("
      "0+2i))~%!d(complex128=( 0+2i))" },
    { "{{printf \"%6.2q~%.3x~%1.5v\" 2i 2i 2i}}",
      "%!q(complex128=(     0    +2i))~(0x0.000p+00+0x1.000p+01i)~(0+2i)" },
    { "{{printf \"%v~%+v~%#v~%T~%s~%q\" .nul .nul .nul .nul .nul .nul}}",
      "<nil>~<nil>~<nil>~<nil>~%!s(<nil>)~%!q(<nil>)" },
    { "{{printf \"%d~%x~%X~% x~%#x~%# x\" .nul .nul .nul .nul .nul .nul}}",
      "%!d(<nil>)~%!x(<nil>)~%!X(<nil>)~%!x(<nil>)~%!x(<nil>)~%!x(<nil>)" },
    { "{{printf \"%t~%c~%U~%#U~%b~%o\" .nul .nul .nul .nul .nul .nul}}",
      "%!t(<nil>)~%!c(<nil>)~%!U(<nil>)~%!U(<nil>)~%!b(<nil>)~%!o(<nil>)" },
    { "{{printf \"%O~%#o~%e~%E~%f~%F\" .nul .nul .nul .nul .nul .nul}}",
      "%!O(<nil>)~%!o(<nil>)~%!e(<nil>)~%!E(<nil>)~%!f(<nil>)~%!F(<nil>)" },
    { "{{printf \"%g~%G~%08d~%+d~%-8d|~%8.3f\" .nul .nul .nul .nul .nul .nul}}",
      "%!g(<nil>)~%!G(<nil>)~%!d(<nil>)~%!d(<nil>)~%!d(<nil>)|~%!f(<nil>)" },
    { "{{printf \"%-8.3f|~%+08.2f~%x~%#g~%#.3x~%.2s\" .nul .nul .nul .nul .nul .nul}}",
      "%!f(<nil>)|~%!f(<nil>)~%!x(<nil>)~%!g(<nil>)~%!x(<nil>)~%!s(<nil>)" },
    { "{{printf \"%8s|~%-8s|~%08s~%+q~%#q~%.0d\" .nul .nul .nul .nul .nul .nul}}",
      "%!s(<nil>)|~%!s(<nil>)|~%!s(<nil>)~%!q(<nil>)~%!q(<nil>)~%!d(<nil>)" },
    { "{{printf \"%5t~%p~%w~%z~%!~% d\" .nul .nul .nul .nul .nul .nul}}",
      "%!t(<nil>)~%!p(<nil>)~%!w(<nil>)~%!z(<nil>)~%!!(<nil>)~%!d(<nil>)" },
    { "{{printf \"%6.2q~%.3x~%1.5v\" .nul .nul .nul}}", "%!q(<nil>)~%!x(<nil>)~<nil>" },
    { "{{printf \"%v~%+v~%#v~%T~%s~%q\" (len .l) (len .l) (len .l) (len .l) (len .l) (len .l)}}",
      "4~4~4~int~%!s(int=4)~'\\x04'" },
    { "{{printf \"%d~%x~%X~% x~%#x~%# x\" (len .l) (len .l) (len .l) (len .l) (len .l) (len .l)}}",
      "4~4~4~ 4~0x4~ 0x4" },
    { "{{printf \"%t~%c~%U~%#U~%b~%o\" (len .l) (len .l) (len .l) (len .l) (len .l) (len .l)}}",
      "%!t(int=4)~\004~U+0004~U+0004~100~4" },
    { "{{printf \"%O~%#o~%e~%E~%f~%F\" (len .l) (len .l) (len .l) (len .l) (len .l) (len .l)}}",
      "0o4~04~%!e(int=4)~%!E(int=4)~%!f(int=4)~%!F(int=4)" },
    { "{{printf \"%g~%G~%08d~%+d~%-8d|~%8.3f\" (len .l) (len .l) (len .l) (len .l) (len .l) (len "
      ".l)}}",
      "%!g(int=4)~%!G(int=4)~00000004~+4~4       |~%!f(int=     004)" },
    { "{{printf \"%-8.3f|~%+08.2f~%x~%#g~%#.3x~%.2s\" (len .l) (len .l) (len .l) (len .l) (len .l) "
      "(len .l)}}",
      "%!f(int=004     )|~%!f(int=     +04)~4~%!g(int=4)~0x004~%!s(int=04)" },
    { "{{printf \"%8s|~%-8s|~%08s~%+q~%#q~%.0d\" (len .l) (len .l) (len .l) (len .l) (len .l) (len "
      ".l)}}",
      "%!s(int=       4)|~%!s(int=4       )|~%!s(int=00000004)~'\\x04'~'\\x04'~4" },
    { "{{printf \"%5t~%p~%w~%z~%!~% d\" (len .l) (len .l) (len .l) (len .l) (len .l) (len .l)}}",
      "%!t(int=    4)~%!p(int=4)~%!w(int=4)~%!z(int=4)~%!!(int=4)~ 4" },
    { "{{printf \"%6.2q~%.3x~%1.5v\" (len .l) (len .l) (len .l)}}", "'\\x04'~004~00004" },
    { "{{printf \"%[2]*[1]d|%-[1]d\" 12 6}}", "    12|12" },
    { "{{printf \"%[1]v %[1]T %v\" 1}}", "1 int %!v(MISSING)" },
    { "{{printf \"%[0]d\" 1}}", "%!d(BADINDEX)" },
    { "{{printf \"%[x]d %[1\" 1}}", "%!d(BADINDEX) %!(NOVERB)" },
    { "{{printf \"%[2]d %d\" 1 2}}", "2 %!d(MISSING)" },
    { "{{printf \"%.*f|%*.*f\" 2 3.14159 8 1 2.5}}", "3.14|     2.5" },
    { "{{printf \"%-*d|\" 5 1}}", "1    |" },
    { "{{printf \"%*d\" -5 1}}", "1    " },
    { "{{printf \"%*d\" \"x\" 1}}", "%!(BADWIDTH)1" },
    { "{{printf \"%.*d\" \"x\" 1}}", "%!(BADPREC)1" },
    { "{{printf \"%10000010d|\" 1}}", "%!(NOVERB)%!(EXTRA int=1)" },
    { "{{printf \"%d %d\" 1}}", "1 %!d(MISSING)" },
    { "{{printf \"%d\" 1 2 \"x\" nil}}", "1%!(EXTRA int=2, string=x, <nil>)" },
    { "{{printf \"%\"}}", "%!(NOVERB)" },
    { "{{printf \"%%%d%%\" 1}}", "%1%" },
    { "{{printf \"%5%\"}}", "%" },
    { "{{printf \"%\303\251\" 1}}", "%!\303\251(int=1)" },
    { "{{printf \"%s %v\" .l .m}}", "[a %!s(float64=1) <nil> [%!s(bool=true)]] map[k:v n:<nil>]" },
    { "{{printf \"%d\" .l}}", "[%!d(string=a) %!d(float64=1) <nil> [%!d(bool=true)]]" },
    { "{{printf \"%#v\" .l}}",
      "[]interface {}{\"a\", 1, interface {}(nil), []interface {}{true}}" },
    { "{{printf \"%#v\" .m}}", "map[string]interface {}{\"k\":\"v\", \"n\":interface {}(nil)}" },
    { "{{printf \"%w\" .l}}", "%!w([]interface {}=[a 1 <nil> [true]])" },
    { "{{printf \"%6v|\" .l}}", "[     a      1 <nil> [  true]]|" },
    { "{{printf \"%x %X\" \"hi\" .l}}", "6869 [61 0X1P+00 <nil> [%!X(bool=true)]]" },
    { "{{printf \"%v\" (print .l .m)}}", "[a 1 <nil> [true]] map[k:v n:<nil>]" },
    { "{{printf \"%.[1]d\" 3}}", "3" },
    { "{{printf \"%[1].2f\" 3.0}}", "%!f(BADINDEX)" },
    { "{{printf \"%[1]2d\" 3}}", "%!d(BADINDEX)" },
    { "{{printf \"%+.3e|%#.3g\" 12345.678 1.0}}", "+1.235e+04|1.00" },
    { "{{printf \"%06.1f|%+06.1f|% 06.1f\" -1.25 1.25 1.25}}", "-001.2|+001.2| 001.2" },
    { "{{printf \"%x\" -255}}", "-ff" },
    { "{{printf \"%#b %#o %#X\" 5 8 255}}", "0b101 010 0XFF" },
    { "{{printf \"%08b\" -5}}", "-0000101" },
    { "{{printf \"%U %#U %#.6U\" 233 233 233}}", "U+00E9 U+00E9 '\303\251' U+0000E9 '\303\251'" },
    { "{{printf \"%c%c\" 233 1114112}}", "\303\251\357\277\275" },
    { "{{printf \"%q %+q\" 233 233}}", "'\303\251' '\\u00e9'" },
};

void test_fmt_rows(void)
{
    struct t_render r;
    t_render_init(&r);
    for (size_t i = 0; i < T_COUNT(rows); i++) {
        CHECK_STR(t_render(&r, rows[i].text, data, NULL, NULL), crd_str_c(rows[i].want));
    }
    t_render_done(&r);
}
