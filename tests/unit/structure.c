/* Views: small mails and the parts that each program makes of them. What Python and libetpan make of them was asked of
 * the programs themselves; tests/structures does so again for hundreds of mails. */
#include "check.h"
#include "read/mail.h"
#include "read/structure.h"

static struct arena arena;

/* "type=text|type=text" of what a view yields, in the order in which views met them; line ends shown as '/'. */
static str leaves_of(const struct structure *s, enum view_id view)
{
    struct buf out = buf_new(&arena, 256);

    for (size_t i = 0; i < s->leaf_count; i++) {
        const struct leaf *l = &s->leaves[i];

        if (!(l->views >> view & 1))
            continue;
        if (out.n)
            buf_put(&out, '|');
        buf_format(&out, "%.*s=", STR_FMT(l->type));
        for (size_t k = 0; k < l->body->bytes.n; k++)
            if (l->body->bytes.p[k] != '\r')
                buf_put(&out, l->body->bytes.p[k] == '\n' ? '/' : l->body->bytes.p[k]);
    }
    return buf_done(&out);
}

#define MIXED "Content-Type: multipart/mixed; boundary=b\r\n\r\n"
#define HTML  "Content-Type: text/html\r\n\r\n"

static const struct { const char *name, *mail; enum view_id view; const char *want; } rows[] = {
    { "no header at all", "hello", VIEW_STRICT, "text/plain=hello" },
    { "two parts", MIXED "--b\r\n\r\none\r\n--b\r\n" HTML "two\r\n--b--\r\n", VIEW_STRICT, "text/plain=one|text/html=two" },
    { "two parts, LF", "Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--b\n\ntwo\n--b--\n", VIEW_LIBETPAN,
      "text/plain=one|text/plain=two" },
    { "preamble and epilogue are no parts", MIXED "x\r\n--b\r\n\r\none\r\n--b--\r\ny\r\n", VIEW_STRICT, "text/plain=one" },
    { "after the end, last-wins looks on", MIXED "--b\r\n\r\none\r\n--b--\r\n--b\r\n\r\ntwo\r\n--b--\r\n", VIEW_LAST,
      "text/plain=one|text/plain=two" },
    { "after the end, Python does not", MIXED "--b\r\n\r\none\r\n--b--\r\n--b\r\n\r\ntwo\r\n--b--\r\n", VIEW_PYTHON, "text/plain=one" },
    { "libetpan takes an end with parts behind it for text", MIXED "--b\r\n\r\none\r\n--b--\r\n--b\r\n\r\ntwo\r\n--b--\r\n", VIEW_LIBETPAN,
      "text/plain=two|text/plain=one/--b--" },
    { "a close before all: Python's text", MIXED "one\r\n--b--\r\n--b\r\n\r\ntwo\r\n", VIEW_PYTHON, "multipart/mixed=one/" },
    { "no delimiter: Python's text keeps its end", MIXED "one\r\n", VIEW_PYTHON, "multipart/mixed=one/" },
    { "no delimiter: libetpan begins behind the last dashes", MIXED "--c\r\n\r\none\r\n", VIEW_LIBETPAN, "text/plain=c//one" },
    { "a delimiter at the very end costs libetpan all", MIXED "--b\r\n\r\none\r\n--b\r\n", VIEW_LIBETPAN, "" },
    { "repeated delimiters are one to Python", MIXED "--b\r\n--b\r\n\r\none\r\n--b--\r\n", VIEW_PYTHON, "text/plain=one" },
    { "a form feed behind a delimiter", MIXED "--b\f\r\n\r\none\r\n--b--\r\n", VIEW_PYTHON, "multipart/mixed=--b\f//one/" },
    { "a form feed is a blank to some", MIXED "--b\f\r\n\r\none\r\n--b--\r\n", VIEW_FIRST, "text/plain=one" },
    { "blank before the colon: none to Python", "Content-Type : text/html\r\n\r\nx", VIEW_PYTHON, "text/plain=Content-Type : text/html//x" },
    { "blank before the colon: one to libetpan", "Content-Type : text/html\r\n\r\nx", VIEW_LIBETPAN, "text/html=x" },
    { "comment before the colon", "Content-Type (c): text/html\r\n\r\nx", VIEW_LIBETPAN, "text/html=x" },
    { "fold before the colon", "Content-Type\r\n : text/html\r\n\r\nx", VIEW_LIBETPAN, "text/html=x" },
    { "a From line is no header to libetpan", "From a\n" "Content-Type: text/html\n\nx", VIEW_LIBETPAN, "text/plain=From a/Content-Type: text/html//x" },
    { "a From line is skipped by Python", "From a\n" "Content-Type: text/html\n\nx", VIEW_PYTHON, "text/html=x" },
    { "first type wins", "Content-Type: text/html\r\nContent-Type: text/css\r\n\r\nx", VIEW_FIRST, "text/html=x" },
    { "last type wins", "Content-Type: text/html\r\nContent-Type: text/css\r\n\r\nx", VIEW_LAST, "text/css=x" },
    { "libetpan's first type that can be read", "Content-Type: (x) text/html\r\nContent-Type: text/css\r\n\r\nx", VIEW_LIBETPAN, "text/css=x" },
    { "a type by its beginning", "Content-Type: textual/html\r\n\r\nx", VIEW_LIBETPAN, "text/unknown=x" },
    { "encoding with a comment: raw to Python", "Content-Transfer-Encoding: base64 (c)\r\n\r\nYWJj", VIEW_PYTHON, "text/plain=YWJj" },
    { "encoding with a comment: read by others", "Content-Transfer-Encoding: base64 (c)\r\n\r\nYWJj", VIEW_FIRST, "text/plain=abc" },
    { "encoding by its beginning", "Content-Transfer-Encoding: base64xyz\r\n\r\nYWJj", VIEW_LIBETPAN, "text/plain=abc" },
    { "lower-case hex: text to the strict", "Content-Transfer-Encoding: quoted-printable\r\n\r\n=4b", VIEW_STRICT, "text/plain==4b" },
    { "lower-case hex: a letter to Python", "Content-Transfer-Encoding: quoted-printable\r\n\r\n=4b", VIEW_PYTHON, "text/plain=K" },
    { "blanks at the end: dropped by the strict", "Content-Transfer-Encoding: quoted-printable\r\n\r\na \r\nb", VIEW_STRICT, "text/plain=a/b" },
    { "blanks at the end: kept by Python", "Content-Transfer-Encoding: quoted-printable\r\n\r\na \r\nb", VIEW_PYTHON, "text/plain=a /b" },
    { "three pads", "Content-Transfer-Encoding: base64\r\n\r\nA===", VIEW_PYTHON, "text/plain=A===" },
    { "three pads are nothing to others", "Content-Transfer-Encoding: base64\r\n\r\nA===", VIEW_STRICT, "text/plain=" },
    { "boundary in pieces", "Content-Type: multipart/mixed; boundary*0=a; boundary*1=b\r\n\r\n--ab\r\n\r\none\r\n--ab--\r\n", VIEW_PYTHON, "text/plain=one" },
    { "pieces lose to a plain one in Python", "Content-Type: multipart/mixed; boundary*0=b; boundary=c\r\n\r\n--c\r\n\r\none\r\n--c--\r\n", VIEW_PYTHON,
      "text/plain=one" },
    { "… and win elsewhere", "Content-Type: multipart/mixed; boundary*0=c; boundary=b\r\n\r\n--c\r\n\r\none\r\n--c--\r\n", VIEW_STRICT, "text/plain=one" },
    { "apostrophes are RFC 2231's to Python's parser", "Content-Type: multipart/mixed; boundary='b'\r\n\r\n--'b'\r\n\r\none\r\n--'b'--\r\n",
      VIEW_PYTHON_DEFAULT, "multipart/mixed=--'b'//one/--'b'--/" },
    { "… and characters to others", "Content-Type: multipart/mixed; boundary='b'\r\n\r\n--'b'\r\n\r\none\r\n--'b'--\r\n", VIEW_PYTHON, "text/plain=one" },
    { "8-bit boundaries are never found by Python", "Content-Type: multipart/mixed; boundary=\"\xE9\"\r\n\r\n--\xE9\r\n\r\none\r\n--\xE9--\r\n", VIEW_PYTHON,
      "multipart/mixed=--\xE9//one/--\xE9--/" },
    { "a mail in a mail", "Content-Type: message/rfc822\r\n\r\n" HTML "x", VIEW_STRICT, "text/html=x" },
    { "a mail in base64 is a file to the strict", "Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\nWDogeQ0KDQp6", VIEW_STRICT,
      "message/rfc822=X: y//z" },
    { "… and read by others", "Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\nWDogeQ0KDQp6", VIEW_FIRST, "text/plain=z" },
    { "delivery-status: a text per paragraph in Python", "Content-Type: message/delivery-status\r\n\r\nA: b\r\n\r\nC: d\r\n", VIEW_PYTHON,
      "text/plain=|text/plain=" },
    { "delivery-status: one file elsewhere", "Content-Type: message/delivery-status\r\n\r\nA: b\r\n\r\nC: d\r\n", VIEW_LIBETPAN,
      "message/delivery-status=A: b//C: d/" },
};

