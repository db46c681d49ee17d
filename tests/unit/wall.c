/* The wall, tried from inside: the list of allowed calls is the committed one, every other number is death by SIGSYS,
 * allowed calls with other arguments too, and the layers below the filter hold on their own. */
#include "check.h"
#include "proc/wall.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ROW = 120, X32 = 0x40000000, LAST_CALL = 500, GOOD = 42 };

static struct wall wall;

/* Runs `act` behind the wall's steps before `end` and gives its wait status. */
static int walled(enum wall_step end, int (*act)(const void *), const void *with)
{
    int status = -1;
    pid_t pid = fork();

    if (pid == 0) {
        struct wall_report report;

        if (wall_raise(&wall, end, &report) < 0)
            _exit(100 + (int)report.step);
        _exit(act(with));
    }
    waitpid(pid, &status, 0);
    return status;
}

static bool by_sigsys(int status)
{
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS;
}

/* --- The list ----------------------------------------------------------------------------------------------------- */

static void same_as_golden(void)
{
    const char *root = getenv("MESON_SOURCE_ROOT");
    char path[4096], got[4096] = "", want[4096] = "";
    size_t n = 0;
    FILE *f;

    for (const struct wall_call *c = wall_calls; c->name; c++)
        n += (size_t)(c->argument < 0 ? snprintf(got + n, sizeof got - n, "%s\n", c->name)
                      : snprintf(got + n, sizeof got - n, "%s(%d == %llu)\n", c->name, c->argument, (unsigned long long)c->value));
    /* __FILE__ is relative to the build folder under meson and to the source folder otherwise: both are tried. */
    snprintf(path, sizeof path, "%.*s../golden/reader-syscalls.txt", (int)(strrchr(__FILE__, '/') + 1 - __FILE__), __FILE__);
    f = fopen(path, "re");
    if (!f && root) {
        snprintf(path, sizeof path, "%s/tests/golden/reader-syscalls.txt", root);
        f = fopen(path, "re");
    }
    if (!CHECK(f != NULL))
        return;
    want[fread(want, 1, sizeof want - 1, f)] = 0;
    fclose(f);
    CHECK_STR(str_of(got), want);
}

/* --- Every other number ------------------------------------------------------------------------------------------- */

static int call_number(const void *with)
{
    syscall(*(const long *)with, -1L, 0L, 0L, 0L, 0L, 0L);
    return GOOD;
}

static bool listed(const struct wall_call *calls, long number)
{
    for (const struct wall_call *c = calls; c->name; c++)
        if (c->number == number)
            return true;
    return false;
}

/* uretprobe and uprobe: kernels since 6.12 exempt them from every filter, because a debugger plants them in any process.
 * Called from anywhere but the debugger's own page they do nothing or end the process. */
static bool exempt(long number)
{
    return number == 335 || number == 336;
}

static void every_other_number(void)
{
    char row[ROW];

    for (long i = 0; i <= LAST_CALL; i++) {
        long x32 = i | X32;

        snprintf(row, sizeof row, "system call %ld is refused", i);
        if (!exempt(i) && !listed(wall_calls, i) && !listed(wall_sanitizer_calls, i))
            CHECK_ROW(by_sigsys(walled(WALL_STEPS, call_number, &i)), row);
        snprintf(row, sizeof row, "x32 system call %ld is refused", i);
        CHECK_ROW(by_sigsys(walled(WALL_STEPS, call_number, &x32)), row);
    }
}

#ifdef __x86_64__
static int call_i386(const void *with)
{
    long number = *(const long *)with;

    __asm__ volatile("int $0x80" : "+a"(number) : "b"(0L), "c"(0L), "d"(0L) : "memory", "r8", "r9", "r10", "r11");
    return GOOD;
}

/* Numbers whose i386 meaning is exit, fork, read, write, open, execve, munmap, madvise, exit_group … A kernel without
 * the 32-bit entry gives SIGSEGV instead. */
static void i386_numbers(void)
{
    static const long numbers[] = { 0, 1, 2, 3, 4, 5, 11, 28, 90, 91, 120, 219, 231, 252, 295, 359 };
    char row[ROW];

    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        int status = walled(WALL_STEPS, call_i386, &numbers[i]);

        snprintf(row, sizeof row, "i386 system call %ld is refused", numbers[i]);
        CHECK_ROW(by_sigsys(status) || (WIFSIGNALED(status) && WTERMSIG(status) == SIGSEGV), row);
    }
}
#endif

/* --- Allowed calls, other arguments ------------------------------------------------------------------------------- */

struct attempt { const char *row; long number, a, b, c; bool refused; };

static char page[8192];

static int call_attempt(const void *with)
{
    const struct attempt *t = with;

    syscall(t->number, t->a, t->b ? (long)page : 0L, t->c, 0L, 0L, 0L);
    return GOOD;
}

