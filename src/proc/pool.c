#include "proc/pool.h"
#include "base/clock.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
    HELLO_MILLISECONDS = 5000,
    TICK_MILLISECONDS  = 100,           /* how late a time limit may be noticed */
    RECEIVE_AT_ONCE    = 256 << 10,
    ANSWERS_ROOM       = NOUN_FRAME_MAX + (int)sizeof(struct reader_answer) + RECEIVE_AT_ONCE,
    MAILS_ROOM         = MAIL_SIZE_MAX + 4096,
    NO_SLOT            = -1,
};

const char *const read_how_names[] = { "ok", "died", "timeout", "too-large", "bad-frame", NULL };

/* One reader as the parent sees it. Mails lie in `mails` as in a ring of POOL_WINDOW bytes; one that is larger than half
 * the window lies there alone, from the start. */
struct slot {
    pid_t pid;                          /* 0: none */
    int socket;
    int memory;                         /* the memfd of `mails` */
    char *mails;
    size_t head, tail;                  /* first free byte, first byte of the oldest mail; only when queued > 0 */
    size_t touched;
    size_t load;                        /* bytes before it */
    unsigned queued;
    uint64_t answered;                  /* by this process */
    bool broken;                        /* could not be started again */
    char *answers;                      /* received, not yet taken: [from, to) */
    size_t from, to;
};

struct entry { uint64_t id; int slot; size_t offset, room, size; uint32_t number; };

struct pool {
    struct wall wall;
    struct wall_report report;
    struct pool_options options;
    struct pool_counts counts;
    uint32_t next_number;
    unsigned first, count;              /* ring of entries, oldest first */
    struct entry entries[POOL_READERS_MAX * POOL_DEPTH * 2];
    struct slot slots[POOL_READERS_MAX];
};

static struct entry *entry_at(struct pool *p, unsigned i)
{
    return &p->entries[(p->first + i) % (sizeof p->entries / sizeof p->entries[0])];
}

/* --- Shared memory ------------------------------------------------------------------------------------------------ */

static void mails_close(struct slot *s)
{
    if (s->mails)
        munmap(s->mails, MAILS_ROOM);
    if (s->memory >= 0)
        close(s->memory);
    s->mails = NULL;
    s->memory = -1;
    s->touched = 0;
}

/* Sealed after our own mapping: nobody can resize it or map it writable again, not even we. Not inherited over fork():
 * a reader sees its own mails only, and those read-only. */
static int mails_open(struct slot *s)
{
    int fd = memfd_create("mails", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    void *p;

    if (fd < 0)
        return -1;
    s->memory = fd;
    if (ftruncate(fd, MAILS_ROOM) < 0)
        return -1;
    p = mmap(NULL, MAILS_ROOM, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (p == MAP_FAILED)
        return -1;
    s->mails = p;
    if (madvise(p, MAILS_ROOM, MADV_DONTFORK) < 0)
        return -1;
    return fcntl(fd, F_ADD_SEALS, F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_FUTURE_WRITE | F_SEAL_SEAL);
}

void pool_hide(const struct arena *a)
{
    (void)madvise(a->base, a->limit, MADV_DONTFORK);
}

static bool ring_room(struct slot *s, size_t n, size_t *offset)
{
    if (s->queued == 0) {
        s->head = s->tail = 0;          /* from the start again: few pages, warm caches */
        *offset = 0;
        return true;
    }
    if (n > POOL_WINDOW / 2 || s->head > POOL_WINDOW)
        return false;
    if (s->head > s->tail && s->head + n <= POOL_WINDOW) {
        *offset = s->head;
        return true;
    }
    *offset = s->head > s->tail ? 0 : s->head;
    return *offset + n < s->tail;
}

/* --- Starting and ending readers ---------------------------------------------------------------------------------- */

static void receive_limit(int fd, int milliseconds)
{
    struct timeval t = { .tv_sec = milliseconds / 1000, .tv_usec = milliseconds % 1000 * 1000 };

    (void)setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &t, sizeof t);
}

/* Why the reader is gone, for the log. Kills it if it is not. */
static void slot_end(struct slot *s, char *why, size_t room)
{
    int status = 0;

    if (s->socket >= 0)
        close(s->socket);
    s->socket = -1;
    s->from = s->to = 0;
    s->answered = 0;
    if (s->pid <= 0)
        return;
    kill(s->pid, SIGKILL);
    while (waitpid(s->pid, &status, 0) < 0 && errno == EINTR)
        ;
    s->pid = 0;
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS)
        snprintf(why, room, "forbidden system call");
    else if (WIFSIGNALED(status))
        snprintf(why, room, "signal %d", WTERMSIG(status));
    else if (WEXITSTATUS(status) == READER_EXIT_FULL)
        snprintf(why, room, "memory full");
    else
        snprintf(why, room, "exit %d", WEXITSTATUS(status));
}

