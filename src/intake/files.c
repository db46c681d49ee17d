#include "intake/files.h"
#include "base/buf.h"
#include "intake/mbox.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

struct entry { const char *name; unsigned char type; };

/* One folder being walked. Its names lie in the arena from `mark` to `end` and go with it; behind them the path of the
 * entry that is visited, and what lies below that. */
struct folder {
    int fd;
    str path;
    size_t mark, end;
    struct entry *entries;
    size_t n, next;
    bool maildir;
};

struct intake {
    const char *const *paths;
    size_t n, next;
    struct arena names;
    struct folder stack[INTAKE_DEPTH_MAX];
    size_t depth;
    struct mbox mbox;
    int file;                           /* being read, or -1 */
    str path;                           /* of that file; in the arena behind the folders' names */
    struct intake_counts counts;
};

int intake_open(struct intake **out, const char *const *paths, size_t n, struct fail *why)
{
    struct intake *it = calloc(1, sizeof *it);

    if (!it)
        return fail_set(why, "fail.memory", "files");
    it->file = -1;
    it->paths = paths;
    it->n = n;
    if (!arena_open(&it->names, INTAKE_NAMES, NULL)) {
        free(it);
        return fail_set(why, "fail.memory", "files");
    }
    if (mbox_open(&it->mbox, why) < 0) {
        arena_close(&it->names);
        free(it);
        return -1;
    }
    (void)madvise(it->names.base, it->names.limit, MADV_DONTFORK);
    *out = it;
    return 0;
}

static void close_file(struct intake *it)
{
    if (it->file > 0)
        close(it->file);
    it->file = -1;
}

static void pop(struct intake *it)
{
    struct folder *f = &it->stack[--it->depth];

    close(f->fd);
    arena_release(&it->names, f->mark);
}

void intake_close(struct intake *it)
{
    close_file(it);
    while (it->depth > 0)
        pop(it);
    mbox_close(&it->mbox);
    arena_close(&it->names);
    free(it);
}

struct intake_counts intake_counts(const struct intake *it)
{
    return it->counts;
}

static bool failed(struct intake *it, struct intake_item *out, const char *id)
{
    out->path = it->path;
    out->failed = true;
    fail_set(&out->fail, id, "%.*s", STR_FMT(it->path));
    it->counts.failed++;
    return true;
}

/* --- Folders ------------------------------------------------------------------------------------------------------ */

static int compare_entries(const void *a, const void *b)
{
    return strcmp(((const struct entry *)a)->name, ((const struct entry *)b)->name);
}

/* All entries as "type byte, name, NUL" in one growing buffer, then an array that points into it. */
static bool list_folder(struct intake *it, struct folder *f)
{
    struct buf raw = buf_new(&it->names, 4096);
    int copy = fcntl(f->fd, F_DUPFD_CLOEXEC, 0);
    DIR *dir = copy < 0 ? NULL : fdopendir(copy);
    const struct dirent *e;
    size_t at = 0;

    if (!dir) {
        if (copy >= 0)
            close(copy);
        return false;
    }
    for (errno = 0; (e = readdir(dir)) != NULL; errno = 0)
        if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0) {
            buf_put(&raw, (char)e->d_type);
            buf_add(&raw, str_from(e->d_name, strlen(e->d_name) + 1));
            f->n++;
        }
    closedir(dir);
    buf_done(&raw);
    f->entries = ARENA_ARRAY(&it->names, struct entry, f->n);
    for (size_t i = 0; i < f->n; i++) {
        f->entries[i] = (struct entry){ .name = raw.p + at + 1, .type = (unsigned char)raw.p[at] };
        at += strlen(raw.p + at + 1) + 2;
    }
    qsort(f->entries, f->n, sizeof f->entries[0], compare_entries);
    return true;
}

static unsigned char type_of(const struct stat *st)
{
    return S_ISREG(st->st_mode) ? DT_REG : S_ISDIR(st->st_mode) ? DT_DIR : DT_FIFO;
}

