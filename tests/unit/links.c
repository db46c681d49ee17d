/* A mail's links as facts: where they stand, what their text says, how often they occur, and none pushed out. */
#include "check.h"
#include "read/mail.h"

static struct arena arena;
static struct mail_facts mail;

static void read_mail(const char *type, const char *body)
{
    struct work w = { 0 };
    str bytes;

    arena_reset(&arena, 1 << 20);
    bytes = arena_format(&arena, "From: a@sender.example\r\nTo: Staff <staff@clinic.example>\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
                                 "Content-Type: %s; charset=utf-8\r\n\r\n%s", type, body);
    mail_read(&arena, &w, bytes, NULL, &mail);
}

static const struct link *link_to(const char *host)
{
    for (uint32_t i = 0; i < mail.links.n; i++)
        if (str_eq(LIST_AT(mail.links, struct link, i)->host, str_of(host)))
            return LIST_AT(mail.links, struct link, i);
    return NULL;
}

static const struct { const char *type, *body, *host, *domain, *text_domain; enum link_place place; uint32_t flags, kinds, count; } rows[] = {
    { "text/html", "<a href='https://evil.example/'>https://www.mhlw.go.jp/</a>", "evil.example", "evil.example", "mhlw.go.jp", LINK_BODY, URL_TEXT_URL, 0, 1 },
    { "text/html", "<a href='https://evil.example/'>Amazon.co.jp</a>", "evil.example", "evil.example", "amazon.co.jp", LINK_BODY, 0, 0, 1 },
    { "text/html", "<a href='https://a.example/'>here</a><a href='https://a.example/'>here</a>", "a.example", "a.example", "", LINK_BODY, 0, 0, 2 },
    { "text/html", "<a href='https://a.example/' style='background:#00f;padding:9px'>login</a>", "a.example", "a.example", "", LINK_BUTTON, 0, 0, 1 },
    { "text/html", "<a href='https://a.example/'><img src=x alt='logo'></a>", "a.example", "a.example", "", LINK_IMAGE, 0, 0, 1 },
    { "text/html", "<form action='https://a.example/post'><input type=password></form>", "a.example", "a.example", "", LINK_FORM, 0, 0, 1 },
    { "text/html", "<map><area href='https://a.example/'></map>", "a.example", "a.example", "", LINK_AREA, 0, 0, 1 },
    { "text/html", "<meta http-equiv=refresh content='0;url=https://a.example/'>", "a.example", "a.example", "", LINK_REFRESH, 0, 0, 1 },
    { "text/html", "<base href='https://a.example/x/'><a href='y'>z</a>", "a.example", "a.example", "", LINK_BODY, 0, 0, 1 },
    { "text/html", "<p>see https://a.example/x now</p>", "a.example", "a.example", "a.example", LINK_TEXT, URL_TEXT_URL, 0, 1 },
    { "text/html", "<a href='www.example.com/x'>z</a>", "www.example.com", "example.com", "", LINK_BODY, URL_RELATIVE, 0, 1 },
    { "text/html", "<a href='https://bit.ly/x'>z</a>", "bit.ly", "bit.ly", "", LINK_BODY, 0, HOST_SHORTENER, 1 },
    { "text/html", "<a href='https://a.example/?c3RhZmZAY2xpbmljLmV4YW1wbGU'>z</a>", "a.example", "a.example", "", LINK_BODY, URL_RECIPIENT, 0, 1 },
    { "text/html", "<a href='http://0x7f.1/'>z</a>", "127.0.0.1", "", "", LINK_BODY, URL_IP | URL_IP_ODD | URL_PRIVATE, 0, 1 },
    { "text/html", "<a href='https://xn--wgv71a119e.jp/'>z</a>", "日本語.jp", "xn--wgv71a119e.jp", "", LINK_BODY, URL_IDN, 0, 1 },
    { "text/plain", "詳細はhttps://a.example/xをご覧ください", "a.example", "a.example", "a.example", LINK_TEXT, URL_TEXT_URL, 0, 1 },
    { "text/plain", "www.example.com", "www.example.com", "example.com", "example.com", LINK_TEXT, URL_TEXT_URL, 0, 1 },
    { "text/plain", "ｈｔｔｐｓ：／／ａ．ｅｘａｍｐｌｅ／ｘ", "a.example", "a.example", "a.example", LINK_TEXT, URL_TEXT_URL, 0, 1 },
};

static void read_rows(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct link *link;

        read_mail(rows[i].type, rows[i].body);
        link = link_to(rows[i].host);
        if (!CHECK_ROW(link != NULL && mail.links.n == 1, rows[i].body))
            continue;
        CHECK_ROW(str_eq(link->domain, str_of(rows[i].domain)), rows[i].body);
        CHECK_ROW(str_eq(link->text_domain, str_of(rows[i].text_domain)), rows[i].body);
        CHECK_ROW(link->place == rows[i].place && link->count == rows[i].count, rows[i].body);
        if (!CHECK_ROW(link->flags == rows[i].flags && link->kinds == rows[i].kinds, rows[i].body))
            printf("#   flags %x kinds %x\n", link->flags, link->kinds);
    }
}

/* A hundred links to one place in front of the one that counts. */
static void not_pushed_out(void)
{
    struct buf b = buf_new(&arena, 1 << 16);
    struct arena kept;
    char *body;

    for (int i = 0; i < 300; i++)
        buf_format(&b, "<a href='https://a.example/%d'>%d</a>", i, i);
    buf_add(&b, STR("<a href='https://evil.example/'>login</a>"));
    buf_put(&b, '\0');
    if (!arena_open(&kept, 1 << 24, NULL))
        return;
    body = (char *)arena_copy(&kept, buf_str(&b)).p;
    read_mail("text/html", body);
    CHECK(link_to("evil.example") != NULL);
    CHECK(mail.links.n <= LINKS_MAX && mail.links_all == 301);
    arena_close(&kept);
}

static void html_is_counted(void)
{
    read_mail("text/html", "<p>ab</p><p style='display:none'>cde</p><img src='https://a.example/x.png'><form action=x><input type=password></form>");
    CHECK(mail.html.documents == 1 && mail.html.visible_chars == 2 && mail.html.hidden_chars == 3 && mail.html.hidden_how == 1);
    CHECK(mail.html.remote_images == 1 && mail.html.forms == 1 && mail.html.links == 1);
    CHECK_STR(mail.html.hidden, "cde");
    read_mail("text/plain", "ab cd");
    CHECK(mail.html.documents == 0 && mail.html.traits == 0);
}

/* What a reader sends is what the parent decodes. */
static void survives_the_frame(void)
{
    struct buf frame = buf_new(&arena, 4096);
    struct mail_facts back;
    struct fail why = { 0 };

    read_mail("text/html", "<a href='https://user@evil.example:81/?u=https%3A%2F%2Fb.example%2F'>https://www.mhlw.go.jp/</a>");
    noun_encode(&noun_mail, &mail, &frame);
    if (CHECK(noun_decode(&noun_mail, buf_str(&frame), &arena, &back, &why) == 0)) {
        const struct link *was = LIST_AT(mail.links, struct link, 0), *is = LIST_AT(back.links, struct link, 0);

        CHECK(back.links.n == 1 && is->flags == was->flags && is->port == 81 && is->flags & URL_REDIRECTS);
        CHECK(str_eq(is->target_domain, STR("b.example")) && str_eq(is->href, was->href));
    }
}

int main(void)
{
    if (!arena_open(&arena, 1 << 28, NULL))
        return 2;
    mail_warm();
    read_rows();
    not_pushed_out();
    html_is_counted();
    survives_the_frame();
    return check_done();
}
