/* Rules of who a mail poses as, what it wants and where it leads. A row names the findings a rule is made of; the rule
 * must hold with all of them, and with each one left out it must not. Then the same mail from a partner who is proved to
 * be the partner, and from our own house: almost all rules let it pass. */
#include "case_build.h"
#include "check.h"

#include <stdio.h>

static struct arena a;
static struct built b;

static const char shop[] = "shop.example";

static void plain(void)             { }
static void said(const char *id)    { build_phrase(&b, id, PLACE_BODY); }
static struct link *away(void)      { return build_link(&b, "こちら", "https://evil.test/"); }
static void link_away(void)         { away(); }
static void link_tracked(void)      { away()->kinds = HOST_TRACKER; }
static void link_delivery(void)     { away()->kinds = HOST_DELIVERY; }
static void link_rewritten(void)    { away()->kinds = HOST_REWRITER; }
static void link_hidden(void)       { away()->hidden = true; }
static void link_to_partner(void)   { away(); build_partner(&b, "サンプル商会", "evil.test"); }
static void link_in_text(void)      { b.c.mail.text.visible = STR("https://evil.test/"); }
static void list(void)              { b.c.mail.is_list = true; }
static void bounce(void)            { b.c.mail.is_bounce = true; }
static void login(void)             { said("login.here"); }
static void payment(void)           { said("payment.invoice"); }
static void subject_payment(void)   { build_phrase(&b, "payment.failed", PLACE_SUBJECT); }
static void loud(void)              { away(); subject_payment(); }
static void loud_passing(void)      { away(); said("payment.failed"); }
static void loud_quoted(void)       { away(); build_phrase(&b, "payment.failed", PLACE_QUOTE); }
static void loud_list(void)         { loud(); list(); }
static void loud_bounce(void)       { loud(); bounce(); }
static void loud_answer(void)       { loud(); b.c.mail.reply.has_reference = true; }
static void loud_tracked(void)      { loud(); b.links[0].kinds = HOST_TRACKER; }
static void prize_often(void)       { away(); said("prize.offer"); b.phrases[0].count = 3; }
static void prize_twice(void)       { away(); said("prize.offer"); b.phrases[0].count = 2; }
static void prize_quoted(void)      { away(); build_phrase(&b, "prize.offer", PLACE_QUOTE); b.phrases[0].count = 9; }
static void prize_answer(void)      { prize_often(); b.c.mail.reply.subject_claims = true; }
static void copy_folder(void)       { said("document.copy-folder"); }
static void antivirus_off(void)     { said("document.antivirus-off"); }
static void enable(void)            { said("document.enable"); }
static void free_sender(void)       { link_in_text(); b.from[0] = mailbox_made("山田 太郎", "taro@gmail.com", 0); }
static void claim(void)             { build_claim(&b, CLAIM_NAME, "サンプル商店", shop); }
static void claim_weak(void)        { claim(); b.claims[0].weak = true; }
static void claim_own(void)         { claim(); b.claims[0].from_own = true; }
static void claim_link(void)        { claim(); link_in_text(); away(); }
static void nested(void)            { claim(); away()->nested = true; }
static void nested_theirs(void)     { nested(); build_link(&b, "", "https://www.shop.example/")->nested = true; }
static void nested_tracked(void)    { nested(); b.links[0].kinds = HOST_TRACKER; }
static void nested_share(void)      { nested(); b.links[0].kinds = HOST_SHARE; }
static void nested_partner(void)    { nested(); build_partner(&b, "サンプル商会", "evil.test"); }
static void nested_own(void)        { nested(); b.claims[0].from_own = true; }
static void password(void)          { build_html(&b, 300, 0, 0)->traits = HTML_HAS_PASSWORD; }
static void picture(uint64_t chars)
{
    build_html(&b, chars, 0, 0)->linked_images = 1;
    b.c.mail.text.chars = chars;
}
static void picture_short(void)     { picture(40); }
static void picture_long(void)      { picture(900); }
static void unknown_partner(void)   { build_partner(&b, "サンプル薬品", "firm.example"); }

/* `needs`: findings, each of which the rule cannot do without; short ids are completed with "mail.". `facts`, unless it is
 * plain, is one ingredient more. */
