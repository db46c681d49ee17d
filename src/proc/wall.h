/* The wall around a reader: what a process can still do after it, whatever code runs in it.
 *
 * Four layers, each sufficient against most of what the others are there for: an unprivileged user without capabilities
 * (when we are root), resource limits, Landlock (no file, no TCP, no signal or abstract socket outside), and a seccomp
 * allowlist of WALL_CALLS whose default is to kill the process. There is no way to take a wall down again.
 *
 * Two steps, because building the filter allocates and looks up users: wall_prepare() once in the parent, wall_raise()
 * in every child after fork(). */
#ifndef SEKISHO_WALL_H
#define SEKISHO_WALL_H

#include "base/fail.h"

#include <linux/filter.h>
#include <sys/types.h>

enum {
    WALL_SOCKET     = 0,                /* the only descriptor a reader has */
    WALL_FILTER_MAX = 256,              /* BPF instructions */
    WALL_CPU        = 600,              /* seconds of a reader's whole life; per-mail limits are the parent's */
    WALL_STACK      = 8 << 20,          /* bytes the stack may grow after the wall is up */
};

/* One allowed system call; `argument` -1: with any arguments, else only when that argument equals `value`. */
struct wall_call {
    const char *name;
    int number;
    int argument;
    uint64_t value;
};

/* The allowlist, ends with a NULL name. The same lines stand in tests/golden/reader-syscalls.txt. */
extern const struct wall_call wall_calls[];
/* What AddressSanitizer's runtime needs besides; empty in every other build. */
extern const struct wall_call wall_sanitizer_calls[];

struct wall {
    bool switch_user;                   /* we are root: become uid, gid */
    uid_t uid;
    gid_t gid;
    unsigned short filter_length;
    struct sock_filter filter[WALL_FILTER_MAX];
};

enum wall_step { WALL_USER, WALL_CAPABILITIES, WALL_PRIVILEGES, WALL_LIMITS, WALL_LANDLOCK, WALL_CALLS, WALL_STEPS };
extern const char *const wall_step_names[];

struct wall_report {
    uint32_t landlock;                  /* ABI in force; 0: this kernel has none, the other layers stand alone */
    uint32_t step;                      /* the enum wall_step that failed, WALL_STEPS when none did */
    int32_t error;                      /* its errno */
};

int wall_prepare(struct wall *w, struct fail *why);
/* Raises the steps from the first up to, not including, `end`; WALL_STEPS for the whole wall (tests look at the lower
 * layers from inside before the filter closes). -1 when a step failed: the process must then end itself. A kernel
 * without Landlock is reported, not a failure. */
int wall_raise(const struct wall *w, enum wall_step end, struct wall_report *report);

#endif
