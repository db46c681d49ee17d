#include "read/html.h"
#include "read/html_tokens.h"
#include "read/story.h"

#include "check.h"

static struct arena arena;

static struct html read_html(str text)
{
    struct work w = { 0 };
    struct html h = html_read(&arena, &w, text);

    CHECK_ROW(work_units(&w) <= WORK_PER_BYTE * text.n + WORK_BASE, "work stays linear");
    return h;
}

/* What a browser shows. Rows beside each other differ in one thing. */
static const struct { const char *in, *visible; } texts[] = {
    { "", "" }, { "plain", "plain" }, { "a  b\n\tc", "a b c" }, { "  a  ", "a" }, { "<p>a</p><p>b</p>", "a\nb" }, { "<p>a<p>b", "a\nb" },
    { "a<br>b", "a\nb" }, { "a<br/>b", "a\nb" }, { "a<BR >b", "a\nb" }, { "a</br>b", "a\nb" }, { "a<br><br>b", "a\n\nb" },
    { "a <br> b", "a\nb" }, { "<div>a</div>b", "a\nb" }, { "<div><div><div>a</div></div></div>b", "a\nb" }, { "a<span>b</span>c", "abc" },
    { "a <b> b</b>", "a b" }, { "a<b> </b>b", "a b" }, { "<h1>t</h1>x", "t\nx" }, { "<ul><li>a<li>b</ul>c", "a\nb\nc" },
    { "<ol><li>a</li> <li>b</li></ol>", "a\nb" }, { "<dl><dt>a<dd>b<dt>c</dl>", "a\nb\nc" }, { "a<hr>b", "a\nb" },
    { "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a\tb\nc" }, { "<table><tr><td>a<td>b<tr><td>c</table>d", "a\tb\nc\nd" },
    { "<table><tr><th>a</th>\n<td>b</td></tr></table>", "a\tb" }, { "<table><tr><td><table><tr><td>x</td></tr></table></td><td>y</td></tr></table>", "x\ny" },
    { "<pre>a\n  b</pre>c", "a\n  b\nc" }, { "<p style='white-space:pre'>a  b</p>", "a  b" }, { "<pre>a\r\nb</pre>", "a\nb" },
    { "<textarea>a\n&lt;b></textarea>", "a\n<b>" }, { "a<wbr>b", "ab" }, { "<title>t</title>a", "a" }, { "<head><title>t</title></head><body>a", "a" },
    { "a<img alt=x>b", "ab" }, { "a&nbsp;b", "a\xC2\xA0" "b" }, { "日本\n語", "日本 語" }, { "<center>a</center>b", "a\nb" },
    { "<blockquote>q</blockquote>b", "q\nb" }, { "<address>a</address>b", "a\nb" }, { "<o:p>a</o:p>b", "ab" }, { "<strong>a</strong>b", "ab" },
    { "<select><option>a<option>b</select>", "a\nb" }, { "<noscript>a</noscript>b", "ab" }, { "</p>a", "a" }, { "a</p>b", "a\nb" },
    { "<input type=submit value='送信'>", "送信" }, { "<input placeholder=ID><input type=hidden value=h>", "ID" }, { "<button>押す</button>", "押す" },
    { "a</body></html>b", "ab" }, { "<html><body>a<html><body>b", "ab" }, { "<fieldset>a</fieldset>b", "a\nb" },

    /* comments and declarations (13.2.5.41-68) */
    { "a<!-- x -->b", "ab" }, { "a<!-->b", "ab" }, { "a<!--->b", "ab" }, { "a<!---->b", "ab" }, { "a<!-- x --!>b", "ab" }, { "a<!-- > -->b", "ab" },
    { "a<!-- -- -->b", "ab" }, { "a<!-- --x -->b", "ab" }, { "a<!--x--->b", "ab" }, { "a<!-- x", "a" }, { "a<!-- x --", "a" }, { "a<!-- <p>x</p> -->b", "ab" },
    { "a<!-x>b", "ab" }, { "a<!>b", "ab" }, { "a<!x>b-->c", "ab-->c" }, { "a<?xml version='1'?>b", "ab" }, { "a</ x>b", "ab" }, { "a</>b", "ab" },
    { "a</3>b", "ab" }, { "<!doctype html>a", "a" }, { "<!DOCTYPE html PUBLIC \"x>y\">a", "y\">a" }, { "a<![CDATA[x>y]]>b", "ay]]>b" },
    { "<svg><![CDATA[x>y]]></svg>b", "x>yb" }, { "a<!--[if mso]>x<![endif]-->b", "ab" }, { "a<![if !mso]>x<![endif]>b", "axb" },
    { "a<!--[if !mso]><!-->x<!--<![endif]-->b", "axb" }, { "a<!--[if gte mso 9]><xml>96</xml><![endif]-->b", "ab" }, { "<!-", "" }, { "a<!--a--><!--b-->c", "ac" },

    /* tags (13.2.5.6-40) */
    { "a<b", "a" }, { "a<b c='", "a" }, { "a<b c='>x", "a" }, { "a<b c=\"'>\">x", "ax" }, { "a<b c='\">'>x", "ax" }, { "a<b c=d'>'>x", "a'>x" },
    { "a<b c = d >x", "ax" }, { "a<b c==>x", "ax" }, { "a<b =c>x", "ax" }, { "a<b c=>x", "ax" }, { "a<b/c/>x", "ax" }, { "a<b c\n=\n'd'>x", "ax" },
    { "a<b c='d'e='f'>x", "ax" }, { "1 < 2", "1 < 2" }, { "a<1>b", "a<1>b" }, { "a<>b", "a<>b" }, { "a<", "a<" }, { "a</", "a</" }, { "<<b>a", "<a" },
    { "a<=b", "a<=b" }, { "a< b>c", "a< b>c" }, { "a<\xE3\x81\x82>", "a<\xE3\x81\x82>" }, { "<B>a</b>b", "ab" }, { "<p/>a", "a" }, { "<div/>a</div>b", "a\nb" },
    { "a</b c=\">\">d", "ad" }, { "<a<b>x", "x" }, { "<a'b>x", "x" },

    /* text elements (13.2.5.2-5, 9-31) */
    { "<script>x</script>a", "a" }, { "<script>'</scr'+'ipt>'</script>a", "a" }, { "<script>x</SCRIPT >a", "a" }, { "<script>x</script/>a", "a" },
    { "<script>x</scripts></script>a", "a" }, { "<script>x", "" }, { "<script><!-- </script>a", "a" }, { "<script><!-- <script> </script> --></script>a", "a" },
    { "<script><!-- <script> </script>a", "" }, { "<script><!--><script></script>a", "a" }, { "<style>p{}</style>a", "a" }, { "<style>x</style", "" },
    { "<style><!-- </style>a", "a" }, { "<xmp><b>a</b></xmp>b", "<b>a</b>\nb" }, { "<xmp>&lt;</xmp>", "&lt;" }, { "<plaintext><b>a</plaintext>", "<b>a</plaintext>" },
    { "<iframe>x</iframe>a", "a" }, { "<noembed>x</noembed>a", "a" }, { "<noframes>x</noframes>a", "a" }, { "<title><b>t</title>a", "a" },
    { "<title>t</titlex></title>a", "a" }, { "<textarea></p></textarea>a", "</p>a" }, { "<template>x</template>a", "a" }, { "<datalist><option>x</datalist>a", "a" },

    /* character references (13.2.5.72-80) */
    { "&amp;", "&" }, { "&amp", "&" }, { "&ampx", "&x" }, { "&lt;b&gt;", "<b>" }, { "&notit;", "\xC2\xACit;" }, { "&notin;", "\xE2\x88\x89" }, { "&copy", "\xC2\xA9" },
    { "&hearts", "&hearts" }, { "&hearts;", "\xE2\x99\xA5" }, { "&AMP;", "&" }, { "&Amp;", "&Amp;" }, { "&", "&" }, { "& b", "& b" }, { "&;", "&;" }, { "&x;", "&x;" },
    { "&#65;", "A" }, { "&#65", "A" }, { "&#65x", "Ax" }, { "&#x41;", "A" }, { "&#X41", "A" }, { "&#x;", "&#x;" }, { "&#;", "&#;" }, { "&#", "&#" },
    { "&#128;", "\xE2\x82\xAC" }, { "&#x99;", "\xE2\x84\xA2" }, { "&#0;", "\xEF\xBF\xBD" }, { "&#xD800;", "\xEF\xBF\xBD" }, { "&#x110000;", "\xEF\xBF\xBD" },
    { "&#99999999999999999999;", "\xEF\xBF\xBD" }, { "&#x3042;", "あ" }, { "a&#32;&#32;b", "a b" }, { "a&#10;b", "a b" }, { "&nGt;", "\xE2\x89\xAB\xE2\x83\x92" },
    { "&CounterClockwiseContourIntegral;", "\xE2\x88\xB3" }, { "&amp;lt;", "&lt;" }, { "&yen;1&#44;000", "\xC2\xA5" "1,000" }, { "&nbsp", "\xC2\xA0" },
};

