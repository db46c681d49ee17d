/* Mails made to be expensive: the work stays linear in their size, the limit that was reached is said. */
#include "check.h"
#include "base/hash.h"
#include "read/mail.h"

static struct arena arena, made;

enum { NO_LIMIT = ODD_COUNT };

/* `head`, then `piece` as often as it takes (a %u in it is the number of the piece), then `tail`. */
static const struct { const char *name, *head, *piece; unsigned times; const char *tail; unsigned limit; } rows[] = {
    { "10,000 parts", "Content-Type: multipart/mixed; boundary=b\r\n\r\n", "--b\r\n\r\nhello %u\r\n", 10000, "--b--\r\n", ODD_LIMIT_PARTS },
    { "100,000 boundary lines", "Content-Type: multipart/mixed; boundary=b\r\n\r\n", "--b\r\n", 100000, "--b--\r\n", ODD_LIMIT_PARTS },
    { "100,000 lines of dashes under nested boundaries", "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
      "Content-Type: multipart/mixed; boundary=c\r\n\r\n--c\r\nContent-Type: multipart/mixed; boundary=d\r\n\r\n", "--x\r\n", 100000, "", NO_LIMIT },
    { "a header of a megabyte", "X: ", "0123456789", 100000, "\r\n\r\nx", NO_LIMIT },
    { "100,000 headers", "", "X: %u\r\n", 100000, "\r\nx", ODD_LIMIT_HEADERS },
    { "a million quotes", "Content-Type: multipart/mixed; boundary=", "\"\"\"\"\"\"\"\"\"\"", 100000, "\r\n\r\nx", NO_LIMIT },
    { "a million parentheses", "Content-Type: multipart/mixed; boundary=", "((((((((((", 100000, "\r\n\r\nx", NO_LIMIT },
    { "a million semicolons", "Content-Type: multipart/mixed; boundary=", ";;;;;;;;;;", 100000, "\r\n\r\nx", NO_LIMIT },
    { "a million backslashes", "Content-Type: multipart/mixed; boundary=\"", "\\\\\\\\\\\\\\\\\\\\", 100000, "\r\n\r\nx", NO_LIMIT },
    { "half a million encoded words", "Content-Type: multipart/mixed; boundary=", "=?=?=?=?=?", 100000, "\r\n\r\nx", NO_LIMIT },
    { "parameters in pieces", "Content-Type: multipart/mixed", ";a*%u=1", 100000, "\r\n\r\nx", NO_LIMIT },
    { "folds", "Content-Type: text/plain", "\r\n ", 300000, "\r\n\r\nx", NO_LIMIT },
    { "5,000 mails in mails", "", "Content-Type: message/rfc822\r\n\r\n", 5000, "X: y\r\n\r\nz", ODD_LIMIT_DEPTH },
    { "5,000 multiparts in multiparts", "", "Content-Type: multipart/mixed; boundary=b%u\r\n\r\n--b%u\r\n", 5000, "\r\nz", ODD_LIMIT_DEPTH },
    { "one boundary for 5,000 multiparts", "", "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n", 5000, "\r\nz", ODD_LIMIT_PARTS },
    { "bare CRs", "Content-Type: multipart/mixed; boundary=b\r\n\r\n", "a\ra\ra\ra\ra\r", 100000, "", NO_LIMIT },
    { "a status of empty paragraphs", "Content-Type: message/delivery-status\r\n\r\n", "\r\n", 200000, "", ODD_LIMIT_PARTS },
    { "runs of zeros in base64", "Content-Type: multipart/mixed; boundary=b\r\n\r\n",
      "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\r\n", 20000, "", NO_LIMIT },
    { "begin lines", "\r\n", "begin 644 a\r\n", 50000, "", NO_LIMIT },
    { "quoted-printable that everyone reads differently", "Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n",
      "=4b= \n=\r", 200000, "", NO_LIMIT },
    { "the same, too large to be read by everyone", "Content-Type: application/x\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n",
      "=4b= \n=4b=4b=4b=4b=4b=4b=4b=4b=4b=4b=4b=4b=4b=4b=4b=4b=4b\n", 200000, "", ODD_LIMIT_SIZE },
};

static str make(size_t i)
{
    struct buf b = buf_new(&made, 1 << 20);

    buf_add(&b, str_of(rows[i].head));
    for (unsigned n = 0; n < rows[i].times; n++)
        for (str piece = str_of(rows[i].piece); piece.n > 0;) {
            size_t at = str_find(piece, STR("%u"));

            buf_add(&b, str_take(piece, at));
            if (at < piece.n)
                buf_format(&b, "%u", n);
            piece = str_skip(piece, at + 2);
        }
    buf_add(&b, str_of(rows[i].tail));
    return buf_done(&b);
}

static bool says(const struct mail_facts *m, unsigned limit)
{
    for (uint32_t i = 0; i < m->oddities.n; i++)
        if (LIST_AT(m->oddities, struct oddity, i)->kind == limit)
            return true;
    return limit == NO_LIMIT;
}

int main(void)
{
    if (!arena_open(&arena, 1 << 30, NULL) || !arena_open(&made, 1 << 30, NULL))
        return 1;
    hash_warm();
    mail_warm();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        str mail = make(i);
        struct work w = { 0 };
        struct mail_facts m;

        mail_read(&arena, &w, mail, NULL, &m);
        if (!CHECK_ROW(work_units(&w) <= (uint64_t)WORK_PER_BYTE * mail.n + WORK_BASE, rows[i].name))
            printf("#   %.1f units a byte\n", (double)work_units(&w) / (double)mail.n);
        CHECK_ROW(says(&m, rows[i].limit), rows[i].name);
        CHECK_ROW(arena.used < (256 << 20), rows[i].name);
        arena_reset(&arena, 1 << 20);
        arena_reset(&made, 1 << 20);
    }
    return check_done();
}
