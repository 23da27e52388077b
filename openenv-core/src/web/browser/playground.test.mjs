// Every feature of the playground, once.
import assert from "node:assert/strict";
import {after, before, test} from "node:test";
import {api, begin, closeBrowser, connected, eventually, idle, open, reader, run, saved, unharmed, write} from "./reader.mjs";
import {serve} from "./servers.mjs";

let server;
let page;
let own;

before(async () => {
    server = await serve("--max-sessions", "12");
    own = await reader();
    page = own.page;
    await open(page, server.url);
});

after(async () => {
    await closeBrowser();
    await server?.stop();
});

test("a step's output is shown as it comes, colours and progress bars as on a terminal, errors apart", async () => {
    const step = await begin(page, "import sys, time\nprint('\\x1b[31mred\\x1b[0m plain', flush=True)\nprint('oops', file=sys.stderr, flush=True)\nfor i in range(3):\n    print('\\r%d of 3' % i, end='', flush=True)\ninput_file = '/tmp/go'\nimport os\nwhile not os.path.exists(input_file):\n    time.sleep(0.01)\nprint('\\rend    ')");
    await step.locator(".output .ansi-fg-1", {hasText: "red"}).waitFor();
    await step.locator(".errors .terminal", {hasText: "oops"}).waitFor();
    await step.locator(".output .terminal", {hasText: "2 of 3"}).waitFor();
    assert.equal(await page.locator("#interrupt").isDisabled(), false);
    await page.locator("#interrupt").click();
    await idle(page);
    assert.match(await step.locator(".badge").first().textContent(), /interrupted, exit code 130/);
    unharmed(page);
});

test("a traceback's frames lead to the lines of their steps", async () => {
    await run(page, "def half(x):\n    return x / 0");
    const step = await run(page, "half(1)");
    await step.getByRole("button", {name: /go to line 2 of step 2$/}).click();
    assert.equal(await page.locator(".code-line.here").textContent(), "    return x / 0");
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), "    return x / 0");
});

test("figures and SVG are images, tables and HTML stand in a frame, values are text", async () => {
    const step = await run(page, "from IPython.display import HTML, SVG, Image\nimport matplotlib.pyplot as plt\nplt.plot([1, 2]); plt.show()\ndisplay(HTML('<table id=t><tr><td>cell</td></tr></table>'))\ndisplay(SVG('<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>'))\n{'a': [1, 2]}");
    await step.locator("img").nth(1).waitFor();
    assert.match(await step.locator("img").nth(0).getAttribute("src"), /^data:image\/png;base64,/);
    assert.match(await step.locator("img").nth(1).getAttribute("src"), /^data:image\/svg\+xml/);
    await step.frameLocator("iframe").locator("#t td", {hasText: "cell"}).waitFor();
    assert.equal(await step.locator("iframe").getAttribute("sandbox"), "allow-scripts");
    assert.match(await step.innerText(), /\{'a': \[1, 2\]\}/);
});

test("cells of a notebook run, and standard input is there", async () => {
    await page.locator("#notebook").check();
    const cell = await run(page, "import asyncio\nawait asyncio.sleep(0)\n%pwd");
    assert.match(await cell.locator(".badge").first().textContent(), /ok/);
    await page.locator("#notebook").uncheck();
    await page.locator("#stdin-option summary").click();
    await page.locator("#stdin").fill("seven");
    const step = await run(page, "print(input() * 2)");
    assert.match(await step.locator(".output .terminal").textContent(), /sevenseven/);
});

test("the reward is shown with its parts", async () => {
    const step = await run(page, "import os");
    assert.match(await step.locator(".reward").innerText(), /Reward -0\.9/);
    await step.locator(".reward summary").click();
    assert.match(await step.locator(".reward").innerText(), /safety: .*import/);
});

