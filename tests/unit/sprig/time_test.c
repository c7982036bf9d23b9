/* SPDX-License-Identifier: Apache-2.0 */
/* Times: layouts, parsing, durations, zones. Expected values: Go 1.26.8, tzdata 2026f. */
#include "base/limits.h"
#include "sprig/gotime.h"
#include "tests.h"

#include <stdlib.h>

static const struct {
    int64_t unix_s;
    int32_t nsec;
    const char *zone;
    const char *layout;
    const char *want;
} formats[] = {
    { INT64_C(0), 0, "", "", "" },
    { INT64_C(0), 0, "", "Mon Jan _2 15:04:05 MST 2006", "Thu Jan  1 00:00:00 UTC 1970" },
    { INT64_C(0), 0, "", "Monday, January 02, 2006 3:04:05 PM",
      "Thursday, January 01, 1970 12:00:00 AM" },
    { INT64_C(0), 0, "", "2006-01-02T15:04:05.000Z07:00", "1970-01-01T00:00:00.000Z" },
    { INT64_C(0), 0, "", "20060102150405 -070000 Z07:00:00 -07 Z0700",
      "19700101000000 +000000 Z +00 Z" },
    { INT64_C(0), 0, "", "002 __2 _2006 06 1 pm .999999 ,00 x5y",
      "001   1 _1970 70 1 am  ,00 x0y" },
    { INT64_C(0), 0, "", "Janet Month Jan. Mond 03", "Janet Month Jan. Mond 12" },
    { INT64_C(0), 0, "", "15h4m5s .9 ,999999999999", "00h0m0s  " },
    { INT64_C(1700000000), 123456789, "America/New_York", "", "" },
    { INT64_C(1700000000), 123456789, "America/New_York", "Mon Jan _2 15:04:05 MST 2006",
      "Tue Nov 14 17:13:20 EST 2023" },
    { INT64_C(1700000000), 123456789, "America/New_York", "Monday, January 02, 2006 3:04:05 PM",
      "Tuesday, November 14, 2023 5:13:20 PM" },
    { INT64_C(1700000000), 123456789, "America/New_York", "2006-01-02T15:04:05.000Z07:00",
      "2023-11-14T17:13:20.123-05:00" },
    { INT64_C(1700000000), 123456789, "America/New_York",
      "20060102150405 -070000 Z07:00:00 -07 Z0700", "20231114171320 -050000 -05:00:00 -05 -0500" },
    { INT64_C(1700000000), 123456789, "America/New_York", "002 __2 _2006 06 1 pm .999999 ,00 x5y",
      "318 318 _2023 23 11 pm .123456 ,12 x20y" },
    { INT64_C(1700000000), 123456789, "America/New_York", "Janet Month Jan. Mond 03",
      "Janet Month Nov. Mond 05" },
    { INT64_C(1700000000), 123456789, "America/New_York", "15h4m5s .9 ,999999999999",
      "17h13m20s .1 ,123456789" },
    { INT64_C(1710572706), 500000000, "Europe/Berlin", "", "" },
    { INT64_C(1710572706), 500000000, "Europe/Berlin", "Mon Jan _2 15:04:05 MST 2006",
      "Sat Mar 16 08:05:06 CET 2024" },
    { INT64_C(1710572706), 500000000, "Europe/Berlin", "Monday, January 02, 2006 3:04:05 PM",
      "Saturday, March 16, 2024 8:05:06 AM" },
    { INT64_C(1710572706), 500000000, "Europe/Berlin", "2006-01-02T15:04:05.000Z07:00",
      "2024-03-16T08:05:06.500+01:00" },
    { INT64_C(1710572706), 500000000, "Europe/Berlin", "20060102150405 -070000 Z07:00:00 -07 Z0700",
      "20240316080506 +010000 +01:00:00 +01 +0100" },
    { INT64_C(1710572706), 500000000, "Europe/Berlin", "002 __2 _2006 06 1 pm .999999 ,00 x5y",
      "076  76 _2024 24 3 am .5 ,50 x6y" },
    { INT64_C(1710572706), 500000000, "Europe/Berlin", "Janet Month Jan. Mond 03",
      "Janet Month Mar. Mond 08" },
    { INT64_C(1710572706), 500000000, "Europe/Berlin", "15h4m5s .9 ,999999999999",
      "08h5m6s .5 ,5" },
    { INT64_C(-62135596801), 0, "", "", "" },
    { INT64_C(-62135596801), 0, "", "Mon Jan _2 15:04:05 MST 2006",
      "Sun Dec 31 23:59:59 UTC 0000" },
    { INT64_C(-62135596801), 0, "", "Monday, January 02, 2006 3:04:05 PM",
      "Sunday, December 31, 0000 11:59:59 PM" },
    { INT64_C(-62135596801), 0, "", "2006-01-02T15:04:05.000Z07:00", "0000-12-31T23:59:59.000Z" },
    { INT64_C(-62135596801), 0, "", "20060102150405 -070000 Z07:00:00 -07 Z0700",
      "00001231235959 +000000 Z +00 Z" },
    { INT64_C(-62135596801), 0, "", "002 __2 _2006 06 1 pm .999999 ,00 x5y",
      "366 366 _0000 00 12 pm  ,00 x59y" },
    { INT64_C(-62135596801), 0, "", "Janet Month Jan. Mond 03", "Janet Month Dec. Mond 11" },
    { INT64_C(-62135596801), 0, "", "15h4m5s .9 ,999999999999", "23h59m59s  " },
    { INT64_C(4102444800), 1, "Asia/Kolkata", "", "" },
    { INT64_C(4102444800), 1, "Asia/Kolkata", "Mon Jan _2 15:04:05 MST 2006",
      "Fri Jan  1 05:30:00 IST 2100" },
    { INT64_C(4102444800), 1, "Asia/Kolkata", "Monday, January 02, 2006 3:04:05 PM",
      "Friday, January 01, 2100 5:30:00 AM" },
    { INT64_C(4102444800), 1, "Asia/Kolkata", "2006-01-02T15:04:05.000Z07:00",
      "2100-01-01T05:30:00.000+05:30" },
    { INT64_C(4102444800), 1, "Asia/Kolkata", "20060102150405 -070000 Z07:00:00 -07 Z0700",
      "21000101053000 +053000 +05:30:00 +05 +0530" },
    { INT64_C(4102444800), 1, "Asia/Kolkata", "002 __2 _2006 06 1 pm .999999 ,00 x5y",
      "001   1 _2100 00 1 am  ,00 x0y" },
    { INT64_C(4102444800), 1, "Asia/Kolkata", "Janet Month Jan. Mond 03",
      "Janet Month Jan. Mond 05" },
    { INT64_C(4102444800), 1, "Asia/Kolkata", "15h4m5s .9 ,999999999999", "05h30m0s  ,000000001" },
    { INT64_C(9223372036854775807), 999999999, "", "", "" },
    { INT64_C(9223372036854775807), 999999999, "", "Mon Jan _2 15:04:05 MST 2006",
      "Sun Dec  4 15:30:07 UTC 292277026596" },
    { INT64_C(9223372036854775807), 999999999, "", "Monday, January 02, 2006 3:04:05 PM",
      "Sunday, December 04, 292277026596 3:30:07 PM" },
    { INT64_C(9223372036854775807), 999999999, "", "2006-01-02T15:04:05.000Z07:00",
      "292277026596-12-04T15:30:07.999Z" },
    { INT64_C(9223372036854775807), 999999999, "", "20060102150405 -070000 Z07:00:00 -07 Z0700",
      "2922770265961204153007 +000000 Z +00 Z" },
    { INT64_C(9223372036854775807), 999999999, "", "002 __2 _2006 06 1 pm .999999 ,00 x5y",
      "339 339 _292277026596 96 12 pm .999999 ,99 x7y" },
    { INT64_C(9223372036854775807), 999999999, "", "Janet Month Jan. Mond 03",
      "Janet Month Dec. Mond 03" },
    { INT64_C(9223372036854775807), 999999999, "", "15h4m5s .9 ,999999999999",
      "15h30m7s .9 ,999999999" },
    { INT64_C(-9223372036854775807) - INT64_C(1), 0, "", "", "" },
    { INT64_C(-9223372036854775807) - INT64_C(1), 0, "", "Mon Jan _2 15:04:05 MST 2006",
      "Sun Dec  4 15:30:08 UTC 292277026596" },
    { INT64_C(-9223372036854775807) - INT64_C(1), 0, "", "Monday, January 02, 2006 3:04:05 PM",
      "Sunday, December 04, 292277026596 3:30:08 PM" },
    { INT64_C(-9223372036854775807) - INT64_C(1), 0, "", "2006-01-02T15:04:05.000Z07:00",
      "292277026596-12-04T15:30:08.000Z" },
    { INT64_C(-9223372036854775807) - INT64_C(1), 0, "",
      "20060102150405 -070000 Z07:00:00 -07 Z0700", "2922770265961204153008 +000000 Z +00 Z" },
    { INT64_C(-9223372036854775807) - INT64_C(1), 0, "", "002 __2 _2006 06 1 pm .999999 ,00 x5y",
      "339 339 _292277026596 96 12 pm  ,00 x8y" },
    { INT64_C(-9223372036854775807) - INT64_C(1), 0, "", "Janet Month Jan. Mond 03",
      "Janet Month Dec. Mond 03" },
    { INT64_C(-9223372036854775807) - INT64_C(1), 0, "", "15h4m5s .9 ,999999999999", "15h30m8s  " },
    { INT64_C(-3000000000), 0, "Europe/London", "", "" },
    { INT64_C(-3000000000), 0, "Europe/London", "Mon Jan _2 15:04:05 MST 2006",
      "Mon Dec  7 18:40:00 GMT 1874" },
    { INT64_C(-3000000000), 0, "Europe/London", "Monday, January 02, 2006 3:04:05 PM",
      "Monday, December 07, 1874 6:40:00 PM" },
    { INT64_C(-3000000000), 0, "Europe/London", "2006-01-02T15:04:05.000Z07:00",
      "1874-12-07T18:40:00.000Z" },
    { INT64_C(-3000000000), 0, "Europe/London", "20060102150405 -070000 Z07:00:00 -07 Z0700",
      "18741207184000 +000000 Z +00 Z" },
    { INT64_C(-3000000000), 0, "Europe/London", "002 __2 _2006 06 1 pm .999999 ,00 x5y",
      "341 341 _1874 74 12 pm  ,00 x0y" },
    { INT64_C(-3000000000), 0, "Europe/London", "Janet Month Jan. Mond 03",
      "Janet Month Dec. Mond 06" },
    { INT64_C(-3000000000), 0, "Europe/London", "15h4m5s .9 ,999999999999", "18h40m0s  " },
    { INT64_C(2000000000), 0, "Australia/Lord_Howe", "", "" },
    { INT64_C(2000000000), 0, "Australia/Lord_Howe", "Mon Jan _2 15:04:05 MST 2006",
      "Wed May 18 14:03:20 +1030 2033" },
    { INT64_C(2000000000), 0, "Australia/Lord_Howe", "Monday, January 02, 2006 3:04:05 PM",
      "Wednesday, May 18, 2033 2:03:20 PM" },
    { INT64_C(2000000000), 0, "Australia/Lord_Howe", "2006-01-02T15:04:05.000Z07:00",
      "2033-05-18T14:03:20.000+10:30" },
    { INT64_C(2000000000), 0, "Australia/Lord_Howe", "20060102150405 -070000 Z07:00:00 -07 Z0700",
      "20330518140320 +103000 +10:30:00 +10 +1030" },
    { INT64_C(2000000000), 0, "Australia/Lord_Howe", "002 __2 _2006 06 1 pm .999999 ,00 x5y",
      "138 138 _2033 33 5 pm  ,00 x20y" },
    { INT64_C(2000000000), 0, "Australia/Lord_Howe", "Janet Month Jan. Mond 03",
      "Janet Month May. Mond 02" },
    { INT64_C(2000000000), 0, "Australia/Lord_Howe", "15h4m5s .9 ,999999999999", "14h3m20s  " },
    { INT64_C(253402300799), 0, "America/New_York", "", "" },
    { INT64_C(253402300799), 0, "America/New_York", "Mon Jan _2 15:04:05 MST 2006",
      "Fri Dec 31 18:59:59 EST 9999" },
    { INT64_C(253402300799), 0, "America/New_York", "Monday, January 02, 2006 3:04:05 PM",
      "Friday, December 31, 9999 6:59:59 PM" },
    { INT64_C(253402300799), 0, "America/New_York", "2006-01-02T15:04:05.000Z07:00",
      "9999-12-31T18:59:59.000-05:00" },
    { INT64_C(253402300799), 0, "America/New_York", "20060102150405 -070000 Z07:00:00 -07 Z0700",
      "99991231185959 -050000 -05:00:00 -05 -0500" },
    { INT64_C(253402300799), 0, "America/New_York", "002 __2 _2006 06 1 pm .999999 ,00 x5y",
      "365 365 _9999 99 12 pm  ,00 x59y" },
    { INT64_C(253402300799), 0, "America/New_York", "Janet Month Jan. Mond 03",
      "Janet Month Dec. Mond 06" },
    { INT64_C(253402300799), 0, "America/New_York", "15h4m5s .9 ,999999999999", "18h59m59s  " },
    { INT64_C(1719792000), 0, "Pacific/Apia", "", "" },
    { INT64_C(1719792000), 0, "Pacific/Apia", "Mon Jan _2 15:04:05 MST 2006",
      "Mon Jul  1 13:00:00 +13 2024" },
    { INT64_C(1719792000), 0, "Pacific/Apia", "Monday, January 02, 2006 3:04:05 PM",
      "Monday, July 01, 2024 1:00:00 PM" },
    { INT64_C(1719792000), 0, "Pacific/Apia", "2006-01-02T15:04:05.000Z07:00",
      "2024-07-01T13:00:00.000+13:00" },
    { INT64_C(1719792000), 0, "Pacific/Apia", "20060102150405 -070000 Z07:00:00 -07 Z0700",
      "20240701130000 +130000 +13:00:00 +13 +1300" },
    { INT64_C(1719792000), 0, "Pacific/Apia", "002 __2 _2006 06 1 pm .999999 ,00 x5y",
      "183 183 _2024 24 7 pm  ,00 x0y" },
    { INT64_C(1719792000), 0, "Pacific/Apia", "Janet Month Jan. Mond 03",
      "Janet Month Jul. Mond 01" },
    { INT64_C(1719792000), 0, "Pacific/Apia", "15h4m5s .9 ,999999999999", "13h0m0s  " },
};