static bool is_folder(int fd, const char *name)
{
    struct stat st;

    return fstatat(fd, name, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(st.st_mode);
}

static bool is_maildir(int fd)
{
    return is_folder(fd, "cur") && is_folder(fd, "new");
}

/* True when there is an item, a failed one: the folder could not be walked. */
static bool push(struct intake *it, int at, const char *name, struct intake_item *out)
{
    struct folder *f = &it->stack[it->depth];
    size_t mark = arena_mark(&it->names);

    if (it->depth == INTAKE_DEPTH_MAX) {
        errno = ELOOP;
        return failed(it, out, "fail.too-deep");
    }
    *f = (struct folder){ .mark = mark, .path = it->path };
    f->fd = openat(at, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NONBLOCK);
    if (f->fd < 0)
        return failed(it, out, "fail.folder");
    if (!list_folder(it, f)) {
        close(f->fd);
        arena_release(&it->names, mark);
        return failed(it, out, "fail.folder");
    }
    f->end = arena_mark(&it->names);
    f->maildir = is_maildir(f->fd);
    it->depth++;
    return false;
}

/* --- Files -------------------------------------------------------------------------------------------------------- */

/* True when there is an item, a failed one. Not blocking, and looked at again after opening: what stands under the name
 * may have changed since. */
static bool start_file(struct intake *it, int at, const char *name, struct intake_item *out)
{
    int fd = openat(at, name, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    struct stat st;

    if (fd < 0)
        return failed(it, out, "fail.open");
    if (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode)) {
        close(fd);
        errno = 0;
        return failed(it, out, "fail.not-a-file");
    }
    it->file = fd;
    mbox_start(&it->mbox, fd, st.st_size > 0 ? (uint64_t)st.st_size : 0);
    return false;
}

/* The next mail of the open file; false when it has none left. */
static bool next_mail(struct intake *it, struct intake_item *out)
{
    enum mbox_got got = mbox_next(&it->mbox, &out->bytes);

    out->path = it->path;
    out->index = it->mbox.index;
    if (got == MBOX_END || got == MBOX_ERROR || !it->mbox.is_mbox)
        close_file(it);
    if (got == MBOX_END)
        return false;
    if (got == MBOX_MAIL && out->bytes.n > 0) {
        it->counts.mails++;
        return true;
    }
    out->bytes = STR_NONE;
    errno = got == MBOX_ERROR ? it->mbox.error : 0;
    return failed(it, out, got == MBOX_ERROR ? "fail.read" : got == MBOX_MAIL ? "fail.empty" : "fail.mail-too-large");
}

/* --- Walking ------------------------------------------------------------------------------------------------------ */

static bool visit(struct intake *it, int at, const char *name, unsigned char type, struct intake_item *out)
{
    if (type == DT_DIR)
        return push(it, at, name, out);
    if (type == DT_REG)
        return start_file(it, at, name, out);
    errno = 0;
    return failed(it, out, "fail.not-a-file");
}

/* What this folder's next entry is. False: passed over, and counted. */
static bool wanted(struct intake *it, const struct folder *f, const char *name, unsigned char *type)
{
    bool link = *type == DT_LNK;
    struct stat st;

    if (*type == DT_UNKNOWN && fstatat(f->fd, name, &st, AT_SYMLINK_NOFOLLOW) == 0) {
        link = S_ISLNK(st.st_mode);
        *type = type_of(&st);
    }
    if (name[0] == '.' && !(f->maildir && *type == DT_DIR)) {
        it->counts.hidden++;
        return false;
    }
    if (link)                           /* a dangling one is taken for a file, so that its opening says what is wrong */
        *type = fstatat(f->fd, name, &st, 0) == 0 ? type_of(&st) : DT_REG;
    if (link && *type == DT_DIR) {
        it->counts.links++;
        return false;
    }
    if (f->maildir && (*type != DT_DIR || strcmp(name, "tmp") == 0)) {
        it->counts.other++;
        return false;
    }
    return true;
}

static bool hidden_other(struct intake *it, const struct folder *f, const char *name)
{
    int fd;
    bool maildir;

    if (name[0] != '.')
        return false;
    fd = openat(f->fd, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
    maildir = fd >= 0 && is_maildir(fd);
    if (fd >= 0)
        close(fd);
    it->counts.hidden += !maildir;
    return !maildir;
}

static bool next_entry(struct intake *it, struct intake_item *out)
{
    struct folder *f = &it->stack[it->depth - 1];
    struct entry *e = &f->entries[f->next++];
    bool slash = str_ends(f->path, STR("/"));

    if (!wanted(it, f, e->name, &e->type) || hidden_other(it, f, e->name))
        return false;
    arena_release(&it->names, f->end);
    it->path = arena_format(&it->names, "%.*s%s%s", STR_FMT(f->path), slash ? "" : "/", e->name);
    return visit(it, f->fd, e->name, e->type, out);
}

static bool next_path(struct intake *it, struct intake_item *out)
{
    const char *name = it->paths[it->next++];
    struct stat st;

    it->path = str_of(name);
    if (strcmp(name, "-") == 0) {
        it->file = STDIN_FILENO;
        mbox_start(&it->mbox, STDIN_FILENO, 0);
        return false;
    }
    if (stat(name, &st) < 0)
        return failed(it, out, "fail.open");
    return visit(it, AT_FDCWD, name, type_of(&st), out);
}

bool intake_next(struct intake *it, struct intake_item *out)
{
    memset(out, 0, sizeof *out);
    for (;;) {
        if (it->file >= 0) {
            if (next_mail(it, out))
                return true;
        } else if (it->depth > 0 && it->stack[it->depth - 1].next == it->stack[it->depth - 1].n) {
            pop(it);
        } else if (it->depth > 0) {
            if (next_entry(it, out))
                return true;
        } else if (it->next == it->n) {
            return false;
        } else if (next_path(it, out)) {
            return true;
        }
    }
}
