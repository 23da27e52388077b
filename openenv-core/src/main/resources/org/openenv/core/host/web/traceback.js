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
        const [, indent, file, step, between, number, rest] = FRAME.exec(line) ?? [];
        if (file === undefined) {
            return null;
        }
        const text = `${file}${between}${number}`;
        const button = h("button", {
            type: "button", class: "frame-link", onclick: () => go(Number(step), Number(number)),
            "aria-label": `${text}: go to line ${number} of step ${Number(step) + before}`,
        }, text);
        return [document.createTextNode(indent), button, document.createTextNode(rest ?? "")];
    };
}
