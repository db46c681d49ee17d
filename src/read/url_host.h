/* Hosts: what url.c hands over between // and the next slash. Internal to read/url*.c. */
#ifndef SEKISHO_URL_HOST_H
#define SEKISHO_URL_HOST_H

#include "read/url.h"

/* The IPv4 parser of the WHATWG URL standard: any number of parts, decimal, octal, hexadecimal. */
enum ip_read { IP_NONE, IP_WRONG, IP_READ };
enum ip_read ipv4_read(str host, uint32_t *address, bool *odd);
bool ipv6_read(str inside, uint16_t piece[8]);
str  ipv6_text(struct arena *a, const uint16_t piece[8]);

/* Registrable domain and public suffix of an ASCII host; "" where there is none. */
void host_domain(str ascii, str *domain, str *suffix);
void host_warm(void);                   /* first use of libidn2 and libpsl */
bool host_known_top(str label);         /* a top-level domain that exists */
/* Reads like nothing anybody would name: runs of consonants, letters and digits in turn. */
bool label_random(str label);
/* A name in front of the domain that is spelt like a host itself. */
bool host_in_name(str before);

/* What stands at the beginning of s in hexadecimal, or in base64 of either alphabet, up to the first other character. */
str url_unhex(struct arena *a, str s);
str url_unbase64(struct arena *a, str s);

#endif
