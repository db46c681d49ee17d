/* Who a mail is from. The attack rows follow the families A6 to A13 of Composition Kills (USENIX Security 2020); the
 * honest rows are what Japanese and other mail programs really write. None of those may look like more than one sender. */
#include "check.h"
#include "read/address.h"

enum {
    NOT_SINGLE = ADDRESS_ODD_OPEN_QUOTE | ADDRESS_ODD_ROUTE | ADDRESS_ODD_GROUP | ADDRESS_ODD_COMMENT | ADDRESS_ODD_ENCODED
               | ADDRESS_ODD_TWO_ANGLES | ADDRESS_ODD_NO_DOMAIN | ADDRESS_ODD_SYNTAX | ADDRESS_ODD_CONTROL
               | ADDRESS_ODD_NO_COLON_GAP | ADDRESS_ODD_MORE_THAN_ONE | ADDRESS_ODD_NONE | ADDRESS_ODD_LEADING,
    NOT_CLEAN = NOT_SINGLE | ADDRESS_ODD_INVISIBLE | ADDRESS_ODD_BIDI | ADDRESS_ODD_DOMAIN_CHARS | ADDRESS_ODD_MIXED_SCRIPT
              | ADDRESS_ODD_LONG,
};

#define RAW(literal) { "" literal, sizeof(literal) - 1 }        /* a constant, and NULs count */
#define FROM         RAW("From")
#define NO_MORE      { 0 }, { 0 }