static const fg_location *zone(crd_arena *arena, const char *name)
{
    const fg_location *location = NULL;
    crd_err err = { 0 };
    CHECK(fg_location_load(arena, crd_str_c(name), &location, &err));
    return location;
}

void test_time_format(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 22);
    for (size_t i = 0; i < T_COUNT(formats); i++) {
        crd_buf buf;
        crd_buf_on(&buf, arena, SIZE_MAX);
        fg_time time =
            fg_time_unix(formats[i].unix_s, formats[i].nsec, zone(arena, formats[i].zone));
        fg_time_format(&buf, &time, crd_str_c(formats[i].layout));
        CHECK_STR(crd_buf_str(&buf), crd_str_c(formats[i].want));
        CHECK(fg_time_unix_s(&time) == formats[i].unix_s);
    }
}

/* A layout, a value, a location; what Time.String or the error says. */
static const struct {
    const char *layout;
    const char *value;
    const char *zone;
    const char *want;
} parses[] = {
    { "2006-01-02T15:04:05Z07:00", "2024-03-09T08:07:06Z", "", "2024-03-09 08:07:06 +0000 UTC" },
    { "2006-01-02T15:04:05Z07:00", "2024-03-09T08:07:06.5+02:00", "",
      "2024-03-09 08:07:06.5 +0200 +0200" },
    { "2006-01-02", "2023-02-30", "", "parsing time \"2023-02-30\": day out of range" },
    { "2006-01-02", "2023-13-01", "", "parsing time \"2023-13-01\": month out of range" },
    { "2006-01-02", "x", "",
      "parsing time \"x\" as \"2006-01-02\": cannot parse \"x\" as \"2006\"" },
    { "2006-01-02", "2023-02-03 ", "", "parsing time \"2023-02-03 \": extra text: \" \"" },
    { "Jan 2, 2006", "feb 3, 2021", "", "2021-02-03 00:00:00 +0000 UTC" },
    { "Jan _2 2006", "Feb  3 2021", "", "2021-02-03 00:00:00 +0000 UTC" },
    { "15:04:05", "24:00:00", "", "parsing time \"24:00:00\": hour out of range" },
    { "15:04:05", "23:60:00", "", "parsing time \"23:60:00\": minute out of range" },
    { "15:04:05", "23:59:60", "", "parsing time \"23:59:60\": second out of range" },
    { "15:04:05", "23:59:59.123456789123", "", "0000-01-01 23:59:59.123456789 +0000 UTC" },
    { "15:04:05", "23:59:59,5x", "", "parsing time \"23:59:59,5x\": extra text: \"x\"" },
    { "3:04PM", "12:01AM", "", "0000-01-01 00:01:00 +0000 UTC" },
    { "3:04PM", "13:01PM", "", "parsing time \"13:01PM\": hour out of range" },
    { "3:04pm", "1:01PM", "",
      "parsing time \"1:01PM\" as \"3:04pm\": cannot parse \"PM\" as \"pm\"" },
    { "3:04pm", "1:01pm", "", "0000-01-01 13:01:00 +0000 UTC" },
    { "06", "68", "", "2068-01-01 00:00:00 +0000 UTC" },
    { "06", "69", "", "1969-01-01 00:00:00 +0000 UTC" },
    { "06", "+5", "", "2005-01-01 00:00:00 +0000 UTC" },
    { "2006 002", "2024 366", "", "2024-12-31 00:00:00 +0000 UTC" },
    { "2006 002", "2023 366", "", "parsing time \"2023 366\": day-of-year out of range" },
    { "2006 002", "2024 060", "", "2024-02-29 00:00:00 +0000 UTC" },
    { "2006 002 01", "2024 060 03", "",
      "parsing time \"2024 060 03\": day-of-year does not match month" },
    { "2006 002 02", "2024 060 28", "",
      "parsing time \"2024 060 28\": day-of-year does not match day" },
    { "2006 __2", "2023   7", "", "2023-01-07 00:00:00 +0000 UTC" },
    { "2006 MST", "2023 UTC", "", "2023-01-01 00:00:00 +0000 UTC" },
    { "2006 MST", "2023 CET", "", "2023-01-01 00:00:00 +0000 CET" },
    { "2006 MST", "2023 GMT+3", "", "2023-01-01 03:00:00 +0300 GMT+3" },
    { "2006 MST", "2023 ChST", "", "2023-01-01 00:00:00 +0000 ChST" },
    { "2006 MST", "2023 ABCDE", "",
      "parsing time \"2023 ABCDE\" as \"2006 MST\": cannot parse \"ABCDE\" as \"MST\"" },
    { "2006 MST", "2023 ABCDT", "", "2023-01-01 00:00:00 +0000 ABCDT" },
    { "2006 MST", "2023 +0330", "",
      "parsing time \"2023 +0330\" as \"2006 MST\": cannot parse \"+0330\" as \"MST\"" },
    { "2006 MST", "2023 +03", "", "2023-01-01 00:00:00 +0000 +03" },
    { "2006-01-02 15:04 MST", "2023-07-01 12:00 CEST", "Europe/Berlin",
      "2023-07-01 12:00:00 +0200 CEST" },
    { "2006-01-02 15:04 MST", "2023-07-01 12:00 CET", "Europe/Berlin",
      "2023-07-01 13:00:00 +0200 CEST" },
    { "2006-01-02 15:04 -0700", "2023-07-01 12:00 +0200", "Europe/Berlin",
      "2023-07-01 12:00:00 +0200 CEST" },
    { "2006-01-02 15:04 -0700", "2023-07-01 12:00 +0100", "Europe/Berlin",
      "2023-07-01 12:00:00 +0100 +0100" },
    { "2006-01-02 15:04", "2023-03-26 02:30", "Europe/Berlin", "2023-03-26 03:30:00 +0200 CEST" },
    { "2006-01-02 15:04", "2023-10-29 02:30", "Europe/Berlin", "2023-10-29 02:30:00 +0100 CET" },
    { "2006-01-02 15:04", "2050-07-29 02:30", "America/New_York", "2050-07-29 02:30:00 -0400 EDT" },
    { "-0700", "+2500", "", "parsing time \"+2500\": time zone offset hour out of range" },
    { "-0700", "+0061", "", "parsing time \"+0061\": time zone offset minute out of range" },
    { "-070000", "+010203", "", "0000-01-01 00:00:00 +0102 +0102" },
    { "-07:00:00", "-01:02:63", "",
      "parsing time \"-01:02:63\": time zone offset second out of range" },
    { "-07", "*03", "", "parsing time \"*03\" as \"-07\": cannot parse \"*03\" as \"-07\"" },
    { "-07:00", "+01-00", "",
      "parsing time \"+01-00\" as \"-07:00\": cannot parse \"+01-00\" as \"-07:00\"" },
    { "Z07", "Z", "", "0000-01-01 00:00:00 +0000 UTC" },
    { "Z0700", "+01", "", "parsing time \"+01\" as \"Z0700\": cannot parse \"+01\" as \"Z0700\"" },
    { "-070000", "-000001", "", "0000-01-01 00:00:00 +0000 UTC" },
    { "05.000", "07.12", "",
      "parsing time \"07.12\" as \"05.000\": cannot parse \".12\" as \".000\"" },
    { "05.000", "07.123", "", "0000-01-01 00:00:07.123 +0000 UTC" },
    { "05.000", "07,+12", "", "0000-01-01 00:00:07.012 +0000 UTC" },
    { "05.000", "07.-12", "", "parsing time \"07.-12\": fractional second out of range" },
    { "05.999", "07", "", "0000-01-01 00:00:07 +0000 UTC" },
    { "05.999", "07.123456", "", "0000-01-01 00:00:07.123456 +0000 UTC" },
    { "Monday Jan", "tuesday dec", "", "0000-12-01 00:00:00 +0000 UTC" },
    { "Monday Jan", "someday dec", "",
      "parsing time \"someday dec\" as \"Monday Jan\": cannot parse \"someday dec\" as "
      "\"Monday\"" },
    { "January", "Jan", "",
      "parsing time \"Jan\" as \"January\": cannot parse \"Jan\" as \"January\"" },
    { "2006", "202", "", "parsing time \"202\" as \"2006\": cannot parse \"202\" as \"2006\"" },
    { "2006", "2x23", "", "parsing time \"2x23\" as \"2006\": cannot parse \"2x23\" as \"2006\"" },
    { "01/02", "1/2", "", "parsing time \"1/2\" as \"01/02\": cannot parse \"1/2\" as \"01\"" },
    { "1/2", "12/31", "", "0000-12-31 00:00:00 +0000 UTC" },
    { "a 2006", "b 2006", "",
      "parsing time \"b 2006\" as \"a 2006\": cannot parse \"b 2006\" as \"a \"" },
    { "a  2006", "a2006", "",
      "parsing time \"a2006\" as \"a  2006\": cannot parse \"2006\" as \"a  \"" },
    { "a", "a  b\"\\\303\251\001", "",
      "parsing time \"a  b\\\"\\\\\\xc3\\xa9\\x01\": extra text: \"  b\\\"\\\\\\xc3\\xa9\\x01\"" },
    { "", "", "", "0000-01-01 00:00:00 +0000 UTC" },
    { "02", "00", "", "parsing time \"00\": day out of range" },
};

