/* Single addresses and addresses in shown text. Whole From headers are in identity.c. */
#include "check.h"
#include "read/address.h"

#include <stdio.h>
#include <time.h>

static struct arena arena;

enum { SYNTAX = ADDRESS_ODD_SYNTAX, NO_DOMAIN = ADDRESS_ODD_NO_DOMAIN, OPEN = ADDRESS_ODD_OPEN_QUOTE, CHARS = ADDRESS_ODD_DOMAIN_CHARS };

static const struct { const char *in, *name, *addr, *domain; uint32_t odd; } cases[] = {
    { "a@x.example",                                    "",                  "a@x.example",          "x.example",      0 },
    { "<a@X.Example.>",                                 "",                  "a@X.Example.",         "x.example",      0 },
    { "\"b@y.example\" <a@x.example>",                  "b@y.example",       "a@x.example",          "x.example",      0 },
    { "Taro Yamada <a@x.example>",                      "Taro Yamada",       "a@x.example",          "x.example",      0 },
    { "a@x.example (Taro (Dr.) Yamada)",                "Taro (Dr.) Yamada", "a@x.example",          "x.example",      0 },
    { "<a@x.example> (Taro)",                           "Taro",              "a@x.example",          "x.example",      0 },
    { "Taro (Naika) <a@x.example>",                     "Taro (Naika)",      "a@x.example",          "x.example",      0 },
    { "(Taro) <a@x.example>",                           "Taro",              "a@x.example",          "x.example",      0 },
    { "<a@x.example> Taro",                             "Taro",              "a@x.example",          "x.example",      0 },
    { "Yamada, Taro <a@x.example>",                     "Yamada, Taro",      "a@x.example",          "x.example",      0 },
    { "Example Co., Ltd., Tokyo <a@x.example>",         "Example Co., Ltd., Tokyo", "a@x.example",   "x.example",      0 },
    { "Taro, <a@x.example>",                            "Taro",              "a@x.example",          "x.example",      0 },
    { "\"a \\\"b\\\" \\\\\" <a@x.example>",             "a \"b\" \\",        "a@x.example",          "x.example",      0 },
    { "=?utf-8?B?5bGx55Sw?= <a@x.example>",             "山田",              "a@x.example",          "x.example",      0 },
    { "\"=?utf-8?B?5bGx55Sw?=\" <a@x.example>",         "山田",              "a@x.example",          "x.example",      0 },
    { "=?utf-8?Q?Yamada,_T?= <a@x.example>",            "Yamada, T",         "a@x.example",          "x.example",      0 },
    { "a@x.example (=?utf-8?B?5bGx55Sw?=)",             "山田",              "a@x.example",          "x.example",      0 },
    { "\033$B;3ED\033(B <a@x.example>",                 "山田",              "a@x.example",          "x.example",      0 },
    { "\"\033$B!\"!#\033(B\" <a@x.example>",            "、。",              "a@x.example",          "x.example",      0 },
    { "\"\227\\\226\361\225\\\" <a@x.example>",         "予約表",            "a@x.example",          "x.example",      0 },
    { "\"taro y\"@x.example",                           "",                  "\"taro y\"@x.example", "x.example",      0 },
    { "\"a@b\"@x.example",                              "",                  "\"a@b\"@x.example",    "x.example",      0 },
    { "<a..b.@docomo.ne.jp>",                           "",                  "a..b.@docomo.ne.jp",   "docomo.ne.jp",   0 },
    { "root@[192.0.2.1]",                               "",                  "root@[192.0.2.1]",     "[192.0.2.1]",    0 },
    { "<a@[IPv6:2001:db8::1]>",                         "",                  "a@[IPv6:2001:db8::1]", "[ipv6:2001:db8::1]", 0 },
    { "info@例え.example",                              "",                  "info@例え.example",    "例え.example",   ADDRESS_ODD_NOT_ASCII },
    { "<@r.example,@s.example:a@x.example>",            "",                  "a@x.example",          "x.example",      ADDRESS_ODD_ROUTE },
    { "\"open <a@x.example>",                           "\"open",            "a@x.example",          "x.example",      OPEN },
    { "(open <a@x.example>",                            "(open",             "a@x.example",          "x.example",      OPEN },
    { "<a@x.example",                                   "",                  "a@x.example",          "x.example",      SYNTAX },
    { "Taro a@x.example",                               "Taro",              "a@x.example",          "x.example",      SYNTAX },
    { "a @ x.example",                                  "",                  "a@x.example",          "x.example",      SYNTAX },
    { "a@b@x.example",                                  "",                  "a@b@x.example",        "x.example",      SYNTAX },
    { "<a b@x.example>",                                "",                  "a b@x.example",        "x.example",      SYNTAX },
    { "@x.example",                                     "",                  "@x.example",           "x.example",      SYNTAX },
    { "<mailto:a@x.example>",                           "",                  "mailto:a@x.example",   "x.example",      SYNTAX },
    { "<a@x.example\\>",                                "",                  "a@x.example\\>",       "x.example\\>",   SYNTAX | CHARS },
    { "a@x..example",                                   "",                  "a@x..example",         "x..example",     CHARS },
    { "a@x!example",                                    "",                  "a@x!example",          "x!example",      CHARS },
    { "a@[192.0.2.1",                                   "",                  "a@[192.0.2.1",         "[192.0.2.1",     CHARS },
    { "a@legit．example",                               "",                  "a@legit．example",     "legit．example", CHARS | ADDRESS_ODD_NOT_ASCII },
    { "MAILER-DAEMON",                                  "MAILER-DAEMON",     "",                     "",               NO_DOMAIN },
    { "Postmaster <>",                                  "Postmaster",        "",                     "",               NO_DOMAIN },
    { "<root>",                                         "",                  "root",                 "",               NO_DOMAIN },
    { "a@",                                             "",                  "a@",                   "",               NO_DOMAIN },
    { "Undisclosed recipients:;",                       "Undisclosed recipients:", "",               "",               ADDRESS_ODD_GROUP | NO_DOMAIN },
    { "Team: a@x.example;",                             "",                  "a@x.example",          "x.example",      ADDRESS_ODD_GROUP },
    { "a(b@y.example)@x.example",                       "b@y.example",       "a@x.example",          "x.example",      ADDRESS_ODD_COMMENT },
    { "(b@y.example) <a@x.example>",                    "b@y.example",       "a@x.example",          "x.example",      ADDRESS_ODD_COMMENT },
    { "(a@x.example) <a@x.example>",                    "a@x.example",       "a@x.example",          "x.example",      0 },
    { "=?utf-8?B?PGJAeS5leGFtcGxlPg==?=",               "<b@y.example>",     "b@y.example",          "",               ADDRESS_ODD_ENCODED | NO_DOMAIN },
    { "<=?utf-8?B?YkB5LmV4YW1wbGU=?=>",                 "",                  "b@y.example",          "y.example",      ADDRESS_ODD_ENCODED },
    { "\"A\001\" <a@x.example>",                        "A\001",             "a@x.example",          "x.example",      ADDRESS_ODD_CONTROL },
    { "β-test <a@x.example>",                           "β-test",            "a@x.example",          "x.example",      0 },
    { "Дмитрий Smith <a@x.example>",                    "Дмитрий Smith",     "a@x.example",          "x.example",      0 },
    { "Pаypal <a@x.example>",                           "Pаypal",            "a@x.example",          "x.example",      ADDRESS_ODD_MIXED_SCRIPT },
    { "葛󠄀城 <a@x.example>",                             "葛󠄀城",              "a@x.example",          "x.example",      0 },
    { "👩‍⚕️ <a@x.example>",                              "👩‍⚕️",               "a@x.example",          "x.example",      0 },
    { "山‍田 <a@x.example>",                             "山‍田",              "a@x.example",          "x.example",      ADDRESS_ODD_INVISIBLE },
};

