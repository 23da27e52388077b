// A form made from a JSON schema: text, numbers, switches, choices, records in records, lists, one of several kinds. What a form
// can't say, such as a value of any type, is written as JSON.

import {h} from "./dom.js";

/**
 * @typedef {{element: HTMLElement, read: () => any, write: (value: any) => void}} Field `read` returns `undefined` for what is left
 *     out, and throws an error that says what is wrong
 */

let count = 0;

/**
 * @param {any} schema
 * @param {string} name how it is called
 * @param {boolean} required
 * @param {any} [whole] the schema that references point into
 * @returns {Field}
 */
export function field(schema, name, required, whole = schema) {
    const found = resolve(schema, whole);
    const kinds = found.oneOf ?? found.anyOf;
    if (Array.isArray(kinds)) {
        return oneOf(kinds.map(kind => resolve(kind, whole)), name, required, whole);
    }
    if (found.const !== undefined) {
        return {element: h("input", {type: "hidden"}), read: () => found.const, write: () => undefined};
    }
    const types = Array.isArray(found.type) ? found.type.filter((/** @type {string} */ type) => type !== "null") : [found.type];
    const optional = !required || (Array.isArray(found.type) && found.type.includes("null"));
    if (Array.isArray(found.enum)) {
        return choice(found.enum.filter((/** @type {any} */ value) => value !== null), name, optional);
    }
    if (types.length !== 1) {
        return json(name, optional, found.description);
    }
    switch (types[0]) {
        case "boolean": return flag(name, found);
        case "integer":
        case "number": return number(name, optional, found, types[0] === "integer");
        case "string": return text(name, optional, found);
        case "array": return found.items && typeof found.items === "object" && !found.prefixItems ? list(name, optional, found, whole) : json(name, optional, found.description);
        case "object": return found.properties ? record(name, found, whole) : json(name, optional, found.description);
        default: return json(name, optional, found.description);
    }
}

/** @param {any} schema @param {any} whole @returns {any} */
function resolve(schema, whole) {
    const reference = schema?.$ref;
    if (typeof reference !== "string" || !reference.startsWith("#/")) {
        return schema ?? {};
    }
    return reference.slice(2).split("/").reduce((node, key) => node?.[key.replaceAll("~1", "/").replaceAll("~0", "~")], whole) ?? {};
}

/** @param {string} name @param {HTMLElement} control @param {string} [note] @returns {HTMLElement} */
function labelled(name, control, note = undefined) {
    control.id = `field-${++count}`;
    const about = note === undefined ? null : h("span", {class: "quiet note", id: `${control.id}-note`}, note);
    if (about !== null) {
        control.setAttribute("aria-describedby", about.id);
    }
    return h("div", {class: "field"}, h("label", {for: control.id}, name), control, about);
}

/** @param {any[]} values @param {string} name @param {boolean} optional @returns {Field} */
function choice(values, name, optional) {
    const control = h("select", {}, ...(optional ? [h("option", {value: ""}, "–")] : []), ...values.map((value, at) => h("option", {value: String(at + 1)}, String(value))));
    return {
        element: labelled(name, control),
        read: () => control.value === "" ? undefined : values[Number(control.value) - 1],
        write: value => { control.value = values.includes(value) ? String(values.indexOf(value) + 1) : control.options[0]?.value ?? ""; },
    };
}

/** @param {string} name @param {any} schema @returns {Field} */
function flag(name, schema) {
    const control = h("input", {type: "checkbox", checked: schema.default === true});
    return {element: labelled(name, control, schema.description), read: () => control.checked, write: value => { control.checked = value === true; }};
}

/** @param {string} name @param {boolean} optional @param {any} schema @param {boolean} whole @returns {Field} */
function number(name, optional, schema, whole) {
    const control = h("input", {type: "text", inputMode: whole ? "numeric" : "decimal", value: schema.default === undefined ? "" : String(schema.default)});
    const bounds = [schema.minimum === undefined ? null : `at least ${schema.minimum}`, schema.maximum === undefined ? null : `at most ${schema.maximum}`].filter(each => each !== null).join(", ");
    return {
        element: labelled(name, control, [schema.description, bounds].filter(each => each).join("; ") || undefined),
        read: () => {
            const written = control.value.trim();
            if (written === "" && optional) {
                return undefined;
            }
            const value = Number(written);
            if (written === "" || !Number.isFinite(value) || whole && !/^[+-]?\d+$/.test(written)) {
                control.focus();
                throw new Error(`${name}: '${written}' is not a ${whole ? "whole " : ""}number`);
            }
            if (whole && !Number.isSafeInteger(value)) {
                throw new Error(`${name}: ${written} is too large for this page; use a program`);
            }
            return value;
        },
        write: value => { control.value = value === undefined || value === null ? "" : String(value); },
    };
}

