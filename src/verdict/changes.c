#include "verdict/changes.h"

#include "signals/domain.h"
#include "signals/parts.h"
#include "signals/party.h"

/* Pairs are tried while they are cheap (a fifth of a microsecond per item and run): a mail of six hundred parts is told
 * the one change that helps, or none. */
enum { CHANGES_MAX = 32, PAIR_ITEMS = 4096, RUN_ITEMS = 16 };

static const struct evidence *found(const struct verdict *v, const char *id)
{
    for (size_t i = 0; i < v->n; i++)
        if (strcmp(v->findings[i].signal->id, id) == 0)
            return &v->findings[i].evidence;
    return NULL;
}

static struct list list_copy(struct arena *a, struct list l, size_t size)
{
    struct list out = { arena_alloc(a, l.n * size + 1), l.n };

    if (l.n > 0)
        memcpy(out.items, l.items, l.n * size);
    return out;
}

static struct case_facts case_copy(const struct case_facts *c, struct arena *a)
{
    struct case_facts out = *c;

    out.mail.identity.from = list_copy(a, c->mail.identity.from, sizeof(struct mailbox));
    out.mail.parts = list_copy(a, c->mail.parts, sizeof(struct part));
    out.mail.phrases = list_copy(a, c->mail.phrases, sizeof(struct phrase_hit));
    out.mail.oddities = list_copy(a, c->mail.oddities, sizeof(struct oddity));
    out.mail.links = list_copy(a, c->mail.links, sizeof(struct link));
    out.mail.claims = list_copy(a, c->mail.claims, sizeof(struct claim));
    out.mail.dkim = list_copy(a, c->mail.dkim, sizeof(struct dkim_signature));
    return out;
}

