/* Offers of strangers that nobody asked for: money from abroad, partners, coins, cures, gains. What separates them from
 * newsletters of the trade is who sends them and where they lead, so a family counts by its place and its number, and
 * rules join it with both. */
#include "signals/links.h"
#include "signals/party.h"
#include "signals/signal.h"

/* One such word in a long text is news or small talk; in the subject or the sender's name, or with others, it is the offer. */
static bool offers(const struct case_facts *c, str id, struct evidence *ev)
{
    const struct phrase_hit *first = NULL;
    uint32_t count = 0;
    bool ahead = false;

    for (uint32_t i = 0; i < c->mail.phrases.n; i++) {
        const struct phrase_hit *h = LIST_AT(c->mail.phrases, struct phrase_hit, i);

        if (!str_eq(h->id, id) || (h->place != PLACE_SUBJECT && h->place != PLACE_NAME && h->place != PLACE_BODY))
            continue;
        count += h->count;
        ahead |= h->place != PLACE_BODY;
        first = first ? first : h;
    }
    if (!ahead && count < 2)
        return false;
    *ev = (struct evidence){ .actual = first->text, .where = str_of(place_names[first->place]) };
    return true;
}

#define OFFER(name, id, code, severity, family) \
    static bool name(const struct case_facts *c, struct arena *a, struct evidence *ev) { (void)a; return offers(c, STR(family), ev); } \
    const struct signal signal_text_##name = { id, code, { "P0.1", "P0.3", "C1.9" }, GROUP_TEXT, severity, name }

OFFER(advance_fee, "mail.text.scam-advance-fee", "W11", SEVERITY_MEDIUM, "scam.advance-fee");
OFFER(dating,      "mail.text.scam-dating",      "W12", SEVERITY_MEDIUM, "scam.dating");
OFFER(crypto,      "mail.text.scam-crypto",      "W13", SEVERITY_MEDIUM, "scam.crypto");
OFFER(pills,       "mail.text.scam-pills",       "W14", SEVERITY_LOW,    "scam.pills");
OFFER(money,       "mail.text.scam-money",       "W15", SEVERITY_LOW,    "scam.money");

/* Lures in languages that a clinic here has no business in. */
static bool foreign(const struct case_facts *c, struct arena *a, struct evidence *ev)
{
    static const char *const ids[] = { "account.foreign", "payment.foreign", "delivery.foreign", "prize.foreign", "office.foreign", NULL };

    (void)a;
    for (uint32_t i = 0; i < c->mail.phrases.n; i++) {
        const struct phrase_hit *h = LIST_AT(c->mail.phrases, struct phrase_hit, i);

        for (const char *const *id = ids; *id; id++)
            if (str_eq(h->id, str_of(*id)) && h->place != PLACE_QUOTE && h->place != PLACE_HIDDEN && h->place != PLACE_FILE_NAME) {
                *ev = (struct evidence){ .actual = h->text, .where = str_of(place_names[h->place]) };
                return true;
            }
    }
    return false;
}

const struct signal signal_text_foreign = { "mail.text.lure-foreign", "W10", { "P0.1", "P0.3", "C1.9" }, GROUP_TEXT, SEVERITY_LOW, foreign };