static void test_cases(void)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        str in = str_of(cases[i].in);
        struct mailbox box;
        struct work work = { 0 };

        if (!CHECK_ROW(address_next(&arena, &work, &in, CHARSET_UNKNOWN, &box), cases[i].in))
            continue;
        CHECK_STR(box.name, cases[i].name);
        CHECK_STR(box.addr, cases[i].addr);
        CHECK_STR(box.domain, cases[i].domain);
        if (!CHECK_ROW(box.odd == cases[i].odd, cases[i].in))
            printf("#   odd %#x, want %#x\n", box.odd, cases[i].odd);
        CHECK_ROW(!address_next(&arena, &work, &in, CHARSET_UNKNOWN, &box), cases[i].in);
        arena_reset(&arena, 1 << 20);
    }
}

/* How many mailboxes a value holds, and the address of the last. */
static const struct { const char *in; uint32_t n; const char *last; uint32_t odd; } lists[] = {
    { "",                                               0, "",               0 },
    { " ,, ; \t",                                       0, "",               0 },
    { "a@x.example, b@y.example",                       2, "b@y.example",    0 },
    { "a@x.example,\r\n b@y.example",                   2, "b@y.example",    0 },
    { "a@x.example; b@y.example",                       2, "b@y.example",    0 },
    { "Taro, b@y.example",                              2, "b@y.example",    NO_DOMAIN },
    { "a@x.example, Yamada, Taro <b@y.example>",        2, "b@y.example",    0 },
    { "root, daemon, nobody",                           3, "",               NO_DOMAIN },
    { "\"A, B\" <a@x.example>, \"C; D\" <b@y.example>", 2, "b@y.example",    0 },
    { "T: a@x.example, b@x.example, c@x.example; d@y.example", 4, "d@y.example", ADDRESS_ODD_GROUP },
    { "<a@x.example> <b@y.example> <c@z.example>",      3, "c@z.example",    ADDRESS_ODD_TWO_ANGLES },
    { "<a@x.example>b@y.example",                       2, "b@y.example",    ADDRESS_ODD_TWO_ANGLES },
    { "a@x.example, \"open, b@y.example, c@z.example",  2, "",               OPEN | NO_DOMAIN },
    { "a@x.example,b@y.example,",                       2, "b@y.example",    0 },
};

