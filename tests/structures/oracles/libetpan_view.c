/* What libetpan sees in a mail: the outside opinion that Sekisho's "libetpan" view is held to.
 *
 *     libetpan_view FILE...        leaves of each mail
 *     libetpan_view --batch        paths on stdin, "# PATH" before each file's leaves
 *
 * One line per leaf in tree order: name TAB type TAB sha256 of the decoded bytes. Each file is read in a child
 * of its own, because the library may crash or never return on what we feed it; a line "error TAB kind TAB
 * detail" says so.
 *
 *     cc -std=gnu17 -D_GNU_SOURCE libetpan_view.c -o libetpan_view -letpan -lcrypto */
#include <ctype.h>
#include <openssl/sha.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <libetpan/libetpan.h>

enum { CHILD_SECONDS = 10, CHILD_MEMORY = 1 << 30 };

static void show_escaped(const char *s)
{
    for (; *s != 0; s++)
        switch (*s) {
        case '\\': fputs("\\\\", stdout); break;
        case '\t': fputs("\\t", stdout); break;
        case '\n': fputs("\\n", stdout); break;
        case '\r': fputs("\\r", stdout); break;
        default: putchar(*s);
        }
}

static const char *main_type(const struct mailmime_content *content)
{
    static const char *const discrete[] = {
        [MAILMIME_DISCRETE_TYPE_TEXT] = "text", [MAILMIME_DISCRETE_TYPE_IMAGE] = "image",
        [MAILMIME_DISCRETE_TYPE_AUDIO] = "audio", [MAILMIME_DISCRETE_TYPE_VIDEO] = "video",
        [MAILMIME_DISCRETE_TYPE_APPLICATION] = "application",
    };

    if (content->ct_type->tp_type == MAILMIME_TYPE_COMPOSITE_TYPE)
        return content->ct_type->tp_data.tp_composite_type->ct_type == MAILMIME_COMPOSITE_TYPE_MESSAGE
                   ? "message" : "multipart";
    struct mailmime_discrete_type *type = content->ct_type->tp_data.tp_discrete_type;
    if (type->dt_type == MAILMIME_DISCRETE_TYPE_EXTENSION)
        return type->dt_extension;
    return discrete[type->dt_type];
}

static void show_lower(const char *s)
{
    char *lower = strdup(s);

    for (char *c = lower; *c != 0; c++)
        *c = (char)tolower((unsigned char)*c);
    show_escaped(lower);
    free(lower);
}

/* Content-Type was already run through the encoded-word decoder by the parser; Content-Disposition was not, and
 * a client does it with the same call. */
static void show_name(const struct mailmime_single_fields *fields)
{
    if (fields->fld_disposition_filename == NULL) {
        show_escaped(fields->fld_content_name != NULL ? fields->fld_content_name : "");
        return;
    }
    char *decoded = NULL;
    size_t at = 0;
    const char *raw = fields->fld_disposition_filename;
    if (mailmime_encoded_phrase_parse("utf-8", raw, strlen(raw), &at, "utf-8", &decoded) == MAILIMF_NO_ERROR)
        show_escaped(decoded);
    else
        show_escaped(raw);
    free(decoded);
}

static void show_leaf(struct mailmime *part)
{
    struct mailmime_single_fields fields;
    struct mailmime_data *data = part->mm_data.mm_single;
    char *bytes = NULL;
    size_t size = 0, at = 0;
    unsigned char sum[SHA256_DIGEST_LENGTH];

    mailmime_single_fields_init(&fields, part->mm_mime_fields, part->mm_content_type);
    show_name(&fields);
    putchar('\t');
    show_lower(main_type(part->mm_content_type));
    putchar('/');
    show_lower(part->mm_content_type->ct_subtype);
    putchar('\t');
    if (data != NULL && data->dt_type == MAILMIME_DATA_TEXT
        && mailmime_part_parse(data->dt_data.dt_text.dt_data, data->dt_data.dt_text.dt_length, &at,
                               data->dt_encoding, &bytes, &size) == MAILIMF_NO_ERROR) {
        SHA256((const unsigned char *)bytes, size, sum);
        mailmime_decoded_part_free(bytes);
    } else {
        SHA256((const unsigned char *)"", 0, sum);
    }
    for (size_t i = 0; i < sizeof sum; i++)
        printf("%02x", sum[i]);
    putchar('\n');
}

static void show_tree(struct mailmime *part)
{
    if (part == NULL)
        return;
    switch (part->mm_type) {
    case MAILMIME_SINGLE:
        show_leaf(part);
        break;
    case MAILMIME_MULTIPLE:
        for (clistiter *c = clist_begin(part->mm_data.mm_multipart.mm_mp_list); c != NULL; c = clist_next(c))
            show_tree(clist_content(c));
        break;
    case MAILMIME_MESSAGE:
        show_tree(part->mm_data.mm_message.mm_msg_mime);
        break;
    }
}

static char *read_file(const char *path, size_t *size)
{
    FILE *f = fopen(path, "rb");
    char *bytes = NULL;
    size_t room = 0;

    *size = 0;
    if (f == NULL)
        return NULL;
    for (;;) {
        if (room - *size < 65536)
            bytes = realloc(bytes, room = room * 2 + 131072);
        size_t n = fread(bytes + *size, 1, room - *size - 1, f);
        if (n == 0)
            break;
        *size += n;
    }
    fclose(f);
    bytes[*size] = 0;
    return bytes;
}

static void child(const char *path)
{
    struct rlimit memory = { CHILD_MEMORY, CHILD_MEMORY };
    struct mailmime *mail = NULL;
    size_t size, at = 0;
    char *bytes = read_file(path, &size);

    setrlimit(RLIMIT_AS, &memory);
    alarm(CHILD_SECONDS);
    if (bytes == NULL)
        printf("error\topen\t\n");
    else if (mailmime_parse(bytes, size, &at, &mail) != MAILIMF_NO_ERROR)
        printf("error\tparse\t\n");
    else
        show_tree(mail);
    fflush(stdout);
    _exit(0);                           /* freeing has crashed before; the process goes anyway */
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

    if (count == 2 && strcmp(words[1], "--batch") == 0) {
        while (getline(&line, &room, stdin) > 0) {
            line[strcspn(line, "\n")] = 0;
            printf("# %s\n", line);
            show_file(line);
        }
        free(line);
        return 0;
    }
    for (int i = 1; i < count; i++)
        show_file(words[i]);
    return 0;
}