static const struct { const char *what; str value; } honest[] = {
    { "plain",                                 RAW("taro@clinic.example") },
    { "angle",                                 RAW("<taro@clinic.example>") },
    { "ascii name",                            RAW("Taro Yamada <taro@clinic.example>") },
    { "quoted name",                           RAW("\"Taro Yamada\" <taro@clinic.example>") },
    { "no blank before angle",                 RAW("Taro<taro@clinic.example>") },
    { "quoted, no blank",                      RAW("\"Taro\"<taro@clinic.example>") },
    { "raw utf-8 quoted",                      RAW("\"山田 太郎\" <taro@clinic.example>") },
    { "raw utf-8",                             RAW("山田 太郎 <taro@clinic.example>") },
    { "half-width brackets in quotes",         RAW("\"山田 太郎 (○○市医師会)\" <taro@clinic.example>") },
    { "full-width brackets",                   RAW("山田 太郎（○○市医師会） <taro@clinic.example>") },
    { "brackets unquoted",                     RAW("Taro Yamada (Clinic) <taro@clinic.example>") },
    { "raw utf-8 in a comment",                RAW("山田 太郎 (医師会) <taro@clinic.example>") },
    { "comment after",                         RAW("taro@clinic.example (Taro Yamada)") },
    { "comment after, Japanese",               RAW("taro@clinic.example (山田 太郎)") },
    { "comment before",                        RAW("(Taro) taro@clinic.example") },
    { "comment after angle",                   RAW("<taro@clinic.example> (Taro)") },
    { "nested comment",                        RAW("taro@clinic.example (Taro (Dr.) Yamada)") },
    { "iso-2022-jp encoded comment",           RAW("taro@clinic.example (=?iso-2022-jp?B?GyRCOzNFRBsoQiAbJEJCQE86GyhC?=)") },
    { "dot unquoted",                          RAW("Dr. Taro Y. Yamada <taro@clinic.example>") },
    { "comma quoted",                          RAW("\"Yamada, Taro\" <taro@clinic.example>") },
    { "comma unquoted",                        RAW("Yamada, Taro <taro@clinic.example>") },
    { "company, inc.",                         RAW("Example Co., Ltd. <info@clinic.example>") },
    { "apostrophes",                           RAW("'Taro Yamada' <taro@clinic.example>") },
    { "O'Brien",                               RAW("Mary O'Brien <mary@clinic.example>") },
    { "via",                                   RAW("\"'Taro' via Kanja\" <kanja@clinic.example>") },
    { "via with address",                      RAW("\"taro@home.example via Kanja\" <kanja@clinic.example>") },
    { "via unquoted",                          RAW("Taro via Kanja <kanja@clinic.example>") },
    { "on behalf",                             RAW("\"Taro Yamada (via Docs)\" <docs@service.example>") },
    { "name is the address",                   RAW("\"taro@clinic.example\" <taro@clinic.example>") },
    { "name is the address unquoted",          RAW("taro@clinic.example <taro@clinic.example>") },
    { "name is the address in apostrophes",    RAW("\"'taro@clinic.example'\" <taro@clinic.example>") },
    { "name is the address, other case",       RAW("Taro@Clinic.Example <taro@clinic.example>") },
    { "name holds the address",                RAW("\"Taro (taro@clinic.example)\" <taro@clinic.example>") },
    { "iso-2022-jp B",                         RAW("=?iso-2022-jp?B?GyRCOzNFRBsoQiAbJEJCQE86GyhC?= <taro@clinic.example>") },
    { "iso-2022-jp B no blank",                RAW("=?iso-2022-jp?B?GyRCOzNFRBsoQiAbJEJCQE86GyhC?=<taro@clinic.example>") },
    { "iso-2022-jp B quoted",                  RAW("\"=?iso-2022-jp?B?GyRCOzNFRBsoQiAbJEJCQE86GyhC?=\" <taro@clinic.example>") },
    { "utf-8 B",                               RAW("=?utf-8?B?4peL4peL5YaF56eR44Kv44Oq44OL44OD44Kv?= <info@clinic.example>") },
    { "utf-8 Q",                               RAW("=?utf-8?Q?=E5=B1=B1=E7=94=B0?= <taro@clinic.example>") },
    { "shift_jis B",                           RAW("=?shift_jis?B?lVyMdo5ag1yDdINn?= <taro@clinic.example>") },
    { "euc-jp B",                              RAW("=?euc-jp?B?u7PFxCDCwM+6?= <taro@clinic.example>") },
    { "several adjacent words",                RAW("=?utf-8?B?54us56uL6KGM5pS/5rOV5Lq6?= =?utf-8?B?5Zyw5Z+f5Yy755mC?= =?utf-8?B?5qmf5qeL?= <info@clinic.example>") },
    { "adjacent words folded",                 RAW("=?utf-8?B?54us56uL6KGM5pS/5rOV5Lq6?=\r\n =?utf-8?B?5Zyw5Z+f5Yy755mC5qmf5qeL?=\r\n\t<info@clinic.example>") },
    { "word and ascii",                        RAW("=?iso-2022-jp?B?GyRCOzNFRBsoQg==?= (Taro) <taro@clinic.example>") },
    { "word with a raw comma",                 RAW("=?utf-8?Q?Yamada,_Taro?= <taro@clinic.example>") },
    { "word with raw brackets",                RAW("=?utf-8?Q?Yamada_(Taro)?= <taro@clinic.example>") },
    { "encoded own address",                   RAW("=?utf-8?B?dGFyb0BjbGluaWMuZXhhbXBsZQ==?= <taro@clinic.example>") },
    { "raw cp932",                             RAW("\225\\\216\246 \221\276\230Y <taro@clinic.example>") },
    { "raw cp932 quoted, ending in 5C",        RAW("\"\227\\\226\361\225\\\" <taro@clinic.example>") },
    { "raw cp932 with 40",                     RAW("\201@\203@\211@ <taro@clinic.example>") },
    { "raw half-width kana",                   RAW("\324\317\300\336 \300\333\263 <taro@clinic.example>") },
    { "half-width kana utf-8",                 RAW("ﾔﾏﾀﾞ ﾀﾛｳ@ﾘﾊﾋﾞﾘ <taro@clinic.example>") },
    { "raw euc-jp",                            RAW("\273\263\305\304\302\300\317\272 <taro@clinic.example>") },
    { "raw iso-2022-jp",                       RAW("\033$B;3EDB@O:\033(B <taro@clinic.example>") },
    { "raw iso-2022-jp with 3C 22 28",         RAW("\033$B<R0w!JFb2J!K!\"30Mh\033(B <taro@clinic.example>") },
    { "raw iso-2022-jp quoted",                RAW("\"\033$B0e;U2q!\";vL36I\033(B\" <taro@clinic.example>") },
    { "docomo dots",                           RAW("<a..b.@docomo.ne.jp>") },
    { "docomo bare",                           RAW("taro..7.@docomo.ne.jp") },
    { "docomo leading dot",                    RAW(".taro@docomo.ne.jp") },
    { "ezweb hyphen",                          RAW("-taro-@ezweb.ne.jp") },
    { "plus",                                  RAW("taro+yoyaku@clinic.example") },
    { "underscore",                            RAW("Taro <taro_yamada@clinic.example>") },
    { "slash and question mark",               RAW("<taro/yamada?x@docomo.ne.jp>") },
    { "verp",                                  RAW("<bounce-123=taro=clinic.example@list.example>") },
    { "A-label",                               RAW("info@xn--r8jz45g.example") },
    { "U-label",                               RAW("info@例え.example") },
    { "IP literal",                            RAW("root@[192.0.2.1]") },
    { "IPv6 literal",                          RAW("<root@[IPv6:2001:db8::1]>") },
    { "no dot in the domain",                  RAW("root@localhost") },
    { "trailing comma",                        RAW("Taro <taro@clinic.example>,") },
    { "trailing semicolon",                    RAW("Taro <taro@clinic.example>;") },
    { "leading comma",                         RAW(", <taro@clinic.example>") },
    { "blanks inside angles",                  RAW("Taro < taro@clinic.example >") },
    { "blanks at both ends",                   RAW("  taro@clinic.example  ") },
    { "quoted local part",                     RAW("\"taro yamada\"@clinic.example") },
    { "quoted local part with name",           RAW("Taro <\"taro..y\"@clinic.example>") },
    { "long folded",                           RAW("\"Very Long Name of a\r\n Clinic in a Town\r\n\tFar Away\" <taro@clinic.example>") },
    { "folded at once",                        RAW("\r\n Taro Yamada\r\n <taro@clinic.example>") },
    { "folded with LF",                        RAW("\n\tTaro\n <taro@clinic.example>") },
    { "escaped quote",                         RAW("\"Taro \\\"Doc\\\" Yamada\" <taro@clinic.example>") },
    { "escaped backslash",                     RAW("\"back\\\\\" <taro@clinic.example>") },
    { "less-than in quotes",                   RAW("\"<Taro>\" <taro@clinic.example>") },
    { "at in quotes",                          RAW("\"Clinic @ Town\" <taro@clinic.example>") },
    { "at unquoted",                           RAW("Clinic@Town <taro@clinic.example>") },
    { "full-width at in name",                 RAW("クリニック＠東京 <taro@clinic.example>") },
    { "entity",                                RAW("Bed &amp; Breakfast <info@clinic.example>") },
    { "slashes and ampersand",                 RAW("A/B & C! <info@clinic.example>") },
    { "square brackets",                       RAW("[Clinic] News <info@clinic.example>") },
    { "colon in quotes",                       RAW("\"Re: News\" <info@clinic.example>") },
    { "empty quotes",                          RAW("\"\" <info@clinic.example>") },
    { "two quoted strings",                    RAW("\"Taro\" \"Yamada\" <info@clinic.example>") },
    { "emoji",                                 RAW("\"🏥 クリニック\" <info@clinic.example>") },
    { "apostrophes around the address",        RAW("'taro@clinic.example' <taro@clinic.example>") },
    { "name is the address, in angles",        RAW("\"<taro@clinic.example>\" <taro@clinic.example>") },
    { "encoded via with address",              RAW("=?utf-8?Q?taro=40home.example_via_=E5=8C=BB?= <ml@clinic.example>") },
    { "list comment",                          RAW("\"Taro\" <taro@clinic.example> (via ml)") },
    { "raw iso-2022-jp twice",                 RAW("\033$B;3ED\033(B Taro \033$BB@O:\033(J <taro@clinic.example>") },
    { "raw iso-2022-jp in a comment",          RAW("taro@clinic.example (\033$B;3ED!)K\\\033(B)") },
    { "iso-2022-jp half-width kana",           RAW("\033(I2<@\"\033(B <taro@clinic.example>") },
    { "encoded word then address folded",      RAW("=?UTF-8?B?5bGx55Sw?=\n <taro@clinic.example>\n") },
    { "emoji with joiner",                     RAW("👩‍⚕️ クリニック <info@clinic.example>") },
    { "kanji with variation selector",         RAW("葛󠄀城 <info@clinic.example>") },
    { "upper case domain",                     RAW("Taro <taro@CLINIC.EXAMPLE>") },
    { "trailing dot",                          RAW("taro@clinic.example.") },
    { "long name",                             RAW("\"医療法人社団医療法人社団医療法人社団医療法人社団医療法人社団医療法人社団医療法人社団医療法人社団\" <info@clinic.example>") },
    { "variant kanji",                         RAW("\"髙﨑 神\" <info@clinic.example>") },
    { "long vowel and dash",                   RAW("\"データーセンター\" <info@clinic.example>") },
};

