// One step in the episode's history: what was done, what came of it.

import {announce, duration, h, save} from "./dom.js";
import {richResult} from "./results.js";
import {Terminal} from "./terminal.js";
import {tracebackLinks} from "./traceback.js";
import {tree} from "./tree.js";

/**
 * @typedef {{action: any, beside: Record<string, unknown>, data?: any, error?: string, seconds?: number, number: number, before: number}} Step
 *     `data` is the answer, `beside` what was asked beside the action, `number` its place in the episode, 0 for its reset, `before` how many steps
 *     there were when its process began: tracebacks count from there
 */

/** Where known, what a word of the server's means. */
const CAUSES = /** @type {Record<string, string>} */ ({
    "timeout": "its time was up", "interrupted": "interrupted", "memory-limit": "it took too much memory", "signal": "killed by a signal",
    "crashed": "its process crashed", "disk-limit": "its disk is full", "output-limit": "it wrote too much", "syntax-error": "it is not Python",
    "exception": "an exception", "closed": "the session was closed",
});

/** Metadata that is shown in another way. */
const SHOWN = new Set(["last_code", "cause", "error", "results", "result", "rubric", "rubric_scores", "verdict", "state_lost", "syntax_error", "task"]);

export class StepView {
    /** @type {Terminal} */ stdout;
    /** @type {Terminal} */ stderr;

    /**
     * @param {Step} step
     * @param {{go: (step: number, line: number) => void, edit: (action: any) => void, code: boolean}} tools
     */
    constructor(step, tools) {
        this.step = step;
        this.tools = tools;
        this.stdout = new Terminal(`Output of step ${step.number}`);
        this.stderr = new Terminal(`Errors of step ${step.number}`, tracebackLinks((number, line) => tools.go(number + step.before, line), step.before));
        this.out = stream("Output", this.stdout);
        this.err = stream("Errors", this.stderr);
        this.outcome = h("div", {class: "outcome"});
        this.status = h("span", {class: "badge warn"}, "runs");
        this.lines = /** @type {HTMLElement[]} */ ([]);
        const again = h("button", {type: "button", class: "small", "aria-label": `Edit step ${step.number} again`, onclick: () => tools.edit(step.action)}, "Edit");
        const name = step.number === 0 ? "Reset" : `Step ${step.number}`;
        const action = step.number === 0 ? null : tools.code ? this.#code(String(step.action.code ?? "")) : tree(step.action, "action");
        this.element = h("li", {class: "step", "aria-label": name},
            h("div", {class: "step-head"}, h("span", {class: "quiet"}, name), this.status, h("span", {class: "gap"}), step.number === 0 ? null : again),
            action,
            this.out, this.err, this.outcome);
    }

