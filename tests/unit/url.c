/* Addresses as browsers read them. Rows were written from url.spec.whatwg.org (4.4 URL parsing, 3.5 host parsing), not
 * from what the reader says. Differences that are meant: a final dot is dropped and noted, a refused address keeps what
 * was read of it. */
#include "read/url.h"

#include "check.h"

static struct arena arena;
static struct work meter;
static struct urls urls;

#define BAD URL_BROKEN

static const struct { const char *in, *scheme, *ascii, *domain; uint32_t port, flags; } rows[] = {
    /* ordinary ones */
    { "https://www.example.com/", "https", "www.example.com", "example.com", 0, 0 },
    { "HTTPS://WWW.EXAMPLE.COM/A", "https", "www.example.com", "example.com", 0, 0 },
    { "http://example.co.jp", "http", "example.co.jp", "example.co.jp", 0, 0 },
    { "http://www.clinic.example.co.jp?x", "http", "www.clinic.example.co.jp", "example.co.jp", 0, 0 },
    { "http://a.b.or.jp#x", "http", "a.b.or.jp", "b.or.jp", 0, 0 },
    { "http://www.city.chiyoda.lg.jp/", "http", "www.city.chiyoda.lg.jp", "chiyoda.lg.jp", 0, 0 },
    { "http://www.city.chiyoda.tokyo.jp/", "http", "www.city.chiyoda.tokyo.jp", "city.chiyoda.tokyo.jp", 0, 0 },
    { "http://x.city.yokohama.jp/", "http", "x.city.yokohama.jp", "city.yokohama.jp", 0, 0 },
    { "https://foo.github.io/x", "https", "foo.github.io", "foo.github.io", 0, 0 },
    { "https://foo.pages.dev/x", "https", "foo.pages.dev", "foo.pages.dev", 0, 0 },
    { "ftp://example.com/x", "ftp", "example.com", "example.com", 0, 0 },
    { "ws://example.com/x", "ws", "example.com", "example.com", 0, 0 },
    { "https://example.com:443/", "https", "example.com", "example.com", 0, 0 },
    { "http://example.com:80/", "http", "example.com", "example.com", 0, 0 },
    { "http://example.com:/", "http", "example.com", "example.com", 0, 0 },
    { "http://example.com:8080/", "http", "example.com", "example.com", 8080, URL_PORT },
    { "https://example.com:80/", "https", "example.com", "example.com", 80, URL_PORT },
    { "http://example.com:0080/", "http", "example.com", "example.com", 0, 0 },
    { "http://example.com:65535/", "http", "example.com", "example.com", 65535, URL_PORT },
    { "http://example.com:65536/", "http", "example.com", "example.com", 0, BAD },
    { "http://example.com:99999999999999999999/", "http", "example.com", "example.com", 0, BAD },
    { "http://example.com:80a/", "http", "example.com", "example.com", 0, BAD },
    { "http://example.com:-1/", "http", "example.com", "example.com", 0, BAD },
    { "http://example.com:0/", "http", "example.com", "example.com", 0, URL_PORT },
    { "http://:80/", "http", "", "", 0, BAD },
    { "http://jp/", "http", "jp", "", 0, URL_PRIVATE },
    { "http://co.jp/", "http", "co.jp", "", 0, 0 },

    /* ends and control characters (4.4: strip, remove) */
    { "  https://example.com/  ", "https", "example.com", "example.com", 0, 0 },
    { "\x01\x1fhttps://example.com/\x02", "https", "example.com", "example.com", 0, 0 },
    { "ht\ttps://exa\nmple.com/", "https", "example.com", "example.com", 0, URL_CONTROL },
    { "https:\r\n//example.com", "https", "example.com", "example.com", 0, URL_CONTROL },
    { "https://example.com/a\tb", "https", "example.com", "example.com", 0, URL_CONTROL },
    { "java\nscript:alert(1)", "javascript", "", "", 0, URL_CONTROL | URL_DANGEROUS },
    { " javascript:alert(1)", "javascript", "", "", 0, URL_DANGEROUS },

    /* slashes (special authority slashes state) */
    { "https:example.com", "https", "example.com", "example.com", 0, 0 },
    { "https:/example.com", "https", "example.com", "example.com", 0, 0 },
    { "https:///example.com", "https", "example.com", "example.com", 0, 0 },
    { "https://////example.com/x", "https", "example.com", "example.com", 0, 0 },
    { "https:\\\\example.com\\x", "https", "example.com", "example.com", 0, URL_BACKSLASH },
    { "https:/\\example.com/x", "https", "example.com", "example.com", 0, URL_BACKSLASH },
    { "https://evil.example\\@good.example/", "https", "evil.example", "evil.example", 0, URL_BACKSLASH },
    { "https://evil.example\\.good.example/", "https", "evil.example", "evil.example", 0, URL_BACKSLASH },
    { "https://evil.example/\\a", "https", "evil.example", "evil.example", 0, 0 },
    { "https://evil.example#@good.example/", "https", "evil.example", "evil.example", 0, 0 },
    { "https://evil.example?@good.example/", "https", "evil.example", "evil.example", 0, 0 },
    { "https://evil.example/@good.example/", "https", "evil.example", "evil.example", 0, 0 },
    { "//example.com/x", "https", "example.com", "example.com", 0, 0 },
    { "/\\example.com/x", "https", "example.com", "example.com", 0, URL_BACKSLASH },
    { "\\\\fileserver.example\\share\\x", "file", "fileserver.example", "fileserver.example", 0, URL_UNC | URL_DANGEROUS },
    { "\\\\192.0.2.7\\share", "file", "192.0.2.7", "", 0, URL_UNC | URL_DANGEROUS | URL_IP },
    { "\\\\srv@8080\\davwwwroot\\x", "file", "srv", "", 8080, URL_UNC | URL_DANGEROUS | URL_PRIVATE },
    { "\\\\evil.example@SSL\\x", "file", "evil.example", "evil.example", 0, URL_UNC | URL_DANGEROUS },
    { "https://", "https", "", "", 0, BAD },
    { "https:///", "https", "", "", 0, BAD },
    { "https://?x", "https", "", "", 0, BAD },
    { "https://#x", "https", "", "", 0, BAD },
    { "https://user@/", "https", "", "", 0, BAD | URL_USERINFO },
    { "https://@/", "https", "", "", 0, BAD },

    /* userinfo (authority state: the last @ counts) */
    { "https://mhlw.go.jp@evil.example/", "https", "evil.example", "evil.example", 0, URL_USERINFO | URL_USERINFO_HOST },
    { "https://user:pass@example.com/", "https", "example.com", "example.com", 0, URL_USERINFO },
    { "https://www.mhlw.go.jp:443@evil.example/", "https", "evil.example", "evil.example", 0, URL_USERINFO | URL_USERINFO_HOST },
    { "https://a@b@evil.example/", "https", "evil.example", "evil.example", 0, URL_USERINFO | URL_MANY_AT },
    { "https://a:b@c:d@evil.example:81/", "https", "evil.example", "evil.example", 81, URL_USERINFO | URL_MANY_AT | URL_PORT },
    { "https://@evil.example/", "https", "evil.example", "evil.example", 0, 0 },
    { "https://:@evil.example/", "https", "evil.example", "evil.example", 0, 0 },
    { "https://www.mhlw.go.jp%2F@evil.example/", "https", "evil.example", "evil.example", 0, URL_USERINFO | URL_USERINFO_HOST },
    { "https://a%40b@evil.example/", "https", "evil.example", "evil.example", 0, URL_USERINFO },
    { "https://[@evil.example/", "https", "evil.example", "evil.example", 0, URL_USERINFO },
    { "https://a b@evil.example/", "https", "evil.example", "evil.example", 0, URL_USERINFO },

    /* IPv4 (host parser, ends-in-a-number checker, IPv4 parser) */
    { "http://192.0.2.1/", "http", "192.0.2.1", "", 0, URL_IP },
    { "http://192.0.2.1./", "http", "192.0.2.1", "", 0, URL_IP | URL_IP_ODD },
    { "http://3221225985/", "http", "192.0.2.1", "", 0, URL_IP | URL_IP_ODD },
    { "http://0xC0000201/", "http", "192.0.2.1", "", 0, URL_IP | URL_IP_ODD },
    { "http://0xc0.0x0.0x2.0x1/", "http", "192.0.2.1", "", 0, URL_IP | URL_IP_ODD },
    { "http://0300.0.02.01/", "http", "192.0.2.1", "", 0, URL_IP | URL_IP_ODD },
    { "http://192.0.513/", "http", "192.0.2.1", "", 0, URL_IP | URL_IP_ODD },
    { "http://192.513/", "http", "192.0.2.1", "", 0, URL_IP | URL_IP_ODD },
    { "http://030000001001/", "http", "192.0.2.1", "", 0, URL_IP | URL_IP_ODD },
    { "http://192.0x00A80001/", "http", "192.168.0.1", "", 0, URL_IP | URL_IP_ODD | URL_PRIVATE },
    { "http://127.1/", "http", "127.0.0.1", "", 0, URL_IP | URL_IP_ODD | URL_PRIVATE },
    { "http://0/", "http", "0.0.0.0", "", 0, URL_IP | URL_IP_ODD | URL_PRIVATE },
    { "http://0x/", "http", "0.0.0.0", "", 0, URL_IP | URL_IP_ODD | URL_PRIVATE },
    { "http://0x.0x.0/", "http", "0.0.0.0", "", 0, URL_IP | URL_IP_ODD | URL_PRIVATE },
    { "http://10.1.2.3/", "http", "10.1.2.3", "", 0, URL_IP | URL_PRIVATE },
    { "http://172.16.0.1/", "http", "172.16.0.1", "", 0, URL_IP | URL_PRIVATE },
    { "http://172.32.0.1/", "http", "172.32.0.1", "", 0, URL_IP },
    { "http://169.254.1.1/", "http", "169.254.1.1", "", 0, URL_IP | URL_PRIVATE },
    { "http://4294967295/", "http", "255.255.255.255", "", 0, URL_IP | URL_IP_ODD },
    { "http://4294967296/", "http", "", "", 0, BAD },
    { "http://256.0.0.1/", "http", "", "", 0, BAD },
    { "http://1.2.3.4.5/", "http", "", "", 0, BAD },
    { "http://1.2.3.08/", "http", "", "", 0, BAD },
    { "http://1.2.3.09/", "http", "", "", 0, BAD },
    { "http://1..2/", "http", "", "", 0, BAD },
    { "http://foo.0x4/", "http", "", "", 0, BAD },
    { "http://foo.09/", "http", "", "", 0, BAD },
    { "http://foo.2.3/", "http", "", "", 0, BAD },
    { "http://1.2.3.4x/", "http", "1.2.3.4x", "", 0, 0 },
    { "http://0xg.com/", "http", "0xg.com", "0xg.com", 0, 0 },
    { "http://1.2.3.com/", "http", "1.2.3.com", "3.com", 0, 0 },
    { "http://%31%39%32.0.2.1/", "http", "192.0.2.1", "", 0, URL_IP | URL_IP_ODD | URL_HOST_ENCODED },
    { "http://１９２.0.2.1/", "http", "192.0.2.1", "", 0, URL_IP | URL_IP_ODD | URL_HOST_WIDE },
    { "http://192。0。2。1/", "http", "192.0.2.1", "", 0, URL_IP | URL_IP_ODD | URL_HOST_WIDE },
    { "http://%30%78%63%30%2e%30%32%35%30.01%2e", "http", "192.168.0.1", "", 0, URL_IP | URL_IP_ODD | URL_HOST_ENCODED | URL_PRIVATE },
    { "http://user@3221225985/", "http", "192.0.2.1", "", 0, URL_IP | URL_IP_ODD | URL_USERINFO },
    { "https://0x7f.1:8443/x", "https", "127.0.0.1", "", 8443, URL_IP | URL_IP_ODD | URL_PRIVATE | URL_PORT },

    /* IPv6 (3.5 IPv6 parser and serializer) */
    { "http://[2001:db8::1]/", "http", "[2001:db8::1]", "", 0, URL_IP },
    { "http://[2001:DB8:0:0:0:0:0:1]/", "http", "[2001:db8::1]", "", 0, URL_IP },
    { "http://[2001:db8:0:1:0:0:0:1]/", "http", "[2001:db8:0:1::1]", "", 0, URL_IP },
    { "http://[1:0:0:2:0:0:0:3]/", "http", "[1:0:0:2::3]", "", 0, URL_IP },
    { "http://[2001:db8:1:1:0:1:1:1]/", "http", "[2001:db8:1:1:0:1:1:1]", "", 0, URL_IP },
    { "http://[::1]:8080/", "http", "[::1]", "", 8080, URL_IP | URL_PRIVATE | URL_PORT },
    { "http://[::]/", "http", "[::]", "", 0, URL_IP | URL_PRIVATE },
    { "http://[::ffff:192.0.2.1]/", "http", "[::ffff:c000:201]", "", 0, URL_IP | URL_IP_ODD },
    { "http://[::ffff:c000:201]/", "http", "[::ffff:c000:201]", "", 0, URL_IP | URL_IP_ODD },
    { "http://[::192.0.2.1]/", "http", "[::c000:201]", "", 0, URL_IP | URL_IP_ODD },
    { "http://[fe80::1]/", "http", "[fe80::1]", "", 0, URL_IP | URL_PRIVATE },
    { "http://[fd00::1]/", "http", "[fd00::1]", "", 0, URL_IP | URL_PRIVATE },
    { "http://[1:2:3:4:5:6:7:8]/", "http", "[1:2:3:4:5:6:7:8]", "", 0, URL_IP },
    { "http://[1:2:3:4:5:6:7::]/", "http", "[1:2:3:4:5:6:7:0]", "", 0, URL_IP },
    { "http://[1:2:3:4:5:6:7:8:9]/", "http", "", "", 0, BAD },
    { "http://[1:2:3]/", "http", "", "", 0, BAD },
    { "http://[1::2::3]/", "http", "", "", 0, BAD },
    { "http://[12345::]/", "http", "", "", 0, BAD },
    { "http://[:1]/", "http", "", "", 0, BAD },
    { "http://[1:]/", "http", "", "", 0, BAD },
    { "http://[::1.2.3]/", "http", "", "", 0, BAD },
    { "http://[::1.2.3.256]/", "http", "", "", 0, BAD },
    { "http://[::01.2.3.4]/", "http", "", "", 0, BAD },
    { "http://[::1.2.3.4.5]/", "http", "", "", 0, BAD },
    { "http://[::1%25eth0]/", "http", "", "", 0, BAD },
    { "http://[::g]/", "http", "", "", 0, BAD },
    { "http://[::1/", "http", "", "", 0, BAD },
    { "http://[::1]x/", "http", "", "", 0, BAD },
    { "http://[]/", "http", "", "", 0, BAD },

    /* dots, percent, case, width */
    { "http://www.example.com./", "http", "www.example.com", "example.com", 0, URL_DOT_END },
    { "http://www.example.com../", "http", "www.example.com.", "", 0, URL_DOT_END },
    { "http://%65xample.com/", "http", "example.com", "example.com", 0, URL_HOST_ENCODED },
    { "http://ex%41mple%2ecom/", "http", "example.com", "example.com", 0, URL_HOST_ENCODED },
    { "http://example%2Fcom/", "http", "", "", 0, BAD | URL_HOST_ENCODED },
    { "http://example.com%00.good.example/", "http", "", "", 0, BAD | URL_HOST_ENCODED },
    { "http://example%.com/", "http", "", "", 0, BAD },
    { "http://example.com%40good.example/", "http", "", "", 0, BAD | URL_HOST_ENCODED },
    { "http://ｅｘａｍｐｌｅ.com/", "http", "example.com", "example.com", 0, URL_HOST_WIDE },
    { "http://example．com/", "http", "example.com", "example.com", 0, URL_HOST_WIDE },
    { "http://example。com/", "http", "example.com", "example.com", 0, URL_HOST_WIDE },
    { "http://example｡com/", "http", "example.com", "example.com", 0, URL_HOST_WIDE },
    { "http://%E3%80%82com/", "http", ".com", "", 0, URL_HOST_ENCODED | URL_HOST_WIDE },
    { "http://%EF%BD%87%EF%BD%8F.com/", "http", "go.com", "go.com", 0, URL_HOST_ENCODED | URL_HOST_WIDE },
    { "http://exa\xC2\xADmple.com/", "http", "example.com", "example.com", 0, URL_INVISIBLE },
    { "http://exa\xE2\x80\x8Bmple.com/", "http", "example.com", "example.com", 0, URL_INVISIBLE },
    { "http://exa\xE2\x81\xA0mple.com/", "http", "example.com", "example.com", 0, URL_INVISIBLE },
    { "http://exa\xEF\xB8\x8Fmple.com/", "http", "example.com", "example.com", 0, URL_INVISIBLE },
    { "http://exa%E2%80%8Bmple.com/", "http", "example.com", "example.com", 0, URL_INVISIBLE | URL_HOST_ENCODED },
    { "http://\xE2\x80\xAE" "moc.example/", "http", "", "", 0, BAD | URL_BIDI },
    { "http://example.com/\xE2\x80\xAE" "gpj.exe", "http", "example.com", "example.com", 0, URL_BIDI | URL_RUNS },
    { "http://example.com/\xE2\x80\x8Bx", "http", "example.com", "example.com", 0, URL_INVISIBLE },
    { "http://exa mple.com/", "http", "", "", 0, BAD },
    { "http://exa<b>.com/", "http", "", "", 0, BAD },
    { "http://exa|mple.com/", "http", "", "", 0, BAD },
    { "http://exa^mple.com/", "http", "", "", 0, BAD },
    { "http://ex_a.com/", "http", "ex_a.com", "ex_a.com", 0, 0 },
    { "http://-a-.com/", "http", "-a-.com", "-a-.com", 0, 0 },
    { "http://a--b.com/", "http", "a--b.com", "a--b.com", 0, 0 },
    { "http://a!$&'()*+,;=b.com/", "http", "a!$&'()*+,;=b.com", "a!$&'()*+,;=b.com", 0, 0 },
    { "http://\xFF.com/", "http", "", "", 0, BAD },

    /* IDNA (UTS 46, non-transitional) */
    { "http://日本語.jp/", "http", "xn--wgv71a119e.jp", "xn--wgv71a119e.jp", 0, URL_IDN },
    { "http://www.日本語.jp/", "http", "www.xn--wgv71a119e.jp", "xn--wgv71a119e.jp", 0, URL_IDN },
    { "http://XN--WGV71A119E.jp/", "http", "xn--wgv71a119e.jp", "xn--wgv71a119e.jp", 0, URL_IDN },
    { "http://%E6%97%A5%E6%9C%AC%E8%AA%9E.jp/", "http", "xn--wgv71a119e.jp", "xn--wgv71a119e.jp", 0, URL_IDN | URL_HOST_ENCODED },
    { "http://faß.de/", "http", "xn--fa-hia.de", "xn--fa-hia.de", 0, URL_IDN },
    { "http://BÜCHER.de/", "http", "xn--bcher-kva.de", "xn--bcher-kva.de", 0, URL_IDN },
    { "http://bu\xCC\x88" "cher.de/", "http", "xn--bcher-kva.de", "xn--bcher-kva.de", 0, URL_IDN },
    { "http://\xD0\xB0pple.com/", "http", "xn--pple-43d.com", "xn--pple-43d.com", 0, URL_IDN | URL_MIXED_SCRIPT },
    { "http://xn--pple-43d.com/", "http", "xn--pple-43d.com", "xn--pple-43d.com", 0, URL_IDN | URL_MIXED_SCRIPT },
    { "http://xn--80ak6aa92e.com/", "http", "xn--80ak6aa92e.com", "xn--80ak6aa92e.com", 0, URL_IDN },
    { "http://gооgle.example/", "http", "xn--ggle-55da.example", "xn--ggle-55da.example", 0, URL_IDN | URL_MIXED_SCRIPT },
    { "http://アマゾンjp.example/", "http", "xn--jp-gg4auevg1e.example", "", 0, URL_IDN },
    { "http://xn--a.com/", "http", "", "", 0, BAD },
    { "http://xn--.com/", "http", "", "", 0, BAD },
    { "http://Ⅷ.com/", "http", "viii.com", "viii.com", 0, 0 },
    { "http://example.com⁄x.evil.example/", "http", "", "evil.example", 0, URL_SLASH_ALIKE | URL_IDN },
    { "http://\xF0\x9F\x92\xA9\xF0\x9F\x92\xA9.la/", "http", "", "\xF0\x9F\x92\xA9\xF0\x9F\x92\xA9.la", 0, URL_IDN },
    { "http://a.\xE2\x98\x83.co.jp/", "http", "", "\xE2\x98\x83.co.jp", 0, URL_IDN },
    { "http://例え.テスト/", "http", "xn--r8jz45g.xn--zckzah", "", 0, URL_IDN },
    { "http://医院.みんな/", "http", "xn--ekrs67m.xn--q9jyb4c", "xn--ekrs67m.xn--q9jyb4c", 0, URL_IDN },

    /* schemes */
    { "data:text/html,<script>1</script>", "data", "", "", 0, URL_DANGEROUS },
    { "DATA:text/html;base64,PHA+", "data", "", "", 0, URL_DANGEROUS },
    { "data:image/png;base64,iVBORw0K", "data", "", "", 0, 0 },
    { "data:image/svg+xml,<svg>", "data", "", "", 0, URL_DANGEROUS },
    { "data:,x", "data", "", "", 0, 0 },
    { "javascript://example.com/%0aalert(1)", "javascript", "", "", 0, URL_DANGEROUS },
    { "vbscript:msgbox", "vbscript", "", "", 0, URL_DANGEROUS },
    { "blob:https://example.com/1234", "blob", "", "", 0, URL_DANGEROUS },
    { "file:///C:/Windows/x.exe", "file", "", "", 0, URL_DANGEROUS | URL_RUNS },
    { "file://server.example/share/x.lnk", "file", "server.example", "server.example", 0, URL_DANGEROUS | URL_UNC | URL_RUNS },
    { "file:\\\\server.example\\share", "file", "server.example", "server.example", 0, URL_DANGEROUS | URL_UNC },
    { "file://///server.example/share", "file", "server.example", "server.example", 0, URL_DANGEROUS | URL_UNC },
    { "file://C:/x", "file", "", "", 0, URL_DANGEROUS },
    { "file:c:\\x", "file", "", "", 0, URL_DANGEROUS },
    { "file://localhost/x", "file", "", "", 0, URL_DANGEROUS },
    { "search-ms:query=x&crumb=location:\\\\evil.example\\share", "search-ms", "evil.example", "evil.example", 0, URL_DANGEROUS | URL_UNC },
    { "search:query=x", "search", "", "", 0, URL_DANGEROUS },
    { "ms-officecmd:{}", "ms-officecmd", "", "", 0, URL_DANGEROUS },
    { "ms-word:ofe|u|https://evil.example/x.docx", "ms-word", "evil.example", "evil.example", 0, URL_DANGEROUS },
    { "ms-msdt:/id PCWDiagnostic", "ms-msdt", "", "", 0, URL_DANGEROUS },
    { "ms-appinstaller:?source=https://evil.example/x.msix", "ms-appinstaller", "evil.example", "evil.example", 0, URL_DANGEROUS },
    { "view-source:https://evil.example/", "view-source", "evil.example", "evil.example", 0, URL_DANGEROUS },
    { "mailto:info@example.com?subject=x", "mailto", "example.com", "example.com", 0, 0 },
    { "mailto:", "mailto", "", "", 0, 0 },
    { "tel:+81-3-0000-0000", "tel", "", "", 0, 0 },
    { "sms:0000", "sms", "", "", 0, 0 },
    { "cid:part1@example", "cid", "", "", 0, 0 },
    { "line://msg/text/x", "line", "", "", 0, 0 },
    { "about:blank", "about", "", "", 0, 0 },
    { "hxxps://example.com/", "https", "example.com", "example.com", 0, URL_DEFANGED },
    { "hXXp://example.com/", "http", "example.com", "example.com", 0, URL_DEFANGED },
    { "#top", "", "", "", 0, URL_RELATIVE },
    { "", "", "", "", 0, URL_RELATIVE },
    { "page.html", "", "", "", 0, URL_RELATIVE },
    { "/a/b", "", "", "", 0, URL_RELATIVE },
    { "?x=1", "", "", "", 0, URL_RELATIVE },
    { "1http://x.com/", "", "", "", 0, URL_RELATIVE },
    { "www.example.com/x", "", "", "", 0, URL_RELATIVE },
    { ":foo", "", "", "", 0, URL_RELATIVE },

    /* what else is noticed */
    { "http://localhost:3000/", "http", "localhost", "", 3000, URL_PRIVATE | URL_PORT },
    { "http://printer/", "http", "printer", "", 0, URL_PRIVATE },
    { "http://nas.local/", "http", "nas.local", "nas.local", 0, URL_PRIVATE },
    { "http://a.b.c.d.e.example.com/", "http", "a.b.c.d.e.example.com", "example.com", 0, URL_MANY_DOTS },
    { "http://a.b.c.d.example.com/", "http", "a.b.c.d.example.com", "example.com", 0, 0 },
    { "http://www.mhlw.go.jp.evil.example/", "http", "www.mhlw.go.jp.evil.example", "evil.example", 0, URL_HOST_IN_NAME },
    { "http://amazon.co.jp.evil.example/", "http", "amazon.co.jp.evil.example", "evil.example", 0, URL_HOST_IN_NAME },
    { "http://www.amazon.com.evil.example/", "http", "www.amazon.com.evil.example", "evil.example", 0, URL_HOST_IN_NAME },
    { "http://www.jp.evil.example/", "http", "www.jp.evil.example", "evil.example", 0, 0 },
    { "http://com.evil.example/", "http", "com.evil.example", "evil.example", 0, 0 },
    { "http://example.com/setup.EXE", "http", "example.com", "example.com", 0, URL_RUNS },
    { "http://example.com/a.zip?x=1", "http", "example.com", "example.com", 0, URL_RUNS },
    { "http://example.com/a.%7Aip#y", "http", "example.com", "example.com", 0, URL_RUNS },
    { "http://example.com/a.iso/", "http", "example.com", "example.com", 0, 0 },
    { "http://example.com/a.pdf", "http", "example.com", "example.com", 0, 0 },
    { "http://example.com/app.js/x.html", "http", "example.com", "example.com", 0, 0 },
    { "http://xkqzvbtrw.com/", "http", "xkqzvbtrw.com", "xkqzvbtrw.com", 0, URL_RANDOM },
    { "http://q8x2k9z7p4.top/", "http", "q8x2k9z7p4.top", "q8x2k9z7p4.top", 0, URL_RANDOM },
    { "http://d111111abcdef8.cloudfront.net/", "http", "d111111abcdef8.cloudfront.net", "d111111abcdef8.cloudfront.net", 0, 0 },
    { "http://rakuten.co.jp/", "http", "rakuten.co.jp", "rakuten.co.jp", 0, 0 },
    { "http://jreast.co.jp/", "http", "jreast.co.jp", "jreast.co.jp", 0, 0 },
    { "http://smbc-card.com/", "http", "smbc-card.com", "smbc-card.com", 0, 0 },
    { "http://mhlw.go.jp/", "http", "mhlw.go.jp", "mhlw.go.jp", 0, 0 },
    { "http://strengths.com/", "http", "strengths.com", "strengths.com", 0, 0 },
    { "http://shinryohoshu.com/", "http", "shinryohoshu.com", "shinryohoshu.com", 0, 0 },
    { "http://24h365d.com/", "http", "24h365d.com", "24h365d.com", 0, 0 },
    { "https://example.com/u/staff@clinic.example", "https", "example.com", "example.com", 0, URL_RECIPIENT },
    { "https://example.com/u?e=STAFF%40clinic.example", "https", "example.com", "example.com", 0, URL_RECIPIENT },
    { "https://example.com/#c3RhZmZAY2xpbmljLmV4YW1wbGU=", "https", "example.com", "example.com", 0, URL_RECIPIENT },
    { "https://example.com/x/c3RhZmZAY2xpbmljLmV4YW1wbGU", "https", "example.com", "example.com", 0, URL_RECIPIENT },
    { "https://example.com/?q=7374616666406364", "https", "example.com", "example.com", 0, 0 },
    { "https://example.com/?q=737461666640636c696e69632e6578616d706c65", "https", "example.com", "example.com", 0, URL_RECIPIENT },
    { "https://example.com/u/other@clinic.example", "https", "example.com", "example.com", 0, 0 },
};

