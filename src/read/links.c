#include "read/links.h"
#include "base/hash.h"
#include "base/utf8.h"

enum { TEXT_LOOK = 2048 };              /* bytes of a link's text that are looked at for an address */

static void add_owners(struct urls *u, const struct list *boxes)
{
    for (uint32_t i = 0; i < boxes->n && u->owner_count < URL_OWNERS; i++) {
        str addr = LIST_AT(*boxes, struct mailbox, i)->addr;

        if (str_find_char(addr, '@') < addr.n)
            u->owners[u->owner_count++] = addr;
    }
}

void links_new(struct links *l, struct arena *a, struct work *w, const struct identity *who)
{
    *l = (struct links){ .urls = { .a = a, .w = w }, .list = ARENA_ARRAY(a, struct link, LINKS_MAX), .key = ARENA_ARRAY(a, struct link_key, LINKS_MAX) };
    add_owners(&l->urls, &who->to);
    add_owners(&l->urls, &who->cc);
}

/* The address that a text itself spells: one with scheme or www. rather than a mere name. */
static void read_text_host(struct links *l, struct link *link)
{
    struct url_span span, best = { .url = STR("") };
    struct url url;
    str text = str_take(link->text, TEXT_LOOK);
    size_t at = 0;

    link->text_host = link->text_domain = STR("");
    for (int i = 0; i < 4 && !best.spelt && url_find(&l->urls, text, true, &at, &span); i++)
        if (span.spelt || !best.url.n)
            best = span;
    if (!best.url.n)
        return;
    url_read(&l->urls, best.url, &url);
    if (url.flags & URL_RELATIVE)
        url_read(&l->urls, arena_format(l->urls.a, "https://%.*s", STR_FMT(best.url)), &url);
    if (best.spelt)
        link->flags |= URL_TEXT_URL;
    link->text_host = url.at.host;
    link->text_domain = url.at.domain;
}

static void fill(struct links *l, struct link *link, struct url *url)
{
    struct url target;
    struct arena *a = l->urls.a;

    link->text = utf8_cut(link->text, TEXT_LOOK);
    if (url_target(&l->urls, url, &target)) {
        link->target_href = utf8_cut(target.href, LINK_HREF_MAX);
        link->target_host = target.at.host;
        link->target_domain = target.at.domain;
        link->target_flags = target.flags;
        link->target_kinds = target.kinds;
    } else {
        link->target_href = link->target_host = link->target_domain = STR("");
    }
    link->scheme = url->scheme;
    link->host = url->at.host;
    link->ascii = url->at.ascii;
    link->domain = url->at.domain;
    link->suffix = url->at.suffix;
    link->port = url->port;
    link->flags |= url->flags;
    link->kinds = url->kinds;
    link->count = 1;
    read_text_host(l, link);
    /* Most of a data: address is of no use to anybody; the slice must not keep the reader's frame busy with it. */
    link->href = arena_copy(a, utf8_cut(url->href, LINK_HREF_MAX));
    link->text = utf8_cut(link->text, LINK_TEXT_MAX);
}

static bool full_for(const struct links *l, str domain)
{
    uint32_t same = 0;

    if (l->n == LINKS_MAX)
        return true;
    if (l->n < LINKS_MAX / 2)
        return false;
    for (uint32_t i = 0; i < l->n; i++)
        same += str_eq(l->list[i].domain, domain);
    return same >= LINKS_PER_DOMAIN;
}

/* href="www.example.com": a browser looks beside the page, of which a mail has none; mail programs put http:// before it. */
static void complete(struct links *l, struct url *url)
{
    struct url_span span;
    size_t at = 0;

    if (!url_find(&l->urls, url->href, true, &at, &span) || span.at != 0)
        return;
    url_read(&l->urls, arena_format(l->urls.a, "http://%.*s", STR_FMT(url->href)), url);
    url->flags |= URL_RELATIVE;
}

static void add(struct links *l, str base, struct link link)
{
    struct link_key key = { hash_quick(link.href) * 31 + hash_quick(link.text), link.href, link.text };
    struct url url;

    l->all++;
    /* The hash only saves time: a stranger who makes two collide must not make one of them disappear. */
    for (uint32_t i = 0; i < l->n; i++)
        if (l->key[i].hash == key.hash && str_eq(l->key[i].href, key.href) && str_eq(l->key[i].text, key.text)) {
            l->list[i].count++;
            return;
        }
    if (l->n == LINKS_MAX)
        return;
    url_read_from(&l->urls, base, link.href, &url);
    if (url.flags & URL_RELATIVE)
        complete(l, &url);
    if (full_for(l, url.at.domain))
        return;
    fill(l, &link, &url);
    l->key[l->n] = key;
    l->list[l->n++] = link;
}

