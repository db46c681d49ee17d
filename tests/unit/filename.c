/* Names of attachments: what honest people call their files, and what is done to names to hide what a file is. */
#include "check.h"
#include "read/filetype.h"

static struct arena arena;

static const char *const honest[] = {
    "見積.2024.10.pdf", "report.v1.2.docx", "a.tar.gz", "x.pdf.p7m", "foo.xlsx.zip", "請求書.pdf", "御見積書（改訂版）.xlsx",
    "【重要】お知らせ.docx", "第１回　議事録.docx", "議事録_20240401.docx", "議事録____20240401.docx", "R6.4.1 診療報酬改定.pdf",
    "No.5 山田様.jpg", "Dr.田中 紹介状.pdf", "添付1.資料.pptx", "①申込書.doc", "ﾃｽﾄ.txt", "テスト　ファイル.txt", "２０２４年度　予算.xlsx",
    "勤務表(4月).xls", "IMG_0001.JPG", "DSC00012.jpeg", "scan0001.tif", "CT_1.2.840.113619.dcm", "患者紹介.2024-05-01.pdf",
    "スクリーンショット 2024-05-01 10:20:30.png", "Re: 打合せの件.eml", "Fwd: Meeting: agenda.eml", "winmail.dat", "smime.p7s",
    "signature.asc", "invite.ics", "yamada.vcf", "backup.7z", "写真.zip", "data.csv", "レセプト.UKE", "地図.ai", "book.epub",
    "presentation.final.pptx", "明細書.2024.zip", "plan.v2.0.zip", "ver1.0.1.pdf", "10.5.xlsx", "a.b.c.d.txt", "README", "Makefile",
    "葛\U000E0100飾区.pdf", "👨\u200d👩\u200d👧.jpg", "❤\ufe0f.png", "한국어.docx", "Résumé.pdf", "Ärztebrief.pdf", "отчёт.docx",
    "診療情報提供書(2).pdf", "健診結果 ver.3.xlsm", "image001.png", "ATT00001.htm", "report.html", "page.2.html", "setup.v1.2.exe",
    "driver.x64.msi", "jquery.min.js", "noname", "無題", "音声 001.m4a", "会議録画.mp4", "宛名.jtd", "書類.xdw", "console.txt",
    "community.pdf", "auxiliary.docx", "com10.txt", "見積書 (最終) (確認済).xlsx", "説明書。最終版.pdf", "C#入門.pdf", "50%引き.pdf",
};