static const struct { const char *what; str name, value, name2, value2; uint32_t odd; } attacks[] = {
    { "two headers", FROM, RAW("admin@legit.example"), FROM, RAW("any@attack.example"), ADDRESS_ODD_MORE_THAN_ONE },
    { "two equal headers", FROM, RAW("a@x.example"), FROM, RAW("a@x.example"), ADDRESS_ODD_MORE_THAN_ONE },
    { "two headers, other case", FROM, RAW("admin@legit.example"), RAW("fROM"), RAW("any@attack.example"), ADDRESS_ODD_MORE_THAN_ONE },
    { "leading blank", RAW(" From"), RAW("admin@legit.example"), FROM, RAW("any@attack.example"), ADDRESS_ODD_LEADING },
    { "leading tab, alone", RAW("\tFrom"), RAW("admin@legit.example"), NO_MORE, ADDRESS_ODD_LEADING },
    { "blank before colon", RAW("From "), RAW("admin@legit.example"), FROM, RAW("any@attack.example"), ADDRESS_ODD_NO_COLON_GAP },
    { "tab before colon, alone", RAW("From\t"), RAW("admin@legit.example"), NO_MORE, ADDRESS_ODD_NO_COLON_GAP },
    { "folded CRLF before colon", RAW("From\r\n "), RAW("admin@legit.example"), NO_MORE, ADDRESS_ODD_NO_COLON_GAP },
    { "folded LF before colon", RAW("From\n "), RAW("admin@legit.example"), FROM, RAW("any@attack.example"), ADDRESS_ODD_NO_COLON_GAP },
    { "folded CRLF tab before colon", RAW("From\r\n\t"), RAW("admin@legit.example"), NO_MORE, ADDRESS_ODD_NO_COLON_GAP },
    { "NUL before colon", RAW("From\0"), RAW("admin@legit.example"), FROM, RAW("any@attack.example"), ADDRESS_ODD_CONTROL },
    { "two addresses", FROM, RAW("admin@legit.example, any@attack.example"), NO_MORE, ADDRESS_ODD_MORE_THAN_ONE },
    { "two addresses in angles", FROM, RAW("<admin@legit.example>,<any@attack.example>"), NO_MORE, ADDRESS_ODD_MORE_THAN_ONE },
    { "two, folded", FROM, RAW("<admin@legit.example>,\r\n <any@attack.example>"), NO_MORE, ADDRESS_ODD_MORE_THAN_ONE },
    { "two with a Sender", FROM, RAW("a@x.example, b@x.example"), RAW("Sender"), RAW("a@x.example"), ADDRESS_ODD_MORE_THAN_ONE },
    { "semicolon between", FROM, RAW("admin@legit.example;any@attack.example"), NO_MORE, ADDRESS_ODD_MORE_THAN_ONE },
    { "bare, then angle", FROM, RAW("admin@legit.example,<any@attack.example>"), NO_MORE, ADDRESS_ODD_MORE_THAN_ONE },
    { "empty one in between", FROM, RAW("<admin@legit.example>,,<any@attack.example>"), NO_MORE, ADDRESS_ODD_MORE_THAN_ONE },
    { "encoded address, then angle", FROM, RAW("=?utf-8?B?PGFkbWluQGxlZ2l0LmV4YW1wbGU+?=,<any@attack.example>"), NO_MORE, ADDRESS_ODD_ENCODED },
    { "encoded address, no comma", FROM, RAW("=?utf-8?B?PGFkbWluQGxlZ2l0LmV4YW1wbGU+?= <any@attack.example>"), NO_MORE, ADDRESS_ODD_ENCODED },
    { "encoded address alone", FROM, RAW("=?utf-8?B?PGFkbWluQGxlZ2l0LmV4YW1wbGU+?="), NO_MORE, ADDRESS_ODD_ENCODED },
    { "encoded address alone, folded", FROM, RAW("\r\n\t=?utf-8?B?YWRtaW5AbGVnaXQuZXhhbXBsZQ==?="), NO_MORE, ADDRESS_ODD_ENCODED },
    { "encoded address in angles", FROM, RAW("<=?utf-8?B?YWRtaW5AbGVnaXQuZXhhbXBsZQ==?=>"), NO_MORE, ADDRESS_ODD_ENCODED },
    { "encoded local part", FROM, RAW("=?utf-8?Q?=61=64=6D=69=6E?=@legit.example"), NO_MORE, ADDRESS_ODD_ENCODED },
    { "encoded Q", FROM, RAW("=?utf-8?Q?=3Cadmin=40legit.example=3E?= <any@attack.example>"), NO_MORE, ADDRESS_ODD_ENCODED },
    { "raw address in word", FROM, RAW("=?utf-8?Q?<admin@legit.example>?= <any@attack.example>"), NO_MORE, ADDRESS_ODD_ENCODED },
    { "encoded in quotes", FROM, RAW("\"=?utf-8?B?QWRtaW4gPGFkbWluQGxlZ2l0LmV4YW1wbGU+?=\" <any@attack.example>"), NO_MORE, ADDRESS_ODD_ENCODED },
    { "hidden in iso-2022-jp", FROM, RAW("\033$B<admin@legit.example>\033(B <any@attack.example>"), NO_MORE, ADDRESS_ODD_ENCODED },
    { "bare in iso-2022-jp", FROM, RAW("\033$Badmin@legit.example,\033(B <any@attack.example>"), NO_MORE, ADDRESS_ODD_ENCODED },
    { "route", FROM, RAW("<@attack.example,@any.example:admin@legit.example>"), NO_MORE, ADDRESS_ODD_ROUTE },
    { "route, folded", FROM, RAW("<@attack.example,\r\n\t@any.example:admin@legit.example>"), NO_MORE, ADDRESS_ODD_ROUTE },
    { "quoted pair", FROM, RAW("<admin@legit.example>\\,<any@attack.example>"), NO_MORE, ADDRESS_ODD_TWO_ANGLES },
    { "two angles", FROM, RAW("<admin@legit.example> <any@attack.example>"), NO_MORE, ADDRESS_ODD_TWO_ANGLES },
    { "two angles, tab", FROM, RAW("<admin@legit.example>\t<any@attack.example>"), NO_MORE, ADDRESS_ODD_TWO_ANGLES },
    { "address after", FROM, RAW("<any@attack.example>admin@legit.example"), NO_MORE, ADDRESS_ODD_TWO_ANGLES },
    { "address after, folded", FROM, RAW("<any@attack.example>\r\n admin@legit.example"), NO_MORE, ADDRESS_ODD_TWO_ANGLES },
    { "quoted address after", FROM, RAW("<any@attack.example> \"admin@legit.example\""), NO_MORE, ADDRESS_ODD_TWO_ANGLES },
    { "name between", FROM, RAW("<admin@legit.example> Admin <any@attack.example>"), NO_MORE, ADDRESS_ODD_TWO_ANGLES },
    { "comment before", FROM, RAW("(admin@legit.example) <any@attack.example>"), NO_MORE, ADDRESS_ODD_COMMENT },
    { "comment, tab", FROM, RAW("(<admin@legit.example>)\t<any@attack.example>"), NO_MORE, ADDRESS_ODD_COMMENT },
    { "comment after", FROM, RAW("any@attack.example (admin@legit.example)"), NO_MORE, ADDRESS_ODD_COMMENT },
    { "comment inside the address", FROM, RAW("admin(@attack.example)@legit.example"), NO_MORE, ADDRESS_ODD_COMMENT },
    { "comment inside angles", FROM, RAW("<admin@legit.example(.attack.example)>"), NO_MORE, ADDRESS_ODD_COMMENT },
    { "comment inside angles 2", FROM, RAW("<any(admin@legit.example)@attack.example>"), NO_MORE, ADDRESS_ODD_COMMENT },
    { "group", FROM, RAW("Friends: admin@legit.example, any@attack.example;"), NO_MORE, ADDRESS_ODD_GROUP },
    { "group of one", FROM, RAW("Admin:any@attack.example;"), NO_MORE, ADDRESS_ODD_GROUP },
    { "group of angle", FROM, RAW("Admin:\r\n <any@attack.example>;"), NO_MORE, ADDRESS_ODD_GROUP },
    { "empty group", FROM, RAW("admin@legit.example:;"), NO_MORE, ADDRESS_ODD_SYNTAX },
    { "empty named group", FROM, RAW("Admin:;"), NO_MORE, ADDRESS_ODD_GROUP },
    { "open quote", FROM, RAW("\"Admin <admin@legit.example>, <any@attack.example>"), NO_MORE, ADDRESS_ODD_OPEN_QUOTE },
    { "open comment", FROM, RAW("<any@attack.example> (admin@legit.example"), NO_MORE, ADDRESS_ODD_OPEN_QUOTE },
    { "open angle", FROM, RAW("<admin@legit.example"), NO_MORE, ADDRESS_ODD_SYNTAX },
    { "angle in angle", FROM, RAW("<admin@legit.example<any@attack.example>>"), NO_MORE, ADDRESS_ODD_SYNTAX },
    { "two at", FROM, RAW("admin@legit.example@attack.example"), NO_MORE, ADDRESS_ODD_SYNTAX },
    { "two at in angles", FROM, RAW("<admin@legit.example@attack.example>"), NO_MORE, ADDRESS_ODD_SYNTAX },
    { "no comma between", FROM, RAW("admin@legit.example any@attack.example"), NO_MORE, ADDRESS_ODD_SYNTAX },
    { "unquoted address as name", FROM, RAW("admin@legit.example <any@attack.example>"), NO_MORE, ADDRESS_ODD_SYNTAX },
    { "blank in angles", FROM, RAW("<admin@legit.example any@attack.example>"), NO_MORE, ADDRESS_ODD_SYNTAX },
    { "backslash in the domain", FROM, RAW("<admin@legit.example\\@attack.example>"), NO_MORE, ADDRESS_ODD_SYNTAX },
    { "NUL in the address", FROM, RAW("admin@legit.example\0@attack.example"), NO_MORE, ADDRESS_ODD_CONTROL },
    { "NUL in the name", FROM, RAW("Admin\0 <any@attack.example>"), NO_MORE, ADDRESS_ODD_CONTROL },
    { "bare CR", FROM, RAW("admin@legit.example\r<any@attack.example>"), NO_MORE, ADDRESS_ODD_CONTROL },
    { "name only", FROM, RAW("Admin"), NO_MORE, ADDRESS_ODD_NO_DOMAIN },
    { "local part only", FROM, RAW("<admin>"), NO_MORE, ADDRESS_ODD_NO_DOMAIN },
    { "no domain", FROM, RAW("admin@"), NO_MORE, ADDRESS_ODD_NO_DOMAIN },
    { "empty angles", FROM, RAW("Admin <>"), NO_MORE, ADDRESS_ODD_NO_DOMAIN },
    { "empty", FROM, RAW(""), NO_MORE, ADDRESS_ODD_NONE },
    { "blank", FROM, RAW(" \r\n "), NO_MORE, ADDRESS_ODD_NONE },
    { "comma", FROM, RAW(","), NO_MORE, ADDRESS_ODD_NONE },
    { "only a Sender", RAW("Sender"), RAW("admin@legit.example"), NO_MORE, ADDRESS_ODD_NONE },
    { "only a Resent-From", RAW("Resent-From"), RAW("admin@legit.example"), NO_MORE, ADDRESS_ODD_NONE },
    { "apostrophe in the domain", FROM, RAW("<admin@legit.example'@a.attack.example>"), NO_MORE, ADDRESS_ODD_SYNTAX },
    { "bracket in the domain", FROM, RAW("<any@legit.example(.attack.example>"), NO_MORE, ADDRESS_ODD_OPEN_QUOTE },
    { "full-width dot", FROM, RAW("<admin@legit．example>"), NO_MORE, ADDRESS_ODD_DOMAIN_CHARS },
    { "zero-width in the name", FROM, RAW("\"Ad\342\200\213min\" <any@attack.example>"), NO_MORE, ADDRESS_ODD_INVISIBLE },
    { "zero-width in the domain", FROM, RAW("<any@at\342\200\213tack.example>"), NO_MORE, ADDRESS_ODD_INVISIBLE },
    { "turned around", FROM, RAW("\"Admin \342\200\256elpmaxe\" <any@attack.example>"), NO_MORE, ADDRESS_ODD_BIDI },
    { "Cyrillic a", FROM, RAW("\"\320\260dmin\" <any@attack.example>"), NO_MORE, ADDRESS_ODD_MIXED_SCRIPT },
    { "Cyrillic in an encoded word", FROM, RAW("=?utf-8?B?TdGWY3Jvc29mdA==?= <any@attack.example>"), NO_MORE, ADDRESS_ODD_MIXED_SCRIPT },
};
static struct arena arena;
static struct work work;

