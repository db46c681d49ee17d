/* What a mail's texts are compared for, through the whole reader: two stories, drawn codes, turned letters, words in and
 * outside of links. */
#include "check.h"
#include "read/mail.h"

static struct arena arena;
static struct mail_facts mail;

static const struct html_facts *read_mail(const char *type, const char *body)
{
    struct work w = { 0 };

    arena_reset(&arena, 1 << 20);
    mail_read(&arena, &w, arena_format(&arena, "From: a@sender.example\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
                                               "Content-Type: %s\r\n\r\n%s", type, body), NULL, &mail);
    return &mail.html;
}

/* Two parts, the second of them a page. */
static const struct html_facts *read_two(const char *kind, const char *plain, const char *page)
{
    char type[80], body[1024];

    snprintf(type, sizeof type, "multipart/%s; boundary=b", kind);
    snprintf(body, sizeof body, "--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n%s\r\n"
                                "--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n%s\r\n--b--\r\n", plain, page);
    return read_mail(type, body);
}

static const struct { const char *kind, *plain, *page; uint32_t plain_words, html_words, plain_in_html, html_in_plain; } rows[] = {
    { "alternative", "your appointment tomorrow", "<p>Your <b>appointment</b> tomorrow</p>", 3, 3, 100, 100 },
    { "alternative", "minutes of our meeting", "<p>verify your account</p>", 4, 3, 0, 0 },
    { "alternative", "meeting minutes", "<p>meeting minutes and more words</p>", 2, 5, 100, 40 },
    { "alternative", "preheader meeting", "<div style='display:none'>preheader</div>meeting", 2, 1, 100, 100 },
    { "alternative", "meeting https://a.example/unsubscribe?id=1", "meeting <a href='https://a.example/'>unsubscribe</a>", 2, 2, 50, 50 },
    { "alternative", "会議の議事録です", "<p>カードが停止されました</p>", 7, 10, 0, 0 },
    { "mixed", "minutes of our meeting", "<p>verify your account</p>", 0, 0, 0, 0 },
    { "alternative", "", "<p>verify your account</p>", 0, 0, 0, 0 },
    { "alternative", "minutes of our meeting", "<img src=cid:x>", 0, 0, 0, 0 },
};

static void check_rows(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct html_facts *h = read_two(rows[i].kind, rows[i].plain, rows[i].page);

        CHECK_ROW(h->plain_words == rows[i].plain_words && h->html_words == rows[i].html_words, rows[i].page);
        CHECK_ROW(h->plain_in_html == rows[i].plain_in_html && h->html_in_plain == rows[i].html_in_plain, rows[i].page);
    }
}

/* text/plain and its page stand at different depths when the page brings its pictures. */
static void check_nested(void)
{
    const struct html_facts *h = read_mail("multipart/alternative; boundary=a",
        "--a\r\nContent-Type: text/plain\r\n\r\nminutes of our meeting\r\n--a\r\nContent-Type: multipart/related; boundary=r\r\n\r\n"
        "--r\r\nContent-Type: text/html\r\n\r\n<p>verify your account</p>\r\n--r--\r\n--a--\r\n");

    CHECK(h->plain_words == 4 && h->html_words == 3 && h->plain_in_html == 0);
}

static void check_rest(void)
{
    const struct html_facts *h;
    char lines[2048] = "";

    for (size_t i = 0; i < 14; i++)
        strcat(lines, i % 2 ? "█▀▀▀█ ▄█▄ █▀▀▀█<br>\r\n" : "█ ██ ▀▄▀ ██ █ █▄<br>\r\n");
    h = read_mail("text/html; charset=utf-8", lines);
    CHECK(h->block_code);
    h = read_mail("text/html; charset=utf-8", "<p>exe.\xE2\x80\xAE" "fdp \xE2\x80\xAD" "x</p><bdo dir=rtl>x</bdo><p hidden>\xE2\x80\xAE</p>");
    CHECK(h->bidi_overrides == 3 && !h->block_code);
    h = read_mail("text/plain; charset=utf-8", "a\xE2\x80\xAE" "b \xE2\x80\xAA");
    CHECK(h->bidi_overrides == 1);
    h = read_mail("text/html", "<p hidden>pre head</p>abc <a href=x>de f</a> g<a href=x><img src=i></a><img src=j>");
    CHECK(h->visible_chars == 7 && h->unlinked_chars == 4 && h->images == 2 && h->linked_images == 1 && h->preheader_chars == 7);
    h = read_mail("text/html", "<a href=x>a<table><tr><td><a href=y>b</a></table>c</a>d");
    CHECK(h->visible_chars == 4 && h->unlinked_chars == 1);
    h = read_mail("text/html", "<!--[if mso]><a href=http://x.example>only here</a><![endif]-->hello");
    CHECK(h->outlook_only_chars == 8 && h->outlook_only_links == 1);
    CHECK_STR(h->outlook_only, "only here");
    h = read_mail("text/html", "M<i style='font-size:0'>x</i>S M<i style='opacity:0'>x</i>S");
    CHECK(h->zero_size_pieces == 1 && h->pieces_in_words == 2);
}

int main(void)
{
    CHECK(arena_open(&arena, 1 << 28, NULL));
    check_rows();
    check_nested();
    check_rest();
    arena_close(&arena);
    return check_done();
}
