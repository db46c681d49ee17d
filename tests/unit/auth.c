/* What a mail says about its own authentication, and dates. The odd domains are A3 to A5 of Composition Kills. */
#include "check.h"
#include "read/auth.h"

#include <stdio.h>

#define RAW(literal) { "" literal, sizeof(literal) - 1 }

static struct arena arena;
static struct work work;

static const struct { str in; const char *domain, *selector, *headers; bool length, bad; } signatures[] = {
    { RAW("v=1; a=rsa-sha256; d=clinic.example; s=k1; h=From:To:Subject; bh=AA=; b=BB=="), "clinic.example", "k1", "from:to:subject", 0, 0 },
    { RAW("v=1;d=clinic.example;s=k1;h=from:from:subject:subject:date:date;b="), "clinic.example", "k1", "from:from:subject:subject:date:date", 0, 0 },
    { RAW(" v=1; a=rsa-sha256;\r\n\td=clinic.example;\r\n\ts=k1;\r\n\th=From : To :\r\n\t Subject;\r\n\tb=A\r\n\t B"), "clinic.example", "k1", "from:to:subject", 0, 0 },
    { RAW("h=from\n\t:to:;d=\n clinic.example\n ;s=k_1.2026"), "clinic.example", "k_1.2026", "from:to", 0, 0 },
    { RAW("d=clinic\r\n .example; s=k1"),                       "clinic.example", "k1", "", 0, 0 },
    { RAW("d=x.example; s=k; l=120; h=from"),                   "x.example", "k", "from", 1, 0 },
    { RAW("d=x.example; s=k;\r\n l\r\n =\r\n 0"),               "x.example", "k", "", 1, 0 },
    { RAW("d=x.example; s=k; bl=1; x=1; t=1; z=l=3"),           "x.example", "k", "", 0, 0 },
    { RAW("d=x.example; s=k; i=@x.example"),                    "x.example", "k", "", 0, 0 },
    { RAW("d=x.example; s=k; i=taro=20y@mail.x.example"),       "x.example", "k", "", 0, 0 },
    { RAW("d=例え.example; s=k"),                               "例え.example", "k", "", 0, 0 },
    { RAW("d=xn--r8jz45g.example; s=k"),                        "xn--r8jz45g.example", "k", "", 0, 0 },
    { RAW("d=x.example; s=k; d=x.example"),                     "x.example", "k", "", 0, 0 },
    { RAW(""),                                                  "", "", "", 0, 0 },
    { RAW("nonsense"),                                          "", "", "", 0, 0 },
    { RAW(";;;=;=d;d"),                                         "", "", "", 0, 0 },
    { RAW("d=legit.example(.attack.example; s=k"),              "legit.example(.attack.example", "k", "", 0, 1 },
    { RAW("d=legit.example).attack.example; s=k"),              "legit.example).attack.example", "k", "", 0, 1 },
    { RAW("d=legit.example'.attack.example; s=k"),              "legit.example'.attack.example", "k", "", 0, 1 },
    { RAW("d=legit.example\".attack.example; s=k"),             "legit.example\".attack.example", "k", "", 0, 1 },
    { RAW("d=\"legit.example\"; s=k"),                          "\"legit.example\"", "k", "", 0, 1 },
    { RAW("d=legit.example@attack.example; s=k"),               "legit.example@attack.example", "k", "", 0, 1 },
    { RAW("d=legit.example .attack.example; s=k"),              "legit.example .attack.example", "k", "", 0, 1 },
    { RAW("d=legit.example\\.attack.example; s=k"),             "legit.example\\.attack.example", "k", "", 0, 1 },
    { RAW("d=legit.example/.attack.example; s=k"),              "legit.example/.attack.example", "k", "", 0, 1 },
    { RAW("d=legit.example; d=attack.example; s=k"),            "legit.example", "k", "", 0, 1 },
    { RAW("d=legit.example; s=a; s=attack.example"),            "legit.example", "a", "", 0, 1 },
    { RAW("d=legit.example; s=k(.attack"),                      "legit.example", "k(.attack", "", 0, 1 },
    { RAW("d=legit.example; s='k"),                             "legit.example", "'k", "", 0, 1 },
    { RAW("d=x.example; s=k; i=any@x.example(.attack.example"), "x.example", "k", "", 0, 1 },
    { RAW("d=x.example; s=k; i=\"any\"@x.example"),             "x.example", "k", "", 0, 1 },
    { RAW("d=x.example; s=k; i=any(@legit.example)@x.example"), "x.example", "k", "", 0, 1 },
};

