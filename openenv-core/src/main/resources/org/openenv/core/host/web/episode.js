// The episode: where it stands, a new one with a seed and limits, its history as files.

import {byId, h, save} from "./dom.js";
import {toActions, toNotebook, toScript, toTrajectory} from "./notebook.js";

/** Limits of the coding environment, which an episode may lower. */
const LIMITS = /** @type {[string, string][]} */ ([
    ["step_timeout", "Step, seconds"], ["cpu_time", "CPU, seconds"], ["memory_mb", "Memory, MiB"], ["disk_mb", "Disk, MiB"],
    ["file_size_mb", "File, MiB"], ["output_bytes", "Output, bytes"], ["processes", "Processes"], ["open_files", "Open files"],
]);

/**
 * @typedef {{
 *     code: boolean, reset: (options: any) => Promise<void>, steps: () => import("./step.js").Step[], replay: (actions: any[]) => Promise<void>,
 *     clear: () => void, about: () => {sessionId: string, environment: string, episodeId: string | null, reset: any}, end: () => void,
 * }} Tools
 */

/** @param {HTMLElement} place @param {Tools} tools */
export function episodePanel(place, tools) {
    const seed = h("input", {id: "seed", inputMode: "numeric", pattern: "[0-9]*", autocomplete: "off"});
    const more = h("textarea", {id: "more", rows: 2, spellcheck: false, placeholder: "{}"});
    const limits = tools.code ? LIMITS.map(([name, label]) => /** @type {[string, string, HTMLInputElement]} */ ([name, label, h("input", {id: `limit-${name}`, inputMode: "decimal", autocomplete: "off"})])) : [];
    const mistake = h("p", {class: "bad", role: "alert"});
    const form = h("form", {class: "stack", onsubmit: async (/** @type {Event} */ event) => {
        event.preventDefault();
        try {
            const entries = [["seed", seed.value], ...limits.map(([name, , input]) => [name, input.value])].filter(([, value]) => value.trim() !== "");
            const options = {...Object.fromEntries(entries.map(([name, value]) => [name, Number(value)])), ...(more.value.trim() === "" ? {} : JSON.parse(more.value))};
            mistake.textContent = "";
            await tools.reset(options);
        } catch (failure) {
            mistake.textContent = /** @type {Error} */ (failure).message;
        }
    }},
    h("h2", {}, "New episode"),
    h("label", {for: "seed"}, "Seed"), seed,
    limits.length === 0 ? null : h("details", {}, h("summary", {}, "Limits"), h("div", {class: "grid"},
        ...limits.map(([name, label, input]) => h("div", {}, h("label", {for: `limit-${name}`}, label), input)))),
    h("details", {}, h("summary", {}, "Other fields"), h("label", {for: "more"}, "Fields of the reset, as JSON"), more),
    h("button", {type: "submit", id: "reset"}, "Reset"), mistake);
    const chosen = h("input", {type: "file", id: "import", accept: ".py,.ipynb,.jsonl", onchange: async () => {
        const file = chosen.files?.[0];
        chosen.value = "";
        if (file !== undefined) {
            try {
                const actions = toActions(file.name, await file.text());
                said.textContent = `${actions.length} steps of ${file.name} are run.`;
                await tools.replay(actions);
                said.textContent = `${actions.length} steps of ${file.name} were run.`;
            } catch (failure) {
                said.textContent = `${file.name}: ${/** @type {Error} */ (failure).message}`;
            }
        }
    }});
    const said = h("p", {class: "quiet", role: "status"});
    const exporting = (/** @type {string} */ name, /** @type {() => string} */ text) => h("button", {type: "button", class: "small", onclick: () => save(name, text())}, name.split(".").pop() ?? name);
    place.append(
        h("dl", {class: "facts", id: "facts"}),
        form,
        h("h2", {}, "History"),
        h("div", {class: "row"}, h("span", {class: "quiet"}, "Export"),
            ...(tools.code ? [exporting("episode.py", () => toScript(tools.steps())), exporting("episode.ipynb", () => toNotebook(tools.steps()))] : []),
            exporting("episode.jsonl", () => toTrajectory(tools.steps(), tools.about()))),
        h("div", {class: "field"}, h("label", {for: "import"}, "Import and run"), chosen), said,
        h("div", {class: "row"},
            h("button", {type: "button", class: "small", id: "replay", onclick: () => tools.replay(tools.steps().map(step => step.action))}, "Replay from the beginning"),
            h("button", {type: "button", class: "small", onclick: tools.clear}, "Clear the list"),
            h("button", {type: "button", class: "small danger", id: "end", onclick: tools.end}, "End the session")));
}

/** @param {Record<string, unknown>} facts */
export function showFacts(facts) {
    byId("facts").replaceChildren(...Object.entries(facts).filter(([, value]) => value !== undefined && value !== null)
        .flatMap(([name, value]) => [h("dt", {}, name), h("dd", {}, typeof value === "object" ? JSON.stringify(value) : String(value))]));
}
