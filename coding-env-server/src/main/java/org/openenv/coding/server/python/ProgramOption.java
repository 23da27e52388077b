package org.openenv.coding.server.python;

/** What a program may be run with besides. */
public enum ProgramOption {
    /** What it displays, the value of its last expression and its figures are told as MIME bundles: {@link Shown}. */
    RESULTS,
    /** Its figures are drawn as SVG, too; with {@link #RESULTS}. */
    SVG,
    /** It is a cell of a notebook: top-level {@code await}, magics, {@code _}; with {@link #RESULTS}. */
    NOTEBOOK
}
