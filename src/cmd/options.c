#include "base/text.h"
#include "cmd/cmd.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CONFIG_MAX = 4 << 20 };

void usage_print(const struct cmd *c, bool to_error)
{
    FILE *to = to_error ? stderr : stdout;

    fprintf(to, "usage: sekisho %s [OPTIONS] %s\n%s\n\n", c->name, c->args, c->summary);
    fprintf(to, "  %-22s %s\n", "--lang ja|en", "language of what is said (default: by LANG, else Japanese)");
    for (const struct option_row *r = c->options; r && r->name; r++) {
        char left[64];

        snprintf(left, sizeof left, "%s%s%s", r->name, r->value ? " " : "", r->value ? r->value : "");
        fprintf(to, "  %-22s %s\n", left, r->summary);
    }
}

static int wrong(const struct cmd *c, const char *what, const char *about)
{
    fprintf(stderr, "sekisho %s: %s: %s\n\n", c->name, what, about);
    usage_print(c, true);
    return -1;
}

/* "--site=x", "--site x", "-j4", "-j 4": which row, and where its value is. NULL when no row fits. */
static const struct option_row *row_of(const struct cmd *c, const char *arg, const char **value)
{
    for (const struct option_row *r = c->options; r && r->name; r++) {
        size_t n = strlen(r->name);

        if (strncmp(arg, r->name, n) != 0)
            continue;
        *value = arg[n] == '=' ? arg + n + 1 : r->value && r->name[1] != '-' && arg[n] ? arg + n : NULL;
        if (arg[n] == 0 || *value)
            return r;
    }
    return NULL;
}

static int take_option(const struct cmd *c, char **argv, int argc, int *i, struct options *out)
{
    const char *arg = argv[*i], *value = NULL;
    const struct option_row *r;

    if (strcmp(arg, "--lang") == 0 || strncmp(arg, "--lang=", 7) == 0) {
        value = arg[6] ? arg + 7 : *i + 1 < argc ? argv[++*i] : "";
        if (strcmp(value, "ja") != 0 && strcmp(value, "en") != 0)
            return wrong(c, "--lang is ja or en, not", value);
        out->lang = value[0] == 'j' ? "ja" : "en";
        return 0;
    }
    r = row_of(c, arg, &value);
    if (!r)
        return wrong(c, "no such option", arg);
    if (!r->value && value)
        return wrong(c, "this option takes no value", arg);
    if (r->value && !value && *i + 1 >= argc)
        return wrong(c, "this option needs a value", arg);
    out->value[r - c->options] = !r->value ? "" : value ? value : argv[++*i];
    return 0;
}

int options_read(const struct cmd *c, int argc, char **argv, struct options *out)
{
    const char *locale = getenv("LC_ALL");
    bool only_paths = false;

    locale = locale && *locale ? locale : getenv("LC_MESSAGES");
    locale = locale && *locale ? locale : getenv("LANG");
    *out = (struct options){ .lang = text_language(locale ? locale : ""), .paths = calloc((size_t)argc + 1, sizeof(char *)) };
    if (!out->paths)
        abort();
    for (int i = 0; i < argc; i++) {
        if (only_paths || argv[i][0] != '-' || argv[i][1] == 0) {
            out->paths[out->path_count++] = argv[i];
        } else if (strcmp(argv[i], "--") == 0) {
            only_paths = true;
        } else if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0) {
            usage_print(c, false);
            exit(EXIT_NOTHING);
        } else if (take_option(c, argv, argc, &i, out) < 0) {
            return -1;
        }
    }
    return 0;
}

const char *option(const struct cmd *c, const struct options *o, const char *name)
{
    for (const struct option_row *r = c->options; r && r->name; r++)
        if (strcmp(r->name, name) == 0)
            return o->value[r - c->options];
    return NULL;
}

void fail_print(const char *lang, const struct fail *why)
{
    str what = text_line(lang, why->id);

    fprintf(stderr, "sekisho: %.*s", STR_FMT(what.n ? what : str_of(why->id)));
    if (why->detail[0])
        fprintf(stderr, "\n  %s", why->detail);
    if (why->error)
        fprintf(stderr, " (%s)", strerror(why->error));
    fputc('\n', stderr);
}

int file_text(const char *path, struct arena *a, str *out, struct fail *why)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct buf text = buf_new(a, 4096);
    ssize_t n = 0;

    errno = fd < 0 ? errno : 0;
    if (fd < 0)
        return fail_set(why, "fail.open", "%s", path);
    do {
        buf_grow(&text, 4096);
        n = read(fd, text.p + text.n, 4096);
        text.n += n > 0 ? (size_t)n : 0;
    } while (n > 0 && text.n < CONFIG_MAX);
    close(fd);
    if (n != 0)
        return fail_set(why, n < 0 ? "fail.open" : "fail.too-large", "%s", path);
    *out = buf_done(&text);
    return 0;
}