enum { D = HTML_HIDDEN_DISPLAY, V = HTML_HIDDEN_VISIBILITY, O = HTML_HIDDEN_OPACITY, S = HTML_HIDDEN_SIZE, C = HTML_HIDDEN_COLOUR,
       P = HTML_HIDDEN_POSITION, L = HTML_HIDDEN_CLIP, A = HTML_HIDDEN_ATTRIBUTE };

static const struct { const char *in, *visible, *hidden; uint32_t how; } hides[] = {
    { "<p style='display:none'>x</p>a", "a", "x", D }, { "<p style='DISPLAY : NONE ;'>x</p>a", "a", "x", D }, { "<p style='display:none!important'>x</p>a", "a", "x", D },
    { "<p style='display:block'>x</p>a", "x\na", "", 0 }, { "<p style='display:none;display:block'>x</p>", "x", "", 0 },
    { "<p style='display:none !important;display:block'>x</p>", "", "x", D }, { "<p style='dis/**/play:none'>x</p>", "x", "", 0 },
    { "<p style='display:/**/none'>x</p>", "", "x", D }, { "<p style='d\\69splay:none'>x</p>", "", "x", D }, { "<p style='display&#58;none'>x</p>", "", "x", D },
    { "<p style='x:\"display:none\"'>x</p>", "x", "", 0 }, { "<p style='background:url(a;b);display:none'>x</p>", "", "x", D },
    { "<div style='display:none'><p>x</p><p style='display:block'>y</p></div>a", "a", "x\ny", D }, { "<p style='display:none'>x<p>a", "a", "x", D },
    { "<span style='display:none'><div>x</span>y</div>a", "", "xy\na", D }, { "<span style='display:none'>x</span>a", "a", "x", D },
    { "<td style='display:none'>x<td>a", "a", "x", D }, { "<tr style='display:none'><td>x<tr><td>a", "a", "x", D }, { "<li style='display:none'>x<li>a", "a", "x", D },
    { "<table style='display:none'><tr><td>x</table>a", "a", "x", D }, { "<unknown style='display:none'>x</unknown>a", "a", "x", D },
    { "<font style='display:none'><div>x</font>a</div>", "a", "x", D }, { "<font color=white><div><p>x</font>a</div>b", "a\nb", "x", C },
    { "<b hidden><table><tr><td>x</b>y</table>", "", "xy", A }, { "<i><div hidden>x</i>y</div>a", "a", "xy", A },
    { "<p hidden>x</p>a", "a", "x", A }, { "<p hidden=false>x</p>a", "a", "x", A }, { "<p hidden style='display:block'>x</p>", "x", "", 0 },
    { "<p style='visibility:hidden'>x<b style='visibility:visible'>y</b></p>", "y", "x", V }, { "<p style='visibility:collapse'>x</p>", "", "x", V },
    { "<p style='opacity:0'>x<b style='opacity:1'>y</b></p>", "", "xy", O }, { "<p style='opacity:0.01'>x</p>", "", "x", O }, { "<p style='opacity:.5'>x</p>", "x", "", 0 },
    { "<p style='opacity:0%'>x</p>", "", "x", O }, { "<p style='opacity:1'>x</p>", "x", "", 0 },
    { "<p style='font-size:0'>x</p>", "", "x", S }, { "<p style='font-size:0px'>x</p>", "", "x", S }, { "<p style='font-size:1px'>x</p>", "", "x", S },
    { "<p style='font-size:2px'>x</p>", "x", "", 0 }, { "<p style='font-size:0.01em'>x</p>", "", "x", S }, { "<p style='font-size:small'>x</p>", "x", "", 0 },
    { "<p style='font-size:0'>x<b style='font-size:14px'>y</b></p>", "y", "x", S }, { "<p style='font-size:0'>x<b style='font-size:2em'>y</b></p>", "", "xy", S },
    { "<p style='font-size:5%'>x</p>", "", "x", S }, { "<p style='font:0/0 a'>x</p>", "", "x", S }, { "<p style='font:bold 12px/1 a'>x</p>", "x", "", 0 },
    { "<p style='font:700 1px a'>x</p>", "", "x", S }, { "<p style='font-size:calc(0px)'>x</p>", "", "x", S }, { "<p style='font-size:-1px'>x</p>", "", "x", S },
    { "M<span style='font-size:0'>zz</span>S", "MS", "zz", S },
    { "<p style='color:#fff'>x</p>", "", "x", C }, { "<p style='color:white'>x</p>", "", "x", C }, { "<p style='color:#FEFEFE'>x</p>", "", "x", C },
    { "<p style='color:rgb(255,255,255)'>x</p>", "", "x", C }, { "<p style='color:rgb(100%, 100%, 99%)'>x</p>", "", "x", C }, { "<p style='color:transparent'>x</p>", "", "x", C },
    { "<p style='color:rgba(0,0,0,0)'>x</p>", "", "x", C }, { "<p style='color:#0000'>x</p>", "", "x", C }, { "<p style='color:#ddd'>x</p>", "x", "", 0 },
    { "<font color=#ffffff>x</font>a", "a", "x", C }, { "<font color=white>x</font>a", "a", "x", C }, { "<p style='color:#fff;background:#000'>x</p>", "x", "", 0 },
    { "<table bgcolor=#336699><tr><td style='color:#fff'>x</table>", "x", "", 0 }, { "<table bgcolor=#336699><tr><td><font color='#336699'>x</font></table>", "", "x", C },
    { "<body bgcolor=black text=black>x", "", "x", C }, { "<body bgcolor=black text=white>x", "x", "", 0 }, { "<div style='background:#000'><p style='color:#010101'>x</p></div>", "", "x", C },
    { "<td background=a.png><p style='color:#fff'>x</p>", "x", "", 0 }, { "<div style='background:url(a.png) #fff'><p style='color:#fff'>x</p></div>", "x", "", 0 },
    { "<div style='background-image:linear-gradient(red,blue)'><p style='color:#fff'>x</p></div>", "x", "", 0 }, { "<p style='color:var(--x)'>x</p>", "x", "", 0 },
    { "<p style='background:#000'>x</p>", "", "x", C }, { "<div style='color:#fff'><a href=x>l</a></div>", "l", "", 0 },
    { "<p style='position:absolute;left:-9999px'>x</p>", "", "x", P }, { "<p style='left:-9999px'>x</p>", "x", "", 0 }, { "<p style='position:fixed;top:-1000px'>x</p>", "", "x", P },
    { "<p style='position:absolute;left:-20px'>x</p>", "x", "", 0 }, { "<p style='text-indent:-9999px'>x</p>", "", "x", P }, { "<p style='text-indent:-999em'>x</p>", "", "x", P },
    { "<p style='text-indent:-1em'>x</p>", "x", "", 0 }, { "<p style='margin-left:-5000px'>x</p>", "", "x", P }, { "<p style='transform:scale(0)'>x</p>", "", "x", P },
    { "<p style='position:absolute;clip:rect(0,0,0,0)'>x</p>", "", "x", L }, { "<p style='position:absolute;clip:rect(1px 1px 1px 1px)'>x</p>", "", "x", L },
    { "<p style='clip:rect(0,0,0,0)'>x</p>", "x", "", 0 }, { "<p style='clip-path:inset(50%)'>x</p>", "", "x", L }, { "<p style='clip-path:inset(5%)'>x</p>", "x", "", 0 },
    { "<p style='clip-path:circle(0)'>x</p>", "", "x", L }, { "<p style='clip-path:polygon(0 0, 0 0, 0 0)'>x</p>", "", "x", L },
    { "<p style='width:0;overflow:hidden'>x</p>", "", "x", S }, { "<p style='width:0'>x</p>", "x", "", 0 }, { "<p style='overflow:hidden'>x</p>", "x", "", 0 },
    { "<p style='max-height:0px;overflow:hidden'>x</p>", "", "x", S }, { "<p style='height:0;overflow:hidden;width:100%'>x</p>", "", "x", S },
    { "<p style='height:1px;overflow:hidden'>x</p>", "", "x", S }, { "<p style='height:20px;overflow:hidden'>x</p>", "x", "", 0 }, { "<p style='mso-hide:all'>x</p>", "x", "", 0 },
    { "a<font color=white> </font>b", "a b", "", 0 }, { "a<font color=white><br></font>b", "a\nb", "", 0 }, { "a<i style='font-size:0'> </i>b", "ab", "", 0 }, { "a<i hidden> <br></i>b", "ab", "", 0 },
    { "<head><div style='visibility:hidden'>x<title>t</title></head>y</div>z", "z", "xy", V }, { "<head><style></style><noscript><div hidden>x</noscript></head>y</div>z", "z", "xy", A },
    { "<p style='display:none'>&nbsp;&zwnj;&#847; </p>a", "a", "", 0 }, { "<td style='font-size:1px'>&nbsp;</td>", "", "", 0 },
    { "<p style='display:none'>a &nbsp; b</p>", "", "a b", D }, { "<p style='display:none'>x</p>a<p style='opacity:0'>y</p>", "a", "x\ny", D | O },

    /* rules */
    { "<style>.h{display:none}</style><p class=h>x</p>a", "a", "x", D }, { "<style>.h{display:none}</style><p class='a h b'>x</p>", "", "x", D },
    { "<style>.h{display:none}</style><p class=hh>x</p>", "x", "", 0 }, { "<style>#h{opacity:0}</style><p id=h>x</p>", "", "x", O },
    { "<style>p{font-size:0}</style><p>x</p><div>a</div>", "a", "x", S }, { "<style>p.h{display:none}</style><p class=h>x</p><div class=h>a</div>", "a", "x", D },
    { "<style>a,.h , b{display:none}</style><p class=h>x</p>", "", "x", D }, { "<style><!-- .h{display:none} --></style><p class=h>x</p>", "", "x", D },
    { "<style>/* } */.h{/* x */display:none}</style><p class=h>x</p>", "", "x", D }, { "<style>.h{display:none}.h{display:block}</style><p class=h>x</p>", "x", "", 0 },
    { "<style>.h{display:none}</style><p class=h style='display:block'>x</p>", "x", "", 0 },
    { "<style>.h{display:none!important}</style><p class=h style='display:block'>x</p>", "", "x", D },
    { "<style>@media (max-width:600px){.h{display:none}}</style><p class=h>x</p>", "x", "", 0 }, { "<style>@media screen{.h{display:none}}</style><p class=h>x</p>", "", "x", D },
    { "<style>@media print{.h{display:none}}.i{display:none}</style><p class=h>x</p><p class=i>y</p>", "x", "y", D },
    { "<style>@import url(x);.h{display:none}</style><p class=h>x</p>", "", "x", D }, { "<style>@font-face{src:x}.h{display:none}</style><p class=h>x</p>", "", "x", D },
    { "<style>.a .h{display:none}</style><p class=h>x</p>", "x", "", 0 }, { "<style>.h:hover{display:none}</style><p class=h>x</p>", "x", "", 0 },
    { "<style>.h_i{display:none}</style><p class=h_i>x</p>", "", "x", D }, { "<style>.b{background:#000}</style><td class=b style='color:#fff'>x", "x", "", 0 },
    { "<style>.a .b{background:#000}</style><td class=b style='color:#fff'>x", "", "x", C }, { "<style>.a .b{background:#000}</style><p class=a><td class=b style='color:#fff'>x", "x", "", 0 },
    { "<style>.a+.b{background:#000}</style><td class=b style='color:#fff'>x", "x", "", 0 }, { "<style>.b:hover{color:red}</style><i class=b style='color:#fff'>x</i>", "", "x", C },
    { "<style>.b[title=x]{background:#000}</style><i class=b style='color:#fff'>x</i>", "x", "", 0 },
    { "<style>.a .h{display:none}</style><div class=a><p class=h>x</p></div><p class=h>y</p>", "y", "x", D }, { "<style>div>.h{display:none}</style><div><b class=h>x</b></div><i class=h>y</i>", "y", "x", D },
    { "<style>#a div i{display:none}</style><p id=a><div><i>x</i></div><i>y</i>", "x\ny", "", 0 }, { "<style>#a p i{display:none}</style><div id=a><i>y</i><p><i>x</i></p></div><i>z</i>", "y\nz", "x", D },
    { "<style>.h.i{display:none}</style><b class='i h'>x</b><b class=h>y</b>", "y", "x", D }, { "<style>b.h#k{display:none}</style><b class=h id=k>x</b><i class=h id=k>y</i>", "y", "x", D },
    { "<style>*{font-size:0}</style><i>x</i>", "", "x", S }, { "<style>.a *{display:none}</style><p class=a>y<i>x</i></p><i>z</i>", "y\nz", "x", D }, { "<style>o\\:p,zz{display:none}</style><zz>x</zz><yy>y</yy>", "y", "x", D },
    { "<style>[class=h]{display:none}</style><i class=h>x</i>y", "y", "x", D }, { "<style>[class~='h']{display:none}</style><i class='g h'>x</i>y", "y", "x", D }, { "<style>i[title=h]{display:none}</style><i title=h>x</i>", "x", "", 0 },
    { "<style>a:link{display:none}</style><a href=q>x</a>y", "y", "x", D }, { "<style>.h:before,.h::after{display:none}</style><i class=h>x</i>", "x", "", 0 }, { "<style>.h,;{display:none}</style><i class=h>x</i>", "x", "", 0 },
    { "<style>img+div display: none; .h{display:none}</style><i class=h>x</i>", "x", "", 0 }, { "<i class=h>x</i><style>.h{display:none}</style>y", "y", "x", D }, { "<p>a<div class=b><i>x</i><style>.b i{opacity:0}</style>y", "a\ny", "x", O },
    { "<style>@media (min-width:1px){.h{display:none}}</style><i class=h>x</i>", "", "x", D }, { "<style>@media only screen and (min-width:480px) and (max-width:90em){.h{display:none}}</style><i class=h>x</i>", "", "x", D },
    { "<style>@media print, screen{.h{display:none}}</style><i class=h>x</i>", "", "x", D }, { "<style>@media not all{.h{display:none}}</style><i class=h>x</i>", "x", "", 0 },
    { "<style>@media (prefers-color-scheme:dark){.h{display:none}}</style><i class=h>x</i>", "x", "", 0 }, { "<style>@media (min-width:481px) .g{.h{display:none}}</style><i class=h>x</i>", "x", "", 0 },
    { "<p style='color:#fff;background:none repeat scroll 0% 0% #4779dc'>x</p>", "x", "", 0 }, { "<p style='color:#fff;background:no-repeat 0 0'>x</p>", "", "x", C }, { "<p style='color:#fff;background:cornflowerblue'>x</p>", "x", "", 0 },
    { "<p style='color:#000;background:no-repeat rgb(0,0,0)'>x</p>", "", "x", C }, { "<div style='color:#fff'><button>x</button></div>", "x", "", 0 }, { "<style>}}}.h{display:none}</style><p class=h>x</p>", "x", "", 0 },
    { "<style>.h{display:none</style><p class=h>x</p>", "", "x", D }, { "<style>.H{display:none}</style><p class=h>x</p>", "", "x", D },
};

