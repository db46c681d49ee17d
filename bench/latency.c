/* What one mail costs inside one process, without files, pipes and walls: read, frame of facts there and back, verdict,
 * JSON. usage: latency PASSES FILE…
 *
 * CPU time of this thread, not the wall clock: other programs on the machine must not count. Of each mail the middle
 * pass counts. Under callgrind use --toggle-collect=judge_mail and one pass. */
#include "facts/case.h"
#include "read/mail.h"
#include "verdict/verdict.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { PASSES_MAX = 99 };

struct sample { double pass[PASSES_MAX], middle; const char *path; };

static str map_file(const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct stat st;
    void *p;

    if (fd < 0 || fstat(fd, &st) < 0 || !S_ISREG(st.st_mode) || st.st_size == 0) {
        if (fd >= 0)
            close(fd);
        return STR("");
    }
    p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, fd, 0);
    close(fd);
    return p == MAP_FAILED ? STR("") : str_from(p, (size_t)st.st_size);
}

static double milliseconds(void)
{
    struct timespec t;

    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

__attribute__((noinline, noclone)) static enum outcome judge_mail(struct arena *reader, struct arena *parent, str mail)
{
    struct work w = { .limit = (uint64_t)WORK_PER_BYTE * mail.n + WORK_BASE };
    struct mail_facts *facts = ARENA_NEW(reader, struct mail_facts);
    struct case_facts c = { .now = 1775000000000 };
    struct fail why = { 0 };
    struct buf frame;

    mail_read(reader, &w, mail, NULL, facts);
    frame = buf_new(reader, 64 << 10);
    noun_encode(&noun_mail, facts, &frame);
    if (noun_decode(&noun_mail, buf_str(&frame), parent, &c.mail, &why) < 0)
        c.mail = *facts;                /* too long for a frame: the reader would have left something out */
    return verdict_of(&c, parent, true).outcome;
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return x < y ? -1 : x > y;
}

static int compare_middle(const void *a, const void *b)
{
    return compare(&((const struct sample *)a)->middle, &((const struct sample *)b)->middle);
}

int main(int argc, char **argv)
{
    int passes = argc > 2 ? atoi(argv[1]) : 0;
    size_t n = argc > 2 ? (size_t)argc - 2 : 0;
    struct sample *samples = calloc(n ? n : 1, sizeof *samples);
    struct arena reader, parent;
    double total = 0, bytes = 0;

    if (passes < 1 || passes > PASSES_MAX || !samples) {
        fprintf(stderr, "usage: %s PASSES FILE…\n", argv[0]);
        return 64;
    }
    if (!arena_open(&reader, 1 << 30, NULL) || !arena_open(&parent, 1 << 30, NULL))
        return 2;
    hash_warm();
    mail_warm();
    for (int pass = -1; pass < passes; pass++) {        /* one before the first that counts, to warm up */
        if (pass < 0 && passes == 1)
            continue;
        for (size_t i = 0; i < n; i++) {
            str mail = map_file(argv[i + 2]);
            double start = milliseconds();

            (void)judge_mail(&reader, &parent, mail);
            arena_reset(&reader, 4 << 20);
            arena_reset(&parent, 4 << 20);
            if (pass >= 0) {
                samples[i].pass[pass] = milliseconds() - start;
                bytes += pass == 0 ? (double)mail.n : 0;
            }
            samples[i].path = argv[i + 2];
            if (mail.n)
                munmap((void *)(uintptr_t)mail.p, mail.n);
        }
    }
    for (size_t i = 0; i < n; i++) {
        qsort(samples[i].pass, (size_t)passes, sizeof(double), compare);
        samples[i].middle = samples[i].pass[passes / 2];
        total += samples[i].middle;
    }
    qsort(samples, n, sizeof *samples, compare_middle);
    printf("mails %zu bytes %.0f ms_per_mail %.4f p50 %.4f p99 %.4f max %.4f worst %s\n", n, bytes, total / (double)n,
           samples[n / 2].middle, samples[n * 99 / 100].middle, samples[n - 1].middle, samples[n - 1].path);
    return 0;
}
