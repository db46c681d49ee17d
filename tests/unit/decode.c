/* Transfer decodings. The rows of the PYTHON and LIBETPAN dialects say what these programs return; they were compared
 * with the programs themselves over random and damaged input when the decoder was written. */
#include "check.h"
#include "read/decode.h"

static struct arena arena;
static struct work work;

#define ALL(s) { s, s, s, s, s, s }
static const struct { const char *in, *out[BASE64_DIALECTS]; uint32_t odd; } base64_rows[] = {
    /*                     SKIP_JUNK  STOP_AT_PAD    STRICT     PYTHON     LIBETPAN         PAD_IGNORED */
    { "",                ALL(""),                                                                         0 },
    { "YWJj",            ALL("abc"),                                                                      0 },
    { "YWJj\r\nZGVm\r\n", ALL("abcdef"),                                                                  0 },
    { "YWJj\nZGVm\n",    ALL("abcdef"),                                                                   0 },
    { "YW\r\nJj",        ALL("abc"),                                                                      0 },
    { "YQ==",            ALL("a"),                                                                        0 },
    { "YWI=\r\n",        ALL("ab"),                                                                       0 },
    { "YWI",             ALL("ab"),                                                                       DECODE_ODD_CUT },
    { "YQ",              ALL("a"),                                                                        DECODE_ODD_CUT },
    { "YQ=",             ALL("a"),                                                                        DECODE_ODD_CUT },
    { "YWJj====",        ALL("abc"),                                                                      0 },
    { "YWJjZ",           { "abc",     "abc",         "abc",     "YWJjZ",   "abcd",          "abc" },      DECODE_ODD_CUT },
    { "YWJj\r\nZ",       { "abc",     "abc",         "abc",     "YWJjZ",   "abcd",          "abc" },      DECODE_ODD_CUT },
    { "YQ==YWJj",        { "aabc",    "a",           "a",       "a",       "a\6\x16&",      "a\6\x16&" }, DECODE_ODD_EARLY_PAD },
    { "YQ=WJj",          { "aX\x98",  "a\5\x89",     "a",       "YQ=WJj",  "a\5\x89\x8c",   "a\5\x89" },  DECODE_ODD_EARLY_PAD | DECODE_ODD_CUT },
    { "YWJj!ZGVm",       { "abcdef",  "abcdef",      "abc",     "abcdef",  "abcdef",        "abcdef" },   DECODE_ODD_JUNK },
    { "YWJj \r\nZGVm",   { "abcdef",  "abcdef",      "abc",     "abcdef",  "abcdef",        "abcdef" },   0 },
    { "YWJj ZGVm",       { "abcdef",  "abcdef",      "abc",     "abcdef",  "abcdef",        "abcdef" },   DECODE_ODD_JUNK },
    { " YWJj",           { "abc",     "abc",         "",        "abc",     "abc",           "abc" },      DECODE_ODD_JUNK },
    { "=YWJj",           { "abc",     "abc",         "",        "abc",     "abc",           "abc" },      DECODE_ODD_EARLY_PAD | DECODE_ODD_CUT },
    { "YWJjZA!==",       { "abcd",    "abcd",        "abcd",    "abcd",    "abcd",          "abcd" },     DECODE_ODD_JUNK },
    { "--YWJj--",        { "abc",     "abc",         "",        "abc",     "abc",           "abc" },      DECODE_ODD_JUNK },
};

static void check_base64(void)
{
    for (size_t i = 0; i < sizeof base64_rows / sizeof base64_rows[0]; i++)
        for (enum base64_dialect d = 0; d < BASE64_DIALECTS; d++) {
            uint32_t odd = 0;

            if (!CHECK_STR(base64_decode(&arena, &work, str_of(base64_rows[i].in), d, &odd), base64_rows[i].out[d]))
                printf("#   row \"%s\" dialect %u\n", base64_rows[i].in, d);
            CHECK_ROW(odd == base64_rows[i].odd, base64_rows[i].in);
        }
}