enum { IMAGE = 1, BUTTON = 2, AREA = 4, ACTION = 8, HIDDEN = 16 };

static const struct { const char *in, *href, *text; unsigned bits; } anchors[] = {
    { "<a href=http://x.test>t</a>", "http://x.test", "t", 0 }, { "<A HREF='http://x.test'>t</A>", "http://x.test", "t", 0 }, { "<a href=x href=y>t</a>", "x", "t", 0 },
    { "<a href='  http://x.test \n'>t</a>", "http://x.test", "t", 0 }, { "<a href='ht\ntp://x\t.test'>t</a>", "http://x.test", "t", 0 },
    { "<a href='&#104;ttp&colon;//x.test'>t</a>", "http://x.test", "t", 0 }, { "<a href='?a=1&copy=2&amp;b'>t</a>", "?a=1&copy=2&b", "t", 0 },
    { "<a href='\x01java\nscript:x'>t</a>", "javascript:x", "t", 0 }, { "<a href=x> t <b>u</b> </a>", "x", "t u", 0 }, { "<a href=x><img alt='A'></a>", "x", "A", IMAGE },
    { "<a href=x><img alt='A'>t</a>", "x", "t", 0 }, { "<a href=x><img></a>", "x", "", IMAGE }, { "<a href=x class='btn-primary'>t</a>", "x", "t", BUTTON },
    { "<a href=x role=button>t</a>", "x", "t", BUTTON }, { "<a href=x style='background:#00f;padding:8px'>t</a>", "x", "t", BUTTON },
    { "<a href=x style='display:none'>t</a>", "x", "t", HIDDEN }, { "<div hidden><a href=x>t</a></div>", "x", "t", HIDDEN }, { "<map><area href=x alt=A></map>", "x", "A", AREA },
    { "<form action=x>t</form>", "x", "", ACTION }, { "<button formaction=x>t</button>", "x", "", ACTION }, { "<input type=submit formaction=x>", "x", "", ACTION },
    { "<a href=x>t", "x", "t", 0 }, { "<a href=x>t<a>u</a>", "x", "t", 0 }, { "<a href=x><div>t</div></a>", "x", "t", 0 }, { "<p><a href=x>t</p>u", "x", "t", 0 },
    { "<a href=x>t<span style='font-size:0'>zz</span>u</a>", "x", "tu", 0 }, { "<svg><a xlink:href=x>t</a></svg>", "x", "t", 0 },
    { "<a href='&Tab;http://x.test'>t</a>", "http://x.test", "t", 0 }, { "<a href=x/>t</a>", "x/", "t", 0 }, { "<a title='>' href=x>t</a>", "x", "t", 0 },
};

