#include "intake/mbox.h"

#include <errno.h>
#include <sys/mman.h>
#include <unistd.h>

enum {
    ROOM = MAIL_SIZE_MAX + 4 * MBOX_CHUNK,
    BEFORE = 8,                         /* bytes kept of a discarded mail, so that an empty line is still seen */
};

int mbox_open(struct mbox *m, struct fail *why)
{
    void *p = mmap(NULL, ROOM, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

    if (p == MAP_FAILED)
        return fail_set(why, "fail.memory", "mail");
    /* Readers forked later have no business with it. */
    (void)madvise(p, ROOM, MADV_DONTFORK);
    *m = (struct mbox){ .fd = -1, .p = p };
    return 0;
}

void mbox_close(struct mbox *m)
{
    if (m->p)
        munmap(m->p, ROOM);
    *m = (struct mbox){ .fd = -1 };
}

void mbox_start(struct mbox *m, int fd, uint64_t size)
{
    if (m->touched > MBOX_KEEP) {
        (void)madvise(m->p + MBOX_KEEP, m->touched - MBOX_KEEP, MADV_DONTNEED);
        m->touched = MBOX_KEEP;
    }
    *m = (struct mbox){ .fd = fd, .p = m->p, .touched = m->touched, .size = size };
}

/* --- From_ lines -------------------------------------------------------------------------------------------------- */

/* `names`: three letters and a blank each. */
static bool is_name(str s, str names)
{
    size_t at = str_find(names, s);

    return s.n == 3 && at < names.n && at % 4 == 0;
}

static bool is_weekday(str s)
{
    return is_name(s, STR("Mon Tue Wed Thu Fri Sat Sun"));
}

static bool is_month(str s)
{
    return is_name(s, STR("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"));
}

static bool is_day(str s)
{
    uint64_t day;

    return s.n <= 2 && str_number(s, 31, &day);
}

static bool is_time(str s)
{
    return (s.n == 5 || s.n == 8) && ascii_digit(str_at(s, 0)) && ascii_digit(str_at(s, 1)) && str_at(s, 2) == ':'
           && ascii_digit(str_at(s, 3)) && ascii_digit(str_at(s, 4));
}

static bool is_year(str s)
{
    uint64_t year;

    return s.n == 4 && str_number(s, 2999, &year) && year >= 1970;
}

/* "From -" and "From sender@host": stores that write no date. */
static bool one_word(str line)
{
    str word = str_trim(str_skip(line, 5));

    return str_find_char(word, ' ') == word.n && (str_eq(word, STR("-")) || str_find_char(word, '@') < word.n);
}

/* "From sender Mon Jan  1 00:00:00 [zone] 2024 [zone]". The sender may be several words (list archives) or none. */
bool mbox_from_line(str line)
{
    static bool (*const want[])(str) = { is_weekday, is_month, is_day, is_time, is_year };
    size_t got = 0, zones = 0;

    if (!str_starts(line, STR("From ")) || line.n > MBOX_LOOK / 2)
        return false;
    for (str rest = str_skip(line, 5); rest.n > 0 && got < 5;) {
        str word = str_trim(str_split(&rest, ' '));

        if (word.n == 0)
            continue;
        if (want[got](word))
            got++;
        else if (got == 4 && zones == 0)
            zones++;
        else
            got = is_weekday(word);
    }
    return got == 5 || one_word(line);
}

/* "Name:" as RFC 5322 2.2 has it, or the remains of an older store's own line. */
static bool header_line(str line)
{
    size_t colon = str_find_char(line, ':');

    if (str_starts(line, STR(">From ")))
        return true;
    if (colon == 0 || colon == line.n)
        return false;
    for (size_t i = 0; i < colon; i++)
        if (line.p[i] <= 32 || line.p[i] > 126)
            return false;
    return true;
}

/* --- Reading ------------------------------------------------------------------------------------------------------ */

static size_t left(const struct mbox *m)
{
    return m->to - m->from;
}

/* What is left moves to the front when less is left than was given out, or when there is no room behind it (at most
 * once per mail): linear together. False at the end. */
static bool fill(struct mbox *m)
{
    ssize_t n;

    if (m->end)
        return false;
    if (m->from > 0 && (m->from >= left(m) || ROOM - m->to < MBOX_CHUNK)) {
        memmove(m->p, m->p + m->from, left(m));
        m->to = left(m);
        m->from = 0;
    }
    do
        n = read(m->fd, m->p + m->to, MBOX_CHUNK);
    while (n < 0 && errno == EINTR);
    if (n < 0)
        m->error = errno;
    if (n <= 0) {
        m->end = true;
        return false;
    }
    m->to += (size_t)n;
    m->taken += (uint64_t)n;
    m->touched = m->to > m->touched ? m->to : m->touched;
    m->end = m->taken == m->size;       /* a regular file, read whole: no second read to learn so */
    return true;
}

static str from_here(const struct mbox *m, size_t at)
{
    return str_from(m->p + m->from + at, left(m) - at);
}

static enum mbox_got single(struct mbox *m, str *mail)
{
    if (m->size > MAIL_SIZE_MAX)
        m->end = true;
    while (left(m) <= MAIL_SIZE_MAX && fill(m))
        ;
    m->end = true;
    if (m->error)
        return MBOX_ERROR;
    if (m->size > MAIL_SIZE_MAX || left(m) > MAIL_SIZE_MAX)
        return MBOX_TOO_LARGE;
    *mail = from_here(m, 0);
    m->from = m->to;
    return MBOX_MAIL;
}

enum { BLANKS = BEFORE - 2 };           /* of a line that only looks empty: no more are kept of a discarded mail */

/* An empty line, or one of few blanks: both show as one. */
static bool empty_line_before(str all, size_t at)
{
    size_t from = at - 1;

    if (at == 0 || all.p[from] != '\n')
        return false;
    for (size_t i = 0; i < BLANKS && from > 0 && all.p[from - 1] != '\n' && ascii_space(str_at(all, from - 1)); i++)
        from--;
    return from > 0 && all.p[from - 1] == '\n';
}

static bool begins_mail(str two_lines)
{
    str line = str_line(&two_lines);

    return mbox_from_line(line) && header_line(str_line(&two_lines));
}

/* Inside an mbox other readers ask for less: behind an empty line any "From " will do, before a header (a mail client
 * shows two mails then, and this must see both); without an empty line a date is asked for. */
static bool goes_on(str two_lines, bool empty_line)
{
    str line = str_line(&two_lines);

    if (!empty_line && (!mbox_from_line(line) || one_word(line)))
        return false;
    return str_starts(line, STR("From ")) && line.n <= MBOX_LOOK / 2 && header_line(str_line(&two_lines));
}

/* Whether a mail begins `at`; reads ahead as far as it must. */
static bool separator(struct mbox *m, size_t at)
{
    bool empty_line = empty_line_before(from_here(m, 0), at);

    while (left(m) - at < MBOX_LOOK && fill(m))
        ;
    return goes_on(str_take(from_here(m, at), MBOX_LOOK), empty_line);
}

/* Where the next separator stands, or the end. What is larger than a mail may be is discarded while looking. */
static size_t find_end(struct mbox *m, size_t body, bool *large)
{
    size_t at = body;

    for (;;) {
        str rest = from_here(m, at);
        size_t hit = str_find(rest, STR("\nFrom "));

        if (hit < rest.n) {
            at += hit + 1;
            if (separator(m, at))
                return at;
        } else {
            at = rest.n > 5 ? left(m) - 5 : at;
        }
        if (at - body > MAIL_SIZE_MAX + BEFORE) {
            *large = true;
            m->from += at - BEFORE;
            at = BEFORE;
            body = 0;
        }
        if (hit == rest.n && !fill(m))
            return left(m);
    }
}

static str without_empty_line(str mail)
{
    if (str_ends(mail, STR("\r\n\r\n")) || str_eq(mail, STR("\r\n")))
        return str_take(mail, mail.n - 2);
    if (str_ends(mail, STR("\n\n")) || str_eq(mail, STR("\n")))
        return str_take(mail, mail.n - 1);
    return mail;
}

static enum mbox_got next_of_many(struct mbox *m, str *mail)
{
    str rest = from_here(m, 0);
    size_t body, end;
    bool large = false;

    (void)str_line(&rest);              /* its From_ line: whole, because it was looked at when it was found */
    body = left(m) - rest.n;
    end = find_end(m, body, &large);
    if (m->error)
        return MBOX_ERROR;
    m->index++;
    if (large)
        body = 0;
    *mail = without_empty_line(str_sub(from_here(m, 0), body, end - body));
    m->from += end;
    return large || mail->n > MAIL_SIZE_MAX ? MBOX_TOO_LARGE : MBOX_MAIL;
}

enum mbox_got mbox_next(struct mbox *m, str *mail)
{
    bool first = !m->started;

    if (first) {
        m->started = true;
        while (left(m) < MBOX_LOOK && fill(m))
            ;
        m->is_mbox = begins_mail(str_take(from_here(m, 0), MBOX_LOOK));
    }
    if (m->error)
        return MBOX_ERROR;
    if (!first && left(m) == 0 && (m->end || !fill(m)))
        return MBOX_END;
    if (m->is_mbox)
        return next_of_many(m, mail);
    return first ? single(m, mail) : MBOX_END;
}