void test_time_parse(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 22);
    for (size_t i = 0; i < T_COUNT(parses); i++) {
        crd_err err = { 0 };
        crd_buf buf;
        crd_buf_on(&buf, arena, SIZE_MAX);
        fg_time time = { 0 };
        if (fg_time_parse(arena, crd_str_c(parses[i].layout), crd_str_c(parses[i].value),
                          zone(arena, parses[i].zone), &time, &err)) {
            fg_time_string(&buf, &time);
        } else {
            CHECK_INT(err.code, CRD_E_VALUE);
            crd_buf_add(&buf, err.message);
        }
        CHECK_STR(crd_buf_str(&buf), crd_str_c(parses[i].want));
    }
}

static const struct {
    const char *text;
    const char *want;
} durations[] = {
    { "", "time: invalid duration \"\"" },
    { "0", "0s" },
    { "-0", "0s" },
    { "+", "time: invalid duration \"+\"" },
    { "1", "time: missing unit in duration \"1\"" },
    { "1s", "1s" },
    { "-1.5h", "-1h30m0s" },
    { "300ms", "300ms" },
    { "2h45m", "2h45m0s" },
    { "1h0m0.5s", "1h0m0.5s" },
    { ".5s", "500ms" },
    { ".s", "time: invalid duration \".s\"" },
    { "1.s", "1s" },
    { "1ns", "1ns" },
    { "999ns", "999ns" },
    { "1us", "1\302\265s" },
    { "1.5\302\265s", "1.5\302\265s" },
    { "1\316\274s", "1\302\265s" },
    { "1x", "time: unknown unit \"x\" in duration \"1x\"" },
    { "1 s", "time: unknown unit \" s\" in duration \"1 s\"" },
    { "9223372036854775807ns", "2562047h47m16.854775807s" },
    { "9223372036854775808ns", "time: invalid duration \"9223372036854775808ns\"" },
    { "-9223372036854775808ns", "-2562047h47m16.854775808s" },
    { "2562047h47m16.854775807s", "2562047h47m16.854775807s" },
    { "2562047h47m16.854775808s", "time: invalid duration \"2562047h47m16.854775808s\"" },
    { "99999999999999999999s", "time: invalid duration \"99999999999999999999s\"" },
    { "0.3333333333333333333h", "20m0s" },
    { "9007199254.740993ms", "2501h59m59.254740993s" },
    { "0.100000000000000000000h", "6m0s" },
    { "1h1h1h", "3h0m0s" },
    { "1d", "time: unknown unit \"d\" in duration \"1d\"" },
    { "3000000h", "time: invalid duration \"3000000h\"" },
    { "1s\001", "time: unknown unit \"s\\x01\" in duration \"1s\\x01\"" },
    { "1\303\251", "time: unknown unit \"\\xc3\\xa9\" in duration \"1\\xc3\\xa9\"" },
};

