/* Commands of `sekisho`: noun, then verb; one file each, one row each in commands[] (main.c). Help and manual are made
 * from the rows. Exit codes are the same everywhere. */
#ifndef SEKISHO_CMD_H
#define SEKISHO_CMD_H

#include "base/buf.h"
#include "base/fail.h"

enum exit_code {
    EXIT_NOTHING = 0,                   /* nothing found: every mail would pass */
    EXIT_FOUND   = 1,                   /* something to look at */
    EXIT_COULD_NOT = 2,                 /* an input could not be opened, or the command could not do its work */
    EXIT_USAGE_WRONG = 64,
};

/* One option of a command. `value` NULL: a switch. */
struct option_row { const char *name, *value, *summary; };

struct cmd {
    const char *name;                   /* "mail scan" */
    const char *args;                   /* "PATH…" */
    const char *summary;                /* English; the Japanese one is text "command.<name>" */
    const struct option_row *options;   /* ends with name NULL; NULL: none */
    int (*run)(const struct cmd *self, int argc, char **argv);      /* argv[0] is the first word after the name */
};

extern const struct cmd cmd_mail_scan, cmd_mail_explain, cmd_signals, cmd_measures, cmd_verdict_replay;

/* What the command line said. */
struct options {
    const char *lang;                   /* "ja" or "en" */
    const char *value[32];              /* by row of the command's table; "" for a switch that is on, NULL when absent */
    char **paths;
    int path_count;
};

/* -1 and a message on standard error when something is not as the rows say. `--name value` and `--name=value`; `--` ends
 * options; "-" is a path. --lang is known to every command. */
int options_read(const struct cmd *c, int argc, char **argv, struct options *out);
const char *option(const struct cmd *c, const struct options *o, const char *name);

/* Prints a failure in three parts - what happened, detail, what to do - to standard error. */
void fail_print(const char *lang, const struct fail *why);
void usage_print(const struct cmd *c, bool to_error);

/* Reads a whole small file (configuration); at most 4 MiB. */
int file_text(const char *path, struct arena *a, str *out, struct fail *why);

#endif
