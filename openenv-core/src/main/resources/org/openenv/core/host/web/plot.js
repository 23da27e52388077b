// A small plot of the last minutes: one line, its last value in words.

const NS = "http://www.w3.org/2000/svg";
const WIDTH = 300;
const HEIGHT = 46;

import {h} from "./dom.js";

export class Plot {
    /**
     * @param {string} title
     * @param {(value: number) => string} write how a value is said
     */
    constructor(title, write) {
        this.write = write;
        this.title = title;
        this.value = h("span", {class: "value"}, "–");
        this.svg = document.createElementNS(NS, "svg");
        this.svg.setAttribute("viewBox", `0 0 ${WIDTH} ${HEIGHT}`);
        this.svg.setAttribute("preserveAspectRatio", "none");
        this.svg.setAttribute("role", "img");
        this.line = document.createElementNS(NS, "polyline");
        this.svg.append(this.line);
        this.element = h("figure", {class: "plot"}, h("figcaption", {}, h("span", {}, title), this.value), this.svg);
        this.show([], 1);
    }

    /**
     * @param {(number | null)[]} values oldest first; `null` where there was nothing to measure
     * @param {number} room how many fill the plot
     */
    show(values, room) {
        const known = values.filter(value => value !== null);
        const most = Math.max(...known, 1e-9);
        const points = values
            .map((value, at) => value === null ? null : `${(room - values.length + at) / Math.max(1, room - 1) * WIDTH},${HEIGHT - 3 - value / most * (HEIGHT - 8)}`)
            .filter(point => point !== null);
        this.line.setAttribute("points", points.join(" "));
        const last = known.at(-1);
        this.value.textContent = last === undefined ? "–" : this.write(last);
        this.svg.setAttribute("aria-label", last === undefined
            ? `${this.title}: nothing measured yet`
            : `${this.title}: now ${this.write(last)}, at most ${this.write(most)} in the last minutes`);
    }
}
