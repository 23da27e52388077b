// This tab's session: opened over HTTP, used over a WebSocket that attaches to it. A reload attaches again, a closed tab lets
// the session end, a lost connection is made again, and what was asked meanwhile is asked again: the server carries out each
// request once, by its id.

import {askJson, ask, openSocket, Refused, root, Unreachable} from "./server.js";

/** How long the server keeps a session without its tab. */
const LINGER_SECONDS = 15;
const PATIENCE = 2000;
const OCCUPIED = "already has an attached WebSocket";
const GONE = "Unknown session_id";

/**
 * @typedef {{session_timeout_s: number, max_session_lifetime_s: number}} Limits
 * @typedef {{id: string, limits: Limits, opened: number}} Known what this tab keeps of its session
 * @typedef {{text: string, resolve: (data: any) => void, reject: (reason: Error) => void, onOutput?: (data: any) => void}} Pending
 */

/** An answer that is an error; `data` is what came with it. */
export class Failed extends Error {
    /** @param {any} data */
    constructor(data) {
        super(Array.isArray(data.errors)
            ? data.errors.map((/** @type {any} */ error) => `${(error.loc ?? []).join(".")}: ${error.msg}`).join("\n")
            : data.message);
        this.data = data;
        this.code = data.code;
    }
}

/**
 * Tells of: `state` (detail `connecting`, `waiting`, `open`, `lost`, `ended`, with `text`), `begun` (a session without a past, `why` it is
 * one), and `message` (`out` or `in`, the text).
 */
export class TabSession extends EventTarget {
    /** @type {WebSocket | null} */ #socket = null;
    /** @type {Map<string, Pending>} */ #pending = new Map();
    /** @type {Known | null} */ #known = null;
    /** @type {string | null} */ #refusal = null;
    #over = false;
    #count = 0;
    #tries = 0;

    /** @param {string} path of the environment below the server's root; empty or with a slash at its end */
    constructor(path) {
        super();
        this.path = path;
        this.key = `openenv.session.${root.pathname}${path}`;
        this.lastUsed = Date.now();
    }

    /** @returns {Known | null} */
    get known() {
        return this.#known;
    }

    get open() {
        return this.#socket?.readyState === WebSocket.OPEN;
    }

    /** The path of this session's own routes. */
    get route() {
        return `${this.path}sessions/${this.#known?.id}`;
    }

    /** Attaches to the session that this tab had, or opens one. */
    async begin() {
        this.#over = false;
        const kept = sessionStorage.getItem(this.key);
        if (kept === null) {
            await this.#create("");
        } else {
            this.#known = JSON.parse(kept);
            this.#attach();
        }
    }

    /** @param {string} why there is a new one; empty for the first */
    async #create(why) {
        this.#say("connecting", "Opening a session…");
        for (;;) {
            try {
                const made = await askJson(`${this.path}sessions`, undefined, "POST");
                this.#known = {id: made.session_id, limits: made.limits, opened: Date.now()};
                sessionStorage.setItem(this.key, JSON.stringify(this.#known));
                this.lastUsed = Date.now();
                break;
            } catch (failure) {
                if (failure instanceof Unreachable) {
                    this.#say("lost", "The server does not answer. Trying again…");
                } else if (failure instanceof Refused && failure.status === 503) {
                    this.#say("waiting", `${failure.message} Waiting for a place…`);
                } else {
                    this.#over = true;
                    this.#say("ended", /** @type {Error} */ (failure).message);
                    return;
                }
                await new Promise(resolve => setTimeout(resolve, PATIENCE));
                if (this.#over) {
                    return;
                }
            }
        }
        this.dispatchEvent(new CustomEvent("begun", {detail: {why}}));
        this.#attach();
    }

    #attach() {
        this.#refusal = null;
        this.#say("connecting", "Connecting…");
        const socket = openSocket(`${this.path}ws?session_id=${encodeURIComponent(this.#known?.id ?? "")}&resume=true&linger=${LINGER_SECONDS}`);
        this.#socket = socket;
        socket.addEventListener("open", () => {
            for (const each of this.#pending.values()) {
                this.#transmit(each.text);
            }
            // a refusal comes as the first message, and nothing says that there is none
            setTimeout(() => this.#welcome(socket), 200);
        });
        socket.addEventListener("message", event => this.#receive(String(event.data)));
        socket.addEventListener("close", event => this.#closed(socket, event));
    }

    /** @param {string} text */
    #transmit(text) {
        this.#socket?.send(text);
        this.dispatchEvent(new CustomEvent("message", {detail: {way: "out", text}}));
    }

    /** @param {WebSocket} socket */
    #welcome(socket) {
        if (socket === this.#socket && this.open && this.#refusal === null) {
            this.#tries = 0;
            this.#say("open", "Connected");
        }
    }

    /** @param {string} text */
    #receive(text) {
        this.dispatchEvent(new CustomEvent("message", {detail: {way: "in", text}}));
        const message = JSON.parse(text);
        if (message.type === "error" && message.data.code === "SESSION_ERROR" && !this.#pending.has(message.request_id)) {
            this.#refusal = message.data.message;
            return;
        }
        const waiting = this.#pending.get(message.request_id);
        if (waiting === undefined) {
            return;
        }
        if (message.type === "output") {
            waiting.onOutput?.(message.data);
            return;
        }
        this.#pending.delete(message.request_id);
        this.lastUsed = Date.now();
        if (message.type === "error") {
            waiting.reject(new Failed(message.data));
        } else {
            waiting.resolve(message.data);
        }
    }

