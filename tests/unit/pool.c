/* The pool against readers that behave and readers that do not. The reading itself is a stand-in here, so that every
 * answer is known; the misbehaviour is the same code that -Dhostile=true builds into the real reader. */
#ifndef SEKISHO_HOSTILE
#define SEKISHO_HOSTILE 1
#endif

#include "check.h"
#include "proc/hostile.c"
#include "proc/pool.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>

enum { ROW = 160, LIMIT = 400 };

static struct arena arena;

static int compare_numbers(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

/* libc's qsort wants heap for this, behind the wall too. */
static void sort_much(struct arena *a)
{
    int *numbers = ARENA_ARRAY(a, int, 5000);

    for (int i = 0; i < 5000; i++)
        numbers[i] = i * 7919 % 5000;
    qsort(numbers, 5000, sizeof *numbers, compare_numbers);
}

/* Facts that show whether the bytes arrived: their size and hash, the first line as subject. */
static void read_little(struct arena *a, struct work *w, str mail, const struct mail_options *o, struct mail_facts *out)
{
    str rest = mail;

    (void)w;
    (void)o;
    hostile_act(mail, WALL_SOCKET, a);
    sort_much(a);
    out->size = mail.n;
    out->sha256 = sha256_of(mail);
    out->subject = str_take(str_line(&rest), 100);
}

/* As many facts as the tables allow: far more than a frame. */
static void read_too_much(struct arena *a, struct work *w, str mail, const struct mail_options *o, struct mail_facts *out)
{
    struct header *headers = ARENA_ARRAY(a, struct header, MAIL_HEADERS_MAX);
    struct part *parts = ARENA_ARRAY(a, struct part, MAIL_PARTS_MAX);
    char *long_value = arena_alloc(a, 8192);
    bool many_parts = str_starts(mail, STR("parts"));

    (void)w;
    (void)o;
    memset(long_value, 'x', 8192);
    out->size = mail.n;
    for (uint32_t i = 0; i < MAIL_HEADERS_MAX; i++)
        headers[i] = (struct header){ .name = STR("X-Long"), .value = str_from(long_value, 8192) };
    for (uint32_t i = 0; i < MAIL_PARTS_MAX; i++)
        parts[i] = (struct part){ .path = STR("1"), .name = str_from(long_value, many_parts ? 1024 : 10),
                                  .type = str_from(long_value, many_parts ? 256 : 10), .member_of = str_from(long_value, many_parts ? 256 : 1),
                                  .charset = str_from(long_value, many_parts ? 128 : 1) };
    out->headers = (struct list){ .items = headers, .n = MAIL_HEADERS_MAX };
    out->parts = (struct list){ .items = parts, .n = MAIL_PARTS_MAX };
    out->text.visible = str_from(long_value, 8192);
}

/* --- Order and bytes ---------------------------------------------------------------------------------------------- */

static bool same_hash(const struct sha256 *got, str mail)
{
    struct sha256 want = sha256_of(mail);

    return sha256_equal(got, &want);
}

static str made_mail(size_t size, unsigned seed)
{
    char *p = mmap(NULL, size + 64, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    int n = snprintf(p, 64, "mail %u\n", seed);

    for (size_t i = (size_t)n; i < size; i++)
        p[i] = (char)(i * 2654435761u >> 13 ^ seed);
    return str_from(p, size);
}

static void in_order(unsigned readers)
{
    static const size_t sizes[] = { 0, 1, 5, 64, 1000, 22000, 63, 65536, 3, 300000, 1 << 20, (1 << 20) + 1, 100, 3 << 20, 22000, 20 << 20, 7 };
    enum { MAILS = 400, SIZES = sizeof sizes / sizeof sizes[0] };
    struct pool_options options = { .readers = readers, .read = read_little };
    struct pool_answer answer;
    struct pool *p;
    struct fail why;
    str mails[SIZES];
    unsigned in = 0, out = 0, wrong = 0;

    for (unsigned i = 0; i < SIZES; i++)
        mails[i] = made_mail(sizes[i], i);
    if (!CHECK(pool_open(&p, &options, &why) == 0))
        return;
    for (;;) {
        /* The large ones only twice: they cost time, not insight. */
        while (in < MAILS && pool_submit(p, in, mails[in < 2 * SIZES ? in % SIZES : in % 7]))
            in++;
        arena_reset(&arena, 1 << 20);
        if (!pool_next(p, &arena, &answer))
            break;
        str want = mails[out < 2 * SIZES ? out % SIZES : out % 7];

        wrong += answer.id != out || answer.how != READ_OK || answer.facts.size != want.n || !same_hash(&answer.facts.sha256, want);
        out++;
    }
    CHECK(out == MAILS);
    CHECK(wrong == 0);
    CHECK(pool_counts(p).failed == 0 && pool_counts(p).retried == 0);
    pool_close(p);
    CHECK(waitpid(-1, NULL, WNOHANG) < 0 && errno == ECHILD);
    for (unsigned i = 0; i < SIZES; i++)
        munmap((void *)mails[i].p, sizes[i] + 64);
}

/* --- Misbehaviour ------------------------------------------------------------------------------------------------- */

static const struct { const char *word; enum read_how how; const char *why; } cases[] = {
#ifdef __SANITIZE_ADDRESS__
    { "crash",  READ_DIED,      "" },           /* as the sanitizer's own handler ends it */
#else
    { "crash",  READ_DIED,      "signal" },
#endif
    { "loop",   READ_TIMEOUT,   "timeout" },
    { "flood",  READ_BAD_FRAME, "bad-frame" },
    { "forge",  READ_BAD_FRAME, "" },
    { "hang",   READ_TIMEOUT,   "timeout" },
    { "exit",   READ_DIED,      "exit 0" },
    { "oom",    READ_DIED,      "memory full" },
    { "escape", READ_DIED,      "forbidden system call" },
};

/* Five mails, the one at `bad` hostile: it alone is answered as unreadable, whichever place it has. */
static void one_bad(unsigned readers, unsigned c, unsigned bad)
{
    struct pool_options options = { .readers = readers, .milliseconds = LIMIT, .read = read_little };
    struct pool_answer answer;
    struct pool *p;
    struct fail why;
    char row[ROW], mail[ROW];

    if (!CHECK(pool_open(&p, &options, &why) == 0))
        return;
    for (unsigned i = 0; i < 5; i++) {
        snprintf(mail, sizeof mail, "mail %u\n%s%s\n\nbody\n", i, i == bad ? hostile_header : "X: ", cases[c].word);
        CHECK(pool_submit(p, i, str_of(mail)));
    }
    for (unsigned i = 0; i < 5; i++) {
        enum read_how want = i == bad ? cases[c].how : READ_OK;

        snprintf(row, sizeof row, "%s at %u of -j%u, mail %u", cases[c].word, bad, readers, i);
        arena_reset(&arena, 1 << 20);
        CHECK_ROW(pool_next(p, &arena, &answer) && answer.id == i, row);
        if (!CHECK_ROW(answer.how == want, row))
            printf("#   %s (%s)\n", read_how_names[answer.how], answer.why);
        snprintf(mail, sizeof mail, "mail %u\n%s%s\n\nbody\n", i, i == bad ? hostile_header : "X: ", cases[c].word);
        CHECK_ROW(same_hash(i == bad ? &answer.sha256 : &answer.facts.sha256, str_of(mail)), row);
        if (i == bad)
            CHECK_ROW(str_starts(str_of(answer.why), str_of(cases[c].why)) && answer.facts.size == 0, row);
    }
    CHECK(!pool_next(p, &arena, &answer));
    CHECK(pool_counts(p).failed == 1);
    pool_close(p);
}

static void all_bad(void)
{
    struct pool_options options = { .readers = 2, .milliseconds = LIMIT, .read = read_little };
    struct pool_answer answer;
    struct pool *p;
    struct fail why;
    char mail[ROW];
    unsigned good = 0, died = 0;

    if (!CHECK(pool_open(&p, &options, &why) == 0))
        return;
    for (unsigned i = 0; i < 60; i++) {
        snprintf(mail, sizeof mail, "mail\n%s%s\n\n", i % 3 ? hostile_header : "X: ", i % 2 ? "crash" : "escape");
        if (!CHECK(pool_submit(p, i, str_of(mail)) && pool_next(p, &arena, &answer)))
            break;
        good += answer.how == READ_OK;
        died += answer.how == READ_DIED;
    }
    CHECK(good == 20 && died == 40);
    pool_close(p);
    arena_reset(&arena, 1 << 20);
}

/* --- Limits ------------------------------------------------------------------------------------------------------- */

static void too_large(void)
{
    size_t n = (size_t)MAIL_SIZE_MAX + 1;
    char *p = mmap(NULL, n, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    struct pool_options options = { .read = read_little };
    struct pool_answer answer;
    struct pool *pool;
    struct fail why;

    if (!CHECK(pool_open(&pool, &options, &why) == 0))
        return;
    CHECK(pool_submit(pool, 1, str_from(p, n)) && pool_submit(pool, 2, STR("small")));
    CHECK(pool_next(pool, &arena, &answer) && answer.id == 1 && answer.how == READ_TOO_LARGE);
    CHECK(pool_next(pool, &arena, &answer) && answer.id == 2 && answer.how == READ_OK);
    CHECK(!pool_next(pool, &arena, &answer));
    pool_close(pool);
    munmap(p, n);
}

static bool shed_noted(const struct mail_facts *f, const char *what)
{
    for (uint32_t i = 0; i < f->oddities.n; i++) {
        const struct oddity *o = LIST_AT(f->oddities, struct oddity, i);

        if (o->kind == ODD_LIMIT_SIZE && str_eq(o->detail, str_of(what)))
            return true;
    }
    return false;
}

static void too_many_facts(void)
{
    struct pool_options options = { .read = read_too_much };
    struct pool_answer answer;
    struct pool *p;
    struct fail why;

    if (!CHECK(pool_open(&p, &options, &why) == 0))
        return;
    CHECK(pool_submit(p, 1, STR("headers")) && pool_submit(p, 2, STR("parts")));
    CHECK(pool_next(p, &arena, &answer) && answer.how == READ_OK);
    CHECK(answer.facts.headers.n == 40 && answer.facts.parts.n == MAIL_PARTS_MAX && answer.facts.text.visible.n == 8192);
    CHECK(shed_noted(&answer.facts, "most headers"));
    CHECK(pool_next(p, &arena, &answer) && answer.how == READ_OK);
    CHECK(answer.facts.headers.n == 0 && answer.facts.parts.n == MAIL_PARTS_MAX / 2);
    CHECK(shed_noted(&answer.facts, "half of the parts"));
    pool_close(p);
}

/* More waiting than readers may have before them: refused, not lost, and a slow caller blames nobody. */
static void full_pool(void)
{
    struct pool_options options = { .readers = 2, .milliseconds = LIMIT, .read = read_little };
    struct pool_answer answer;
    struct pool *p;
    struct fail why;
    unsigned in = 0, out = 0;

    if (!CHECK(pool_open(&p, &options, &why) == 0))
        return;
    while (in < 1000 && pool_submit(p, in, STR("mail")))
        in++;
    CHECK(in == 2 * POOL_DEPTH);
    usleep((LIMIT + 200) * 1000);
    while (pool_next(p, &arena, &answer) && answer.how == READ_OK)
        out++;
    CHECK(out == in);
    CHECK(pool_wall(p).step == WALL_STEPS);
    pool_close(p);
}

static void cannot_start(void)
{
    struct rlimit was, none = { 4, 0 };
    struct pool_options options = { .read = read_little };
    struct pool *p = NULL;
    struct fail why = { 0 };

    getrlimit(RLIMIT_NOFILE, &was);
    none.rlim_max = was.rlim_max;
    setrlimit(RLIMIT_NOFILE, &none);
    CHECK(pool_open(&p, &options, &why) < 0 && p == NULL && why.id != NULL);
    setrlimit(RLIMIT_NOFILE, &was);
    CHECK(waitpid(-1, NULL, WNOHANG) < 0 && errno == ECHILD);
}

int main(void)
{
    setvbuf(stdout, NULL, _IOLBF, 0);
    if (!CHECK(arena_open(&arena, 64 << 20, NULL)))
        return check_done();
    in_order(1);
    in_order(3);
    for (unsigned c = 0; c < sizeof cases / sizeof cases[0]; c++) {
        one_bad(1, c, 0);
        one_bad(1, c, 2);
        one_bad(2, c, 1);
        one_bad(2, c, 4);
    }
    all_bad();
    too_large();
    too_many_facts();
    full_pool();
    cannot_start();
    arena_close(&arena);
    return check_done();
}
