/* Combinations of who a mail poses as, what it wants and where it leads. Each of these is everyday alone: a claim is made
 * by every partner's newsletter, urgency by every reminder, a strange host by every invitation. */
#include "signals/links.h"
#include "signals/party.h"
#include "verdict/rules.h"

enum { SHORT = 500 };                   /* characters: a picture with a few words around it */

static bool any(const struct verdict *v, const char *const *ids)
{
    for (; *ids; ids++)
        if (verdict_has(v, *ids))
            return true;
    return false;
}

/* It wants something done now, or a secret typed in. */
static bool lures(const struct verdict *v)
{
    static const char *const ids[] = { "mail.text.lure-account", "mail.text.lure-payment", "mail.text.lure-delivery", "mail.text.lure-prize",
                                       "mail.text.lure-mailbox", "mail.text.call-number", "mail.html.form", NULL };

    return any(v, ids);
}

static bool demands(const struct verdict *v)
{
    static const char *const ids[] = { "mail.text.lure-account", "mail.text.lure-payment", "mail.text.lure-delivery", "mail.text.lure-mailbox", NULL };

    return any(v, ids);
}

/* A demand in the subject, or said more than once, or with haste: not a word in passing. */
static bool demands_loudly(const struct case_facts *c, const struct verdict *v)
{
    static const char *const ids[] = { "account.", "password.", "payment.failed", "payment.overdue", "refund.", "delivery.failed", "voicemail.", "fax." };
    uint32_t said = 0;

    if (!demands(v))
        return false;
    for (uint32_t i = 0; i < c->mail.phrases.n; i++) {
        const struct phrase_hit *h = LIST_AT(c->mail.phrases, struct phrase_hit, i);

        for (size_t k = 0; k < sizeof ids / sizeof *ids; k++)
            if (str_starts(h->id, str_of(ids[k])) && h->place <= PLACE_BODY)
                said += h->place == PLACE_BODY ? h->count : 2;
    }
    return said >= 2 || verdict_has(v, "mail.text.urgency");
}

static bool said_often(const struct case_facts *c, str id)
{
    uint32_t said = 0;

    for (uint32_t i = 0; i < c->mail.phrases.n; i++) {
        const struct phrase_hit *h = LIST_AT(c->mail.phrases, struct phrase_hit, i);

        if (str_eq(h->id, id) && h->place <= PLACE_BODY)
            said += h->place == PLACE_BODY ? h->count : 2;
    }
    return said > 2;
}

static bool wants(const struct case_facts *c, const struct verdict *v)
{
    return lures(v) || verdict_has(v, "mail.text.urgency") || mail_has_phrase(c, STR("login"), NULL) || mail_has_phrase(c, STR("payment"), NULL);
}

/* Newsletters once had frames for their pictures beside many words; a page that is all frame has none of its own. */
static bool runs_or_sends_on(const struct case_facts *c)
{
    return c->mail.html.traits & (HTML_HAS_SCRIPT | HTML_OBFUSCATED | HTML_HAS_SVG_ACTIVE | HTML_HAS_REFRESH);
}

/* A host where nobody lasting is at home, or a link that is not what it says. */
static bool fleeting(const struct verdict *v)
{
    static const char *const ids[] = { "mail.link.random-domain", "mail.link.address-literal", "mail.link.brand-in-host", "mail.link.lookalike",
                                       "mail.link.userinfo", "mail.link.invisible", "mail.link.text-differs", NULL };

    return any(v, ids);
}

static bool borrowed(const struct verdict *v)
{
    static const char *const ids[] = { "mail.link.free-host", "mail.link.shortener", "mail.link.redirect", "mail.link.punycode", "mail.link.odd", NULL };

    return any(v, ids);
}

/* Nobody counts clicks there, and nobody writes mail from there: a page of somebody else's. */
static bool leads_to_a_stranger(const struct case_facts *c, const struct verdict *v)
{
    /* Associations take registrations and fees with forms; nobody honest takes passwords with one. */
    const uint32_t passing = HOST_TRACKER | HOST_DELIVERY | HOST_REWRITER |
                             (verdict_has(v, "mail.text.lure-account") || verdict_has(v, "mail.text.lure-mailbox") ? 0 : HOST_FORM);

    if (!verdict_has(v, "mail.link.unrelated"))
        return false;
    LINKS_EACH(c, l)
        if (link_is_action(l) && link_is_page(l) && !(l->kinds & passing) && !link_is_known(c, l))
            return true;
    return false;
}

static bool leads_elsewhere(const struct verdict *v)    { return verdict_has(v, "mail.link.unrelated"); }
static bool trusted(const struct case_facts *c)         { return sender_is_trusted(c) || sender_is_ours(c); }
static bool doubtful(const struct verdict *v)
{
    static const char *const ids[] = { "mail.from.freemail-claims-org", "mail.reply-to.other-domain", "mail.from.known-name-other-address",
                                       "mail.from.lookalike-domain", "mail.from.name-claims-address", "mail.from.our-domain-from-outside",
                                       "mail.from.claims-brand", "mail.from.claims-authority", NULL };

    return any(v, ids);
}

