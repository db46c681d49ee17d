/* Members of ZIP archives: central directory, local headers, ZIP64, names in the sender's code page, damaged ends. */
#include "check.h"
#include "read/filetype.h"

#include "base/charset.h"

static struct arena arena;
static struct work work;

enum { ENCRYPTED = 1, STREAMED = 8, UTF8 = 0x800 };
enum { NO_CENTRAL = 1, ZIP64 = 2, PREFIXED = 4, COMMENTED = 8, AES = 16, UNICODE_PATH = 32 };

static void put16(struct buf *b, uint32_t v) { buf_put(b, (char)v); buf_put(b, (char)(v >> 8)); }
static void put32(struct buf *b, uint32_t v) { put16(b, v & 0xffff); put16(b, v >> 16); }
static void put64(struct buf *b, uint64_t v) { put32(b, (uint32_t)v); put32(b, (uint32_t)(v >> 32)); }

struct file { const char *name; uint32_t flags; const char *data; const char *unicode; };

static void put_unicode(struct buf *b, const struct file *f)
{
    if (!f->unicode)
        return;
    put16(b, 0x7075);
    put16(b, 5 + (uint32_t)strlen(f->unicode));
    buf_put(b, 1);
    put32(b, 0);
    buf_add(b, str_of(f->unicode));
}

static void put_file(struct buf *b, const struct file *f, int how, bool central, uint32_t offset)
{
    uint32_t size = (uint32_t)strlen(f->data), extra = f->unicode ? 9 + (uint32_t)strlen(f->unicode) : 0;
    bool streamed = f->flags & STREAMED && !central, wide = how & ZIP64 && central;

    buf_add(b, central ? STR("PK\1\2\x14\0") : STR("PK\3\4"));
    put16(b, 20);
    put16(b, f->flags);
    put16(b, how & AES ? 99 : 0);
    put32(b, 0);
    put32(b, 0);
    put32(b, streamed ? 0 : size);
    put32(b, wide ? 0xffffffff : streamed ? 0 : size);
    put16(b, (uint32_t)strlen(f->name));
    put16(b, extra + (wide ? 12 : 0));
    if (central) {
        put16(b, 0);
        put16(b, 0);
        put16(b, 0);
        put32(b, 0);
        put32(b, offset);
    }
    buf_add(b, str_of(f->name));
    put_unicode(b, f);
    if (wide) {
        put16(b, 1);
        put16(b, 8);
        put64(b, 5ull << 32);
    }
    if (!central)
        buf_add(b, str_of(f->data));
}

static str zip(const struct file *files, size_t n, int how)
{
    struct buf b = buf_new(&arena, 0);
    size_t start;

    if (how & PREFIXED)
        buf_add(&b, STR("MZ something that stands before the archive"));
    for (size_t i = 0; i < n; i++)
        put_file(&b, &files[i], how, false, 0);
    if (how & NO_CENTRAL)
        return buf_done(&b);
    start = b.n;
    for (size_t i = 0; i < n; i++)
        put_file(&b, &files[i], how, true, 0);
    if (how & ZIP64) {
        size_t end = b.n;

        buf_add(&b, STR("PK\6\6"));
        put64(&b, 44);
        put32(&b, 0);
        put64(&b, 0);
        put64(&b, n);
        put64(&b, n);
        put64(&b, end - start);
        put64(&b, start);
        buf_add(&b, STR("PK\6\7"));
        put32(&b, 0);
        put64(&b, end);
        put32(&b, 1);
    }
    buf_add(&b, STR("PK\5\6\0\0\0\0"));
    put16(&b, (uint32_t)n);
    put16(&b, (uint32_t)n);
    put32(&b, how & ZIP64 ? 0xffffffff : (uint32_t)(b.n - 12 - start));
    put32(&b, how & ZIP64 ? 0xffffffff : (uint32_t)start);
    put16(&b, how & COMMENTED ? 5 : 0);
    if (how & COMMENTED)
        buf_add(&b, STR("hello"));
    return buf_done(&b);
}

static const struct { struct file files[3]; size_t n; int how; const char *names[3]; unsigned encrypted; enum file_type type; } rows[] = {
    { { { "a.txt", 0, "abc", NULL } },                                  1, 0,                    { "a.txt" }, 0, FILE_ZIP },
    { { { "a.txt", 0, "abc", NULL }, { "d/", 0, "", NULL } },           2, 0,                    { "a.txt", "d/" }, 0, FILE_ZIP },
    { { { "a.txt", 0, "abc", NULL }, { "b.exe", 0, "MZ", NULL } },      2, NO_CENTRAL,           { "a.txt", "b.exe" }, 0, FILE_ZIP },
    { { { "a.txt", STREAMED, "abc", NULL }, { "b", 0, "x", NULL } },    2, NO_CENTRAL,           { "a.txt", "b" }, 0, FILE_ZIP },
    { { { "a.txt", 0, "abc", NULL }, { "b", 0, "x", NULL } },           2, COMMENTED,            { "a.txt", "b" }, 0, FILE_ZIP },
    { { { "a.txt", 0, "abc", NULL }, { "b", 0, "x", NULL } },           2, ZIP64,                { "a.txt", "b" }, 0, FILE_ZIP },
    { { { "a.txt", ENCRYPTED, "abc", NULL }, { "b", 0, "x", NULL } },   2, 0,                    { "a.txt", "b" }, 1, FILE_ZIP },
    { { { "a.txt", 0, "abc", NULL } },                                  1, AES,                  { "a.txt" }, 1, FILE_ZIP },
    { { { "\x8c\xa9\x90\xcf\x8f\x91.xlsx", 0, "x", NULL } },            1, 0,                    { "見積書.xlsx" }, 0, FILE_ZIP },
    { { { "見積書.xlsx", UTF8, "x", NULL } },                           1, 0,                    { "見積書.xlsx" }, 0, FILE_ZIP },
    { { { "見積書.xlsx", 0, "x", NULL } },                              1, 0,                    { "見積書.xlsx" }, 0, FILE_ZIP },
    { { { "???.xlsx", 0, "x", "見積書.xlsx" } },                        1, 0,                    { "見積書.xlsx" }, 0, FILE_ZIP },
    { { { "[Content_Types].xml", 0, "x", NULL }, { "word/document.xml", 0, "x", NULL } }, 2, 0,  { "[Content_Types].xml", "word/document.xml" }, 0, FILE_OOXML },
    { { { "word/document.xml", 0, "x", NULL }, { "[Content_Types].xml", 0, "x", NULL } }, 2, NO_CENTRAL, { "word/document.xml", "[Content_Types].xml" }, 0, FILE_OOXML },
    { { { "META-INF/MANIFEST.MF", 0, "x", NULL }, { "A.class", 0, "x", NULL } }, 2, 0,           { "META-INF/MANIFEST.MF", "A.class" }, 0, FILE_JAR },
    { { { "mimetype", 0, "application/vnd.oasis.opendocument.text", NULL } }, 1, 0,              { "mimetype" }, 0, FILE_ODF },
};

