/* The HTML bodies of mails as the reader saw them and what it made of them, one JSON line each: for chromium.py.
 * usage: html-bodies FILE… */
#include "base/charset.h"
#include "base/json.h"
#include "read/html.h"
#include "read/structure.h"
#include "read/url.h"

#include <stdio.h>
#include <stdlib.h>

static void write_link(struct json *j, struct urls *u, str base, const struct html_link *l)
{
    struct url url;
    char port[16] = "";

    if (l->is_form_action)
        return;
    url_read_from(u, base, l->href, &url);
    if (url.flags & (URL_RELATIVE | URL_BROKEN))
        url.scheme = url.at.ascii = STR("");
    else if (url.port)
        snprintf(port, sizeof port, "%u", url.port);
    json_object(j);
    json_key(j, "href");
    json_str(j, l->href);
    json_key(j, "scheme");
    json_str(j, url.scheme);
    json_key(j, "host");
    json_str(j, url.at.ascii);
    json_key(j, "port");
    json_str(j, str_of(port));
    json_end_object(j);
}

static void write_body(struct arena *a, struct work *w, const char *file, str path, str page)
{
    struct html html = html_read(a, w, page);
    struct urls urls = { .a = a, .w = w };
    struct buf out = buf_new(a, 2 * page.n + 4096);
    struct json j = json_to(&out);
    const struct { const char *key; str value; } rows[] = {
        { "file", str_of(file) }, { "part", path }, { "page", page }, { "visible", html.visible }, { "hidden", html.hidden },
    };

    json_object(&j);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        json_key(&j, rows[i].key);
        json_str(&j, rows[i].value);
    }
    json_key(&j, "hidden_how");
    json_int(&j, html.hidden_how);
    json_key(&j, "links");
    json_array(&j);
    for (size_t i = 0; i < html.link_count; i++)
        write_link(&j, &urls, html.base, &html.links[i]);
    json_end_array(&j);
    json_end_object(&j);
    printf("%.*s\n", STR_FMT(buf_str(&out)));
}

static void read_mail(struct arena *a, const char *file, str mail)
{
    struct work w = { 0 };
    struct structure *s = ARENA_NEW(a, struct structure);

    structure_read(a, &w, mail, s);
    for (size_t i = 0; i < s->leaf_count; i++) {
        const struct leaf *l = &s->leaves[i];
        str label = l->charset;

        if (!str_eq(l->type, STR("text/html")) || l->attachment || l->nested || !(l->views & 1) || l->body->bytes.n > 500000)
            continue;
        if (label.n == 0)
            label = html_meta_charset(l->body->bytes);
        write_body(a, &w, file, l->path, text_decode(a, &w, l->body->bytes, label, false, CHARSET_UNKNOWN).text);
    }
}

int main(int count, char **names)
{
    static struct arena arena;

    if (!arena_open(&arena, 1ull << 30, NULL))
        return 1;
    for (int i = 1; i < count; i++) {
        FILE *in = fopen(names[i], "rb");
        size_t room = 32 << 20;
        char *at;

        if (!in)
            continue;
        arena_reset(&arena, 1 << 20);
        at = arena_alloc(&arena, room);
        read_mail(&arena, names[i], str_from(at, fread(at, 1, room, in)));
        fclose(in);
    }
    arena_close(&arena);
    return 0;
}