test("an episode begins anew with a seed and limits", async () => {
    const drawn = [];
    for (let i = 0; i < 2; i++) {
        await page.locator("#seed").fill("7");
        if (!await page.locator("#limit-memory_mb").isVisible()) {
            await page.getByText("Limits", {exact: true}).first().click();
        }
        await page.locator("#limit-memory_mb").fill("100");
        await page.locator("#reset").click();
        await eventually("the list is empty", async () => await page.locator(".step").count() === 0);
        await eventually("the limits are told", async () => /"memory_mb":100/.test(await page.locator("#facts").innerText()));
        drawn.push(await (await run(page, "import random\nprint(random.random())")).locator(".output .terminal").textContent());
    }
    assert.equal(drawn[0], drawn[1]);
});

test("files are sent, listed, viewed, saved and deleted", async () => {
    await page.getByRole("tab", {name: "Files"}).click();
    await page.locator("#upload").setInputFiles({name: "sales & more.csv", mimeType: "text/csv", buffer: Buffer.from("a,b\n1,2\n")});
    await page.getByRole("button", {name: "View sales & more.csv"}).click();
    await page.locator(".file-view pre", {hasText: "1,2"}).waitFor();
    const dropped = await page.evaluateHandle(() => {
        const transfer = new DataTransfer();
        transfer.items.add(new File(["dropped"], "dropped.txt"));
        return transfer;
    });
    await page.locator(".drop").dispatchEvent("drop", {dataTransfer: dropped});
    await page.getByRole("button", {name: "Save dropped.txt"}).waitFor();
    assert.equal(await saved(page, () => page.getByRole("button", {name: "Save dropped.txt"}).click()), "dropped");
    const step = await run(page, "print(open('dropped.txt').read()); open('made.svg', 'w').write('<svg xmlns=\"http://www.w3.org/2000/svg\"><script>parent.pwned = 1</script></svg>'); None");
    assert.match(await step.locator(".output .terminal").textContent(), /dropped/);
    await page.getByRole("button", {name: "View made.svg"}).click();
    await page.locator(".file-view img").waitFor();
    await page.getByRole("button", {name: "Delete dropped.txt"}).click();
    await eventually("it is gone", async () => await page.getByRole("button", {name: "View dropped.txt"}).count() === 0);
    unharmed(page);
});

test("the history goes out as a script, a notebook and a trajectory, and comes back", async () => {
    await page.getByRole("tab", {name: "Episode"}).click();
    await page.locator("#reset").click();
    await eventually("the list is empty", async () => await page.locator(".step").count() === 0);
    await run(page, "x = 20\nprint(x)");
    await run(page, "x + 1");
    const script = await saved(page, () => page.getByRole("button", {name: "py", exact: true}).click());
    assert.equal(script, "# %% step 1\nx = 20\nprint(x)\n\n# %% step 2\nx + 1\n");
    const notebook = JSON.parse(await saved(page, () => page.getByRole("button", {name: "ipynb"}).click()));
    assert.deepEqual(notebook.cells.map(cell => cell.source.join("")), ["x = 20\nprint(x)", "x + 1"]);
    assert.equal(notebook.cells[0].outputs[0].text.join(""), "20\n");
    const lines = (await saved(page, () => page.getByRole("button", {name: "jsonl"}).click())).trim().split("\n").map(line => JSON.parse(line));
    assert.deepEqual(lines.map(line => line.kind), ["reset", "step", "step"]);
    assert.equal(lines[2].metadata.result, "21");
    for (const [name, text] of [["a.py", script], ["b.ipynb", JSON.stringify(notebook)], ["c.jsonl", lines.map(line => JSON.stringify(line)).join("\n")]]) {
        await page.locator("#import").setInputFiles({name, mimeType: "text/plain", buffer: Buffer.from(text)});
        await page.getByText(`2 steps of ${name} were run.`).waitFor();
        assert.match(await page.locator(".step").nth(1).innerText(), /21/, name);
    }
    await page.locator("#replay").click();
    await eventually("it ran again", async () => await page.locator(".step").count() === 2 && await page.locator("#interrupt").isDisabled()
        && /21/.test(await page.locator(".step").nth(1).innerText()));
});

test("the messages of the wire can be read", async () => {
    await page.getByRole("tab", {name: "Messages"}).click();
    await page.locator(".wire summary", {hasText: "step"}).first().click();
    await page.locator(".wire pre", {hasText: "\"request_id\""}).first().waitFor();
});

