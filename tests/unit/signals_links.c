/* Who a mail poses as, what it wants and where it leads: facts written down by hand → findings. Beside every row in which
 * a signal fires stand the honest mails that look like it: newsletters, partners, devices inside the house, quotations. */
#include "case_build.h"
#include "check.h"

static struct arena a;
static struct built b;

static const char shop[] = "shop.example|shop-mail.example", post_office[] = "yubin.example", office[] = "nenkin.go.jp";

static void from(const char *name, const char *addr)    { b.from[0] = mailbox_made(name, addr, 0); }
static void partner(void)                               { build_partner(&b, "株式会社サンプル薬品", "firm.example"); }
static void partner_other(void)                         { build_partner(&b, "サンプル商会", "info@evil.test"); }
static void ours(void)                                  { build_own(&b, "firm.example"); }
static void ours_other(void)                            { build_own(&b, "evil.test"); }
static void proved(void)                                { build_auth(&b, "mx.clinic.example", true, "dkim", "pass", "firm.example"); }

static struct link *away(void)                          { return build_link(&b, "こちら", "https://evil.test/login"); }
static struct link *home(void)                          { return build_link(&b, "こちら", "https://www.firm.example/login"); }
static struct link *shop_page(void)                     { return build_link(&b, "こちら", "https://www.shop.example/"); }
static struct claim *claims(enum claim_place place)     { return build_claim(&b, place, "サンプル商店", shop); }
static struct claim *claims_office(enum claim_place place)
{
    struct claim *m = build_claim(&b, place, "日本年金機構", office);

    m->kind = BRAND_GOVERNMENT;
    return m;
}

static void plain(void)                 { }
static void link_away(void)             { away(); }
static void link_home(void)             { home(); }

/* mail.from.claims-brand */
static void brand_name(void)            { claims(CLAIM_NAME); away(); }
static void brand_subject(void)         { claims(CLAIM_SUBJECT); away(); }
static void brand_greeting(void)        { claims(CLAIM_GREETING); away(); }
static void brand_host(void)            { build_claim_host(&b, "サンプル商店", shop, CLAIM_LETTERS, "sh0p.test"); }
static void brand_name_footer(void)     { brand_name(); shop_page(); }
static void brand_greeting_footer(void) { brand_greeting(); shop_page(); }
static void brand_logo_only(void)       { brand_greeting(); shop_page()->place = LINK_IMAGE; }
static void brand_all_over(void)        { claims(CLAIM_SUBJECT)->badge = true; claims(CLAIM_SIGNATURE)->badge = true; away(); }
static void brand_badge(void)           { claims(CLAIM_SUBJECT)->badge = true; away(); }
static void brand_own(void)             { claims(CLAIM_NAME)->from_own = true; away(); }
static void brand_weak(void)            { claims(CLAIM_SUBJECT)->weak = true; away(); }
static void brand_partner(void)         { partner(); brand_name(); }
static void brand_ours(void)            { ours(); brand_name(); }
static void brand_no_link(void)         { claims(CLAIM_NAME); }
static void brand_delivery(void)        { claims(CLAIM_NAME); away()->kinds = HOST_DELIVERY; }
static void brand_share(void)           { claims(CLAIM_NAME); away()->kinds = HOST_SHARE; }
static void brand_unsubscribe(void)     { claims(CLAIM_NAME); away()->text = STR("配信停止はこちら"); }
static void brand_to_partner(void)      { brand_name(); partner_other(); }
static void brand_button(void)          { claims(CLAIM_LINK); away(); }
static void brand_hosted_by(void)       { claims(CLAIM_SIGNATURE)->kind = BRAND_CLOUD; away(); }
static void brand_magazine(void)        { build_claim_host(&b, "サンプル商店", shop, CLAIM_DRESSED, "shop-sample.test")->links_other = 40; away(); }

/* mail.from.freemail-claims-org */
static void free_company(void)          { from("株式会社サンプル薬品", "sample.yakuhin@gmail.com"); }
static void free_desk(void)             { from("IT Help Desk", "it.desk@outlook.com"); }
static void free_brand(void)            { from("サンプル商店", "x@yahoo.co.jp"); claims(CLAIM_NAME); }
static void free_signature(void)        { from("佐藤", "x@yahoo.co.jp"); claims(CLAIM_SIGNATURE); }
static void free_doctor(void)           { from("山田 太郎", "taro.yamada@gmail.com"); }
static void free_weak(void)             { from("あおば", "aoba@gmail.com"); claims(CLAIM_NAME)->weak = true; }
static void free_greeting(void)         { from("山田 太郎", "taro.yamada@gmail.com"); claims(CLAIM_GREETING); }
static void free_partner(void)          { free_company(); build_partner(&b, "サンプル薬品", "sample.yakuhin@gmail.com"); }
static void house_company(void)         { from("株式会社サンプル薬品", "info@firm.example"); }

/* mail.from.name-disguised, .random-domain, mail.subject.disguised */
static void name(const char *shown)     { from(shown, "x@firm.example"); }
static void name_dressed(void)          { name("~..Entrega perdida.."); }
static void name_stars(void)            { name("*****Rewards*****"); }
static void name_digit(void)            { name("C0NSUMER"); }
static void name_apart(void)            { name("W e l c o m e"); }
static void name_drawn(void)            { name("𝐑𝐞𝐰𝐚𝐫𝐝𝐬"); }
static void name_struck(void)           { name("R̶ewards"); }
static void name_wide(void)             { name("ＳＡＭＰＬＥ　ＳＨＯＰ"); }
static void name_initials(void)         { name("J. R. R. Sato"); }
static void name_numbers(void)          { name("Studio24 本店"); }
static void name_kanji(void)            { name("（株）サンプル薬品・営業部"); }
static void name_address(void)          { name("first__last@firm.example"); }
static void domain_consonants(void)     { from("", "x@xkqzwvbt.test"); }
static void domain_turns(void)          { from("", "x@a1b2c3d4e5.test"); }
static void domain_short(void)          { from("", "x@ntt-x.test"); }
static void domain_words(void)          { from("", "x@mail.strengths-lab.example"); }
static void domain_japanese(void)       { from("", "x@xn--wgv71a119e.jp"); }
static void subject(const char *s)      { b.c.mail.subject = str_of(s); }
static void subject_drawn(void)         { subject("𝐘𝐨𝐮 have won"); }
static void subject_apart(void)         { subject("W i n n e r s only"); }
static void subject_lines(void)         { subject("You__have__won"); }
static void subject_wide(void)          { subject("Ｒｅ：　ご連絡"); }
static void subject_formula(void)       { subject("𝑥 の求め方"); }
static void subject_line(void)          { subject("report_2026_final"); }