static void test_honest(void)
{
    for (size_t i = 0; i < sizeof honest / sizeof *honest; i++) {
        struct raw_header h = { STR("From"), honest[i].value, 0 };
        struct identity id;

        identity_read(&arena, &work, &h, 1, CHARSET_UNKNOWN, &id);
        CHECK_ROW(id.from.n == 1 && id.from_headers == 1, honest[i].what);
        if (!CHECK_ROW((id.odd & NOT_CLEAN) == 0, honest[i].what))
            printf("#   odd %#x\n", id.odd);
        arena_reset(&arena, 1 << 20);
    }
}

static void test_attacks(void)
{
    for (size_t i = 0; i < sizeof attacks / sizeof *attacks; i++) {
        struct raw_header h[] = { { attacks[i].name, attacks[i].value, 0 }, { attacks[i].name2, attacks[i].value2, 0 },
                                  { STR("To"), STR("taro@clinic.example"), 0 } };
        struct identity id;

        identity_read(&arena, &work, h, 3, CHARSET_UNKNOWN, &id);
        if (!CHECK_ROW((id.odd & attacks[i].odd) == attacks[i].odd, attacks[i].what))
            printf("#   odd %#x, want %#x\n", id.odd, attacks[i].odd);
        arena_reset(&arena, 1 << 20);
    }
}

