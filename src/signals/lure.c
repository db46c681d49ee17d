/* What a mail wants: families of data/phrases.tsv, own words only. Everyday words: each is weak alone, and rules join
 * them with who the mail poses as and where it leads. */
#include "signals/party.h"
#include "signals/signal.h"

/* In the subject, a name, the body or a link - not in what is quoted, hidden or a file name. */
static bool says(const struct case_facts *c, const char *const *ids, struct evidence *ev)
{
    for (uint32_t i = 0; i < c->mail.phrases.n; i++) {
        const struct phrase_hit *h = LIST_AT(c->mail.phrases, struct phrase_hit, i);

        if (h->place == PLACE_QUOTE || h->place == PLACE_HIDDEN || h->place == PLACE_FILE_NAME)
            continue;
        for (const char *const *id = ids; *id; id++)
            if (str_eq(h->id, str_of(*id))) {
                *ev = (struct evidence){ .actual = h->text, .where = str_of(place_names[h->place]) };
                return true;
            }
    }
    return false;
}

#define LURE(name, id, code, severity, ...) \
    static bool name(const struct case_facts *c, struct arena *a, struct evidence *ev) \
    { \
        static const char *const ids[] = { __VA_ARGS__, NULL }; \
        (void)a; \
        return says(c, ids, ev); \
    } \
    const struct signal signal_text_##name = { id, code, { "P0.1", "P0.3", "C1.9" }, GROUP_TEXT, severity, name }

LURE(account,     "mail.text.lure-account",  "W01", SEVERITY_LOW, "account.suspended", "account.unusual", "account.verify", "password.reset");
LURE(payment,     "mail.text.lure-payment",  "W02", SEVERITY_LOW, "payment.failed", "payment.overdue", "refund.offer");
LURE(delivery,    "mail.text.lure-delivery", "W03", SEVERITY_LOW, "delivery.failed");
LURE(prize,       "mail.text.lure-prize",    "W04", SEVERITY_LOW, "prize.offer");
LURE(mailbox,     "mail.text.lure-mailbox",  "W05", SEVERITY_LOW, "account.storage", "password.expires", "voicemail.received", "fax.received");
LURE(urgency,     "mail.text.urgency",       "W06", SEVERITY_LOW, "urgency.deadline", "urgency.now");
LURE(bank_change, "mail.text.bank-change",   "W07", SEVERITY_MEDIUM, "transfer.change");
LURE(medical,     "mail.text.medical-lure",  "J04", SEVERITY_INFORMATION, "medical.lure");
LURE(unnatural,   "mail.text.unnatural",     "J07", SEVERITY_LOW, "wording.foreign");
LURE(copy_folder, "mail.text.copy-into-folder", "J03", SEVERITY_HIGH, "document.copy-folder", "document.antivirus-off", "document.enable");

/* "I recorded you" and "bitcoin": a bulletin about such mails and a bill in coins have one of both. */
static bool extortion(const struct case_facts *c, struct arena *a, struct evidence *ev)
{
    static const char *const claim[] = { "extortion.claim", NULL };
    static const char *const demand[] = { "extortion.word", "scam.crypto", NULL };
    struct evidence other;

    (void)a;
    return says(c, demand, &other) && says(c, claim, ev);
}

const struct signal signal_text_extortion = { "mail.text.extortion", "W08", { "P0.1", "P0.3", "C1.9" }, GROUP_TEXT, SEVERITY_MEDIUM, extortion };

/* "Call this number" over a bill or a blocked account: the trap is the telephone. */
static bool call_number(const struct case_facts *c, struct arena *a, struct evidence *ev)
{
    static const char *const call[] = { "call.number", "support.remote", NULL };
    static const char *const about[] = { "account.suspended", "account.unusual", "payment.failed", "payment.overdue", "payment.invoice", "refund.offer", NULL };
    struct evidence other;

    (void)a;
    return says(c, about, &other) && says(c, call, ev);
}

const struct signal signal_text_call = { "mail.text.call-number", "W09", { "P0.1", "P0.3", "C1.9" }, GROUP_TEXT, SEVERITY_LOW, call_number };
