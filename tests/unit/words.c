#include "check.h"
#include "read/words.h"

static struct arena arena;
static struct work meter;

static const struct { const char *raw, *want; } headers[] = {
    { "plain", "plain" },
    { "", "" },
    { "folded\r\n text\r\n\tmore", "folded text\tmore" },
    { "not folded\r\nX: y", "not folded X: y" },
    { "=?utf-8?B?6KuL5rGC5pu4?=", "請求書" },
    { "=?UTF-8?b?6KuL5rGC5pu4?=", "請求書" },
    { "=?utf-8?q?=E8=AB=8B_a=3Db?=", "請 a=b" },
    { "Re: =?utf-8?B?6KuL?= x", "Re: 請 x" },
    { "=?utf-8?B?6KuL?= =?utf-8?B?5rGC?=", "請求" },
    { "=?utf-8?B?6KuL?=\r\n =?UTF-8?Q?=E6=B1=82?=", "請求" },
    { "=?utf-8?B?6KuL?==?utf-8?B?5rGC?=", "請求" },                    /* no blank between */
    { "a=?utf-8?B?6KuL?=b", "a請b" },                                  /* none around */
    { "=?utf-8?B?6KuL?= and =?utf-8?B?5rGC?=", "請 and 求" },
    { "=?utf-8?B?6KuL?= =?iso-8859-1?Q?caf=E9?=", "請café" },
    { "\"=?utf-8?B?6KuL?=\" <a@x.example>", "\"請\" <a@x.example>" },
    { "=?utf-8*ja?B?6KuL?=", "請" },                                   /* RFC 2231 5 */
    { "=??B?6KuL?=", "請" },                                           /* no charset */
    { "=?nonsense?B?6KuL5rGC5pu4?=", "請求書" },
    { "=?utf-8?B?6KuL5rG?=", "請\xEF\xBF\xBD\xEF\xBF\xBD" },                       /* cut: what there is */
    { "=?utf-8?B?6KuL5r?= =?utf-8?B?GC5pu4?=", "請求書" },             /* base64 text itself cut, no padding */
    { "=?utf-8?B?6KuL 5rGC?=", "請求" },                               /* blank inside */
    { "=?utf-8?Q?a b?=", "a b" },
    { "=?utf-8?X?6KuL?=", "=?utf-8?X?6KuL?=" },
    { "=?utf-8?B?6KuL", "=?utf-8?B?6KuL" },
    { "=?utf-8?B?", "=?utf-8?B?" },
    { "a =? b ?= c", "a =? b ?= c" },
    { "=?iso-2022-jp?B?GyRCQEE1YRsoQg==?= =?ISO-2022-JP?B?GyRCPXEbKEI=?=", "請求書" },
    { "=?iso-2022-jp?B?GyRCQEE1?= =?iso-2022-jp?B?YT1xGyhC?=", "請求書" },            /* cut inside a character */
    { "=?iso-2022-jp?B?GyRCQEE1YQ==?= =?iso-2022-jp?B?UmU6IHRlc3Q=?=", "請求Re: test" },  /* state to be set back */
    { "\x1b$B@A5a=q$N7o\x1b(B", "請求書の件" },
    { "\x1b$B=?=?\x1b(B x", "戎戎 x" },                                   /* "=?" that is half of two characters */
    { "\x90\xbf\x8b\x81\x8f\x91\x82\xcc\x8c\x8f", "請求書の件" },
    { "請求書の件", "請求書の件" },
    { "\x95\x5c\x82\xcc\x8c\x8f =?utf-8?B?6KuL?=", "表の件 請" },
    { "=?utf-8?Q?a=0D=0AX-Evil:_1?=", "a  X-Evil: 1" },                /* no new header out of an encoded one */
    { "=?shift_jis?B?kL+LgY+R?=", "請求書" },
    { "=?iso-2022-jp?B?kL+LgY+R?=", "請求書" },                        /* says JIS, is Shift_JIS */
    { "=?iso-2022-jp?Q?=E8=AB=8B=E6=B1=82=E6=9B=B8?=", "請求書" },
    { "=?us-ascii?Q?plain?=", "plain" },
};

static const struct { const char *raw, *want; } extended[] = {
    { "utf-8''%E8%AB%8B.pdf", "請.pdf" },
    { "ISO-2022-JP'ja'%1B$B@A5a=q%1B(B.pdf", "請求書.pdf" },
    { "iso-2022-jp''%1b%24%42%40%41%35%61%3d%71%1b%28%42.pdf", "請求書.pdf" },
    { "shift_jis''%90%BF%8B%81.xls", "請求.xls" },
    { "''%E8%AB%8B", "請" },
    { "no%20quotes", "no%20quotes" },
    { "utf-8''bad%ZZ%4", "bad%ZZ%4" },
    { "utf-8''a%0d%0ab", "a  b" },
    { "", "" },
};

/* Headers that would be squares if every "=?" looked for its end by itself. */
static void test_linear(void)
{
    static const char *const parts[] = { "=?", "=?a?b?", "=?utf-8?B?QQ==?= ", "=?utf-8?B?QQ==?=", "?=", "\x1b$", "=?utf-8?q?\x80?=\x80" };

    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        enum { SIZE = 1 << 18 };
        struct buf b = buf_new(&arena, SIZE + 64);
        struct work w = { 0 };

        while (b.n < SIZE)
            buf_add(&b, str_of(parts[i]));
        words_decode(&arena, &w, buf_str(&b), CHARSET_UNKNOWN, NULL);
        CHECK_ROW(work_units(&w) <= (uint64_t)WORK_PER_BYTE * b.n, parts[i]);
        arena_reset(&arena, 1 << 20);
    }
}

int main(void)
{
    uint32_t odd = 0;

    arena_open(&arena, 1u << 28, NULL);
    for (size_t i = 0; i < sizeof headers / sizeof headers[0]; i++)
        CHECK_STR(words_decode(&arena, &meter, str_of(headers[i].raw), CHARSET_UNKNOWN, NULL), headers[i].want);
    for (size_t i = 0; i < sizeof extended / sizeof extended[0]; i++)
        CHECK_STR(words_decode_extended(&arena, &meter, str_of(extended[i].raw), CHARSET_UNKNOWN, NULL), extended[i].want);
    CHECK_STR(words_percent(&arena, STR("a%20b%")), "a b%");
    words_decode(&arena, &meter, STR("=?iso-2022-jp?B?kL+LgY+R?="), CHARSET_UNKNOWN, &odd);
    CHECK(odd == TEXT_ODD_LABEL_WRONG);
    test_linear();
    arena_close(&arena);
    return check_done();
}
