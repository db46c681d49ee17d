#include "read/view.h"

/* The rows. A cell left out is false or the first choice of its kind. */
const struct view views[VIEW_COUNT] = {
    /* RFC 5322, 2045, 2046, 2231, 2183 to the letter: what cannot be right is not there. */
    [VIEW_STRICT] = {
        .top  = { .name = NAME_TOKEN, .odd_line = ODD_LINE_ENDS, .no_empty_name = true },
        .part = { .name = NAME_TOKEN, .odd_line = ODD_LINE_ENDS, .no_empty_name = true },
        .params = PARAMS_RFC, .continuations = true, .type = TYPE_TOKENS, .encoding = ENCODING_TOKEN,
        .boundary = { .ends_at_close = true, .empty_part = true },
        .no_boundary_is_text = true, .encoded_message_leaf = true,
        .base64 = BASE64_SKIP_JUNK, .qp = QP_STRICT,
    },
    /* Tolerant, and of what is there twice the first counts. */
    [VIEW_FIRST] = {
        .top  = { .name = NAME_BLANKS, .odd_line = ODD_LINE_SKIPPED },
        .part = { .name = NAME_BLANKS, .odd_line = ODD_LINE_SKIPPED },
        .params = PARAMS_LOOSE, .continuations = true, .encoded_words = true, .type = TYPE_TOKENS, .encoding = ENCODING_TOKEN,
        .boundary = { .ends_at_close = true, .empty_part = true },
        .guess_boundary = true, .decode_message = true, .decode_multipart = true, .uuencode = true,
        .base64 = BASE64_STOP_AT_PAD, .qp = QP_LENIENT,
    },
    /* The same, and the last counts. */
    [VIEW_LAST] = {
        .top  = { .name = NAME_BLANKS, .odd_line = ODD_LINE_FOLDS },
        .part = { .name = NAME_BLANKS, .odd_line = ODD_LINE_FOLDS },
        .type_header = PICK_LAST, .encoding_header = PICK_LAST, .disposition_header = PICK_LAST, .param = PICK_LAST,
        .params = PARAMS_LOOSE, .continuations = true, .type = TYPE_TOKENS, .encoding = ENCODING_TOKEN,
        .boundary = { .empty_part = true },
        .guess_boundary = true, .decode_message = true, .uuencode = true,
        .base64 = BASE64_PAD_IGNORED, .qp = QP_DROP_ILLEGAL,
    },
    /* email.message_from_bytes() of Python 3.11, policy compat32 (feedparser.py, message.py). */
    [VIEW_PYTHON] = {
        .top  = { .cr_ends_line = true, .name = NAME_TOKEN, .odd_line = ODD_LINE_ENDS },
        .part = { .cr_ends_line = true, .name = NAME_TOKEN, .odd_line = ODD_LINE_ENDS },
        .params = PARAMS_PYTHON, .continuations = true, .type = TYPE_PYTHON, .encoding = ENCODING_EXACT,
        .boundary = { .repeats_collapse = true, .ends_at_close = true, .empty_part = true },
        .no_boundary_is_text = true, .message_any = true, .status_blocks = true, .trim_last_line = true, .uuencode = true,
        .base64 = BASE64_PYTHON, .qp = QP_PYTHON,
    },
    /* The same with policy default, whose header objects are read by _header_value_parser.py. */
    [VIEW_PYTHON_DEFAULT] = {
        .top  = { .cr_ends_line = true, .name = NAME_TOKEN, .odd_line = ODD_LINE_ENDS },
        .part = { .cr_ends_line = true, .name = NAME_TOKEN, .odd_line = ODD_LINE_ENDS },
        .params = PARAMS_PYTHON, .continuations = true, .encoded_words = true, .type = TYPE_PYTHON, .encoding = ENCODING_TRIMMED,
        .boundary = { .repeats_collapse = true, .ends_at_close = true, .empty_part = true },
        .no_boundary_is_text = true, .message_any = true, .status_blocks = true, .trim_last_line = true, .uuencode = true,
        .base64 = BASE64_PYTHON, .qp = QP_PYTHON,
    },
    /* mailmime_parse() of libetpan 1.9.4 (mailmime_content.c). */
    [VIEW_LIBETPAN] = {
        .top  = { .name = NAME_BLANKS, .odd_line = ODD_LINE_SKIPPED, .no_empty_name = true, .last_needs_end = true },
        .part = { .name = NAME_BLANKS, .odd_line = ODD_LINE_ENDS, .no_empty_name = true, .last_needs_end = true },
        .params = PARAMS_LIBETPAN, .encoded_words = true, .type = TYPE_LIBETPAN, .encoding = ENCODING_PREFIX,
        .boundary = { .first_prefix = true, .close_is_last = true, .needs_line_before = true, .dashes_cut = true },
        .encoded_message_leaf = true, .trim_last_line = true,
        .base64 = BASE64_LIBETPAN, .qp = QP_LIBETPAN,
    },
    /* The most forgiving reading seen of Outlook and webmail: blanks, NULs and bare CRs overlooked, prefixes accepted. */
    [VIEW_LENIENT] = {
        .top  = { .cr_ends_line = true, .name = NAME_ANYTHING, .odd_line = ODD_LINE_SKIPPED, .blanks_end = true },
        .part = { .cr_ends_line = true, .name = NAME_ANYTHING, .odd_line = ODD_LINE_SKIPPED, .blanks_end = true },
        .params = PARAMS_LOOSE, .continuations = true, .encoded_words = true, .type = TYPE_TOKENS, .encoding = ENCODING_CONTAINS,
        .boundary = { .prefix = true, .blanks_before = true, .empty_part = true },
        .guess_boundary = true, .decode_message = true, .decode_multipart = true, .message_any = true, .uuencode = true,
        .base64 = BASE64_SKIP_JUNK, .qp = QP_LENIENT,
    },
};
