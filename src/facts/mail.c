#include "facts/mail.h"

const char *const view_names[] = {
    "strict", "first-wins", "last-wins", "python-email", "python-email-default", "libetpan", "lenient", "gmime", NULL
};
_Static_assert(sizeof view_names / sizeof *view_names == VIEW_COUNT + 1, "one name per view");

const char *const address_odd_names[] = {
    "open-quote", "route", "group", "comment", "encoded-address", "two-angles", "no-domain", "syntax", "control",
    "invisible", "bidi", "domain-characters", "not-ascii", "long", "mixed-script", "space-before-colon",
    "more-than-one", "none", "leading-space", NULL
};

const char *const part_trait_names[] = {
    "body", "attachment", "inline", "swept", "nested", "encrypted", "uninspected", "active", "member", "text-encoded",
    "macro", "password-here", "smuggles", NULL
};

const char *const name_odd_names[] = {
    "double-extension", "reversed", "padded", "invisible", "control", "path", "long", "trailing", "look-alike",
    "stream", NULL
};

const char *const place_names[] = { "subject", "name", "body", "quote", "file-name", "link", "hidden", NULL };
_Static_assert(sizeof place_names / sizeof *place_names == PLACE_COUNT + 1, "one name per place");

const char *const odd_names[] = {
#define ODD_NAME(id, word) word,
    ODDITIES(ODD_NAME)
#undef ODD_NAME
    NULL
};

#define END { .name = NULL }

const struct noun noun_header = { "header", sizeof(struct header), (const struct field[]){
    FIELD(STR, header, name, .max = 256),
    FIELD(STR, header, value, .max = 8192),
    FIELD(U64, header, offset),
    END } };

const struct noun noun_mailbox = { "mailbox", sizeof(struct mailbox), (const struct field[]){
    FIELD(STR, mailbox, name, .max = 1024),
    FIELD(STR, mailbox, addr, .max = 1024),
    FIELD(STR, mailbox, local, .max = 1024),
    FIELD(STR, mailbox, domain, .max = 1024),
    FIELD(FLAGS, mailbox, odd, .names = address_odd_names),
    END } };

const struct noun noun_identity = { "identity", sizeof(struct identity), (const struct field[]){
    FIELD(U32, identity, from_headers),
    FIELD(FLAGS, identity, odd, .names = address_odd_names),
    FIELD(LIST, identity, from, .max = 20, .of = &noun_mailbox),
    FIELD(LIST, identity, sender, .max = 20, .of = &noun_mailbox),
    FIELD(LIST, identity, reply_to, .max = 20, .of = &noun_mailbox),
    FIELD(LIST, identity, to, .max = 100, .of = &noun_mailbox),
    FIELD(LIST, identity, cc, .max = 100, .of = &noun_mailbox),
    FIELD(NOUN, identity, return_path, .of = &noun_mailbox),
    END } };

const struct noun noun_dkim_signature = { "dkim_signature", sizeof(struct dkim_signature), (const struct field[]){
    FIELD(STR, dkim_signature, domain, .max = 512),
    FIELD(STR, dkim_signature, selector, .max = 512),
    FIELD(STRS, dkim_signature, signed_headers, .max = 100),
    FIELD(BOOL, dkim_signature, body_length),
    FIELD(BOOL, dkim_signature, bad_domain),
    END } };

const struct noun noun_auth_result = { "auth_result", sizeof(struct auth_result), (const struct field[]){
    FIELD(STR, auth_result, authserv_id, .max = 512),
    FIELD(STR, auth_result, method, .max = 64),
    FIELD(STR, auth_result, result, .max = 64),
    FIELD(STR, auth_result, domain, .max = 512),
    END } };

