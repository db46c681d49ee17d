/* Findings → verdict: rules, caps, trust, and counterfactuals that are checked by really making them. */
#include "case_build.h"
#include "check.h"
#include "verdict/changes.h"
#include "verdict/weights.h"

static struct arena a;
static struct built b;

static void file(const char *name, enum file_type t, uint32_t traits)   { build_part(&b, name, t, PART_ATTACHMENT | traits); }
static void link(void)              { b.c.mail.text.visible = STR("こちら https://x.example/ をご覧ください"); }
static void from(const char *name, const char *addr)                    { b.from[0] = mailbox_made(name, addr, 0); }
static void reply(void)             { b.c.mail.reply.subject_claims = true; b.c.mail.subject = STR("Re: 件"); b.c.mail.text.own_lines = 1; }
static void partner_sends(void)
{
    build_partner(&b, "サンプル薬品", "sample-yakuhin.example");
    from("サンプル薬品 佐藤", "sato@sample-yakuhin.example");
}
static void partner_proved(void)    { partner_sends(); build_auth(&b, "mx.clinic.example", true, "dkim", "pass", "sample-yakuhin.example"); }

static void m_plain(void)           { file("案内.pdf", FILE_PDF, 0); link(); }
static void m_oddities(void)
{
    static const enum odd kinds[] = { ODD_LINE_MIXED, ODD_BASE64_JUNK, ODD_QP_ILLEGAL, ODD_NAMES_DIFFER, ODD_CHARSET_WRONG, ODD_VIEWS_DIFFER };

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        build_odd(&b, kinds[i]);
}
static void m_structure(void)
{
    static const enum odd kinds[] = { ODD_CONTENT_TYPE_CONFLICT, ODD_ENCODING_UNKNOWN, ODD_BOUNDARY_EMPTY, ODD_HEADER_NO_COLON, ODD_OUTSIDE_PARTS,
                                      ODD_BOUNDARY_REUSED, ODD_CHARSET_MIXED };

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        build_odd(&b, kinds[i]);
}
static void m_hidden(void)          { file("a.zip", FILE_ZIP, PART_SWEPT); }
static void m_program(void)         { file("a.exe", FILE_PE, 0); }
static void m_program_partner(void) { partner_proved(); m_program(); }
static void m_script(void)          { file("a.js", FILE_JSCRIPT, 0); }
static void m_shortcut(void)        { file("a.lnk", FILE_LNK, 0); }
static void m_disk(void)            { file("a.iso", FILE_ISO, 0); }
static void m_disk_known(void)      { partner_proved(); m_disk(); }
static void m_disk_claimed(void)    { partner_sends(); m_disk(); }
static void m_locked(void)          { file("a.zip", FILE_ZIP, PART_ENCRYPTED); }
static void m_ppap(void)            { m_locked(); build_phrase(&b, "password.given", PLACE_BODY); }
static void m_ppap_partner(void)    { partner_proved(); m_ppap(); }
static void m_ppap_reply(void)      { m_ppap_partner(); reply(); }
static void m_macro(void)           { file("a.xlsm", FILE_OOXML, PART_MACRO); }
static void m_macro_reply(void)     { m_macro(); reply(); }
static void m_macro_enable(void)    { m_macro(); build_phrase(&b, "document.enable", PLACE_BODY); }
static void m_macro_new(void)       { m_macro(); b.c.relations.known = true; }
static void m_page(void)            { file("a.html", FILE_HTML, PART_ACTIVE); }
static void m_page_lure(void)       { m_page(); build_phrase(&b, "account.verify", PLACE_BODY); }
static void m_two_from(void)        { b.c.mail.identity.from_headers = 2; }
static void m_nobody(void)          { b.c.mail.identity.from.n = 0; }
static void m_known(void)           { build_partner(&b, "丸丸市医師会", "jimu@marumaru-med.example"); from("丸丸市医師会", "x@y.test"); }
static void m_known_link(void)      { m_known(); link(); }
static void m_bounce(void)          { m_nobody(); b.c.mail.is_bounce = true; }
static void m_automatic(void)       { m_nobody(); b.c.mail.is_automatic = true; }
static void m_office(void)          { from("日本年金機構", "x@y.test"); }
static void m_office_link(void)     { m_office(); link(); }
static void m_office_file(void)     { m_office(); m_macro(); }
static void m_lookalike(void)       { from("", "x@mhlw-go.jp"); }
static void m_reply(void)           { reply(); }
static void m_lzh(void)             { file("医療費通知.lzh", FILE_LZH, PART_UNINSPECTED); }
static void m_partial(void)         { build_odd(&b, ODD_MESSAGE_PARTIAL); }
static void m_external(void)        { build_odd(&b, ODD_MESSAGE_EXTERNAL); }
static void m_turned(void)          { file("a.pdf", FILE_PDF, 0); b.parts[0].name_odd = NAME_ODD_REVERSED; }
static void m_two_reasons(void)     { m_lookalike(); m_program(); }
static void m_mismatch(void)        { file("a.pdf", FILE_ZIP, 0); }
static void m_ours(void)            { build_own(&b, "clinic.example"); from("", "soumu@clinic.example"); }
static void m_ours_link(void)       { m_ours(); link(); }
static void m_answers(void)         { partner_sends(); build_reply_to(&b, "x@elsewhere.test"); }
static void m_answers_proved(void)  { partner_proved(); build_reply_to(&b, "x@elsewhere.test"); }
static void m_zero_width(void)      { b.from[0].odd |= ADDRESS_ODD_INVISIBLE; link(); }
static void m_zero_width_bare(void) { b.from[0].odd |= ADDRESS_ODD_INVISIBLE; }
static void m_direction(void)       { b.from[0].odd |= ADDRESS_ODD_BIDI; link(); }