/** @param {string} name @param {boolean} optional @param {any} schema @returns {Field} */
function text(name, optional, schema) {
    const control = h("textarea", {rows: 1, spellcheck: false, value: schema.default ?? ""});
    control.addEventListener("input", () => { control.rows = Math.min(20, control.value.split("\n").length); });
    return {
        element: labelled(name, control, schema.description),
        read: () => control.value === "" && optional ? undefined : control.value,
        write: value => {
            control.value = value ?? "";
            control.rows = Math.min(20, control.value.split("\n").length);
        },
    };
}

/** @param {string} name @param {boolean} optional @param {string} [note] @returns {Field} */
function json(name, optional, note = undefined) {
    const control = h("textarea", {rows: 1, spellcheck: false, placeholder: "JSON"});
    return {
        element: labelled(name, control, note ?? "as JSON"),
        read: () => {
            if (control.value.trim() === "" && optional) {
                return undefined;
            }
            try {
                return JSON.parse(control.value);
            } catch (mistake) {
                control.focus();
                throw new Error(`${name}: ${/** @type {Error} */ (mistake).message}`);
            }
        },
        write: value => { control.value = value === undefined ? "" : JSON.stringify(value); },
    };
}

/** @param {string} name @param {any} schema @param {any} whole @returns {Field} */
function record(name, schema, whole) {
    const required = new Set(schema.required ?? []);
    /** @type {[string, Field][]} */
    const fields = Object.entries(schema.properties).filter(([key]) => key !== "metadata")
        .map(([key, each]) => [key, field(each, key, required.has(key), whole)]);
    return {
        element: h("fieldset", {}, h("legend", {}, name), ...fields.map(([, each]) => each.element)),
        read: () => Object.fromEntries(fields.map(([key, each]) => /** @type {[string, any]} */ ([key, each.read()])).filter(([, value]) => value !== undefined)),
        write: value => fields.forEach(([key, each]) => each.write(value?.[key])),
    };
}

/** @param {string} name @param {boolean} optional @param {any} schema @param {any} whole @returns {Field} */
function list(name, optional, schema, whole) {
    /** @type {Field[]} */
    let items = [];
    const place = h("ol", {class: "items"});
    const add = (/** @type {any} */ value) => {
        const item = field(schema.items, `${name} ${items.length + 1}`, true, whole);
        if (value !== undefined) {
            item.write(value);
        }
        items.push(item);
        const row = h("li", {}, item.element, h("button", {type: "button", class: "small", "aria-label": `Remove this one from ${name}`, onclick: () => {
            items = items.filter(each => each !== item);
            row.remove();
        }}, "Remove"));
        place.append(row);
    };
    const button = h("button", {type: "button", class: "small", "aria-label": `Add to ${name}`, onclick: () => add(undefined)}, "Add");
    return {
        element: h("fieldset", {}, h("legend", {}, name), place, button),
        read: () => items.length === 0 && optional ? undefined : items.map(each => each.read()),
        write: value => {
            items = [];
            place.replaceChildren();
            (Array.isArray(value) ? value : []).forEach(add);
        },
    };
}

/** @param {any[]} kinds @param {string} name @param {boolean} required @param {any} whole @returns {Field} */
function oneOf(kinds, name, required, whole) {
    const real = kinds.filter(kind => kind.type !== "null");
    if (real.length === 1 && real[0].type !== "object") {
        return field(real[0], name, required && real.length === kinds.length, whole);
    }
    // made when it is chosen: a kind may hold itself
    /** @type {Map<number, Field>} */
    const made = new Map();
    const chosen = () => {
        const at = Number(control.value);
        const known = made.get(at) ?? field(real[at], title(real[at], at), true, whole);
        made.set(at, known);
        return known;
    };
    const optional = !required || real.length < kinds.length;
    const control = h("select", {}, ...(optional ? [h("option", {value: ""}, "–")] : []), ...real.map((kind, at) => h("option", {value: String(at)}, title(kind, at))));
    const place = h("div", {});
    const show = () => place.replaceChildren(...(control.value === "" ? [] : [chosen().element]));
    control.addEventListener("change", show);
    show();
    return {
        element: h("div", {}, labelled(name, control), place),
        read: () => control.value === "" ? undefined : chosen().read(),
        write: value => {
            const at = real.findIndex(kind => Object.entries(kind.properties ?? {}).every(([key, each]) => fits(/** @type {any} */ (each), value?.[key])));
            control.value = value === undefined || value === null ? control.options[0].value : String(Math.max(0, at));
            show();
            if (control.value !== "") {
                chosen().write(value);
            }
        },
    };
}

/** Whether a value is the one by which a kind is known. @param {any} schema @param {any} value */
function fits(schema, value) {
    const only = schema.const ?? (schema.enum?.length === 1 ? schema.enum[0] : undefined);
    return only === undefined || only === value;
}

/** @param {any} kind @param {number} at @returns {string} */
function title(kind, at) {
    const marked = Object.values(kind.properties ?? {}).find(each => /** @type {any} */ (each).const !== undefined);
    return String(kind.title ?? /** @type {any} */ (marked)?.const ?? kind.type ?? `kind ${at + 1}`);
}