static void read_rows(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct url url;
        bool good;

        url_read(&urls, str_of(rows[i].in), &url);
        good = str_eq(url.scheme, str_of(rows[i].scheme)) && url.port == rows[i].port
            && url.flags == rows[i].flags && (!rows[i].ascii[0] ? url.at.ascii.n == 0 || url.flags & BAD : str_eq(url.at.ascii, str_of(rows[i].ascii)))
            && (!rows[i].domain[0] || str_eq(url.at.domain, str_of(rows[i].domain)));
        if (!CHECK_ROW(good, rows[i].in))
            printf("#   got %.*s | %.*s | %.*s | %u | %x, flags wanted %x\n", STR_FMT(url.scheme), STR_FMT(url.at.ascii), STR_FMT(url.at.domain),
                   url.port, url.flags, rows[i].flags);
    }
}

/* Where a wrapped address leads; "" when nothing is wrapped. */
static const struct { const char *in, *target; uint32_t kinds; } wraps[] = {
    { "https://www.google.com/url?q=https://evil.example/x&sa=D", "https://evil.example/x", HOST_REDIRECTOR },
    { "https://www.google.co.jp/url?sa=t&url=https%3A%2F%2Fevil.example%2Fx%3Fa%3D1", "https://evil.example/x?a=1", HOST_REDIRECTOR },
    { "https://google.com/amp/s/evil.example/x", "https://evil.example/x", HOST_REDIRECTOR },
    { "https://www.google.com/amp/evil.example/x", "http://evil.example/x", HOST_REDIRECTOR },
    { "https://evil-example.cdn.ampproject.org/c/s/evil.example/x", "https://evil.example/x", HOST_REDIRECTOR },
    { "https://jpn01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fevil.example%2F&data=05", "https://evil.example/", HOST_REWRITER },
    { "https://urldefense.com/v3/__https://evil.example/a__;!!abc$", "https://evil.example/a", HOST_REWRITER },
    { "https://urldefense.proofpoint.com/v2/url?u=https-3A__evil.example_a&d=x", "https://evil.example/a", HOST_REWRITER },
    { "https://urldefense.proofpoint.com/v1/url?u=https%3A//evil.example/a&k=x", "https://evil.example/a", HOST_REWRITER },
    { "https://linkprotect.cudasvc.com/url?a=https%3a%2f%2fevil.example%2f&c=E", "https://evil.example/", HOST_REWRITER },
    { "https://l.facebook.com/l.php?u=https%3A%2F%2Fevil.example%2F&h=x", "https://evil.example/", HOST_REDIRECTOR },
    { "https://slack-redir.net/link?url=https%3A%2F%2Fevil.example%2F", "https://evil.example/", HOST_REDIRECTOR },
    { "https://www.youtube.com/redirect?q=https%3A%2F%2Fevil.example", "https://evil.example", HOST_REDIRECTOR },
    { "https://t.example/c?u=https://evil.example/&x=1", "https://evil.example/", 0 },
    { "https://t.example/c?x=1#https://evil.example/", "https://evil.example/", 0 },
    { "https://t.example/c/https://evil.example/a?b", "https://evil.example/a?b", 0 },
    { "https://t.example/c/https%3A%2F%2Fevil.example%2Fa", "https://evil.example/a", 0 },
    { "https://t.example/c/https:/evil.example/a", "https://evil.example/a", 0 },
    { "https://t.example/c?u=aHR0cHM6Ly9ldmlsLmV4YW1wbGUvYQ==", "https://evil.example/a", 0 },
    { "https://t.example/c?u=aHR0cHM6Ly9ldmlsLmV4YW1wbGUvYQ", "https://evil.example/a", 0 },
    { "https://t.example/c/aHR0cHM6Ly9ldmlsLmV4YW1wbGUvYQ", "https://evil.example/a", 0 },
    { "https://t.example/c?u=68747470733a2f2f6576696c2e6578616d706c652f61", "https://evil.example/a", 0 },
    { "https://t.example/c?u=https%253A%252F%252Fevil.example%252F", "https://evil.example/", 0 },
    { "https://t.example/c?u=//evil.example/", "//evil.example/", 0 },
    { "https://t.example/c?u=%5C%5Cevil.example%5Cx", "\\\\evil.example\\x", 0 },
    { "https://t.example/c?redirect=evil.example/x", "https://evil.example/x", 0 },
    { "https://t.example/c?u=javascript:alert(1)", "javascript:alert(1)", 0 },
    { "https://a.example/?u=https%3A%2F%2Fb.example%2F%3Fu%3Dhttps%253A%252F%252Fevil.example%252F", "https://evil.example/", 0 },
    { "https://t.example/c?u=https://t.example/next", "", 0 },
    { "https://t.example/c?u=/next", "", 0 },
    { "https://t.example/c?name=evil", "", 0 },
    { "https://t.example/c?v=1.2.3", "", 0 },
    { "https://t.example/", "", 0 },
    { "https://www.facebook.com/sharer/sharer.php?u=https://clinic.example/", "", HOST_SHARE },
    { "https://twitter.com/intent/tweet?url=https://clinic.example/", "", HOST_SHARE },
    { "https://social-plugins.line.me/lineit/share?url=https://clinic.example/", "", HOST_SHARE },
    { "https://bit.ly/abc", "", HOST_SHORTENER }, { "https://lin.ee/abc", "", HOST_SHORTENER | HOST_MESSENGER },
    { "https://x.workers.dev/", "", HOST_FREE }, { "https://foo.r2.dev/", "", HOST_STORAGE },
    { "https://docs.google.com/forms/d/e/x", "", HOST_FORM }, { "https://forms.gle/x", "", HOST_FORM | HOST_SHORTENER },
    { "https://docs.google.com/document/d/x", "", HOST_STORAGE }, { "https://foo.duckdns.org/", "", HOST_DYNAMIC },
    { "https://foo.top/", "", HOST_THROW_AWAY }, { "https://foo.jp/", "", 0 }, { "https://notbit.ly/", "", 0 },
    { "https://u1.ct.sendgrid.net/ls/click?upn=x", "", HOST_TRACKER }, { "https://formok.com/f/x", "", HOST_FORM },
    { "https://xgf.nu/x", "", HOST_SHORTENER }, { "https://x.sakura.ne.jp/", "", HOST_FREE }, { "https://91.gigafile.nu/x", "", HOST_STORAGE },
};