    /** @param {WebSocket} socket @param {CloseEvent} event */
    #closed(socket, event) {
        if (socket !== this.#socket || this.#over) {
            return;
        }
        this.#socket = null;
        const refusal = this.#refusal ?? "";
        if (refusal.startsWith(GONE)) {
            this.#begin("The session is gone: the server was restarted, or had ended it. Its variables and files are lost; a new one is open.");
        } else if (refusal.includes(OCCUPIED) && this.#tries++ > 3) {
            this.#begin("Another tab has the session; this one has a new one.");
        } else if (refusal !== "" && !refusal.includes(OCCUPIED)) {
            this.#fail(new Error(refusal));
            this.#over = true;
            sessionStorage.removeItem(this.key);
            this.#say("ended", refusal);
        } else {
            const stopping = event.code === 1012 || event.code === 1001;
            this.#say("lost", stopping ? "The server is stopping. Waiting for it to come back…" : "The connection is lost. Connecting again…");
            setTimeout(() => this.#over ? undefined : this.#reach(), refusal === "" ? 700 : 400);
        }
    }

    /** Attaches again once the server answers: a WebSocket would not say why it can't be opened. */
    async #reach() {
        try {
            await ask("live");
        } catch {
            setTimeout(() => this.#over ? undefined : this.#reach(), PATIENCE);
            return;
        }
        this.#attach();
    }

    /** @param {string} why */
    #begin(why) {
        this.#fail(new Error("The session ended before this was answered."));
        void this.#create(why);
    }

    /** @param {Error} reason */
    #fail(reason) {
        const all = [...this.#pending.values()];
        this.#pending.clear();
        all.forEach(each => each.reject(reason));
    }

    /** @param {string} state @param {string} text */
    #say(state, text) {
        this.dispatchEvent(new CustomEvent("state", {detail: {state, text}}));
    }

    /**
     * Asks something of the session.
     *
     * @param {string} type
     * @param {Record<string, unknown>} [data]
     * @param {Record<string, unknown>} [beside] what stands beside `data`
     * @param {(output: {stream: string, text: string, offset: number}) => void} [onOutput]
     * @returns {Promise<any>} the answer's data
     */
    request(type, data, beside = {}, onOutput = undefined) {
        this.lastUsed = Date.now();
        const id = `${Date.now().toString(36)}-${++this.#count}`;
        return this.send(JSON.stringify({type, ...(data === undefined ? {} : {data}), ...beside, request_id: id}), onOutput);
    }

    /**
     * Sends a request as it stands, or one again whose answer was not heard: it is carried out once.
     *
     * @param {string} text with a `request_id` of its own
     * @param {(output: {stream: string, text: string, offset: number}) => void} [onOutput]
     * @returns {Promise<any>} the answer's data
     */
    send(text, onOutput = undefined) {
        return new Promise((resolve, reject) => {
            this.#pending.set(JSON.parse(text).request_id, {text, resolve, reject, onOutput});
            if (this.open) {
                this.#transmit(text);
            }
        });
    }

    /** Ends the session and stays without one. @param {string} why */
    async end(why) {
        this.#over = true;
        sessionStorage.removeItem(this.key);
        this.#fail(new Error(why));
        try {
            await ask(this.route, {method: "DELETE"});
        } catch {
            // it has ended already, or will for want of a tab
        }
        this.#socket?.close();
        this.#socket = null;
        this.#say("ended", why);
    }
}
