// Tasks, where the environment has any: chosen by split and number, shown, and begun by a reset.

import {h} from "./dom.js";
import {askJson, Refused} from "./server.js";

export class Tasks {
    /**
     * @param {HTMLElement} place
     * @param {{path: string, name: string, begin: (options: {split: string, index: number}) => Promise<void>}} context
     */
    constructor(place, context) {
        this.context = context;
        this.route = `${context.path}${encodeURIComponent(context.name)}`;
        this.split = h("select", {id: "task-split", onchange: () => this.#count()});
        this.index = h("input", {id: "task-index", type: "number", min: "0", value: "0", required: true});
        this.note = h("p", {class: "quiet"});
        this.prompt = h("pre", {class: "prompt", tabindex: 0, role: "group", "aria-label": "The task", hidden: true});
        place.append(h("form", {class: "stack", onsubmit: (/** @type {Event} */ event) => {
            event.preventDefault();
            void context.begin({split: this.split.value, index: Number(this.index.value)});
        }},
        h("label", {for: "task-split"}, "Split"), this.split,
        h("label", {for: "task-index"}, "Number, from 0"), this.index, this.note,
        h("button", {type: "submit"}, "Begin this task"),
        h("p", {class: "quiet"}, "Each step is then a submission, and its reward the verdict's.")), this.prompt);
    }

    /** @returns {Promise<boolean>} whether there are any */
    async find() {
        try {
            const splits = await askJson(`${this.route}/splits`);
            this.split.replaceChildren(...splits.map((/** @type {any} */ each) => h("option", {value: each.name}, each.name)));
            await this.#count();
            return splits.length > 0;
        } catch (failure) {
            if (failure instanceof Refused) {
                return false;
            }
            throw failure;
        }
    }

    async #count() {
        const {num_tasks: count} = await askJson(`${this.route}/num_tasks`, {split: this.split.value});
        this.index.max = String(count - 1);
        this.note.textContent = `${count} tasks.`;
    }

    /** @param {any} task as a reset shows it, if it does */
    show(task) {
        this.prompt.hidden = task === undefined;
        if (task !== undefined) {
            this.prompt.textContent = typeof task.prompt === "string" ? `${task.id ?? ""}\n\n${task.prompt}` : JSON.stringify(task, null, 2);
        }
    }
}