/* mail.reply-to.other-domain, mail.envelope.differs, mail.auth.none */
static void answer_other(void)          { build_reply_to(&b, "boss@evil.test"); }
static void answer_second(void)         { build_reply_to(&b, "x@firm.example"); answer_other(); }
static void answer_free(void)           { from("", "x@gmail.com"); build_reply_to(&b, "x@mail.ru"); }
static void answer_house(void)          { build_reply_to(&b, "support@help.firm.example"); }
static void answer_list(void)           { answer_other(); b.c.mail.is_list = true; }
static void answer_clinic(void)         { from("", "taro.yamada@gmail.com"); build_reply_to(&b, "info@yamada-clinic.example"); }
static void answer_nobody(void)         { answer_other(); b.c.mail.identity.from.n = 0; }
static void envelope_other(void)        { b.c.arrival.mail_from = STR("bounce@evil.test"); }
static void envelope_house(void)        { b.c.arrival.mail_from = STR("bounce@mail.firm.example"); }
static void envelope_empty(void)        { b.c.arrival.mail_from = STR(""); }
static void auth_neither(void)          { b.c.arrival.spf = b.c.arrival.dkim = AUTH_NONE; }
static void auth_one(void)              { b.c.arrival.spf = AUTH_NONE; b.c.arrival.dkim = AUTH_PASS; }

/* mail.link.text-differs */
static struct link *says_other(void)    { return build_link_saying(&b, "www.shop.example", "https://evil.test/"); }
static void says(void)                  { says_other(); }
static void says_tracker(void)          { says_other()->kinds = HOST_TRACKER; }
static void says_rewriter(void)         { says_other()->kinds = HOST_REWRITER; }
static void says_share(void)            { says_other()->kinds = HOST_SHARE; }
static void says_wrapped(void)          { build_target(says_other(), HOST_REDIRECTOR, "shop.example"); }
static void says_return_to(void)        { build_target(says_other(), 0, "shop.example"); }
static void says_sender(void)           { build_link_saying(&b, "www.shop.example", "https://click.firm.example/"); }
static void says_partner(void)          { says(); partner_other(); }
static void says_ours(void)             { says(); ours_other(); }
static void says_below(void)            { build_link_saying(&b, "shop.example", "https://www.shop.example/"); }
static void says_hidden(void)           { says_other()->hidden = true; }
static void says_nested(void)           { says_other()->nested = true; }
static void says_attached(void)         { says_other()->attached = true; }

/* Flags and kinds of one link away, and of one to the sender's own host. */
#define FLAG_CASE(name, bits) static void name(void) { away()->flags |= (bits); }
#define KIND_CASE(name, bits) static void name(void) { away()->kinds |= (bits); }
#define FLAG_HOME(name, bits) static void name(void) { home()->flags |= (bits); }
#define KIND_HOME(name, bits) static void name(void) { home()->kinds |= (bits); }
FLAG_CASE(user_host,    URL_USERINFO | URL_USERINFO_HOST)
FLAG_CASE(user,         URL_USERINFO)
FLAG_CASE(many_at,      URL_MANY_AT)
FLAG_CASE(idn,          URL_IDN)
FLAG_CASE(wrapped,      URL_REDIRECTS)
FLAG_CASE(runs,         URL_RUNS)
FLAG_CASE(zero_width,   URL_INVISIBLE)
FLAG_CASE(bidi,         URL_BIDI)
FLAG_CASE(slash_alike,  URL_SLASH_ALIKE)
FLAG_CASE(wide,         URL_HOST_WIDE)
FLAG_CASE(carries,      URL_RECIPIENT)
FLAG_CASE(random_host,  URL_RANDOM)
FLAG_CASE(port,         URL_PORT)
FLAG_CASE(backslash,    URL_BACKSLASH)
FLAG_CASE(deep_host,    URL_MANY_DOTS)
FLAG_CASE(host_in_name, URL_HOST_IN_NAME)
KIND_CASE(shortened,    HOST_SHORTENER)
KIND_CASE(tracked,      HOST_TRACKER)
KIND_CASE(free_page,    HOST_FREE)
KIND_CASE(free_form,    HOST_FORM)
KIND_CASE(dynamic,      HOST_DYNAMIC)
KIND_CASE(throw_away,   HOST_THROW_AWAY)
KIND_CASE(share,        HOST_SHARE)
KIND_CASE(messenger,    HOST_MESSENGER | HOST_SHORTENER)
KIND_HOME(home_free,    HOST_FREE)
FLAG_HOME(home_carries, URL_RECIPIENT)
FLAG_HOME(home_port,    URL_PORT)
FLAG_HOME(home_in_name, URL_HOST_IN_NAME)
FLAG_HOME(home_runs,    URL_RUNS)

static void user_text(void)             { struct link *l = away(); l->flags |= URL_USERINFO; l->place = LINK_TEXT; }
static void user_ftp(void)              { build_link(&b, "資料", "ftp://evil.test/")->flags |= URL_USERINFO | URL_USERINFO_HOST; }
static struct link *literal(uint32_t flags)
{
    struct link *l = build_link(&b, "こちら", "http://192.0.2.7/");

    l->domain = STR("");
    l->flags |= URL_IP | flags;
    return l;
}
static void ip(void)                    { literal(0); }
static void ip_device(void)             { literal(URL_PRIVATE); }
static void ip_device_port(void)        { literal(URL_PRIVATE | URL_PORT); }
static void ip_attached(void)           { literal(0)->attached = true; }
static void idn_hidden(void)            { idn(); b.links[0].hidden = true; }
static void short_unsubscribe(void)     { shortened(); b.links[0].text = STR("Unsubscribe"); }
static void short_refresh(void)         { shortened(); b.links[0].place = LINK_REFRESH; }
static void short_hidden(void)          { shortened(); b.links[0].hidden = true; }
static void passed_on(void)             { build_target(away(), HOST_REDIRECTOR, "worse.test"); }
static void passed_on_home(void)        { build_target(away(), HOST_REDIRECTOR, "www.firm.example"); }
static void passed_by_home(void)        { build_target(home(), HOST_REDIRECTOR, "worse.test"); }
static void passed_tracker(void)        { build_target(away(), HOST_TRACKER, "worse.test"); }
static void free_partner_page(void)     { free_page(); partner_other(); }
static void free_our_page(void)         { free_page(); ours_other(); }
static void runs_target(void)           { passed_on(); b.links[0].target_flags = URL_RUNS; }
static void runs_partner(void)          { partner(); home_runs(); }
static void runs_ours(void)             { runs(); ours_other(); }
static struct link *scheme(const char *href, uint32_t flags)
{
    struct link *l = build_link(&b, "こちら", href);

    l->host = l->domain = STR("");
    l->flags |= flags;
    return l;
}
static void script_link(void)           { scheme("javascript:run()", URL_DANGEROUS); }
static void search_link(void)           { scheme("search-ms:query=x", URL_DANGEROUS); }
static void unc(void)                   { scheme("file://evil.test/share", URL_UNC | URL_DANGEROUS); }
static void unc_inside(void)            { scheme("file://nas/share", URL_UNC | URL_DANGEROUS | URL_PRIVATE); }
static void data_picture(void)          { scheme("data:image/png,x", URL_DANGEROUS)->place = LINK_IMAGE; }
static void script_nested(void)         { scheme("javascript:run()", URL_DANGEROUS)->nested = true; }
static void wide_text(void)             { wide(); b.links[0].place = LINK_TEXT; }
static void carries_tracker(void)       { carries(); b.links[0].kinds = HOST_TRACKER; }
static void carries_partner(void)       { carries(); partner_other(); }
static void carries_stop(void)          { carries(); b.links[0].text = STR("メルマガ解除"); }
static void random_delivery(void)       { random_host(); b.links[0].kinds = HOST_DELIVERY; }
static void random_picture(void)        { random_host(); b.links[0].place = LINK_IMAGE; }
static void random_partner(void)        { random_host(); partner_other(); }
static void random_target(void)         { passed_on(); b.links[0].target_kinds = HOST_THROW_AWAY; }
static void port_partner(void)          { port(); partner_other(); }
static void port_tracker(void)          { port(); b.links[0].kinds = HOST_TRACKER; }