static str joined(struct list names)
{
    struct buf out = buf_new(&arena, 64);

    for (uint32_t i = 0; i < names.n; i++) {
        if (i > 0)
            buf_put(&out, ':');
        buf_add(&out, *LIST_AT(names, str, i));
    }
    return buf_done(&out);
}

static void test_signatures(void)
{
    struct dkim_signature d;
    str nul = RAW("d=legit.example; s=attack.example.\0.any; h=from");

    for (size_t i = 0; i < sizeof signatures / sizeof *signatures; i++) {
        d = dkim_read(&arena, &work, signatures[i].in);
        CHECK_STR(d.domain, signatures[i].domain);
        CHECK_STR(d.selector, signatures[i].selector);
        CHECK_STR(joined(d.signed_headers), signatures[i].headers);
        CHECK_ROW(d.body_length == signatures[i].length, signatures[i].in.p);
        CHECK_ROW(d.bad_domain == signatures[i].bad, signatures[i].in.p);
    }
    d = dkim_read(&arena, &work, nul);
    CHECK(d.bad_domain && d.selector.n == sizeof "attack.example.\0.any" - 1);
    arena_reset(&arena, 1 << 20);
}

/* Each result as "authserv-id method=result domain", with bars between. */
static const struct { const char *in, *out; } results[] = {
    { "mx.clinic.example; dkim=pass header.d=x.example",        "mx.clinic.example dkim=pass x.example" },
    { "mx.clinic.example 1; none",                              "" },
    { "mx.clinic.example;",                                     "" },
    { "",                                                       "" },
    { "mx.clinic.example 1; spf=pass smtp.mailfrom=a@X.example.; dmarc=fail (p=reject dis=none) header.from=x.example",
      "mx.clinic.example spf=pass x.example|mx.clinic.example dmarc=fail x.example" },
    { "mx.clinic.example;\r\n\tdkim=pass (2048-bit key; unprotected) header.d=x.example header.i=@x.example header.b=\"A;B=\";\r\n\tspf=none",
      "mx.clinic.example dkim=pass x.example|mx.clinic.example spf=none " },
    { "mx.clinic.example; dkim=fail reason=\"bad; dkim=pass header.d=legit.example\" header.d=x.example",
      "mx.clinic.example dkim=fail x.example" },
    { "mx.clinic.example; dkim=fail (dkim=pass header.d=legit.example; ) header.d=x.example",
      "mx.clinic.example dkim=fail x.example" },
    { "mx.clinic.example; dkim=pass header.d=legit.example(.attack.example", "mx.clinic.example dkim=pass legit.example" },
    { "mx.clinic.example; dkim=fail (; dkim=pass header.d=legit.example", "mx.clinic.example dkim=fail " },
    { "mx.clinic.example; dkim=fail (a (b) \\) ; dkim=pass) header.d=x.example", "mx.clinic.example dkim=fail x.example" },
    { "(comment) mx.clinic.example (more) 1 (more) ; (x) dkim (y) = (z) pass (w) header.d (v) = (u) x.example",
      "mx.clinic.example dkim=pass x.example" },
    { "mx.clinic.example; dkim/1=pass header.d=x.example",      "mx.clinic.example dkim=pass x.example" },
    { "MX.Clinic.Example; DKIM=Pass Header.D=X.Example",        "mx.clinic.example dkim=pass x.example" },
    { "\"mx.clinic.example\"; dkim=\"pass\" header.d=\"x.example\"", "mx.clinic.example dkim=pass x.example" },
    { "mx.clinic.example; dkim=pass header.i=@mail.x.example",  "mx.clinic.example dkim=pass mail.x.example" },
    { "mx.clinic.example; dkim=pass header.i=@y.example header.d=x.example", "mx.clinic.example dkim=pass x.example" },
    { "mx.clinic.example; dkim=pass header.d=x.example header.d=legit.example", "mx.clinic.example dkim=pass " },
    { "mx.clinic.example; dkim=none header.d=none",             "mx.clinic.example dkim=none " },
    { "mx.clinic.example; spf=none smtp.mailfrom=<>",           "mx.clinic.example spf=none " },
    { "mx.clinic.example; spf=pass smtp.helo=x.example",        "mx.clinic.example spf=pass x.example" },
    { "spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=x.example; dkim=none (message not signed) header.d=none;"
      "dmarc=bestguesspass action=none header.from=x.example;compauth=pass reason=109",
      " spf=pass x.example| dkim=none | dmarc=bestguesspass x.example| compauth=pass " },
    { "mx.clinic.example  from=y.example; domainkeys=neutral (no sig); dkim=pass (ok)",
      "mx.clinic.example domainkeys=neutral |mx.clinic.example dkim=pass " },
    { "mx.clinic.example; dkim",                                "" },
    { "mx.clinic.example; =pass; dkim=; a b=pass",              "" },
    { "mx.clinic.example; dkim=pass = = header.d = x.example",  "mx.clinic.example dkim=pass x.example" },
};