/* Offers nobody asked for: never business of a clinic, unlike bills and parcels. */
static bool offers(const struct verdict *v)
{
    static const char *const ids[] = { "mail.text.scam-dating", "mail.text.scam-crypto", "mail.text.scam-pills", "mail.text.scam-money",
                                       "mail.text.lure-foreign", NULL };

    return any(v, ids);
}

/* Made against programs that read mail: honest senders want to be read. */
static bool made_up(const struct verdict *v)
{
    static const char *const ids[] = { "mail.from.name-disguised", "mail.subject.disguised", "mail.from.random-domain", "mail.html.hidden-filler",
                                       "mail.html.other-story", "mail.html.image-only", "mail.from.invisible", "mail.from.mixed-script", NULL };

    return any(v, ids);
}

/* Letters about a fortune want an answer: to another address than they came from, or to a mailbox anybody gets. */
static bool wants_answer(const struct case_facts *c, const struct verdict *v)
{
    return verdict_has(v, "mail.reply-to.other-domain") || !mail_has_link(c) || sender_is_freemail(c);
}

/* The mail inside leads elsewhere than the one it says it is from; its sender is not the one who forwards it. */
static bool nested_leads_away(const struct case_facts *c)
{
    const struct claim *said = NULL;
    bool away = false;

    CLAIMS_EACH(c, m)
        if (!said && claim_is_strong(m) && !m->from_own)
            said = m;
    if (!said)
        return false;
    LINKS_EACH(c, l) {
        if (!l->nested || l->domain.n == 0 || l->kinds & (HOST_DELIVERY | HOST_TRACKER | HOST_SHARE))
            continue;
        if (link_is_claimed(said, l))
            return false;
        away |= !link_is_known(c, l);
    }
    return away;
}

WHEN(brand_hold,    verdict_has(v, "mail.from.claims-brand") && !trusted(c) && !c->mail.is_bounce && (wants(c, v) || fleeting(v) || borrowed(v)))
WHEN(brand_ask,     !trusted(c) && (verdict_has(v, "mail.from.claims-brand") || (claim_without_links(c) && lures(v))))
WHEN(led_away_hold, verdict_has(v, "mail.link.brand-elsewhere") && fleeting(v))
WHEN(led_away_ask,  verdict_has(v, "mail.link.brand-elsewhere") && (wants(c, v) || borrowed(v)))
WHEN(alike_hold,    (verdict_has(v, "mail.link.lookalike") || verdict_has(v, "mail.link.brand-in-host")) && !trusted(c) && (wants(c, v) || doubtful(v)))
WHEN(alike_ask,     verdict_has(v, "mail.link.lookalike") || verdict_has(v, "mail.link.brand-in-host"))
WHEN(disguised,     verdict_has(v, "mail.link.userinfo") || verdict_has(v, "mail.link.dangerous-scheme") || verdict_has(v, "mail.link.invisible"))
WHEN(login_hold,    verdict_has(v, "mail.attachment.html-login") && !trusted(c) && (wants(c, v) || doubtful(v)))
WHEN(login_ask,     verdict_has(v, "mail.attachment.html-login"))
WHEN(form_hold,     verdict_has(v, "mail.html.form") && !trusted(c) && leads_elsewhere(v) &&
                    (c->mail.html.traits & HTML_HAS_PASSWORD || demands(v)))
WHEN(form_ask,      verdict_has(v, "mail.html.form") && !trusted(c) && (c->mail.html.traits & HTML_HAS_PASSWORD || (demands(v) && leads_elsewhere(v))))
WHEN(bank_hold,     verdict_has(v, "mail.text.bank-change") && !trusted(c) && doubtful(v))
WHEN(bank_ask,      verdict_has(v, "mail.text.bank-change") && !trusted(c) && !sender_is_partner(c))
WHEN(extortion_ask, verdict_has(v, "mail.text.extortion") && !trusted(c) && !c->mail.is_list)
WHEN(advance_ask,   !trusted(c) && !c->mail.is_list && wants_answer(c, v) &&
                    (verdict_has(v, "mail.text.scam-advance-fee") || (verdict_has(v, "mail.text.lure-prize") && verdict_has(v, "mail.reply-to.other-domain"))))
WHEN(offer_ask,     offers(v) && !trusted(c) && (leads_elsewhere(v) || made_up(v) || doubtful(v)))
WHEN(dating_ask,    verdict_has(v, "mail.text.scam-dating") && !trusted(c))
WHEN(prize_ask,     verdict_has(v, "mail.text.lure-prize") && !trusted(c) && leads_elsewhere(v) &&
                    (fleeting(v) || borrowed(v) || made_up(v) || doubtful(v) || (said_often(c, STR("prize.offer")) && leads_to_a_stranger(c, v) && !mail_claims_reply(c))))