enum who { ANYBODY, NOT_PARTNERS };
static const struct row { const char *rule, *needs; void (*facts)(void); const char *facts_name; enum who who; } rows[] = {
#define HOLDS(rule, needs, facts, who) { "rule." rule, needs, facts, #facts, who }
    HOLDS("claimed-brand",          "from.claims-brand text.urgency",                           plain,          NOT_PARTNERS),
    HOLDS("claimed-brand",          "from.claims-brand text.lure-account",                      plain,          NOT_PARTNERS),
    HOLDS("claimed-brand",          "from.claims-brand link.random-domain",                     plain,          NOT_PARTNERS),
    HOLDS("claimed-brand",          "from.claims-brand link.shortener",                         plain,          NOT_PARTNERS),
    HOLDS("claimed-brand",          "from.claims-brand",                                        login,          NOT_PARTNERS),
    HOLDS("claimed-brand",          "from.claims-brand",                                        payment,        NOT_PARTNERS),
    HOLDS("claimed-brand-alone",    "from.claims-brand",                                        plain,          NOT_PARTNERS),
    HOLDS("claimed-brand-alone",    "text.lure-payment",                                        claim,          NOT_PARTNERS),
    HOLDS("brand-led-away",         "link.brand-elsewhere link.text-differs",                   plain,          ANYBODY),
    HOLDS("brand-led-away",         "link.brand-elsewhere link.address-literal",                plain,          ANYBODY),
    HOLDS("brand-led-away-lure",    "link.brand-elsewhere text.lure-account",                   plain,          ANYBODY),
    HOLDS("brand-led-away-lure",    "link.brand-elsewhere link.free-host",                      plain,          ANYBODY),
    HOLDS("lookalike-link",         "link.lookalike text.lure-account",                         plain,          NOT_PARTNERS),
    HOLDS("lookalike-link",         "link.brand-in-host reply-to.other-domain",                 plain,          NOT_PARTNERS),
    HOLDS("lookalike-link-alone",   "link.lookalike",                                           plain,          ANYBODY),
    HOLDS("lookalike-link-alone",   "link.brand-in-host",                                       plain,          ANYBODY),
    HOLDS("disguised-link",         "link.userinfo",                                            plain,          ANYBODY),
    HOLDS("disguised-link",         "link.dangerous-scheme",                                    plain,          ANYBODY),
    HOLDS("disguised-link",         "link.invisible",                                           plain,          ANYBODY),
    HOLDS("text-differs",           "link.text-differs text.lure-payment",                      subject_payment, NOT_PARTNERS),
    HOLDS("text-differs",           "link.text-differs text.lure-payment text.urgency",         plain,          NOT_PARTNERS),
    HOLDS("login-page-attached",    "attachment.html-login text.lure-account",                  plain,          NOT_PARTNERS),
    HOLDS("login-page-attached",    "attachment.html-login from.freemail-claims-org",           plain,          NOT_PARTNERS),
    HOLDS("login-page-alone",       "attachment.html-login",                                    plain,          ANYBODY),
    HOLDS("form-in-mail",           "html.form link.unrelated text.lure-account",               plain,          NOT_PARTNERS),
    HOLDS("form-in-mail",           "html.form link.unrelated",                                 password,       NOT_PARTNERS),
    HOLDS("form",                   "html.form link.unrelated text.lure-account",               plain,          NOT_PARTNERS),
    HOLDS("form",                   "html.form",                                                password,       NOT_PARTNERS),
    HOLDS("bank-change-doubtful",   "text.bank-change reply-to.other-domain",                   plain,          NOT_PARTNERS),
    HOLDS("bank-change-doubtful",   "text.bank-change from.lookalike-domain",                   plain,          NOT_PARTNERS),
    HOLDS("bank-change",            "text.bank-change",                                         plain,          NOT_PARTNERS),
    HOLDS("extortion",              "text.extortion",                                           plain,          NOT_PARTNERS),
    HOLDS("advance-fee",            "text.scam-advance-fee",                                    plain,          NOT_PARTNERS),
    HOLDS("advance-fee",            "text.scam-advance-fee",                                    free_sender,    ANYBODY),
    HOLDS("advance-fee",            "text.lure-prize reply-to.other-domain",                    plain,          NOT_PARTNERS),
    HOLDS("offer",                  "text.scam-dating link.unrelated",                          plain,          NOT_PARTNERS),
    HOLDS("offer",                  "text.scam-crypto from.name-disguised",                     plain,          NOT_PARTNERS),
    HOLDS("offer",                  "text.scam-pills reply-to.other-domain",                    plain,          NOT_PARTNERS),
    HOLDS("offer",                  "text.scam-money html.hidden-filler",                       plain,          NOT_PARTNERS),
    HOLDS("offer",                  "text.lure-foreign from.random-domain",                     plain,          NOT_PARTNERS),
    HOLDS("dating",                 "text.scam-dating",                                         plain,          NOT_PARTNERS),
    HOLDS("prize",                  "text.lure-prize link.unrelated link.shortener",            plain,          NOT_PARTNERS),
    HOLDS("prize",                  "text.lure-prize link.unrelated link.random-domain",        plain,          NOT_PARTNERS),
    HOLDS("prize",                  "text.lure-prize link.unrelated subject.disguised",         plain,          NOT_PARTNERS),
    HOLDS("prize",                  "text.lure-prize link.unrelated",                           prize_often,    NOT_PARTNERS),
    HOLDS("made-up",                "from.name-disguised link.unrelated link.free-host",        plain,          NOT_PARTNERS),
    HOLDS("made-up",                "html.image-only link.unrelated text.lure-delivery",        plain,          NOT_PARTNERS),
    HOLDS("filler",                 "html.hidden-filler link.unrelated",                        plain,          NOT_PARTNERS),
    HOLDS("filler",                 "html.other-story link.unrelated",                          plain,          NOT_PARTNERS),
    HOLDS("nested-mail",            "attachment.nested-mail",                                   nested,         NOT_PARTNERS),
    HOLDS("calendar-link",          "attachment.calendar-link text.lure-account",               plain,          NOT_PARTNERS),
    HOLDS("calendar-link",          "attachment.calendar-link reply-to.other-domain",           plain,          NOT_PARTNERS),
    HOLDS("call-number",            "text.call-number",                                         plain,          NOT_PARTNERS),
    HOLDS("mailbox-lure",           "text.lure-mailbox link.unrelated link.recipient-inside",   plain,          NOT_PARTNERS),
    HOLDS("mailbox-lure",           "text.lure-mailbox link.unrelated link.free-host",          plain,          NOT_PARTNERS),
    HOLDS("mailbox-lure",           "text.lure-mailbox link.unrelated from.our-domain-from-outside", plain,     NOT_PARTNERS),
    HOLDS("mailbox-lure-elsewhere", "text.lure-mailbox link.unrelated",                         plain,          NOT_PARTNERS),
    HOLDS("lure-to-nowhere",        "link.unrelated link.random-domain text.lure-delivery",     plain,          NOT_PARTNERS),
    HOLDS("lure-to-nowhere-weak",   "link.unrelated link.random-domain text.urgency",           plain,          NOT_PARTNERS),
    HOLDS("lure-to-nowhere-weak",   "link.unrelated link.shortener text.lure-delivery reply-to.other-domain", plain, NOT_PARTNERS),
    HOLDS("lure-to-nowhere-weak",   "link.unrelated text.lure-payment",                         loud,           NOT_PARTNERS),
    HOLDS("writes-to-stranger",     "link.writes-to-stranger text.lure-account",                plain,          NOT_PARTNERS),
    HOLDS("writes-to-stranger",     "link.writes-to-stranger from.claims-brand",                plain,          NOT_PARTNERS),
    HOLDS("short-with-link",        "link.unrelated link.shortener",                            picture_short,  NOT_PARTNERS),
    HOLDS("short-with-link",        "link.unrelated link.recipient-inside",                     picture_short,  NOT_PARTNERS),
    HOLDS("authority-led-away",     "link.authority-elsewhere link.random-domain text.urgency", plain,          NOT_PARTNERS),
    HOLDS("authority-link",         "link.authority-elsewhere text.urgency",                    plain,          NOT_PARTNERS),
    HOLDS("authority-link",         "link.authority-elsewhere link.shortener",                  plain,          NOT_PARTNERS),
    HOLDS("copy-into-folder",       "text.copy-into-folder",                                    copy_folder,    NOT_PARTNERS),
    HOLDS("copy-into-folder",       "text.copy-into-folder",                                    antivirus_off,  NOT_PARTNERS),
    HOLDS("enable-content",         "text.copy-into-folder",                                    plain,          NOT_PARTNERS),
    HOLDS("fake-notice",            "html.fake-notice link.unrelated text.urgency",             link_away,      NOT_PARTNERS),
    HOLDS("freemail-organisation",  "from.freemail-claims-org link.unrelated",                  plain,          NOT_PARTNERS),
    HOLDS("freemail-organisation",  "from.freemail-claims-org text.urgency",                    plain,          NOT_PARTNERS),
    HOLDS("program-link",           "link.program text.lure-payment",                           plain,          NOT_PARTNERS),
    HOLDS("program-link",           "link.program",                                             payment,        NOT_PARTNERS),
    HOLDS("program-link",           "link.program link.unrelated text.urgency",                 link_away,      NOT_PARTNERS),
    HOLDS("page-with-script",       "html.script",                                              plain,          ANYBODY),
    HOLDS("image-only",             "html.image-only link.unrelated link.shortener",            plain,          NOT_PARTNERS),
    HOLDS("image-only",             "html.image-only link.unrelated",                           link_away,      NOT_PARTNERS),
    HOLDS("block-code",             "html.block-code",                                          plain,          NOT_PARTNERS),
};