/* QP_LENIENT, QP_STRICT, QP_PYTHON, QP_LIBETPAN, QP_DROP_ILLEGAL. NULL: only the oddity is looked at here. */
static const struct { const char *in, *out[QP_DIALECTS]; uint32_t odd; } qp_rows[] = {
    { "",                { "", "", "", "", "" },                                              0 },
    { "a=3Db",           { "a=b", "a=b", "a=b", "a=b", "a=b" },                               0 },
    { "=E3=81=82\r\n",   { "あ\r\n", "あ\r\n", "あ\r\n", "あ\r\n", "あ\r\n" },                0 },
    { "a=\r\nb=\nc",     { "abc", "abc", "abc", "abc", "abc" },                               0 },
    { "a\nb",            { "a\nb", "a\nb", "a\nb", "a\r\nb", "a\nb" },                        0 },
    { "a \t\r\nb",       { "a \t\r\nb", "a\r\nb", "a \t\r\nb", "a \t\r\nb", "a \t\r\nb" },    0 },
    { "a= \r\nb",        { "ab", "ab", "a= \r\nb", NULL, "ab" },                        DECODE_ODD_BLANK_BREAK },
    { "=e3=81=82",       { "あ", "=e3\x81\x82", "あ", "あ", "あ" },                           0 },
    { "a=XYb",           { "a=XYb", "a=XYb", "a=XYb", NULL, "ab" },                     DECODE_ODD_ILLEGAL },
    { "a==3D",           { "a==", "a==", "a=3D", "a\3D", "a=" },                          DECODE_ODD_ILLEGAL },
    { "a==\r\nb",        { "a=b", "a=b", "a=\r\nb", NULL, "ab" },                     DECODE_ODD_ILLEGAL },
    { "a=",              { "a", "a", "a", "a=", "a" },                                        0 },
    { "a=\rb",           { "ab", "ab", "a", "ab", "ab" },                                     0 },
    { "a=\rb\nc",        { "ab\nc", "ab\nc", "ac", "ab\r\nc", "ab\nc" },                      0 },
    { "a\xe3",           { "a\xe3", "a\xe3", "a\xe3", "a\xe3", "a\xe3" },                     DECODE_ODD_8BIT },
    { "a\r",             { "a\r", "a\r", "a\r", "a", "a\r" },                                 0 },
    { "1234567890123456789012345678901234567890123456789012345678901234567890123456",
                         { NULL }, 0 },
    { "12345678901234567890123456789012345678901234567890123456789012345678901234567",
                         { NULL }, DECODE_ODD_LONG },
    { "12345678901234567890123456789012345678901234567890123456789012345678901234=3D\r\n",
                         { NULL }, DECODE_ODD_LONG },
};

static void check_qp(void)
{
    for (size_t i = 0; i < sizeof qp_rows / sizeof qp_rows[0]; i++)
        for (enum qp_dialect d = 0; d < QP_DIALECTS; d++) {
            uint32_t odd = 0;
            str got = qp_decode(&arena, &work, str_of(qp_rows[i].in), d, &odd);

            if (qp_rows[i].out[d] && !CHECK_STR(got, qp_rows[i].out[d]))
                printf("#   row \"%s\" dialect %u\n", qp_rows[i].in, d);
            CHECK_ROW(odd == qp_rows[i].odd, qp_rows[i].in);
        }
    CHECK(str_eq(qp_decode(&arena, &work, STR("a=XYb"), QP_LIBETPAN, NULL), STR("a\0b")));
    CHECK(str_eq(qp_decode(&arena, &work, STR("a= \r\nb"), QP_LIBETPAN, NULL), STR("a\0\r\nb")));
    CHECK(str_eq(qp_decode(&arena, &work, STR("a==\r\nb"), QP_LIBETPAN, NULL), STR("a\0\r\nb")));
    CHECK(str_eq(qp_decode(&arena, &work, STR("a=Z"), QP_LIBETPAN, NULL), STR("aZ\0")));
    CHECK(str_eq(qp_decode(&arena, &work, STR("a=Z1"), QP_LIBETPAN, NULL), STR("a\1")));
}

