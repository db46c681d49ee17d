/* Rules: named combinations of findings that set an outcome at once, strongest first. Their names are printed, journalled
 * and explained (text/ under [rule]), so a vendor can say which one held a mail. */
#include "signals/parts.h"
#include "signals/party.h"
#include "verdict/verdict.h"
#include "verdict/weights.h"

static bool has(const struct verdict *v, const char *id)
{
    for (size_t i = 0; i < v->n; i++)
        if (strcmp(v->findings[i].signal->id, id) == 0)
            return true;
    return false;
}

static bool doubt_about_sender(const struct verdict *v)
{
    for (size_t i = 0; i < v->n; i++)
        if (v->findings[i].signal->group == GROUP_IDENTITY && v->findings[i].signal->severity >= SEVERITY_HIGH)
            return true;
    return false;
}

static bool has_file(const struct case_facts *c)
{
    PARTS_EACH(c, p)
        if (part_is_file(p) && !((p->traits & PART_INLINE) && (file_type_traits(p->found) & TYPE_PICTURE)) && p->found != FILE_EMPTY)
            return true;
    return false;
}

static bool has_active_file(const struct case_facts *c)
{
    PARTS_EACH(c, p)
        if (part_is_file(p) && part_is_active(p))
            return true;
    return false;
}

static bool has_odd(const struct case_facts *c, enum odd kind)
{
    for (uint32_t i = 0; i < c->mail.oddities.n; i++)
        if (LIST_AT(c->mail.oddities, struct oddity, i)->kind == kind)
            return true;
    return false;
}

/* What phishing pages and their mails say: families of ids in data/phrases.tsv. */
static bool lures(const struct case_facts *c)
{
    static const char *const families[] = { "account", "login", "urgency", "password.expires", "password.reset", "payment", "refund", "prize",
                                            "transfer", "delivery", "voicemail", "fax", "document", "extortion", "secret", "qr", "medical",
                                            "staff", NULL };

    for (size_t i = 0; families[i]; i++)
        if (mail_has_phrase(c, str_of(families[i]), NULL))
            return true;
    return false;
}

/* "コンテンツの有効化を", "C:\\Program Files へコピーして開いて": Emotet's instructions of 2020 to 2022. */
static bool tells_to_enable(const struct case_facts *c)
{
    return mail_has_phrase(c, STR("document.enable"), NULL) || mail_has_phrase(c, STR("document.copy-folder"), NULL) ||
           mail_has_phrase(c, STR("document.antivirus-off"), NULL);
}

static bool content(const struct case_facts *c)     { return has_file(c) || mail_has_link(c); }
static bool harm(const struct case_facts *c)        { return has_active_file(c) || mail_has_link(c); }

#define WHEN(name, condition) \
    static bool name(const struct case_facts *c, const struct verdict *v) { (void)c, (void)v; return (condition); }

WHEN(unreadable,       has(v, "mail.unreadable"))
WHEN(active_hidden,    has(v, "mail.structure.hidden-content") || has(v, "mail.structure.views-differ"))
WHEN(program,          has(v, "mail.attachment.executable"))
WHEN(script,           has(v, "mail.attachment.script"))
WHEN(shortcut,         has(v, "mail.attachment.shortcut"))
WHEN(in_archive,       has(v, "mail.attachment.program-in-archive"))
WHEN(smuggling,        has(v, "mail.html.smuggling"))
WHEN(disk_image,       has(v, "mail.attachment.disk-image") && !(sender_is_partner(c) && sender_authenticated(c)))
WHEN(disk_known,       has(v, "mail.attachment.disk-image"))
WHEN(name_trick,       has(v, "mail.attachment.double-extension") || has(v, "mail.attachment.name-reversed") ||
                       ((has(v, "mail.attachment.name-padded") || has(v, "mail.attachment.name-invisible")) && has_active_file(c)))
WHEN(lookalike,        has(v, "mail.from.lookalike-domain"))
WHEN(not_one,          has(v, "mail.from.not-single") && c->mail.identity.from.n > 0)
WHEN(no_sender,        has(v, "mail.from.not-single") && c->mail.identity.from.n == 0)
WHEN(bad_domain,       has(v, "mail.auth.bad-domain"))
WHEN(known_content,    has(v, "mail.from.known-name-other-address") && content(c))
WHEN(known_alone,      has(v, "mail.from.known-name-other-address"))
WHEN(claims_content,   has(v, "mail.from.name-claims-address") && harm(c))
WHEN(claims_alone,     has(v, "mail.from.name-claims-address"))
WHEN(own_content,      has(v, "mail.from.our-domain-from-outside") && content(c))
WHEN(own_alone,        has(v, "mail.from.our-domain-from-outside"))
WHEN(office_content,   has(v, "mail.from.claims-authority") && has_active_file(c))
WHEN(office_alone,     has(v, "mail.from.claims-authority"))
WHEN(script_mix,       has(v, "mail.from.mixed-script") && harm(c))
WHEN(script_mix_alone, has(v, "mail.from.mixed-script"))
WHEN(password,         has(v, "mail.attachment.password-in-same-mail") &&
                       (has(v, "mail.reply.without-reference") || doubt_about_sender(v) || sender_is_stranger(c)))