static void check_views(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct work w = { 0 };
        struct structure *s = ARENA_NEW(&arena, struct structure);
        str got;

        structure_read(&arena, &w, str_of(rows[i].mail), s);
        got = leaves_of(s, rows[i].view);
        if (!CHECK_ROW(str_eq(got, str_of(rows[i].want)), rows[i].name))
            printf("#   got  \"%.*s\"\n#   want \"%s\"\n", STR_FMT(got), rows[i].want);
        arena_reset(&arena, 1 << 20);
    }
}

/* --- The proof that a mail is plain ------------------------------------------------------------------------------- */

#define LIBETPAN (1u << VIEW_LIBETPAN)
#define EVERYONE ((1u << VIEW_COUNT) - 1)
#define QP "Content-Transfer-Encoding: quoted-printable\r\n"

static const struct { const char *name, *mail; uint32_t doubted; } proofs[] = {
    { "a text", "Subject: x\r\n\r\nhello\r\n", 0 },
    { "a multipart", MIXED "--b\r\n" HTML "one\r\n--b\r\n" HTML "two\r\n--b--\r\n", 0 },
    { "one in another", MIXED "--b\r\nContent-Type: multipart/alternative; boundary=c\r\n\r\n--c\r\n" HTML "one\r\n--c--\r\n\r\n--b--\r\n", 0 },
    { "preamble and epilogue", MIXED "hello\r\n--b\r\n" HTML "one\r\n--b--\r\nbye\r\n", 0 },
    { "an attached mail", MIXED "--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: x\r\n\r\none\r\n--b--\r\n", 0 },
    { "no headers end", "hello", EVERYONE },
    { "blank before a colon", "Subject : x\r\n\r\nhello\r\n", EVERYONE },
    { "never closed", MIXED "--b\r\n" HTML "one\r\n", EVERYONE },
    { "opened after the end", MIXED "--b\r\n" HTML "one\r\n--b--\r\n--b\r\n", EVERYONE },
    { "a blank behind a delimiter", MIXED "--b \r\n" HTML "one\r\n--b--\r\n", EVERYONE },
    { "a blank before a delimiter", MIXED "--b\r\n" HTML "one\r\n --b\r\n--b--\r\n", EVERYONE },
    { "a longer delimiter", MIXED "--b\r\n" HTML "one\r\n--bc\r\n--b--\r\n", EVERYONE },
    { "one character before the first delimiter", MIXED "hello\r\nx--b\r\n--b\r\n" HTML "one\r\n--b--\r\n", EVERYONE },
    { "a part without headers", MIXED "--b\r\n\r\none\r\n--b--\r\n", EVERYONE },
    { "an empty part", MIXED "--b\r\n--b\r\n" HTML "one\r\n--b--\r\n", EVERYONE },
    { "an empty text", MIXED "--b\r\n" HTML "--b--\r\n", LIBETPAN },
    { "quoted-printable", QP "\r\na=3Db\r\n", 0 },
    { "quoted-printable with LF", QP "\r\na=3Db\n", LIBETPAN },
    { "quoted-printable with small letters", QP "\r\na=3db\r\n", EVERYONE },
    { "base64", "Content-Transfer-Encoding: base64\r\n\r\nYWJj\r\n", 0 },
    { "base64 with a pad inside", "Content-Transfer-Encoding: base64\r\n\r\nYQ==YWJj\r\n", EVERYONE },
    { "two types", "Content-Type: text/plain\r\nContent-Type: text/plain\r\n\r\nx\r\n", EVERYONE },
    { "delivery status", "Content-Type: message/delivery-status\r\n\r\nA: b\r\n", EVERYONE },
    { "a mail that is called a file", "Content-Type: application/octet-stream\r\n\r\nReceived: x\r\nFrom: a@b.test\r\nSubject: y\r\nDate: z\r\n\r\none\r\n", EVERYONE },
    { "bare CR", "Subject: x\r\n\r\na\rb\r\n", EVERYONE },
};