static void read_wraps(void)
{
    for (size_t i = 0; i < sizeof wraps / sizeof *wraps; i++) {
        struct url url, target;
        bool found;

        url_read(&urls, str_of(wraps[i].in), &url);
        found = url_target(&urls, &url, &target);
        if (!CHECK_ROW(found ? str_eq(target.href, str_of(wraps[i].target)) : !wraps[i].target[0], wraps[i].in))
            printf("#   got %.*s\n", STR_FMT(found ? target.href : STR("")));
        if (!CHECK_ROW(url.kinds == wraps[i].kinds, wraps[i].in))
            printf("#   kinds %x, wanted %x\n", url.kinds, wraps[i].kinds);
    }
}

/* Bare addresses in text, separated by blanks; a trailing ~ means "only looks like a host". */
static const struct { const char *in, *found; } texts[] = {
    { "see https://example.com/a.", "https://example.com/a" }, { "(https://example.com/a)", "https://example.com/a" },
    { "https://example.com/a_(b)", "https://example.com/a_(b)" }, { "詳細はhttps://example.com/a、または", "https://example.com/a" },
    { "詳細：https://example.com/aをご覧", "https://example.com/a" }, { "<https://example.com/a>", "https://example.com/a" },
    { "<https://example.com/aaa\n bbb>", "https://example.com/aaabbb" }, { "<URL:https://example.com/a>", "https://example.com/a" },
    { "\"https://example.com/\"", "https://example.com/" }, { "www.example.com", "www.example.com" }, { "WWW.example.co.jp/x", "WWW.example.co.jp/x" },
    { "hxxps://example.com/x", "hxxps://example.com/x" }, { "http://a.example/ http://b.example/", "http://a.example/ http://b.example/" },
    { "example.co.jp/x?y=1", "example.co.jp/x?y=1" }, { "Amazon.co.jpより", "Amazon.co.jp~" }, { "readme.md", "" }, { "info@example.com", "" },
    { "Mr.Smith", "" }, { "3.14", "" }, { "e.g. this", "" }, { "1.2.3.4", "" }, { "http://1.2.3.4/x", "http://1.2.3.4/x" },
    { "ｈｔｔｐｓ：／／ｅｘａｍｐｌｅ．ｃｏｍ／ａ", "https://example.com/a" }, { "ＵＲＬ：https://example.com/a", "https://example.com/a" },
    { "https://a.example/?u=https://b.example/", "https://a.example/?u=https://b.example/" }, { "https://日本語.jp/x です", "https://日本語.jp/x" },
    { "https://", "" }, { "://", "" }, { "http:///", "" }, { "www.", "" }, { "file://server.example/x", "file://server.example/x" },
    { "「https://example.com/」", "https://example.com/" }, { "a.b.c", "" }, { "docomo.ne.jp", "docomo.ne.jp~" }, { "https://example.com/a!?", "https://example.com/a" },
    { "foo://example.com", "" }, { "https://user@example.com/x", "https://user@example.com/x" }, { "https://example.com:8080/x", "https://example.com:8080/x" },
    { "invoice.zip", "" }, { "https://example.com/\xE3\x80\x80x", "https://example.com/" }, { "\\\\server.example\\share", "\\\\server.example\\share" },
};