/* mail.link.brand-in-host, .lookalike */
static void host_dressed(void)          { build_claim_host(&b, "サンプル商店", shop, CLAIM_DRESSED, "shop-example.test")->links_other = 2; }
static void host_dressed_own(void)      { host_dressed(); b.claims[0].from_own = true; }
static void host_letters(void)          { build_claim_host(&b, "サンプル商店", shop, CLAIM_LETTERS, "sh0p.test"); }
static void host_typo(void)             { build_claim_host(&b, "サンプル商店", shop, CLAIM_TYPO, "shopp.test"); }
static void host_ending(void)           { build_claim_host(&b, "サンプル商店", shop, CLAIM_ENDING, "shop.test"); }
static void name_typo(void)             { claims(CLAIM_NAME)->how = CLAIM_TYPO; }
static void like_partner(void)          { build_partner(&b, "サンプル薬品", "sato@sample-yakuhin.example"); build_link(&b, "こちら", "https://sample-yakuh1n.example/"); }
static void like_ours(void)             { build_own(&b, "hinata-clinic.example"); build_link(&b, "こちら", "https://hinata-clinic-login.test/"); }
static void like_partner_self(void)     { build_partner(&b, "サンプル薬品", "sample-yakuhin.example"); build_link(&b, "こちら", "https://www.sample-yakuhin.example/"); }
static void like_unknown(void)          { build_link(&b, "こちら", "https://sample-yakuh1n.example/"); }
static void like_hidden(void)           { like_partner(); b.links[0].hidden = true; }

/* mail.link.brand-elsewhere: From is the real house, as anybody can write it */
static void own_claim(void)             { claims(CLAIM_NAME)->from_own = true; }
static void led(void)                   { own_claim(); away(); }
static void led_among(void)             { led(); shop_page(); b.links[0].flags |= URL_RANDOM; }
static void led_spelt(void)             { own_claim(); shop_page(); says_other(); }
static void led_named_trust(void)       { own_claim(); shop_page(); away(); }
static void led_proved(void)            { led(); proved(); }
static void led_tracker(void)           { own_claim(); tracked(); }
static void led_delivery(void)          { own_claim(); away()->kinds = HOST_DELIVERY; }
static void led_home(void)              { own_claim(); shop_page(); }
static void led_partner(void)           { led(); partner_other(); }
static void led_other_sender(void)      { claims(CLAIM_NAME); away(); }

/* mail.link.authority-elsewhere */
static void office_away(void)           { claims_office(CLAIM_NAME); away(); }
static void office_subject(void)        { claims_office(CLAIM_SUBJECT); away(); }
static void office_town(void)           { claims_office(CLAIM_NAME); build_link(&b, "こちら", "https://www.city.hinata.lg.jp/"); }
static void office_own(void)            { claims_office(CLAIM_NAME); build_link(&b, "こちら", "https://www.nenkin.go.jp/"); }
static void office_proved(void)         { office_away(); b.claims[0].from_own = true; proved(); }
static void office_partner(void)        { office_away(); partner(); }
static void office_to_partner(void)     { office_away(); partner_other(); }
static void office_quoted(void)         { claims_office(CLAIM_LINK); away(); }
static void office_shop(void)           { claims(CLAIM_NAME); away(); }

/* mail.link.unrelated, .writes-to-stranger, .remote-content */
static void away_and_home(void)         { away(); home(); }
/* A large house writes from one of its domains and leads to another. */
static void away_claimed(void)          { from("サンプル商店", "news@shop-mail.example"); own_claim(); shop_page(); }
static void away_and_partner(void)      { away(); build_link(&b, "x", "https://www.partner.example/"); build_partner(&b, "同業", "partner.example"); }
static void away_nobody(void)           { away(); b.c.mail.identity.from.n = 0; }
static struct link *write_to(const char *text, const char *href)    { return build_link(&b, text, href); }
static void writes_only(void)           { write_to("返信する", "mailto:x@evil.test"); }
static void writes_free(void)           { write_to("これは私ではありません", "mailto:not.me@gmail.com"); }
static void writes_picture(void)        { write_to("", "mailto:not.me@gmail.com")->place = LINK_IMAGE; }
static void writes_shown(void)          { write_to("taro.yamada@gmail.com", "mailto:taro.yamada@gmail.com"); }
static void writes_house(void)          { write_to("これは私ではありません", "mailto:support@firm.example"); }
static void writes_sender(void)         { writes_free(); from("山田 太郎", "taro.yamada@gmail.com"); }
static void writes_nothing(void)        { write_to("", "mailto:not.me@gmail.com"); }
static void pictures(void)              { build_html(&b, 500, 0, 0)->remote_images = 3; }
static void pictures_inside(void)       { build_html(&b, 500, 0, 0)->images = 3; }