static const struct { const char *name; uint32_t odd; } odd[] = {
    { "請求書.pdf.exe",                       NAME_ODD_DOUBLE },
    { "invoice.doc.js",                       NAME_ODD_DOUBLE },
    { "INVOICE.PDF.EXE",                      NAME_ODD_DOUBLE },
    { "photo.jpg.scr",                        NAME_ODD_DOUBLE },
    { "list.xlsx.lnk",                        NAME_ODD_DOUBLE },
    { "見積書.docx.vbs",                      NAME_ODD_DOUBLE },
    { "notice.pdf.html",                      NAME_ODD_DOUBLE },
    { "notice.pdf.htm",                       NAME_ODD_DOUBLE },
    { "order.pdf.iso",                        NAME_ODD_DOUBLE },
    { "order.xls.img",                        NAME_ODD_DOUBLE },
    { "memo.txt.ps1",                         NAME_ODD_DOUBLE },
    { "memo.txt.{3050F4D8-98B5-11CF-BB82-00AA00BDCE0B}", NAME_ODD_DOUBLE },
    { "voice.mp3.hta",                        NAME_ODD_DOUBLE },
    { "mail.eml.url",                         NAME_ODD_DOUBLE },
    { "医療費通知.pdf.exe ",                  NAME_ODD_DOUBLE | NAME_ODD_TRAILING },
    { "a.pdf.exe.",                           NAME_ODD_DOUBLE | NAME_ODD_TRAILING },
    { "invoice.pdf          .exe",            NAME_ODD_DOUBLE | NAME_ODD_PADDED },
    { "請求書.pdf　　　　　　.exe",           NAME_ODD_DOUBLE | NAME_ODD_PADDED },
    { "a.pdf\u00a0\u00a0\u00a0\u00a0\u00a0.exe", NAME_ODD_DOUBLE | NAME_ODD_PADDED },
    { "invoice____________________.exe",      NAME_ODD_PADDED },
    { "a.pdf________________.scr",            NAME_ODD_DOUBLE | NAME_ODD_PADDED },
    { "請求書　　　　　　　　　　　.lnk",     NAME_ODD_PADDED },
    { "Invoice\u202efdp.exe",                 NAME_ODD_REVERSED },
    { "請求書\u202excod.scr",                 NAME_ODD_REVERSED },
    { "a\u2066b\u2069.txt",                   NAME_ODD_REVERSED },
    { "a\u202dfdp.js",                        NAME_ODD_REVERSED },
    { "invoice\u200b.pdf",                    NAME_ODD_INVISIBLE },
    { "in\u200dvoice.exe",                    NAME_ODD_INVISIBLE },
    { "a\u00ad.exe",                          NAME_ODD_INVISIBLE },
    { "invoice.pdf\u2800\u2800\u2800.exe",    NAME_ODD_INVISIBLE | NAME_ODD_DOUBLE },
    { "a\u3164\u3164.exe",                    NAME_ODD_INVISIBLE },
    { "a\uffa0.exe",                          NAME_ODD_INVISIBLE },
    { "a\ufe0fb.exe",                         NAME_ODD_INVISIBLE },
    { "a\x01.txt",                            NAME_ODD_CONTROL },
    { "a\r\nContent-Type: x.txt",             NAME_ODD_CONTROL },
    { "a\x7f.txt",                            NAME_ODD_CONTROL },
    { "a\xc2\x85.txt",                          NAME_ODD_CONTROL },
    { "../../etc/passwd",                     NAME_ODD_PATH },
    { "..\\..\\startup\\a.bat",               NAME_ODD_PATH },
    { "C:\\Users\\a.txt",                     NAME_ODD_PATH },
    { "dir/a.txt",                            NAME_ODD_PATH },
    { "..",                                   NAME_ODD_PATH | NAME_ODD_TRAILING },
    { "a.txt.",                               NAME_ODD_TRAILING },
    { "a.exe   ",                             NAME_ODD_TRAILING },
    { "invoice．ｅｘｅ",                      NAME_ODD_LOOKALIKE },
    { "invoice.ｅｘｅ",                       NAME_ODD_LOOKALIKE },
    { "invoice\u2024exe",                     NAME_ODD_LOOKALIKE },
    { "invoice.\u0435\u0445\u0435",           NAME_ODD_LOOKALIKE },
    { "invoice.p\u0501f",                     NAME_ODD_LOOKALIKE },
    { "a.exe:b.txt",                          NAME_ODD_STREAM },
    { "a.txt::$DATA",                         NAME_ODD_STREAM },
    { "con",                                  NAME_ODD_STREAM },
    { "NUL.txt",                              NAME_ODD_STREAM },
    { "com1.pdf",                             NAME_ODD_STREAM },
    { "aux .txt",                             NAME_ODD_STREAM },
};

static const struct { const char *name, *ext; enum file_type type; bool runs; } extensions[] = {
    { "a.PDF",             "pdf",  FILE_PDF,      false },
    { "a.exe. . ",         "exe",  FILE_PE,       true },
    { "invoice．ｅｘｅ",   "exe",  FILE_PE,       true },
    { "a.exe:b.txt",       "exe",  FILE_PE,       true },
    { "dir.d/file",        "",     FILE_UNKNOWN,  false },
    { "dir.d\\a.zip",      "zip",  FILE_ZIP,      false },
    { "noext",             "",     FILE_UNKNOWN,  false },
    { ".exe",              "exe",  FILE_PE,       true },
    { "a.",                "",     FILE_UNKNOWN,  false },
    { "",                  "",     FILE_UNKNOWN,  false },
    { "No.5 山田様",       "",     FILE_UNKNOWN,  false },
    { "a.doc",             "doc",  FILE_OLE,      false },
    { "a.docx",            "docx", FILE_OOXML,    false },
    { "a.eml",             "eml",  FILE_MAIL,     false },
    { "a.ics",             "ics",  FILE_CALENDAR, false },
    { "a.hta",             "hta",  FILE_HTA,      true },
    { "a.jse",             "jse",  FILE_ENCODED,  true },
    { "a.iso",             "iso",  FILE_ISO,      false },
    { "winmail.dat",       "dat",  FILE_UNKNOWN,  false },
    { "a.search-ms",       "search-ms", FILE_LIBRARY, true },
    { "a.appref-ms",       "appref-ms", FILE_APPREF,  true },
    { "a.e\u200bxe",       "exe",  FILE_PE,       true },
    { "a.lzh",             "lzh",  FILE_LZH,      false },
    { "a.xll",             "xll",  FILE_PE,       true },
};