static enum link_place place_of(const struct html_link *link, const struct part *part)
{
    return link->is_form_action ? LINK_FORM : part->traits & PART_ATTACHMENT ? LINK_ATTACHMENT : link->is_area ? LINK_AREA
         : link->is_button ? LINK_BUTTON : link->is_image ? LINK_IMAGE : LINK_BODY;
}

/* Addresses that programs make links of although the page does not, outside the links it has. */
static void bare_in_html(struct links *l, const struct html *html, struct link like)
{
    struct url_span span;
    size_t at = 0, next = 0;

    like.place = LINK_TEXT;
    like.hidden = false;
    while (url_find(&l->urls, html->visible, false, &at, &span)) {
        const struct html_link *in;

        while (next < html->link_count && (html->links[next].hidden || html->links[next].at + html->links[next].text.n <= span.at))
            next++;
        in = next < html->link_count ? &html->links[next] : NULL;
        if (in && in->at <= span.at && !in->is_form_action)
            continue;
        like.href = like.text = span.url;
        add(l, STR(""), like);
    }
}

static struct link blank(const struct part *part, bool nested)
{
    return (struct link){ .part = part->path, .attached = (part->traits & PART_ATTACHMENT) != 0, .nested = nested, .text = STR("") };
}

void links_of_html(struct links *l, const struct html *html, const struct part *part, bool nested)
{
    for (size_t i = 0; i < html->link_count; i++) {
        const struct html_link *from = &html->links[i];
        struct link link = blank(part, nested);

        if (from->href.n && from->href.p[0] == '#')
            continue;
        link.href = from->href;
        link.text = from->text;
        link.place = place_of(from, part);
        link.hidden = from->hidden;
        add(l, html->base, link);
    }
    if (html->refresh.n) {
        struct link link = blank(part, nested);

        link.href = html->refresh;
        link.place = LINK_REFRESH;
        add(l, html->base, link);
    }
    bare_in_html(l, html, blank(part, nested));
}

void links_of_text(struct links *l, str text, const struct part *part, bool nested)
{
    struct url_span span;
    size_t at = 0;

    while (url_find(&l->urls, text, false, &at, &span)) {
        struct link link = blank(part, nested);

        link.place = LINK_TEXT;
        link.text = span.url;
        link.href = span.url;
        if (str_starts_nocase(span.url, STR("www.")) || str_find(str_take(span.url, 12), STR("://")) >= 12)
            link.href = str_starts(span.url, STR("\\\\")) ? span.url : arena_format(l->urls.a, "http://%.*s", STR_FMT(span.url));
        add(l, STR(""), link);
    }
}

static uint64_t chars_in(str text)
{
    uint64_t n = 0;

    for (size_t i = 0; i < text.n; i++)
        n += (text.p[i] & 0xC0) != 0x80 && !ascii_space(text.p[i]);
    return n;
}

/* Links of broken pages overlap: what one has counted the next does not. */
static uint64_t chars_outside(const struct html *html)
{
    uint64_t outside = 0;
    size_t at = 0;

    for (size_t i = 0; i < html->link_count; i++) {
        const struct html_link *l = &html->links[i];

        if (l->hidden || l->text.n == 0 || l->is_image || l->is_area || l->is_form_action)
            continue;
        if (l->at > at)
            outside += chars_in(str_sub(html->visible, at, l->at - at));
        at = l->at + l->text.n > at ? l->at + l->text.n : at;
    }
    return outside + chars_in(str_skip(html->visible, at));
}

void html_facts_add(struct html_facts *to, const struct html *html, bool attached)
{
    to->links += (uint32_t)html->link_count;
    for (size_t i = 0; i < html->link_count; i++)
        to->forms += html->links[i].is_form_action;
    if (attached) {
        to->attached_traits |= html->traits;
        return;
    }
    to->documents++;
    to->traits |= html->traits;
    to->hidden_how |= html->hidden_how;
    to->hidden_chars += chars_in(html->hidden);
    to->visible_chars += chars_in(html->visible);
    if (!to->hidden.n)
        to->hidden = utf8_cut(html->hidden, 1024);
    to->images += (uint32_t)html->images;
    to->remote_images += (uint32_t)html->remote_images;
    to->linked_images += (uint32_t)html->linked_images;
    to->unlinked_chars += chars_outside(html);
    to->preheader_chars += chars_in(str_take(html->hidden, html->preheader));
    to->zero_size_pieces += html->zero_size_pieces;
    to->pieces_in_words += html->pieces_in_words;
    to->bidi_overrides += html->bidi_overrides;
    to->block_code |= html->cell_code;
    to->outlook_only_chars += html->outlook_chars;
    to->outlook_only_links += html->outlook_links;
    if (!to->outlook_only.n)
        to->outlook_only = utf8_cut(html->outlook, 256);
    if (!to->base.n)
        to->base = html->base;
    if (!to->title.n)
        to->title = html->title;
}