/* mail.html.* */
static void hides(void)                 { build_html(&b, 300, 400, HTML_HIDDEN_DISPLAY); }
static void hides_preheader(void)       { build_html(&b, 300, 140, HTML_HIDDEN_DISPLAY); }
static void hides_little(void)          { build_html(&b, 4000, 400, HTML_HIDDEN_DISPLAY); }
static void fills(void)                 { build_html(&b, 100, 900, HTML_HIDDEN_DISPLAY); }
static void fills_telephone(void)       { build_html(&b, 900, 900, HTML_HIDDEN_DISPLAY); }
static void fills_short(void)           { build_html(&b, 100, 400, HTML_HIDDEN_DISPLAY); }
static void zero(void)                  { build_html(&b, 300, 60, HTML_HIDDEN_SIZE); }
static void white(void)                 { build_html(&b, 300, 60, HTML_HIDDEN_COLOUR); }
static void zero_spacer(void)           { build_html(&b, 300, 12, HTML_HIDDEN_SIZE); }
static void traits(uint32_t has)        { build_html(&b, 300, 0, 0)->traits = has; }
static void page_script(void)           { traits(HTML_HAS_SCRIPT); }
static void page_obfuscated(void)       { traits(HTML_OBFUSCATED); }
static void page_svg(void)              { traits(HTML_HAS_SVG_ACTIVE); }
static void page_refresh(void)          { traits(HTML_HAS_REFRESH); }
static void page_form(void)             { traits(HTML_HAS_FORM); away()->place = LINK_FORM; }
static void page_password(void)         { traits(HTML_HAS_PASSWORD); }
static void page_remote(void)           { traits(HTML_HAS_REMOTE | HTML_META_CHARSET | HTML_HAS_BASE); }
static void attached(uint32_t has)
{
    build_part(&b, "明細.html", FILE_HTML, PART_ATTACHMENT);
    b.c.mail.html.attached_traits = has;
}
static void attached_login(void)        { attached(HTML_HAS_PASSWORD | HTML_HAS_FORM); away()->place = LINK_FORM; b.links[0].attached = true; }
static void attached_form_script(void)  { attached(HTML_HAS_FORM | HTML_HAS_SCRIPT); }
static void attached_form(void)         { attached(HTML_HAS_FORM); }
static void attached_script(void)       { attached(HTML_HAS_SCRIPT); }
static void picture(uint64_t words)
{
    struct html_facts *h = build_html(&b, words, 0, 0);

    h->images = h->linked_images = 1;
    away()->place = LINK_IMAGE;
}
static void picture_only(void)          { picture(20); }
static void picture_words(void)         { picture(400); }
static void picture_home(void)          { picture(20); b.links[0].domain = STR("firm.example"); }
static void picture_unlinked(void)      { build_html(&b, 20, 0, 0)->images = 1; }
static void picture_word_link(void)     { picture(20); b.links[0].place = LINK_BODY; }
static void picture_share(void)         { picture(20); b.links[0].kinds = HOST_SHARE; }
static void stories(uint32_t plain_words, uint32_t common)
{
    struct html_facts *h = build_html(&b, 500, 0, 0);

    h->plain_words = plain_words;
    h->html_words = 60;
    h->plain_in_html = common;
    h->html_in_plain = common / 2;
}
static void stories_two(void)           { stories(40, 10); }
static void stories_one(void)           { stories(40, 90); }
static void stories_notice(void)        { stories(8, 0); }
static void stories_digest(void)        { stories(40, 60); }
static void code_drawn(void)            { build_html(&b, 100, 0, 0)->block_code = true; }
static void code_picture(void)          { build_html(&b, 100, 0, 0)->images = 1; }
static void outlook_words(void)         { build_html(&b, 100, 0, 0)->outlook_only_chars = 80; b.c.mail.html.outlook_only = STR("Sign in here"); }
static void outlook_link(void)          { build_html(&b, 100, 0, 0)->outlook_only_links = 1; }
static void outlook_spacer(void)        { build_html(&b, 100, 0, 0)->outlook_only_chars = 3; }
static void safe(void)                  { build_phrase(&b, "secret.safe-claim", PLACE_BODY); }
static void safe_ours(void)             { safe(); ours(); }

/* mail.attachment.nested-mail, .calendar-link, .no-name */
static void mail_inside(void)           { build_part(&b, "転送.eml", FILE_MAIL, PART_NESTED); away()->nested = true; }
static void mail_inside_bounce(void)    { mail_inside(); b.c.mail.is_bounce = true; }
static void mail_beside(void)           { build_part(&b, "a.pdf", FILE_PDF, PART_ATTACHMENT); }
static struct link *calendar(void)
{
    struct link *l;

    build_part(&b, "invite.ics", FILE_CALENDAR, PART_ATTACHMENT);
    l = away();
    l->part = STR("2");
    return l;
}
static void calendar_away(void)         { calendar(); }
static void calendar_declared(void)     { calendar(); b.parts[0].found = FILE_TEXT; b.parts[0].type = STR("text/calendar"); }
static void calendar_home(void)         { calendar()->domain = STR("firm.example"); }
static void calendar_other_part(void)   { calendar()->part = STR("1"); }
static void calendar_none(void)         { build_part(&b, "invite.ics", FILE_CALENDAR, PART_ATTACHMENT); }
static struct part *nameless(enum file_type t, uint32_t has)    { return build_part(&b, "", t, has); }
static void nameless_pdf(void)          { nameless(FILE_PDF, PART_ATTACHMENT); }
static void nameless_picture(void)      { nameless(FILE_PNG, PART_ATTACHMENT); }
static void nameless_inline(void)       { nameless(FILE_PDF, PART_ATTACHMENT | PART_INLINE); }
static void nameless_member(void)       { nameless(FILE_PDF, PART_ATTACHMENT | PART_MEMBER); }
static void nameless_nested(void)       { nameless(FILE_PDF, PART_ATTACHMENT | PART_NESTED); }
static void nameless_text(void)         { nameless(FILE_TEXT, PART_ATTACHMENT)->type = STR("text/plain"); }
static void nameless_mail(void)         { nameless(FILE_MAIL, PART_ATTACHMENT)->type = STR("message/rfc822"); }
static void nameless_empty(void)        { nameless(FILE_EMPTY, PART_ATTACHMENT)->size = 0; }

/* mail.text.*: said by the mail itself, or only quoted, hidden or in a file's name */
#define SAID(name, id) \
    static void name(void)           { build_phrase(&b, id, PLACE_BODY); } \
    static void name##_ahead(void)   { build_phrase(&b, id, PLACE_SUBJECT); } \
    static void name##_quoted(void)  { build_phrase(&b, id, PLACE_QUOTE); } \
    static void name##_hidden(void)  { build_phrase(&b, id, PLACE_HIDDEN); } \
    static void name##_in_file(void) { build_phrase(&b, id, PLACE_FILE_NAME); }
SAID(account, "account.suspended")  SAID(payment, "payment.failed")         SAID(delivery, "delivery.failed")   SAID(prize, "prize.offer")
SAID(mailbox, "account.storage")    SAID(urgency, "urgency.deadline")       SAID(bank, "transfer.change")       SAID(medical, "medical.lure")
SAID(wording, "wording.foreign")    SAID(folder, "document.copy-folder")    SAID(fortune, "scam.advance-fee")   SAID(dating, "scam.dating")
SAID(coins, "scam.crypto")          SAID(pills, "scam.pills")               SAID(gains, "scam.money")           SAID(foreign, "delivery.foreign")

static void recorded(void)              { build_phrase(&b, "extortion.claim", PLACE_BODY); }
static void recorded_quoted(void)       { build_phrase(&b, "extortion.claim", PLACE_QUOTE); }
static void pay_or(void)                { build_phrase(&b, "extortion.word", PLACE_BODY); }
static void call(void)                  { build_phrase(&b, "call.number", PLACE_BODY); }
static void call_quoted(void)           { build_phrase(&b, "call.number", PLACE_QUOTE); }
static void overdue(void)               { build_phrase(&b, "payment.overdue", PLACE_BODY); }
static void refund(void)                { build_phrase(&b, "refund.offer", PLACE_NAME); }
static void verify(void)                { build_phrase(&b, "account.verify", PLACE_BODY); }
static void voicemail(void)             { build_phrase(&b, "voicemail.received", PLACE_SUBJECT); }
static void enable(void)                { build_phrase(&b, "document.enable", PLACE_BODY); }
static void login(void)                 { build_phrase(&b, "login.here", PLACE_BODY); }
static void invoice(void)               { build_phrase(&b, "payment.invoice", PLACE_BODY); }
static void transfer(void)              { build_phrase(&b, "transfer.request", PLACE_BODY); }
static void blackmail(void)             { recorded(); pay_or(); }
static void blackmail_coins(void)       { recorded(); coins(); }
static void blackmail_quoted(void)      { recorded_quoted(); pay_or(); }
static void call_bill(void)             { overdue(); call(); }
static void call_bill_quoted(void)      { overdue(); call_quoted(); }
static void twice(void (*said)(void))   { said(); b.phrases[0].count = 2; }
static void fortune_twice(void)         { twice(fortune); }
static void dating_twice(void)          { twice(dating); }
static void coins_twice(void)           { twice(coins); }
static void pills_twice(void)           { twice(pills); }
static void gains_twice(void)           { twice(gains); }
static void quoted_twice(void)          { twice(dating_quoted); }

