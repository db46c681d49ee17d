/* Facts written down by hand → findings. Every signal has rows in which it fires and rows in which it must stay silent;
 * those of who a mail poses as and where it leads have theirs in signals_links.c. */
#include "case_build.h"
#include "check.h"
#include "signals/authority.h"
#include "signals/domain.h"
#include "base/fold.h"

#include <stdio.h>

static struct arena a;
static struct built b;

static void from(const char *name, const char *addr)   { b.from[0] = mailbox_made(name, addr, 0); }
static void odd_from(uint32_t odd)                      { b.from[0].odd |= odd; }
static void site(void)
{
    build_own(&b, "clinic.example");
    build_partner(&b, "丸丸市医師会", "jimu@marumaru-med.example");
    build_partner(&b, "株式会社サンプル薬品", "sample-yakuhin.example");
    b.protect[0] = STR("院長 高橋一郎");
    b.protect[1] = STR("高橋一郎");
    b.c.site.protected_names = (struct list){ b.protect, 2 };
}

static void plain(void)                 { }
static void list_two(void)              { b.from[1] = mailbox_made("", "x@other.example", 0); b.c.mail.identity.from.n = 2; }
static void two_headers(void)           { b.c.mail.identity.from_headers = 2; }
static void route(void)                 { odd_from(ADDRESS_ODD_ROUTE); }
static void gap(void)                   { b.c.mail.identity.odd = ADDRESS_ODD_NO_COLON_GAP; }
static void two_at(void)                { from("", "a@firm.example@evil.example"); }
static void nobody(void)                { b.c.mail.identity.from.n = 0; }
static void bounce(void)                { nobody(); b.c.mail.is_bounce = true; }
static void bounce_words(void)          { nobody(); build_phrase(&b, "bounce.notice", PLACE_BODY); }
static void bounce_link(void)           { bounce_words(); b.c.mail.text.visible = STR("https://firm.example/"); }
static void long_name(void)             { odd_from(ADDRESS_ODD_LONG); }
static void name_address(void)          { from("soumu@hospital.example", "x9@elsewhere.example"); }
static void name_address_wide(void)     { from("ｓｏｕｍｕ＠ｈｏｓｐｉｔａｌ．ｅｘａｍｐｌｅ", "x9@elsewhere.example"); }
static void name_address_own(void)      { from("taro@firm.example", "taro@firm.example"); }
static void name_address_house(void)    { from("info@firm.example", "taro@mail.firm.example"); }
static void name_via(void)              { from("soumu@hospital.example via Forms", "x9@elsewhere.example"); }
static void name_kanji(void)            { from("木村@hospital.example", "x9@elsewhere.example"); }
static void name_kanji_quoted(void)     { from("「木村＠hospital.example」", "x9@elsewhere.example"); }
static void name_number(void)           { from("山田@No.1歯科", "x9@elsewhere.example"); }
static void name_at(void)               { from("受付@3階", "x9@elsewhere.example"); }
static void known_other(void)           { site(); from("丸丸市医師会 事務局", "info@ishikai.test"); }
static void known_sama(void)            { site(); from("サンプル薬品㈱", "info@ishikai.test"); }
static void known_longer(void)          { site(); from("高橋　一郎太", "taro@webmail.test"); }
static void known_title(void)           { site(); from("クリニック院長高橋一郎（本人）", "boss@webmail.test"); }
static void known_titled(void)          { site(); from("高橋一郎院長", "boss@webmail.test"); }
static void known_hidden(void)          { site(); from("高橋\u200b一郎", "boss@webmail.test"); }
static void known_right(void)           { site(); from("丸丸市医師会", "jimu@marumaru-med.example"); }
static void known_person(void)          { site(); from("高橋 一郎", "boss@webmail.test"); }
static void known_person_ours(void)     { site(); from("高橋 一郎", "takahashi@clinic.example"); b.c.arrival.from_inside = true; }
static void known_no_site(void)         { from("丸丸市医師会", "info@ishikai.test"); }
static void known_turned(void)          { site(); b.protect[1] = STR("高橋 一郎"); from("一郎 高橋", "boss@webmail.test"); }
static void known_office(void)          { site(); b.protect[1] = STR("高橋 一郎"); from("高橋院長", "boss@webmail.test"); }
static void known_family(void)          { site(); b.protect[1] = STR("高橋 一郎"); from("高橋", "boss@webmail.test"); }
static void known_looks(void)           { site(); from("サンプﾙ薬品株式会社", "info@ishikai.test"); }
static void known_bar(void)             { site(); from("高橋ー郎", "boss@webmail.test"); }
static void known_spaced(void)          { site(); from("丸 丸 市 医 師 會", "info@ishikai.test"); }
static void known_house(void)           { site(); b.c.site.name = STR("高橋内科クリニック"); from("高橋内科クリ二ック", "boss@webmail.test"); }
static void known_other_house(void)     { site(); b.c.site.name = STR("高橋内科クリニック"); from("西高橋内科クリニック", "info@nishi.test"); }
static void name_domain(void)           { from("ｍｈｌｗ．ｇｏ．ｊｐ", "x9@elsewhere.example"); }
static void name_domain_own(void)       { from("Firm.example", "x9@mail.firm.example"); }
static void name_domain_shop(void)      { from("Firm.com", "x9@firm.jp"); }
static void name_dotted(void)           { from("t.yamada", "x9@elsewhere.example"); }
static void name_spelled(void)          { from("info [at] hospital。example", "x9@elsewhere.example"); }
static void name_apart(void)            { from("info @ hospital.example", "x9@elsewhere.example"); }
static void like_partner(void)          { site(); from("", "jimu@marumaru-rned.example"); }
static void like_partner_typo(void)     { site(); from("", "keiri@sample-yakuh1n.example"); }
static void like_own_dressed(void)      { site(); from("", "it@clinic.example.login.test"); }
static void like_office(void)           { from("", "info@mhlw-go.jp"); }
static void like_office_tail(void)      { from("", "info@mhlw.go.jp.example"); }
static void like_office_dash(void)      { from("", "info@med-or-jp.com"); }
static void like_office_ending(void)    { from("", "info@mhlw.com"); }
static void like_cyrillic(void)         { site(); from("", "jimu@sаmple-yakuhin.example"); }
static void like_punycode(void)         { site(); from("", "jimu@xn--smple-yakuhin-w1k.example"); }
static void like_short(void)            { from("", "info@ida.or.jp"); }
static void like_word(void)             { from("", "info@nenkin-soudan.com"); }
static void like_partner_self(void)     { site(); from("", "x@marumaru-med.example"); }
static void like_freemail(void)         { build_partner(&b, "山田", "yamada@gmail.com"); from("", "x@ymail.com"); }
static void like_prefecture(void)       { from("", "jimu@tokyo.med.or.jp"); }
static void mixed(void)                 { odd_from(ADDRESS_ODD_MIXED_SCRIPT); }
static void zero_width(void)            { odd_from(ADDRESS_ODD_INVISIBLE); }
static void bidi(void)                  { odd_from(ADDRESS_ODD_BIDI); }
static void ours(void)                  { site(); from("", "soumu@clinic.example"); }
static void ours_unknown(void)          { from("", "soumu@clinic.example"); }
static void ours_inside(void)           { ours(); b.c.arrival.from_inside = true; }
static void ours_copier(void)           { ours(); b.copiers[0] = STR("soumu@clinic.example"); b.c.site.copiers = (struct list){ b.copiers, 1 }; }
static void ours_passed(void)           { ours(); build_auth(&b, "mx.clinic.example", true, "dkim", "pass", "clinic.example"); }
static void ours_not_believed(void)     { ours(); build_auth(&b, "mx.evil.test", false, "dkim", "pass", "clinic.example"); }
static void ours_other_passed(void)     { ours(); build_auth(&b, "mx.clinic.example", true, "spf", "pass", "bulk.test"); }
static void office(void)                { from("厚生労働省 健康局", "info@bulk.test"); }
static void office_wide(void)           { from("【厚　生　労　働　省】", "info@bulk.test"); }
static void office_unit(void)           { from("関東信越厚生局 指導監査課", "info@bulk.test"); }
static void office_unit_new(void)       { from("東海北陸厚生局適時班", "info@bulk.test"); }
static void office_kenpo(void)          { from("健康保険組合運営事務局", "kenpo-web@info-mail.test"); }
static void office_kenpo_true(void)     { from("丸丸工業健康保険組合", "info@marumaru-kenpo.or.jp"); }
static void office_kenpo_partner(void)  { build_partner(&b, "丸丸健保", "marumaru.test"); from("丸丸健康保険組合", "info@marumaru.test"); }
static void office_post(void)           { from("市役所前郵便局", "info@bulk.test"); }
static void office_police(void)         { from("ひなた県警 サイバー犯罪対策課", "info@bulk.test"); }
static void office_second(void)         { from("ｎｉｓｃ", "info@bulk.test"); }
static void office_alike(void)          { from("厚生堂", "info@bulk.test"); }
static void office_true(void)           { from("厚生労働省", "info@mhlw.go.jp"); }
static void office_contract(void)       { from("厚生労働省委託事業 事務局", "info@bulk.test"); }
static void office_health(void)         { from("港区保健所", "minato@webmail.test"); }
static void office_health_true(void)    { from("港区保健所", "hokenjo@city.minato.lg.jp"); }
static void office_front(void)          { from("保健所前クリニック", "info@bulk.test"); }
static void office_branch(void)         { from("株式会社IPA", "info@bulk.test"); }
static void office_inside_word(void)    { from("Taipaper", "info@bulk.test"); }
static void office_association(void)    { from("日本医師会", "info@nmh.test"); }
static void office_prefecture(void)     { from("大阪府医師会", "info@osaka.med.or.jp"); }
static void office_software(void)       { from("国税庁対応ソフト販売", "info@bulk.test"); }
static void dkim_short(void)            { build_dkim(&b, "from", "date", false, false); }
static void dkim_length(void)           { build_dkim(&b, "from", "subject", true, false); }
static void dkim_good(void)             { build_dkim(&b, "from", "subject", false, false); }
static void dkim_bad(void)              { build_dkim(&b, "from", "subject", false, true); }
static void envelope_bad(void)          { b.c.arrival.mail_from = STR("a@firm.example(.evil.test"); }
static void envelope_good(void)         { b.c.arrival.mail_from = STR("o'neil@firm.example"); }
static void reply(void)                 { b.c.mail.reply.subject_claims = true; b.c.mail.subject = STR("Re: 打合せの件"); }
static void reply_true(void)            { reply(); b.c.mail.reply.has_reference = true; }
static void reply_list(void)            { reply(); b.c.mail.is_list = true; }
static void forward(void)               { reply(); b.c.mail.subject = STR("Fw: 打合せの件"); b.c.mail.text.quote_header = true; }
static void quoted(void)                { b.c.mail.text.quote_header = true; }
static void tiny(void)                  { reply(); b.c.mail.text.own_lines = 1; build_part(&b, "a.zip", FILE_ZIP, PART_ATTACHMENT); }
static void tiny_long(void)             { tiny(); b.c.mail.text.own_lines = 9; }
static void tiny_pdf(void)              { tiny(); b.parts[0].found = FILE_PDF; }
static void tiny_true(void)             { tiny(); b.c.mail.reply.has_reference = true; }
static void tiny_forward(void)          { tiny(); b.c.mail.subject = STR("転送: 件"); b.c.mail.text.quoted_lines = 5; }

