/* `sekisho measures`: what the guidance asks of a medical institution, and which signals serve it. From the tables. */
#include "base/json.h"
#include "cmd/cmd.h"
#include "signals/signal.h"

#include <stdio.h>

extern const char *const measures_rows[][3];    /* id, ja, en: made from data/measures.tsv */
extern const size_t measures_count;

enum { ID, JA, EN };

static bool serves(const struct signal *s, const char *measure)
{
    for (const char *const *m = s->serves; *m; m++)
        if (strcmp(*m, measure) == 0)
            return true;
    return false;
}

static void print_one(const char *const *row, const char *lang)
{
    const char *lead = "\n       ";

    printf("%-6s %s", row[ID], row[lang[0] == 'j' ? JA : EN]);
    for (const struct signal *const *s = signals; *s; s++)
        if (serves(*s, row[ID])) {
            printf("%s%s", lead, (*s)->id);
            lead = " ";
        }
    putchar('\n');
}

static void print_json(struct json *j, const char *const *row)
{
    json_object(j);
    json_key(j, "id"), json_str(j, str_of(row[ID]));
    json_key(j, "ja"), json_str(j, str_of(row[JA]));
    json_key(j, "en"), json_str(j, str_of(row[EN]));
    json_key(j, "signals"), json_array(j);
    for (const struct signal *const *s = signals; *s; s++)
        if (serves(*s, row[ID]))
            json_str(j, str_of((*s)->id));
    json_end_array(j);
    json_end_object(j);
}

static int run(const struct cmd *self, int argc, char **argv)
{
    struct options o;
    struct arena a;

    if (options_read(self, argc, argv, &o) < 0)
        return EXIT_USAGE_WRONG;
    if (!arena_open(&a, 64 << 20, NULL))
        return EXIT_COULD_NOT;
    for (size_t i = 0; i < measures_count; i++) {
        struct buf line = buf_new(&a, 256);
        struct json j = json_to(&line);

        if (!option(self, &o, "--json")) {
            print_one(measures_rows[i], o.lang);
            continue;
        }
        print_json(&j, measures_rows[i]);
        printf("%.*s\n", STR_FMT(buf_str(&line)));
    }
    arena_close(&a);
    return EXIT_NOTHING;
}

static const struct option_row options[] = { { "--json", NULL, "one object a line" }, { 0 } };

const struct cmd cmd_measures = { "measures", "", "The measures of the sector's guidance and what serves them", options, run };
