#include "read/view.h"

/* The rows. A cell left out is false or the first choice of its kind. */
const struct view views[VIEW_COUNT] = {
    /* RFC 5322, 2045, 2046, 2231, 2183 to the letter: what cannot be right is not there. */
    [VIEW_STRICT] = {
        .top  = { .name = NAME_TOKEN, .odd_line = ODD_LINE_ENDS, .no_empty_name = true },
        .part = { .name = NAME_TOKEN, .odd_line = ODD_LINE_ENDS, .no_empty_name = true },
        .params = PARAMS_RFC, .continuations = CONTINUATIONS_WIN, .type = TYPE_TOKENS, .encoding = ENCODING_TOKEN,
        .boundary = { .ends_at_close = true },
        .encoded_message_leaf = true,
        .base64 = BASE64_SKIP_JUNK, .qp = QP_STRICT,
    },
    /* Tolerant, and of what is there twice the first counts. */
    [VIEW_FIRST] = {
        .top  = { .name = NAME_BLANKS, .odd_line = ODD_LINE_SKIPPED },
        .part = { .name = NAME_BLANKS, .odd_line = ODD_LINE_SKIPPED },
        .params = PARAMS_LOOSE, .continuations = CONTINUATIONS_WIN, .words = WORDS_DECODED, .type = TYPE_TOKENS,
        .encoding = ENCODING_TOKEN, .boundary = { .ends_at_close = true, .blanks_any = true },
        .guess_boundary = true, .decode_message = true, .decode_multipart = true, .uuencode = true,
        .base64 = BASE64_STOP_AT_PAD, .qp = QP_LENIENT,
    },
    /* The same, and the last counts. */
    [VIEW_LAST] = {
        .top  = { .name = NAME_BLANKS, .odd_line = ODD_LINE_FOLDS },
        .part = { .name = NAME_BLANKS, .odd_line = ODD_LINE_FOLDS },
        .type_header = PICK_LAST, .encoding_header = PICK_LAST, .disposition_header = PICK_LAST, .param = PICK_LAST,
        .params = PARAMS_LOOSE, .continuations = CONTINUATIONS_WIN, .type = TYPE_TOKENS, .encoding = ENCODING_TOKEN,
        .boundary = { .blanks_any = true },
        .guess_boundary = true, .decode_message = true, .uuencode = true,
        .base64 = BASE64_PAD_IGNORED, .qp = QP_DROP_ILLEGAL,
    },
    /* email.message_from_bytes() of Python 3.11, policy compat32 (feedparser.py, message.py). */
    [VIEW_PYTHON] = {
        .top  = { .cr_ends_line = true, .name = NAME_TOKEN, .odd_line = ODD_LINE_ENDS, .from = FROM_SKIPPED },
        .part = { .cr_ends_line = true, .name = NAME_TOKEN, .odd_line = ODD_LINE_ENDS, .from = FROM_SKIPPED },
        .params = PARAMS_PYTHON, .continuations = CONTINUATIONS_LOSE, .type = TYPE_PYTHON, .encoding = ENCODING_EXACT,
        .boundary = { .repeats_collapse = true, .ends_at_close = true, .ascii = true, .close_first = true },
        .multipart_keeps_end = true, .message_any = true, .status_blocks = true,
        .trim_last_line = true, .uuencode = true,
        .base64 = BASE64_PYTHON, .qp = QP_PYTHON,
    },
    /* The same with policy default, whose header objects are read by _header_value_parser.py. */
    [VIEW_PYTHON_DEFAULT] = {
        .top  = { .cr_ends_line = true, .name = NAME_TOKEN, .odd_line = ODD_LINE_ENDS, .from = FROM_SKIPPED },
        .part = { .cr_ends_line = true, .name = NAME_TOKEN, .odd_line = ODD_LINE_ENDS, .from = FROM_SKIPPED },
        .params = PARAMS_PYTHON_DEFAULT, .continuations = CONTINUATIONS_LOSE, .words = WORDS_DECODED, .type = TYPE_PYTHON,
        .encoding = ENCODING_DECODED,
        .boundary = { .repeats_collapse = true, .ends_at_close = true, .ascii = true, .close_first = true },
        .multipart_keeps_end = true, .message_any = true, .status_blocks = true,
        .trim_last_line = true, .uuencode = true,
        .base64 = BASE64_PYTHON, .qp = QP_PYTHON,
    },
    /* mailmime_parse() of libetpan 1.9.4 (mailimf.c, mailmime_content.c). */
    [VIEW_LIBETPAN] = {
        .top  = { .name = NAME_LIBETPAN, .odd_line = ODD_LINE_ENDS, .from = FROM_ENDS, .last_needs_end = true, .one_blank_fold = true },
        .part = { .name = NAME_LIBETPAN, .odd_line = ODD_LINE_ENDS, .from = FROM_ENDS, .last_needs_end = true, .one_blank_fold = true },
        .params = PARAMS_LIBETPAN, .words = WORDS_LIBETPAN, .type = TYPE_LIBETPAN, .encoding = ENCODING_PREFIX, .name = PICK_LAST,
        .boundary = { .cut = CUT_LIBETPAN },
        .encoded_message_leaf = true,
        .base64 = BASE64_LIBETPAN, .qp = QP_LIBETPAN,
    },
    /* The most forgiving reading seen of Outlook and webmail: blanks, NULs and bare CRs overlooked, prefixes accepted. */
    [VIEW_LENIENT] = {
        .top  = { .cr_ends_line = true, .name = NAME_ANYTHING, .odd_line = ODD_LINE_SKIPPED, .blanks_end = true },
        .part = { .cr_ends_line = true, .name = NAME_ANYTHING, .odd_line = ODD_LINE_SKIPPED, .blanks_end = true },
        .params = PARAMS_LOOSE, .continuations = CONTINUATIONS_WIN, .words = WORDS_DECODED, .type = TYPE_TOKENS,
        .encoding = ENCODING_CONTAINS, .boundary = { .prefix = true, .blanks_before = true, .blanks_any = true },
        .guess_boundary = true, .decode_message = true, .decode_multipart = true, .message_any = true, .open_message = true,
        .uuencode = true,
        .base64 = BASE64_SKIP_JUNK, .qp = QP_LENIENT,
    },
    /* GMime 3.2 with the options its parser has by itself: a multipart that never begins has no parts, so shows nothing. */
    [VIEW_GMIME] = {
        .top  = { .name = NAME_BLANKS, .odd_line = ODD_LINE_FOLDS },
        .part = { .name = NAME_BLANKS, .odd_line = ODD_LINE_FOLDS },
        .type_header = PICK_LAST, .encoding_header = PICK_LAST, .disposition_header = PICK_LAST,
        .params = PARAMS_LOOSE, .continuations = CONTINUATIONS_LOSE, .words = WORDS_DECODED, .type = TYPE_TOKENS,
        .encoding = ENCODING_TOKEN, .boundary = { .repeats_collapse = true, .ends_at_close = true },
        .no_parts = NO_PARTS_NOTHING, .encoded_message_leaf = true, .decode_message = true, .uuencode = true,
        .base64 = BASE64_STOP_AT_PAD, .qp = QP_DROP_ILLEGAL,
    },
};