#define FILE_CASE(name, file, type, traits) static void name(void) { build_part(&b, file, type, PART_ATTACHMENT | (traits)); }
FILE_CASE(pdf,          "案内.pdf",     FILE_PDF, 0)
FILE_CASE(zip_as_pdf,   "案内.pdf",     FILE_ZIP, 0)
FILE_CASE(png_as_jpg,   "写真.jpg",     FILE_PNG, 0)
FILE_CASE(html_as_xls,  "表.xls",       FILE_HTML, 0)
FILE_CASE(docx_as_doc,  "文.doc",       FILE_OOXML, 0)
FILE_CASE(exe,          "update.exe",   FILE_PE, 0)
FILE_CASE(exe_as_doc,   "文.doc",       FILE_PE, 0)
FILE_CASE(com_by_name,  "eicar.com",    FILE_TEXT, 0)
FILE_CASE(js,           "a.js",         FILE_JSCRIPT, 0)
FILE_CASE(shell,        "rotate",       FILE_SHELL, 0)
FILE_CASE(command,      "rotate.command", FILE_SHELL, 0)
FILE_CASE(lnk,          "a.lnk",        FILE_LNK, 0)
FILE_CASE(iso,          "a.iso",        FILE_ISO, 0)
FILE_CASE(locked,       "a.zip",        FILE_ZIP, PART_ENCRYPTED)
FILE_CASE(signature,    "smime.p7m",    FILE_SMIME, PART_ENCRYPTED)
FILE_CASE(closed,       "a.rar",        FILE_RAR, PART_UNINSPECTED)
FILE_CASE(macro,        "a.xlsm",       FILE_OOXML, PART_MACRO)
FILE_CASE(docx,         "a.docx",       FILE_OOXML, 0)
FILE_CASE(page,         "a.html",       FILE_HTML, PART_ACTIVE)
FILE_CASE(page_still,   "a.html",       FILE_HTML, 0)
FILE_CASE(smuggling,    "a.html",       FILE_HTML, PART_ACTIVE | PART_SMUGGLES)
FILE_CASE(lzh,          "a.lzh",        FILE_LZH, PART_UNINSPECTED)
FILE_CASE(swept_exe,    "a.exe",        FILE_PE, PART_SWEPT)
FILE_CASE(swept_png,    "a.png",        FILE_PNG, PART_SWEPT)