static int slot_fork(struct pool *p, struct slot *s)
{
    struct reader reader = {
        .wall = &p->wall, .mails_size = MAILS_ROOM, .read = p->options.read,
    };
    int ends[2];

    if (!s->mails && mails_open(s) < 0) {
        mails_close(s);
        return -1;
    }
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) < 0)
        return -1;
    reader.socket = ends[1];
    reader.mails = s->memory;
    s->pid = fork();
    if (s->pid == 0)
        reader_run(&reader);
    close(ends[1]);
    s->socket = ends[0];
    if (s->pid < 0) {
        s->pid = 0;
        return -1;
    }
    p->counts.started++;
    receive_limit(s->socket, HELLO_MILLISECONDS);
    return 0;
}

static int slot_hello(struct pool *p, struct slot *s)
{
    struct reader_hello hello = { 0 };
    ssize_t n = recv(s->socket, &hello, sizeof hello, MSG_WAITALL);

    if (n != sizeof hello || hello.magic != READER_MAGIC || hello.wall.step > WALL_STEPS)
        return -1;
    p->report = hello.wall;
    if (hello.wall.step != WALL_STEPS) {
        errno = hello.wall.error;
        return -1;
    }
    receive_limit(s->socket, TICK_MILLISECONDS);
    return 0;
}

static bool slot_send(struct slot *s, const struct entry *e)
{
    struct reader_request q = { .offset = e->offset, .size = e->size, .number = e->number };

    /* At most POOL_DEPTH small requests are under way, so the socket always has room for one. */
    return send(s->socket, &q, sizeof q, MSG_NOSIGNAL | MSG_DONTWAIT) == sizeof q;
}

/* A fresh reader, given again what the last one left unanswered. Pauses double, so a machine that cannot start readers
 * (no processes, no memory) is not made worse. */
static void slot_restart(struct pool *p, int number)
{
    struct slot *s = &p->slots[number];
    char why[64];

    for (unsigned attempt = 0; attempt < POOL_STARTS; attempt++) {
        struct timespec pause = { .tv_nsec = (20l << attempt) * 1000000 };

        if (attempt > 0)
            nanosleep(&pause, NULL);
        if (slot_fork(p, s) < 0 || slot_hello(p, s) < 0) {
            slot_end(s, why, sizeof why);
            continue;
        }
        for (unsigned i = 0; i < p->count; i++)
            if (entry_at(p, i)->slot == number)
                (void)slot_send(s, entry_at(p, i));     /* a dead one is noticed when its answer is awaited */
        return;
    }
    s->broken = true;
}

/* --- The life of a pool ------------------------------------------------------------------------------------------- */

static int start_all(struct pool *p, struct fail *why)
{
    for (unsigned i = 0; i < p->options.readers; i++)
        if (slot_fork(p, &p->slots[i]) < 0)
            return fail_set(why, "fail.reader", "fork");
    for (unsigned i = 0; i < p->options.readers; i++)
        if (slot_hello(p, &p->slots[i]) < 0)
            return fail_set(why, "fail.reader", "%s", p->report.step < WALL_STEPS ? wall_step_names[p->report.step] : "start");
    return 0;
}