WHEN(made_up_ask,   made_up(v) && !trusted(c) && leads_elsewhere(v) && (fleeting(v) || borrowed(v) || lures(v)))
WHEN(filler_ask,    (verdict_has(v, "mail.html.hidden-filler") || verdict_has(v, "mail.html.other-story")) && !trusted(c) && leads_elsewhere(v))
WHEN(nested_ask,    verdict_has(v, "mail.attachment.nested-mail") && !trusted(c) && nested_leads_away(c))
WHEN(calendar_ask,  verdict_has(v, "mail.attachment.calendar-link") && !trusted(c) && (lures(v) || doubtful(v)))
WHEN(call_ask,      verdict_has(v, "mail.text.call-number") && !trusted(c) && (doubtful(v) || claim_without_links(c) || (verdict_has(v, "mail.text.urgency") && !c->mail.is_list) ||
                    (!mail_has_link(c) && !sender_is_partner(c) && !c->mail.is_list)))
WHEN(mailbox_hold,  verdict_has(v, "mail.text.lure-mailbox") && !trusted(c) && leads_elsewhere(v) &&
                    (fleeting(v) || borrowed(v) || verdict_has(v, "mail.link.recipient-inside") || doubtful(v)))
WHEN(mailbox_ask,   verdict_has(v, "mail.text.lure-mailbox") && !trusted(c) && leads_elsewhere(v))
WHEN(nowhere_hold,  !trusted(c) && leads_elsewhere(v) && fleeting(v) && lures(v))
WHEN(nowhere_ask,   !trusted(c) && leads_elsewhere(v) && ((fleeting(v) && (wants(c, v) || doubtful(v))) || (borrowed(v) && lures(v) && doubtful(v)) ||
                    (demands_loudly(c, v) && leads_to_a_stranger(c, v) && !c->mail.is_list && !c->mail.is_bounce && !c->mail.reply.has_reference)))
WHEN(differs_ask,   verdict_has(v, "mail.link.text-differs") && !trusted(c) && demands_loudly(c, v) && !c->mail.is_list)
WHEN(writes_ask,    verdict_has(v, "mail.link.writes-to-stranger") && !trusted(c) && (demands(v) || verdict_has(v, "mail.from.claims-brand")))
WHEN(short_ask,     !trusted(c) && leads_elsewhere(v) && c->mail.text.chars < SHORT && c->mail.html.linked_images > 0 &&
                    (verdict_has(v, "mail.link.shortener") || verdict_has(v, "mail.link.redirect") || verdict_has(v, "mail.link.recipient-inside")))
WHEN(office_hold,   verdict_has(v, "mail.link.authority-elsewhere") && !trusted(c) && fleeting(v) && wants(c, v))
WHEN(office_ask,    verdict_has(v, "mail.link.authority-elsewhere") && !trusted(c) && (fleeting(v) || borrowed(v) || wants(c, v)))
WHEN(copy_folder,   verdict_has(v, "mail.text.copy-into-folder") && !trusted(c) && (mail_has_phrase(c, STR("document.copy-folder"), NULL) || mail_has_phrase(c, STR("document.antivirus-off"), NULL)))
WHEN(enable_ask,    verdict_has(v, "mail.text.copy-into-folder") && !trusted(c))
WHEN(notice_ask,    verdict_has(v, "mail.html.fake-notice") && !trusted(c) && leads_to_a_stranger(c, v) && wants(c, v))
WHEN(freemail_ask,  verdict_has(v, "mail.from.freemail-claims-org") && !trusted(c) && (wants(c, v) || leads_elsewhere(v)))
WHEN(program_ask,   verdict_has(v, "mail.link.program") && !trusted(c) && (demands(v) || mail_has_phrase(c, STR("payment"), NULL) || mail_has_phrase(c, STR("applicant"), NULL) ||
                    verdict_has(v, "mail.from.freemail-claims-org") ||
                    (leads_to_a_stranger(c, v) && (verdict_has(v, "mail.text.urgency") || mail_has_phrase(c, STR("staff"), NULL) || verdict_has(v, "mail.text.medical-lure")))))
WHEN(page_script_ask, verdict_has(v, "mail.html.script") && (c->mail.text.chars < SHORT || runs_or_sends_on(c)))
WHEN(image_ask,     verdict_has(v, "mail.html.image-only") && !trusted(c) && (leads_to_a_stranger(c, v) || (leads_elsewhere(v) && (borrowed(v) || doubtful(v)))))
WHEN(block_code_ask, verdict_has(v, "mail.html.block-code") && !trusted(c))