static const struct { const char *in; uint32_t with, without; } traits[] = {
    { "<p>a</p>", 0, ~0u }, { "<script>1</script>", HTML_HAS_SCRIPT, HTML_SMUGGLES | HTML_OBFUSCATED }, { "<p onclick=x>", HTML_HAS_SCRIPT, HTML_HAS_SVG_ACTIVE },
    { "<p one=x on=y>", HTML_HAS_SCRIPT, 0 }, { "<p on=y on1=z>", 0, HTML_HAS_SCRIPT }, { "<a href='javascript:x'>t</a>", HTML_HAS_SCRIPT, 0 }, { "<a href='java&#10;script:x'>t</a>", HTML_HAS_SCRIPT, 0 },
    { "<form>", HTML_HAS_FORM, HTML_HAS_PASSWORD }, { "<input type=PASSWORD>", HTML_HAS_PASSWORD, HTML_HAS_FORM }, { "<meta http-equiv=refresh content='0;url=http://x.test'>", HTML_HAS_REFRESH, 0 },
    { "<meta http-equiv=refresh content='5'>", 0, HTML_HAS_REFRESH }, { "<base href=x>", HTML_HAS_BASE, 0 }, { "<base target=x>", 0, HTML_HAS_BASE },
    { "<iframe src=x></iframe>", HTML_HAS_FRAME, HTML_HAS_REMOTE }, { "<iframe src=https://x.test>", HTML_HAS_FRAME | HTML_HAS_REMOTE, 0 }, { "<object data=x>", HTML_HAS_FRAME, 0 }, { "<embed src=x>", HTML_HAS_FRAME, 0 },
    { "<iframe srcdoc='&lt;script>'>", HTML_HAS_SCRIPT, 0 }, { "<img src=http://x.test/a>", HTML_HAS_REMOTE, 0 }, { "<img src=cid:a>", 0, HTML_HAS_REMOTE }, { "<img src=//x.test/a>", HTML_HAS_REMOTE, 0 },
    { "<td background=http://x.test/a>", HTML_HAS_REMOTE, 0 }, { "<p style='background:url(\"https://x.test/a\")'>", HTML_HAS_REMOTE, 0 }, { "<style>@import 'https://x.test/a';</style>", HTML_HAS_REMOTE, 0 },
    { "<style>@font-face{src:url(https://x.test/a)}</style>", HTML_HAS_REMOTE, 0 }, { "<link rel=stylesheet href=https://x.test/a>", HTML_HAS_REMOTE, 0 }, { "<style>p{color:red}</style>", 0, HTML_HAS_REMOTE },
    { "<script>var b=new Blob([atob(d)]);a.href=URL.createObjectURL(b);a.download='x'</script>", HTML_SMUGGLES, 0 }, { "<script>navigator.msSaveOrOpenBlob(b,'x')</script>", HTML_SMUGGLES, 0 },
    { "<script>new Blob([Uint8Array.from(x)])</script>", HTML_SMUGGLES, 0 }, { "<a download=x href='data:application/zip;base64,UEsD'>t</a>", HTML_SMUGGLES, 0 },
    { "<script>myBlob=1;downloads=2</script>", 0, HTML_SMUGGLES }, { "<p onload=\"new Blob([atob('x')])\">", HTML_SMUGGLES, 0 }, { "<script>document.write(unescape('%3C%70'))</script>", HTML_OBFUSCATED, HTML_SMUGGLES },
    { "<script>eval(atob('x'))</script>", HTML_OBFUSCATED, 0 }, { "<script>eval('1')</script>", 0, HTML_OBFUSCATED }, { "<script>alert(decodeURIComponent('x'))</script>", 0, HTML_OBFUSCATED | HTML_SMUGGLES },
    { "<svg><script>1</script></svg>", HTML_HAS_SVG_ACTIVE | HTML_HAS_SCRIPT, 0 }, { "<svg onload=x>", HTML_HAS_SCRIPT, 0 }, { "<svg><g onload=x></svg>", HTML_HAS_SVG_ACTIVE, 0 }, { "<svg><path d=x></svg>", 0, HTML_HAS_SVG_ACTIVE },
    { "<svg><foreignObject><p>a</foreignObject></svg>", HTML_HAS_SVG_ACTIVE, 0 }, { "<svg><script>&#66;lob;&#97;tob</script></svg>", HTML_SMUGGLES, 0 }, { "<svg><a><animate to='javascript:x'/></a></svg>", HTML_HAS_SVG_ACTIVE, 0 },
    { "<meta charset=utf-8>", HTML_META_CHARSET, 0 }, { "<!-- <script>1</script> -->", 0, HTML_HAS_SCRIPT }, { "<textarea><script>1</script></textarea>", 0, HTML_HAS_SCRIPT },
};

