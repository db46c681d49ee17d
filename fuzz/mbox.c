/* An mbox, or a single mail, from a descriptor: nothing is given out twice, nothing but From_ lines and one empty line
 * each gets lost. */
#include "intake/mbox.h"

#include <assert.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct mbox m;
    static int fd = -1;
    size_t lost = size;
    uint64_t count = 0;
    str mail;

    if (fd < 0 && (mbox_open(&m, NULL) < 0 || (fd = memfd_create("fuzz", MFD_CLOEXEC)) < 0))
        return 0;
    if (ftruncate(fd, 0) < 0 || pwrite(fd, data, size, 0) != (ssize_t)size || lseek(fd, 0, SEEK_SET) < 0)
        return 0;
    mbox_start(&m, fd, size % 2 ? size : 0);
    for (; mbox_next(&m, &mail) == MBOX_MAIL; count++) {
        assert(mail.n <= lost);
        lost -= mail.n;
        assert(m.is_mbox ? m.index == count + 1 : m.index == 0 && mail.n == size);
        assert(count <= size / 7);
    }
    assert(lost <= count * (MBOX_LOOK + 2));
    return 0;
}
