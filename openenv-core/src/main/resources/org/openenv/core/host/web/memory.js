// What a tab remembers of its episode over a reload: the steps, the step that runs, and, apart, for it changes with each key,
// what is being written.

/** What browsers let an origin keep is some five million characters. */
const MOST = 2_000_000;

/** @typedef {import("./step.js").Step} Step */
/** @typedef {{session: string, steps: Step[], running: {text: string, step: Step} | null, reset: any, state: any}} Memory */

export class TabMemory {
    /** @param {string} key */
    constructor(key) {
        this.key = key;
    }

    /** @returns {Memory | null} */
    read() {
        try {
            return JSON.parse(sessionStorage.getItem(this.key) ?? "null");
        } catch {
            return null;
        }
    }

    /** @returns {any} the action that is being written */
    get draft() {
        try {
            return JSON.parse(sessionStorage.getItem(`${this.key}.draft`) ?? "null");
        } catch {
            return null;
        }
    }

    set draft(action) {
        try {
            sessionStorage.setItem(`${this.key}.draft`, JSON.stringify(action));
        } catch {
            sessionStorage.removeItem(`${this.key}.draft`);
        }
    }

    /** @param {Memory} memory */
    write(memory) {
        let text = JSON.stringify(memory);
        if (text.length > MOST) {
            // pictures and long outputs of old steps are forgotten first, the programs last
            const steps = memory.steps.map((step, at) => at > memory.steps.length - 4 && JSON.stringify(step).length < MOST / 8 ? step : slim(step));
            text = JSON.stringify({...memory, steps});
        }
        try {
            sessionStorage.setItem(this.key, text.length > MOST ? JSON.stringify({...memory, steps: memory.steps.slice(-20).map(slim)}) : text);
        } catch {
            sessionStorage.removeItem(this.key);
        }
    }
}

/** @param {Step} step @returns {Step} without what is large */
function slim(step) {
    const {data} = step;
    if (data === undefined) {
        return step;
    }
    const {stdout, stderr, ...rest} = data.observation ?? {};
    const short = (/** @type {unknown} */ text) => typeof text === "string" ? text.slice(0, 2000) : text;
    return {...step, data: {observation: {...rest, stdout: short(stdout), stderr: short(stderr), metadata: {}}, reward: data.reward, done: data.done, metadata: {cause: data.metadata?.cause}}};
}
