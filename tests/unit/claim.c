#include "read/claim.h"

#include "base/fold.h"
#include "check.h"
#include "read/url_host.h"

static struct arena arena;

/* One mail: who it is from, what it says, where one link leads. */
struct row {
    const char *name, *domain, *subject, *text, *host, *words;
    const char *brand;                  /* NULL: nobody is claimed; "!id": that one is not */
    enum claim_place place;
    enum claim_how how;
};

static struct mail_facts mail_of(const struct row *r)
{
    struct mail_facts m = { .subject = str_of(r->subject ? r->subject : "") };
    struct mailbox *from = ARENA_NEW(&arena, struct mailbox);
    struct link *link = ARENA_NEW(&arena, struct link);
    struct work w = { 0 };
    struct urls u = { .a = &arena, .w = &w };

    *from = (struct mailbox){ .name = str_of(r->name ? r->name : ""), .local = STR("x9"), .domain = str_of(r->domain ? r->domain : "sender.example") };
    m.identity.from = (struct list){ from, 1 };
    m.text.visible = str_of(r->text ? r->text : "");
    if (r->host) {
        struct url_host host = url_host_read(&u, str_of(r->host));

        *link = (struct link){ .href = str_of(r->host), .scheme = STR("https"), .host = host.host, .ascii = host.ascii, .domain = host.domain,
                               .text = str_of(r->words ? r->words : ""), .place = LINK_BODY, .count = 1 };
        m.links = (struct list){ link, 1 };
    }
    return m;
}

static const struct claim *find(const struct mail_facts *m, const char *brand, enum claim_place place)
{
    for (uint32_t i = 0; i < m->claims.n; i++) {
        const struct claim *c = LIST_AT(m->claims, struct claim, i);

        if (str_eq(c->brand, str_of(brand)) && c->place == place)
            return c;
    }
    return NULL;
}

