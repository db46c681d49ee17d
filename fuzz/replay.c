/* Runs a fuzz target over files: the seeds are tests, too. usage: seeds-NAME FOLDER */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int run_file(const char *path)
{
    FILE *in = fopen(path, "rbe");
    static uint8_t data[1 << 20];
    size_t n;

    if (!in)
        return -1;
    n = fread(data, 1, sizeof data, in);
    fclose(in);
    /* A copy of its own size, so that AddressSanitizer sees a byte read past the end. */
    uint8_t *own = malloc(n ? n : 1);

    for (size_t i = 0; i < n; i++)
        own[i] = data[i];
    LLVMFuzzerTestOneInput(own, n);
    free(own);
    return 0;
}

int main(int argc, char **argv)
{
    DIR *folder = argc == 2 ? opendir(argv[1]) : NULL;
    unsigned passed = 0, failed = 0;

    if (!folder) {
        fprintf(stderr, "usage: %s FOLDER\n0 passed, 1 failed\n", argv[0]);
        return 1;
    }
    for (struct dirent *e; (e = readdir(folder));) {
        char path[4096];

        if (e->d_name[0] == '.')
            continue;
        snprintf(path, sizeof path, "%s/%s", argv[1], e->d_name);
        if (run_file(path) == 0)
            passed++;
        else
            failed++;
    }
    closedir(folder);
    printf("%u passed, %u failed\n", passed, failed);
    return failed != 0;
}
