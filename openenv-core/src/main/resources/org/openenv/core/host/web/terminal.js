// Shows what a program writes, as a terminal would: colours, carriage returns of progress bars, erased lines. What is shown is
// bounded, however much comes; and it is drawn as often as leaves the page three quarters of its time for its reader.

import {h} from "./dom.js";

const LINES = 1000;
const LONGEST_LINE = 4000;
const KEPT_CHARACTERS = 16 << 20;
const AT_ONCE = 100_000;
const SHORTEST_PAUSE = 40;
const CONTROL = /[\r\n\b\x1b]/g;
const SEQUENCE = /^\x1b(?:\[([0-9;:?]*)([@-~])|\][^\x07\x1b]*(?:\x07|\x1b\\)|[()][0-9A-Za-z]|[^[\]()])/;

/** @typedef {{text: string, style: string}} Run */

export class Terminal {
    /** @type {Run[][]} */ #lines = [[]];
    /** @type {HTMLElement[]} */ #drawn = [];
    /** @type {Set<number>} */ #changed = new Set();
    #first = 0;
    #row = 0;
    #column = 0;
    #style = "";
    #pending = "";
    #scheduled = false;
    #waiting = false;
    #pause = SHORTEST_PAUSE;
    /** @type {string[]} */ #all = [];
    #kept = 0;
    #left = 0;

    /**
     * @param {string} label what it shows, for those who don't see it
     * @param {(line: string) => Node[] | null} [link] makes something else of a line than its text
     */
    constructor(label, link = () => null) {
        this.link = link;
        this.note = h("p", {class: "quiet", hidden: true});
        this.body = h("pre", {class: "terminal", tabindex: 0, role: "group", "aria-label": label});
        this.element = h("div", {}, this.note, this.body);
    }

    /** All that was written, as far as it is kept. */
    get text() {
        return this.#all.join("");
    }

    get empty() {
        return this.#all.length === 0;
    }

    /** @param {string} text */
    write(text) {
        if (this.#kept < KEPT_CHARACTERS) {
            this.#all.push(text);
            this.#kept += text.length;
        }
        this.#pending += text;
        if (this.#pending.length > AT_ONCE) {
            // more than anybody reads: what will have scrolled away is left out, at a line's beginning
            const cut = this.#pending.indexOf("\n", this.#pending.length - AT_ONCE / 2);
            const from = cut < 0 ? this.#pending.length - AT_ONCE / 2 : cut + 1;
            this.#left += from;
            this.#pending = this.#pending.slice(from);
        }
        this.#waiting = true;
        this.#schedule();
    }

    #schedule() {
        if (this.#waiting && !this.#scheduled) {
            this.#scheduled = true;
            setTimeout(() => this.#flush(), this.#pause);
        }
    }