/* One step beside the rows above. */
static void brand_copyright(void)       { claims(CLAIM_COPYRIGHT); away(); }
static void brand_copyright_weak(void)  { brand_copyright(); b.claims[0].weak = true; }
static void brand_copyright_mark(void)  { brand_copyright(); b.claims[0].badge = true; }
static void brand_twice_weak(void)      { brand_badge(); claims(CLAIM_SIGNATURE)->weak = true; }
static void brand_twice_button(void)    { brand_badge(); claims(CLAIM_LINK); }
static void brand_through_others(void)  { brand_name(); b.claims[0].any_sender = true; }
static void brand_through_free(void)    { brand_through_others(); from("サンプル商店", "x@gmail.com"); }
static void envelope_no_domain(void)    { b.c.arrival.mail_from = STR("bounce@"); }
static void envelope_no_sender(void)    { envelope_other(); b.c.mail.identity.from.n = 0; }
static void partner_second(const char *other)
{
    build_partner(&b, "サンプル商会", "sample.example");
    b.partners[0].other = str_of(other);
}
static void says_partner_second(void)   { says(); partner_second("evil.test"); }
static void says_partner_unlike(void)   { says(); partner_second("elsewhere.example"); }
KIND_CASE(stored, HOST_STORAGE)
FLAG_CASE(encoded_host, URL_HOST_ENCODED)
FLAG_CASE(odd_number, URL_IP_ODD)
static void carries_rewriter(void)      { carries(); b.links[0].kinds = HOST_REWRITER; }
static void like_both_known(void)       { like_partner(); build_partner(&b, "別会社", "sample-yakuh1n.example"); }
static void led_among_kind(uint32_t kinds)  { led(); shop_page(); b.links[0].kinds = kinds; }
static void led_dynamic(void)           { led_among_kind(HOST_DYNAMIC); }
static void led_free(void)              { led_among_kind(HOST_FREE); }
static void led_ip(void)                { own_claim(); shop_page(); ip(); }
static void led_device(void)            { own_claim(); shop_page(); ip_device(); }
static void led_spelt_name(void)        { led_spelt(); b.links[1].flags = 0; }
static void led_spelt_other(void)       { own_claim(); shop_page(); build_link_saying(&b, "www.other.example", "https://evil.test/"); }
static void led_spelt_true(void)        { own_claim(); build_link_saying(&b, "www.shop.example", "https://www.shop.example/"); }
static void led_unrelated(void)         { led(); }
static void office_unproved(void)       { office_away(); b.claims[0].from_own = true; }
static void office_outside(void)        { claims_office(CLAIM_NAME)->domains = STR("kokuho.or.jp"); build_link(&b, "こちら", "https://www.kokuho.or.jp/"); }
static void tracked_home(void)          { build_target(away(), HOST_TRACKER, "www.firm.example"); }
static void rewritten_home(void)        { build_target(away(), HOST_REWRITER, "www.firm.example"); }
static void returns_home(void)          { build_target(away(), 0, "www.firm.example"); }
static void writes_other_house(void)    { write_to("これは私ではありません", "mailto:support@other.example"); }
static void writes_spelt(void)          { write_to("お問い合わせ gmail.com", "mailto:not.me@gmail.com")->text_domain = STR("gmail.com"); }
static void writes_page(void)           { write_to("これは私ではありません", "https://gmail.com/"); }
static void picture_some_words(void)    { picture(200); b.c.mail.html.unlinked_chars = 100; }
static void picture_linked_words(void)  { picture(400); b.c.mail.html.unlinked_chars = 20; }
static void stories_short_plain(void)   { stories(40, 90); b.c.mail.html.html_in_plain = 5; }
static void stories_long_plain(void)    { stories(40, 5); b.c.mail.html.html_in_plain = 90; }
static void page_form_and_link(void)    { page_form(); home(); }
static void login_and_files(void)       { attached_login(); home(); build_part(&b, "a.pdf", FILE_PDF, PART_ATTACHMENT); }
static void nameless_body(void)         { nameless(FILE_PDF, PART_ATTACHMENT | PART_BODY); }
static void nameless_swept(void)        { nameless(FILE_PDF, PART_ATTACHMENT | PART_SWEPT); }
static void domain_vowelless(void)      { from("", "x@bcd-fgh-jkl.test"); }
static void name_mixed_digit(void)      { name("H0tel B1Ab"); }
static void name_arrow(void)            { name("診療所 → 受付"); }

