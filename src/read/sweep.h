/* The sweep: what is in the bytes whatever the structure says.
 *
 * Every stretch that could be base64, quoted-printable or plain content, and that no view decodes cleanly, is decoded in
 * all dialects and looked at. Typed content that only the sweep yields is hidden: some program may show it that is not
 * among the views. Most of a clean mail is covered by views and costs nothing here. */
#ifndef SEKISHO_SWEEP_H
#define SEKISHO_SWEEP_H

#include "read/structure.h"

enum { SWEEP_FOUND_MAX = 64 };

struct found {
    unsigned blob;                      /* where: 0 is the mail, others are attached mails that were decoded */
    size_t at, end;                     /* of the encoded bytes there */
    enum cte encoding;
    struct body body;
};

struct sweep { struct found *found; size_t n; };

struct sweep sweep_mail(struct structure *s);

/* Could a program that opens it be made to run something, or does it hold files? What the sweep looks for. */
bool body_is_risky(const struct body *b);
/* Fills in type and traits once. */
void body_look(struct structure *s, struct body *b);

#endif