static void test_lists(void)
{
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        struct work work = { 0 };
        uint32_t odd = 0;
        struct list got = address_list(&arena, &work, str_of(lists[i].in), CHARSET_UNKNOWN, ADDRESS_PER_HEADER, &odd);

        CHECK_ROW(got.n == lists[i].n, lists[i].in);
        if (got.n > 0)
            CHECK_STR(LIST_AT(got, struct mailbox, got.n - 1)->addr, lists[i].last);
        if (!CHECK_ROW(odd == lists[i].odd, lists[i].in))
            printf("#   odd %#x, want %#x, n %u\n", odd, lists[i].odd, got.n);
        arena_reset(&arena, 1 << 20);
    }
}

static const struct { const char *in, *found; } texts[] = {
    { "",                                   "" },
    { "山田 太郎",                          "" },
    { "admin@legit.example",                "admin@legit.example" },
    { "Admin <Admin@Legit.Example>",        "admin@legit.example" },
    { "医師会 admin@legit.exampleより",     "admin@legit.example" },
    { "ａｄｍｉｎ＠ｌｅｇｉｔ．ｅｘａｍｐｌｅ", "admin@legit.example" },
    { "admin＠legit。example",              "admin@legit.example" },
    { "admin @ legit.example",              "admin@legit.example" },
    { "ad\342\200\213min@legit.example",    "admin@legit.example" },
    { "(a..b.@docomo.ne.jp)",               "a..b.@docomo.ne.jp" },
    { "one@ two@legit.example",             "two@legit.example" },
    { "x@y, b@legit.example.",              "b@legit.example" },
    { "admin[at]legit.example",             "" },
    { "admin(at)legit.example",             "" },
    { "クリニック＠東京",                   "" },
    { "Clinic@Town",                        "" },
    { "@handle",                            "" },
    { "100@1.5",                            "" },
    { "a@.example",                         "" },
    { "@@@@",                               "" },
    { "a@b.c",                              "" },
};

static void test_texts(void)
{
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        CHECK_STR(address_in_text(&arena, str_of(texts[i].in)), texts[i].found);
    arena_reset(&arena, 1 << 20);
}

/* Header values made to be read again and again: the work of all of them must stay a few passes over their bytes. */
static const char *const squares[] = {
    "\"", ",", "(", ")", "<", ">", "@", ":", ";", "\\", "\"\"", "\",", "(,", "<,", "<>,", "<\"", "<\"\\", "\"\\", "a,", "a:",
    "a:b,", "a:;", "<a@x>", "<a@x>x", "<a@x>\"", "a@", "a@x ", "a@x (", "a@x (b) ", "=?", "=?a?", "=?a?q?", "=?a?q?b?=",
    "=?a?q?b?= ", "\033$B", "\033(", "\033$B<@", "\033", "\225", "\225\\", "\343\201", "\"a\" <a@x.example>,", "(a)<", "<(",
    "<()", "()", "(()", "@x:", "<@x:", "a,a,a,a@", "(@) ", "(=?a?q?b?=)", "a@x.example,", " ", "\r\n ", "\r", "<a@x> <", "\\,<a@x>",
};

static void test_squares(void)
{
    enum { SIZE = 1 << 20 };
    char *p = arena_alloc(&arena, SIZE);
    size_t mark = arena_mark(&arena);

    for (size_t i = 0; i < sizeof squares / sizeof *squares; i++) {
        size_t n = strlen(squares[i]), last = SIZE;
        struct work work = { 0 };
        struct mailbox box;
        clock_t from = clock();

        for (size_t at = 0; at < SIZE; at++)
            p[at] = squares[i][at % n];
        for (str in = { p, SIZE }; address_next(&arena, &work, &in, CHARSET_UNKNOWN, &box); last = in.n) {
            if (!CHECK_ROW(in.n < last, squares[i]))
                break;
            check_count--;              /* hundreds of thousands of these; only a wrong one is worth a line */
            arena_release(&arena, mark);
        }
        CHECK_ROW(work_units(&work) <= (uint64_t)WORK_PER_BYTE * SIZE + WORK_BASE, squares[i]);
        /* Milliseconds when linear, minutes when not; wide, as tests run on busy machines and under sanitizers. */
        CHECK_ROW(clock() - from < 20 * CLOCKS_PER_SEC, squares[i]);
        address_in_text(&arena, str_from(p, SIZE));
        arena_release(&arena, mark);
    }
}

int main(void)
{
    if (!arena_open(&arena, 1 << 30, NULL))
        return 1;
    test_cases();
    test_lists();
    test_texts();
    test_squares();
    arena_close(&arena);
    return check_done();
}