/* change NULL: pass, or no single and no pair of changes is known to help. */
static const struct { void (*make)(void); enum outcome outcome; const char *rule, *change, *second, *what; } rows[] = {
#define ROW(make, outcome, rule, change, second) { make, OUTCOME_##outcome, rule, change, second, #make }
    ROW(m_plain,            PASS,   NULL, NULL, NULL),
    ROW(m_oddities,         PASS,   NULL, NULL, NULL),
    ROW(m_structure,        PASS,   NULL, NULL, NULL),
    ROW(m_external,         PASS,   NULL, NULL, NULL),
    ROW(m_reply,            PASS,   NULL, NULL, NULL),
    ROW(m_hidden,           HOLD,   "rule.active-content-hidden",   "change.without-attachment", NULL),
    ROW(m_program,          HOLD,   "rule.program-attached",        "change.without-attachment", NULL),
    ROW(m_program_partner,  HOLD,   "rule.program-attached",        "change.without-attachment", NULL),
    ROW(m_script,           HOLD,   "rule.script-attached",         "change.without-attachment", NULL),
    ROW(m_shortcut,         HOLD,   "rule.shortcut-attached",       "change.without-attachment", NULL),
    ROW(m_disk,             HOLD,   "rule.disk-image",              "change.without-attachment", NULL),
    ROW(m_disk_claimed,     HOLD,   "rule.disk-image",              "change.without-attachment", NULL),
    ROW(m_disk_known,       ASK,    "rule.disk-image-known-sender", "change.without-attachment", NULL),
    ROW(m_locked,           ASK,    "rule.encrypted",               "change.without-lock", NULL),
    ROW(m_ppap,             HOLD,   "rule.password-beside-archive", "change.without-lock", NULL),
    ROW(m_ppap_partner,     ASK,    "rule.encrypted",               "change.without-lock", NULL),
    ROW(m_ppap_reply,       HOLD,   "rule.password-beside-archive", "change.without-attachment", NULL),
    ROW(m_macro,            DISARM, "rule.macro",                   "change.without-macro", NULL),
    ROW(m_macro_reply,      HOLD,   "rule.tiny-reply",              "change.without-macro", NULL),
    ROW(m_macro_enable,     HOLD,   "rule.macro-in-disguise",       "change.without-macro", NULL),
    ROW(m_macro_new,        ASK,    "rule.macro-first-contact",     "change.without-macro", NULL),
    ROW(m_page,             ASK,    "rule.active-page",             "change.without-script", NULL),
    ROW(m_page_lure,        HOLD,   "rule.active-page-with-lure",   "change.without-script", NULL),
    ROW(m_two_from,         HOLD,   "rule.sender-not-one",          "change.one-from", NULL),
    ROW(m_bounce,           PASS,   NULL, NULL, NULL),
    ROW(m_automatic,        PASS,   NULL, NULL, NULL),
    ROW(m_nobody,           ASK,    "rule.no-sender",               "change.one-from", NULL),
    ROW(m_known,            ASK,    "rule.known-name",              "change.sender-known-address", NULL),
    ROW(m_known_link,       HOLD,   "rule.known-name-with-content", "change.sender-known-address", NULL),
    ROW(m_office,           ASK,    "rule.authority",               "change.sender-known-address", NULL),
    ROW(m_office_link,      ASK,    "rule.authority",               "change.sender-known-address", NULL),
    ROW(m_office_file,      HOLD,   "rule.authority-with-file",     "change.sender-known-address", NULL),
    ROW(m_lookalike,        HOLD,   "rule.lookalike-sender",        "change.sender-known-address", NULL),
    ROW(m_lzh,              ASK,    "rule.lzh",                     "change.inspectable", NULL),
    ROW(m_partial,          HOLD,   "rule.partial",                 "change.whole-message", NULL),
    ROW(m_turned,           HOLD,   "rule.name-trick",              "change.plain-name", NULL),
    ROW(m_mismatch,         ASK,    "rule.type-mismatch",           "change.type-as-named", NULL),
    ROW(m_ours,             ASK,    "rule.own-domain",              "change.from-inside", NULL),
    ROW(m_ours_link,        HOLD,   "rule.own-domain-with-content", "change.from-inside", NULL),
    ROW(m_answers,          ASK,    "rule.partner-answers-elsewhere", NULL, NULL),
    ROW(m_answers_proved,   PASS,   NULL, NULL, NULL),
    ROW(m_zero_width,       ASK,    "rule.invisible-sender",        "change.plain-letters", NULL),
    ROW(m_zero_width_bare,  PASS,   NULL, NULL, NULL),
    ROW(m_direction,        PASS,   NULL, NULL, NULL),
    ROW(m_two_reasons,      HOLD,   "rule.program-attached",        "change.sender-known-address", "change.without-attachment"),
};

