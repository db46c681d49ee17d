/* Intake, told as what it says of a folder made for the purpose: one line per item, in its order. */
#include "check.h"
#include "intake/files.h"
#include "intake/mbox.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char root[64], said[8192];
static size_t said_n;

static void say(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    said_n += (size_t)vsnprintf(said + said_n, said_n < sizeof said ? sizeof said - said_n : 0, format, args);
    va_end(args);
}

static const char *in_root(const char *name)
{
    static char paths[16][256];
    static unsigned at;
    char *p = paths[at++ % 16];

    snprintf(p, 256, "%s/%s", root, name);
    return p;
}

static void make(const char *name, str bytes)
{
    int fd = open(in_root(name), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

    if (CHECK_ROW(fd >= 0, name)) {
        CHECK_ROW(write(fd, bytes.p, bytes.n) == (ssize_t)bytes.n, name);
        close(fd);
    }
}

static void make_folder(const char *name)
{
    CHECK_ROW(mkdir(in_root(name), 0700) == 0, name);
}

/* "path index first-word size" or "path index fail-id", paths without the root. */
static struct intake_counts tell(const char *const *paths, size_t n)
{
    struct intake_counts counts = { 0 };
    struct intake_item item;
    struct intake *it;
    struct fail why;
    size_t cut = strlen(root) + 1;

    said_n = 0;
    said[0] = 0;
    if (!CHECK(intake_open(&it, paths, n, &why) == 0))
        return counts;
    while (intake_next(it, &item)) {
        str path = str_starts(item.path, str_of(root)) ? str_skip(item.path, cut) : item.path;
        str rest = item.bytes, line = str_split(&rest, '\n');

        if (item.failed)
            say("%.*s %d %s\n", STR_FMT(path), (int)item.index, item.fail.id);
        else
            say("%.*s %d %.*s %zu\n", STR_FMT(path), (int)item.index, STR_FMT(line), item.bytes.n);
    }
    counts = intake_counts(it);
    intake_close(it);
    return counts;
}

static void tell_one(const char *name)
{
    const char *path = in_root(name);

    (void)tell(&path, 1);
}

/* --- Files and folders -------------------------------------------------------------------------------------------- */

static void folders(void)
{
    struct intake_counts counts;
    const char *path = root;

    make_folder("b");
    make_folder("b/deep");
    make("b/deep/z.txt", STR("A: 1\n\nz\n"));
    make("b/2.eml", STR("A: 2\n"));
    make("b/10.eml", STR("A: 10\n"));
    make("b/no extension", STR("A: 0\n"));
    make("a.eml", STR("A: a\n"));
    make("b-then", STR("A: b\n"));
    make(".hidden", STR("A: h\n"));
    make("empty", STR(""));
    CHECK(symlink(root, in_root("b/loop")) == 0);
    CHECK(symlink("2.eml", in_root("b/linked")) == 0);
    CHECK(symlink("nowhere", in_root("b/dangling")) == 0);
    CHECK(mkfifo(in_root("fifo"), 0600) == 0);
    counts = tell(&path, 1);
    CHECK_STR(str_of(said),
              "a.eml 0 A: a 5\n"
              "b/10.eml 0 A: 10 6\n"
              "b/2.eml 0 A: 2 5\n"
              "b/dangling 0 fail.open\n"
              "b/deep/z.txt 0 A: 1 8\n"
              "b/linked 0 A: 2 5\n"
              "b/no extension 0 A: 0 5\n"
              "b-then 0 A: b 5\n"
              "empty 0 fail.empty\n"
              "fifo 0 fail.not-a-file\n");
    CHECK(counts.mails == 7 && counts.failed == 3 && counts.hidden == 1 && counts.links == 1);
    tell_one(".hidden");
    CHECK_STR(str_of(said), ".hidden 0 A: h 5\n");
    tell_one("absent");
    CHECK_STR(str_of(said), "absent 0 fail.open\n");
    tell_one("fifo");
    CHECK_STR(str_of(said), "fifo 0 fail.not-a-file\n");
    path = "/dev/zero";
    (void)tell(&path, 1);
    CHECK_STR(str_of(said), "/dev/zero 0 fail.not-a-file\n");
}

static void several_paths(void)
{
    const char *paths[] = { in_root("b/2.eml"), in_root("absent"), in_root("b/deep/"), in_root("a.eml") };

    (void)tell(paths, 4);
    CHECK_STR(str_of(said), "b/2.eml 0 A: 2 5\nabsent 0 fail.open\nb/deep/z.txt 0 A: 1 8\na.eml 0 A: a 5\n");
    (void)tell(paths, 0);
    CHECK_STR(str_of(said), "");
}

static void maildir(void)
{
    struct intake_counts counts;
    const char *path;

    make_folder("md");
    make_folder("md/cur");
    make_folder("md/new");
    make_folder("md/tmp");
    make_folder("md/.Sent");
    make_folder("md/.Sent/cur");
    make_folder("md/.Sent/new");
    make_folder("md/.git");
    make("md/cur/1.a:2,S", STR("A: cur\n"));
    make("md/cur/.nfs1", STR("A: x\n"));
    make("md/new/2.b", STR("A: new\n"));
    make("md/tmp/3.c", STR("A: tmp\n"));
    make("md/dovecot.index", STR("junk\n"));
    make("md/.Sent/cur/4.d:2,", STR("A: sent\n"));
    make("md/.git/config", STR("junk\n"));
    path = in_root("md");
    counts = tell(&path, 1);
    CHECK_STR(str_of(said), "md/.Sent/cur/4.d:2, 0 A: sent 8\nmd/cur/1.a:2,S 0 A: cur 7\nmd/new/2.b 0 A: new 7\n");
    CHECK(counts.other == 2 && counts.hidden == 2);
}

static void too_deep(void)
{
    char name[200] = "deep";
    str end = STR("fail.too-deep\n");

    make_folder(name);
    for (int i = 0; i < INTAKE_DEPTH_MAX; i++) {
        strcat(name, "/d");
        make_folder(name);
    }
    tell_one("deep");
    CHECK(str_ends(str_of(said), end));
}

/* A folder that may not be entered; root may enter any, so somebody else tries. */
static void forbidden(void)
{
    int status = 0;
    pid_t pid;

    make_folder("closed");
    make("unreadable", STR("A: 1\n"));
    CHECK(chmod(in_root("closed"), 0) == 0 && chmod(in_root("unreadable"), 0) == 0 && chmod(root, 0755) == 0);
    fflush(stdout);
    pid = fork();
    if (pid == 0) {
        const char *paths[] = { in_root("closed"), in_root("unreadable") };

        if (geteuid() == 0 && setuid(65534) < 0)
            _exit(2);
        (void)tell(paths, 2);
        _exit(strcmp(said, "closed 0 fail.folder\nunreadable 0 fail.open\n") == 0 ? 0 : 1);
    }
    CHECK(waitpid(pid, &status, 0) == pid && status == 0);
    CHECK(chmod(in_root("closed"), 0700) == 0);
}

/* --- mbox --------------------------------------------------------------------------------------------------------- */

#define FROM "From sender@clinic.example Mon Jan  1 00:00:00 2024\n"

static const struct { const char *row, *file, *want; } mboxes[] = {
    { "one mail",                   FROM "A: 1\n\ntext\n",                                 "f 1 A: 1 11\n" },
    { "empty line at the end goes", FROM "A: 1\n\ntext\n\n",                               "f 1 A: 1 11\n" },
    { "two mails",                  FROM "A: 1\n\ntext\n\n" FROM "A: 2\n\nmore\n\n",       "f 1 A: 1 11\nf 2 A: 2 11\n" },
    { "CRLF",                       "From s Mon Jan  1 00:00:00 2024\r\nA: 1\r\n\r\nt\r\n\r\nFrom s Mon Jan  1 00:00:00 2024\r\nA: 2\r\n\r\n",
                                    "f 1 A: 1\r 11\nf 2 A: 2\r 6\n" },
    { "From in a text",             FROM "A: 1\n\nWell.\n\nFrom now on: yes\nB: c\n",      "f 1 A: 1 12\nf 2 B: c 5\n" },
    /* Other readers see two mails here, and the second one must not arrive unread. */
    { "no empty line before",       FROM "A: 1\n\ntext\n" FROM "A: 2\n\n",                 "f 1 A: 1 11\nf 2 A: 2 5\n" },
    { "blanks in the line before",  FROM "A: 1\n\nt\n \nFrom -\nA: 2\n",               "f 1 A: 1 10\nf 2 A: 2 5\n" },
    { "another date before a header", FROM "A: 1\n\nt\n\nFrom a Thu Jan 1 1970\nA: 2\n",  "f 1 A: 1 8\nf 2 A: 2 5\n" },
    { "no date, no empty line",     FROM "A: 1\n\nt\nFrom a\nA: 2\n",                     "f 1 A: 1 20\n" },
    { "no date, empty line",        FROM "A: 1\n\nt\n\nFrom a\nA: 2\n",                   "f 1 A: 1 8\nf 2 A: 2 5\n" },
    { "no header after",            FROM "A: 1\n\ntext\n\n" FROM "just text\n",            "f 1 A: 1 74\n" },
    { "quoted stays",               FROM "A: 1\n\n>From me\n\n" FROM "A: 2\n",             "f 1 A: 1 15\nf 2 A: 2 5\n" },
    { "no date",                    "From me to you\nA: 1\n",                              "f 0 From me to you 20\n" },
    { "several words, zone",        "From a at b.example  Tue Feb 29 10:11 +0900 2000\nA: 1\n", "f 1 A: 1 5\n" },
    { "zone by name, after",        "From - Tue Feb 29 10:11:12 2000 JST\nA: 1\n",         "f 1 A: 1 5\n" },
    { "tiny mail within" ,          FROM "A: 1\n\n" FROM "B:\n\n" FROM "A: 2\n",                               "f 1 A: 1 5\nf 2 B: 3\nf 3 A: 2 5\n" },
    { "only a From_ line",          FROM,                                                  "f 0 From sender@clinic.example Mon Jan  1 00:00:00 2024 52\n" },
    { "stores without a date",      "From -\nA: 1\n\nFrom -\nA: 2\n\nFrom a@b\nA: 3\n", "f 1 A: 1 5\nf 2 A: 2 5\nf 3 A: 3 5\n" },
    { "white space first",          " " FROM "A: 1\n",                                     "f 0  " /* … */ },
};

static void mbox_rows(void)
{
    for (size_t i = 0; i < sizeof mboxes / sizeof mboxes[0]; i++) {
        make("f", str_of(mboxes[i].file));
        tell_one("f");
        if (!CHECK_ROW(str_starts(str_of(said), str_of(mboxes[i].want)), mboxes[i].row))
            printf("#   said %s#   want %s", said, mboxes[i].want);
    }
}

static void from_lines(void)
{
    static const struct { const char *line; bool is; } lines[] = {
        { "From a@b.example Mon Jan  1 00:00:00 2024", true },
        { "From MAILER-DAEMON Thu Dec 31 23:59:59 1998", true },
        { "From ???@??? Thu Dec 31 23:59:59 1998", true },
        { "From a Mon Mon Jan 1 00:00 2024", true },
        { "From a Mon Jan 32 00:00:00 2024", false },
        { "From a Mon Jan 1 0:00 2024", false },
        { "From a Mon Jan 1 00:00:00", false },
        { "From a Mon Jan 1 00:00:00 x y 2024", false },
        { "From Mon to Fri, Jan 1", false },
        { "from a Mon Jan 1 00:00:00 2024", false },
        { ">From a Mon Jan 1 00:00:00 2024", false },
        { "From: a Mon Jan 1 00:00:00 2024", false },
        { "From -", true },
        { "From a@b.example", true },
        { "From me", false },
        { "From @ you", false },
        { "From ", false },
        { "", false },
    };

    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
        CHECK_ROW(mbox_from_line(str_of(lines[i].line)) == lines[i].is, lines[i].line);
}

/* Mails that end just before, at and after the edges of what is read at once, through a pipe that gives odd pieces. */
static void mbox_edges(void)
{
    static const size_t sizes[] = { 10, MBOX_CHUNK - 60, MBOX_CHUNK - 8, MBOX_CHUNK, 1, MBOX_CHUNK + 3, 2 * MBOX_CHUNK + 17, 5 };
    enum { MAILS = 40, SIZES = sizeof sizes / sizeof sizes[0] };
    char *text = malloc(3 * MBOX_CHUNK);
    struct mbox m;
    struct fail why;
    str mail;
    int ends[2];
    unsigned got = 0, wrong = 0;
    pid_t pid;

    memset(text, 'x', 3 * MBOX_CHUNK);
    fflush(stdout);
    if (!CHECK(mbox_open(&m, &why) == 0 && pipe(ends) == 0))
        return;
    pid = fork();
    if (pid == 0) {
        FILE *f = fdopen(ends[1], "w");

        close(ends[0]);
        for (unsigned i = 0; i < MAILS; i++)
            fprintf(f, "%sA: %.*s\n\n", FROM, (int)(sizes[i % SIZES] + i), text);
        fclose(f);
        _exit(0);
    }
    close(ends[1]);
    for (mbox_start(&m, ends[0], 0); mbox_next(&m, &mail) == MBOX_MAIL; got++)
        wrong += mail.n != sizes[got % SIZES] + got + 4 || !str_starts(mail, STR("A: x")) || m.index != got + 1;
    CHECK(got == MAILS);
    CHECK(wrong == 0);
    CHECK(m.to <= 8 * MBOX_CHUNK);      /* memory follows the mail, not the stream */
    waitpid(pid, NULL, 0);
    close(ends[0]);
    mbox_close(&m);
    free(text);
}

/* A mail beyond every limit between two others: it alone is not read. The file is all holes. */
static void mbox_large(void)
{
    int fd = open(in_root("large"), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    str first = STR(FROM "A: 1\n\n"), last = STR("\n\n" FROM "A: 3\n");
    off_t at = (off_t)MAIL_SIZE_MAX + (2 << 20);

    CHECK(pwrite(fd, first.p, first.n, 0) == (ssize_t)first.n);
    CHECK(pwrite(fd, first.p, first.n, (off_t)first.n) == (ssize_t)first.n);
    CHECK(pwrite(fd, last.p, last.n, at) == (ssize_t)last.n);
    close(fd);
    tell_one("large");
    CHECK_STR(str_of(said), "large 1 A: 1 5\nlarge 2 fail.mail-too-large\nlarge 3 A: 3 5\n");
    CHECK(truncate(in_root("large"), 0) == 0 && truncate(in_root("large"), at) == 0);
    tell_one("large");
    CHECK_STR(str_of(said), "large 0 fail.mail-too-large\n");
    CHECK(unlink(in_root("large")) == 0);
}

static void standard_input(void)
{
    const char *path = "-";
    int ends[2], was = dup(STDIN_FILENO);
    str file = STR(FROM "A: 1\n\n" FROM "A: 2\n");

    CHECK(pipe(ends) == 0 && write(ends[1], file.p, file.n) == (ssize_t)file.n);
    close(ends[1]);
    dup2(ends[0], STDIN_FILENO);
    close(ends[0]);
    (void)tell(&path, 1);
    CHECK_STR(str_of(said), "- 1 A: 1 5\n- 2 A: 2 5\n");
    (void)tell(&path, 1);
    CHECK_STR(str_of(said), "- 0 fail.empty\n");
    dup2(was, STDIN_FILENO);
    close(was);
}

int main(void)
{
    char command[128];

    snprintf(root, sizeof root, "/tmp/sekisho-intake-XXXXXX");
    if (!CHECK(mkdtemp(root) != NULL))
        return check_done();
    folders();
    several_paths();
    maildir();
    too_deep();
    forbidden();
    mbox_rows();
    from_lines();
    mbox_edges();
    mbox_large();
    standard_input();
    snprintf(command, sizeof command, "rm -rf '%s'", root);
    CHECK(system(command) == 0);
    return check_done();
}
