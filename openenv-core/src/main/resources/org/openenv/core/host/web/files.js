// The files of the episode: listed, shown, fetched, and sent by dropping them here.

import {announce, h, save, size} from "./dom.js";
import {ask, askJson} from "./server.js";

const LARGEST_VIEW = 512 * 1024;
const PICTURES = /** @type {Record<string, string>} */ ({png: "image/png", jpg: "image/jpeg", jpeg: "image/jpeg", gif: "image/gif", webp: "image/webp", svg: "image/svg+xml"});

export class Files {
    /**
     * @param {HTMLElement} place
     * @param {() => string} route of the session
     */
    constructor(place, route) {
        this.route = route;
        this.list = h("ul", {class: "files"});
        this.view = h("div", {class: "file-view", hidden: true});
        this.note = h("p", {class: "quiet", role: "status"});
        const chosen = h("input", {type: "file", multiple: true, id: "upload", onchange: () => {
            void this.upload([...(chosen.files ?? [])]);
            chosen.value = "";
        }});
        this.element = h("div", {class: "drop",
            ondragover: (/** @type {DragEvent} */ event) => {
                event.preventDefault();
                this.element.classList.add("over");
            },
            ondragleave: () => this.element.classList.remove("over"),
            ondrop: (/** @type {DragEvent} */ event) => {
                event.preventDefault();
                this.element.classList.remove("over");
                void this.upload([...(event.dataTransfer?.files ?? [])]);
            },
        },
        h("div", {class: "row"}, h("label", {for: "upload"}, "Send files, or drop them here"), chosen,
            h("button", {type: "button", class: "small", onclick: () => this.refresh()}, "Refresh")),
        this.note, this.list, this.view);
        place.append(this.element);
    }

    async refresh() {
        try {
            const {files, truncated} = await askJson(`${this.route()}/files?recursive=true&limit=1000`);
            this.list.replaceChildren(...files.map((/** @type {any} */ file) => this.#row(file)));
            this.note.textContent = truncated ? "The first 1,000 files are listed." : files.length === 0 ? "There are no files yet." : "";
        } catch (failure) {
            this.list.replaceChildren();
            this.note.textContent = /** @type {Error} */ (failure).message;
        }
    }

    /** @param {any} file */
    #row(file) {
        const path = file.encoded_path ?? encoded(file.path); // a name that is not UTF-8 comes as it is to be sent
        if (file.type !== "file") {
            return h("li", {}, h("span", {class: "name"}, file.path, file.type === "folder" ? "/" : ""), h("span", {class: "quiet"}, file.type));
        }
        return h("li", {},
            h("button", {type: "button", class: "name frame-link", "aria-label": `View ${file.path}`, onclick: () => this.#show(path, file)}, file.path),
            h("span", {class: "quiet"}, size(file.size)),
            h("button", {type: "button", class: "small", "aria-label": `Save ${file.path}`, onclick: () => this.#save(path, file)}, "Save"),
            h("button", {type: "button", class: "small danger", "aria-label": `Delete ${file.path}`, onclick: () => this.#delete(path, file)}, "Delete"));
    }

    /** @param {string} path */
    #address(path) {
        return `${this.route()}/files/${path.replace(/^\//, "%2F")}`;
    }

    /** @param {string} path @param {any} file */
    async #save(path, file) {
        await this.#tried(async () => save(file.path.split("/").pop() ?? "file", await (await ask(this.#address(path))).blob()));
    }

    /** @param {string} path @param {any} file */
    async #delete(path, file) {
        await this.#tried(() => ask(this.#address(path), {method: "DELETE"}));
        announce(`${file.path} deleted`);
        await this.refresh();
    }

    /** @param {string} path @param {any} file */
    async #show(path, file) {
        await this.#tried(async () => {
            const picture = PICTURES[file.path.split(".").pop().toLowerCase()];
            const range = picture === undefined ? {headers: {Range: `bytes=0-${LARGEST_VIEW - 1}`}} : {};
            const content = file.size === 0 ? new ArrayBuffer(0) : await (await ask(this.#address(path), range)).arrayBuffer();
            const shown = picture === undefined
                ? h("pre", {tabindex: 0, role: "group", "aria-label": `Content of ${file.path}`}, new TextDecoder().decode(content), file.size > LARGEST_VIEW ? "\n… Save has all of it." : "")
                : h("img", {src: await dataAddress(content, picture), alt: file.path});
            const close = h("button", {type: "button", class: "small", onclick: () => { this.view.hidden = true; }}, "Close");
            this.view.replaceChildren(h("div", {class: "row"}, h("strong", {}, file.path), h("span", {class: "gap"}), close), shown);
            this.view.hidden = false;
        });
    }

    /** @param {File[]} files */
    async upload(files) {
        for (const file of files) {
            this.note.textContent = `Sending ${file.name}…`;
            await this.#tried(() => ask(this.#address(encoded(file.name)), {method: "PUT", body: file}));
        }
        if (files.length > 0) {
            announce(`${files.length} files sent`);
            await this.refresh();
        }
    }

    /** @param {() => Promise<any>} work */
    async #tried(work) {
        try {
            await work();
            this.note.textContent = "";
        } catch (failure) {
            this.note.textContent = /** @type {Error} */ (failure).message;
        }
    }
}

/** A path as it stands in an address. @param {string} path */
function encoded(path) {
    return path.split("/").map(encodeURIComponent).join("/");
}

/** A picture as an address that is nobody's page. @param {ArrayBuffer} content @param {string} type @returns {Promise<string>} */
function dataAddress(content, type) {
    return new Promise((resolve, reject) => {
        const reader = new FileReader();
        reader.addEventListener("load", () => resolve(String(reader.result)));
        reader.addEventListener("error", () => reject(reader.error));
        reader.readAsDataURL(new Blob([content], {type}));
    });
}