static const struct row rows[] = {
    /* shown names */
    { .name = "三井住友カード", .brand = "smbc-card" },
    { .name = "三井住友カード株式会社", .brand = "smbc-card" },
    { .name = "三井住友カード株式会社", .brand = "!smbc" },
    { .name = "三井住友銀行カード", .brand = "!smbc" },
    { .name = "えきねっと「JR東日本」", .brand = "ekinet" },
    { .name = "eki-net.com", .brand = "ekinet" },
    { .name = "ＥＴＣ利用照会サービス", .brand = "etc" },
    { .name = "Amazon.co.jp", .brand = "amazon" },
    { .name = "Ama\xE2\x80\x8Bzon", .brand = "amazon" },
    { .name = "ａｍａｚｏｎ カスタマーサービス", .brand = "amazon" },
    { .name = "アマゾンサポート", .brand = "amazon" },
    { .name = "アマゾネス", .brand = NULL },
    { .name = "楽天会員ニュース", .brand = "rakuten" },
    { .name = "楽天カード株式会社", .brand = "rakuten-card" },
    { .name = "楽天カード株式会社", .brand = "!rakuten" },
    { .name = "MyJCB", .brand = "jcb" },
    { .name = "JCB", .brand = "jcb" },
    { .name = "JCB via List", .brand = "jcb" },
    { .name = "日本放送協会", .brand = "nhk" },
    { .name = "厚生労働省 健康局", .brand = "mhlw" },
    { .name = "○○市医師会 事務局", .brand = "pref-jma" },
    { .name = "社会保険診療報酬支払基金", .brand = "ssk" },
    { .name = "東京都国民健康保険団体連合会", .brand = "kokuhoren" },
    { .name = "協会けんぽ", .brand = "kyoukaikenpo" },
    { .name = "アルフレッサ株式会社", .brand = "alfresa" },
    { .name = "Apple", .brand = "apple" },
    { .name = "Apple Support", .brand = "apple" },
    { .name = "Apple 山田", .brand = NULL },
    { .name = "au", .brand = "au" },
    { .name = "JAL", .brand = "jal" },
    { .name = "UPS", .brand = "ups" },
    { .name = "Box Hill Primary School", .brand = NULL },
    { .name = "Zoom", .brand = "zoom" },
    { .name = "三井住友カ一ド", .brand = "smbc-card", .how = CLAIM_LETTERS },
    { .name = "Trust WaIIet", .brand = "trustwallet", .how = CLAIM_LETTERS },
    { .name = "\xD0\x90mazon", .brand = "amazon", .how = CLAIM_LETTERS },
    { .name = "山田クリニック", .brand = NULL },
    { .name = "保健センター前クリニック", .brand = NULL },
    { .name = "佐藤 一郎", .brand = NULL },
    { .name = "Chase Miller", .brand = NULL },
    { .name = "Auburn Pets", .brand = NULL },
    { .name = "株式会社あまぞん工務店", .brand = NULL },
    /* From domains */
    { .domain = "amazon-co-jp.example", .brand = "amazon", .place = CLAIM_FROM_DOMAIN, .how = CLAIM_DRESSED },
    { .domain = "eki-net.co.jp", .brand = "ekinet", .place = CLAIM_FROM_DOMAIN, .how = CLAIM_ENDING },
    { .domain = "ekl-net.com", .brand = "ekinet", .place = CLAIM_FROM_DOMAIN, .how = CLAIM_LETTERS },
    { .domain = "mercarl.com", .brand = "mercari", .place = CLAIM_FROM_DOMAIN, .how = CLAIM_LETTERS },
    { .domain = "mercarri.com", .brand = "mercari", .place = CLAIM_FROM_DOMAIN, .how = CLAIM_TYPO },
    { .domain = "yodobahsi.com", .brand = "yodobashi", .place = CLAIM_FROM_DOMAIN, .how = CLAIM_TYPO },
    { .domain = "smbc-card.com.login.example", .brand = "smbc-card", .place = CLAIM_FROM_DOMAIN, .how = CLAIM_DRESSED },
    { .domain = "paypalsecurity.example", .brand = "paypal", .place = CLAIM_FROM_DOMAIN, .how = CLAIM_DRESSED },
    { .domain = "secure-apple-id.example", .brand = "apple", .place = CLAIM_FROM_DOMAIN, .how = CLAIM_DRESSED },
    { .domain = "apple-farm.example", .brand = NULL },
    { .domain = "pineapple.example", .brand = NULL },
    { .domain = "amazon.co.jp", .brand = NULL },
    { .domain = "mail.amazon.co.jp", .brand = NULL },
    { .domain = "vpass.ne.jp", .brand = NULL },
    { .domain = "nurse.example", .brand = NULL },
    { .domain = "clinic.example", .brand = NULL },
    { .domain = "lineo.example", .brand = NULL },
    /* subjects */
    { .subject = "【Amazon】アカウントの利用状況をご確認ください。", .brand = "amazon", .place = CLAIM_SUBJECT },
    { .subject = "【重要】えきねっとアカウントの自動退会処理について", .brand = "ekinet", .place = CLAIM_SUBJECT },
    { .subject = "＜重要＞【UCカード】ご利用確認のお願い", .brand = "saison", .place = CLAIM_SUBJECT },
    { .subject = "Your Netflix membership", .brand = "netflix", .place = CLAIM_SUBJECT },
    { .subject = "[au] お支払いについて", .brand = "au", .place = CLAIM_SUBJECT },
    { .subject = "Microsoft account unusual sign-in activity", .brand = "microsoft", .place = CLAIM_SUBJECT },
    { .subject = "明日の会議でAmazonの話をします", .brand = NULL },
    { .subject = "見積書をお送りします", .brand = NULL },
    { .subject = "auの件", .brand = NULL },
    { .subject = "プロジェクト Apple 進捗", .brand = NULL },
    /* greetings, signatures, publishers */
    { .text = "いつもメルカリをご利用いただきありがとうございます。", .brand = "mercari", .place = CLAIM_GREETING },
    { .text = "平素よりイオンカードをご利用のお客様へ", .brand = "aeon-card", .place = CLAIM_GREETING },
    { .text = "Dear PayPal customer,\n\nplease log in.", .brand = "paypal", .place = CLAIM_GREETING },
    { .text = "ヤマト運輸\n\nお荷物のお届けについて", .brand = "yamato", .place = CLAIM_GREETING },
    { .text = "こちらは国税庁です。", .brand = "nta", .place = CLAIM_GREETING },
    { .text = "1\n2\n3\n4\n5\n6\n7\n8\n9\n■日本年金機構■", .brand = "nenkin", .place = CLAIM_SIGNATURE },
    { .text = "本文\n© 2023 Mitsukoshi 三越伊勢丹", .brand = "micard", .place = CLAIM_COPYRIGHT },
    { .text = "本文\n発行元：ヨドバシカメラ", .brand = "yodobashi", .place = CLAIM_COPYRIGHT },
    { .text = "会議室の備品はヨドバシカメラで買いました。", .brand = NULL },
    { .text = "先日、ヤマト運輸に電話しました。荷物は明日届くそうです。", .brand = NULL },
    { .text = "東京電力の検針票を見ておいてください。", .brand = NULL },
    { .text = "> いつもメルカリをご利用いただきありがとうございます。", .brand = NULL },
    { .text = "よろしくお願いします。\nGet Outlook for Android", .brand = NULL },
    { .text = "フォローしてください\nFacebook\nInstagram", .brand = NULL },
    /* links */
    { .host = "www.phish.example", .words = "メルカリにログイン", .brand = "!mercari", .place = CLAIM_LINK },
    { .host = "www.phish.example", .words = "えきねっと ログイン", .brand = "ekinet", .place = CLAIM_LINK },
    { .host = "www.eki-net.com", .words = "えきねっと ログイン", .brand = NULL },
    { .host = "track.example", .words = "Facebook", .brand = NULL },
    { .host = "track.example", .words = "この本をヨドバシで見る", .brand = NULL },
    { .host = "etc-meisai.jp.phish.example", .brand = "etc", .place = CLAIM_LINK_DOMAIN, .how = CLAIM_DRESSED },
    { .host = "www.etc-meisai.example", .brand = "etc", .place = CLAIM_LINK_DOMAIN, .how = CLAIM_ENDING },
    { .host = "аmazon.example", .brand = "amazon", .place = CLAIM_LINK_DOMAIN, .how = CLAIM_LETTERS },
    { .host = "www.amazon.co.jp", .brand = NULL },
    { .host = "www.mhlw.go.jp", .brand = NULL },
};

