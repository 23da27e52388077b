// The server in one screen: what runs there, how it is guarded, who uses it, how to connect.

import {announce, byId, copyButton, duration, h} from "./dom.js";
import {between, look} from "./metrics.js";
import {Plot} from "./plot.js";
import {ask, askJson, Refused, root, signOut, token} from "./server.js";

const PAUSE = 2000;
const SAMPLES = 150; // five minutes
const KEPT = "openenv.samples";

const plots = {
    steps: new Plot("Steps a second", value => value.toFixed(value < 10 ? 1 : 0)),
    mean: new Plot("Mean time of a step", duration),
    high: new Plot("95 of 100 steps took at most", duration),
    active: new Plot("Open sessions", value => value.toFixed(0)),
};

/** @type {import("./metrics.js").Sample[]} */
let samples = JSON.parse(sessionStorage.getItem(KEPT) ?? "[]");
/** @type {import("./metrics.js").Look | null} */
let last = null;

/** @param {any} environment @param {string} first the default's name */
function card(environment, first) {
    const path = environment.name === first ? "" : `envs/${encodeURIComponent(environment.name)}/`;
    const readme = environment.readme_content;
    return h("li", {},
        h("h3", {}, environment.name, " ", environment.name === first ? h("span", {class: "badge"}, "at the root") : null),
        h("p", {class: "quiet"}, environment.description),
        h("div", {class: "links"},
            h("a", {href: `${path}web`, "aria-label": `Open ${environment.name} in the playground`}, "Open"),
            h("a", {href: environment.name === first ? "docs" : `docs?env=${encodeURIComponent(environment.name)}`, "aria-label": `API of ${environment.name}`}, "API"),
            environment.documentation_url ? h("a", {href: safeLink(environment.documentation_url), rel: "noreferrer"}, "Documentation") : null,
            h("span", {class: "quiet"}, environment.version ?? "")),
        readme ? h("details", {}, h("summary", {}, "README"), h("pre", {class: "readme", tabindex: 0}, readme)) : null);
}

/** @param {string} address @returns {string | undefined} nothing that would run */
function safeLink(address) {
    return /^https?:\/\//i.test(address) ? address : undefined;
}

/** @param {any[]} environments */
function guards(environments) {
    const parts = environments.filter(environment => Array.isArray(environment.guards?.guards)).map(environment => {
        const all = environment.guards.guards;
        const missing = all.filter((/** @type {any} */ guard) => !guard.in_force);
        return h("div", {},
            h("h3", {}, environment.name, environments.length > 1 && environment.guards.rung ? h("span", {class: "quiet"}, `, rung ${environment.guards.rung}`) : null),
            h("p", {}, `${all.length - missing.length} of ${all.length} in force. `, environment.guards.python ?? ""),
            missing.length === 0 ? null : h("ul", {class: "missing"}, ...missing.map((/** @type {any} */ guard) => h("li", {},
                h("strong", {}, guard.name), " is missing", guard.reason ? `: ${guard.reason}` : ".", guard.remedy ? h("div", {}, `To have it: ${guard.remedy}`) : null))),
            h("ul", {class: "guards"}, ...all.filter((/** @type {any} */ guard) => guard.in_force)
                .map((/** @type {any} */ guard) => h("li", {class: "badge"}, guard.name))));
    });
    if (parts.length > 0) {
        byId("guards").replaceChildren(...parts);
    }
}

/** @param {any} first the default environment's schema of actions */
function connect(first) {
    const at = root.href.replace(/\/$/, "");
    const secret = token() !== null;
    const code = first?.properties?.code !== undefined;
    const action = code ? {code: "print(6 * 7)"} : example(first);
    const snippets = {
        Java: code
            ? secret
                ? `var config = ClientConfig.defaults().withToken(System.getenv("TOKEN"));\nvar env = CodingEnv.connect("${at}", config);\nSystem.out.print(env.run("print(6 * 7)").observation().stdout());`
                : `var env = CodingEnv.connect("${at}");\nenv.reset();\nSystem.out.print(env.run("print(6 * 7)").observation().stdout());`
            : `var env = EnvClient.connect("${at}", TYPES);\nenv.reset();\nSystem.out.println(env.step(action).observation());`,
        Python: code
            ? `with CodingEnv(base_url="${at}"${secret ? ", headers={\"Authorization\": f\"Bearer {token}\"}" : ""}).sync() as env:\n    env.reset()\n    print(env.step(CodeAction(code="print(6 * 7)")).observation.stdout)`
            : `with GenericEnvClient(base_url="${at}"${secret ? ", headers={\"Authorization\": f\"Bearer {token}\"}" : ""}).sync() as env:\n    env.reset()\n    print(env.step(${JSON.stringify(action)}).observation)`,
        curl: `curl ${at}/step -H 'Content-Type: application/json'${secret ? " -H \"Authorization: Bearer $TOKEN\"" : ""} -d '${JSON.stringify({action}).replaceAll("'", "'\\''")}'`,
    };
    byId("connect").replaceChildren(...Object.entries(snippets).map(([name, text]) => h("div", {},
        h("h3", {}, name),
        h("div", {class: "snippet"}, h("pre", {tabindex: 0, role: "group", "aria-label": `${name} example`}, text), copyButton(() => text, `the lines of ${name}`)))));
}