/* Every combination of a separator and two addresses is more than one sender or says so otherwise. */
static void test_pairs(void)
{
    static const char *const gaps[] = { ",", ", ", ",\t", ",\r\n ", ",\n\t", " , ", ";", "; ", " ", "\t", "\r\n ", "\\,", ",,", "(x),", "(x)" };
    static const char *const boxes[][2] = {
        { "admin@legit.example", "any@attack.example" }, { "<admin@legit.example>", "any@attack.example" },
        { "<admin@legit.example>", "<any@attack.example>" }, { "Admin <admin@legit.example>", "Any <any@attack.example>" },
        { "\"Admin\" <admin@legit.example>", "\"Any\" <any@attack.example>" },
    };

    for (size_t g = 0; g < sizeof gaps / sizeof *gaps; g++)
        for (size_t b = 0; b < sizeof boxes / sizeof *boxes; b++) {
            str value = arena_format(&arena, "%s%s%s", boxes[b][0], gaps[g], boxes[b][1]);
            struct raw_header h = { STR("From"), value, 0 };
            struct identity id;

            identity_read(&arena, &work, &h, 1, CHARSET_UNKNOWN, &id);
            if (!CHECK_ROW((id.odd & NOT_SINGLE) != 0, "a pair"))
                printf("#   %.*s\n", STR_FMT(value));
        }
    arena_reset(&arena, 1 << 20);
}