/* Without its directory an archive shows less than it may hold. */
static uint32_t trait_of_row(size_t i)
{
    return (rows[i].encrypted ? PART_ENCRYPTED : 0u) | (rows[i].how & NO_CENTRAL ? PART_UNINSPECTED : 0u);
}

static void check_rows(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct zip_member out[8];
        str b = zip(rows[i].files, rows[i].n, rows[i].how);
        size_t n = zip_members(&arena, &work, b, out, 8);

        CHECK_ROW(n == rows[i].n, rows[i].names[0]);
        for (size_t k = 0; k < n && k < rows[i].n; k++) {
            CHECK_STR(out[k].name, rows[i].names[k]);
            CHECK_ROW(out[k].encrypted == (k == 0 && rows[i].encrypted), rows[i].names[k]);
            CHECK_ROW(out[k].directory == (rows[i].names[k][strlen(rows[i].names[k]) - 1] == '/'), rows[i].names[k]);
            if (rows[i].how & ZIP64)
                CHECK(out[k].size == 5ull << 32);
            else if (!(rows[i].files[k].flags & STREAMED))
                CHECK(out[k].size == strlen(rows[i].files[k].data));
        }
        CHECK_ROW(file_type_of(b, &work) == rows[i].type, rows[i].names[0]);
        CHECK_ROW(file_traits(&arena, &work, rows[i].type, b) == trait_of_row(i), rows[i].names[0]);
    }
}

/* The end promises another number of members than its directory has. */
static void check_counts(str whole)
{
    struct buf b = buf_new(&arena, whole.n);
    size_t count = whole.n - 22 + 10;

    buf_add(&b, str_take(whole, count));
    buf_put(&b, 3);
    buf_add(&b, str_skip(whole, count + 1));
    CHECK(file_traits(&arena, &work, FILE_ZIP, whole) == PART_MACRO);
    CHECK(file_traits(&arena, &work, FILE_ZIP, buf_done(&b)) == (PART_MACRO | PART_UNINSPECTED));
}

static void check_odd_archives(void)
{
    static const char data[] = "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"
                               "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"
                               "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"
                               "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789";
    const struct file long_file[] = { { "a.txt", 0, data, NULL } };
    const struct file two[] = { { "a.txt", 0, "abc", NULL }, { "xl/vbaProject.bin", 0, "x", NULL } };
    const struct file sheet[] = { { "xl/macrosheets/sheet1.xml", 0, "x", NULL } };
    struct zip_member out[8];
    str whole = zip(two, 2, 0), b = zip(two, 2, PREFIXED);

    CHECK(zip_members(&arena, &work, b, out, 8) == 2 && str_eq(out[1].name, STR("xl/vbaProject.bin")));
    CHECK(zip_members(&arena, &work, whole, out, 1) == 1);
    CHECK(file_traits(&arena, &work, FILE_OOXML, whole) == PART_MACRO);
    CHECK(file_traits(&arena, &work, FILE_OOXML, zip(sheet, 1, 0)) == PART_MACRO);
    CHECK(zip_members(&arena, &work, STR(""), out, 8) == 0);
    CHECK(zip_members(&arena, &work, STR("PK\5\6\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"), out, 8) == 0);
    CHECK(zip_members(&arena, &work, STR("no archive at all"), out, 8) == 0);
    /* Cut anywhere it still names what is there, and never reads past its end. */
    for (size_t n = 0; n < whole.n; n++) {
        str cut = arena_copy(&arena, str_take(whole, n));

        CHECK(zip_members(&arena, &work, cut, out, 8) <= 2);
        CHECK(file_traits(&arena, &work, FILE_ZIP, cut) & PART_UNINSPECTED);
    }
    CHECK(file_traits(&arena, &work, FILE_ZIP, b) == PART_MACRO);
    /* The beginning taken away: the directory speaks of more than the file can hold. */
    b = zip(long_file, 1, 0);
    CHECK(file_traits(&arena, &work, FILE_ZIP, b) == 0);
    CHECK(file_traits(&arena, &work, FILE_ZIP, str_skip(b, 200)) == PART_UNINSPECTED);
    check_counts(whole);
}

int main(void)
{
    CHECK(arena_open(&arena, 1 << 26, NULL));
    check_rows();
    check_odd_archives();
    return check_done();
}