    /** Draws what has come, and rests three times as long as that took, what the browser made of it included. */
    #flush() {
        const began = performance.now();
        this.#waiting = false;
        this.#pending = this.#parse(this.#pending);
        this.#draw();
        const rest = () => {
            this.#scheduled = false;
            this.#pause = Math.max(SHORTEST_PAUSE, 3 * (performance.now() - began));
            this.#schedule();
        };
        if (document.hidden) {
            rest();
        } else {
            requestAnimationFrame(() => setTimeout(rest));
        }
    }

    /** @param {string} text @returns {string} a sequence that has not ended */
    #parse(text) {
        let at = 0;
        while (at < text.length) {
            CONTROL.lastIndex = at;
            const control = CONTROL.exec(text);
            const end = control === null ? text.length : control.index;
            if (end > at) {
                this.#put(text.slice(at, end));
            }
            if (control === null) {
                return "";
            }
            at = end + 1;
            if (control[0] === "\n") {
                this.#row++;
                this.#column = 0;
                this.#room();
            } else if (control[0] === "\r") {
                this.#column = 0;
            } else if (control[0] === "\b") {
                this.#column = Math.max(0, this.#column - 1);
            } else {
                const sequence = SEQUENCE.exec(text.slice(end, end + 256));
                if (sequence === null) {
                    if (text.length - end < 256) {
                        return text.slice(end);
                    }
                    continue;
                }
                at = end + sequence[0].length;
                this.#command(sequence[2], sequence[1] ?? "");
            }
        }
        return "";
    }

    #room() {
        while (this.#lines.length <= this.#row) {
            this.#lines.push([]);
        }
        if (this.#lines.length > 2 * LINES) {
            this.#drop(this.#lines.length - LINES);
        }
        this.#changed.add(this.#first + this.#row);
    }

    /** @param {number} count of lines at the top */
    #drop(count) {
        this.#lines.splice(0, count);
        this.#drawn.splice(0, count).forEach(line => line.remove());
        this.#first += count;
        this.#row = Math.max(0, this.#row - count);
    }

    /** @param {string} text without controls, written over what stands there */
    #put(text) {
        const line = this.#lines[this.#row] ?? [];
        this.#lines[this.#row] = line;
        this.#changed.add(this.#first + this.#row);
        const length = line.reduce((sum, run) => sum + run.text.length, 0);
        if (this.#column >= LONGEST_LINE) {
            this.#left += text.length;
            return;
        }
        const fitting = text.slice(0, LONGEST_LINE - this.#column);
        this.#left += text.length - fitting.length;
        if (this.#column === length) {
            const last = line.at(-1);
            if (last !== undefined && last.style === this.#style) {
                last.text += fitting;
            } else {
                line.push({text: fitting, style: this.#style});
            }
        } else {
            const before = cut(line, 0, this.#column);
            const gap = this.#column > length ? [{text: " ".repeat(this.#column - length), style: ""}] : [];
            const after = cut(line, this.#column + fitting.length, Infinity);
            this.#lines[this.#row] = [...before, ...gap, {text: fitting, style: this.#style}, ...after];
        }
        this.#column += fitting.length;
    }

    /** @param {string | undefined} name @param {string} parameters */
    #command(name, parameters) {
        const numbers = parameters.split(/[;:]/).map(Number);
        const count = Math.min(LINES, numbers[0] || 1);
        if (name === "m") {
            this.#style = restyle(this.#style, numbers);
        } else if (name === "K") {
            const line = this.#lines[this.#row] ?? [];
            this.#lines[this.#row] = numbers[0] === 2 ? [] : numbers[0] === 1
                ? [{text: " ".repeat(this.#column), style: ""}, ...cut(line, this.#column, Infinity)] : cut(line, 0, this.#column);
            this.#changed.add(this.#first + this.#row);
        } else if (name === "A") {
            this.#row = Math.max(0, this.#row - count);
        } else if (name === "B") {
            this.#row += count;
            this.#room();
        } else if (name === "C") {
            this.#column = Math.min(LONGEST_LINE, this.#column + count);
        } else if (name === "D") {
            this.#column = Math.max(0, this.#column - count);
        } else if (name === "G") {
            this.#column = Math.min(LONGEST_LINE, count - 1);
        } else if (name === "J" && numbers[0] === 2) {
            this.#drop(this.#lines.length - 1);
            this.#lines = [[]];
            this.#row = 0;
            this.#changed.add(this.#first);
        }
    }

    #draw() {
        if (this.#lines.length > LINES) {
            this.#drop(this.#lines.length - LINES);
        }
        const atEnd = this.body.scrollHeight - this.body.scrollTop - this.body.clientHeight < 30;
        for (const number of this.#changed) {
            const at = number - this.#first;
            if (at < 0 || at >= this.#lines.length) {
                continue;
            }
            while (this.#drawn.length <= at) {
                const line = h("span", {class: "line"});
                this.#drawn.push(line);
                this.body.append(line);
            }
            this.#fill(this.#drawn[at], this.#lines[at], at < this.#lines.length - 1);
        }
        this.#changed.clear();
        const hidden = this.#first > 0 || this.#left > 0;
        this.note.hidden = !hidden;
        if (hidden) {
            this.note.textContent = "The beginning is not shown; Save has up to 16 MiB of it.";
        }
        if (atEnd) {
            this.body.scrollTop = this.body.scrollHeight;
        }
    }

    /** @param {HTMLElement} element @param {Run[]} line @param {boolean} whole */
    #fill(element, line, whole) {
        const linked = this.link(line.map(run => run.text).join(""));
        const nodes = linked ?? line.map(run => run.style === "" ? run.text : styled(run));
        element.replaceChildren(...nodes, whole ? "\n" : "");
    }
}

/** @param {Run[]} line @param {number} from @param {number} to @returns {Run[]} the part between two columns */
function cut(line, from, to) {
    const part = [];
    let at = 0;
    for (const run of line) {
        const text = run.text.slice(Math.max(0, from - at), Math.max(0, to - at));
        if (text !== "") {
            part.push({text, style: run.style});
        }
        at += run.text.length;
    }
    return part;
}

/** @param {Run} run */
function styled(run) {
    const element = h("span", {}, run.text);
    for (const part of run.style.split(" ").filter(name => name !== "")) {
        const [kind, value] = part.split("=");
        if (kind === "fg" && value.startsWith("#")) {
            element.style.color = value;
        } else if (kind === "bg" && value.startsWith("#")) {
            element.style.backgroundColor = value;
        } else {
            element.classList.add(value === undefined ? `ansi-${kind}` : `ansi-${kind}-${value}`);
        }
    }
    return element;
}

/** @param {string} style @param {number[]} numbers @returns {string} */
function restyle(style, numbers) {
    const parts = new Map(style.split(" ").filter(part => part !== "").map(part => /** @type {[string, string]} */ ([part.split("=")[0], part])));
    for (let at = 0; at < numbers.length; at++) {
        const code = numbers[at];
        if (code === 0) {
            parts.clear();
        } else if (code === 38 || code === 48) {
            const kind = code === 38 ? "fg" : "bg";
            if (numbers[at + 1] === 5) {
                parts.set(kind, `${kind}=${palette(numbers[at + 2] ?? 0)}`);
                at += 2;
            } else if (numbers[at + 1] === 2) {
                parts.set(kind, `${kind}=${hex(numbers.slice(at + 2, at + 5))}`);
                at += 4;
            }
        } else if (code >= 30 && code <= 37 || code >= 90 && code <= 97) {
            parts.set("fg", `fg=${code >= 90 ? code - 82 : code - 30}`);
        } else if (code >= 40 && code <= 47 || code >= 100 && code <= 107) {
            parts.set("bg", `bg=${code >= 100 ? code - 92 : code - 40}`);
        } else if (code === 39) {
            parts.delete("fg");
        } else if (code === 49) {
            parts.delete("bg");
        } else if (code === 22) {
            parts.delete("bold");
            parts.delete("faint");
        } else {
            const name = /** @type {Record<number, string>} */ ({1: "bold", 2: "faint", 3: "italic", 4: "underline", 7: "inverse", 9: "struck"})[code];
            const off = /** @type {Record<number, string>} */ ({23: "italic", 24: "underline", 27: "inverse", 29: "struck"})[code];
            if (name !== undefined) {
                parts.set(name, name);
            } else if (off !== undefined) {
                parts.delete(off);
            }
        }
    }
    return [...parts.values()].join(" ");
}

/** @param {number[]} channels @returns {string} */
function hex(channels) {
    return `#${[0, 1, 2].map(at => Math.min(255, Math.max(0, channels[at] || 0)).toString(16).padStart(2, "0")).join("")}`;
}

/** @param {number} number of 256 @returns {string} */
function palette(number) {
    if (number < 16) {
        return String(number);
    }
    if (number >= 232) {
        const grey = 8 + (number - 232) * 10;
        return hex([grey, grey, grey]);
    }
    const step = (/** @type {number} */ level) => level === 0 ? 0 : 55 + level * 40;
    const at = number - 16;
    return hex([step(Math.floor(at / 36)), step(Math.floor(at / 6) % 6), step(at % 6)]);
}
