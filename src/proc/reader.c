#include "proc/reader.h"
#include "proc/hostile.h"

#include <malloc.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

/* --- One frame ---------------------------------------------------------------------------------------------------- */

static void note_shed(struct arena *a, struct mail_facts *facts, const char *what)
{
    uint32_t n = facts->oddities.n < MAIL_ODDITIES_MAX ? facts->oddities.n : MAIL_ODDITIES_MAX - 1;
    struct oddity *list = ARENA_ARRAY(a, struct oddity, n + 1u);

    if (n)
        memcpy(list, facts->oddities.items, n * sizeof *list);
    list[n] = (struct oddity){ .kind = ODD_LIMIT_SIZE, .part = STR(""), .detail = str_of(what) };
    facts->oddities = (struct list){ .items = list, .n = n + 1 };
}

static void shed_most_headers(struct mail_facts *f) { f->headers.n = f->headers.n < 40 ? f->headers.n : 40; }
static void shed_headers(struct mail_facts *f)      { f->headers.n = 0; }
static void shed_text(struct mail_facts *f)         { f->text.visible.n = 0; }
static void shed_recipients(struct mail_facts *f)   { f->identity.to.n = f->identity.cc.n = f->reply.references.n = 0; }
static void shed_half_the_links(struct mail_facts *f) { f->links.n /= 2; }
static void shed_half_the_parts(struct mail_facts *f) { f->parts.n /= 2; }

static void shed_signed_headers(struct mail_facts *f)
{
    for (uint32_t i = 0; i < f->dkim.n; i++)
        LIST_AT(f->dkim, struct dkim_signature, i)->signed_headers.n = 0;
}

/* Dearest last: headers and text are for people to look at, a verdict stands on the rest. What cannot be shed is, by
 * the limits in the tables of facts/mail.c, well below NOUN_FRAME_MAX. */
static const struct { const char *what; void (*shed)(struct mail_facts *); } sheds[] = {
    { "most headers",      shed_most_headers },
    { "headers",           shed_headers },
    { "text",              shed_text },
    { "recipients",        shed_recipients },
    { "signed headers",    shed_signed_headers },
    { "half of the links", shed_half_the_links },
    { "half of the parts", shed_half_the_parts },
    { "half of the parts", shed_half_the_parts },
    { "half of the parts", shed_half_the_parts },
};

static struct buf encode(struct arena *a, const struct mail_facts *facts, size_t room)
{
    struct buf frame = buf_new(a, 64 << 10);

    buf_grow(&frame, room);
    frame.n = room;
    noun_encode(&noun_mail, facts, &frame);
    return frame;
}

struct buf reader_frame(struct arena *a, struct mail_facts *facts, size_t room)
{
    size_t mark = arena_mark(a);
    struct buf frame = encode(a, facts, room);

    for (size_t i = 0; i < sizeof sheds / sizeof sheds[0] && frame.n - room > NOUN_FRAME_MAX; i++) {
        arena_release(a, mark);
        sheds[i].shed(facts);
        if (i == 0)
            note_shed(a, facts, "facts left out");
        LIST_AT(facts->oddities, struct oddity, facts->oddities.n - 1)->detail = str_of(sheds[i].what);
        mark = i == 0 ? arena_mark(a) : mark;
        frame = encode(a, facts, room);
    }
    return frame;
}

/* --- The loop ----------------------------------------------------------------------------------------------------- */

static _Noreturn void full(struct arena *a)
{
    (void)a;
    _exit(READER_EXIT_FULL);
}

/* False when the parent is gone. */
static bool get(void *p, size_t n)
{
    for (char *at = p; n > 0;) {
        ssize_t got = read(WALL_SOCKET, at, n);

        if (got <= 0)
            return false;
        at += got;
        n -= (size_t)got;
    }
    return true;
}

static bool put(str s)
{
    while (s.n > 0) {
        ssize_t sent = write(WALL_SOCKET, s.p, s.n);

        if (sent <= 0)
            return false;
        s = str_skip(s, (size_t)sent);
    }
    return true;
}