/** @param {any} schema @returns {Record<string, unknown>} something that may stand in an action's place */
function example(schema) {
    const required = schema?.required ?? [];
    return Object.fromEntries(required.map((/** @type {string} */ name) => {
        const field = schema.properties?.[name] ?? {};
        return [name, field.enum?.[0] ?? (field.type === "integer" || field.type === "number" ? 1 : field.type === "boolean" ? true : "…")];
    }));
}

/** @param {any} session */
function row(session) {
    const about = `session ${session.session_id.slice(0, 8)}`;
    const path = `${session.environment ? `envs/${encodeURIComponent(session.environment)}/` : ""}sessions/${session.session_id}`;
    return h("tr", {},
        h("td", {}, h("code", {title: session.session_id}, session.session_id.slice(0, 8))),
        h("td", {}, session.environment),
        h("td", {}, session.transport),
        h("td", {class: "number"}, duration(session.age_s)),
        h("td", {class: "number"}, session.busy ? h("span", {class: "badge"}, "runs") : duration(session.idle_s)),
        h("td", {class: "number"}, String(session.steps)),
        h("td", {},
            h("button", {type: "button", class: "small", disabled: !session.busy, "aria-label": `Interrupt ${about}`,
                onclick: () => act(`${path}/interrupt`, "POST", `${about} interrupted`)}, "Interrupt"), " ",
            h("button", {type: "button", class: "small danger", "aria-label": `End ${about}`, onclick: () => {
                if (confirm(`End ${about}? Its variables and files are lost.`)) {
                    act(path, "DELETE", `${about} ended`);
                }
            }}, "End")));
}

/** @param {string} path @param {string} method @param {string} done */
async function act(path, method, done) {
    try {
        await ask(path, {method});
        announce(done);
    } catch (failure) {
        trouble(String(/** @type {Error} */ (failure).message));
    }
    await refresh();
}

/** @param {any[]} sessions */
function showSessions(sessions) {
    const table = byId("sessions");
    const focused = document.activeElement?.getAttribute("aria-label");
    table.replaceChildren(
        h("thead", {}, h("tr", {}, ...[["Session"], ["Environment"], ["By"], ["Open for", "number"], ["Idle for", "number"], ["Steps", "number"], ["Actions"]]
            .map(([name, kind]) => h("th", {scope: "col", class: kind}, name)))),
        h("tbody", {}, ...(sessions.length === 0
            ? [h("tr", {}, h("td", {colSpan: 7, class: "quiet"}, "None is open."))]
            : sessions.map(row))));
    if (focused) {
        /** @type {HTMLElement | null} */ (table.querySelector(`[aria-label="${CSS.escape(focused)}"]`))?.focus();
    }
}

/** @param {string | null} text what is wrong, or nothing */
function trouble(text) {
    const banner = byId("trouble");
    banner.hidden = text === null;
    if (banner.textContent !== text) {
        banner.textContent = text;
    }
}

async function measure() {
    const text = await (await ask("metrics")).text();
    const now = look(text, Date.now() / 1000);
    if (last !== null && now.steps >= last.steps) {
        samples = [...samples, between(last, now)].slice(-SAMPLES);
        sessionStorage.setItem(KEPT, JSON.stringify(samples));
    }
    last = now;
    for (const [name, plot] of Object.entries(plots)) {
        plot.show(samples.map(sample => sample[/** @type {keyof typeof sample} */ (name)]), SAMPLES);
    }
}

async function refresh() {
    try {
        const [capacity, sessions] = await Promise.all([askJson("capacity"), askJson("sessions")]);
        byId("capacity").textContent = `${capacity.active} of ${capacity.max} places are taken`
            + (capacity.waiting > 0 ? `, ${capacity.waiting} wait for one.` : ".");
        showSessions(sessions.sessions);
        await measure().catch(failure => {
            if (!(failure instanceof Refused)) {
                throw failure;
            }
            byId("plots").replaceChildren(h("p", {class: "quiet"}, "This server has no metrics."));
        });
        trouble(null);
    } catch (failure) {
        trouble(`${/** @type {Error} */ (failure).message} Trying again…`);
    }
}

async function begin() {
    byId("plots").replaceChildren(...Object.values(plots).map(plot => plot.element));
    byId("sign-out").addEventListener("click", signOut);
    const listed = await askJson("envs");
    byId("sign-out").hidden = token() === null;
    byId("environments").replaceChildren(...listed.environments.map((/** @type {any} */ each) => card(each, listed.default)));
    byId("version").textContent = listed.version ?? listed.environments.find((/** @type {any} */ each) => each.name === listed.default)?.version ?? "";
    guards(listed.environments);
    connect((await askJson("schema")).action);
    await refresh();
    setInterval(() => document.hidden ? undefined : refresh(), PAUSE);
}

function retry() {
    begin().catch(failure => {
        trouble(`${failure.message} Trying again…`);
        setTimeout(retry, PAUSE);
    });
}

retry();