static void read_texts(void)
{
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct buf got = buf_new(&arena, 64);
        struct url_span span;
        size_t at = 0;

        while (url_find(&urls, str_of(texts[i].in), true, &at, &span)) {
            if (got.n)
                buf_put(&got, ' ');
            buf_add(&got, span.url);
            if (!span.spelt)
                buf_put(&got, '~');
            CHECK_ROW(span.at < span.end && span.end <= at, texts[i].in);
        }
        if (!CHECK_ROW(str_eq(buf_str(&got), str_of(texts[i].found)), texts[i].in))
            printf("#   got %.*s\n", STR_FMT(buf_str(&got)));
    }
}

static const struct { const char *base, *in, *ascii, *path; } joins[] = {
    { "https://a.example/x/y", "z", "a.example", "/x/z" }, { "https://a.example/x/y", "/z", "a.example", "/z" },
    { "https://a.example", "z", "a.example", "/z" }, { "https://a.example/x", "//b.example/z", "b.example", "/z" },
    { "https://a.example/x", "https://b.example/", "b.example", "/" }, { "https://a.example/x?y/z", "w", "a.example", "/w" },
    { "https://evil.example\\x", "z", "evil.example", "/z" }, { "", "z", "", "z" }, { "https://a.example/", "#top", "", "" },
};

