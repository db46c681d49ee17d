#include "proc/wall.h"

#include <errno.h>
#include <linux/capability.h>
#include <linux/landlock.h>
#include <grp.h>
#include <pwd.h>
#include <signal.h>
#include <seccomp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef __has_feature
#define __has_feature(x) 0
#endif
#if defined(__SANITIZE_ADDRESS__) || __has_feature(address_sanitizer)
#define SANITIZED 1
#else
#define SANITIZED 0
#endif

#define CALL(name_, argument_, value_) { .name = #name_, .number = SYS_##name_, .argument = (argument_), .value = (value_) }

/* A reader computes. Requests come and answers go through one socket, mails through a mapping made before the wall,
 * memory from an arena reserved before it; so this is all, and even a mmap() without PROT_EXEC is not among it. */
const struct wall_call wall_calls[] = {
    CALL(read,       0, WALL_SOCKET),
    CALL(write,      0, WALL_SOCKET),
    CALL(madvise,    2, MADV_DONTNEED),         /* arena_reset gives pages back after a large mail */
    CALL(exit_group, -1, 0),
    { .name = NULL }
};

const struct wall_call wall_sanitizer_calls[] = {
#if SANITIZED
    /* The allocator's and the report's calls. No file can be opened, so a report has addresses, no source lines. */
    CALL(write,          0, 2),
    CALL(mmap,           -1, 0),
    CALL(munmap,         -1, 0),
    CALL(madvise,        2, MADV_NOHUGEPAGE),
    CALL(madvise,        2, MADV_DONTDUMP),
    CALL(futex,          -1, 0),
    CALL(sched_yield,    -1, 0),
    CALL(getpid,         -1, 0),
    CALL(gettid,         -1, 0),
    CALL(sigaltstack,    -1, 0),
    CALL(rt_sigprocmask, -1, 0),
    CALL(rt_sigaction,   -1, 0),
    CALL(clock_gettime,  -1, 0),
    CALL(readlink,       -1, 0),
    CALL(open,           -1, 0),                 /* refused by Landlock and for want of descriptors */
    CALL(openat,         -1, 0),
    CALL(ioctl,          0, 2),
#endif
    { .name = NULL }
};

const char *const wall_step_names[] = {
    "user", "capabilities", "no new privileges", "limits", "landlock", "system calls", NULL
};

/* --- Prepared in the parent --------------------------------------------------------------------------------------- */

static int add_calls(scmp_filter_ctx filter, const struct wall_call *calls)
{
    for (const struct wall_call *c = calls; c->name; c++) {
        struct scmp_arg_cmp only = { .arg = (unsigned)(c->argument < 0 ? 0 : c->argument), .op = SCMP_CMP_EQ, .datum_a = c->value };
        int error = seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, c->number, c->argument < 0 ? 0 : 1, &only);

        if (error < 0)
            return error;
    }
    return 0;
}

/* The program is taken out of libseccomp once, so that a child after fork() only hands it to the kernel. */
static int export_filter(scmp_filter_ctx filter, struct wall *w)
{
    int fd = memfd_create("filter", MFD_CLOEXEC), error;
    ssize_t n;

    if (fd < 0)
        return -errno;
    error = seccomp_export_bpf(filter, fd);
    n = pread(fd, w->filter, sizeof w->filter, 0);
    close(fd);
    if (error < 0)
        return error;
    if (n <= 0 || n == sizeof w->filter || n % (ssize_t)sizeof w->filter[0])
        return -EFBIG;
    w->filter_length = (unsigned short)(n / (ssize_t)sizeof w->filter[0]);
    return 0;
}

static int build_filter(struct wall *w)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
    int error;

    if (!filter)
        return -ENOMEM;
    /* Also for i386 and x32 numbers: libseccomp's default there would kill the thread only. */
    error = seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS);
    if (error == 0)
        error = add_calls(filter, wall_calls);
    if (error == 0)
        error = add_calls(filter, wall_sanitizer_calls);
    if (error == 0)
        error = export_filter(filter, w);
    seccomp_release(filter);
    return error;
}

int wall_prepare(struct wall *w, struct fail *why)
{
    const struct passwd *user;
    int error;

    *w = (struct wall){ .switch_user = geteuid() == 0, .uid = 65534, .gid = 65534 };
    if (w->switch_user && ((user = getpwnam("_sekisho-r")) || (user = getpwnam("nobody")))) {
        w->uid = user->pw_uid;
        w->gid = user->pw_gid;
    }
    if (w->switch_user && (w->uid == 0 || w->gid == 0)) {
        errno = EPERM;
        return fail_set(why, "fail.wall", "the reader's user is root");
    }
    if ((error = build_filter(w)) < 0) {
        errno = -error;
        return fail_set(why, "fail.wall", "%s", wall_step_names[WALL_CALLS]);
    }
    return 0;
}

/* --- Raised in the child ------------------------------------------------------------------------------------------ */

static int raise_user(const struct wall *w, struct wall_report *report)
{
    (void)report;
    if (!w->switch_user)
        return 0;
    /* The bounding set while we still may: nothing executed later could get any back. Unknown numbers end the list. */
    for (int c = 0; c < 64 && prctl(PR_CAPBSET_READ, c, 0, 0, 0) >= 0; c++)
        (void)prctl(PR_CAPBSET_DROP, c, 0, 0, 0);
    if (setgroups(0, NULL) < 0 || setresgid(w->gid, w->gid, w->gid) < 0 || setresuid(w->uid, w->uid, w->uid) < 0)
        return -1;
    return setresuid(0, 0, 0) == 0 ? -1 : 0;    /* must no longer work */
}

