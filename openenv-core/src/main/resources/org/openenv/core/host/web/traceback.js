// Finds in an error's text where it points to, and leads there.

import {h} from "./dom.js";

const FRAME = /^(\s*File ")(<step-(\d+)>)(", line )(\d+)(.*)$/;

/**
 * @param {(step: number, line: number) => void} go shows a line of a step
 * @param {number} before how many steps there were when the process began: its own are counted from there
 * @returns {(line: string) => Node[] | null} for the lines of a terminal
 */
export function tracebackLinks(go, before) {
    return line => {
        const [, before, file, step, between, number, after] = FRAME.exec(line) ?? [];
        if (file === undefined) {
            return null;
        }
        const button = h("button", {type: "button", class: "frame-link", onclick: () => go(Number(step), Number(number)), "aria-label": `Go to line ${number} of step ${Number(step) + before}`},
            `${file}${between}${number}`);
        return [document.createTextNode(before), button, document.createTextNode(after ?? "")];
    };
}