static bool fired(const struct verdict *v, const char *rule)
{
    for (size_t i = 0; v->rules[i]; i++)
        if (strcmp(v->rules[i], rule) == 0)
            return true;
    return false;
}

static bool same(const char *x, const char *y)     { return x == y || (x && y && strcmp(x, y) == 0); }

/* The promise of a card: made again from the ids alone, the change has the outcome that was promised, and is milder. */
static void check_change(const struct verdict *v, const char *what)
{
    struct case_facts changed = b.c;
    str detail;

    for (int i = 0; i < 2 && v->counterfactual.id[i]; i++)
        CHECK_ROW(change_apply(v->counterfactual.id[i], &changed, v, &a, &detail), what);
    if (v->counterfactual.id[0]) {
        CHECK_ROW(verdict_of(&changed, &a, false).outcome == v->counterfactual.outcome, what);
        CHECK_ROW(v->counterfactual.outcome < v->outcome, what);
    }
}

static void test_rows(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct verdict v;

        build(&b);
        rows[i].make();
        v = verdict_of(&b.c, &a, true);
        if (!CHECK_ROW(v.outcome == rows[i].outcome, rows[i].what) || !CHECK_ROW(same(v.counterfactual.id[0], rows[i].change), rows[i].what))
            printf("#   outcome %s, change %s\n", outcome_names[v.outcome], v.counterfactual.id[0] ? v.counterfactual.id[0] : "none");
        CHECK_ROW(same(v.counterfactual.id[1], rows[i].second), rows[i].what);
        CHECK_ROW(!rows[i].rule || fired(&v, rows[i].rule), rows[i].what);
        check_change(&v, rows[i].what);
        CHECK_ROW(verdict_of(&b.c, &a, false).outcome == v.outcome, rows[i].what);
        for (size_t k = 1; k < v.n; k++)
            CHECK_ROW(v.findings[k - 1].signal->severity >= v.findings[k].signal->severity, rows[i].what);
    }
}