static void row_check(const struct row *r, size_t i)
{
    struct mail_facts m = mail_of(r);
    struct work w = { 0 };
    char what[256];

    snprintf(what, sizeof what, "row %zu: %s", i, r->name ? r->name : r->domain ? r->domain : r->subject ? r->subject : r->text ? r->text : r->host);
    claims_read(&arena, &w, &m);
    if (!r->brand) {
        if (!CHECK_ROW(m.claims.n == 0, what))
            printf("#   claims %.*s\n", STR_FMT(LIST_AT(m.claims, struct claim, 0)->brand));
    } else if (r->brand[0] == '!') {
        CHECK_ROW(find(&m, r->brand + 1, r->place) == NULL, what);
    } else {
        const struct claim *c = find(&m, r->brand, r->place);

        if (!CHECK_ROW(c && c->how == r->how, what))
            for (uint32_t k = 0; k < m.claims.n; k++) {
                const struct claim *got = LIST_AT(m.claims, struct claim, k);

                printf("#   claims %.*s %s %s, not %s\n", STR_FMT(got->brand), claim_place_names[got->place], claim_how_names[got->how], r->brand);
            }
    }
    arena_reset(&arena, 1 << 20);
}

static void ownership(void)
{
    static const struct { const char *name, *domain, *host; bool from_own; uint32_t own, other; } cases[] = {
        { "Amazon.co.jp", "amazon.co.jp", "www.amazon.co.jp", true, 1, 0 },
        { "Amazon.co.jp", "mail.amazon.co.jp", "www.phish.example", true, 0, 1 },
        { "Amazon.co.jp", "phish.example", "www.amazon.co.jp", false, 1, 0 },
        { "Amazon.co.jp", "notamazon.co.jp", NULL, false, 0, 0 },
        { "港区保健所", "city.minato.tokyo.jp", NULL, true, 0, 0 },
        { "港区保健所", "city.minato.lg.jp", NULL, true, 0, 0 },
        { "厚生労働省", "jsite.mhlw.go.jp", NULL, true, 0, 0 },
        { "厚生労働省", "mhlw-go.jp", NULL, false, 0, 0 },
        { "○○市医師会", "marumaru-med.or.jp", NULL, true, 0, 0 },
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct mail_facts m = mail_of(&(struct row){ .name = cases[i].name, .domain = cases[i].domain, .host = cases[i].host });
        struct work w = { 0 };
        const struct claim *c;

        claims_read(&arena, &w, &m);
        if (!CHECK_ROW(m.claims.n > 0, cases[i].domain))
            continue;
        c = LIST_AT(m.claims, struct claim, 0);
        CHECK_ROW(c->from_own == cases[i].from_own && c->links_own == cases[i].own && c->links_other == cases[i].other, cases[i].domain);
        CHECK_ROW(c->place == CLAIM_NAME && c->domain.n > 0 && str_starts(c->domains, c->domain), cases[i].domain);
    }
}

