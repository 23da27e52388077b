// Makes elements of text. Nothing here, nor in any other script of these pages, makes markup of text: what a program
// printed can be shown, and can't be more than shown.

/**
 * Makes an element.
 *
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag its name
 * @param {Record<string, unknown>} [properties] `class`, `role`, `for`, `tabindex`, `data-…` and `aria-…` become attributes, `on…` functions
 *     listeners, the rest properties of the element
 * @param {...(Node | string | null | undefined)} children what it holds; strings as text
 * @returns {HTMLElementTagNameMap[K]}
 */
export function h(tag, properties = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) {
        if (value === undefined || value === null) {
            continue;
        } else if (name.startsWith("on") && typeof value === "function") {
            element.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
        } else if (name === "class" || name === "role" || name === "for" || name === "tabindex" || name.includes("-")) {
            element.setAttribute(name, String(value));
        } else {
            Reflect.set(element, name, value);
        }
    }
    for (const child of children) {
        if (child !== null && child !== undefined) {
            element.append(child);
        }
    }
    return element;
}

/**
 * Finds an element of the page that is there for certain.
 *
 * @param {string} id
 * @returns {HTMLElement}
 */
export function byId(id) {
    const found = document.getElementById(id);
    if (found === null) {
        throw new Error(`the page has no element '${id}'`);
    }
    return found;
}

/**
 * Says something to those who don't see the page, too.
 *
 * @param {string} text
 */
export function announce(text) {
    const place = document.getElementById("said");
    if (place !== null) {
        place.textContent = text;
    }
}

/**
 * Makes a button that puts a text on the clipboard.
 *
 * @param {() => string} text
 * @param {string} label what is copied, for those who don't see where the button stands
 * @returns {HTMLButtonElement}
 */
export function copyButton(text, label) {
    const button = h("button", {
        type: "button",
        class: "small",
        "aria-label": `Copy ${label}`,
        onclick: async () => {
            try {
                await navigator.clipboard.writeText(text());
                button.textContent = "Copied";
            } catch {
                button.textContent = "Not allowed";
            }
            setTimeout(() => { button.textContent = "Copy"; }, 1500);
        },
    }, "Copy");
    return button;
}

/**
 * Hands a text or bytes over as a file. It is never opened as a page of this server's.
 *
 * @param {string} name
 * @param {BlobPart} content
 */
export function save(name, content) {
    const address = URL.createObjectURL(new Blob([content], {type: "application/octet-stream"}));
    const link = h("a", {href: address, download: name});
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/**
 * Writes a time as people say it.
 *
 * @param {number} seconds
 * @returns {string}
 */
export function duration(seconds) {
    if (seconds < 0.0995) {
        return `${(seconds * 1000).toFixed(seconds < 0.01 ? 1 : 0)} ms`;
    }
    if (seconds < 60) {
        return `${seconds.toFixed(seconds < 10 ? 1 : 0)} s`;
    }
    const minutes = Math.floor(seconds / 60);
    return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/**
 * Writes a size as people say it.
 *
 * @param {number} bytes
 * @returns {string}
 */
export function size(bytes) {
    if (bytes < 1024) {
        return `${bytes} B`;
    }
    const unit = bytes < 1 << 20 ? 1 << 10 : bytes < 1 << 30 ? 1 << 20 : 1 << 30;
    const name = unit === 1 << 10 ? "KiB" : unit === 1 << 20 ? "MiB" : "GiB";
    const value = bytes / unit;
    return `${value.toFixed(value < 10 ? 1 : 0)} ${name}`;
}