/* Every rule but those of sums is reached by some row here or is the milder half of one that is. */
static void test_caps(void)
{
    struct verdict v;

    build(&b);
    m_structure();
    v = verdict_of(&b.c, &a, false);
    CHECK(v.decibans <= group_cap(GROUP_STRUCTURE) + group_cap(GROUP_TEXT));
    CHECK(group_cap(GROUP_STRUCTURE) + group_cap(GROUP_TEXT) < VERDICT_ASK);
    for (int g = 0; g < GROUP_COUNT; g++)
        CHECK(group_cap((enum group)g) < VERDICT_HOLD && group_cap((enum group)g) > 0);
    build(&b);
    m_oddities();
    CHECK(verdict_of(&b.c, &a, false).decibans == 0);
    CHECK(verdict_of(&b.c, &a, false).reason_count == 0);
}

static void test_information_never_stops(void)
{
    for (const struct signal *const *s = signals; *s; s++)
        if ((*s)->severity == SEVERITY_INFORMATION)
            CHECK_ROW(weight_of(*s) <= 2, (*s)->id);
}

static void test_trust(void)
{
    const struct signal *macro = signal_by_id(STR("mail.attachment.macro")), *program = signal_by_id(STR("mail.attachment.executable"));

    CHECK(weight_for(macro, true) == weight_of(macro) / 2);
    CHECK(weight_for(program, true) == weight_of(program));
    CHECK(weight_for(signal_by_id(STR("mail.auth.unsigned-headers")), true) == 0);
    build(&b), partner_proved();
    CHECK(sender_is_trusted(&b.c) && sender_authenticated(&b.c) && !sender_is_stranger(&b.c));
    build(&b), partner_sends();
    CHECK(!sender_is_trusted(&b.c));
}

static void test_unreadable(void)
{
    struct verdict v = verdict_unreadable(&a, STR("signal 11"));

    CHECK(v.outcome == OUTCOME_HOLD && v.n == 1 && v.reason_count == 1 && same(v.rules[0], "rule.unreadable"));
    CHECK_STR(v.findings[0].evidence.actual, "signal 11");
}

static void test_weights(void)
{
    for (const struct signal *const *s = signals; *s; s++) {
        size_t n = 0;

        for (size_t i = 0; i < weights_rows_count(); i++)
            n += strcmp(weights_row(i)[0], (*s)->id) == 0;
        CHECK_ROW(n == 1, (*s)->id);
    }
    for (size_t i = 0; i < weights_rows_count(); i++) {
        CHECK_ROW(signal_by_id(str_of(weights_row(i)[0])) != NULL, weights_row(i)[0]);
        CHECK_ROW(strlen(weights_row(i)[3]) > 10, weights_row(i)[0]);
    }
    CHECK(strlen(data_version()) > 10);
}

/* A mail as large as facts can be is still judged with all its what-ifs in one arena. */
static void test_many(void)
{
    struct part *parts = ARENA_ARRAY(&a, struct part, MAIL_PARTS_MAX);
    struct verdict v;

    build(&b);
    m_program();
    for (size_t i = 0; i < MAIL_PARTS_MAX; i++) {
        parts[i] = b.parts[0];
        parts[i].views = 1;
        parts[i].offset = i;
        memcpy(&parts[i].sha256, &i, sizeof i);
    }
    b.c.mail.parts = (struct list){ parts, MAIL_PARTS_MAX };
    v = verdict_of(&b.c, &a, true);
    CHECK(v.outcome == OUTCOME_HOLD && v.counterfactual.id[0] != NULL);
}

int main(void)
{
    arena_open(&a, 256 << 20, NULL);
    test_rows();
    test_caps();
    test_information_never_stops();
    test_trust();
    test_unreadable();
    test_weights();
    test_many();
    return check_done();
}
