#include "proc/hostile.h"

/* A C file needs a declaration even when nothing is compiled. */
extern const char hostile_header[];

#ifdef SEKISHO_HOSTILE

#include "proc/reader.h"

#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

const char hostile_header[] = "X-Sekisho-Test: ";

static volatile int *volatile nowhere;

static void act_crash(int socket, struct arena *a)
{
    (void)socket;
    (void)a;
    *nowhere = 1;
}

static void act_loop(int socket, struct arena *a)
{
    (void)socket;
    (void)a;
    for (volatile unsigned long n = 0;; n++)
        ;
}

/* A frame longer than any may be, and then more and more of it. */
static void act_flood(int socket, struct arena *a)
{
    struct reader_answer head = { .length = 0x7fffffff };
    static char junk[4096];

    (void)a;
    for (ssize_t sent = write(socket, &head, sizeof head); sent > 0;)
        sent = write(socket, junk, sizeof junk);
    _exit(0);
}

/* The right number, a plausible length, and bytes that are no facts. */
static void act_forge(int socket, struct arena *a)
{
    char frame[sizeof(struct reader_answer) + 64];
    struct reader_answer head = { .length = 64 };

    (void)a;
    for (uint32_t number = 0; number < 64; number++) {
        head.number = number;
        memset(frame, 0xee, sizeof frame);
        memcpy(frame, &head, sizeof head);
        (void)!write(socket, frame, sizeof frame);
    }
    _exit(0);
}

/* Half an answer, then silence; eats what else is asked. */
static void act_hang(int socket, struct arena *a)
{
    char eaten[256];

    (void)a;
    (void)!write(socket, "\1\0", 2);
    while (read(socket, eaten, sizeof eaten) > 0)
        ;
    _exit(0);
}

static void act_exit(int socket, struct arena *a)
{
    (void)socket;
    (void)a;
    _exit(0);
}

static void act_oom(int socket, struct arena *a)
{
    (void)socket;
    for (;;)
        (void)arena_alloc(a, 1 << 20);
}

static void act_escape(int socket, struct arena *a)
{
    (void)socket;
    (void)a;
    (void)syscall(SYS_socket, 2, 1, 0);
}

static const struct { const char *word; void (*act)(int socket, struct arena *a); } acts[] = {
    { "crash", act_crash }, { "loop", act_loop }, { "flood", act_flood }, { "forge", act_forge },
    { "hang", act_hang }, { "exit", act_exit }, { "oom", act_oom }, { "escape", act_escape },
};

void hostile_act(str mail, int socket, struct arena *a)
{
    str name = str_of(hostile_header);

    for (str in = mail, line = str_line(&in); line.n > 0; line = str_line(&in))
        for (size_t i = 0; i < sizeof acts / sizeof acts[0]; i++)
            if (str_starts(line, name) && str_eq(str_trim(str_skip(line, name.n)), str_of(acts[i].word)))
                acts[i].act(socket, a);
}

#endif
