// The editor of programs. It stands in a shadow tree: its styles are made by script, and the page's policy lets no script put
// a style sheet into the page itself.

import {
    autocompletion, bracketMatching, closeBrackets, closeBracketsKeymap, completionKeymap, defaultKeymap, drawSelection, EditorState,
    EditorView, highlightActiveLine, HighlightStyle, highlightSelectionMatches, highlightSpecialChars, history, historyKeymap, indentOnInput,
    indentUnit, indentWithTab, keymap, lineNumbers, placeholder, python, searchKeymap, syntaxHighlighting, tags,
} from "./codemirror.js";

const colours = HighlightStyle.define([
    {tag: tags.keyword, color: "var(--syntax-keyword)"},
    {tag: [tags.string, tags.special(tags.string)], color: "var(--syntax-string)"},
    {tag: [tags.number, tags.bool, tags.null], color: "var(--syntax-number)"},
    {tag: tags.comment, color: "var(--quiet)", fontStyle: "italic"},
    {tag: [tags.function(tags.variableName), tags.function(tags.definition(tags.variableName)), tags.className], color: "var(--syntax-name)"},
]);

const look = EditorView.theme({
    "&": {backgroundColor: "var(--paper)", color: "var(--ink)", fontSize: ".9rem", borderRadius: "6px"},
    "&.cm-focused": {outline: "2px solid var(--accent)"},
    ".cm-content": {fontFamily: "var(--mono)", caretColor: "var(--ink)", minHeight: "6.5rem"},
    ".cm-scroller": {maxHeight: "50vh", overflow: "auto", lineHeight: "1.5"},
    ".cm-gutters": {backgroundColor: "var(--code)", color: "var(--quiet)", border: "none"},
    ".cm-activeLine, .cm-activeLineGutter": {backgroundColor: "color-mix(in srgb, var(--wash) 45%, transparent)"},
    ".cm-cursor": {borderLeftColor: "var(--ink)"},
    "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {backgroundColor: "color-mix(in srgb, var(--accent) 30%, transparent)"},
    ".cm-placeholder": {color: "var(--quiet)"},
    ".cm-tooltip, .cm-panels": {backgroundColor: "var(--paper)", color: "var(--ink)", borderColor: "var(--line)"},
    ".cm-tooltip-autocomplete ul li[aria-selected]": {backgroundColor: "var(--accent)", color: "var(--accent-ink)"},
    ".cm-matchingBracket": {backgroundColor: "var(--wash)", outline: "1px solid var(--accent)"},
});

export class Editor {
    /**
     * @param {HTMLElement} place where it is shown
     * @param {() => void} run what Ctrl-Enter does
     * @param {(text: string) => void} changed
     */
    constructor(place, run, changed) {
        const root = place.attachShadow({mode: "open"});
        // Escape lets Tab leave the editor, until something is written; the editor's own way would be over after two seconds
        const leaveKey = {key: "Escape", run: (/** @type {any} */ view) => {
            view.setTabFocusMode(true);
            return false;
        }};
        const runKey = {key: "Mod-Enter", preventDefault: true, run: () => {
            run();
            return true;
        }};
        this.view = new EditorView({
            root,
            parent: root,
            state: EditorState.create({
                extensions: [
                    keymap.of([leaveKey, runKey, {...runKey, key: "Shift-Enter"}]),
                    lineNumbers(), history(), drawSelection(), highlightSpecialChars(), highlightActiveLine(), highlightSelectionMatches(),
                    indentOnInput(), indentUnit.of("    "), bracketMatching(), closeBrackets(), autocompletion(), python(),
                    syntaxHighlighting(colours), look, placeholder("print('Hello')"),
                    keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...searchKeymap, ...historyKeymap, ...completionKeymap, indentWithTab]),
                    EditorView.contentAttributes.of({"aria-label": "Program", "aria-description": "Control and Enter run it. Escape, then Tab leaves the editor."}),
                    EditorView.updateListener.of((/** @type {any} */ update) => {
                        if (update.docChanged) {
                            update.view.setTabFocusMode(false);
                            changed(this.text);
                        }
                    }),
                ],
            }),
        });
    }

    /** @returns {string} */
    get text() {
        return this.view.state.doc.toString();
    }

    set text(text) {
        this.view.dispatch({changes: {from: 0, to: this.view.state.doc.length, insert: text}, selection: {anchor: 0}});
    }

    focus() {
        this.view.focus();
    }
}
