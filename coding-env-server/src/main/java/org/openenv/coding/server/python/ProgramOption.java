package org.openenv.coding.server.python;

/** What a program may be run with besides. */
public enum ProgramOption {
    /** What it displays, the value of its last expression and its figures are told as MIME bundles: {@link Shown}. */
    RESULTS,
    /** Its figures are drawn as SVG, too; with {@link #RESULTS}. */
    SVG,
    /** It is a cell of a notebook: top-level {@code await}, magics, {@code _}; only with {@link #RESULTS}. */
    NOTEBOOK,
    /**
     * The files of a script are there for {@link PythonInterpreter#workspace} behind its end, until the next program or the end of
     * the interpreter; what it has started then lives as long.
     */
    KEEPS_FILES,
    /** Somebody watches its output, so that each line is written at once. */
    WATCHED,
    /** Its standard input is a pipe that something is put into while it runs; what it prints is written at once. */
    INTERACTIVE
}
