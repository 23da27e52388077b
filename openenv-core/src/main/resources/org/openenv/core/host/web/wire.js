// The messages of the wire, as they go and come: to learn the protocol by.

import {h} from "./dom.js";

const KEPT = 100;
const LONGEST = 6000;

export class WirePanel {
    /** @param {HTMLElement} place */
    constructor(place) {
        this.list = h("ol", {class: "wire"});
        place.append(h("p", {class: "quiet"}, "What this page and the server say to each other over the WebSocket, newest first."), this.list);
    }

    /** @param {"in" | "out"} way @param {string} text */
    add(way, text) {
        const kind = /"type":\s*"(\w+)"/.exec(text)?.[1] ?? "?";
        const entry = h("details", {class: way},
            h("summary", {}, h("span", {class: "badge"}, way === "out" ? "sent" : "received"), ` ${kind} `, h("span", {class: "quiet"}, `${text.length} characters`)));
        entry.addEventListener("toggle", () => entry.append(h("pre", {}, written(text))), {once: true});
        this.list.prepend(h("li", {}, entry));
        while (this.list.childElementCount > KEPT) {
            this.list.lastElementChild?.remove();
        }
    }
}

/** @param {string} text */
function written(text) {
    const pretty = text.length > 200_000 ? text : JSON.stringify(JSON.parse(text), null, 2);
    return pretty.length > LONGEST ? `${pretty.slice(0, LONGEST)}\n… ${pretty.length - LONGEST} characters more` : pretty;
}