/* Honest mail that has all findings and still is no case for the rule. */
static const struct { const char *rule, *has; void (*facts)(void); const char *facts_name; } silent[] = {
#define SILENT(rule, has, facts) { "rule." rule, has, facts, #facts }
    SILENT("claimed-brand",         "from.claims-brand text.urgency",                           bounce),
    SILENT("claimed-brand-alone",   "text.lure-payment",                                        claim_weak),
    SILENT("claimed-brand-alone",   "text.lure-payment",                                        claim_own),
    SILENT("claimed-brand-alone",   "text.lure-payment",                                        claim_link),
    SILENT("text-differs",          "link.text-differs text.lure-payment",                      loud_passing),
    SILENT("text-differs",          "link.text-differs text.lure-payment",                      loud_list),
    SILENT("bank-change",           "text.bank-change",                                         unknown_partner),
    SILENT("extortion",             "text.extortion",                                           list),
    SILENT("advance-fee",           "text.scam-advance-fee",                                    list),
    SILENT("advance-fee",           "text.scam-advance-fee",                                    link_in_text),
    SILENT("prize",                 "text.lure-prize link.unrelated",                           prize_twice),
    SILENT("prize",                 "text.lure-prize link.unrelated",                           prize_answer),
    SILENT("nested-mail",           "attachment.nested-mail",                                   nested_theirs),
    SILENT("nested-mail",           "attachment.nested-mail",                                   nested_tracked),
    SILENT("nested-mail",           "attachment.nested-mail",                                   nested_own),
    SILENT("nested-mail",           "attachment.nested-mail",                                   nested_share),
    SILENT("nested-mail",           "attachment.nested-mail",                                   nested_partner),
    SILENT("prize",                 "text.lure-prize link.unrelated",                           prize_quoted),
    SILENT("image-only",            "html.image-only link.unrelated",                           link_delivery),
    SILENT("image-only",            "html.image-only link.unrelated",                           link_rewritten),
    SILENT("call-number",           "text.call-number",                                         link_in_text),
    SILENT("call-number",           "text.call-number",                                         list),
    SILENT("call-number",           "text.call-number",                                         unknown_partner),
    SILENT("lure-to-nowhere-weak",  "link.unrelated text.lure-payment",                         loud_passing),
    SILENT("lure-to-nowhere-weak",  "link.unrelated text.lure-payment",                         loud_quoted),
    SILENT("lure-to-nowhere-weak",  "link.unrelated text.lure-payment",                         loud_list),
    SILENT("lure-to-nowhere-weak",  "link.unrelated text.lure-payment",                         loud_bounce),
    SILENT("lure-to-nowhere-weak",  "link.unrelated text.lure-payment",                         loud_answer),
    SILENT("lure-to-nowhere-weak",  "link.unrelated text.lure-payment",                         loud_tracked),
    SILENT("lure-to-nowhere-weak",  "link.unrelated link.random-domain",                        link_away),
    SILENT("short-with-link",       "link.unrelated link.shortener",                            picture_long),
    SILENT("copy-into-folder",      "text.copy-into-folder",                                    enable),
    SILENT("fake-notice",           "html.fake-notice link.unrelated text.urgency",             link_tracked),
    SILENT("fake-notice",           "html.fake-notice link.unrelated text.urgency",             link_to_partner),
    SILENT("program-link",          "link.program link.unrelated",                              link_away),
    SILENT("program-link",          "link.program link.unrelated",                              login),
    SILENT("image-only",            "html.image-only link.unrelated",                           link_tracked),
    SILENT("image-only",            "html.image-only link.unrelated",                           link_hidden),
    SILENT("image-only",            "html.image-only",                                          link_away),
    SILENT("offer",                 "text.lure-foreign",                                        link_away),
    SILENT("form",                  "html.form link.unrelated",                                 plain),
};