test("a reload attaches again: the episode, what is written, and a step that runs", async () => {
    await run(page, "kept = 41");
    const step = await begin(page, "import time, os\nprint('begun', flush=True)\nwhile not os.path.exists('go'):\n    time.sleep(0.01)\nprint(kept + 1)");
    await step.locator(".output .terminal", {hasText: "begun"}).waitFor();
    const sessions = (await api(server.url, "sessions")).sessions.length;
    await page.reload();
    await connected(page);
    const last = page.locator(".step").last();
    assert.match(await last.innerText(), /kept \+ 1/);
    assert.equal((await api(server.url, "sessions")).sessions.length, sessions);
    await page.locator("#interrupt").click();
    await idle(page);
    assert.match(await last.innerText(), /interrupted/);
    assert.match(await (await run(page, "print(kept + 1)")).innerText(), /42/);
    await write(page, "# a draft");
    await page.reload();
    await connected(page);
    await eventually("the draft is there", async () => /# a draft/.test(await page.locator(".cm-content").innerText()));
    unharmed(page);
});

test("two tabs are two sessions, and a closed one is freed", async () => {
    const other = await own.context.newPage();
    await open(other, server.url);
    const step = await run(other, "print('kept' in globals())");
    assert.match(await step.innerText(), /False/);
    const before = (await api(server.url, "sessions")).sessions.length;
    await other.close();
    await eventually("the closed tab's session has ended", async () => (await api(server.url, "sessions")).sessions.length < before);
});

test("an environment of any kind has a form and a tree", async t => {
    const {environments} = await api(server.url, "envs");
    if (!environments.some(each => each.name === "guess_env")) {
        t.skip("this server has no guess_env");
        return;
    }
    const {page: another, close} = await reader();
    await open(another, server.url, "envs/guess_env/web");
    await another.getByLabel("word").fill("crane");
    await another.keyboard.press("Control+Enter");
    await another.locator(".step[aria-label='Step 1']", {hasText: "marks"}).waitFor();
    assert.match(await another.locator(".step").last().innerText(), /guesses_left: 5/);
    unharmed(another);
    await close();
});

test("a form knows enums, records in records, kinds, lists and values of any type", async () => {
    const read = await page.evaluate(async () => {
        const {field} = await import(new URL("web/assets/form.js", document.baseURI).href);
        const schema = {
            type: "object", required: ["colour", "inner", "shape", "tags", "count", "tree"],
            properties: {
                colour: {type: "string", enum: ["RED", "BLUE"]},
                inner: {type: "object", required: ["on"], properties: {on: {type: "boolean"}, note: {type: ["string", "null"]}}},
                shape: {oneOf: [
                    {type: "object", title: "Circle", properties: {kind: {const: "circle"}, r: {type: "number"}}, required: ["kind", "r"]},
                    {type: "object", title: "Square", properties: {kind: {const: "square"}, side: {type: "integer"}}, required: ["kind", "side"]}]},
                tags: {type: "array", items: {type: "string"}},
                count: {type: "integer", minimum: 0},
                any: {},
                tree: {$ref: "#/$defs/Tree"},
            },
            $defs: {Tree: {type: "object", properties: {value: {type: "integer"}, next: {anyOf: [{$ref: "#/$defs/Tree"}, {type: "null"}]}}, required: ["value"]}},
        };
        const value = {colour: "BLUE", inner: {on: true}, shape: {kind: "square", side: 3}, tags: ["a", "b"], count: 4, any: {x: [1]}, tree: {value: 1, next: {value: 2}}};
        const form = field(schema, "Action", true);
        document.body.append(form.element);
        form.write(value);
        const same = JSON.stringify(form.read()) === JSON.stringify(value);
        form.write({...value, count: "x"});
        let wrong = "";
        try {
            form.read();
        } catch (mistake) {
            wrong = mistake.message;
        }
        form.element.remove();
        return {same, wrong};
    });
    assert.deepEqual(read, {same: true, wrong: "count: 'x' is not a whole number"});
});