static const struct { const char *in, *charset; } charsets[] = {
    { "<meta charset=Shift_JIS>", "Shift_JIS" }, { "<META http-equiv='Content-Type' content='text/html; charset=ISO-2022-JP'>", "ISO-2022-JP" },
    { "<meta content=\"text/html;charset='euc-jp' x\" http-equiv=content-type>", "euc-jp" }, { "<meta content='charset=x'>", "" }, { "<!-- <meta charset=x> --><meta charset=y>", "y" },
    { "<title><meta charset=x></title><meta charset=y>", "y" }, { "<meta name=charset content=x>", "" }, { "", "" }, { "<meta charset=", "" },
};

/* Hidden pieces inside words (any means, by size), bytes before visible text, overrides. */
static const struct { const char *in; uint32_t in_words, zero, preheader, bidi; } pieces[] = {
    { "M<span style='font-size:0'>zz</span>S", 1, 1, 0, 0 }, { "M<b style='font-size:1px'>z</b>i<b style='font-size:1px'>z</b>c", 2, 2, 0, 0 },
    { "M<span style='display:none'>zz</span>S", 1, 0, 0, 0 }, { "三<span style='font-size:0'>x</span>井", 1, 1, 0, 0 }, { "M <span style='font-size:0'>zz</span>S", 0, 0, 0, 0 },
    { "M<span style='font-size:0'>zz</span> S", 0, 0, 0, 0 }, { "M<div style='font-size:0'>zz</div>S", 0, 0, 0, 0 }, { "M<br><span style='font-size:0'>zz</span>S", 0, 0, 0, 0 },
    { "M<span style='font-size:0'>zz</span><br>S", 0, 0, 0, 0 }, { "M<span style='font-size:0'>zz</span>", 0, 0, 0, 0 }, { "M<span style='font-size:0'>&zwnj;&nbsp;</span>S", 0, 0, 0, 0 },
    { "M<span style='font-size:0'>z</span><span style='opacity:0'>z</span>S", 1, 1, 0, 0 }, { "<td style='font-size:0'>x<td>S", 0, 0, 1, 0 }, { "M<span style='font-size:0'>zz</span>. S", 0, 0, 0, 0 },
    { "<div style='display:none'>abc</div>text", 0, 0, 3, 0 }, { "<div style='display:none'>ab<b>c</b></div> &nbsp; <div style='opacity:0'>d</div>text<p hidden>e</p>", 0, 0, 5, 0 },
    { "&nbsp;&zwnj;<div style='display:none'>abc</div>text", 0, 0, 3, 0 }, { "text<div style='display:none'>abc</div>", 0, 0, 0, 0 }, { "<div style='display:none'>abc</div>", 0, 0, 3, 0 },
    { "<bdo dir=rtl>x</bdo>", 0, 0, 0, 1 }, { "<bdo dir=ltr>x</bdo>", 0, 0, 0, 0 }, { "<p dir=rtl>x</p>", 0, 0, 0, 0 }, { "<p style='unicode-bidi:bidi-override;direction:rtl'>x</p>", 0, 0, 0, 1 },
    { "<p style='unicode-bidi:bidi-override'>x</p>", 0, 0, 0, 0 }, { "<p style='direction:rtl'>x</p>", 0, 0, 0, 0 },
};

