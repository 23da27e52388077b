// What becomes of a tab when its server, its connection or its place goes away; the server in one screen; signing in.
import assert from "node:assert/strict";
import {after, before, test} from "node:test";
import {api, begin, closeBrowser, connected, eventually, idle, open, reader, run, tab, unharmed} from "./reader.mjs";
import {serve, way} from "./servers.mjs";

const TOKEN = "token-of-the-suite";
const headers = {Authorization: `Bearer ${TOKEN}`};
let server;
let narrow;

before(async () => {
    [server, narrow] = await Promise.all([serve("--max-sessions", "12"), serve("--auth-token", TOKEN, "--max-sessions", "1", "--session-timeout", "12s",
        ...(process.env.WEB_TASKS ? ["--tasks", process.env.WEB_TASKS] : []))]);
});

after(async () => {
    await closeBrowser();
    await Promise.all([server?.stop(), narrow?.stop()]);
});

test("a lost connection is made again, and the step that ran is answered, done once", async () => {
    const road = await way(server.port);
    const {page, close} = await reader();
    await open(page, road.url);
    const step = await begin(page, "import time, os\nopen('runs', 'a').write('x')\nprint('begun', flush=True)\nwhile not os.path.exists('go'):\n    time.sleep(0.01)\nprint(len(open('runs').read()), 'run')");
    await step.locator(".output .terminal", {hasText: "begun"}).waitFor();
    road.cut();
    await page.locator("#trouble", {hasText: "connection is lost"}).waitFor();
    road.mend();
    await connected(page);
    const {session_id: id} = (await api(server.url, "sessions")).sessions.find(each => each.busy);
    await api(server.url, `sessions/${id}/interrupt`, {method: "POST"});
    await idle(page);
    assert.match(await (await run(page, "print(len(open('runs').read()), 'run')")).innerText(), /1 run/);
    unharmed(page);
    await close();
    road.stop();
});

test("that the server was restarted is told, and a new session opened", async () => {
    const other = await serve();
    const road = await way(other.port);
    const {page, close} = await reader();
    await open(page, road.url);
    await run(page, "x = 1");
    road.cut();
    await other.stop();
    road.mend(server.port);
    await page.locator("#trouble", {hasText: "restarted"}).waitFor();
    await connected(page);
    assert.match(await (await run(page, "print('x' in globals())")).innerText(), /False/);
    await close();
    road.stop();
});

test("the token is asked for, a wrong one refused, and it stays in the tab", async () => {
    const {page, context, close} = await reader();
    await page.goto(`${narrow.url}/`);
    await page.getByLabel("Token").fill("not-this-one");
    await page.keyboard.press("Enter");
    await page.getByText("That is not this server's token").waitFor();
    await page.getByLabel("Token").fill(TOKEN);
    await page.keyboard.press("Enter");
    await page.locator("#environments h3", {hasText: "coding_env"}).waitFor();
    assert.match(await page.locator("#connect").innerText(), /Authorization: Bearer/);
    assert.equal((await page.locator("body").innerText()).includes(TOKEN), false);
    await page.goto(`${narrow.url}/docs?env=coding_env`);
    await page.locator(".opblock-summary-path", {hasText: "/step"}).first().waitFor();
    await page.goto(`${narrow.url}/docs`);
    await page.locator(".opblock-summary-path", {hasText: "/step"}).first().waitFor();
    unharmed(page);
    const second = await tab(context);
    await second.goto(`${narrow.url}/`);
    await second.getByLabel("Token").waitFor();
    await close();
});

test("a full server says so, the next tab waits, and idle sessions end after a warning", async () => {
    const {page, context, close} = await reader();
    await page.addInitScript(token => sessionStorage.setItem("openenv.token", token), TOKEN);
    await open(page, narrow.url);
    const second = await tab(context);
    await second.addInitScript(token => sessionStorage.setItem("openenv.token", token), TOKEN);
    await second.goto(`${narrow.url}/web`);
    await second.locator("#state", {hasText: "Server full"}).waitFor();
    await page.bringToFront();
    await page.locator("#trouble", {hasText: "This session ends in"}).waitFor();
    await page.locator("#trouble", {hasText: "has ended"}).waitFor();
    await connected(second);
    assert.equal((await api(narrow.url, "sessions", {headers})).sessions.length, 1);
    await second.locator("#end").click();
    await second.locator("#anew").waitFor();
    await eventually("it has ended", async () => (await api(narrow.url, "sessions", {headers})).sessions.length === 0);
    await page.locator("#anew").click();
    await connected(page);
    await close();
});

test("tasks are chosen, shown and judged", {skip: process.env.WEB_TASKS ? false : "no tasks"}, async () => {
    const {page, close} = await reader();
    await eventually("there is a place", async () => (await api(narrow.url, "capacity", {headers})).available === 1);
    await page.addInitScript(token => sessionStorage.setItem("openenv.token", token), TOKEN);
    await open(page, narrow.url);
    await page.getByRole("tab", {name: "Tasks"}).click();
    await page.getByRole("button", {name: "Begin this task"}).click();
    await page.locator(".prompt", {hasText: "runs(text)"}).waitFor();
    const wrong = await run(page, "def runs(text):\n    return []");
    assert.match(await wrong.locator(".verdict").innerText(), /0 of 2 cases passed/);
    const right = await run(page, "def runs(text):\n    from itertools import groupby\n    return [(c, len(list(g))) for c, g in groupby(text)]");
    assert.match(await right.locator(".verdict").innerText(), /2 of 2 cases passed/);
    assert.match(await right.locator(".reward").innerText(), /Reward 1/);
    await close();
});

test("the server in one screen: sessions are interrupted and ended from it", async () => {
    const {page: player, close: closePlayer} = await reader();
    await open(player, server.url);
    const step = await begin(player, "import time\nprint('begun', flush=True)\nwhile True: time.sleep(0.01)");
    await step.locator(".output .terminal", {hasText: "begun"}).waitFor();
    const id = (await api(server.url, "sessions")).sessions.find(each => each.busy).session_id.slice(0, 8);
    const {page, close} = await reader();
    await page.goto(`${server.url}/`);
    await page.getByRole("button", {name: `Interrupt session ${id}`}).click();
    await idle(player);
    page.removeAllListeners("dialog");
    page.on("dialog", dialog => dialog.accept());
    await page.getByRole("button", {name: `End session ${id}`}).click();
    await player.locator("#trouble").waitFor();
    assert.match(await page.locator("#guards").innerText(), /in force/);
    assert.match(await page.locator("#connect").innerText(), /CodingEnv\.connect\("http:\/\/127\.0\.0\.1:/);
    await page.locator(".plot svg[aria-label*='now']").first().waitFor();
    unharmed(page);
    await close();
    await closePlayer();
});