static void test_fields(void)
{
    const struct raw_header h[] = {
        { STR("Return-Path"), STR("<bounce@list.example>"), 0 }, { STR("Return-Path"), STR("<other@list.example>"), 0 },
        { STR("FROM"), STR("\"Taro\" <Taro@Clinic.Example>"), 0 }, { STR("Sender"), STR("soumu@clinic.example"), 0 },
        { STR("reply-to"), STR("a@x.example, b@y.example"), 0 }, { STR("To"), STR("Undisclosed recipients:;"), 0 },
        { STR("Cc"), STR("c@x.example"), 0 }, { STR("Cc"), STR("d@x.example"), 0 }, { STR("X-From"), STR("e@x.example"), 0 },
    };
    struct identity id;

    identity_read(&arena, &work, h, sizeof h / sizeof *h, CHARSET_UNKNOWN, &id);
    CHECK(id.odd == 0 && id.from_headers == 1 && id.from.n == 1);
    CHECK_STR(LIST_AT(id.from, struct mailbox, 0)->addr, "Taro@Clinic.Example");
    CHECK_STR(LIST_AT(id.from, struct mailbox, 0)->domain, "clinic.example");
    CHECK_STR(id.return_path.addr, "bounce@list.example");
    CHECK(id.sender.n == 1 && id.reply_to.n == 2 && id.cc.n == 2);
    CHECK_STR(LIST_AT(id.cc, struct mailbox, 1)->addr, "d@x.example");

    identity_read(&arena, &work, NULL, 0, CHARSET_UNKNOWN, &id);
    CHECK(id.odd == ADDRESS_ODD_NONE && id.from.n == 0 && id.from_headers == 0);
}

/* However many From headers a mail brings, the lists stay within what a frame carries. */
static void test_many(void)
{
    static struct raw_header h[500];
    struct identity id;

    for (size_t i = 0; i < 500; i++)
        h[i] = (struct raw_header){ i % 2 ? STR("From") : STR("To"), STR("a@x.example, b@x.example, c@x.example"), i };
    identity_read(&arena, &work, h, 500, CHARSET_UNKNOWN, &id);
    CHECK(id.from_headers == 250 && id.from.n == 20 && id.to.n == ADDRESS_PER_HEADER);
    CHECK(id.odd == ADDRESS_ODD_MORE_THAN_ONE);
}

int main(void)
{
    if (!arena_open(&arena, 1 << 28, NULL))
        return 1;
    test_honest();
    test_attacks();
    test_pairs();
    test_fields();
    test_many();
    arena_close(&arena);
    return check_done();
}