#define PARTS_EDIT(c, p) \
    for (struct part *p = (c)->mail.parts.items, *p##_end = p + (c)->mail.parts.n; p != p##_end; p++)

/* Keeps the parts for which `keep` is true. */
static bool parts_keep(struct case_facts *c, bool (*keep)(const struct case_facts *c, const struct part *p))
{
    struct part *to = c->mail.parts.items;
    uint32_t before = c->mail.parts.n;

    PARTS_EACH(c, p)
        if (keep(c, p))
            *to++ = *p;
    c->mail.parts.n = (uint32_t)(to - (struct part *)c->mail.parts.items);
    return c->mail.parts.n < before;
}

static bool drop_oddities(struct case_facts *c, enum odd first, enum odd last)
{
    struct oddity *to = c->mail.oddities.items;
    uint32_t before = c->mail.oddities.n;

    for (uint32_t i = 0; i < before; i++) {
        struct oddity *o = LIST_AT(c->mail.oddities, struct oddity, i);

        if (o->kind < (uint32_t)first || o->kind > (uint32_t)last)
            *to++ = *o;
    }
    c->mail.oddities.n = (uint32_t)(to - (struct oddity *)c->mail.oddities.items);
    return c->mail.oddities.n < before;
}

/* From becomes the address that the evidence names: of the partner, the office, ourselves. Only the domain is known of
 * some; then the local part stays. */
static bool sender_known(struct case_facts *c, const struct verdict *v, struct arena *a, str *detail)
{
    const struct evidence *ev;
    str known = STR("");
    struct mailbox *who;
    size_t at;

    if ((ev = found(v, "mail.from.known-name-other-address")) || (ev = found(v, "mail.from.claims-authority")))
        known = ev->where;
    else if ((ev = found(v, "mail.from.lookalike-domain")) || (ev = found(v, "mail.from.name-claims-address")))
        known = ev->claimed;
    if (known.n == 0 || c->mail.identity.from.n == 0)
        return false;
    who = LIST_AT(c->mail.identity.from, struct mailbox, 0);
    at = str_find_char(known, '@');
    who->domain = at < known.n ? str_skip(known, at + 1) : known;
    if (at < known.n)
        who->local = str_take(known, at);
    who->addr = arena_format(a, "%.*s@%.*s", STR_FMT(who->local), STR_FMT(who->domain));
    c->arrival.from_inside |= sender_is_ours(c);
    *detail = domain_suffix(known).n < known.n ? known : arena_format(a, "….%.*s", STR_FMT(known));
    return true;
}

static bool from_inside(struct case_facts *c, const struct verdict *v, struct arena *a, str *detail)
{
    (void)a;
    if (!found(v, "mail.from.our-domain-from-outside"))
        return false;
    c->arrival.from_inside = true;
    *detail = sender_of(c)->domain;
    return true;
}

static bool one_from(struct case_facts *c, const struct verdict *v, struct arena *a, str *detail)
{
    static const struct mailbox somebody = { { "", 0 }, { "a@b.example", 11 }, { "a", 1 }, { "b.example", 9 }, 0 };

    if (!found(v, "mail.from.not-single"))
        return false;
    if (c->mail.identity.from.n == 0) {
        c->mail.identity.from = (struct list){ arena_alloc(a, sizeof somebody), 1 };
        memcpy(c->mail.identity.from.items, &somebody, sizeof somebody);
    }
    c->mail.identity.from.n = 1;
    c->mail.identity.from_headers = 1;
    c->mail.identity.odd = 0;
    LIST_AT(c->mail.identity.from, struct mailbox, 0)->odd = 0;
    if (str_rfind_char(sender_of(c)->addr, '@') != str_find_char(sender_of(c)->addr, '@'))
        LIST_AT(c->mail.identity.from, struct mailbox, 0)->addr = STR("a@b.example");
    *detail = STR("");
    return true;
}

static bool plain_letters(struct case_facts *c, const struct verdict *v, struct arena *a, str *detail)
{
    uint32_t odd = ADDRESS_ODD_MIXED_SCRIPT | ADDRESS_ODD_INVISIBLE | ADDRESS_ODD_BIDI;

    (void)a, (void)detail;
    if (!found(v, "mail.from.mixed-script") && !found(v, "mail.from.invisible"))
        return false;
    c->mail.identity.odd &= ~odd;
    for (uint32_t i = 0; i < c->mail.identity.from.n; i++)
        LIST_AT(c->mail.identity.from, struct mailbox, i)->odd &= ~odd;
    return true;
}

static bool plain_signature(struct case_facts *c, const struct verdict *v, struct arena *a, str *detail)
{
    (void)a, (void)detail;
    if (!found(v, "mail.auth.bad-domain"))
        return false;
    c->arrival.mail_from = STR("");
    for (uint32_t i = 0; i < c->mail.dkim.n; i++)
        LIST_AT(c->mail.dkim, struct dkim_signature, i)->bad_domain = false;
    return true;
}

/* Clears traits of all parts that have them; the first one's name is the detail. */
static bool clear_traits(struct case_facts *c, uint32_t having, uint32_t also, str *detail)
{
    bool any = false;

    PARTS_EDIT(c, p) {
        if (!(p->traits & having))
            continue;
        if (!any)
            *detail = p->name;
        p->traits &= ~(having | also);
        any = true;
    }
    return any;
}

static bool without_lock(struct case_facts *c, const struct verdict *v, struct arena *a, str *detail)
{
    (void)v, (void)a;
    return clear_traits(c, PART_ENCRYPTED, PART_UNINSPECTED | PART_PASSWORD_HERE, detail);
}

static bool password_elsewhere(struct case_facts *c, const struct verdict *v, struct arena *a, str *detail)
{
    const struct evidence *ev = found(v, "mail.attachment.password-in-same-mail");
    struct phrase_hit *to = c->mail.phrases.items;

    (void)a;
    if (!ev)
        return false;
    *detail = ev->where;
    for (uint32_t i = 0; i < c->mail.phrases.n; i++)
        if (!str_starts(LIST_AT(c->mail.phrases, struct phrase_hit, i)->id, STR("password.given")))
            *to++ = *LIST_AT(c->mail.phrases, struct phrase_hit, i);
    c->mail.phrases.n = (uint32_t)(to - (struct phrase_hit *)c->mail.phrases.items);
    PARTS_EDIT(c, p)
        p->traits &= ~(uint32_t)PART_PASSWORD_HERE;
    return true;
}

static bool inspectable(struct case_facts *c, const struct verdict *v, struct arena *a, str *detail)
{
    bool any = clear_traits(c, PART_UNINSPECTED, 0, detail);

    (void)v, (void)a;
    PARTS_EDIT(c, p) {
        if (p->found != FILE_LZH)
            continue;
        *detail = p->name;
        p->found = FILE_ZIP;
        any = true;
    }
    return drop_oddities(c, ODD_LIMIT_DEPTH, ODD_LIMIT_SIZE) || any;
}

static bool without_macro(struct case_facts *c, const struct verdict *v, struct arena *a, str *detail)
{
    (void)v, (void)a;
    return clear_traits(c, PART_MACRO, PART_ACTIVE, detail);
}

static bool without_script(struct case_facts *c, const struct verdict *v, struct arena *a, str *detail)
{
    (void)a;
    if (!found(v, "mail.attachment.html-active") && !found(v, "mail.html.smuggling"))
        return false;
    PARTS_EDIT(c, p) {
        if (!(file_type_traits(p->found) & TYPE_MARKUP) && !(p->traits & PART_SMUGGLES))
            continue;
        if (p->traits & (PART_ACTIVE | PART_SMUGGLES))
            *detail = p->name;
        p->traits &= ~(uint32_t)(PART_ACTIVE | PART_SMUGGLES);
    }
    return true;
}

static bool plain_name(struct case_facts *c, const struct verdict *v, struct arena *a, str *detail)
{
    bool any = false;

    (void)v, (void)a;
    PARTS_EDIT(c, p) {
        if (p->name_odd && !any)
            *detail = p->name;
        any |= p->name_odd != 0;
        p->name_odd = 0;
    }
    return any;
}

static bool type_as_named(struct case_facts *c, const struct verdict *v, struct arena *a, str *detail)
{
    const struct evidence *ev = found(v, "mail.attachment.type-mismatch");

    (void)a;
    if (!ev)
        return false;
    *detail = ev->where;
    PARTS_EDIT(c, p)
        if (str_eq(p->name, ev->where))
            p->found = extension_type(name_extension(p->name));
    return true;
}

static bool harmless(const struct case_facts *c, const struct part *p)
{
    (void)c;
    return !(p->traits & PART_MEMBER) && p->name_odd == 0 && !part_is_active(p) && !part_is_active_page(p) && !(p->traits & PART_SMUGGLES);
}

static bool not_a_file(const struct case_facts *c, const struct part *p)
{
    (void)c;
    return !part_is_file(p) && !(p->traits & PART_MEMBER);
}

static bool without_attachment(struct case_facts *c, const struct verdict *v, struct arena *a, str *detail)
{
    (void)v, (void)a;
    PARTS_EACH(c, p) {
        if ((p->traits & PART_MEMBER) || harmless(c, p))
            continue;
        *detail = p->name;
        break;
    }
    return parts_keep(c, harmless);
}

static bool without_any_file(struct case_facts *c, const struct verdict *v, struct arena *a, str *detail)
{
    (void)v, (void)a, (void)detail;
    return parts_keep(c, not_a_file);
}

static bool without_link(struct case_facts *c, const struct verdict *v, struct arena *a, str *detail)
{
    struct phrase_hit *to = c->mail.phrases.items;

    (void)v, (void)a, (void)detail;
    if (!mail_has_link(c) && c->mail.links.n == 0)
        return false;
    c->mail.text.visible = STR("");
    for (uint32_t i = 0; i < c->mail.phrases.n; i++)
        if (LIST_AT(c->mail.phrases, struct phrase_hit, i)->place != PLACE_LINK)
            *to++ = *LIST_AT(c->mail.phrases, struct phrase_hit, i);
    c->mail.phrases.n = (uint32_t)(to - (struct phrase_hit *)c->mail.phrases.items);
    c->mail.links.n = 0;
    for (uint32_t i = 0; i < c->mail.claims.n; i++)
        LIST_AT(c->mail.claims, struct claim, i)->links_own = LIST_AT(c->mail.claims, struct claim, i)->links_other = 0;
    return true;
}

/* From whom it names, and leading there. */
static bool as_claimed(struct case_facts *c, const struct verdict *v, struct arena *a, str *detail)
{
    const struct evidence *ev = found(v, "mail.from.claims-brand");
    struct claim *to = c->mail.claims.items;
    struct mailbox *who = c->mail.identity.from.n ? LIST_AT(c->mail.identity.from, struct mailbox, 0) : NULL;

    ev = ev ? ev : found(v, "mail.link.brand-elsewhere");
    ev = ev ? ev : found(v, "mail.link.authority-elsewhere");
    if (!ev || ev->where.n == 0 || !who)
        return false;
    who->domain = ev->where;
    who->addr = arena_format(a, "%.*s@%.*s", STR_FMT(who->local), STR_FMT(who->domain));
    for (uint32_t i = 0; i < c->mail.claims.n; i++) {
        struct claim m = *LIST_AT(c->mail.claims, struct claim, i);

        if (m.place == CLAIM_LINK_DOMAIN || m.place == CLAIM_FROM_DOMAIN || m.place == CLAIM_LINK)
            continue;
        m.from_own = true;
        *to++ = m;
    }
    c->mail.claims.n = (uint32_t)(to - (struct claim *)c->mail.claims.items);
    for (uint32_t i = 0; i < c->mail.links.n; i++) {
        struct link *l = LIST_AT(c->mail.links, struct link, i);

        *l = (struct link){ .href = l->href, .scheme = l->scheme, .host = ev->where, .ascii = ev->where, .domain = ev->where,
                            .text = l->text, .place = l->place, .hidden = l->hidden, .count = l->count };
    }
    *detail = ev->where;
    return true;
}

/* A partner of long standing, proven by its mail server. */
static bool known_sender(struct case_facts *c, const struct verdict *v, struct arena *a, str *detail)
{
    struct partner *partners = arena_zero(a, sizeof *partners * (c->site.partners.n + 1u));

    (void)v, (void)detail;
    if (sender_of(c)->domain.n == 0 || sender_is_trusted(c) || c->mail.links.n == 0)
        return false;
    if (c->site.partners.n)
        memcpy(partners, c->site.partners.items, sizeof *partners * c->site.partners.n);
    partners[c->site.partners.n] = (struct partner){ .name = sender_of(c)->name, .address = sender_of(c)->domain };
    c->site.partners = (struct list){ partners, c->site.partners.n + 1 };
    c->site.reading = 0;
    c->arrival.dmarc = AUTH_PASS;
    return true;
}

static bool views_agree(struct case_facts *c, const struct verdict *v, struct arena *a, str *detail)
{
    const struct evidence *ev = found(v, "mail.structure.hidden-content");

    (void)a;
    ev = ev ? ev : found(v, "mail.structure.views-differ");
    if (!ev)
        return false;
    *detail = ev->where;
    PARTS_EDIT(c, p) {
        p->views = VIEWS_ALL;
        p->traits &= ~(uint32_t)PART_SWEPT;
    }
    return true;
}

static bool no_reply_claim(struct case_facts *c, const struct verdict *v, struct arena *a, str *detail)
{
    (void)a;
    if (!found(v, "mail.reply.without-reference") && !found(v, "mail.reply.tiny-with-attachment"))
        return false;
    *detail = c->mail.subject;
    c->mail.reply.subject_claims = false;
    c->mail.text.quote_header = false;
    c->mail.text.quoted_lines = 0;
    return true;
}

static bool charset_as_labelled(struct case_facts *c, const struct verdict *v, struct arena *a, str *detail)
{
    (void)v, (void)a, (void)detail;
    return drop_oddities(c, ODD_CHARSET_MISSING, ODD_CHARSET_ESCAPE_ODD);
}

static bool whole_message(struct case_facts *c, const struct verdict *v, struct arena *a, str *detail)
{
    (void)v, (void)a, (void)detail;
    return drop_oddities(c, ODD_MESSAGE_PARTIAL, ODD_MESSAGE_EXTERNAL);
}

static bool plain_structure(struct case_facts *c, const struct verdict *v, struct arena *a, str *detail)
{
    (void)v, (void)a, (void)detail;
    return drop_oddities(c, ODD_CONTENT_TYPE_DUPLICATE, ODD_VIEWS_DIFFER);
}

const struct change changes[] = {
    { "change.sender-known-address",    sender_known },
    { "change.from-inside",             from_inside },
    { "change.one-from",                one_from },
    { "change.plain-letters",           plain_letters },
    { "change.plain-signature",         plain_signature },
    { "change.without-lock",            without_lock },
    { "change.password-elsewhere",      password_elsewhere },
    { "change.inspectable",             inspectable },
    { "change.without-macro",           without_macro },
    { "change.without-script",          without_script },
    { "change.plain-name",              plain_name },
    { "change.type-as-named",           type_as_named },
    { "change.without-attachment",      without_attachment },
    { "change.without-any-file",        without_any_file },
    { "change.link-of-claimed",         as_claimed },
    { "change.without-link",            without_link },
    { "change.known-sender",            known_sender },
    { "change.views-agree",             views_agree },
    { "change.no-reply-claim",          no_reply_claim },
    { "change.whole-message",           whole_message },
    { "change.charset-as-labelled",     charset_as_labelled },
    { "change.plain-structure",         plain_structure },
    { NULL, NULL },
};
_Static_assert(sizeof changes / sizeof *changes - 1 <= CHANGES_MAX, "counterfactual_of keeps one flag each");

bool change_apply(const char *id, struct case_facts *c, const struct verdict *v, struct arena *a, str *detail)
{
    for (size_t i = 0; changes[i].id; i++) {
        if (strcmp(changes[i].id, id) != 0)
            continue;
        *c = case_copy(c, a);
        return changes[i].apply(c, v, a, detail);
    }
    return false;
}

/* The outcome with changes i and j (j < 0: only i) made; the present one when they do not apply. */
static enum outcome outcome_with(const struct case_facts *c, const struct verdict *v, struct arena *a, int i, int j, bool *applies)
{
    size_t mark = arena_mark(a);
    struct case_facts changed = case_copy(c, a);
    str detail;
    enum outcome result = v->outcome;

    *applies = changes[i].apply(&changed, v, a, &detail) && (j < 0 || changes[j].apply(&changed, v, a, &detail));
    if (*applies)
        result = verdict_of(&changed, a, false).outcome;
    arena_release(a, mark);
    return result;
}

struct counterfactual counterfactual_of(const struct case_facts *c, const struct verdict *v, struct arena *a)
{
    struct counterfactual best = { .outcome = v->outcome };
    struct case_facts scratch = case_copy(c, a);
    bool applies[CHANGES_MAX], both;
    uint32_t items = RUN_ITEMS + c->mail.parts.n + c->mail.phrases.n + c->mail.oddities.n, spent = 0;
    str detail;

    for (int i = 0; changes[i].id; i++) {
        enum outcome now = outcome_with(c, v, a, i, -1, &applies[i]);

        if (now < best.outcome)
            best = (struct counterfactual){ { changes[i].id, NULL }, STR(""), now };
    }
    for (int i = 0; !best.id[0] && changes[i].id; i++)
        for (int j = i + 1; applies[i] && changes[j].id; j++) {
            enum outcome now = v->outcome;

            if (applies[j] && (spent += items) <= PAIR_ITEMS)
                now = outcome_with(c, v, a, i, j, &both);
            if (now < best.outcome)
                best = (struct counterfactual){ { changes[i].id, changes[j].id }, STR(""), now };
        }
    detail = STR("");
    if (best.id[0])
        change_apply(best.id[0], &scratch, v, a, &detail);
    best.detail = detail;
    return best;
}