static const struct row { const char *signal; bool fires; void (*make)(void); const char *what; } rows[] = {
#define YES(id, make) { id, true, make, "fires: " id ": " #make }
#define NO(id, make)  { id, false, make, "silent: " id ": " #make }
#define OWN_WORDS(id, said) YES(id, said), YES(id, said##_ahead), NO(id, said##_quoted), NO(id, said##_hidden), NO(id, said##_in_file), NO(id, plain)
#define OFFERED(id, said) YES(id, said##_ahead), YES(id, said##_twice), NO(id, said), NO(id, said##_quoted), NO(id, said##_hidden), NO(id, said##_in_file)
    YES("mail.from.claims-brand", brand_name), YES("mail.from.claims-brand", brand_subject), YES("mail.from.claims-brand", brand_greeting),
    YES("mail.from.claims-brand", brand_host), YES("mail.from.claims-brand", brand_name_footer), YES("mail.from.claims-brand", brand_all_over),
    YES("mail.from.claims-brand", brand_logo_only),
    NO("mail.from.claims-brand", brand_greeting_footer), NO("mail.from.claims-brand", brand_badge), NO("mail.from.claims-brand", brand_own),
    NO("mail.from.claims-brand", brand_weak), NO("mail.from.claims-brand", brand_partner), NO("mail.from.claims-brand", brand_ours),
    NO("mail.from.claims-brand", brand_no_link), NO("mail.from.claims-brand", brand_delivery), NO("mail.from.claims-brand", brand_share),
    NO("mail.from.claims-brand", brand_unsubscribe), NO("mail.from.claims-brand", brand_to_partner), NO("mail.from.claims-brand", brand_button),
    NO("mail.from.claims-brand", brand_hosted_by), NO("mail.from.claims-brand", brand_magazine), NO("mail.from.claims-brand", link_away),
    YES("mail.from.freemail-claims-org", free_company), YES("mail.from.freemail-claims-org", free_desk),
    YES("mail.from.freemail-claims-org", free_brand), YES("mail.from.freemail-claims-org", free_signature),
    NO("mail.from.freemail-claims-org", free_doctor), NO("mail.from.freemail-claims-org", free_weak),
    NO("mail.from.freemail-claims-org", free_greeting), NO("mail.from.freemail-claims-org", free_partner),
    NO("mail.from.freemail-claims-org", house_company),
    YES("mail.from.name-disguised", name_dressed), YES("mail.from.name-disguised", name_stars), YES("mail.from.name-disguised", name_digit),
    YES("mail.from.name-disguised", name_apart), YES("mail.from.name-disguised", name_drawn), YES("mail.from.name-disguised", name_struck),
    NO("mail.from.name-disguised", name_wide), NO("mail.from.name-disguised", name_initials), NO("mail.from.name-disguised", name_numbers),
    NO("mail.from.name-disguised", name_kanji), NO("mail.from.name-disguised", name_address), NO("mail.from.name-disguised", plain),
    YES("mail.from.random-domain", domain_consonants), YES("mail.from.random-domain", domain_turns), NO("mail.from.random-domain", domain_short),
    NO("mail.from.random-domain", domain_words), NO("mail.from.random-domain", domain_japanese), NO("mail.from.random-domain", plain),
    YES("mail.subject.disguised", subject_drawn), YES("mail.subject.disguised", subject_apart), YES("mail.subject.disguised", subject_lines),
    NO("mail.subject.disguised", subject_wide), NO("mail.subject.disguised", subject_formula), NO("mail.subject.disguised", subject_line),
    YES("mail.reply-to.other-domain", answer_other), YES("mail.reply-to.other-domain", answer_second), YES("mail.reply-to.other-domain", answer_free),
    NO("mail.reply-to.other-domain", answer_house), NO("mail.reply-to.other-domain", answer_list), NO("mail.reply-to.other-domain", answer_clinic),
    NO("mail.reply-to.other-domain", answer_nobody), NO("mail.reply-to.other-domain", plain),
    YES("mail.envelope.differs", envelope_other), NO("mail.envelope.differs", envelope_house), NO("mail.envelope.differs", envelope_empty),
    NO("mail.envelope.differs", plain),
    YES("mail.auth.none", auth_neither), NO("mail.auth.none", auth_one), NO("mail.auth.none", plain),

    YES("mail.link.text-differs", says), YES("mail.link.text-differs", says_return_to),
    NO("mail.link.text-differs", says_tracker), NO("mail.link.text-differs", says_rewriter), NO("mail.link.text-differs", says_share),
    NO("mail.link.text-differs", says_wrapped), NO("mail.link.text-differs", says_sender), NO("mail.link.text-differs", says_partner),
    NO("mail.link.text-differs", says_ours), NO("mail.link.text-differs", says_below), NO("mail.link.text-differs", says_hidden),
    NO("mail.link.text-differs", says_nested), NO("mail.link.text-differs", says_attached), NO("mail.link.text-differs", link_away),
    YES("mail.link.userinfo", user_host), YES("mail.link.userinfo", user), NO("mail.link.userinfo", user_text), NO("mail.link.userinfo", user_ftp),
    NO("mail.link.userinfo", link_away),
    YES("mail.link.address-literal", ip), NO("mail.link.address-literal", ip_device), NO("mail.link.address-literal", ip_attached),
    NO("mail.link.address-literal", link_away),
    YES("mail.link.punycode", idn), NO("mail.link.punycode", idn_hidden), NO("mail.link.punycode", link_away),
    YES("mail.link.shortener", shortened), NO("mail.link.shortener", short_unsubscribe), NO("mail.link.shortener", short_refresh),
    NO("mail.link.shortener", short_hidden), NO("mail.link.shortener", messenger), NO("mail.link.shortener", link_away),
    YES("mail.link.redirect", passed_on), NO("mail.link.redirect", passed_on_home), NO("mail.link.redirect", passed_by_home),
    NO("mail.link.redirect", passed_tracker), NO("mail.link.redirect", wrapped), NO("mail.link.redirect", link_away),
    YES("mail.link.free-host", free_page), YES("mail.link.free-host", free_form), YES("mail.link.free-host", dynamic),
    NO("mail.link.free-host", home_free), NO("mail.link.free-host", free_partner_page), NO("mail.link.free-host", free_our_page),
    NO("mail.link.free-host", link_away),
    YES("mail.link.program", runs), YES("mail.link.program", runs_target), YES("mail.link.program", home_runs), NO("mail.link.program", runs_partner),
    NO("mail.link.program", runs_ours), NO("mail.link.program", link_away),
    YES("mail.link.dangerous-scheme", script_link), YES("mail.link.dangerous-scheme", search_link), YES("mail.link.dangerous-scheme", unc),
    NO("mail.link.dangerous-scheme", unc_inside), NO("mail.link.dangerous-scheme", data_picture), NO("mail.link.dangerous-scheme", script_nested),
    NO("mail.link.dangerous-scheme", link_away),
    YES("mail.link.invisible", zero_width), YES("mail.link.invisible", bidi), YES("mail.link.invisible", slash_alike), YES("mail.link.invisible", wide),
    NO("mail.link.invisible", wide_text), NO("mail.link.invisible", link_away),
    YES("mail.link.recipient-inside", carries), NO("mail.link.recipient-inside", carries_tracker), NO("mail.link.recipient-inside", carries_partner),
    NO("mail.link.recipient-inside", carries_stop), NO("mail.link.recipient-inside", home_carries), NO("mail.link.recipient-inside", link_away),
    YES("mail.link.random-domain", random_host), YES("mail.link.random-domain", throw_away), YES("mail.link.random-domain", dynamic),
    YES("mail.link.random-domain", random_target), NO("mail.link.random-domain", random_delivery), NO("mail.link.random-domain", random_picture),
    NO("mail.link.random-domain", random_partner), NO("mail.link.random-domain", link_away),
    YES("mail.link.odd", port), YES("mail.link.odd", backslash), YES("mail.link.odd", deep_host), YES("mail.link.odd", many_at),
    NO("mail.link.odd", ip_device_port), YES("mail.link.odd", home_port), NO("mail.link.odd", port_partner), NO("mail.link.odd", port_tracker),
    NO("mail.link.odd", link_away),
    YES("mail.link.brand-in-host", host_dressed), YES("mail.link.brand-in-host", host_in_name), NO("mail.link.brand-in-host", host_dressed_own),
    NO("mail.link.brand-in-host", brand_magazine), NO("mail.link.brand-in-host", home_in_name), NO("mail.link.brand-in-host", host_typo),
    NO("mail.link.brand-in-host", link_away),
    YES("mail.link.lookalike", host_letters), YES("mail.link.lookalike", host_typo), YES("mail.link.lookalike", host_ending),
    YES("mail.link.lookalike", like_partner), YES("mail.link.lookalike", like_ours), NO("mail.link.lookalike", like_partner_self),
    NO("mail.link.lookalike", like_unknown), NO("mail.link.lookalike", like_hidden), NO("mail.link.lookalike", name_typo),
    NO("mail.link.lookalike", host_dressed), NO("mail.link.lookalike", link_away),
    YES("mail.link.brand-elsewhere", led), YES("mail.link.brand-elsewhere", led_among), YES("mail.link.brand-elsewhere", led_spelt),
    NO("mail.link.brand-elsewhere", led_named_trust), NO("mail.link.brand-elsewhere", led_proved), NO("mail.link.brand-elsewhere", led_tracker),
    NO("mail.link.brand-elsewhere", led_delivery), NO("mail.link.brand-elsewhere", led_home), NO("mail.link.brand-elsewhere", led_partner),
    NO("mail.link.brand-elsewhere", led_other_sender),
    YES("mail.link.authority-elsewhere", office_away), YES("mail.link.authority-elsewhere", office_subject),
    NO("mail.link.authority-elsewhere", office_town), NO("mail.link.authority-elsewhere", office_own), NO("mail.link.authority-elsewhere", office_proved),
    NO("mail.link.authority-elsewhere", office_partner), NO("mail.link.authority-elsewhere", office_to_partner),
    NO("mail.link.authority-elsewhere", office_quoted), NO("mail.link.authority-elsewhere", office_shop),
    YES("mail.link.unrelated", link_away), YES("mail.link.unrelated", tracked), NO("mail.link.unrelated", link_home),
    NO("mail.link.unrelated", away_and_home), NO("mail.link.unrelated", away_and_partner), NO("mail.link.unrelated", away_nobody),
    NO("mail.link.unrelated", away_claimed), NO("mail.link.unrelated", passed_on_home),
    NO("mail.link.unrelated", share), NO("mail.link.unrelated", writes_only), NO("mail.link.unrelated", plain),
    YES("mail.link.writes-to-stranger", writes_free), YES("mail.link.writes-to-stranger", writes_picture),
    NO("mail.link.writes-to-stranger", writes_shown), NO("mail.link.writes-to-stranger", writes_house), NO("mail.link.writes-to-stranger", writes_sender),
    NO("mail.link.writes-to-stranger", writes_nothing), NO("mail.link.writes-to-stranger", link_away),
    YES("mail.link.remote-content", pictures), NO("mail.link.remote-content", pictures_inside), NO("mail.link.remote-content", plain),

    YES("mail.html.hidden-text", hides), NO("mail.html.hidden-text", hides_preheader), NO("mail.html.hidden-text", hides_little),
    NO("mail.html.hidden-text", plain),
    YES("mail.html.hidden-filler", fills), NO("mail.html.hidden-filler", fills_telephone), NO("mail.html.hidden-filler", fills_short),
    YES("mail.html.zero-font", zero), YES("mail.html.zero-font", white), NO("mail.html.zero-font", zero_spacer), NO("mail.html.zero-font", hides),
    YES("mail.html.script", page_script), YES("mail.html.script", page_obfuscated), YES("mail.html.script", page_svg),
    YES("mail.html.script", page_refresh),
    NO("mail.html.script", page_form), NO("mail.html.script", attached_script), NO("mail.html.script", page_remote),
    YES("mail.html.form", page_form), YES("mail.html.form", page_password), NO("mail.html.form", attached_form), NO("mail.html.form", page_remote),
    YES("mail.html.image-only", picture_only), NO("mail.html.image-only", picture_words), NO("mail.html.image-only", picture_home),
    NO("mail.html.image-only", picture_unlinked), NO("mail.html.image-only", picture_word_link), NO("mail.html.image-only", picture_share),
    YES("mail.html.other-story", stories_two), NO("mail.html.other-story", stories_one), NO("mail.html.other-story", stories_notice),
    NO("mail.html.other-story", stories_digest), NO("mail.html.other-story", plain),
    YES("mail.html.block-code", code_drawn), NO("mail.html.block-code", code_picture),
    YES("mail.html.outlook-only", outlook_words), YES("mail.html.outlook-only", outlook_link), NO("mail.html.outlook-only", outlook_spacer),
    YES("mail.html.fake-notice", safe), NO("mail.html.fake-notice", safe_ours), NO("mail.html.fake-notice", login),
    YES("mail.attachment.html-login", attached_login), YES("mail.attachment.html-login", attached_form_script),
    NO("mail.attachment.html-login", attached_form), NO("mail.attachment.html-login", attached_script), NO("mail.attachment.html-login", page_password),
    YES("mail.attachment.nested-mail", mail_inside), NO("mail.attachment.nested-mail", mail_inside_bounce), NO("mail.attachment.nested-mail", mail_beside),
    YES("mail.attachment.calendar-link", calendar_away), YES("mail.attachment.calendar-link", calendar_declared),
    NO("mail.attachment.calendar-link", calendar_home), NO("mail.attachment.calendar-link", calendar_other_part),
    NO("mail.attachment.calendar-link", calendar_none), NO("mail.attachment.calendar-link", link_away),
    YES("mail.attachment.no-name", nameless_pdf), NO("mail.attachment.no-name", nameless_picture), NO("mail.attachment.no-name", nameless_inline),
    NO("mail.attachment.no-name", nameless_member), NO("mail.attachment.no-name", nameless_nested), NO("mail.attachment.no-name", nameless_text),
    NO("mail.attachment.no-name", nameless_mail), NO("mail.attachment.no-name", nameless_empty), NO("mail.attachment.no-name", mail_beside),

    OWN_WORDS("mail.text.lure-account", account), YES("mail.text.lure-account", verify), NO("mail.text.lure-account", login),
    OWN_WORDS("mail.text.lure-payment", payment), YES("mail.text.lure-payment", refund), NO("mail.text.lure-payment", invoice),
    OWN_WORDS("mail.text.lure-delivery", delivery), NO("mail.text.lure-delivery", foreign),
    OWN_WORDS("mail.text.lure-prize", prize), NO("mail.text.lure-prize", gains),
    OWN_WORDS("mail.text.lure-mailbox", mailbox), YES("mail.text.lure-mailbox", voicemail), NO("mail.text.lure-mailbox", account),
    OWN_WORDS("mail.text.urgency", urgency), OWN_WORDS("mail.text.bank-change", bank), NO("mail.text.bank-change", transfer),
    OWN_WORDS("mail.text.medical-lure", medical), OWN_WORDS("mail.text.unnatural", wording),
    OWN_WORDS("mail.text.copy-into-folder", folder), YES("mail.text.copy-into-folder", enable),
    OWN_WORDS("mail.text.lure-foreign", foreign), NO("mail.text.lure-foreign", delivery),
    OFFERED("mail.text.scam-advance-fee", fortune), OFFERED("mail.text.scam-dating", dating), NO("mail.text.scam-dating", quoted_twice),
    OFFERED("mail.text.scam-crypto", coins), OFFERED("mail.text.scam-pills", pills), OFFERED("mail.text.scam-money", gains),
    YES("mail.from.claims-brand", brand_copyright), NO("mail.from.claims-brand", brand_copyright_weak), NO("mail.from.claims-brand", brand_copyright_mark),
    NO("mail.from.claims-brand", brand_twice_weak), NO("mail.from.claims-brand", brand_twice_button),
    NO("mail.from.claims-brand", brand_through_others), YES("mail.from.claims-brand", brand_through_free),
    NO("mail.envelope.differs", envelope_no_domain), NO("mail.envelope.differs", envelope_no_sender),
    NO("mail.link.text-differs", says_partner_second), YES("mail.link.text-differs", says_partner_unlike),
    YES("mail.link.free-host", stored), YES("mail.link.odd", encoded_host), YES("mail.link.odd", odd_number),
    NO("mail.link.recipient-inside", carries_rewriter), NO("mail.link.lookalike", like_both_known),
    YES("mail.link.brand-elsewhere", led_dynamic), YES("mail.link.brand-elsewhere", led_free), YES("mail.link.brand-elsewhere", led_ip),
    NO("mail.link.brand-elsewhere", led_device), NO("mail.link.brand-elsewhere", led_spelt_name), NO("mail.link.brand-elsewhere", led_spelt_other),
    NO("mail.link.brand-elsewhere", led_spelt_true), YES("mail.link.unrelated", led_unrelated),
    YES("mail.link.authority-elsewhere", office_unproved), NO("mail.link.authority-elsewhere", office_outside),
    NO("mail.link.unrelated", tracked_home), NO("mail.link.unrelated", rewritten_home), YES("mail.link.unrelated", returns_home),
    NO("mail.link.writes-to-stranger", writes_other_house), NO("mail.link.writes-to-stranger", writes_spelt), NO("mail.link.writes-to-stranger", writes_page),
    NO("mail.html.image-only", picture_some_words), NO("mail.html.image-only", picture_linked_words),
    NO("mail.html.other-story", stories_short_plain), NO("mail.html.other-story", stories_long_plain),
    NO("mail.attachment.no-name", nameless_body), NO("mail.attachment.no-name", nameless_swept),
    YES("mail.from.random-domain", domain_vowelless), NO("mail.from.name-disguised", name_mixed_digit), NO("mail.from.name-disguised", name_arrow),
    YES("mail.text.extortion", blackmail), YES("mail.text.extortion", blackmail_coins), NO("mail.text.extortion", recorded),
    NO("mail.text.extortion", pay_or), NO("mail.text.extortion", coins_twice), NO("mail.text.extortion", blackmail_quoted),
    YES("mail.text.call-number", call_bill), NO("mail.text.call-number", call), NO("mail.text.call-number", overdue),
    NO("mail.text.call-number", call_bill_quoted),
};

