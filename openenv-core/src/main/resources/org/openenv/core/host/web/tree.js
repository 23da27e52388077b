// Shows a JSON value as a tree that opens and closes, by key or mouse; large parts are made when they are opened.

import {h} from "./dom.js";

const AT_ONCE = 200;
const LONGEST = 2000;

/**
 * @param {unknown} value
 * @param {string} [name] what it is called where it stands
 * @param {number} [open] how many levels are open
 * @returns {HTMLElement}
 */
export function tree(value, name = "", open = 2) {
    const label = name === "" ? null : h("span", {class: "key"}, `${name}: `);
    if (value === null || typeof value !== "object") {
        return h("div", {class: "leaf"}, label, leaf(value));
    }
    const entries = Array.isArray(value) ? value.map((each, at) => /** @type {[string, unknown]} */ ([String(at), each])) : Object.entries(value);
    const about = Array.isArray(value) ? `[${entries.length}]` : `{${entries.length}}`;
    if (entries.length === 0) {
        return h("div", {class: "leaf"}, label, h("span", {class: "quiet"}, Array.isArray(value) ? "[]" : "{}"));
    }
    const children = h("div", {class: "branch"});
    let shown = 0;
    const more = () => {
        const next = entries.slice(shown, shown + AT_ONCE);
        shown += next.length;
        children.append(...next.map(([key, each]) => tree(each, key, open - 1)));
        if (shown < entries.length) {
            const button = h("button", {type: "button", class: "small", onclick: () => {
                button.remove();
                more();
            }}, `${entries.length - shown} more`);
            children.append(button);
        }
    };
    const details = h("details", {class: "tree", open: open > 0}, h("summary", {}, label, h("span", {class: "quiet"}, about)), children);
    if (open > 0) {
        more();
    } else {
        details.addEventListener("toggle", more, {once: true});
    }
    return details;
}

/** @param {unknown} value */
function leaf(value) {
    if (typeof value === "string") {
        const text = value.length > LONGEST ? `${value.slice(0, LONGEST)}… (${value.length} characters)` : value;
        return text.includes("\n") ? h("pre", {class: "text"}, text) : h("span", {class: "text"}, JSON.stringify(text));
    }
    return h("span", {class: "literal"}, String(value));
}