static const struct { const char *in, *text; uint32_t chars, links; } outlooks[] = {
    { "a<!--[if mso]>secret<![endif]-->b", "secret", 6, 0 }, { "secret<!--[if mso]>secret<![endif]-->", "", 0, 0 }, { "<!--[if !mso]>secret<![endif]-->", "", 0, 0 },
    { "<!--[if gte mso 9]><xml><o:x>96</o:x></xml><![endif]-->", "", 0, 0 }, { "<!--[if mso]><style>p{x:secret}</style><![endif]-->", "", 0, 0 },
    { "<!--[if (mso)|(IE)]><b>se&#99;ret</b><![endif]-->", "secret", 6, 0 }, { "<!--[if IE]>secret<![endif]-->", "", 0, 0 }, { "<!--[if mso]><a href=http://x.test>here</a><![endif]-->", "here", 4, 1 },
    { "<!--[if mso]><v:roundrect href='http://x.test'>here</v:roundrect><![endif]--><a href=http://x.test>here</a>", "", 0, 0 }, { "<!--[if mso]>支払<![endif]-->", "支払", 1, 0 },
    { "<!--[if mso]><table><tr><td width=600><![endif]-->a<!--[if mso]></td></tr></table><![endif]-->", "", 0, 0 }, { "<!-- [if mso]>secret<![endif]-->", "", 0, 0 }, { "<!--[IF MSO]>secret", "secret", 6, 0 },
    { "<!--[if mso", "", 0, 0 }, { "<!--[if mso]>", "", 0, 0 }, { "<!--[if mso]><![endif]-->", "", 0, 0 },
};

