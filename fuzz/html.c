/* HTML and its <meta> charset: no memory error, bounded work, every slice inside the texts it was cut from. */
#include "read/html.h"
#include "read/story.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool lies_in(str part, str whole)
{
    return part.n == 0 || (part.p >= whole.p && part.p + part.n <= whole.p + whole.n);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena arena;
    struct work w = { 0 };
    str text = str_from((const char *)data, size);
    struct html h;

    if (!arena.base && !arena_open(&arena, 1ull << 30, NULL))
        return 0;
    arena_reset(&arena, 1 << 20);
    h = html_read(&arena, &w, text);
    assert(work_units(&w) <= WORK_PER_BYTE * size + WORK_BASE);
    assert(h.visible.n + h.hidden.n <= 2 * size);
    assert(h.link_count <= HTML_LINKS_MAX && h.remote_images <= h.images);
    for (size_t i = 0; i < h.link_count; i++) {
        const struct html_link *l = &h.links[i];

        assert(l->is_image || l->is_area || l->is_form_action || lies_in(l->text, l->hidden ? h.hidden : h.visible));
        assert(l->at <= h.visible.n);
    }
    assert((h.hidden_how != 0) == (h.hidden.n > 0));
    assert(h.preheader <= h.hidden.n && h.zero_size_pieces <= h.pieces_in_words && h.linked_images <= h.images);
    assert(h.outlook.n <= 2 * size && h.outlook_chars <= h.outlook.n && h.outlook_links <= HTML_OUTLOOK_LINKS);
    drawn_code(&w, h.visible);
    assert(lies_in(html_meta_charset(text), text));
    return 0;
}