static int raise_capabilities(const struct wall *w, struct wall_report *report)
{
    struct __user_cap_header_struct head = { .version = _LINUX_CAPABILITY_VERSION_3 };
    struct __user_cap_data_struct none[2] = { 0 };

    (void)w;
    (void)report;
    (void)prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
    return (int)syscall(SYS_capset, &head, none);
}

static int raise_privileges(const struct wall *w, struct wall_report *report)
{
    (void)w;
    (void)report;
    /* Not dumpable: other processes of the same user cannot attach to it or read its memory. Set after the change of
     * user, as is the signal at the parent's death, because that change resets both. */
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0 || prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) < 0)
        return -1;
    return prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
}

/* Debian 12's <linux/landlock.h> ends at ABI 2; later kernels understand more. */
struct landlock_all {
    uint64_t files, net, scoped;
};

static const struct { uint64_t files, net, scoped; size_t size; } landlock_by_abi[] = {
    { 0x0000,  0, 0, 0 },
    { 0x1fff,  0, 0, 8 },               /* 1: the first thirteen rights */
    { 0x3fff,  0, 0, 8 },               /* 2: refer */
    { 0x7fff,  0, 0, 8 },               /* 3: truncate */
    { 0x7fff,  3, 0, 16 },              /* 4: TCP bind, connect */
    { 0xffff,  3, 0, 16 },              /* 5: ioctl on devices */
    { 0xffff,  3, 3, 24 },              /* 6: abstract Unix sockets and signals outside */
};

static int raise_landlock(const struct wall *w, struct wall_report *report)
{
    const long known = sizeof landlock_by_abi / sizeof landlock_by_abi[0] - 1;
    long abi = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    struct landlock_all all;
    int fd;

    (void)w;
    if (abi <= 0)
        return 0;                       /* kernel without it, or switched off at boot: reported as 0 */
    report->landlock = (uint32_t)abi;
    if (abi > known)
        abi = known;
    all = (struct landlock_all){ landlock_by_abi[abi].files, landlock_by_abi[abi].net, landlock_by_abi[abi].scoped };
    fd = (int)syscall(SYS_landlock_create_ruleset, &all, landlock_by_abi[abi].size, 0);
    if (fd < 0)
        return -1;
    /* Rights are handled and no rule grants any: everything is refused. */
    if (syscall(SYS_landlock_restrict_self, fd, 0) < 0) {
        close(fd);
        return -1;
    }
    return close(fd);
}

/* Address space as it is now plus room for the stack: everything a reader needs is mapped before. */
static rlim_t address_space(void)
{
    unsigned long pages = 0;
    FILE *f = fopen("/proc/self/statm", "re");

    if (f && fscanf(f, "%lu", &pages) != 1)
        pages = 0;
    if (f)
        fclose(f);
    return pages ? pages * 4096 + WALL_STACK : (rlim_t)4 << 30;
}

static int raise_limits(const struct wall *w, struct wall_report *report)
{
    const struct { int resource; rlim_t value; } limits[] = {
        { RLIMIT_AS,       SANITIZED ? RLIM_INFINITY : address_space() },   /* the shadow memory alone is terabytes */
        { RLIMIT_CPU,      WALL_CPU },
        { RLIMIT_FSIZE,    0 },
        { RLIMIT_CORE,     0 },
        { RLIMIT_NPROC,    0 },
        { RLIMIT_MEMLOCK,  0 },
        { RLIMIT_MSGQUEUE, 0 },
    };

    (void)w;
    (void)report;
    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++) {
        struct rlimit now, set = { limits[i].value, limits[i].value };

        if (getrlimit((__rlimit_resource_t)limits[i].resource, &now) < 0)
            return -1;
        if (set.rlim_max > now.rlim_max)
            set.rlim_cur = set.rlim_max = now.rlim_max;
        if (setrlimit((__rlimit_resource_t)limits[i].resource, &set) < 0)
            return -1;
    }
    return 0;
}

static int raise_calls(const struct wall *w, struct wall_report *report)
{
    struct sock_fprog program = { .len = w->filter_length, .filter = (struct sock_filter *)w->filter };

    const struct rlimit none = { 0, 0 };

    (void)report;
    /* Here and not among the limits: Landlock needs a descriptor. The socket stays usable, no other can come. */
    if (setrlimit(RLIMIT_NOFILE, &none) < 0)
        return -1;
    return prctl(PR_SET_SECCOMP, 2 /* SECCOMP_MODE_FILTER */, &program, 0, 0);
}

static int (*const steps[])(const struct wall *, struct wall_report *) = {
    [WALL_USER] = raise_user, [WALL_CAPABILITIES] = raise_capabilities, [WALL_PRIVILEGES] = raise_privileges,
    [WALL_LIMITS] = raise_limits, [WALL_LANDLOCK] = raise_landlock, [WALL_CALLS] = raise_calls,
};

int wall_raise(const struct wall *w, enum wall_step end, struct wall_report *report)
{
    *report = (struct wall_report){ .step = WALL_STEPS };
    for (uint32_t i = 0; i < end; i++)
        if (steps[i](w, report) < 0) {
            report->step = i;
            report->error = errno;
            return -1;
        }
    return 0;
}
