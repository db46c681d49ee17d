/* Every signal, in the order of the manual. */
#include "signals/signal.h"

const char *const severity_names[] = { "information", "low", "medium", "high", NULL };
const char *const group_names[] = { "identity", "reply", "attachment", "structure", "text", "link", "authentication", NULL };
_Static_assert(sizeof group_names / sizeof *group_names == GROUP_COUNT + 1, "one name per group");

#define SIGNALS(X) \
    X(from_not_single) X(from_name_claims_address) X(from_known_name) X(from_lookalike) X(from_mixed_script) X(from_invisible) \
    X(from_our_domain) X(from_claims_authority) X(auth_unsigned) X(auth_bad_domain) \
    X(reply_without_reference) X(reply_tiny) \
    X(attachment_mismatch) X(attachment_double) X(attachment_padded) X(attachment_reversed) X(attachment_invisible) \
    X(attachment_executable) X(attachment_script) X(attachment_shortcut) X(attachment_disk_image) X(attachment_in_archive) \
    X(attachment_macro) X(attachment_html_active) X(html_smuggling) X(attachment_encrypted) X(attachment_uninspectable) \
    X(attachment_password) X(attachment_lzh) \
    X(structure_hidden) X(structure_views) X(structure_hidden_plain) X(structure_views_plain) X(structure_content_type) \
    X(structure_encoding) X(structure_boundary) X(structure_header_name) X(structure_line_ends) X(structure_outside) \
    X(structure_reused) X(structure_base64) X(structure_quoted_printable) X(structure_names) X(structure_charset) \
    X(structure_partial) X(structure_limits) X(structure_charset_trick) \
    X(from_brand) X(from_freemail) X(from_disguised) X(from_random) X(replyto) X(envelope) X(auth_none) \
    X(link_brand_elsewhere) X(link_authority_elsewhere) X(link_text_differs) X(link_userinfo) X(link_literal) X(link_lookalike) \
    X(link_brand_in_host) X(link_punycode) X(link_shortener) X(link_redirect) X(link_free_host) X(link_program) X(link_dangerous) \
    X(link_invisible) X(link_recipient) X(link_random_domain) X(link_odd) X(link_unrelated) X(link_writes) X(link_remote) \
    X(html_hidden) X(html_filler) X(html_zero_font) X(html_script) X(html_form) \
    X(html_other_story) X(html_block_code) X(html_image_only) X(html_outlook_only) X(html_fake_notice) X(attachment_login) \
    X(attachment_nested) X(attachment_calendar) X(attachment_no_name) \
    X(text_account) X(text_payment) X(text_delivery) X(text_prize) X(text_mailbox) X(text_urgency) X(text_bank_change) \
    X(text_extortion) X(text_call) X(text_medical) X(text_unnatural) X(text_copy_folder) \
    X(text_foreign) X(text_advance_fee) X(text_dating) X(text_crypto) X(text_pills) X(text_money) X(subject_disguised) X(unreadable)

#define SIGNAL_EXTERN(name) extern const struct signal signal_##name;
SIGNALS(SIGNAL_EXTERN)

/* Never found by looking: the verdict on a mail whose reader died carries it. */
static bool never(const struct case_facts *c, struct arena *a, struct evidence *ev)
{
    (void)c, (void)a, (void)ev;
    return false;
}

const struct signal signal_unreadable = {
    "mail.unreadable", "M16", { "P0.3", "P0.4" }, GROUP_STRUCTURE, SEVERITY_HIGH, never };

#define SIGNAL_ROW(name) &signal_##name,
const struct signal *const signals[] = { SIGNALS(SIGNAL_ROW) NULL };

size_t signals_count(void)
{
    return sizeof signals / sizeof *signals - 1;
}

const struct signal *signal_by_id(str id)
{
    for (size_t i = 0; signals[i]; i++)
        if (str_eq(id, str_of(signals[i]->id)))
            return signals[i];
    return NULL;
}

size_t signals_run(const struct case_facts *c, struct arena *a, struct finding *out)
{
    size_t n = 0;

    for (size_t i = 0; signals[i]; i++) {
        struct evidence ev = { STR(""), STR(""), STR("") };

        if (signals[i]->check(c, a, &ev))
            out[n++] = (struct finding){ signals[i], ev };
    }
    return n;
}