static void test_results(void)
{
    struct auth_result r[8];

    for (size_t i = 0; i < sizeof results / sizeof *results; i++) {
        size_t n = auth_results_read(&arena, &work, str_of(results[i].in), r, 8);
        struct buf out = buf_new(&arena, 64);

        for (size_t k = 0; k < n; k++)
            buf_format(&out, "%s%.*s %.*s=%.*s %.*s", k ? "|" : "", STR_FMT(r[k].authserv_id), STR_FMT(r[k].method),
                       STR_FMT(r[k].result), STR_FMT(r[k].domain));
        CHECK_STR(buf_done(&out), results[i].out);
    }
    CHECK(auth_results_read(&arena, &work, STR("a; b=c; d=e; f=g"), r, 2) == 2);
    arena_reset(&arena, 1 << 20);
}

enum { DAY = 86400 };

static const struct { const char *in; int64_t at; } dates[] = {
    { "Sat, 21 Nov 2026 23:31:46 +0900",            1795271506 },
    { "Sat, 21 Nov 2026 14:31:46 +0000",            1795271506 },
    { "21 Nov 2026 14:31:46 GMT",                   1795271506 },
    { "Sat, 21 Nov 2026 23:31:46 +0900 (JST)",      1795271506 },
    { "Sat, 21 Nov 2026 23:31:46 JST",              1795271506 },
    { "Sat,21 Nov 2026 23:31:46+0900",              1795271506 },
    { "Sat (a \\) (b)), 21 (c) Nov 2026 23 : 31",   0 },
    { "(c) Sat (a \\) (b)), 21 (c) Nov 2026 23:31:46 (d) +0900", 1795271506 },
    { "Sat,\r\n 21 Nov\r\n\t2026 23:31:46 +0900",   1795271506 },
    { "Sat, 21 Nov 26 23:31:46 +0900",              1795271506 },
    { "21-Nov-2026 23:31:46 +0900",                 1795271506 },
    { "Sat Nov 21 14:31:46 2026",                   1795271506 },
    { "Sat Nov 21 23:31:46 JST 2026",               1795271506 },
    { "Sat, 21 November 2026 09:31:46 -0500",       1795271506 },
    { "Sat, 21 Nov 2026 09:31:46 EST",              1795271506 },
    { "Sat, 21 Nov 2026 14:31:46 Z",                1795271506 },
    { "Sat, 21 Nov 2026 23:31:46 +09:00",           1795271506 },
    { "Sat, 21 Nov 2026 23:31:46 GMT+9",            1795271506 },
    { "Sat, 21 Nov 2026 14:31:46 +000",             1795271506 },
    { "Sat, 021 Nov 2026 23:31:46 +0900 . 123",     1795271506 },
    { "Sat, 21 Nov 2026 23:31 +0900",               1795271460 },
    { "Thu, 1 Jan 1970 00:00:01 +0000",             1 },
    { "Fri, 31 Dec 99 23:59:59 +0000",              946684799 },
    { "Sat, 1 Jan 00 00:00:00 +0000",               946684800 },
    { "Tue, 1 Jan 102 00:00:00 +0000",              1009843200 },
    { "Tue, 29 Feb 2000 00:00:00 +0000",            951782400 },
    { "Tue, 29 Feb 2024 12:00:00 +0000",            1709208000 },
    { "Wed, 01 Mar 2000 00:00:00 +0000",            951782400 + DAY },
    { "Sat, 31 Dec 2016 23:59:60 +0000",            1483228800 },
    { "Thu, 29 Feb 2023 12:00:00 +0000",            0 },
    { "Thu, 31 Nov 2026 12:00:00 +0000",            0 },
    { "Thu, 0 Nov 2026 12:00:00 +0000",             0 },
    { "Thu, 32 Nov 2026 12:00:00 +0000",            0 },
    { "Thu, 21 Nov 2026 24:00:00 +0000",            0 },
    { "Thu, 21 Nov 2026 12:60:00 +0000",            0 },
    { "Thu, 21 Nov 2026 12:00:00 +0075",            0 },
    { "Thu, 21 Nov 2026",                           0 },
    { "12:00:00",                                   0 },
    { "Whenever",                                   0 },
    { "Thu, 21 Nov 99999999999999999999 12:00:00",  0 },
    { "",                                           0 },
    { "((((",                                       0 },
    { "+",                                          0 },
};