static void arguments(void)
{
    static const struct attempt attempts[] = {
        { "read from the socket",             SYS_read,    0, 1, 0, false },
        { "write to the socket",              SYS_write,   0, 1, 0, false },
        { "read from another descriptor",     SYS_read,    1, 1, 1, true },
        { "write to another descriptor",      SYS_write,   1, 1, 1, true },
        { "read, high bits of the descriptor", SYS_read,   0x100000000, 1, 1, true },
        { "madvise, pages back",              SYS_madvise, 0, 0, MADV_DONTNEED, false },
        { "madvise, remove file pages",       SYS_madvise, 0, 0, MADV_REMOVE, true },
        { "madvise, keep at fork",            SYS_madvise, 0, 0, MADV_DOFORK, true },
        { "madvise, poison",                  SYS_madvise, 0, 0, 100, true },
    };

    for (size_t i = 0; i < sizeof attempts / sizeof attempts[0]; i++) {
        int status = walled(WALL_STEPS, call_attempt, &attempts[i]);

        CHECK_ROW(attempts[i].refused ? by_sigsys(status) : WIFEXITED(status) && WEXITSTATUS(status) == GOOD, attempts[i].row);
    }
}

/* --- The layers below, without the filter ------------------------------------------------------------------------- */

static int open_file(const void *with)       { return open(with, O_RDONLY | O_CLOEXEC) < 0 && errno == EACCES ? GOOD : errno; }
static int make_file(const void *with)       { return open(with, O_WRONLY | O_CREAT | O_CLOEXEC, 0600) < 0 && errno == EACCES ? GOOD : errno; }
static int become_root(const void *with)     { (void)with; return setuid(0) < 0 || geteuid() != 0 ? GOOD : 1; }
static int dumpable(const void *with)        { (void)with; return prctl(PR_GET_DUMPABLE) == 0 ? GOOD : 1; }
static int privileges(const void *with)      { (void)with; return prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1 ? GOOD : 1; }
static int who_am_i(const void *with)        { (void)with; return getuid() == wall.uid && getgid() == wall.gid && getgroups(0, NULL) == 0 ? GOOD : 1; }
static int capabilities(const void *with)    { (void)with; return prctl(PR_CAPBSET_READ, 0, 0, 0, 0) == 0 ? GOOD : 1; }

static int connect_tcp(const void *with)
{
    struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons(9), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    (void)with;
    return fd >= 0 && connect(fd, (struct sockaddr *)&to, sizeof to) < 0 && errno == EACCES ? GOOD : errno;
}

static int limit_is(const void *with)
{
    const rlim_t *want = with;          /* which, at most */
    struct rlimit got;

    return getrlimit((__rlimit_resource_t)want[0], &got) == 0 && got.rlim_cur <= want[1] && got.rlim_max <= want[1] ? GOOD : 1;
}

static bool good(int status)
{
    return WIFEXITED(status) && WEXITSTATUS(status) == GOOD;
}

static int landlock_abi(const void *with)
{
    struct wall_report report;

    (void)with;
    return wall_raise(&wall, WALL_CALLS, &report) < 0 ? 100 : (int)report.landlock;
}

static void lower_layers(void)
{
    static const rlim_t limits[][2] = {
        { RLIMIT_CPU, WALL_CPU }, { RLIMIT_FSIZE, 0 }, { RLIMIT_CORE, 0 }, { RLIMIT_NPROC, 0 }, { RLIMIT_MEMLOCK, 0 }, { RLIMIT_MSGQUEUE, 0 },
    };
    int abi = walled(0, landlock_abi, NULL);

    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++)
        CHECK_ROW(good(walled(WALL_CALLS, limit_is, limits[i])), "resource limit is set");
    CHECK(good(walled(WALL_CALLS, privileges, NULL)));
    CHECK(good(walled(WALL_CALLS, dumpable, NULL)));
    if (wall.switch_user) {
        CHECK(good(walled(WALL_CALLS, become_root, NULL)));
        CHECK(good(walled(WALL_CALLS, who_am_i, NULL)));
        CHECK(good(walled(WALL_CALLS, capabilities, NULL)));
    }
    abi = WIFEXITED(abi) ? WEXITSTATUS(abi) : 100;
    CHECK(abi < 100);
    printf("# Landlock ABI %d\n", abi);
    if (abi > 0) {
        CHECK(good(walled(WALL_CALLS, open_file, "/etc/passwd")));
        CHECK(good(walled(WALL_CALLS, open_file, "/")));
        CHECK(good(walled(WALL_CALLS, make_file, "/tmp/sekisho-wall-test")));
    }
    if (abi >= 4)
        CHECK(good(walled(WALL_CALLS, connect_tcp, NULL)));
}

int main(void)
{
    struct fail why;

    if (!CHECK(wall_prepare(&wall, &why) == 0))
        return check_done();
    same_as_golden();
    every_other_number();
#ifdef __x86_64__
    i386_numbers();
#endif
    arguments();
    lower_layers();
    return check_done();
}