static void check_pieces(void)
{
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        struct html h = read_html(str_of(pieces[i].in));

        CHECK_ROW(h.pieces_in_words == pieces[i].in_words && h.zero_size_pieces == pieces[i].zero, pieces[i].in);
        CHECK_ROW(h.preheader == pieces[i].preheader && h.bidi_overrides == pieces[i].bidi, pieces[i].in);
    }
    for (size_t i = 0; i < sizeof outlooks / sizeof *outlooks; i++) {
        struct html h = read_html(str_of(outlooks[i].in));

        check_str(h.outlook, str_of(outlooks[i].text), __FILE__, __LINE__, outlooks[i].in);
        CHECK_ROW(h.outlook_chars == outlooks[i].chars && h.outlook_links == outlooks[i].links, outlooks[i].in);
    }
}

/* A table of `rows` times `cells`; what stands in one of them in the middle. */
static bool cells_are_code(size_t rows, size_t cells, const char *dark, const char *other, const char *inside)
{
    struct buf text = buf_new(&arena, 4096);

    buf_add(&text, STR("<table><tr><td>Scan me</td></tr></table><table bgcolor=#ffffff>"));
    for (size_t y = 0; y < rows; y++) {
        buf_add(&text, STR("<tr>"));
        for (size_t x = 0; x < cells; x++)
            buf_format(&text, "<td %s>%s</td>", (x * 7 + y * 5) % 3 ? dark : other, x == cells / 2 && y == rows / 2 ? inside : "&nbsp;");
        buf_add(&text, STR("</tr>\n"));
    }
    buf_add(&text, STR("</table>"));
    return read_html(buf_str(&text)).cell_code;
}

static void check_cells(void)
{
    CHECK(cells_are_code(21, 21, "bgcolor=#000000", "", ""));
    CHECK(cells_are_code(25, 25, "style='background:#123456;width:4px'", "bgcolor=white", "&nbsp;"));
    CHECK(cells_are_code(21, 8, "bgcolor=black colspan=3", "colspan=3", ""));
    CHECK(!cells_are_code(14, 21, "bgcolor=black", "", "") && !cells_are_code(21, 14, "bgcolor=black", "", ""));
    CHECK(!cells_are_code(21, 21, "", "", "") && !cells_are_code(21, 21, "bgcolor=red", "bgcolor=red", ""));
    CHECK(!cells_are_code(21, 21, "bgcolor=black", "", "x") && !cells_are_code(21, 21, "bgcolor=black", "", "<img src=x>"));
}

static bool lines_are_code(size_t lines, const char *one, const char *other)
{
    struct buf text = buf_new(&arena, 4096);
    struct work w = { 0 };

    buf_add(&text, STR("Scan\n"));
    for (size_t y = 0; y < lines; y++)
        buf_format(&text, "%s\n", y % 2 ? one : other);
    buf_add(&text, STR("with your phone"));
    return drawn_code(&w, buf_str(&text));
}

static void check_drawings(void)
{
    CHECK(lines_are_code(15, "█▀▀▀▀▀█ ▄█▄ █▀▀▀▀▀█", "█ ███ █ ▀▄▀ █ ███ █"));
    CHECK(lines_are_code(21, "■■□□■□■■□□■□■■□□■□■■□", "■□□□■□■■□□■□■■□□■□■■■"));
    CHECK(lines_are_code(15, "██  ██  ██  ██  ██\r", "██      ██  ██      ██"));
    CHECK(!lines_are_code(10, "█▀▀▀▀▀█ ▄█▄ █▀▀▀▀▀█", "█ ███ █ ▀▄▀ █ ███ █"));
    CHECK(!lines_are_code(15, "■□■□■□■□■□■□■□■□■□■□", "お知らせ"));
    CHECK(!lines_are_code(15, "■■■■■■■■■■■■■■■■■■■■", "■■■■■■■■■■■■■■■■■■■■"));
    CHECK(!lines_are_code(15, "", "") && !lines_are_code(15, "█ █", "█ █"));
    CHECK(!lines_are_code(15, "██████████  45 %", "███████████ 50 %"));
}

static const struct { const char *one, *other; uint32_t words, shared; uint64_t missing; } stories[] = {
    { "", "", 0, 0, 0 }, { "Dear doctor, see you", "see you, DEAR Doctor", 4, 100, 0 }, { "alpha beta", "gamma delta", 2, 0, 10 }, { "alpha beta", "alpha beta gamma delta", 4, 50, 10 },
    { "請求書をお送りします", "請求書を\nお送りします", 9, 100, 0 }, { "請求書をお送りします", "ご予約の確認です", 7, 0, 7 }, { "ﾊﾟｽﾜｰﾄﾞ", "パスワード", 4, 100, 0 },
    { "see https://x.test/a?b=c now", "see now", 2, 100, 0 }, { "see now", "see https://x.test/path?query now", 3, 66, 5 }, { "a b c", "a b c", 0, 0, 0 }, { "ＡＢＣ", "abc", 1, 100, 0 },
};