static void body_script(void)           { build_part(&b, "", FILE_HTML, PART_BODY | PART_ACTIVE); }
static void name_odd(uint32_t odd)      { pdf(); b.parts[0].name_odd = odd; }
static void doubled(void)               { name_odd(NAME_ODD_DOUBLE); }
static void padded(void)                { name_odd(NAME_ODD_PADDED); }
static void turned(void)                { name_odd(NAME_ODD_REVERSED); }
static void unseen(void)                { name_odd(NAME_ODD_INVISIBLE); }
static void wide_dot(void)              { name_odd(NAME_ODD_LOOKALIKE); }
static void member_of_type(const char *name, enum file_type type, uint32_t traits)
{
    build_part(&b, "a.zip", FILE_ZIP, PART_ATTACHMENT);
    build_part(&b, name, type, PART_MEMBER | traits)->member_of = STR("2");
}
static void member(const char *name)    { member_of_type(name, FILE_UNKNOWN, 0); }
static void member_zip(void)            { member_of_type("資料.zip", FILE_ZIP, PART_UNINSPECTED); }
static void member_locked(void)         { member_of_type("資料.zip", FILE_ZIP, PART_UNINSPECTED | PART_ENCRYPTED); }
static void member_iso(void)            { member_of_type("a.iso", FILE_ISO, PART_UNINSPECTED); }
static void member_lzh(void)            { member_of_type("a.lzh", FILE_LZH, PART_UNINSPECTED); }
static void member_macro(void)          { member_of_type("申請書.xlsm", FILE_OOXML, PART_MACRO); }
static void member_docx(void)           { member_of_type("申請書.docx", FILE_OOXML, 0); }
static void member_exe(void)            { member("請求書.exe"); }
static void member_xls(void)            { member("請求書.xls"); }
static void ppap(void)                  { locked(); build_phrase(&b, "password.given", PLACE_BODY); }
static void ppap_later(void)            { ppap(); build_phrase(&b, "password.follows", PLACE_BODY); }
static void password_only(void)         { build_phrase(&b, "password.given", PLACE_BODY); }
static void some_views(void)            { exe(); b.parts[0].views = 1 << VIEW_LENIENT; }
static void some_views_png(void)        { swept_png(); b.parts[0].traits = 0; b.parts[0].views = 1; build_odd(&b, ODD_VIEWS_DIFFER); }
/* One archive under two names, as with raw Shift_JIS names: every program shows the archive. */
static void two_names(void)
{
    build_part(&b, "a.zip", FILE_ZIP, PART_ATTACHMENT)->views = 3;
    build_part(&b, "b.zip", FILE_ZIP, PART_ATTACHMENT)->views = VIEWS_ALL & ~3u;
    b.parts[1].sha256 = b.parts[0].sha256;
}

