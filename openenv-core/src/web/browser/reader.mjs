// A reader with a browser: what tests do in the pages, in words.
import assert from "node:assert/strict";
import {once} from "node:events";
import {mkdirSync} from "node:fs";
import {createServer} from "node:net";
import {fileURLToPath} from "node:url";
import {chromium} from "playwright-core";

export const PATIENCE = 60_000;
export const shots = fileURLToPath(new URL("../../../target/web/", import.meta.url));
mkdirSync(shots, {recursive: true});

const browsers = [];

/** Whoever came to any host but this machine's: all names lead here. */
const visits = [];
const elsewhere = createServer(socket => {
    visits.push("a connection to another host");
    socket.on("data", data => visits.push(String(data).slice(0, 200))).on("error", () => undefined);
});

/** A browser; all are closed at the end. */
export async function browser() {
    if (browsers.length === 0) {
        elsewhere.listen(0, "127.0.0.1");
        await once(elsewhere, "listening");
        browsers.push(await chromium.launch({
            executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
            args: ["--no-sandbox", `--host-resolver-rules=MAP *.example 127.0.0.1:${elsewhere.address().port}`],
        }));
    }
    return browsers[0];
}

export async function closeBrowser() {
    await Promise.all(browsers.splice(0).map(each => each.close()));
    elsewhere.close();
}

/** A context of its own, whose page tells of what goes wrong in it. */
export async function reader(options = {}) {
    const context = await (await browser()).newContext({viewport: {width: 1280, height: 900}, acceptDownloads: true, ...options});
    context.setDefaultTimeout(PATIENCE);
    return {context, page: await tab(context), close: () => context.close()};
}

/** A tab, with a list of its errors and dialogs. */
export async function tab(context) {
    const page = await context.newPage();
    page.troubles = [];
    page.on("pageerror", error => page.troubles.push(error.message));
    page.on("console", message => {
        // that a policy stops what is displayed is as it should be; that it has to stop the page's own is not
        if (message.type() === "error" && /Trusted|Uncaught|script-src 'self'|style-src 'self'/.test(message.text())) {
            page.troubles.push(message.text());
        }
    });
    page.on("dialog", dialog => {
        page.troubles.push(`dialog: ${dialog.message()}`);
        dialog.dismiss().catch(() => undefined);
    });
    return page;
}

export function unharmed(page) {
    assert.deepEqual(page.troubles, []);
    assert.deepEqual(visits, []);
}

export async function connected(page) {
    await page.waitForFunction(() => document.getElementById("state")?.textContent === "Connected", null, {timeout: PATIENCE});
}

/** Opens the playground, and waits until it has a session. */
export async function open(page, url, path = "web") {
    await page.goto(new URL(path, `${url}/`).href);
    await connected(page);
}

/** Writes a program into the editor. */
export async function write(page, code) {
    await page.locator(".cm-content").click();
    await page.keyboard.press("Control+A");
    await page.keyboard.press("Delete");
    await page.keyboard.insertText(code);
}

/** Begins a step, and tells where it is shown. */
export async function begin(page, code) {
    const before = await page.locator(".step").count();
    await write(page, code);
    await page.keyboard.press("Control+Enter");
    const step = page.locator(".step").nth(before);
    await step.waitFor();
    return step;
}

/** Waits until nothing runs. */
export async function idle(page) {
    await page.waitForFunction(() => /** @type {HTMLButtonElement} */ (document.getElementById("interrupt")).disabled
        && document.getElementById("state")?.textContent === "Connected", null, {timeout: PATIENCE});
}

/** Takes a step to its end. */
export async function run(page, code) {
    const step = await begin(page, code);
    await idle(page);
    return step;
}

/** Waits until something holds. */
export async function eventually(what, condition) {
    const until = Date.now() + PATIENCE;
    for (;;) {
        const value = await condition();
        if (value) {
            return value;
        }
        assert.ok(Date.now() < until, `not within ${PATIENCE / 1000} s: ${what}`);
        await new Promise(resolve => setTimeout(resolve, 50));
    }
}

export async function shot(page, name) {
    await page.screenshot({path: `${shots}${name}.png`, fullPage: true});
}

/** What a server tells a program. */
export async function api(url, path, options = {}) {
    const response = await fetch(new URL(path, `${url}/`), options);
    return response.headers.get("content-type")?.includes("json") ? response.json() : response.text();
}

/** The text of a file that a click saves. */
export async function saved(page, click) {
    const [download] = await Promise.all([page.waitForEvent("download"), click()]);
    const stream = await download.createReadStream();
    const parts = [];
    for await (const part of stream) {
        parts.push(part);
    }
    return Buffer.concat(parts).toString();
}
