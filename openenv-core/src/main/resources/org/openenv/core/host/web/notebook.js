// An episode's history as files: a script, a notebook, a trajectory as the server writes them; and back.

/** @typedef {import("./step.js").Step} Step */

const CELL = /^# %%.*$/m;

/** @param {Step[]} steps @returns {string} a script with a cell for each step */
export function toScript(steps) {
    return steps.map(step => `# %% step ${step.number}\n${step.action.code ?? ""}\n`).join("\n");
}

/** @param {Step[]} steps @returns {string} */
export function toNotebook(steps) {
    return JSON.stringify({
        nbformat: 4,
        nbformat_minor: 5,
        metadata: {kernelspec: {name: "python3", display_name: "Python 3", language: "python"}, language_info: {name: "python"}},
        cells: steps.map((step, at) => ({
            id: `step-${at + 1}`, cell_type: "code", execution_count: at + 1, metadata: {}, source: lines(String(step.action.code ?? "")), outputs: outputs(step, at + 1),
        })),
    }, null, 1);
}

/** @param {Step} step @param {number} count */
function outputs(step, count) {
    const {stdout = "", stderr = ""} = step.data?.observation ?? {};
    const metadata = step.data?.metadata ?? {};
    const error = metadata.error;
    return [
        ...(stdout === "" ? [] : [{output_type: "stream", name: "stdout", text: lines(stdout)}]),
        ...(stderr === "" || error ? [] : [{output_type: "stream", name: "stderr", text: lines(stderr)}]),
        ...(metadata.results ?? []).map((/** @type {any} */ each) => each.output_type === "execute_result"
            ? {output_type: "execute_result", execution_count: count, data: each.data, metadata: each.metadata ?? {}}
            : {output_type: "display_data", data: each.data, metadata: each.metadata ?? {}}),
        ...(error ? [{output_type: "error", ename: error.type, evalue: error.message, traceback: stderr.split("\n")}] : []),
    ];
}

/** @param {string} text @returns {string[]} lines with their ends, as notebooks keep them */
function lines(text) {
    return text === "" ? [] : text.split(/(?<=\n)/);
}

/**
 * @param {Step[]} steps
 * @param {{sessionId: string, environment: string, episodeId: string | null, reset: any}} about
 * @returns {string} JSON lines, which `replay` reads
 */
export function toTrajectory(steps, about) {
    const shared = {session_id: about.sessionId, environment: about.environment, episode_id: about.episodeId};
    const reset = about.reset === null ? [] : [{...shared, kind: "reset", step: 0, options: about.reset.options, action: null, ...about.reset.answer}];
    const taken = steps.map(step => ({
        ...shared, kind: "step", step: step.number, action: step.action,
        ...(step.data === undefined ? {error: step.error} : {
            observation: withoutMetadata(step.data.observation), reward: step.data.reward, done: step.data.done, metadata: step.data.metadata ?? {},
        }),
        duration_s: step.seconds,
    }));
    return [...reset, ...taken].map(line => `${JSON.stringify(line)}\n`).join("");
}

/** @param {any} observation */
function withoutMetadata(observation) {
    const {metadata, ...rest} = observation ?? {};
    return rest;
}

/**
 * Reads what was exported, here or elsewhere.
 *
 * @param {string} name of the file
 * @param {string} text
 * @returns {any[]} actions, in order
 */
export function toActions(name, text) {
    if (name.endsWith(".ipynb")) {
        const cells = JSON.parse(text).cells ?? [];
        return cells.filter((/** @type {any} */ cell) => cell.cell_type === "code")
            .map((/** @type {any} */ cell) => ({code: Array.isArray(cell.source) ? cell.source.join("") : String(cell.source)}));
    }
    if (name.endsWith(".jsonl")) {
        return text.split("\n").filter(line => line.trim() !== "").map(line => JSON.parse(line))
            .filter(line => line.kind === "step" && line.action !== null && typeof line.action === "object").map(line => line.action);
    }
    const cells = text.split(CELL).map(cell => cell.replace(/^\n/, "").replace(/\n+$/, "")).filter(cell => cell.trim() !== "");
    return cells.map(code => ({code}));
}