void test_duration(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 20);
    for (size_t i = 0; i < T_COUNT(durations); i++) {
        crd_err err = { 0 };
        crd_buf buf;
        int64_t ns = 0;
        crd_buf_on(&buf, arena, SIZE_MAX);
        if (fg_duration_parse(arena, crd_str_c(durations[i].text), &ns, &err)) {
            fg_duration_string(&buf, ns);
        } else {
            crd_buf_add(&buf, err.message);
        }
        CHECK_STR(crd_buf_str(&buf), crd_str_c(durations[i].want));
    }
    CHECK(fg_duration_round(1500000000, FG_SECOND_NS) == 2 * FG_SECOND_NS);
    CHECK(fg_duration_round(-1500000000, FG_SECOND_NS) == -2 * FG_SECOND_NS);
    CHECK(fg_duration_round(1499999999, FG_SECOND_NS) == FG_SECOND_NS);
    CHECK(fg_duration_round(INT64_MAX, FG_SECOND_NS) == INT64_MAX);
    CHECK(fg_duration_round(INT64_MIN, FG_SECOND_NS) == INT64_MIN);
    CHECK(fg_duration_round(5, 0) == 5);
}

void test_time_arithmetic(void)
{
    fg_time a = fg_time_unix(100, 5, NULL);
    fg_time b = fg_time_add(&a, -FG_SECOND_NS * 3 / 2);
    CHECK(fg_time_unix_s(&b) == 98 && b.nsec == 500000005);
    CHECK(fg_time_sub(&a, &b) == 1500000000);
    CHECK(fg_time_cmp(&a, &b) == 1 && fg_time_cmp(&b, &a) == -1 && fg_time_cmp(&a, &a) == 0);
    fg_time zero = { 0 };
    CHECK(fg_time_sub(&a, &zero) == INT64_MAX);
    CHECK(fg_time_sub(&zero, &a) == INT64_MIN);
    fg_time last = { INT64_MAX, 999999999, NULL };
    fg_time more = fg_time_add(&last, FG_SECOND_NS);
    CHECK(more.since_year1_s == INT64_MAX);
}

