/* What the mail says of its own signatures (RFC 6376). Nothing is verified here. */
#include "signals/party.h"
#include "signals/signal.h"

static bool signs(const struct dkim_signature *s, str header)
{
    for (uint32_t i = 0; i < s->signed_headers.n; i++)
        if (str_eq_nocase(*LIST_AT(s->signed_headers, str, i), header))
            return true;
    return false;
}

/* Composition Kills A14-A17: what is shown but not signed can be changed under a valid signature. One signature that
 * covers all is enough, so only a mail whose every signature leaves a gap counts. */
static bool unsigned_headers(const struct case_facts *c, struct arena *a, struct evidence *ev)
{
    const struct dkim_signature *weak = NULL;

    (void)a;
    for (uint32_t i = 0; i < c->mail.dkim.n; i++) {
        const struct dkim_signature *s = LIST_AT(c->mail.dkim, struct dkim_signature, i);

        if (!s->body_length && signs(s, STR("from")) && signs(s, STR("subject")))
            return false;
        weak = s;
    }
    if (!weak)
        return false;
    *ev = (struct evidence){ .claimed = weak->domain, .where = STR("DKIM-Signature"), .actual =
        weak->body_length ? STR("l=") : !signs(weak, STR("from")) ? STR("From") : STR("Subject") };
    return true;
}

/* Composition Kills A3-A5: NUL, quotes or parentheses make two programs ask about two different domains. */
static bool odd_domain(str address)
{
    static const str odd[] = { { "\0", 1 }, { "(", 1 }, { ")", 1 }, { "'", 1 }, { "\"", 1 }, { " ", 1 }, { "\\", 1 } };
    size_t at = str_rfind_char(address, '@');
    str domain = at < address.n ? str_skip(address, at + 1) : STR("");

    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
        if (str_has(domain, odd[i]))
            return true;
    return false;
}

static bool bad_domain(const struct case_facts *c, struct arena *a, struct evidence *ev)
{
    (void)a;
    for (uint32_t i = 0; i < c->mail.dkim.n; i++) {
        const struct dkim_signature *s = LIST_AT(c->mail.dkim, struct dkim_signature, i);

        if (s->bad_domain) {
            *ev = (struct evidence){ .claimed = sender_of(c)->addr, .actual = s->domain, .where = STR("DKIM-Signature") };
            return true;
        }
    }
    if (!odd_domain(c->arrival.mail_from))
        return false;
    *ev = (struct evidence){ .claimed = sender_of(c)->addr, .actual = c->arrival.mail_from, .where = STR("MAIL FROM") };
    return true;
}

const struct signal signal_auth_unsigned = {
    "mail.auth.unsigned-headers", "S14", { "P0.1" }, GROUP_AUTHENTICATION, SEVERITY_LOW, unsigned_headers };
const struct signal signal_auth_bad_domain = {
    "mail.auth.bad-domain", "S15", { "P0.1", "P0.3" }, GROUP_AUTHENTICATION, SEVERITY_HIGH, bad_domain };