/* Quotations and text far from both ends are not looked at; a reply that cites something claims nothing by its subject. */
static void places(void)
{
    struct mail_facts m = mail_of(&(struct row){ .subject = "Re: 【Amazon】ご注文" });
    struct work w = { 0 };
    char *long_text = arena_alloc(&arena, 40000);
    static const char greeting[] = "\nいつもメルカリをご利用いただきありがとうございます。\n";

    m.reply = (struct reply_facts){ .subject_claims = true, .has_reference = true };
    claims_read(&arena, &w, &m);
    CHECK(m.claims.n == 0);
    memset(long_text, 'a', 40000);
    for (size_t i = 60; i < 40000; i += 60)
        long_text[i] = '\n';
    memcpy(long_text + 20000, greeting, sizeof greeting - 1);
    m = (struct mail_facts){ .text.visible = str_from(long_text, 40000) };
    claims_read(&arena, &w, &m);
    CHECK(m.claims.n == 0);
    m = (struct mail_facts){ .text.visible = STR("承知しました。\nいつもメルカリをご利用いただき"), .text.own_lines = 1, .text.quoted_lines = 1 };
    claims_read(&arena, &w, &m);
    CHECK(m.claims.n == 0);
}

extern const char *const brands_rows[][9];
extern const size_t brands_count;

/* No two organisations share a name; folding a name twice changes nothing; what is a name is not a word of everyday. */
static void table(void)
{
    static const char *const everyday[] = {
        "お世話になっております。本日はよろしくお願いいたします。", "請求書を添付いたします。ご確認のほどお願いします。", "検査結果のお知らせ", "予約変更のご連絡",
        "会費のお支払いについて", "新型コロナワクチン接種のご案内", "訪問看護指示書の件", "紹介状の返信", "please find attached the invoice for last month",
        "the quick brown fox jumps over the lazy dog", "meeting minutes and next steps", "山田太郎", "鈴木医院", "佐藤内科クリニック 受付",
        "院長 高橋", "総務課 田中", "カルテ", "レセプト", "おくすり手帳", "健康診断", "インフルエンザ", "定期健診のお知らせ", "box office", "line up", "apple pie",
        "open a window", "chase the bus", "visa application", "square meters", "steam engine", "meta analysis", "ups and downs" };
    const struct brands *b = brands_embedded();
    struct brand_hit hit[4];

    CHECK(brands_count >= 280);
    for (size_t i = 0; i < brands_count; i++) {
        CHECK_ROW(brand_at(b, (uint16_t)i)->domains.n <= CLAIM_DOMAINS_MAX, brands_rows[i][0]);
        for (size_t column = 2; column <= 3; column++)
            for (str names = str_of(brands_rows[i][column]); names.n > 0;) {
                str name = fold(&arena, str_split(&names, '|'));
                bool weak;
                enum claim_how how;

                CHECK_ROW(str_eq(name, fold(&arena, name)) && name.n > 0, brands_rows[i][0]);
                /* Lookup gives the name back to the row it stands in: it stands in no other. */
                CHECK_ROW(brand_named(b, &arena, name, &weak, &how) == i && weak == (column == 3), brands_rows[i][0]);
                CHECK_ROW(column == 3 || name.n >= 4 || !ascii_alnum(name.p[0]) || strcmp(brands_rows[i][0], "ocn") == 0
                          || strcmp(brands_rows[i][0], "ovh") == 0, brands_rows[i][0]);
            }
    }
    for (size_t i = 0; i < sizeof everyday / sizeof *everyday; i++)
        CHECK_ROW(brands_find(b, fold(&arena, str_of(everyday[i])), hit, 4) == 0, everyday[i]);
}

int main(void)
{
    if (!arena_open(&arena, 1 << 28, NULL))
        return 1;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        row_check(&rows[i], i);
    ownership();
    places();
    table();
    return check_done();
}