#define ODD_CASE(name, kind) static void name(void) { build_odd(&b, kind); }
ODD_CASE(o_type, ODD_CONTENT_TYPE_CONFLICT) ODD_CASE(o_encoding, ODD_ENCODING_UNKNOWN) ODD_CASE(o_boundary, ODD_BOUNDARY_EMPTY)
ODD_CASE(o_header, ODD_HEADER_NO_COLON) ODD_CASE(o_lines, ODD_LINE_MIXED) ODD_CASE(o_outside, ODD_OUTSIDE_PARTS)
ODD_CASE(o_reused, ODD_BOUNDARY_REUSED) ODD_CASE(o_base64, ODD_BASE64_JUNK) ODD_CASE(o_qp, ODD_QP_ILLEGAL) ODD_CASE(o_names, ODD_NAMES_DIFFER)
ODD_CASE(o_charset, ODD_CHARSET_WRONG) ODD_CASE(o_partial, ODD_MESSAGE_PARTIAL) ODD_CASE(o_limit, ODD_LIMIT_DEPTH)
ODD_CASE(o_mixed, ODD_CHARSET_MIXED) ODD_CASE(o_tnef, ODD_TNEF)

static const struct row { const char *signal; bool fires; void (*make)(void); const char *what; } rows[] = {
#define YES(id, make) { id, true, make, "fires: " id ": " #make }
#define NO(id, make)  { id, false, make, "silent: " id ": " #make }
    YES("mail.from.not-single", list_two), YES("mail.from.not-single", two_headers), YES("mail.from.not-single", route),
    YES("mail.from.not-single", gap), YES("mail.from.not-single", two_at), YES("mail.from.not-single", nobody),
    YES("mail.from.not-single", bounce_link), NO("mail.from.not-single", bounce_words),
    NO("mail.from.not-single", plain), NO("mail.from.not-single", bounce), NO("mail.from.not-single", long_name),
    YES("mail.from.name-claims-address", name_address), YES("mail.from.name-claims-address", name_address_wide),
    YES("mail.from.name-claims-address", name_kanji), YES("mail.from.name-claims-address", name_kanji_quoted),
    NO("mail.from.name-claims-address", name_number),
    NO("mail.from.name-claims-address", name_address_own), NO("mail.from.name-claims-address", name_address_house),
    NO("mail.from.name-claims-address", name_via), NO("mail.from.name-claims-address", name_at), NO("mail.from.name-claims-address", plain),
    YES("mail.from.known-name-other-address", known_turned), YES("mail.from.known-name-other-address", known_office),
    NO("mail.from.known-name-other-address", known_family), YES("mail.from.known-name-other-address", known_looks),
    YES("mail.from.known-name-other-address", known_bar), YES("mail.from.known-name-other-address", known_spaced),
    YES("mail.from.known-name-other-address", known_house), NO("mail.from.known-name-other-address", known_other_house),
    YES("mail.from.name-claims-address", name_domain), NO("mail.from.name-claims-address", name_domain_own),
    NO("mail.from.name-claims-address", name_domain_shop), NO("mail.from.name-claims-address", name_dotted),
    YES("mail.from.name-claims-address", name_spelled), YES("mail.from.name-claims-address", name_apart),
    YES("mail.from.known-name-other-address", known_other), YES("mail.from.known-name-other-address", known_sama),
    YES("mail.from.known-name-other-address", known_person), NO("mail.from.known-name-other-address", known_right),
    NO("mail.from.known-name-other-address", known_longer), YES("mail.from.known-name-other-address", known_title),
    YES("mail.from.known-name-other-address", known_titled), YES("mail.from.known-name-other-address", known_hidden),
    NO("mail.from.known-name-other-address", known_person_ours), NO("mail.from.known-name-other-address", known_no_site),
    YES("mail.from.lookalike-domain", like_partner), YES("mail.from.lookalike-domain", like_partner_typo),
    YES("mail.from.lookalike-domain", like_own_dressed), YES("mail.from.lookalike-domain", like_office),
    YES("mail.from.lookalike-domain", like_office_tail), YES("mail.from.lookalike-domain", like_office_dash),
    YES("mail.from.lookalike-domain", like_office_ending), YES("mail.from.lookalike-domain", like_cyrillic),
    YES("mail.from.lookalike-domain", like_punycode),
    NO("mail.from.lookalike-domain", like_short), NO("mail.from.lookalike-domain", like_word), NO("mail.from.lookalike-domain", like_partner_self),
    NO("mail.from.lookalike-domain", like_freemail), NO("mail.from.lookalike-domain", like_prefecture), NO("mail.from.lookalike-domain", plain),
    YES("mail.from.mixed-script", mixed), NO("mail.from.mixed-script", plain),
    YES("mail.from.invisible", zero_width), YES("mail.from.invisible", bidi), NO("mail.from.invisible", mixed),
    YES("mail.from.our-domain-from-outside", ours), YES("mail.from.our-domain-from-outside", ours_not_believed),
    YES("mail.from.our-domain-from-outside", ours_other_passed), NO("mail.from.our-domain-from-outside", ours_unknown),
    NO("mail.from.our-domain-from-outside", ours_inside), NO("mail.from.our-domain-from-outside", ours_copier),
    NO("mail.from.our-domain-from-outside", ours_passed),
    YES("mail.from.claims-authority", office), YES("mail.from.claims-authority", office_wide), YES("mail.from.claims-authority", office_health),
    YES("mail.from.claims-authority", office_unit), YES("mail.from.claims-authority", office_unit_new),
    YES("mail.from.claims-authority", office_kenpo), NO("mail.from.claims-authority", office_kenpo_true),
    NO("mail.from.claims-authority", office_kenpo_partner), NO("mail.from.claims-authority", office_post),
    YES("mail.from.claims-authority", office_police), YES("mail.from.claims-authority", office_second),
    NO("mail.from.claims-authority", office_alike),
    YES("mail.from.claims-authority", office_association), NO("mail.from.claims-authority", office_true),
    NO("mail.from.claims-authority", office_contract), NO("mail.from.claims-authority", office_health_true),
    NO("mail.from.claims-authority", office_front), NO("mail.from.claims-authority", office_branch),
    NO("mail.from.claims-authority", office_inside_word), NO("mail.from.claims-authority", office_prefecture),
    NO("mail.from.claims-authority", office_software), NO("mail.from.claims-authority", plain),
    YES("mail.auth.unsigned-headers", dkim_short), YES("mail.auth.unsigned-headers", dkim_length),
    NO("mail.auth.unsigned-headers", dkim_good), NO("mail.auth.unsigned-headers", plain),
    YES("mail.auth.bad-domain", dkim_bad), YES("mail.auth.bad-domain", envelope_bad), NO("mail.auth.bad-domain", envelope_good),
    YES("mail.reply.without-reference", reply), YES("mail.reply.without-reference", quoted), NO("mail.reply.without-reference", reply_true),
    NO("mail.reply.without-reference", reply_list), NO("mail.reply.without-reference", forward), NO("mail.reply.without-reference", plain),
    YES("mail.reply.tiny-with-attachment", tiny), NO("mail.reply.tiny-with-attachment", tiny_long),
    NO("mail.reply.tiny-with-attachment", tiny_pdf), NO("mail.reply.tiny-with-attachment", tiny_true),
    NO("mail.reply.tiny-with-attachment", tiny_forward),
    YES("mail.attachment.type-mismatch", zip_as_pdf), YES("mail.attachment.type-mismatch", exe_as_doc), NO("mail.attachment.type-mismatch", pdf),
    NO("mail.attachment.type-mismatch", png_as_jpg), NO("mail.attachment.type-mismatch", html_as_xls), NO("mail.attachment.type-mismatch", docx_as_doc),
    NO("mail.attachment.type-mismatch", macro), NO("mail.attachment.type-mismatch", com_by_name),
    YES("mail.attachment.double-extension", doubled), NO("mail.attachment.double-extension", pdf),
    YES("mail.attachment.name-padded", padded), NO("mail.attachment.name-padded", pdf),
    YES("mail.attachment.name-reversed", turned), NO("mail.attachment.name-reversed", pdf),
    YES("mail.attachment.name-invisible", unseen), NO("mail.attachment.name-invisible", wide_dot),
    YES("mail.attachment.executable", exe), YES("mail.attachment.executable", com_by_name), NO("mail.attachment.executable", js),
    NO("mail.attachment.executable", lnk), NO("mail.attachment.executable", member_exe), NO("mail.attachment.executable", docx),
    NO("mail.attachment.script", shell), YES("mail.attachment.script", command),
    YES("mail.attachment.script", js), NO("mail.attachment.script", exe), NO("mail.attachment.script", page),
    YES("mail.attachment.shortcut", lnk), NO("mail.attachment.shortcut", exe),
    YES("mail.attachment.disk-image", iso), NO("mail.attachment.disk-image", locked),
    YES("mail.attachment.encrypted-archive", locked), NO("mail.attachment.encrypted-archive", signature), NO("mail.attachment.encrypted-archive", closed),
    YES("mail.attachment.uninspectable", closed), NO("mail.attachment.uninspectable", locked), NO("mail.attachment.uninspectable", lzh),
    YES("mail.attachment.uninspectable", member_zip), NO("mail.attachment.uninspectable", member_locked), NO("mail.attachment.uninspectable", member_lzh),
    NO("mail.attachment.uninspectable", member_docx), NO("mail.attachment.uninspectable", member_macro),
    YES("mail.attachment.disk-image", member_iso), NO("mail.attachment.disk-image", member_zip),
    YES("mail.attachment.macro", member_macro), NO("mail.attachment.macro", member_docx), NO("mail.attachment.macro", member_xls),
    YES("mail.attachment.lzh", member_lzh), NO("mail.attachment.lzh", member_zip),
    YES("mail.attachment.program-in-archive", member_exe), NO("mail.attachment.program-in-archive", member_xls),
    YES("mail.attachment.macro", macro), NO("mail.attachment.macro", docx),
    YES("mail.attachment.html-active", page), NO("mail.attachment.html-active", page_still), NO("mail.attachment.html-active", body_script),
    YES("mail.html.smuggling", smuggling), NO("mail.html.smuggling", page),
    YES("mail.attachment.password-in-same-mail", ppap), NO("mail.attachment.password-in-same-mail", ppap_later),
    NO("mail.attachment.password-in-same-mail", password_only), NO("mail.attachment.password-in-same-mail", locked),
    YES("mail.attachment.lzh", lzh), NO("mail.attachment.lzh", locked),
    YES("mail.structure.hidden-content", swept_exe), NO("mail.structure.hidden-content", swept_png), NO("mail.structure.hidden-content", exe),
    YES("mail.structure.views-differ", some_views), NO("mail.structure.views-differ", some_views_png), NO("mail.structure.views-differ", two_names),
    YES("mail.structure.hidden-content-plain", swept_png), NO("mail.structure.hidden-content-plain", swept_exe),
    YES("mail.structure.views-differ-plain", some_views_png), NO("mail.structure.views-differ-plain", plain),
    YES("mail.structure.content-type-conflict", o_type), NO("mail.structure.content-type-conflict", o_tnef),
    YES("mail.structure.encoding-conflict", o_encoding), NO("mail.structure.encoding-conflict", o_tnef),
    YES("mail.structure.boundary-odd", o_boundary), NO("mail.structure.boundary-odd", o_tnef),
    YES("mail.structure.header-name-odd", o_header), NO("mail.structure.header-name-odd", o_tnef),
    YES("mail.structure.line-ends", o_lines), NO("mail.structure.line-ends", o_tnef),
    YES("mail.structure.outside-parts", o_outside), NO("mail.structure.outside-parts", o_tnef),
    YES("mail.structure.boundary-reused", o_reused), NO("mail.structure.boundary-reused", o_tnef),
    YES("mail.structure.base64-odd", o_base64), NO("mail.structure.base64-odd", o_tnef),
    YES("mail.structure.quoted-printable-odd", o_qp), NO("mail.structure.quoted-printable-odd", o_tnef),
    YES("mail.structure.names-differ", o_names), NO("mail.structure.names-differ", o_tnef),
    YES("mail.structure.charset-wrong", o_charset), NO("mail.structure.charset-wrong", o_mixed),
    YES("mail.structure.partial-or-external", o_partial), NO("mail.structure.partial-or-external", o_tnef),
    YES("mail.structure.limits", o_limit), NO("mail.structure.limits", o_tnef),
    YES("mail.text.charset-trick", o_mixed), NO("mail.text.charset-trick", o_charset),
    NO("mail.unreadable", plain),
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
        if (!signal_is_of_links((*s)->id))
            CHECK_ROW(silent && (fires || strcmp((*s)->id, "mail.unreadable") == 0), (*s)->id);
        CHECK_ROW(signal_by_id(str_of((*s)->id)) == *s, (*s)->id);
        CHECK_ROW((*s)->serves[0] != NULL && (*s)->code[0] != '\0', (*s)->id);
    }
    CHECK(signal_by_id(STR("mail.no-such")) == NULL);
}

