// Panels of which one is shown, by mouse or arrow keys.

import {h} from "./dom.js";

export class Tabs {
    /** @type {{tab: HTMLElement, panel: HTMLElement, shown?: () => void}[]} */ #all = [];

    /** @param {HTMLElement} list @param {HTMLElement} panels */
    constructor(list, panels) {
        this.list = list;
        this.panels = panels;
        list.addEventListener("keydown", event => {
            const step = {ArrowRight: 1, ArrowLeft: -1}[event.key];
            if (step !== undefined) {
                const at = this.#all.findIndex(each => each.tab === document.activeElement);
                this.select((at + step + this.#all.length) % this.#all.length).focus();
            }
        });
    }

    /**
     * @param {string} name
     * @param {() => void} [shown] called each time it is
     * @returns {HTMLElement} the panel
     */
    add(name, shown = undefined) {
        const id = name.toLowerCase();
        const at = this.#all.length;
        const tab = h("button", {type: "button", role: "tab", id: `tab-${id}`, "aria-controls": `panel-${id}`, onclick: () => this.select(at)}, name);
        const panel = h("div", {role: "tabpanel", id: `panel-${id}`, "aria-labelledby": `tab-${id}`});
        this.list.append(tab);
        this.panels.append(panel);
        this.#all.push({tab, panel, shown});
        this.select(0);
        return panel;
    }

    /** @param {number} at @returns {HTMLElement} its tab */
    select(at) {
        this.#all.forEach(({tab, panel}, each) => {
            tab.setAttribute("aria-selected", String(each === at));
            tab.tabIndex = each === at ? 0 : -1;
            panel.hidden = each !== at;
        });
        this.#all[at].shown?.();
        return this.#all[at].tab;
    }
}