static void test_rows(void)
{
    struct finding *found = ARENA_ARRAY(&a, struct finding, signals_count());

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        bool fires = false;
        size_t n;

        build(&b);
        rows[i].make();
        n = signals_run(&b.c, &a, found);
        for (size_t k = 0; k < n; k++)
            fires |= strcmp(found[k].signal->id, rows[i].signal) == 0;
        CHECK_ROW(fires == rows[i].fires, rows[i].what);
    }
}

static void test_every_signal_has_rows(void)
{
    for (const struct signal *const *s = signals; *s; s++) {
        bool fires = false, silent = false;

        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
            fires |= strcmp(rows[i].signal, (*s)->id) == 0 && rows[i].fires;
            silent |= strcmp(rows[i].signal, (*s)->id) == 0 && !rows[i].fires;
        }
        if (signal_is_of_links((*s)->id))
            CHECK_ROW(fires && silent, (*s)->id);
        CHECK_ROW((*s)->group != GROUP_LINK || signal_is_of_links((*s)->id), (*s)->id);
    }
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        CHECK_ROW(signal_by_id(str_of(rows[i].signal)) && signal_is_of_links(rows[i].signal), rows[i].what);
}

/* What a card quotes. NULL: not looked at. */
static void test_evidence(void)
{
    static const struct { const char *signal; void (*make)(void); const char *claimed, *actual, *where; } cases[] = {
        { "mail.from.claims-brand",         brand_name,     "サンプル商店", "taro@firm.example", "shop.example" },
        { "mail.from.freemail-claims-org",  free_company,   "株式会社サンプル薬品", "sample.yakuhin@gmail.com", "From" },
        { "mail.from.freemail-claims-org",  free_signature, "サンプル商店", "x@yahoo.co.jp", "From" },
        { "mail.reply-to.other-domain",     answer_second,  "taro@firm.example", "boss@evil.test", "Reply-To" },
        { "mail.envelope.differs",          envelope_other, "firm.example", "bounce@evil.test", "MAIL FROM" },
        { "mail.link.text-differs",         says,           "www.shop.example", "evil.test", "1" },
        { "mail.link.address-literal",      ip,             "こちら", "192.0.2.7", "1" },
        { "mail.link.dangerous-scheme",     script_link,    "こちら", "javascript:run()", "1" },
        { "mail.link.lookalike",            like_partner,   "sample-yakuhin.example", "sample-yakuh1n.example", "1" },
        { "mail.link.lookalike",            host_letters,   "shop.example", "sh0p.test", "サンプル商店" },
        { "mail.link.brand-in-host",        host_dressed,   "サンプル商店", "shop-example.test", "shop.example" },
        { "mail.link.brand-elsewhere",      led_among,      "サンプル商店", "evil.test", "shop.example" },
        { "mail.link.authority-elsewhere",  office_away,    "日本年金機構", "evil.test", "nenkin.go.jp" },
        { "mail.link.unrelated",            link_away,      "firm.example", "evil.test", "1" },
        { "mail.link.writes-to-stranger",   writes_free,    "これは私ではありません", "not.me@gmail.com", "1" },
        { "mail.link.remote-content",       pictures,       NULL, "3", NULL },
        { "mail.html.form",                 page_form_and_link, NULL, "evil.test", NULL },
        { "mail.html.other-story",          stories_two,    NULL, "10", NULL },
        { "mail.html.hidden-text",          hides,          NULL, "the weather of the garden", NULL },
        { "mail.attachment.html-login",     login_and_files, NULL, "evil.test", "明細.html" },
        { "mail.attachment.nested-mail",    mail_inside,    NULL, "evil.test", "2" },
        { "mail.attachment.calendar-link",  calendar_away,  "invite.ics", "evil.test", "2" },
        { "mail.attachment.no-name",        nameless_pdf,   NULL, "application/octet-stream", "2" },
        { "mail.text.lure-account",         account_ahead,  NULL, "パスワードは", "subject" },
        { "mail.subject.disguised",         subject_lines,  NULL, "You__have__won", "Subject" },
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct evidence ev = { STR(""), STR(""), STR("") };
        const struct signal *s = signal_by_id(str_of(cases[i].signal));

        build(&b);
        cases[i].make();
        if (!CHECK_ROW(s && s->check(&b.c, &a, &ev), cases[i].signal))
            continue;
        if (cases[i].claimed)
            CHECK_STR(ev.claimed, cases[i].claimed);
        CHECK_STR(ev.actual, cases[i].actual);
        if (cases[i].where)
            CHECK_STR(ev.where, cases[i].where);
    }
}

/* Of two claims the one in the stronger place is quoted, wherever the reader put it. */
static void test_strongest_claim(void)
{
    struct evidence ev;

    build(&b);
    build_claim(&b, CLAIM_SIGNATURE, "サンプル便", post_office);
    build_claim(&b, CLAIM_NAME, "サンプル商店", shop);
    away();
    CHECK(signal_by_id(STR("mail.from.claims-brand"))->check(&b.c, &a, &ev));
    CHECK_STR(ev.claimed, "サンプル商店");
}

int main(void)
{
    arena_open(&a, 64 << 20, NULL);
    test_rows();
    test_every_signal_has_rows();
    test_evidence();
    test_strongest_claim();
    return check_done();
}