static void check_stories(void)
{
    for (size_t i = 0; i < sizeof stories / sizeof *stories; i++) {
        struct work w = { 0 };
        struct story s = { 0 };
        uint32_t words, shared;

        story_add(&s, &arena, &w, str_of(stories[i].one));
        shared = story_shared(&s, &arena, &w, str_of(stories[i].other), &words);
        CHECK_ROW(words == stories[i].words && shared == stories[i].shared, stories[i].other);
        CHECK_ROW(story_missing(&s, &arena, &w, str_of(stories[i].other)) == stories[i].missing, stories[i].other);
    }
}

static void check_links(void)
{
    for (size_t i = 0; i < sizeof anchors / sizeof *anchors; i++) {
        struct html h = read_html(str_of(anchors[i].in));
        const struct html_link *l = h.links;
        unsigned bits;

        if (!CHECK_ROW(h.link_count == 1, anchors[i].in))
            continue;
        bits = (l->is_image ? IMAGE : 0) | (l->is_button ? BUTTON : 0) | (l->is_area ? AREA : 0) | (l->is_form_action ? ACTION : 0) | (l->hidden ? HIDDEN : 0);
        check_str(l->href, str_of(anchors[i].href), __FILE__, __LINE__, anchors[i].in);
        check_str(l->text, str_of(anchors[i].text), __FILE__, __LINE__, anchors[i].in);
        CHECK_ROW(bits == anchors[i].bits, anchors[i].in);
    }
}

static void check_others(void)
{
    struct html h = read_html(STR("<title> T&amp; </title><base href=' b '><meta http-equiv=Refresh content=\"3; URL='http://x.test/?a=1&amp;b'\">x<img><img src=http://y.test>"));

    CHECK_STR(h.title, "T&");
    CHECK_STR(h.base, "b");
    CHECK_STR(h.refresh, "http://x.test/?a=1&b");
    CHECK(h.images == 2 && h.remote_images == 1);
    h = read_html(STR("<p>ab</p><p>c <a href=x>link</a></p>"));
    CHECK(h.links[0].at == 5);
    h = read_html(STR("a\0b<p title='\0'>c\0</p>"));
    CHECK_STR(h.visible, "ab\nc");
    for (size_t i = 1; i < TAG_COUNT; i++)
        CHECK(html_tag_bits((enum html_tag)i) < 2048);
#define NAMED(id, name, bits) CHECK_ROW(html_tag_named(STR(name)) == TAG_##id, name);
    HTML_TAGS(NAMED)
    CHECK(html_tag_named(STR("plaintexts")) == TAG_OTHER && html_tag_named(STR("")) == TAG_OTHER);
}

/* What must cost no more than its length: a mebibyte of each. The reader's own meter is asserted in read_html. */
static const char *const endless[] = {
    "<div>", "<b>", "</b>", "<a href=x>", "<p>", "</p>", "<table><tr><td>", "<!--", "<!-- >", "<script>", "</script", "<style>{", "<title>", "<", "</", "<!", "&", "&n", "&#1", "<a b='",
    "<p style='", "<p style='a:b;", "<i></b>", "<svg>", "<xmp>", "<br>", "<td>", "<li>", "<font color=white>a", "\xE3", "<textarea></", "<x hidden>a</x>", "<style>a{b:c}</style>", "<!--[if mso]>a<![endif]-->", "<!--[if mso]>", "<!--[if mso]><a href=b>", "<tr><td bgcolor=red>", "a<b hidden>b</b>", "<bdo dir=rtl>",
};

static void check_endless(void)
{
    for (size_t i = 0; i < sizeof endless / sizeof *endless; i++) {
        struct buf text;

        arena_reset(&arena, 1 << 22);
        text = buf_new(&arena, 1 << 20);
        while (text.n + strlen(endless[i]) < 1 << 20)
            buf_add(&text, str_of(endless[i]));
        read_html(buf_str(&text));
    }
    for (size_t round = 0; round < 2; round++) {
        struct buf text;

        arena_reset(&arena, 1 << 22);
        text = buf_new(&arena, 1 << 20);
        buf_add(&text, round ? STR("<style>") : STR("<p "));
        while (text.n < 1 << 20)
            buf_add(&text, round ? STR("@media{.a{b{") : STR("a=b "));
        CHECK(read_html(buf_str(&text)).visible.n == 0);
    }
}

int main(void)
{
    CHECK(arena_open(&arena, 1 << 28, NULL));
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        check_str(read_html(str_of(texts[i].in)).visible, str_of(texts[i].visible), __FILE__, __LINE__, texts[i].in);
    for (size_t i = 0; i < sizeof hides / sizeof *hides; i++) {
        struct html h = read_html(str_of(hides[i].in));

        check_str(h.visible, str_of(hides[i].visible), __FILE__, __LINE__, hides[i].in);
        check_str(h.hidden, str_of(hides[i].hidden), __FILE__, __LINE__, hides[i].in);
        CHECK_ROW(h.hidden_how == hides[i].how, hides[i].in);
    }
    for (size_t i = 0; i < sizeof traits / sizeof *traits; i++) {
        uint32_t got = read_html(str_of(traits[i].in)).traits;

        CHECK_ROW((got & traits[i].with) == traits[i].with && !(got & traits[i].without), traits[i].in);
    }
    for (size_t i = 0; i < sizeof charsets / sizeof *charsets; i++)
        check_str(html_meta_charset(str_of(charsets[i].in)), str_of(charsets[i].charset), __FILE__, __LINE__, charsets[i].in);
    check_links();
    check_pieces();
    check_cells();
    check_drawings();
    check_stories();
    check_others();
    check_endless();
    arena_close(&arena);
    return check_done();
}
