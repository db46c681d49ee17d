/* Rules: named combinations of findings that set an outcome at once, strongest first. Their names are printed, journalled
 * and explained (text/ under [rule]), so a vendor can say which one held a mail. */
#include "signals/domain.h"
#include "signals/links.h"
#include "signals/parts.h"
#include "signals/party.h"
#include "verdict/rules.h"
#include "verdict/weights.h"

bool verdict_has(const struct verdict *v, const char *id)
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

static WHEN(unreadable,       verdict_has(v, "mail.unreadable"))
static WHEN(active_hidden,    verdict_has(v, "mail.structure.hidden-content") || verdict_has(v, "mail.structure.views-differ"))
static WHEN(program,          verdict_has(v, "mail.attachment.executable"))
static WHEN(script,           verdict_has(v, "mail.attachment.script"))
static WHEN(shortcut,         verdict_has(v, "mail.attachment.shortcut"))
static WHEN(in_archive,       verdict_has(v, "mail.attachment.program-in-archive"))
static WHEN(smuggling,        verdict_has(v, "mail.html.smuggling"))
static WHEN(disk_image,       verdict_has(v, "mail.attachment.disk-image") && !(sender_is_partner(c) && sender_authenticated(c)))
static WHEN(disk_known,       verdict_has(v, "mail.attachment.disk-image"))
static WHEN(name_trick,       verdict_has(v, "mail.attachment.double-extension") || verdict_has(v, "mail.attachment.name-reversed") ||
                       ((verdict_has(v, "mail.attachment.name-padded") || verdict_has(v, "mail.attachment.name-invisible")) && has_active_file(c)))
static WHEN(lookalike,        verdict_has(v, "mail.from.lookalike-domain"))
static WHEN(not_one,          verdict_has(v, "mail.from.not-single") && c->mail.identity.from.n > 0)
static WHEN(no_sender,        verdict_has(v, "mail.from.not-single") && c->mail.identity.from.n == 0)
static WHEN(bad_domain,       verdict_has(v, "mail.auth.bad-domain"))
static WHEN(known_content,    verdict_has(v, "mail.from.known-name-other-address") && content(c))
static WHEN(known_alone,      verdict_has(v, "mail.from.known-name-other-address"))
/* Behind a forwarder the name still says who wrote, and every link leads there. */
static bool leads_to_claimed(const struct case_facts *c, const struct verdict *v)
{
    bool led = false;

    for (size_t i = 0; i < v->n; i++) {
        str said = v->findings[i].evidence.claimed;

        if (strcmp(v->findings[i].signal->id, "mail.from.name-claims-address") != 0)
            continue;
        said = str_skip(said, str_rfind_char(said, '@') + 1);
        LINKS_EACH(c, l) {
            if (!link_is_action(l) || !link_is_page(l))
                continue;
            if (!domain_same(link_domain(l), said))
                return false;
            led = true;
        }
    }
    return led;
}

static WHEN(claims_content,   verdict_has(v, "mail.from.name-claims-address") && harm(c) && (has_active_file(c) || !leads_to_claimed(c, v)))
static WHEN(claims_alone,     verdict_has(v, "mail.from.name-claims-address"))
static WHEN(own_content,      verdict_has(v, "mail.from.our-domain-from-outside") && content(c))
static WHEN(own_alone,        verdict_has(v, "mail.from.our-domain-from-outside"))
static WHEN(office_content,   verdict_has(v, "mail.from.claims-authority") && has_active_file(c))
static WHEN(office_alone,     verdict_has(v, "mail.from.claims-authority"))
static WHEN(script_mix,       verdict_has(v, "mail.from.mixed-script") && harm(c))
static WHEN(script_mix_alone, verdict_has(v, "mail.from.mixed-script"))
static WHEN(password,         verdict_has(v, "mail.attachment.password-in-same-mail") &&
                       (verdict_has(v, "mail.reply.without-reference") || doubt_about_sender(v) || sender_is_stranger(c)))
static WHEN(tiny_reply,       verdict_has(v, "mail.reply.tiny-with-attachment") &&
                       (verdict_has(v, "mail.attachment.encrypted-archive") || verdict_has(v, "mail.attachment.macro") || verdict_has(v, "mail.attachment.html-active")))
static WHEN(tiny_alone,       verdict_has(v, "mail.reply.tiny-with-attachment"))
static WHEN(active_page_lure, verdict_has(v, "mail.attachment.html-active") && (lures(c) || doubt_about_sender(v)))
static WHEN(active_page,      verdict_has(v, "mail.attachment.html-active"))
static WHEN(macro_disguised,  verdict_has(v, "mail.attachment.macro") &&
                       (doubt_about_sender(v) || verdict_has(v, "mail.reply.without-reference") || tells_to_enable(c)))
static WHEN(macro_first,      verdict_has(v, "mail.attachment.macro") && c->relations.known && c->relations.received + c->relations.domain_received == 0 &&
                       sender_is_stranger(c))
static WHEN(macro,            verdict_has(v, "mail.attachment.macro"))
static WHEN(partial,          has_odd(c, ODD_MESSAGE_PARTIAL))
static WHEN(encrypted,        verdict_has(v, "mail.attachment.encrypted-archive"))
static WHEN(uninspectable,    verdict_has(v, "mail.attachment.uninspectable"))
static WHEN(lzh,              verdict_has(v, "mail.attachment.lzh"))
static WHEN(mismatch,         verdict_has(v, "mail.attachment.type-mismatch"))
static WHEN(limits,           has_odd(c, ODD_LIMIT_DEPTH) || has_odd(c, ODD_LIMIT_PARTS) || has_odd(c, ODD_LIMIT_WORK) ||
                       has_odd(c, ODD_LIMIT_SIZE))
