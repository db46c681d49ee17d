/* Comments that Outlook reads and nobody else: <!--[if mso]> … <![endif]-->. Most repeat for Outlook what the others
 * see as well; a mail that tells it something of its own has two faces. */
#include "read/html_reader.h"

/* "[if gte mso 9]", "[if (mso)|(IE)]"; not "[if !mso]". The condition's end, 0 when it is not for Outlook. */
static size_t condition_length(str comment)
{
    size_t end = str_find_char(str_take(comment, 128), ']'), at;
    str condition = str_take(comment, end);

    at = str_find_nocase(condition, STR("mso"));
    if (at == condition.n || end >= comment.n || str_find_char(str_take(condition, at), '!') < at)
        return 0;
    end++;
    return end + (str_at(comment, end) == '>');
}

static bool is_xml(str name)
{
    return str_eq_nocase(name, STR("xml"));
}

static void take_outlook_link(struct reader *r, const struct html_token *t)
{
    if (!token_has(t, ATTR_HREF) || t->tag == TAG_LINK || t->tag == TAG_BASE || r->outlook_links == HTML_OUTLOOK_LINKS)
        return;
    r->outlook_link[r->outlook_links++] = html_url(r->a, t->value[ATTR_HREF]);
}

void html_outlook_read(struct reader *r, str comment)
{
    size_t condition = condition_length(comment);
    struct html_tokens tokens = { .in = str_skip(comment, condition) };
    struct html_token *t;
    uint32_t xml = 0;

    if (condition == 0)
        return;
    t = ARENA_NEW(r->a, struct html_token);
    if (!r->outlook.a)
        r->outlook = buf_new(r->a, 256);
    while (html_next(&tokens, t)) {
        if (t->kind == TOKEN_OPEN) {
            xml += is_xml(t->name) && !t->closes_itself;
            take_outlook_link(r, t);
        } else if (t->kind == TOKEN_CLOSE) {
            xml -= xml && is_xml(t->name);
        } else if (t->kind == TOKEN_TEXT && t->tag == TAG_OTHER && !xml && r->outlook.n < HTML_OUTLOOK_TEXT) {
            str text = str_trim(t->plain ? t->text : html_decode(r->a, t->text));

            if (text.n && r->outlook.n)
                buf_put(&r->outlook, ' ');
            buf_add(&r->outlook, text);
        }
    }
}

static bool has_link(const struct html *h, str url)
{
    for (size_t i = 0; i < h->link_count; i++)
        if (str_eq(h->links[i].href, url))
            return true;
    return false;
}

void html_outlook_finish(struct reader *r, struct work *w)
{
    struct html *h = r->out;
    str text = str_trim(buf_str(&r->outlook));
    struct story seen = { 0 };

    for (size_t i = 0; i < r->outlook_links; i++)
        h->outlook_links += r->outlook_link[i].n && !has_link(h, r->outlook_link[i]);
    if (text.n == 0)
        return;
    story_add(&seen, r->a, w, h->visible);
    h->outlook_chars = story_missing(&seen, r->a, w, text);
    if (h->outlook_chars)
        h->outlook = text;
}
