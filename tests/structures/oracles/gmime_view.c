/* What GMime sees in a mail, with the parser options it has by itself: the outside opinion that Sekisho's "gmime" view
 * is held to. Called like libetpan_view.c and answering like it.
 *
 *     cc -std=gnu17 gmime_view.c -o gmime_view $(pkg-config --cflags --libs gmime-3.0) */
#include <gmime/gmime.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { CHILD_SECONDS = 10 };

static void show_escaped(const char *s)
{
    for (; s != NULL && *s != 0; s++)
        switch (*s) {
        case '\\': fputs("\\\\", stdout); break;
        case '\t': fputs("\\t", stdout); break;
        case '\n': fputs("\\n", stdout); break;
        case '\r': fputs("\\r", stdout); break;
        default: putchar(*s);
        }
}

static void show_leaf(GMimeObject *part, const char *name, GMimeDataWrapper *content)
{
    GMimeContentType *type = g_mime_object_get_content_type(part);
    GMimeStream *stream = g_mime_stream_mem_new();
    GByteArray *bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream));
    char *words = type != NULL ? g_mime_content_type_get_mime_type(type) : g_strdup("text/plain");
    char *lower = g_ascii_strdown(words, -1), *sum;

    if (content != NULL)
        g_mime_data_wrapper_write_to_stream(content, stream);
    sum = g_compute_checksum_for_data(G_CHECKSUM_SHA256, bytes->len > 0 ? bytes->data : (const guchar *)"", bytes->len);
    show_escaped(name);
    putchar('\t');
    show_escaped(lower);
    printf("\t%s\n", sum);
}

static void show_tree(GMimeObject *part)
{
    if (GMIME_IS_MULTIPART(part)) {
        for (int i = 0; i < g_mime_multipart_get_count(GMIME_MULTIPART(part)); i++)
            show_tree(g_mime_multipart_get_part(GMIME_MULTIPART(part), i));
    } else if (GMIME_IS_MESSAGE_PART(part)) {
        GMimeMessage *inner = g_mime_message_part_get_message(GMIME_MESSAGE_PART(part));

        if (inner != NULL && g_mime_message_get_mime_part(inner) != NULL)
            show_tree(g_mime_message_get_mime_part(inner));
    } else if (GMIME_IS_PART(part)) {
        show_leaf(part, g_mime_part_get_filename(GMIME_PART(part)), g_mime_part_get_content(GMIME_PART(part)));
    }
}

static void child(const char *path)
{
    char *bytes = NULL;
    gsize size = 0;

    alarm(CHILD_SECONDS);
    if (!g_file_get_contents(path, &bytes, &size, NULL)) {
        printf("error\topen\t\n");
    } else {
        GMimeParser *parser = g_mime_parser_new_with_stream(g_mime_stream_mem_new_with_buffer(bytes, size));
        GMimeMessage *mail = g_mime_parser_construct_message(parser, NULL);

        if (mail == NULL || g_mime_message_get_mime_part(mail) == NULL)
            printf("error\tparse\t\n");
        else
            show_tree(g_mime_message_get_mime_part(mail));
    }
    fflush(stdout);
    _exit(0);
}

static void show_file(const char *path)
{
    int status = 0;

    fflush(stdout);
    pid_t pid = fork();
    if (pid == 0)
        child(path);
    waitpid(pid, &status, 0);
    if (WIFSIGNALED(status))
        printf("error\tsignal\t%d\n", WTERMSIG(status));
}

int main(int count, char **words)
{
    char *line = NULL;
    size_t room = 0;

    g_mime_init();
    if (count == 2 && strcmp(words[1], "--batch") == 0) {
        while (getline(&line, &room, stdin) > 0) {
            line[strcspn(line, "\n")] = 0;
            printf("# %s\n", line);
            show_file(line);
        }
        return 0;
    }
    for (int i = 1; i < count; i++)
        show_file(words[i]);
    return 0;
}
