/* Combinations of who a mail poses as, what it wants and where it leads. Each of these is everyday alone: a claim is made
 * by every partner's newsletter, urgency by every reminder, a strange host by every invitation. */
#include "signals/links.h"
#include "signals/party.h"
#include "verdict/rules.h"

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

static bool wants(const struct case_facts *c, const struct verdict *v)
{
    return lures(v) || verdict_has(v, "mail.text.urgency") || mail_has_phrase(c, STR("login"), NULL) || mail_has_phrase(c, STR("payment"), NULL);
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

static bool leads_elsewhere(const struct verdict *v)    { return verdict_has(v, "mail.link.unrelated"); }
static bool trusted(const struct case_facts *c)         { return sender_is_trusted(c) || sender_is_ours(c); }
static bool doubtful(const struct verdict *v)
{
    static const char *const ids[] = { "mail.from.freemail-claims-org", "mail.reply-to.other-domain", "mail.from.known-name-other-address",
                                       "mail.from.lookalike-domain", "mail.from.name-claims-address", "mail.from.our-domain-from-outside",
                                       "mail.from.claims-brand", "mail.from.claims-authority", NULL };

    return any(v, ids);
}

WHEN(brand_hold,    verdict_has(v, "mail.from.claims-brand") && !trusted(c) && (wants(c, v) || fleeting(v) || borrowed(v)))
WHEN(brand_ask,     !trusted(c) && (verdict_has(v, "mail.from.claims-brand") || (claim_without_links(c) && lures(v))))
WHEN(led_away_hold, verdict_has(v, "mail.link.brand-elsewhere") && fleeting(v))
WHEN(led_away_ask,  verdict_has(v, "mail.link.brand-elsewhere") && (wants(c, v) || borrowed(v)))
WHEN(alike_hold,    (verdict_has(v, "mail.link.lookalike") || verdict_has(v, "mail.link.brand-in-host")) && !trusted(c) && (wants(c, v) || doubtful(v)))
WHEN(alike_ask,     verdict_has(v, "mail.link.lookalike") || verdict_has(v, "mail.link.brand-in-host"))
WHEN(disguised,     verdict_has(v, "mail.link.userinfo") || verdict_has(v, "mail.link.dangerous-scheme") || verdict_has(v, "mail.link.invisible"))
WHEN(login_hold,    verdict_has(v, "mail.attachment.html-login") && !trusted(c) && (wants(c, v) || doubtful(v)))
WHEN(login_ask,     verdict_has(v, "mail.attachment.html-login"))
WHEN(form_hold,     verdict_has(v, "mail.html.form") && !trusted(c) && wants(c, v) && leads_elsewhere(v))
WHEN(bank_hold,     verdict_has(v, "mail.text.bank-change") && !trusted(c) && doubtful(v))
WHEN(bank_ask,      verdict_has(v, "mail.text.bank-change") && !trusted(c) && !sender_is_partner(c))
WHEN(extortion_ask, verdict_has(v, "mail.text.extortion") && !trusted(c) && !c->mail.is_list)
WHEN(call_ask,      verdict_has(v, "mail.text.call-number") && !trusted(c) && (doubtful(v) || claim_without_links(c)))
WHEN(mailbox_hold,  verdict_has(v, "mail.text.lure-mailbox") && !trusted(c) && leads_elsewhere(v) &&
                    (fleeting(v) || borrowed(v) || verdict_has(v, "mail.link.recipient-inside") || doubtful(v)))
WHEN(mailbox_ask,   verdict_has(v, "mail.text.lure-mailbox") && !trusted(c) && leads_elsewhere(v))
WHEN(nowhere_hold,  !trusted(c) && leads_elsewhere(v) && fleeting(v) && lures(v))
WHEN(nowhere_ask,   !trusted(c) && leads_elsewhere(v) && ((fleeting(v) && (wants(c, v) || doubtful(v))) || (borrowed(v) && lures(v) && doubtful(v))))
WHEN(office_hold,   verdict_has(v, "mail.link.authority-elsewhere") && !trusted(c) && fleeting(v) && wants(c, v))
WHEN(office_ask,    verdict_has(v, "mail.link.authority-elsewhere") && !trusted(c) && (fleeting(v) || borrowed(v) || wants(c, v)))
WHEN(copy_folder,   verdict_has(v, "mail.text.copy-into-folder") && !trusted(c))
WHEN(freemail_ask,  verdict_has(v, "mail.from.freemail-claims-org") && !trusted(c) && (wants(c, v) || leads_elsewhere(v)))
WHEN(program_ask,   verdict_has(v, "mail.link.program") && !trusted(c) && leads_elsewhere(v))
WHEN(page_script_ask, verdict_has(v, "mail.html.script"))
WHEN(image_ask,     verdict_has(v, "mail.html.image-only") && !trusted(c) && leads_elsewhere(v) && (fleeting(v) || borrowed(v) || doubtful(v)))
WHEN(block_code_ask, verdict_has(v, "mail.html.block-code") && !trusted(c))
