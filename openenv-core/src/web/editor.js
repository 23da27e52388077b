// What the playground's editor is made of: the only part of the pages that is bundled. `npm run build` writes it to the resources.

export {EditorState, Compartment, StateEffect, StateField} from "@codemirror/state";
export {
    Decoration,
    EditorView,
    drawSelection,
    highlightActiveLine,
    highlightSpecialChars,
    keymap,
    lineNumbers,
    placeholder,
} from "@codemirror/view";
export {defaultKeymap, history, historyKeymap, indentWithTab} from "@codemirror/commands";
export {bracketMatching, HighlightStyle, indentOnInput, indentUnit, syntaxHighlighting} from "@codemirror/language";
export {autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap} from "@codemirror/autocomplete";
export {highlightSelectionMatches, searchKeymap} from "@codemirror/search";
export {python} from "@codemirror/lang-python";
export {tags} from "@lezer/highlight";