static void test_evidence(void)
{
    struct evidence ev;

    build(&b), known_other();
    CHECK(signal_by_id(STR("mail.from.known-name-other-address"))->check(&b.c, &a, &ev));
    CHECK_STR(ev.claimed, "丸丸市医師会 事務局");
    CHECK_STR(ev.actual, "info@ishikai.test");
    CHECK_STR(ev.where, "jimu@marumaru-med.example");
    build(&b), like_office();
    CHECK(signal_by_id(STR("mail.from.lookalike-domain"))->check(&b.c, &a, &ev));
    CHECK_STR(ev.claimed, "mhlw.go.jp");
    build(&b), zip_as_pdf();
    CHECK(signal_by_id(STR("mail.attachment.type-mismatch"))->check(&b.c, &a, &ev));
    CHECK_STR(ev.claimed, "pdf");
    CHECK_STR(ev.actual, "zip");
    CHECK_STR(ev.where, "案内.pdf");
}

static void test_organisation(void)
{
    static const struct { const char *domain, *organisation; } cases[] = {
        { "mail.firm.co.jp", "firm.co.jp" }, { "firm.co.jp", "firm.co.jp" }, { "co.jp", "co.jp" }, { "a.b.firm.jp", "firm.jp" },
        { "www.city.minato.lg.jp", "minato.lg.jp" }, { "www.pref.aichi.jp", "pref.aichi.jp" }, { "x.city.nagoya.jp", "city.nagoya.jp" },
        { "mail.clinic.chiyoda.tokyo.jp", "clinic.chiyoda.tokyo.jp" }, { "clinic.tokyo.jp", "clinic.tokyo.jp" },
        { "a.b.firm.co.uk", "firm.co.uk" }, { "x.y.firm.example", "firm.example" }, { "user.github.io", "user.github.io" },
        { "shop.sakura.ne.jp", "shop.sakura.ne.jp" }, { "localhost", "localhost" }, { "", "" },
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        CHECK_STR(domain_organisation(str_of(cases[i].domain)), cases[i].organisation);
    CHECK(domain_is_public_office(STR("www.pref.aichi.jp")) && domain_is_public_office(STR("mhlw.go.jp")));
    CHECK(!domain_is_public_office(STR("pref.example")) && !domain_is_public_office(STR("clinic.tokyo.jp")));
}

/* Each pair as a whole, with the reason it is alike. */
static void test_likeness(void)
{
    static const struct { const char *domain, *known; enum likeness how; } cases[] = {
        { "mhlw.go.jp", "mhlw.go.jp", LIKENESS_NONE },              { "www.mhlw.go.jp", "mhlw.go.jp", LIKENESS_NONE },
        { "mh1w.jp", "mhlw.go.jp", LIKENESS_ENDING },               { "rnhlw.go.jp.test", "mhlw.go.jp", LIKENESS_NONE },
        { "mhlw-go.jp", "mhlw.go.jp", LIKENESS_DRESSED },           { "mhlw.go.jp.test", "mhlw.go.jp", LIKENESS_DRESSED },
        { "mhlw.com", "mhlw.go.jp", LIKENESS_ENDING },              { "cyber.com", "cyber.go.jp", LIKENESS_NONE },
        { "sample-yakuh1n.example", "sample-yakuhin.example", LIKENESS_LETTERS },
        { "samp1e-yakuhin.example", "sample-yakuhin.example", LIKENESS_LETTERS },
        { "sarnple-yakuhin.example", "sample-yakuhin.example", LIKENESS_LETTERS },
        { "sample-yakuhim.example", "sample-yakuhin.example", LIKENESS_TYPO },
        { "samlpe-yakuhin.example", "sample-yakuhin.example", LIKENESS_TYPO },
        { "xample-yakuhxx.example", "sample-yakuhin.example", LIKENESS_NONE },
        { "xn--smple-yakuhin-w1k.example", "sample-yakuhin.example", LIKENESS_LETTERS },
        { "sample-yakuhin.test", "sample-yakuhin.example", LIKENESS_ENDING },
        { "login-sample-yakuhin.test", "sample-yakuhin.example", LIKENESS_DRESSED },
        { "gmial.com", "gmail.com", LIKENESS_NONE },                { "gmail.com", "gmial.com", LIKENESS_NONE },
        { "ida.or.jp", "jda.or.jp", LIKENESS_NONE },                { "", "mhlw.go.jp", LIKENESS_NONE },
    };

    CHECK(domain_lists_sorted());
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct domain_seen seen = domain_seen_of(&a, str_of(cases[i].domain));
        struct domain_shape known = domain_shape_of(str_of(cases[i].known));

        if (!CHECK_ROW(domain_alike(&a, &seen, &known) == cases[i].how, cases[i].domain))
            printf("#   %d for %s\n", (int)domain_alike(&a, &seen, &known), cases[i].known);
    }
}

