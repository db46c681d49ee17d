/* The least any mail scanner must do, as GMime does it: parse, decode every header and every part, texts to UTF-8.
 * usage: gmime PASSES FILE…
 * CPU time of this thread; of each mail the middle pass counts. Under callgrind use --toggle-collect=parse_mail. */
#include <fcntl.h>
#include <gmime/gmime.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { PASSES_MAX = 99 };

struct sample { double pass[PASSES_MAX], middle; };

static GMimeStream *nowhere;

static double milliseconds(void)
{
    struct timespec t;

    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void decode_headers(GMimeObject *o)
{
    GMimeHeaderList *list = g_mime_object_get_header_list(o);

    for (int i = 0; i < g_mime_header_list_get_count(list); i++)
        (void)g_mime_header_get_value(g_mime_header_list_get_header_at(list, i));
}

static void decode_part(GMimeObject *parent, GMimeObject *o, gpointer unused)
{
    (void)parent, (void)unused;
    decode_headers(o);
    if (GMIME_IS_TEXT_PART(o)) {
        g_free(g_mime_text_part_get_text((GMimeTextPart *)o));
    } else if (GMIME_IS_PART(o)) {
        GMimeDataWrapper *content = g_mime_part_get_content((GMimePart *)o);

        if (content)
            g_mime_data_wrapper_write_to_stream(content, nowhere);
    } else if (GMIME_IS_MESSAGE_PART(o)) {
        GMimeMessage *inner = g_mime_message_part_get_message((GMimeMessagePart *)o);

        if (inner) {
            decode_headers((GMimeObject *)inner);
            g_mime_message_foreach(inner, decode_part, NULL);
        }
    }
}

__attribute__((noinline, noclone)) static void parse_mail(const char *bytes, size_t n)
{
    GMimeStream *in = g_mime_stream_mem_new_with_buffer(bytes, n);
    GMimeParser *parser = g_mime_parser_new_with_stream(in);
    GMimeMessage *m = g_mime_parser_construct_message(parser, NULL);

    if (m) {
        decode_headers((GMimeObject *)m);
        g_mime_message_foreach(m, decode_part, NULL);
        g_object_unref(m);
    }
    g_object_unref(parser);
    g_object_unref(in);
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
    double total = 0, bytes = 0;

    if (passes < 1 || passes > PASSES_MAX || !samples) {
        fprintf(stderr, "usage: %s PASSES FILE…\n", argv[0]);
        return 64;
    }
    g_mime_init();
    nowhere = g_mime_stream_null_new();
    for (int pass = -1; pass < passes; pass++) {
        if (pass < 0 && passes == 1)
            continue;
        for (size_t i = 0; i < n; i++) {
            char *text = NULL;
            gsize size = 0;
            double start;

            if (!g_file_get_contents(argv[i + 2], &text, &size, NULL))
                continue;
            start = milliseconds();
            parse_mail(text, size);
            if (pass >= 0) {
                samples[i].pass[pass] = milliseconds() - start;
                bytes += pass == 0 ? (double)size : 0;
            }
            g_free(text);
        }
    }
    for (size_t i = 0; i < n; i++) {
        qsort(samples[i].pass, (size_t)passes, sizeof(double), compare);
        samples[i].middle = samples[i].pass[passes / 2];
        total += samples[i].middle;
    }
    qsort(samples, n, sizeof *samples, compare_middle);
    printf("mails %zu bytes %.0f ms_per_mail %.4f p50 %.4f p99 %.4f max %.4f\n", n, bytes, total / (double)n, samples[n / 2].middle,
           samples[n * 99 / 100].middle, samples[n - 1].middle);
    return 0;
}
