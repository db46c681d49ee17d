/* Mails that pretend to be an answer: the form in which stolen conversations come back (Emotet, QakBot). */
#include "signals/parts.h"
#include "signals/party.h"

enum { TINY_LINES = 3 };                /* "ご確認ください。" and a name under a long quotation */

/* Some phones and groupware leave the references out, and forwarding always does: a medium fact, never alone. */
static bool without_reference(const struct case_facts *c, struct arena *a, struct evidence *ev)
{
    bool quotes = c->mail.text.quote_header && !mail_is_forward(c);

    (void)a;
    if (c->mail.reply.has_reference || c->mail.is_list || c->mail.is_bounce || c->mail.is_automatic)
        return false;
    if (!mail_claims_reply(c) && !quotes)
        return false;
    *ev = (struct evidence){ .claimed = c->mail.subject, .actual = sender_of(c)->addr, .where = STR("Subject") };
    return true;
}

/* A forwarded archive with "FYI" above it is daily work, so a plain archive counts only under a reply. */
static bool risky(const struct part *p, bool forward)
{
    return part_is_file(p) && part_is_active(p) && !(forward && part_is_archive(p) && !(p->traits & PART_ENCRYPTED));
}

static bool tiny_with_attachment(const struct case_facts *c, struct arena *a, struct evidence *ev)
{
    bool answers = mail_claims_reply(c) || c->mail.text.quote_header || c->mail.text.quoted_lines > 0;

    (void)a;
    if (!answers || c->mail.reply.has_reference || c->mail.text.own_lines > TINY_LINES || c->mail.is_bounce)
        return false;
    PARTS_EACH(c, p) {
        if (!risky(p, mail_is_forward(c)))
            continue;
        *ev = part_evidence(p);
        ev->claimed = c->mail.subject;
        return true;
    }
    return false;
}

const struct signal signal_reply_without_reference = {
    "mail.reply.without-reference", "T04", { "P0.1", "C1.12", "C2.2" }, GROUP_REPLY, SEVERITY_MEDIUM, without_reference };
const struct signal signal_reply_tiny = {
    "mail.reply.tiny-with-attachment", "T06", { "P0.1", "C1.12", "C2.1", "C2.2" }, GROUP_REPLY, SEVERITY_HIGH, tiny_with_attachment };