/* The table by extension is the table by type, turned around. */
static void test_extensions(void)
{
    for (int t = 0; t < FILE_TYPE_COUNT; t++)
        for (str words = str_of(file_type_extensions((enum file_type)t)); words.n > 0;) {
            str word = str_split(&words, ' ');
            enum file_type found = extension_type(word);

            CHECK_ROW(found == (enum file_type)t || (file_type_traits(found) & (TYPE_RUNS | TYPE_SCRIPT)) || found < (enum file_type)t,
                      file_type_extensions((enum file_type)t));
        }
    CHECK(extension_type(STR("PDF")) == FILE_PDF && extension_type(STR("hta")) == FILE_HTA && extension_type(STR("js")) == FILE_JSCRIPT);
    CHECK(extension_type(STR("")) == FILE_UNKNOWN && extension_type(STR("no-such-extension-at-all-anywhere")) == FILE_UNKNOWN);
    CHECK(extension_executes(STR("EXE")) && extension_executes(STR("library-ms")) && !extension_executes(STR("ex")) &&
          !extension_executes(STR("exee")) && !extension_executes(STR("")) && extension_is_shortcut(STR("url")));
}

static void test_distance(void)
{
    static const struct { const char *x, *y; size_t far; } cases[] = {
        { "", "", 0 }, { "abc", "abc", 0 }, { "abcd", "abdc", 1 }, { "abc", "abcd", 1 }, { "abcd", "axcd", 1 }, { "kitten", "sitting", 3 },
        { "abc", "xyz", 3 },
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        CHECK_ROW(edit_distance(str_of(cases[i].x), str_of(cases[i].y), 3) == cases[i].far, cases[i].x);
        CHECK_ROW(edit_distance(str_of(cases[i].y), str_of(cases[i].x), 3) == cases[i].far, cases[i].y);
    }
    CHECK(edit_distance(STR("abcdef"), STR("uvwxyz"), 2) == 3);
}

static void test_authorities_are_folded(void)
{
    struct authority who;

    for (size_t i = 0; authority_at(i, &who); i++) {
        str names = who.names;

        while (names.n > 0) {
            str name = str_split(&names, '|');

            CHECK_ROW(str_eq(fold(&a, name), name), "names in data/authorities.tsv are folded");
        }
        CHECK(who.domains.n > 0);
    }
}

int main(void)
{
    arena_open(&a, 64 << 20, NULL);
    test_rows();
    test_every_signal_has_rows();
    test_evidence();
    test_organisation();
    test_likeness();
    test_extensions();
    test_distance();
    test_authorities_are_folded();
    return check_done();
}
