#include "base/text.h"
#include "cmd/cmd.h"
#include "verdict/verdict.h"

#include <fcntl.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static const struct cmd *const commands[] = {
    &cmd_mail_scan, &cmd_mail_explain, &cmd_verdict_replay, &cmd_signals, &cmd_measures,
};
enum { COMMANDS = sizeof commands / sizeof *commands };

static void help(FILE *to)
{
    fprintf(to, "sekisho %s - a checkpoint for mail / メールの関所\n\n", SEKISHO_VERSION);
    for (size_t i = 0; i < COMMANDS; i++)
        fprintf(to, "  sekisho %-16s %-8s %s\n", commands[i]->name, commands[i]->args, commands[i]->summary);
    fprintf(to, "\nsekisho COMMAND --help   options of a command\nsekisho --version\n\n"
                "Exit codes: 0 nothing found, 1 something found, 2 an input could not be opened, 64 wrong use\n");
}

/* How many words of argv name this command; 0 when they do not. */
static int words_of(const struct cmd *c, int argc, char **argv)
{
    str name = str_of(c->name);
    int n = 0;

    while (name.n > 0) {
        str word = str_split(&name, ' ');

        if (n >= argc || !str_eq(word, str_of(argv[n])))
            return 0;
        n++;
    }
    return n;
}

/* A shell may start us with some of 0, 1, 2 closed. The next file opened - a mail, the record, a reader's socket - would
 * get that number and be read as standard input or be written over by what is printed. /dev/null takes the place; where
 * output was closed, it is opened for reading only, so that a write fails and is told as an error. */
static bool standard_files(void)
{
    for (int i = 0; i <= 2; i++)
        if (fcntl(i, F_GETFD) < 0 && open("/dev/null", i == 2 ? O_WRONLY : O_RDONLY) != i)
            return false;
    return true;
}

int main(int argc, char **argv)
{
    if (!standard_files())
        return EXIT_COULD_NOT;
    setlocale(LC_CTYPE, "C.UTF-8");
    if (argc >= 2 && strcmp(argv[1], "--version") == 0) {
        printf("sekisho %s (data %s)\n", SEKISHO_VERSION, data_version());
        return EXIT_NOTHING;
    }
    if (argc >= 2 && (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 || strcmp(argv[1], "help") == 0)) {
        help(stdout);
        return EXIT_NOTHING;
    }
    for (size_t i = 0; i < COMMANDS; i++) {
        int n = words_of(commands[i], argc - 1, argv + 1);

        if (n > 0)
            return commands[i]->run(commands[i], argc - 1 - n, argv + 1 + n);
    }
    if (argc >= 2)
        fprintf(stderr, "sekisho: no such command: %s\n\n", argv[1]);
    help(stderr);
    return EXIT_USAGE_WRONG;
}
