/* Site files: what an administrator mistypes comes back as line, key, reason and advice, and never raw. */
#include "check.h"
#include "facts/case.h"
#include "signals/party.h"

static struct arena a;

static const struct { const char *text, *want; } rows[] = {
    { "name = ひなた\nown_domains = a.example\nown_domains = 日本語.example\n", "" },
    { "copiers = fax@a.example\ncopiers = a.example\nauthserv_ids = mx1\n", "" },
    { "partners = 丸丸 | a.example | x@b.example\npartners = 三角\n", "" },
    { "own_domains = a.example, b.example\n", "site:1: own_domains: not a domain; " },
    { "own_domains = a.example b.example\n", "site:1: own_domains: not a domain; " },
    { "own_domains = a.example、b.example\n", "site:1: own_domains: not a domain; " },
    { "own_domains = *.a.example\n", "site:1: own_domains: not a domain; " },
    { "own_domains = @a.example\n", "site:1: own_domains: not a domain; " },
    { "own_domains = x@a.example\n", "site:1: own_domains: not a domain; " },
    { "authserv_ids = mx1; mx2\n", "site:1: authserv_ids: not a domain; " },
    { "# house\ncopiers = @a.example\n", "site:2: copiers: not a domain or an address; " },
    { "copiers = fax@a.example,nas@a.example\n", "site:1: copiers: not a domain or an address; " },
    { "partners = 丸丸 | *.a.example\n", "site:1: partners: not a domain or an address; " },
    { "name = a\nextension = 1\nname = b\n", "site:3: name: given twice" },
    { "name =\n", "site:1: name: no value" },
    { "name\n", "site:1: name: write it as" },
    { "name = \x1b[31m\n", "site:1: line: not plain UTF-8" },
    { "na\xff = 1\n", "site:1: line: not plain UTF-8" },
    { "na\xC2\x9B = 1\n", "site:1: line: not plain UTF-8" },
    { "nobody = 1\n", "site:1: nobody: no such setting" },
};

static void test_rows(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct site site = { 0 };
        struct fail why = { 0 };
        int got = noun_config(&noun_site, str_of(rows[i].text), "site", &a, &site, &why);

        CHECK_ROW(got == (rows[i].want[0] ? -1 : 0), rows[i].text);
        CHECK_ROW(got == 0 || str_starts(str_of(why.detail), str_of(rows[i].want)), rows[i].text);
    }
}

/* What was prepared for one file does not answer for another, nor for a site put together by hand. */
static void test_prepared(void)
{
    static const char *const files[] = { "own_domains = a.example\npartners = 丸 | x@p.example | q.example\n", "partners = 丸 | r.example\n" };
    static const bool want[2][4] = { { true, true, true, false }, { false, false, false, true } };
    static const char *const domains[] = { "mail.a.example", "p.example", "www.q.example", "r.example" };

    for (size_t i = 0; i < 6; i++) {
        struct case_facts c = { 0 };
        struct fail why;

        CHECK(noun_config(&noun_site, str_of(files[i % 2]), "site", &a, &c.site, &why) == 0 && c.site.reading > 0);
        if (i >= 4)
            c.site.reading = 0;
        for (size_t k = 0; k < 4; k++)
            CHECK_ROW(domain_is_known(&c, str_of(domains[k])) == want[i % 2][k], domains[k]);
    }
}

int main(void)
{
    arena_open(&a, 64 << 20, NULL);
    test_rows();
    test_prepared();
    return check_done();
}
