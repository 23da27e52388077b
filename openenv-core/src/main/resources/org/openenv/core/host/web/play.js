// The playground: an environment in the browser. A program in an editor where the environment takes programs, a form made from
// the action's schema elsewhere; what comes of each step below it.

import {announce, byId, duration, h} from "./dom.js";
import {Editor} from "./editor.js";
import {episodePanel, showFacts} from "./episode.js";
import {Files} from "./files.js";
import {field} from "./form.js";
import {watchIdle} from "./idle.js";
import {TabMemory} from "./memory.js";
import {askJson, root} from "./server.js";
import {TabSession} from "./session.js";
import {StepView} from "./step.js";
import {Tabs} from "./tabs.js";
import {Tasks} from "./tasks.js";
import {WirePanel} from "./wire.js";

/** @typedef {import("./step.js").Step} Step */

const below = /\/envs\/([^/]+)\/web\/?$/.exec(location.pathname);
const path = below === null ? "" : `envs/${below[1]}/`;
const session = new TabSession(path);
const memory = new TabMemory(`openenv.episode.${root.pathname}${path}`);

/** @type {Step[]} */ let steps = [];
/** @type {StepView[]} */ let views = [];
/** @type {StepView | null} */ let running = null;
/** @type {{text: string, step: Step} | null} */ let runningRequest = null;
/** @type {any} */ let lastReset = null;
/** @type {any} */ let state = {};
let taken = 0;
let fresh = 0; // how many steps there were when the process that runs them began
let code = true;
let name = "";
/** @type {{read: () => any, write: (action: any) => void, focus: () => void, clear: () => void}} */
let input;
/** @type {Files | null} */ let files = null;
/** @type {Tasks | null} */ let tasks = null;

const run = /** @type {HTMLButtonElement} */ (byId("run"));
const interrupt = /** @type {HTMLButtonElement} */ (byId("interrupt"));
const notebook = /** @type {HTMLInputElement} */ (byId("notebook"));
const stdin = /** @type {HTMLTextAreaElement} */ (byId("stdin"));

/** @param {string | null} text @param {Node[]} more */
function banner(text, ...more) {
    const place = byId("trouble");
    place.hidden = text === null;
    if (text !== null) {
        place.replaceChildren(text, ...more);
    }
}

/** @param {string | null} text */
function mistake(text) {
    byId("mistake").hidden = text === null;
    byId("mistake").textContent = text;
}

function remember() {
    memory.write({session: session.known?.id ?? "", steps, running: runningRequest, reset: lastReset, state});
}

function forget() {
    steps = [];
    views = [];
    byId("history").replaceChildren();
}

function facts() {
    const rewards = steps.map(step => step.data?.reward).filter(reward => typeof reward === "number");
    showFacts({
        Session: session.known?.id.slice(0, 8),
        Episode: state.episode_id,
        Steps: taken,
        "Sum of rewards": rewards.length === 0 ? undefined : Number(rewards.reduce((sum, reward) => sum + reward, 0).toFixed(4)),
        Seed: lastReset?.options?.seed,
        Limits: state.limits,
        Ignored: state.ignored,
    });
}

/** @param {Step} step @returns {StepView} */
function show(step) {
    const view = new StepView(step, {code, go, edit: action => {
        input.write(action);
        input.focus();
    }});
    steps.push(step);
    views.push(view);
    byId("history").append(view.element);
    return view;
}

/** @param {number} number of a step in its episode @param {number} line */
function go(number, line) {
    const found = views.filter(view => view.step.number === number).at(-1);
    if (found === undefined) {
        announce(`Step ${number} is not in the list any more`);
    } else {
        found.showLine(line);
    }
}

/** @param {any} action @returns {Promise<boolean>} whether it was answered */
async function take(action) {
    const beside = code ? {stream: true, results: true, ...(notebook.checked ? {notebook: true} : {})} : {};
    const step = {action, beside, number: taken + 1, before: fresh};
    const id = `step-${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 8)}`;
    return carry({text: JSON.stringify({type: "step", data: action, ...beside, request_id: id}), step});
}

