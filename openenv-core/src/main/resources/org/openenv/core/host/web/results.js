// Shows rich results. They come from a program: pictures are shown as images, which run nothing, HTML in a frame that has an
// origin of its own, and all else as text.

import {h, save} from "./dom.js";
import {root} from "./server.js";
import {tree} from "./tree.js";

const BASE64 = /^[A-Za-z0-9+/=\s]*$/;
const LONGEST_TEXT = 20_000;
const HIGHEST_FRAME = 600;

/** Parts that a bundle may be shown by, the best first. */
const SHOWN = ["image/png", "image/jpeg", "image/svg+xml", "text/html", "text/markdown", "text/latex", "application/json", "text/plain"];

/**
 * Shows one result.
 *
 * @param {{output_type: string, data: Record<string, any>, left_out?: Record<string, string>}} result
 * @param {number} number which one it is, from 1
 * @returns {HTMLElement}
 */
export function richResult(result, number) {
    const data = result.data ?? {};
    const type = SHOWN.find(name => data[name] !== undefined);
    const left = Object.entries(result.left_out ?? {});
    return h("div", {class: "result"},
        type === undefined ? h("p", {class: "quiet"}, `Nothing that can be shown here: ${Object.keys(data).join(", ")}`) : part(type, data[type], data["text/plain"], number),
        left.length === 0 ? null : h("p", {class: "quiet"}, `Left out: ${left.map(([name, why]) => `${name} (${why})`).join(", ")}`));
}

/** @param {string} type @param {any} value @param {any} plain @param {number} number */
function part(type, value, plain, number) {
    const text = typeof value === "string" ? value : JSON.stringify(value, null, 2);
    const about = typeof plain === "string" && plain !== "" ? plain.slice(0, 200) : `Result ${number}`;
    if (type === "image/png" || type === "image/jpeg") {
        const bytes = text.replaceAll(/\s/g, "");
        return BASE64.test(bytes) ? image(`data:${type};base64,${bytes}`, about, `figure-${number}.${type.slice(6)}`) : h("pre", {}, clip(text));
    }
    if (type === "image/svg+xml") {
        return image(`data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`, about, `figure-${number}.svg`);
    }
    if (type === "text/html") {
        return frame(text, number);
    }
    if (type === "application/json") {
        return tree(value);
    }
    return h("pre", {}, clip(text));
}

/** @param {string} source @param {string} about @param {string} name */
function image(source, about, name) {
    const picture = h("img", {src: source, alt: about, loading: "lazy", decoding: "async"});
    const button = h("button", {type: "button", class: "small", "aria-label": `Save ${name}`, onclick: async () => {
        const comma = source.indexOf(",");
        const content = source.slice(0, comma).endsWith("base64")
            ? Uint8Array.from(atob(source.slice(comma + 1)), character => character.charCodeAt(0))
            : decodeURIComponent(source.slice(comma + 1));
        save(name, content);
    }}, "Save");
    return h("figure", {class: "picture"}, picture, button);
}

/** @param {string} html @param {number} number */
export function frame(html, number) {
    const element = h("iframe", {
        src: new URL("web/frame", root).href, title: `HTML of result ${number}`, loading: "lazy", referrerPolicy: "no-referrer",
    });
    element.setAttribute("sandbox", "allow-scripts");
    const hear = (/** @type {MessageEvent} */ event) => {
        if (event.source !== element.contentWindow) {
            if (!element.isConnected) {
                removeEventListener("message", hear);
            }
        } else if (event.data?.ready === true) {
            const dark = getComputedStyle(document.documentElement).colorScheme === "dark";
            element.contentWindow?.postMessage({html, dark}, "*");
        } else if (typeof event.data?.height === "number") {
            element.style.height = `${Math.min(HIGHEST_FRAME, Math.max(40, event.data.height + 4))}px`;
        }
    };
    addEventListener("message", hear);
    return element;
}

/** @param {string} text */
function clip(text) {
    return text.length <= LONGEST_TEXT ? text : `${text.slice(0, LONGEST_TEXT)}\n… ${text.length - LONGEST_TEXT} characters more`;
}