/* Zones: what is refused, and files that are no TZif or cut short at every byte. */
void test_zone_refused(void)
{
    static const char *const bad[] = { "../etc/passwd", "/etc/localtime", "\\x",
                                       "No/Such_Zone",  "tzdata.zi",      "Europe" };
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 22);
    const fg_location *location = NULL;
    for (size_t i = 0; i < T_COUNT(bad); i++) {
        crd_err err = { 0 };
        CHECK(!fg_location_load(arena, crd_str_c(bad[i]), &location, &err));
        CHECK_INT(err.code, CRD_E_MISSING);
    }
    CHECK(!fg_location_load(arena, CRD_S("Europe\0/Berlin"), &location, NULL));
    char name[FG_ZONE_NAME_BYTES_MAX + 2];
    memset(name, 'a', sizeof(name));
    crd_err err = { 0 };
    CHECK(!fg_location_load(arena, crd_str_of(name, FG_ZONE_NAME_BYTES_MAX), &location, &err));
    CHECK(crd_str_starts(err.message, CRD_S("unknown time zone")));
    CHECK(!fg_location_load(arena, crd_str_of(name, FG_ZONE_NAME_BYTES_MAX + 1), &location, &err));
    CHECK_STR(err.message, CRD_S("time: invalid location name"));
}

void test_zone_cut(void)
{
    size_t size = 0;
    char *file = t_read_file("/usr/share/zoneinfo/Europe/Berlin", &size);
    if (!file) {
        return;
    }
    size_t good = 0;
    for (size_t n = 0; n <= size; n++) {
        CRD_AUTO_ARENA arena = crd_arena_new(1 << 18);
        const fg_location *location = NULL;
        if (fg_location_read(arena, CRD_S("x"), crd_str_of(file, n), &location, NULL)) {
            good++;
            fg_location_at(location, 1700000000);
            fg_location_at(location, INT64_MIN);
            fg_location_at(location, INT64_MAX);
        }
    }
    /* Only the rule at the end may be missing. */
    CHECK(good > 1 && good < 64);
    free(file);
}

static bool parse_and_load(void *context)
{
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 20);
    const fg_location *location = NULL;
    fg_time time;
    return arena && fg_location_load(arena, CRD_S("Europe/Berlin"), &location, NULL) &&
           fg_time_parse(arena, CRD_S("2006-01-02 -0700"), CRD_S("2024-01-02 +0400"), location,
                         &time, NULL);
}

void test_time_each_failure(void)
{
    CHECK_FAIL_EACH(parse_and_load, NULL);
}