const struct noun noun_part = { "part", sizeof(struct part), (const struct field[]){
    FIELD(STR, part, path, .max = 256),
    FIELD(STR, part, name, .max = 1024),
    FIELD(STR, part, type, .max = 256),
    FIELD(ENUM, part, found, .names = file_type_names),
    FIELD(STR, part, charset, .max = 128),
    FIELD(STR, part, charset_used, .max = 32),
    FIELD(U64, part, offset),
    FIELD(U64, part, raw_size),
    FIELD(U64, part, size),
    FIELD(SHA256, part, sha256),
    FIELD(FLAGS, part, views, .names = view_names),
    FIELD(FLAGS, part, traits, .names = part_trait_names),
    FIELD(FLAGS, part, name_odd, .names = name_odd_names),
    FIELD(STR, part, member_of, .max = 256),
    END } };

const struct noun noun_phrase_hit = { "phrase_hit", sizeof(struct phrase_hit), (const struct field[]){
    FIELD(STR, phrase_hit, id, .max = 64),
    FIELD(ENUM, phrase_hit, place, .names = place_names),
    FIELD(STR, phrase_hit, text, .max = 120),
    FIELD(U32, phrase_hit, count),
    END } };

const struct noun noun_oddity = { "oddity", sizeof(struct oddity), (const struct field[]){
    FIELD(ENUM, oddity, kind, .names = odd_names),
    FIELD(U64, oddity, offset),
    FIELD(U64, oddity, length),
    FIELD(STR, oddity, part, .max = 256),
    FIELD(STR, oddity, detail, .max = 120),
    END } };

static const struct noun noun_text = { "text", sizeof(struct text_facts), (const struct field[]){
    FIELD(STR, text_facts, visible, .max = MAIL_TEXT_MAX),
    FIELD(U64, text_facts, chars),
    FIELD(U32, text_facts, own_lines),
    FIELD(U32, text_facts, own_chars),
    FIELD(U32, text_facts, quoted_lines),
    FIELD(BOOL, text_facts, quote_header),
    FIELD(BOOL, text_facts, has_html),
    FIELD(BOOL, text_facts, has_plain),
    FIELD(STRS, text_facts, charsets, .max = 20),
    END } };

static const struct noun noun_reply = { "reply", sizeof(struct reply_facts), (const struct field[]){
    FIELD(BOOL, reply_facts, subject_claims),
    FIELD(BOOL, reply_facts, has_reference),
    FIELD(STRS, reply_facts, references, .max = 50),
    END } };

const struct noun noun_mail = { "mail", sizeof(struct mail_facts), (const struct field[]){
    FIELD(U64, mail_facts, size),
    FIELD(SHA256, mail_facts, sha256),
    FIELD(STR, mail_facts, subject, .max = 4096),
    FIELD(STR, mail_facts, message_id, .max = 1024),
    FIELD(TIME, mail_facts, date),
    FIELD(NOUN, mail_facts, identity, .of = &noun_identity),
    FIELD(NOUN, mail_facts, reply, .of = &noun_reply),
    FIELD(LIST, mail_facts, dkim, .max = 20, .of = &noun_dkim_signature),
    FIELD(LIST, mail_facts, auth_results, .max = 60, .of = &noun_auth_result),
    FIELD(BOOL, mail_facts, is_list),
    FIELD(BOOL, mail_facts, is_bounce),
    FIELD(BOOL, mail_facts, is_automatic),
    FIELD(LIST, mail_facts, parts, .max = MAIL_PARTS_MAX, .of = &noun_part),
    FIELD(LIST, mail_facts, oddities, .max = MAIL_ODDITIES_MAX, .of = &noun_oddity),
    FIELD(LIST, mail_facts, phrases, .max = 200, .of = &noun_phrase_hit),
    FIELD(NOUN, mail_facts, text, .of = &noun_text),
    FIELD(LIST, mail_facts, links, .max = LINKS_MAX, .of = &noun_link),
    FIELD(U64, mail_facts, links_all),
    FIELD(NOUN, mail_facts, html, .of = &noun_html),
    FIELD(LIST, mail_facts, claims, .max = CLAIMS_MAX, .of = &noun_claim),
    FIELD(LIST, mail_facts, headers, .max = MAIL_HEADERS_MAX, .of = &noun_header),
    FIELD(U64, mail_facts, work_bytes),
    FIELD(U64, mail_facts, work_tokens),
    FIELD(U64, mail_facts, work_children),
    END } };
