#include "read/phrase.h"

#include "check.h"

static const struct { const char *in; uint32_t own_lines, own_chars, quoted; bool header; uint64_t chars; } shapes[] = {
    { "", 0, 0, 0, false, 0 },
    { "a b\nc\n", 2, 3, 0, false, 3 },
    { "お世話になります。\r\n\r\n　佐藤です。\r\n", 2, 14, 0, false, 14 },
    { "a\n> b\n> c\n", 1, 1, 2, false, 5 },
    { "a\n＞ b\nc\n", 1, 1, 1, false, 4 },
    { "> b\n\na\n", 0, 0, 1, false, 3 },
    { "a\n\n-----Original Message-----\nFrom: b\nSent: c\n\nd\n", 1, 1, 3, true, 39 },
    { "a\n\n----- 元のメッセージ -----\nb\n", 1, 1, 1, true, 19 },
    { "a\n差出人: b <b@x.test>\n送信日時: 2024年1月1日\n宛先: c\n件名: d\n\ne\n", 1, 1, 5, true, 0 },
    { "a\n差出人： b\n宛先： c\nd\n", 1, 1, 3, true, 0 },
    { "a\n*From:* b\n*Sent:* c\nd\n", 1, 1, 3, true, 0 },
    { "From: b\nTo: c\nSubject: d\n\ne\n", 0, 0, 4, true, 0 },
    { "件名: 会議\n日時: 1月1日\n宛先: 全員\n", 3, 17, 0, false, 17 },
    { "a\nFrom: the beginning\nb\nc\nd\ne\nf\ng\nSubject: x\n", 9, 0, 0, false, 0 },
    { "a\n\nOn Mon, 1 Jan 2024, b <b@x.test> wrote:\n> c\n", 1, 1, 1, true, 0 },
    { "a\n\n2024年1月1日(月) 10:00 山田 <y@x.test>:\n\nb\n", 1, 1, 1, true, 0 },
    { "a\n2024年1月1日(月) 10:00 <y@x.test>：\nb\n", 1, 1, 1, true, 0 },
    { "a\n2024/01/01 10:00、山田 <y@x.test> のメール:\nb\n", 1, 1, 1, true, 0 },
    { "a\n2024年1月1日の予定:\nb\n", 3, 0, 0, false, 0 },
    { "a\n山田さんは書きました：\nb\n", 1, 1, 1, true, 0 },
    { "a\n-- \n佐藤\n電話 00\n", 1, 1, 0, false, 0 },
    { "a\n--\n佐藤\n> b\n", 1, 1, 1, false, 0 },
    { "a\n====================\n佐藤\n電話 00\n====================\n", 1, 1, 0, false, 0 },
    { "a\n＊＊＊＊＊＊\n佐藤\n", 1, 1, 0, false, 0 },
    { "a\n──────────\n佐藤\n──────────\n\n> b\n", 1, 1, 1, false, 0 },
    { "====\n見出し\n====\na\n", 1, 3, 0, false, 0 },
    { "a\n----\n1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n", 14, 0, 0, false, 0 },
    { "a\n----------\nForwarded message\n", 1, 1, 0, false, 0 },
    { "a\n---------- Forwarded message ---------\nb\n", 1, 1, 1, true, 0 },
    { "a\nBegin forwarded message:\nb\n", 1, 1, 1, true, 0 },
    { "\xE3\x80\x80\n\xC2\xA0\n", 0, 0, 0, false, 0 },
};

static const struct { const char *subject; bool claims; } subjects[] = {
    { "Re: a", true }, { "RE:a", true }, { "re : a", true }, { "Re：a", true }, { "ＲＥ：a", true }, { "Ｒｅ: a", true }, { "Re[2]: a", true }, { "Re(3): a", true },
    { "Re^2: a", true }, { "返信: a", true }, { "返信：a", true }, { "回答：a", true }, { "転送: a", true }, { "Fw: a", true }, { "FWD: a", true }, { "Ｆｗ：a", true },
    { "AW: a", true }, { "SV: a", true }, { "[list] Re: a", true }, { "[list 12] [b] RE: a", true }, { "【重要】Re: a", true }, { "(clinic:12) Re: a", true }, { "  Re: a", true },
    { "　Re: a", true }, { "", false }, { "a", false }, { "Re a", false }, { "Report: a", false }, { "Rental: a", false }, { "a Re: b", false }, { "返信ありがとうございます", false },
    { "返信のお願い: a", false }, { "回答期限: a", false }, { "転送設定のお知らせ", false }, { "[Re: a", false }, { "Re", false }, { ":", false }, { "[]", false }, { "【再送】a", false }, { "請求書", false },
};

static void check_linear(void)
{
    static char text[1 << 20];
    static const char *const lines[] = { "From:\n", "差出人:\n", "> \n", "----\n", "On\n", "a\n", "\n", "2024年1月1日@>:\n", "To:" };

    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct text_facts out = { 0 };
        struct work w = { 0 };
        size_t n = strlen(lines[i]);

        for (size_t at = 0; at + n <= sizeof text; at += n)
            memcpy(text + at, lines[i], n);
        text_shape(&w, str_from(text, sizeof text / n * n), &out);
        CHECK(work_units(&w) <= WORK_PER_BYTE * sizeof text + WORK_BASE);
        CHECK(out.own_chars <= out.chars);
    }
}

int main(void)
{
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        struct text_facts out = { 0 };
        struct work w = { 0 };

        text_shape(&w, str_of(shapes[i].in), &out);
        CHECK_ROW(out.own_lines == shapes[i].own_lines, shapes[i].in);
        CHECK_ROW(!shapes[i].own_chars || out.own_chars == shapes[i].own_chars, shapes[i].in);
        CHECK_ROW(out.quoted_lines == shapes[i].quoted, shapes[i].in);
        CHECK_ROW(out.quote_header == shapes[i].header, shapes[i].in);
        CHECK_ROW(!shapes[i].chars || out.chars == shapes[i].chars, shapes[i].in);
    }
    for (size_t i = 0; i < sizeof subjects / sizeof *subjects; i++)
        CHECK_ROW(subject_claims_reply(str_of(subjects[i].subject)) == subjects[i].claims, subjects[i].subject);
    check_linear();
    return check_done();
}
