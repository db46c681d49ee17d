/* What the HTML of a mail does: hide, ask for passwords, run, pretend. */
#include "signals/links.h"
#include "signals/party.h"
#include "signals/signal.h"

enum {
    HIDDEN_TOLERATED = 150,             /* characters of a preheader, the line that mail programs show beside the subject */
    IMAGE_ONLY_CHARS = 60,              /* less text than that says nothing by itself */
};

static bool hidden_text(const struct case_facts *c, struct arena *a, struct evidence *ev)
{
    const struct html_facts *h = &c->mail.html;

    (void)a;
    if (h->hidden_chars <= HIDDEN_TOLERATED || h->hidden_chars * 4 < h->visible_chars)
        return false;
    *ev = (struct evidence){ .actual = str_take(h->hidden, 80) };
    return true;
}

static bool zero_font(const struct case_facts *c, struct arena *a, struct evidence *ev)
{
    const struct html_facts *h = &c->mail.html;

    (void)a;
    /* A few letters between those of a word are against filters; a few at the edge are a counter's mark. */
    if (!(h->hidden_how & (HTML_HIDDEN_SIZE | HTML_HIDDEN_COLOUR)) || (h->hidden_chars <= 20 && h->zero_size_pieces < 2))
        return false;
    *ev = (struct evidence){ .actual = str_take(h->hidden, 80) };
    return true;
}

static bool script(const struct case_facts *c, struct arena *a, struct evidence *ev)
{
    (void)a;
    if (!(c->mail.html.traits & (HTML_HAS_SCRIPT | HTML_OBFUSCATED | HTML_HAS_SVG_ACTIVE | HTML_HAS_REFRESH | HTML_HAS_FRAME)))
        return false;
    ev->actual = STR("script");
    return true;
}

/* A form in the mail itself: what is typed goes where the form says, without a browser's address line. */
static bool form(const struct case_facts *c, struct arena *a, struct evidence *ev)
{
    (void)a;
    if (!(c->mail.html.traits & (HTML_HAS_FORM | HTML_HAS_PASSWORD)))
        return false;
    LINKS_EACH(c, l)
        if (l->place == LINK_FORM && !l->attached)
            ev->actual = l->host;
    return true;
}

static bool attached_login(const struct case_facts *c, struct arena *a, struct evidence *ev)
{
    uint32_t traits = c->mail.html.attached_traits;

    (void)a;
    if (!(traits & HTML_HAS_PASSWORD) && !(traits & HTML_HAS_FORM && traits & HTML_HAS_SCRIPT))
        return false;
    for (uint32_t i = 0; i < c->mail.parts.n; i++) {
        const struct part *p = LIST_AT(c->mail.parts, struct part, i);

        if (p->traits & PART_ATTACHMENT && (p->found == FILE_HTML || p->found == FILE_SVG))
            ev->where = p->name;
    }
    LINKS_EACH(c, l)
        if (l->place == LINK_FORM && l->attached)
            ev->actual = l->host;
    return true;
}

/* One picture that is a link, and next to no words: nothing a filter could read. */
static bool image_only(const struct case_facts *c, struct arena *a, struct evidence *ev)
{
    const struct html_facts *h = &c->mail.html;
    bool linked = false;

    (void)a;
    if (h->images == 0 || h->unlinked_chars > IMAGE_ONLY_CHARS || h->visible_chars > 4 * IMAGE_ONLY_CHARS)
        return false;
    LINKS_EACH(c, l)
        if (link_is_action(l) && l->place == LINK_IMAGE && !link_is_senders(c, l)) {
            linked = true;
            ev->actual = l->host;
        }
    return linked;
}

/* "このメールは安全です", or our own card's words in a stranger's mail. */
static bool fake_notice(const struct case_facts *c, struct arena *a, struct evidence *ev)
{
    str text;

    (void)a;
    if (!mail_has_phrase(c, STR("secret.safe-claim"), &text) || sender_is_ours(c))
        return false;
    ev->claimed = text;
    return true;
}

/* text/plain and HTML that have next to no word in common: programs read one, people the other. A short notice for
 * programs without HTML is none. */
static bool other_story(const struct case_facts *c, struct arena *a, struct evidence *ev)
{
    enum { WORDS = 15, COMMON = 20 };
    const struct html_facts *h = &c->mail.html;

    if (h->plain_words < WORDS || h->html_words < WORDS || h->plain_in_html > COMMON || h->html_in_plain > COMMON)
        return false;
    *ev = (struct evidence){ .actual = arena_format(a, "%u", h->plain_in_html > h->html_in_plain ? h->plain_in_html : h->html_in_plain) };
    return true;
}

/* A code to photograph, drawn so that no program sees a picture. */
static bool block_code(const struct case_facts *c, struct arena *a, struct evidence *ev)
{
    (void)a;
    if (!c->mail.html.block_code)
        return false;
    ev->actual = STR("QR");
    return true;
}

static bool outlook_only(const struct case_facts *c, struct arena *a, struct evidence *ev)
{
    enum { WORDS = 12 };
    const struct html_facts *h = &c->mail.html;

    (void)a;
    if (h->outlook_only_links == 0 && h->outlook_only_chars < WORDS)
        return false;
    ev->actual = str_take(h->outlook_only, 80);
    return true;
}

#define PAGE "P0.1", "P4.4", "C1.11"
const struct signal signal_html_hidden = { "mail.html.hidden-text", "H01", { PAGE }, GROUP_LINK, SEVERITY_LOW, hidden_text };
const struct signal signal_html_zero_font = { "mail.html.zero-font", "H02", { PAGE }, GROUP_LINK, SEVERITY_LOW, zero_font };
const struct signal signal_html_script = { "mail.html.script", "H05", { PAGE }, GROUP_LINK, SEVERITY_MEDIUM, script };
const struct signal signal_html_form = { "mail.html.form", "U12", { PAGE }, GROUP_LINK, SEVERITY_MEDIUM, form };
const struct signal signal_html_image_only = { "mail.html.image-only", "H07", { PAGE }, GROUP_LINK, SEVERITY_LOW, image_only };
const struct signal signal_html_other_story = { "mail.html.other-story", "H03", { PAGE }, GROUP_LINK, SEVERITY_MEDIUM, other_story };
const struct signal signal_html_block_code = { "mail.html.block-code", "H06", { PAGE }, GROUP_LINK, SEVERITY_MEDIUM, block_code };
const struct signal signal_html_outlook_only = { "mail.html.outlook-only", "H09", { PAGE }, GROUP_LINK, SEVERITY_LOW, outlook_only };
const struct signal signal_html_fake_notice = { "mail.html.fake-notice", "H08", { PAGE }, GROUP_TEXT, SEVERITY_LOW, fake_notice };
const struct signal signal_attachment_login = { "mail.attachment.html-login", "A21", { PAGE, "C1.10" }, GROUP_ATTACHMENT, SEVERITY_HIGH, attached_login };
