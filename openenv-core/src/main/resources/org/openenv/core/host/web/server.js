// How the pages talk to their server: by the routes and messages that every client has, with the reader's token where one is
// asked for. It is kept in this tab's storage alone, and sent as the protocol says: a header, or a subprotocol of a WebSocket.

import {h} from "./dom.js";

const KEY = "openenv.token";

/** The server's root, with a slash at its end. */
export const root = new URL(document.baseURI);

/** A request that the server refused. */
export class Refused extends Error {
    /**
     * @param {number} status the HTTP status
     * @param {string} detail what the server said
     */
    constructor(status, detail) {
        super(detail);
        this.status = status;
    }
}

/** The server does not answer. */
export class Unreachable extends Error {}

/** @returns {string | null} the token this tab has */
export function token() {
    return sessionStorage.getItem(KEY);
}

/** Forgets the token, and begins anew. */
export function signOut() {
    sessionStorage.removeItem(KEY);
    location.reload();
}

/** @returns {Record<string, string>} */
function authorization() {
    const known = token();
    return known === null ? {} : {Authorization: `Bearer ${known}`};
}

/**
 * Asks the server; where it wants a token, asks the reader for it first.
 *
 * @param {string} path below the server's root
 * @param {RequestInit} [options]
 * @returns {Promise<Response>} what succeeded
 */
export async function ask(path, options = {}) {
    for (;;) {
        const used = token();
        let response;
        try {
            response = await fetch(new URL(path, root), {
                ...options,
                headers: {...authorization(), .../** @type {Record<string, string>} */ (options.headers ?? {})},
                cache: "no-store",
                credentials: "omit",
            });
        } catch (failure) {
            throw options.signal?.aborted ? failure : new Unreachable("The server does not answer.");
        }
        if (response.status === 401) {
            await signIn(used);
        } else if (response.ok) {
            return response;
        } else {
            throw new Refused(response.status, await reason(response));
        }
    }
}

/**
 * Asks for JSON, sending JSON if there is a body.
 *
 * @param {string} path
 * @param {unknown} [body]
 * @param {string} [method]
 * @returns {Promise<any>}
 */
export async function askJson(path, body, method = body === undefined ? "GET" : "POST") {
    const sent = body === undefined ? {} : {body: JSON.stringify(body), headers: {"Content-Type": "application/json"}};
    return (await ask(path, {method, ...sent})).json();
}

/**
 * @param {Response} response
 * @returns {Promise<string>}
 */
async function reason(response) {
    try {
        const {detail} = await response.json();
        return typeof detail === "string" ? detail : JSON.stringify(detail);
    } catch {
        return `The server answered ${response.status}.`;
    }
}

/**
 * Opens a WebSocket to the server.
 *
 * @param {string} path below the server's root
 * @returns {WebSocket}
 */
export function openSocket(path) {
    const address = new URL(path, root);
    address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
    const known = token();
    return new WebSocket(address, known === null ? [] : ["openenv", `openenv.bearer.${known}`]);
}

/** @type {Promise<void> | null} the question that stands */
let asking = null;

/**
 * Asks the reader for the token; several that want it at once are answered by one question.
 *
 * @param {string | null} refused the token that was not the right one
 * @returns {Promise<void>}
 */
function signIn(refused) {
    if (token() !== refused) {
        return Promise.resolve(); // another one asked, and has it
    }
    asking ??= new Promise(resolve => {
        const field = h("input", {
            type: "password", id: "token", required: true, autocomplete: "off", spellcheck: false, "aria-describedby": "token-note",
        });
        const dialog = h("dialog", {class: "sign-in", "aria-labelledby": "sign-in-title", oncancel: prevent});
        const form = h("form", {
            method: "dialog",
            onsubmit: (/** @type {Event} */ event) => {
                event.preventDefault();
                sessionStorage.setItem(KEY, field.value.trim());
                dialog.remove();
                asking = null;
                resolve();
            },
        },
        h("h2", {id: "sign-in-title"}, "Sign in"),
        h("p", {id: "token-note", role: refused === null ? null : "alert"},
            refused === null
                ? "This server asks for a token: what its operator gave it by --auth-token. It stays in this tab."
                : "That is not this server's token. Try again."),
        h("label", {for: "token"}, "Token"),
        field,
        h("button", {type: "submit", class: "primary"}, "Sign in"));
        dialog.append(form);
        document.body.append(dialog);
        dialog.showModal();
        field.focus();
    });
    return asking;
}

/** @param {Event} event */
function prevent(event) {
    event.preventDefault();
}