int pool_open(struct pool **out, const struct pool_options *options, struct fail *why)
{
    struct pool *p = calloc(1, sizeof *p);

    if (!p)
        return fail_set(why, "fail.memory", "readers");
    p->options = *options;
    if (p->options.readers == 0)
        p->options.readers = 1;
    if (p->options.readers > POOL_READERS_MAX)
        p->options.readers = POOL_READERS_MAX;
    if (p->options.milliseconds == 0)
        p->options.milliseconds = POOL_MILLISECONDS;
    if (p->options.milliseconds_per_mib == 0)
        p->options.milliseconds_per_mib = POOL_MILLISECONDS_PER_MIB;
    if (!p->options.read)
        p->options.read = mail_read;
    for (unsigned i = 0; i < POOL_READERS_MAX; i++)
        p->slots[i] = (struct slot){ .socket = -1, .memory = -1 };
    for (unsigned i = 0; i < p->options.readers; i++) {
        void *room = mmap(NULL, ANSWERS_ROOM, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

        if (room == MAP_FAILED) {
            pool_close(p);
            return fail_set(why, "fail.memory", "readers");
        }
        (void)madvise(room, ANSWERS_ROOM, MADV_DONTFORK);
        p->slots[i].answers = room;
    }
    mail_warm();
    hash_warm();
    if (wall_prepare(&p->wall, why) < 0 || start_all(p, why) < 0) {
        pool_close(p);
        return -1;
    }
    *out = p;
    return 0;
}

void pool_close(struct pool *p)
{
    char why[64];

    for (unsigned i = 0; i < p->options.readers; i++) {
        slot_end(&p->slots[i], why, sizeof why);
        mails_close(&p->slots[i]);
        if (p->slots[i].answers)
            munmap(p->slots[i].answers, ANSWERS_ROOM);
    }
    free(p);
}

struct wall_report pool_wall(const struct pool *p)
{
    return p->report;
}

struct pool_counts pool_counts(const struct pool *p)
{
    return p->counts;
}

/* --- Mails in ----------------------------------------------------------------------------------------------------- */

/* The reader with the fewest bytes before it that has room: decided by what was submitted, never by timing. One
 * that could not be started gets mails, and answers so, only when there is no other. */
static int choose_slot(struct pool *p, size_t room, size_t *offset)
{
    bool all_broken = true;
    int best = NO_SLOT;

    for (unsigned i = 0; i < p->options.readers; i++)
        all_broken = all_broken && p->slots[i].broken;
    for (unsigned i = 0; i < p->options.readers; i++) {
        struct slot *s = &p->slots[i];
        size_t at;

        if (s->broken && !all_broken)
            continue;
        if (s->queued < POOL_DEPTH && (best == NO_SLOT || s->load < p->slots[best].load) && ring_room(s, room, &at)) {
            best = (int)i;
            *offset = at;
        }
    }
    return best;
}

bool pool_submit(struct pool *p, uint64_t id, str bytes)
{
    struct entry e = { .id = id, .slot = NO_SLOT, .size = bytes.n, .number = p->next_number, .room = (bytes.n + 64) / 64 * 64 };
    struct slot *s;

    if (p->count == sizeof p->entries / sizeof p->entries[0])
        return false;
    if (bytes.n <= MAIL_SIZE_MAX) {
        e.slot = choose_slot(p, e.room, &e.offset);
        if (e.slot == NO_SLOT)
            return false;
        s = &p->slots[e.slot];
        if (bytes.n)
            memcpy(s->mails + e.offset, bytes.p, bytes.n);
        s->head = e.offset + e.room;
        s->touched = s->head > s->touched ? s->head : s->touched;
        s->load += bytes.n + 1024;      /* a mail has a price besides its bytes */
        s->queued++;
        if (!s->broken)
            (void)slot_send(s, &e);     /* a dead reader is noticed when the answer is awaited */
    }
    p->next_number++;
    *entry_at(p, p->count++) = e;
    return true;
}

/* --- Facts out ---------------------------------------------------------------------------------------------------- */

/* Makes room for a whole answer behind what is there, then receives what there is. */
static ssize_t receive_some(struct slot *s)
{
    if (s->from == s->to) {
        s->from = s->to = 0;
    } else if (ANSWERS_ROOM - s->to < RECEIVE_AT_ONCE) {
        memmove(s->answers, s->answers + s->from, s->to - s->from);
        s->to -= s->from;
        s->from = 0;
    }
    return recv(s->socket, s->answers + s->to, RECEIVE_AT_ONCE, 0);
}

/* Waits for the answer `number`. Time counts only while the caller waits for exactly this mail: a reader is never
 * blamed for a slow caller, and one that trickles is not saved by its trickle. */
static enum read_how receive_frame(struct slot *s, uint32_t number, int64_t limit, str *frame)
{
    int64_t give_up = 0;

    for (;;) {
        struct reader_answer head;
        size_t have = s->to - s->from;
        ssize_t n;

        if (have >= sizeof head) {
            memcpy(&head, s->answers + s->from, sizeof head);
            if (head.length > NOUN_FRAME_MAX || head.number != number)
                return READ_BAD_FRAME;
            if (have - sizeof head >= head.length) {
                *frame = str_from(s->answers + s->from + sizeof head, head.length);
                s->from += sizeof head + head.length;
                return READ_OK;
            }
        }
        if (give_up == 0)
            give_up = clock_milliseconds() + limit;
        else if (clock_milliseconds() >= give_up)
            return READ_TIMEOUT;
        n = receive_some(s);
        if (n > 0)
            s->to += (size_t)n;
        else if (n == 0 || (errno != EAGAIN && errno != EINTR))
            return READ_DIED;
    }
}

static enum read_how read_answer(struct pool *p, const struct entry *e, struct arena *a, struct pool_answer *out)
{
    struct slot *s = &p->slots[e->slot];
    int64_t limit = p->options.milliseconds + (int64_t)(e->size >> 20) * p->options.milliseconds_per_mib;
    size_t mark = arena_mark(a);
    struct fail doubt;
    str frame;
    enum read_how how = receive_frame(s, e->number, limit, &frame);

    if (how == READ_OK && noun_decode(&noun_mail, frame, a, &out->facts, &doubt) < 0) {
        arena_release(a, mark);
        memset(&out->facts, 0, sizeof out->facts);
        snprintf(out->why, sizeof out->why, "%.119s", doubt.detail);
        return READ_BAD_FRAME;
    }
    return how;
}

/* The entry is done with: its room is free. The caller keeps a copy. */
static void drop_first(struct pool *p)
{
    struct entry *e = entry_at(p, 0);
    unsigned i = 1;

    if (e->slot != NO_SLOT) {
        struct slot *s = &p->slots[e->slot];

        s->queued--;
        s->load -= e->size + 1024;
        if (s->queued > 0) {
            while (entry_at(p, i)->slot != e->slot)
                i++;
            s->tail = entry_at(p, i)->offset;
        }
    }
    p->first = (p->first + 1) % (unsigned)(sizeof p->entries / sizeof p->entries[0]);
    p->count--;
}

static void replace_reader(struct pool *p, int number, struct pool_answer *out)
{
    struct slot *s = &p->slots[number];
    char why[64] = "";

    slot_end(s, why, sizeof why);
    if (out && out->how == READ_DIED)
        snprintf(out->why, sizeof out->why, "%s", why);
    if (s->touched > POOL_KEEP && s->queued == 0)
        mails_close(s);
    slot_restart(p, number);
}

static void take_first(struct pool *p, struct arena *a, struct pool_answer *out)
{
    const struct entry e = *entry_at(p, 0);
    struct slot *s = &p->slots[e.slot];
    bool first = true;

    do {
        if (s->broken) {
            out->how = READ_DIED;
            out->sha256 = sha256_of(str_from(s->mails + e.offset, e.size));
            snprintf(out->why, sizeof out->why, "no reader could be started");
            drop_first(p);
            return;
        }
        first = s->answered == 0;
        out->how = read_answer(p, &e, a, out);
        if (out->how != READ_OK && !first) {
            p->counts.retried++;
            replace_reader(p, e.slot, NULL);
        }
    } while (out->how != READ_OK && !first);
    if (out->how != READ_OK)
        out->sha256 = sha256_of(str_from(s->mails + e.offset, e.size));
    drop_first(p);
    s->answered++;
    if (out->how != READ_OK)
        replace_reader(p, e.slot, out);
    else if (s->touched > POOL_KEEP && s->queued == 0)
        replace_reader(p, e.slot, NULL);
}

bool pool_next(struct pool *p, struct arena *a, struct pool_answer *out)
{
    const struct entry *e = entry_at(p, 0);

    if (p->count == 0)
        return false;
    memset(out, 0, sizeof *out);
    out->id = e->id;
    if (e->slot == NO_SLOT) {
        out->how = READ_TOO_LARGE;
        snprintf(out->why, sizeof out->why, "%zu bytes, more than %d", e->size, MAIL_SIZE_MAX);
        drop_first(p);
    } else {
        take_first(p, a, out);
    }
    if (out->how != READ_OK && out->how != READ_TOO_LARGE && out->why[0] == 0)
        snprintf(out->why, sizeof out->why, "%s", read_how_names[out->how]);
    p->counts.answered++;
    p->counts.failed += out->how != READ_OK;
    return true;
}
