/* `sekisho signals`: the catalogue of what Sekisho can notice. From the tables. */
#include "base/json.h"
#include "base/text.h"
#include "cmd/cmd.h"
#include "verdict/weights.h"

#include <stdio.h>

static void print_one(const struct signal *s, const char *lang)
{
    str title = text_get(lang, s->id, "title"), why = text_get(lang, s->id, "why");

    printf("%s\n    %.*s\n    %.*s\n    %s %s, %s, %+d dB,", s->id, STR_FMT(title), STR_FMT(why), s->code,
           group_names[s->group], severity_names[s->severity], weight_of(s));
    for (const char *const *m = s->serves; *m; m++)
        printf(" %s", *m);
    printf("\n\n");
}

static void print_json(struct json *j, const struct signal *s)
{
    json_object(j);
    json_key(j, "id"), json_str(j, str_of(s->id));
    json_key(j, "code"), json_str(j, str_of(s->code));
    json_key(j, "group"), json_str(j, str_of(group_names[s->group]));
    json_key(j, "severity"), json_str(j, str_of(severity_names[s->severity]));
    json_key(j, "decibans"), json_int(j, weight_of(s));
    json_key(j, "ja"), json_str(j, text_get("ja", s->id, "title"));
    json_key(j, "en"), json_str(j, text_get("en", s->id, "title"));
    json_key(j, "measures"), json_array(j);
    for (const char *const *m = s->serves; *m; m++)
        json_str(j, str_of(*m));
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
    for (const struct signal *const *s = signals; *s; s++) {
        struct buf line = buf_new(&a, 256);
        struct json j = json_to(&line);

        if (!option(self, &o, "--json")) {
            print_one(*s, o.lang);
            continue;
        }
        print_json(&j, *s);
        printf("%.*s\n", STR_FMT(buf_str(&line)));
    }
    arena_close(&a);
    return EXIT_NOTHING;
}

static const struct option_row options[] = { { "--json", NULL, "one object a line" }, { 0 } };

const struct cmd cmd_signals = { "signals", "", "What Sekisho can notice in a mail, with weights and measures", options, run };