/* Rules about files, structure and the sender alone, whose rows are verdict.c's. */
static const char *const others[] = {
    "unreadable", "active-content-hidden", "program-attached", "script-attached", "shortcut-attached", "program-in-archive", "html-smuggling", "disk-image",
    "name-trick", "lookalike-sender", "sender-not-one", "bad-domain", "known-name-with-content", "claimed-address-with-content", "own-domain-with-content",
    "authority-with-file", "mixed-script-with-content", "password-beside-archive", "tiny-reply", "active-page-with-lure", "macro-in-disguise", "partial",
    "sum-hold", "known-name", "claimed-address", "own-domain", "authority", "mixed-script", "disk-image-known-sender", "tiny-reply-with-file",
    "macro-first-contact", "encrypted", "uninspectable", "active-page", "lzh", "type-mismatch", "limits", "no-sender", "sum-ask", "macro",
    "partner-answers-elsewhere", "invisible-sender", NULL };

static const struct rule *rule_by_id(const char *id)
{
    for (const struct rule *r = rules; r->id; r++)
        if (strcmp(r->id, id) == 0)
            return r;
    return NULL;
}

enum { NEEDS_MAX = 8, NONE = NEEDS_MAX };

/* The findings, but for number `without`. */
static struct verdict findings_of(const char *ids, size_t without, size_t *count)
{
    static struct weighed found[NEEDS_MAX];
    struct verdict v = { .outcome = OUTCOME_PASS, .findings = found };
    str rest = str_of(ids);
    size_t i = 0;

