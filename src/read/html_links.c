#include "read/html_reader.h"

str html_url(struct arena *a, str value)
{
    str url = html_decode(a, value);
    struct buf out;

    while (url.n > 0 && url.p[0] <= ' ')
        url = str_skip(url, 1);
    while (url.n > 0 && url.p[url.n - 1] <= ' ')
        url.n--;
    if (str_find_char(url, '\t') == url.n && str_find_char(url, '\n') == url.n && str_find_char(url, '\r') == url.n)
        return url;
    out = buf_new(a, url.n);
    for (size_t i = 0; i < url.n; i++)
        if (url.p[i] != '\t' && url.p[i] != '\n' && url.p[i] != '\r')
            buf_put(&out, url.p[i]);
    return buf_done(&out);
}

bool html_url_remote(str url)
{
    return str_starts_nocase(url, STR("http:")) || str_starts_nocase(url, STR("https:")) || str_starts(url, STR("//"));
}

void html_url_judge(struct reader *r, str url, bool download)
{
    if (str_starts_nocase(url, STR("javascript:")) || str_starts_nocase(url, STR("vbscript:"))) {
        r->out->traits |= HTML_HAS_SCRIPT;
        html_script_read(&r->scripts, url);
    }
    if (str_starts_nocase(url, STR("data:")) && (download || str_starts_nocase(url, STR("data:application/"))))
        r->out->traits |= HTML_SMUGGLES;
    if (download && str_starts_nocase(url, STR("blob:")))
        r->out->traits |= HTML_SMUGGLES;
}

static size_t link_add(struct reader *r, str url)
{
    struct html *h = r->out;
    bool hidden = look_now(r)->hidden != 0;
    struct sink *s = hidden ? &r->unseen : &r->seen;

    if (h->link_count == HTML_LINKS_MAX) {
        h->traits |= HTML_LIMIT;
        return NO_LINK;
    }
    if (!h->links) {
        h->links = ARENA_ARRAY(r->a, struct html_link, HTML_LINKS_MAX);
        r->ends = ARENA_ARRAY(r->a, struct open_link, HTML_LINKS_MAX);
    }
    h->links[h->link_count] = (struct html_link){ .href = url, .hidden = hidden };
    r->ends[h->link_count] = (struct open_link){ .start = s->text.n, .end = s->text.n };
    return h->link_count++;
}

void html_link_close(struct reader *r, size_t link)
{
    if (link == NO_LINK)
        return;
    r->ends[link].end = (r->out->links[link].hidden ? &r->unseen : &r->seen)->text.n;
    if (r->open_link == link)
        r->open_link = NO_LINK;
}

static bool looks_like_button(const struct html_token *t, const struct style *style)
{
    str classes = token_value(t, ATTR_CLASS);

    if (str_eq_nocase(str_trim(token_value(t, ATTR_ROLE)), STR("button")) || str_has_nocase(classes, STR("btn")) ||
        str_has_nocase(classes, STR("button")))
        return true;
    return style->set & STYLE_BACK && style->set & (STYLE_PADDING | STYLE_RADIUS);
}

size_t html_link_open(struct reader *r, const struct html_token *t, const struct style *style)
{
    bool download = token_has(t, ATTR_DOWNLOAD);
    enum html_attr from = token_has(t, ATTR_HREF) ? ATTR_HREF : ATTR_XLINK_HREF;
    str url;
    size_t link;

    if (!token_has(t, from) || r->out->link_count == HTML_LINKS_MAX) {
        if (token_has(t, from))
            r->out->traits |= HTML_LIMIT;
        return NO_LINK;
    }
    url = html_url(r->a, t->value[from]);
    html_url_judge(r, url, download);
    if (url.n == 0)
        return NO_LINK;
    link = link_add(r, url);
    r->out->links[link].is_button = looks_like_button(t, style);
    r->open_link = link;
    return link;
}

void html_link_plain(struct reader *r, const struct html_token *t, enum html_attr from)
{
    str url;
    size_t link;

    if (!token_has(t, from) || r->out->link_count == HTML_LINKS_MAX)
        return;
    url = html_url(r->a, t->value[from]);
    html_url_judge(r, url, token_has(t, ATTR_DOWNLOAD));
    link = url.n ? link_add(r, url) : NO_LINK;
    if (link == NO_LINK)
        return;
    r->out->links[link].is_area = t->tag == TAG_AREA;
    r->out->links[link].is_form_action = t->tag != TAG_AREA;
    r->ends[link].alt = html_decode(r->a, token_value(t, ATTR_ALT));
}

void html_links_finish(struct reader *r)
{
    struct html *h = r->out;

    for (size_t i = 0; i < h->link_count; i++) {
        struct html_link *link = &h->links[i];
        str whole = link->hidden ? h->hidden : h->visible, text;
        size_t at;

        text = str_trim(str_sub(whole, r->ends[i].start, r->ends[i].end - r->ends[i].start));
        link->text = text;
        at = text.n ? (size_t)(text.p - whole.p) : r->ends[i].start;
        link->at = link->hidden ? 0 : (uint32_t)(at < whole.n ? at : whole.n);
        if (text.n == 0) {
            link->text = str_trim(r->ends[i].alt);
            link->is_image = r->ends[i].has_image;
        }
    }
}