WHEN(tiny_reply,       has(v, "mail.reply.tiny-with-attachment") &&
                       (has(v, "mail.attachment.encrypted-archive") || has(v, "mail.attachment.macro") || has(v, "mail.attachment.html-active")))
WHEN(tiny_alone,       has(v, "mail.reply.tiny-with-attachment"))
WHEN(active_page_lure, has(v, "mail.attachment.html-active") && (lures(c) || doubt_about_sender(v)))
WHEN(active_page,      has(v, "mail.attachment.html-active"))
WHEN(macro_disguised,  has(v, "mail.attachment.macro") &&
                       (doubt_about_sender(v) || has(v, "mail.reply.without-reference") || tells_to_enable(c)))
WHEN(macro_first,      has(v, "mail.attachment.macro") && c->relations.known && c->relations.received + c->relations.domain_received == 0 &&
                       sender_is_stranger(c))
WHEN(macro,            has(v, "mail.attachment.macro"))
WHEN(partial,          has_odd(c, ODD_MESSAGE_PARTIAL))
WHEN(encrypted,        has(v, "mail.attachment.encrypted-archive"))
WHEN(uninspectable,    has(v, "mail.attachment.uninspectable"))
WHEN(lzh,              has(v, "mail.attachment.lzh"))
WHEN(mismatch,         has(v, "mail.attachment.type-mismatch"))
WHEN(limits,           has_odd(c, ODD_LIMIT_DEPTH) || has_odd(c, ODD_LIMIT_PARTS) || has_odd(c, ODD_LIMIT_WORK) ||
                       has_odd(c, ODD_LIMIT_SIZE))
WHEN(sum_hold,         v->decibans >= VERDICT_HOLD)
WHEN(sum_ask,          v->decibans >= VERDICT_ASK)

const struct rule rules[] = {
    { "rule.unreadable",                OUTCOME_HOLD,   unreadable },
    { "rule.active-content-hidden",     OUTCOME_HOLD,   active_hidden },
    { "rule.program-attached",          OUTCOME_HOLD,   program },
    { "rule.script-attached",           OUTCOME_HOLD,   script },
    { "rule.shortcut-attached",         OUTCOME_HOLD,   shortcut },
    { "rule.program-in-archive",        OUTCOME_HOLD,   in_archive },
    { "rule.html-smuggling",            OUTCOME_HOLD,   smuggling },
    { "rule.disk-image",                OUTCOME_HOLD,   disk_image },
    { "rule.name-trick",                OUTCOME_HOLD,   name_trick },
    { "rule.lookalike-sender",          OUTCOME_HOLD,   lookalike },
    { "rule.sender-not-one",            OUTCOME_HOLD,   not_one },
    { "rule.bad-domain",                OUTCOME_HOLD,   bad_domain },
    { "rule.known-name-with-content",   OUTCOME_HOLD,   known_content },
    { "rule.claimed-address-with-content", OUTCOME_HOLD, claims_content },
    { "rule.own-domain-with-content",   OUTCOME_HOLD,   own_content },
    { "rule.authority-with-file",       OUTCOME_HOLD,   office_content },
    { "rule.mixed-script-with-content", OUTCOME_HOLD,   script_mix },
    { "rule.password-beside-archive",   OUTCOME_HOLD,   password },
    { "rule.tiny-reply",                OUTCOME_HOLD,   tiny_reply },
    { "rule.active-page-with-lure",     OUTCOME_HOLD,   active_page_lure },
    { "rule.macro-in-disguise",         OUTCOME_HOLD,   macro_disguised },
    { "rule.partial",                   OUTCOME_HOLD,   partial },
    { "rule.sum-hold",                  OUTCOME_HOLD,   sum_hold },
    { "rule.known-name",                OUTCOME_ASK,    known_alone },
    { "rule.claimed-address",           OUTCOME_ASK,    claims_alone },
    { "rule.own-domain",                OUTCOME_ASK,    own_alone },
    { "rule.authority",                 OUTCOME_ASK,    office_alone },
    { "rule.mixed-script",              OUTCOME_ASK,    script_mix_alone },
    { "rule.disk-image-known-sender",   OUTCOME_ASK,    disk_known },
    { "rule.tiny-reply-with-file",      OUTCOME_ASK,    tiny_alone },
    { "rule.macro-first-contact",       OUTCOME_ASK,    macro_first },
    { "rule.encrypted",                 OUTCOME_ASK,    encrypted },
    { "rule.uninspectable",             OUTCOME_ASK,    uninspectable },
    { "rule.active-page",               OUTCOME_ASK,    active_page },
    { "rule.lzh",                       OUTCOME_ASK,    lzh },
    { "rule.type-mismatch",             OUTCOME_ASK,    mismatch },
    { "rule.limits",                    OUTCOME_ASK,    limits },
    { "rule.no-sender",                 OUTCOME_ASK,    no_sender },
    { "rule.sum-ask",                   OUTCOME_ASK,    sum_ask },
    { "rule.macro",                     OUTCOME_DISARM, macro },
    { NULL, OUTCOME_PASS, NULL },
};