/* Long clean input takes the fast path; broken in every place it must not lose or invent a byte. */
static void check_fast_path(void)
{
    static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    char text[400], broken[401];
    str whole;

    for (size_t i = 0; i < sizeof text; i++)
        text[i] = alphabet[(i * 37) & 63];
    whole = base64_decode(&arena, &work, str_from(text, sizeof text), BASE64_SKIP_JUNK, NULL);
    CHECK(whole.n == 300);
    for (size_t at = 0; at <= sizeof text; at++) {
        memcpy(broken, text, at);
        broken[at] = '\n';
        memcpy(broken + at + 1, text + at, sizeof text - at);
        CHECK(str_eq(base64_decode(&arena, &work, str_from(broken, sizeof broken), (enum base64_dialect)(at % BASE64_DIALECTS), NULL), whole));
    }
}

static const struct { const char *text, *name, *data; } file_rows[] = {
    { "Hello\n\nbegin 644 a.txt\n#0V%T\n`\nend\nbye\n",                 "a.txt",     "Cat" },
    { "begin 0644 a b.txt\r\n#0V%T\r\n \r\nend\r\n",                    "a b.txt",   "Cat" },
    { "begin 644 a.txt\n#0V%T\n#0V%T\n",                                 "a.txt",     "CatCat" },          /* no end */
    { "begin 644 a.txt\n#0V%T\nwhat follows is a letter\n",              "a.txt",     "Cat" },
    { "begin 644 a.txt\n#0V%T*\n`\nend\n",                               "a.txt",     "Cat" },             /* a checksum */
    { "begin-base64 644 a.txt\nQ2F0\nQ2F0\n====\n",                      "a.txt",     "CatCat" },
    { "=ybegin line=128 size=3 name=a b.bin\r\n\x6d\x8b\x9e\r\n=yend size=3\r\n", "a b.bin", "Cat" },
    { "=ybegin part=1 line=128 size=3 name=c\n=ypart begin=1 end=3\n\x6d\x8b=\x3a\n=yend size=3\n", "c", "Ca\xd0" },
    { "begin at the beginning\nand go on\nend\n",                        NULL,        NULL },
    { "begin 644\nx\nend\n",                                             NULL,        NULL },
    { "begin 644 file\nplain words in lower case\n",                     NULL,        NULL },
    { " begin 644 a.txt\n#0V%T\n`\nend\n",                               NULL,        NULL },
    { "=ybegin is how yEnc begins\n",                                    NULL,        NULL },
};

static void check_files(void)
{
    for (size_t i = 0; i < sizeof file_rows / sizeof file_rows[0]; i++) {
        str in = str_of(file_rows[i].text), name, whole, data;
        bool found = text_file_next(&arena, &work, &in, &name, &whole, &data);

        CHECK_ROW(found == (file_rows[i].name != NULL), file_rows[i].text);
        if (!found || !file_rows[i].name)
            continue;
        CHECK_STR(name, file_rows[i].name);
        CHECK_STR(data, file_rows[i].data);
        CHECK_ROW(whole.p >= file_rows[i].text && whole.p + whole.n == in.p, file_rows[i].text);
        CHECK_ROW(!text_file_next(&arena, &work, &in, &name, &whole, &data), file_rows[i].text);
    }
}

/* Two files in one text, and a million begin lines: each line is read twice at most. */
static void check_many_files(void)
{
    str in = STR("begin 644 a\n#0V%T\n`\nend\nbegin 644 b\n#0V%T\n`\nend\n"), name, whole, data;
    struct buf many = buf_new(&arena, 0);
    struct work w = { 0 };

    CHECK(text_file_next(&arena, &work, &in, &name, &whole, &data) && str_eq(name, STR("a")));
    CHECK(text_file_next(&arena, &work, &in, &name, &whole, &data) && str_eq(name, STR("b")));
    CHECK(!text_file_next(&arena, &work, &in, &name, &whole, &data));
    for (int i = 0; i < 100000; i++)
        buf_add(&many, STR("begin 644 x\n"));
    in = buf_str(&many);
    CHECK(!text_file_next(&arena, &w, &in, &name, &whole, &data));
    CHECK(work_units(&w) <= (uint64_t)WORK_PER_BYTE * many.n + WORK_BASE);
}

int main(void)
{
    CHECK(arena_open(&arena, 1 << 28, NULL));
    check_base64();
    check_qp();
    check_fast_path();
    check_files();
    check_many_files();
    return check_done();
}
