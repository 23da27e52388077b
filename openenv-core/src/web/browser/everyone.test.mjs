// For everyone: by keyboard alone, without violations that axe knows, in both themes and on narrow screens; pictures are kept.
import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {createRequire} from "node:module";
import {after, before, test} from "node:test";
import {closeBrowser, idle, open, reader, run, shot, unharmed} from "./reader.mjs";
import {serve} from "./servers.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
let server;

before(async () => {
    server = await serve("--max-sessions", "12");
});

after(async () => {
    await closeBrowser();
    await server?.stop();
});

async function accessible(page, what) {
    // the page's own policy lets no script in: axe comes by the debugger's door
    await page.evaluate(axe);
    const {violations} = await page.evaluate(() => /** @type {any} */ (window).axe.run(document, {resultTypes: ["violations"], iframes: false}));
    assert.deepEqual(violations.map(each => `${what}: ${each.id}: ${each.nodes.map(node => node.html.slice(0, 160)).join(" | ")}`), []);
}

for (const colorScheme of ["light", "dark"]) {
    for (const width of [1280, 390]) {
        test(`${colorScheme}, ${width} pixels wide`, async () => {
            const {page, close} = await reader({colorScheme, viewport: {width, height: 900}});
            await page.goto(`${server.url}/`);
            await page.locator("#environments h3").first().waitFor();
            await page.locator("#sessions tbody").waitFor();
            await accessible(page, "front");
            await shot(page, `front-${colorScheme}-${width}`);
            await open(page, server.url);
            await run(page, "import sys\nprint('\\x1b[1;32mgreen\\x1b[0m and \\x1b[33myellow\\x1b[0m')\nprint('careful', file=sys.stderr)\nopen('report.csv', 'w').write('a,b\\n1,2\\n')\nfrom IPython.display import HTML\ndisplay(HTML('<table border=1><tr><th>month<th>total</tr><tr><td>1<td>20</tr></table>'))\n[n ** 2 for n in range(10)]");
            await run(page, "def mean(values):\n    return sum(values) / len(values)\n\nmean([])");
            await page.locator("iframe").first().scrollIntoViewIfNeeded();
            await page.frameLocator("iframe").first().locator("td").first().waitFor();
            await accessible(page, "playground");
            await shot(page, `playground-${colorScheme}-${width}`);
            for (const name of ["Files", "Messages"]) {
                await page.getByRole("tab", {name}).click();
                await accessible(page, name);
            }
            await shot(page, `messages-${colorScheme}-${width}`);
            assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing sticks out");
            await open(page, server.url, "envs/guess_env/web").then(async () => {
                await page.getByLabel("word").fill("crane");
                await page.keyboard.press("Control+Enter");
                await page.locator(".step[aria-label='Step 1']", {hasText: "marks"}).waitFor();
                await accessible(page, "form");
                await shot(page, `form-${colorScheme}-${width}`);
            });
            unharmed(page);
            await close();
        });
    }
}

test("by keyboard alone", async () => {
    const {page, close} = await reader();
    await open(page, server.url);
    await page.evaluate(() => (/** @type {HTMLElement} */ (document.activeElement))?.blur());
    const focused = () => page.evaluate(() => {
        const deep = document.activeElement?.shadowRoot?.activeElement ?? document.activeElement;
        return deep?.getAttribute("aria-label") ?? deep?.id ?? "";
    });
    const reach = async name => {
        for (let i = 0; i < 60; i++) {
            if (await focused() === name) {
                return;
            }
            await page.keyboard.press("Tab");
        }
        assert.fail(`${name} can't be reached by Tab`);
    };
    await reach("Program");
    await page.keyboard.type("for i in range(2):\nprint(i)");
    await page.keyboard.press("Control+Enter");
    await page.locator(".step .output").first().waitFor();
    await idle(page);
    await page.keyboard.type("1/0");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Tab");
    await reach("run");
    await page.keyboard.press("Enter");
    await page.locator(".step").nth(1).locator(".errors").waitFor();
    await idle(page);
    await reach("tab-episode");
    await page.keyboard.press("ArrowRight");
    assert.equal(await focused(), "tab-files");
    await page.keyboard.press("ArrowLeft");
    await reach("reset");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.querySelectorAll(".step").length === 0);
    await page.keyboard.press("Shift+Tab");
    assert.equal(await page.locator("#said").textContent(), "A new episode has begun");
    await close();
});

test("what a first look costs", async () => {
    const {page, close} = await reader();
    const sent = [];
    page.on("response", async response => sent.push((await response.body().catch(() => Buffer.alloc(0))).length));
    await open(page, server.url);
    const paint = await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime);
    console.log(`# the playground: first paint after ${Math.round(paint)} ms, ${sent.length} answers, ${Math.round(sent.reduce((sum, size) => sum + size, 0) / 1024)} KiB`);
    assert.ok(sent.length < 60);
    await close();
});