static void read_joins(void)
{
    for (size_t i = 0; i < sizeof joins / sizeof *joins; i++) {
        struct url url;

        url_read_from(&urls, str_of(joins[i].base), str_of(joins[i].in), &url);
        CHECK_STR(url.at.ascii, joins[i].ascii);
        CHECK_STR(url.path, joins[i].path);
    }
}

/* Ten times the input must not be a hundred times the work. */
static void stays_linear(void)
{
    static const char *const pieces[] = { "https://a", "@", "/", "?u=", "%25", "&u=https://", "aHR0", "[::", "1.", "\\\\", "www.", "a.jp/", "<http://", "://" };

    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        struct buf b = buf_new(&arena, 1 << 18);
        struct url url, target;
        struct url_span span;
        size_t at = 0;

        buf_add(&b, STR("https://a.example/?u="));
        while (b.n < 200000)
            buf_add(&b, str_of(pieces[i]));
        meter = (struct work){ 0 };
        url_read(&urls, buf_str(&b), &url);
        (void)url_target(&urls, &url, &target);
        while (url_find(&urls, buf_str(&b), true, &at, &span))
            ;
        CHECK_ROW(work_units(&meter) <= (uint64_t)WORK_PER_BYTE * b.n + WORK_BASE, pieces[i]);
        arena_reset(&arena, 1 << 20);
        urls.known = NULL;
    }
}

int main(void)
{
    if (!arena_open(&arena, 1 << 28, NULL))
        return 2;
    url_warm();
    urls = (struct urls){ .a = &arena, .w = &meter, .owners = { STR("staff@clinic.example") }, .owner_count = 1 };
    read_rows();
    read_wraps();
    read_texts();
    read_joins();
    stays_linear();
    return check_done();
}