static bool answers_unknown(const struct case_facts *c)
{
    for (uint32_t i = 0; i < c->mail.identity.reply_to.n; i++)
        if (!domain_is_known(c, LIST_AT(c->mail.identity.reply_to, struct mailbox, i)->domain))
            return true;
    return false;
}

/* The second half of a faked invoice: the partner's address above, and the answer to somebody else. */
static WHEN(answers_elsewhere, verdict_has(v, "mail.reply-to.other-domain") && sender_is_partner(c) && !sender_authenticated(c) && answers_unknown(c))
/* Marks of direction around a pasted name are harmless; an override turns it round, and zero-width letters hide it. */
static bool name_hides(const struct mailbox *who)
{
    return who->odd & ADDRESS_ODD_INVISIBLE || str_has(who->name, STR("\u202E")) || str_has(who->name, STR("\u202D"));
}

static WHEN(invisible_sender, verdict_has(v, "mail.from.invisible") && name_hides(sender_of(c)) && content(c))
static WHEN(sum_hold,         v->decibans >= VERDICT_HOLD)
static WHEN(sum_ask,          v->decibans >= VERDICT_ASK)

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
    { "rule.claimed-brand",             OUTCOME_HOLD,   brand_hold },
    { "rule.brand-led-away",            OUTCOME_HOLD,   led_away_hold },
    { "rule.lookalike-link",            OUTCOME_HOLD,   alike_hold },
    { "rule.disguised-link",            OUTCOME_HOLD,   disguised },
    { "rule.login-page-attached",       OUTCOME_HOLD,   login_hold },
    { "rule.form-in-mail",              OUTCOME_HOLD,   form_hold },
    { "rule.bank-change-doubtful",      OUTCOME_HOLD,   bank_hold },
    { "rule.mailbox-lure",              OUTCOME_HOLD,   mailbox_hold },
    { "rule.lure-to-nowhere",           OUTCOME_HOLD,   nowhere_hold },
    { "rule.authority-led-away",        OUTCOME_HOLD,   office_hold },
    { "rule.copy-into-folder",          OUTCOME_HOLD,   copy_folder },
    { "rule.sum-hold",                  OUTCOME_HOLD,   sum_hold },
    { "rule.known-name",                OUTCOME_ASK,    known_alone },
    { "rule.claimed-address",           OUTCOME_ASK,    claims_alone },
    { "rule.own-domain",                OUTCOME_ASK,    own_alone },
    { "rule.authority",                 OUTCOME_ASK,    office_alone },
    { "rule.mixed-script",              OUTCOME_ASK,    script_mix_alone },
    { "rule.partner-answers-elsewhere", OUTCOME_ASK,    answers_elsewhere },
    { "rule.invisible-sender",          OUTCOME_ASK,    invisible_sender },
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
    { "rule.claimed-brand-alone",       OUTCOME_ASK,    brand_ask },
    { "rule.brand-led-away-lure",       OUTCOME_ASK,    led_away_ask },
    { "rule.lookalike-link-alone",      OUTCOME_ASK,    alike_ask },
    { "rule.login-page-alone",          OUTCOME_ASK,    login_ask },
    { "rule.bank-change",               OUTCOME_ASK,    bank_ask },
    { "rule.extortion",                 OUTCOME_ASK,    extortion_ask },
    { "rule.call-number",               OUTCOME_ASK,    call_ask },
    { "rule.mailbox-lure-elsewhere",    OUTCOME_ASK,    mailbox_ask },
    { "rule.lure-to-nowhere-weak",      OUTCOME_ASK,    nowhere_ask },
    { "rule.authority-link",            OUTCOME_ASK,    office_ask },
    { "rule.freemail-organisation",     OUTCOME_ASK,    freemail_ask },
    { "rule.program-link",              OUTCOME_ASK,    program_ask },
    { "rule.page-with-script",          OUTCOME_ASK,    page_script_ask },
    { "rule.image-only",                OUTCOME_ASK,    image_ask },
    { "rule.block-code",                OUTCOME_ASK,    block_code_ask },
    { "rule.text-differs",              OUTCOME_ASK,    differs_ask },
    { "rule.form",                      OUTCOME_ASK,    form_ask },
    { "rule.enable-content",            OUTCOME_ASK,    enable_ask },
    { "rule.fake-notice",               OUTCOME_ASK,    notice_ask },
    { "rule.writes-to-stranger",        OUTCOME_ASK,    writes_ask },
    { "rule.short-with-link",           OUTCOME_ASK,    short_ask },
    { "rule.advance-fee",               OUTCOME_ASK,    advance_ask },
    { "rule.dating",                    OUTCOME_ASK,    dating_ask },
    { "rule.offer",                     OUTCOME_ASK,    offer_ask },
    { "rule.prize",                     OUTCOME_ASK,    prize_ask },
    { "rule.made-up",                   OUTCOME_ASK,    made_up_ask },
    { "rule.filler",                    OUTCOME_ASK,    filler_ask },
    { "rule.nested-mail",               OUTCOME_ASK,    nested_ask },
    { "rule.calendar-link",             OUTCOME_ASK,    calendar_ask },
    { "rule.sum-ask",                   OUTCOME_ASK,    sum_ask },
    { "rule.macro",                     OUTCOME_DISARM, macro },
    { NULL, OUTCOME_PASS, NULL },
};