    for (; rest.n > 0; i++) {
        str id = str_split(&rest, ' ');
        const struct signal *s = signal_by_id(arena_format(&a, "mail.%.*s", STR_FMT(id)));

        if (i != without && s)
            found[v.n++] = (struct weighed){ s, { STR(""), STR(""), STR("") }, 0 };
    }
    *count = i;
    return v;
}

static void partner_proved(void)
{
    str domain = b.from[0].domain;

    b.partners[b.c.site.partners.n] = (struct partner){ STR("サンプル薬品"), domain, STR("") };
    b.c.site.partners = (struct list){ b.partners, b.c.site.partners.n + 1 };
    build_auth(&b, "mx.clinic.example", true, "dkim", "pass", "firm.example");
}

static bool holds(const struct row *r, void (*facts)(void), size_t without, void (*who)(void))
{
    const struct rule *rule = rule_by_id(r->rule);
    struct verdict v;
    size_t count;

    build(&b);
    facts();
    who();
    v = findings_of(r->needs, without, &count);
    return rule && rule->holds(&b.c, &v);
}

static void our_house(void)     { build_own(&b, "firm.example"); }

static void test_rows(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct row *r = &rows[i];
        const char *what = arena_format(&a, "%s: %s: %s%c", r->rule, r->needs, r->facts_name, 0).p;
        size_t count;

        CHECK_ROW(findings_of(r->needs, NONE, &count).n == count, what);
        CHECK_ROW(holds(r, r->facts, NONE, plain), what);
        for (size_t without = 0; without < count; without++)
            if (!CHECK_ROW(!holds(r, r->facts, without, plain), what))
                printf("#   holds without its finding %zu\n", without + 1);
        if (r->facts != plain && r->facts != free_sender)
            CHECK_ROW(!holds(r, plain, NONE, plain), what);
        CHECK_ROW(holds(r, r->facts, NONE, partner_proved) == (r->who == ANYBODY), what);
        if (r->facts != free_sender)
            CHECK_ROW(holds(r, r->facts, NONE, our_house) == (r->who == ANYBODY), what);
    }
}

static void test_silent(void)
{
    for (size_t i = 0; i < sizeof silent / sizeof *silent; i++) {
        struct row r = { silent[i].rule, silent[i].has, silent[i].facts, silent[i].facts_name, ANYBODY };
        const char *what = arena_format(&a, "silent: %s: %s: %s%c", r.rule, r.needs, r.facts_name, 0).p;

        CHECK_ROW(rule_by_id(r.rule) != NULL, what);
        CHECK_ROW(!holds(&r, r.facts, NONE, plain), what);
    }
}

static void test_every_rule_has_rows(void)
{
    for (const struct rule *r = rules; r->id; r++) {
        bool here = false, there = false;

        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
            here |= strcmp(rows[i].rule, r->id) == 0;
        for (size_t i = 0; others[i]; i++)
            there |= strcmp(others[i], r->id + STR("rule.").n) == 0;
        CHECK_ROW(here != there, r->id);
    }
}

int main(void)
{
    arena_open(&a, 64 << 20, NULL);
    test_rows();
    test_silent();
    test_every_rule_has_rows();
    return check_done();
}