/* What was found, and who yields it. */
static str all_leaves(const struct structure *s)
{
    struct buf out = buf_new(&arena, 256);

    for (size_t i = 0; i < s->leaf_count; i++) {
        const struct leaf *l = &s->leaves[i];

        buf_format(&out, "%u %zu-%zu %.*s %.*s %.*s %x;", l->blob, l->at, l->end, STR_FMT(l->path), STR_FMT(l->type), STR_FMT(l->name), l->views);
        buf_add(&out, str_from((const char *)&l->body->sha256, sizeof l->body->sha256));
    }
    for (size_t i = 0; i < s->entity_count; i++)
        buf_format(&out, "%zu-%zu %.*s %zu;", s->entities[i].at, s->entities[i].end, STR_FMT(s->entities[i].path), s->entities[i].parent);
    return buf_done(&out);
}

static uint32_t check_proof(const char *name, str mail)
{
    struct work w = { 0 };
    struct structure *s = ARENA_NEW(&arena, struct structure), *all = ARENA_NEW(&arena, struct structure);
    uint32_t doubted;

    structure_read(&arena, &w, mail, s);
    structure_read_all(&arena, &w, mail, all);
    CHECK_ROW(str_eq(all_leaves(s), all_leaves(all)), name);
    doubted = s->doubted;
    arena_reset(&arena, 1 << 20);
    return doubted;
}

static void check_proofs(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        check_proof(rows[i].name, str_of(rows[i].mail));
    for (size_t i = 0; i < sizeof proofs / sizeof *proofs; i++) {
        uint32_t doubted = check_proof(proofs[i].name, str_of(proofs[i].mail));

        if (!CHECK_ROW(doubted == proofs[i].doubted, proofs[i].name))
            printf("#   doubted %x, want %x\n", doubted, proofs[i].doubted);
    }
}

int main(void)
{
    if (!arena_open(&arena, 1 << 30, NULL))
        return 1;
    check_views();
    check_proofs();
    return check_done();
}