static bool one_mail(const struct reader *r, struct arena *a, const struct reader_request *q, str mail)
{
    static const struct mail_options options = { 0 };
    struct work work = { .limit = (uint64_t)WORK_PER_BYTE * mail.n + WORK_BASE };
    struct mail_facts *facts = ARENA_NEW(a, struct mail_facts);
    struct reader_answer head = { .number = q->number };
    struct buf frame;

    hostile_act(mail, WALL_SOCKET, a);
    r->read(a, &work, mail, &options, facts);
    frame = reader_frame(a, facts, sizeof head);
    head.length = (uint32_t)(frame.n - sizeof head);
    memcpy(frame.p, &head, sizeof head);
    return put(buf_str(&frame));
}

static void serve(const struct reader *r, struct arena *a, const char *mails)
{
    struct reader_request q;

    while (get(&q, sizeof q)) {
        if (q.offset > r->mails_size || q.size > r->mails_size - q.offset)
            _exit(READER_EXIT_REQUEST);
        if (!one_mail(r, a, &q, str_from(mails + q.offset, q.size)))
            break;
        arena_reset(a, READER_KEEP);
    }
}

/* --- From a fork of the command to a reader ----------------------------------------------------------------------- */

/* The command's handlers must not run here, and a ^C meant for the command must not look like a reader's death. */
static void reset_signals(void)
{
    static const int from_terminal[] = { SIGINT, SIGQUIT, SIGHUP, SIGTSTP };
    sigset_t none;

    for (int i = 1; i < NSIG; i++)
        signal(i, SIG_DFL);
    for (size_t i = 0; i < sizeof from_terminal / sizeof from_terminal[0]; i++)
        signal(from_terminal[i], SIG_IGN);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

static int compare_bytes(const void *a, const void *b)
{
    return *(const char *)a - *(const char *)b;
}

/* Readers allocate from the arena, but libc has a will of its own: qsort() asks once how much memory the machine has
 * and takes a scratch copy of anything over 1 KiB from the heap. So it is asked now, and the heap gets room that it
 * never gives back; behind the wall it could neither ask nor grow. */
static void warm_libc(void)
{
    static char sorted[4096];
    void *room;

    (void)mallopt(M_MMAP_THRESHOLD, 32 << 20);
    (void)mallopt(M_TRIM_THRESHOLD, 64 << 20);
    qsort(sorted, sizeof sorted, 1, compare_bytes);
    room = malloc(READER_HEAP);
    __asm__ volatile("" : : "r"(room) : "memory");     /* or the compiler drops the pair */
    free(room);
}

#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/asan_interface.h>
enum { FIRST_CLOSED = 3 };              /* reports go to the standard error output */
/* The mapping may lie where the command has an arena that is not inherited, but whose poison is. */
#define FRESH(p, n) __asan_unpoison_memory_region((p), (n))
#else
enum { FIRST_CLOSED = 1 };
#define FRESH(p, n) ((void)0)
#endif

_Noreturn void reader_run(const struct reader *r)
{
    struct reader_hello hello = { .magic = READER_MAGIC };
    struct arena a;
    const char *mails;

    reset_signals();
    warm_libc();
    /* The mapping outlives its descriptor. It can never become writable: the memfd is sealed against new writers. */
    mails = mmap(NULL, r->mails_size, PROT_READ, MAP_SHARED, r->mails, 0);
    if (mails == MAP_FAILED || !arena_open(&a, READER_ARENA, full) || dup2(r->socket, WALL_SOCKET) < 0
        || close_range(FIRST_CLOSED, ~0u, 0) < 0)
        _exit(READER_EXIT_START);
    FRESH(mails, r->mails_size);
    if (wall_raise(r->wall, WALL_STEPS, &hello.wall) < 0) {
        (void)put(str_from((const char *)&hello, sizeof hello));
        _exit(READER_EXIT_START);
    }
    if (put(str_from((const char *)&hello, sizeof hello)))
        serve(r, &a, mails);
    _exit(READER_EXIT_DONE);
}