/** @param {{text: string, step: Step}} request @returns {Promise<boolean>} */
async function carry(request) {
    const {step} = request;
    const view = show(step);
    running = view;
    runningRequest = request;
    buttons();
    remember();
    view.element.scrollIntoView({block: "nearest"});
    const began = performance.now();
    const clock = setInterval(() => { view.status.textContent = `runs, ${duration((performance.now() - began) / 1000)}`; }, 500);
    try {
        step.data = await session.send(request.text, output => view.output(output));
        count(step);
    } catch (failure) {
        step.error = /** @type {Error} */ (failure).message;
        const told = /** @type {any} */ (failure).data;
        mistake(told?.code === "VALIDATION_ERROR" ? step.error : null);
    }
    clearInterval(clock);
    step.seconds = (performance.now() - began) / 1000;
    view.done();
    running = null;
    runningRequest = null;
    buttons();
    facts();
    remember();
    void files?.refresh();
    byId("action").scrollIntoView({block: "nearest"});
    return step.data !== undefined;
}

/** @param {Step} step that was answered, or not */
function count(step) {
    if (step.data !== undefined) {
        taken = step.number;
        fresh = step.data.metadata?.state_lost === true ? taken : fresh;
    }
}

/** @param {any} options */
async function reset(options) {
    const answer = await session.request("reset", options, {});
    forget();
    taken = 0;
    fresh = 0;
    lastReset = {options, answer: {observation: answer.observation, reward: answer.reward, done: answer.done, metadata: answer.metadata ?? {}}};
    const metadata = answer.metadata ?? answer.observation?.metadata ?? {};
    state = {...await session.request("state"), limits: metadata.limits, ignored: metadata.ignored};
    tasks?.show(metadata.task ?? (options.split === undefined ? undefined : answer.observation));
    if (!code) {
        showFirst(answer);
    } else if (metadata.task?.starter_code && input.read().code === "") {
        input.write({code: metadata.task.starter_code});
    }
    announce("A new episode has begun");
    facts();
    remember();
    void files?.refresh();
}

/** What an environment shows at its reset. @param {any} answer */
function showFirst(answer) {
    const view = new StepView({action: {}, beside: {}, number: 0, before: 0, data: answer}, {code: false, go, edit: () => undefined});
    view.done();
    byId("history").append(view.element);
}

function buttons() {
    const ready = session.open;
    run.disabled = !ready || running !== null;
    interrupt.disabled = !ready || running === null;
}

async function submit() {
    if (run.disabled) {
        return;
    }
    mistake(null);
    let action;
    try {
        action = input.read();
    } catch (wrong) {
        mistake(/** @type {Error} */ (wrong).message);
        return;
    }
    if (code && action.code.trim() === "") {
        return;
    }
    if (await take(action) && code) {
        input.clear();
    } else if (!code) {
        input.focus();
    }
}

/** @param {any[]} actions */
async function replay(actions) {
    await reset(lastReset?.options ?? {});
    for (const action of actions) {
        if (!await take(action)) {
            return;
        }
    }
}

function newSession(/** @type {string} */ why) {
    forget();
    taken = 0;
    fresh = 0;
    lastReset = null;
    state = {};
    facts();
    if (why !== "") {
        banner(why, h("button", {type: "button", class: "small", onclick: () => banner(null)}, "OK"));
    }
    remember();
}

function listen() {
    session.addEventListener("state", event => {
        const {state: now, text} = /** @type {CustomEvent} */ (event).detail;
        const badge = byId("state");
        badge.textContent = now === "open" ? "Connected" : now === "waiting" ? "Server full" : now === "ended" ? "Ended" : now === "lost" ? "Not connected" : "Connecting…";
        badge.className = `badge ${now === "open" ? "" : now === "ended" ? "bad" : "warn"}`;
        if (now === "ended") {
            banner(text, h("button", {type: "button", class: "small", id: "anew", onclick: () => {
                banner(null);
                void session.begin();
            }}, "Begin anew"));
        } else if (now === "lost" || now === "waiting") {
            banner(text);
        } else if (now === "open" && byId("trouble").querySelector("button") === null) {
            banner(null);
        }
        buttons();
        if (now === "open") {
            void files?.refresh();
        }
    });
    session.addEventListener("begun", event => newSession(/** @type {CustomEvent} */ (event).detail.why));
    watchIdle(session, {warn: text => banner(text), strike: why => void session.end(why), busy: () => running !== null});
}