static void test_dates(void)
{
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
        int64_t at = date_read(str_of(dates[i].in));

        if (!CHECK_ROW(at == dates[i].at, dates[i].in))
            printf("#   got %lld\n", (long long)at);
    }
}

/* Long values of one piece repeated cost a few passes, not one per piece. */
static void test_squares(void)
{
    static const char *const pieces[] = { ";", "=", "d=", "d=a;", "h=", ":", "h=a:", "a=b c=d ", "a=b;", "(", ")", "()", "\"", "\\",
                                          "\"\\", "; a=b (", " ", "= ", "a ", "\r\n ", "d=a\r\n ;" };
    enum { SIZE = 1 << 20 };
    char *p = arena_alloc(&arena, SIZE);
    size_t mark = arena_mark(&arena);
    struct auth_result r[50];

    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        size_t n = strlen(pieces[i]);
        struct work w = { 0 };

        for (size_t at = 0; at < SIZE; at++)
            p[at] = pieces[i][at % n];
        memcpy(p, "a;b=c ", 6);
        dkim_read(&arena, &w, str_from(p, SIZE));
        CHECK_ROW(auth_results_read(&arena, &w, str_from(p, SIZE), r, 50) <= 50, pieces[i]);
        date_read(str_from(p, SIZE));
        CHECK_ROW(work_units(&w) <= (uint64_t)WORK_PER_BYTE * SIZE + WORK_BASE, pieces[i]);
        arena_release(&arena, mark);
    }
}

int main(void)
{
    if (!arena_open(&arena, 1 << 28, NULL))
        return 1;
    test_signatures();
    test_results();
    test_dates();
    test_squares();
    arena_close(&arena);
    return check_done();
}