static const struct { const char *name; uint32_t traits; } members[] = {
    { "資料.pdf", 0 }, { "申請書.xlsx", 0 }, { "申請書.docx", 0 }, { "申請書.xls", 0 }, { "写真/IMG_1.jpg", 0 }, { "data.xml", 0 },
    { "IM000001.dcm", 0 }, { "winmail.dat", 0 }, { "README", 0 }, { "program.exe", 0 },
    { "資料2.zip", PART_UNINSPECTED }, { "a/b.7z", PART_UNINSPECTED }, { "B.RAR", PART_UNINSPECTED }, { "a.lzh", PART_UNINSPECTED },
    { "a.tar.gz", PART_UNINSPECTED }, { "検査.iso", PART_UNINSPECTED }, { "a.img", PART_UNINSPECTED }, { "a.vhd", PART_UNINSPECTED },
    { "会議.one", PART_UNINSPECTED }, { "明細.html", PART_UNINSPECTED }, { "図.svg", PART_UNINSPECTED },
    { "申請書.xlsm", PART_MACRO }, { "申請書.DOCM", PART_MACRO }, { "a.ppsm", PART_MACRO }, { "a.xlam", PART_MACRO },
};

int main(void)
{
    char longest[300];

    CHECK(arena_open(&arena, 1 << 26, NULL));
    for (size_t i = 0; i < sizeof honest / sizeof honest[0]; i++)
        CHECK_ROW(file_name_odd(&arena, str_of(honest[i])) == 0, honest[i]);
    for (size_t i = 0; i < sizeof odd / sizeof odd[0]; i++) {
        uint32_t got = file_name_odd(&arena, str_of(odd[i].name));

        if (!CHECK_ROW(got == odd[i].odd, odd[i].name))
            printf("#   got %x want %x\n", got, odd[i].odd);
    }
    for (size_t i = 0; i < sizeof extensions / sizeof extensions[0]; i++) {
        str name = str_of(extensions[i].name), ext = file_extension(&arena, name);

        CHECK_STR(ext, extensions[i].ext);
        CHECK_ROW(file_type_of_name(&arena, name) == extensions[i].type, extensions[i].name);
        CHECK_ROW(extension_runs(ext) == extensions[i].runs, extensions[i].name);
    }
    for (size_t i = 0; i < sizeof members / sizeof members[0]; i++)
        CHECK_ROW(file_traits_of_name(&arena, str_of(members[i].name)) == members[i].traits, members[i].name);
    memset(longest, 'a', sizeof longest);
    CHECK(file_name_odd(&arena, str_from(longest, sizeof longest)) == NAME_ODD_LONG);
    CHECK(file_name_odd(&arena, str_from(longest, 255)) == 0);
    CHECK(file_name_odd(&arena, STR("a\0.txt")) == NAME_ODD_CONTROL);
    /* The table is looked up by halving: every row must be found. */
    CHECK(extension_runs(STR("accda")) && extension_runs(STR("inf")) && extension_runs(STR("ins")) && extension_runs(STR("zfsendtotarget")));
    CHECK(!extension_runs(STR("")) && !extension_runs(STR("ex")) && !extension_runs(STR("exee")));
    return check_done();
}