/** @param {any} schema of actions */
function makeInput(schema) {
    const place = byId("editor");
    if (code) {
        byId("notebook-option").hidden = false;
        byId("stdin-option").hidden = false;
        byId("hint").textContent = "Ctrl+Enter runs it";
        const editor = new Editor(place, () => void submit(), () => { memory.draft = input.read(); });
        input = {
            read: () => ({code: editor.text, ...(stdin.value === "" ? {} : {stdin: stdin.value})}),
            write: action => {
                editor.text = action?.code ?? "";
                stdin.value = action?.stdin ?? "";
            },
            focus: () => editor.focus(),
            clear: () => { editor.text = ""; },
        };
        return;
    }
    const form = field(schema, schema.title ?? "Action", true);
    place.classList.add("form");
    place.append(form.element);
    run.textContent = "Step";
    const focus = () => /** @type {HTMLElement | null} */ (place.querySelector("input, textarea, select"))?.focus();
    input = {read: form.read, write: form.write, focus, clear: () => undefined};
    byId("action").addEventListener("keydown", event => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
            event.preventDefault();
            void submit();
        }
    });
}

async function makePanels() {
    const tabs = new Tabs(byId("tabs"), byId("panels"));
    episodePanel(tabs.add("Episode"), {
        code, reset, replay, steps: () => steps,
        clear: () => {
            forget();
            remember();
        },
        about: () => ({sessionId: session.known?.id ?? "", environment: name, episodeId: state.episode_id ?? null, reset: lastReset}),
        end: () => void session.end("You ended this session."),
    });
    if (code) {
        files = new Files(tabs.add("Files", () => void files?.refresh()), () => session.route);
    }
    const place = h("div", {});
    const found = new Tasks(place, {path, name, begin: options => reset(options).catch(failure => mistake(failure.message))});
    if (await found.find()) {
        tasks = found;
        tabs.add("Tasks").append(place);
    }
    const wire = new WirePanel(tabs.add("Messages"));
    session.addEventListener("message", event => {
        const {way, text} = /** @type {CustomEvent} */ (event).detail;
        wire.add(way, text);
    });
}

function recall() {
    const known = memory.read();
    if (known === null) {
        return;
    }
    if (known.session !== session.known?.id) {
        return;
    }
    lastReset = known.reset;
    state = known.state ?? {};
    for (const step of known.steps) {
        if (step.data !== undefined || step.error !== undefined) {
            show(step).done();
            count(step);
        }
    }
    if (known.running !== null) {
        void carry(known.running);
    }
}

async function begin() {
    const [metadata, schema] = await Promise.all([askJson(`${path}metadata`), askJson(`${path}schema`)]);
    const observed = schema.observation?.properties ?? {};
    code = schema.action?.properties?.code?.type === "string" && observed.stdout !== undefined;
    name = metadata.name;
    document.title = `${name}: OpenEnv playground`;
    byId("name").textContent = name;
    makeInput(schema.action);
    await makePanels();
    byId("action").addEventListener("submit", event => {
        event.preventDefault();
        void submit();
    });
    interrupt.addEventListener("click", () => session.request("interrupt").catch(failure => mistake(failure.message)));
    listen();
    const kept = memory.read();
    const draft = memory.draft;
    if (code && draft !== null) {
        input.write(draft);
    }
    await session.begin();
    if (kept !== null && kept.session === session.known?.id) {
        recall();
    }
    facts();
    buttons();
    if (!code && lastReset === null) {
        await reset({}).catch(failure => mistake(failure.message));
    }
    input.focus();
}

function retry() {
    begin().catch(failure => {
        banner(`${failure.message} Trying again…`);
        setTimeout(() => location.reload(), 3000);
    });
}

retry();