    /** @param {string} code */
    #code(code) {
        this.lines = code.split("\n").map(line => h("span", {class: "code-line", tabindex: -1}, line));
        return h("pre", {class: "code", tabindex: 0, role: "group", "aria-label": `Program of step ${this.step.number}`}, ...this.lines.flatMap(line => [line, "\n"]).slice(0, -1));
    }

    /** @param {number} number from 1 */
    showLine(number) {
        const line = this.lines[number - 1];
        if (line !== undefined) {
            this.lines.forEach(each => each.classList.toggle("here", each === line));
            line.scrollIntoView({block: "center"});
            line.focus({preventScroll: true});
        }
    }

    /** @param {{stream: string, text: string}} output */
    output({stream: name, text}) {
        const [terminal, place] = name === "stderr" ? [this.stderr, this.err] : [this.stdout, this.out];
        place.hidden = false;
        terminal.write(text);
    }

    /** Shows what the step's answer, or what went wrong, says. */
    done() {
        const {data, error, seconds} = this.step;
        if (data === undefined) {
            this.#say("failed", "bad");
            this.outcome.replaceChildren(h("p", {class: "bad", role: "alert"}, error ?? "It failed."));
            announce(`Step ${this.step.number} failed: ${error ?? ""}`);
            return;
        }
        const observation = data.observation ?? {};
        const metadata = data.metadata ?? observation.metadata ?? {};
        if (this.tools.code) {
            this.#rest(this.stdout, "stdout", observation.stdout ?? "");
            this.#rest(this.stderr, "stderr", observation.stderr ?? "");
        }
        const failed = this.tools.code && observation.exit_code !== 0;
        const cause = CAUSES[metadata.cause] ?? "";
        this.#say(failed ? `${cause || "failed"}, exit code ${observation.exit_code}` : data.done ? "done" : "ok", failed ? "bad" : "");
        announce(`Step ${this.step.number}: ${this.status.textContent}${data.reward === null || data.reward === undefined ? "" : `, reward ${data.reward}`}`);
        const {results = [], result, state_lost: lost} = metadata;
        const shown = bundle(metadata.render);
        this.outcome.replaceChildren(...[
            lost === true ? h("p", {class: "quiet"}, "The next step begins in a fresh process: the variables of those before are gone.") : null,
            ...results.map((/** @type {any} */ each, /** @type {number} */ at) => richResult(each, at + 1)),
            result !== undefined && !results.some((/** @type {any} */ each) => each.output_type === "execute_result")
                ? h("pre", {class: "result", "aria-label": "Value of the last expression"}, String(result)) : null,
            shown,
            this.tools.code ? null : tree(withoutMetadata(observation), "observation", 3),
            reward(data, metadata, seconds),
            details(metadata),
        ].filter(part => part !== null));
    }

    /** @param {string} text @param {string} kind */
    #say(text, kind) {
        this.status.textContent = text;
        this.status.className = `badge ${kind}`;
    }

    /** What the answer has and the stream had not. @param {Terminal} terminal @param {string} name @param {string} whole */
    #rest(terminal, name, whole) {
        const told = terminal.text;
        if (whole.length > told.length && whole.startsWith(told)) {
            this.output({stream: name, text: whole.slice(told.length)});
        } else if (told === "" && whole !== "") {
            this.output({stream: name, text: whole});
        }
    }
}

/** @param {string} title @param {Terminal} terminal */
function stream(title, terminal) {
    const button = h("button", {type: "button", class: "small", "aria-label": `Save ${title.toLowerCase()}`, onclick: () => save(`${title.toLowerCase()}.txt`, terminal.text)}, "Save");
    return h("div", {class: `stream ${title.toLowerCase()}`, hidden: true}, h("div", {class: "stream-head"}, h("span", {class: "quiet"}, title), button), terminal.element);
}

/** @param {any} data @param {any} metadata @param {number | undefined} seconds */
function reward(data, metadata, seconds) {
    const {verdict, rubric, rubric_scores: scores} = metadata;
    const parts = scores ?? (typeof metadata.safety_violation === "string" ? {safety: metadata.safety_violation} : undefined);
    return h("div", {class: "reward"},
        h("span", {}, "Reward ", h("strong", {class: "value"}, data.reward === null || data.reward === undefined ? "none" : String(Number(Number(data.reward).toFixed(4))))),
        data.done ? h("span", {class: "badge"}, "episode done") : null,
        seconds === undefined ? null : h("span", {class: "quiet"}, duration(seconds)),
        parts === undefined ? null : h("details", {}, h("summary", {}, "Parts"), tree(rubric ?? parts, "", 3)),
        verdict === undefined ? null : verdictTable(verdict));
}

/** @param {any} verdict */
function verdictTable(verdict) {
    const cases = Array.isArray(verdict.cases) ? verdict.cases : [];
    return h("details", {class: "verdict", open: true}, h("summary", {}, `Verdict: ${verdict.passed} of ${verdict.total} cases passed`),
        verdict.load_error ? h("p", {class: "bad"}, String(verdict.load_error)) : null,
        h("ul", {}, ...cases.map((/** @type {any} */ each) => h("li", {class: each.status === "passed" ? "" : "bad"}, `${each.name}: ${each.status}`))));
}

/** What is not shown otherwise. @param {any} metadata */
function details(metadata) {
    const rest = Object.fromEntries(Object.entries(metadata).filter(([name]) => !SHOWN.has(name) && name !== "render"));
    return Object.keys(rest).length === 0 ? null : h("details", {}, h("summary", {}, "Metadata"), tree(rest, "", 2));
}

/** What an environment wants shown in the place of its observation. @param {any} render a MIME bundle */
function bundle(render) {
    return render !== null && typeof render === "object" ? richResult({output_type: "display_data", data: render}, 1) : null;
}

/** @param {any} observation */
function withoutMetadata(observation) {
    const {metadata, ...rest} = observation;
    return rest;
}
