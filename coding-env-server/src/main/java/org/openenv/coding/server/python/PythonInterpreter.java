package org.openenv.coding.server.python;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Workspace;
import org.openenv.core.WorkspaceFailure;

/**
 * One episode's Python: what a program defines is there for the next.
 *
 * <p>{@link #run(Program, Duration)} is called by one thread at a time; {@link #interrupt} and {@link #close} by any thread, also while a
 * program runs.
 */
public interface PythonInterpreter extends AutoCloseable {

    /**
     * Runs a program to its end, or until its time is up. Always answers: whatever the program does to itself is in the
     * result, and a dead interpreter is replaced by a fresh one.
     *
     * @param program the program
     * @param timeout the wall time it may take, positive
     * @return what it wrote and how it ended
     * @throws PythonUnavailableException if no interpreter can be had to run it
     */
    CodeExecResult run(Program program, Duration timeout);

    /**
     * Runs a program as {@link #run(Program, Duration)} does, and has something to do with it while it runs.
     *
     * @param program the program
     * @param timeout the wall time it may take, positive
     * @param exchange who is told of its output, what is put into it. This method waits for a listener, the program does not. By
     *     default all output is told at the end, and no input is taken.
     * @return what it wrote, all of it, and how it ended
     * @throws PythonUnavailableException if no interpreter can be had to run it
     */
    default CodeExecResult run(Program program, Duration timeout, StepExchange exchange) {
        CodeExecResult ran = run(program, timeout);
        if (exchange.onOutput() != null) {
            ran.tell(exchange.onOutput());
        }
        if (exchange.input() != null) {
            exchange.input().close();
        }
        return ran;
    }

    /**
     * Runs a program without standard input, as {@link #run(Program, Duration)} does.
     *
     * @param code the program's text
     * @param timeout the wall time it may take, positive
     * @return what it wrote and how it ended
     * @throws PythonUnavailableException if no interpreter can be had to run it
     */
    default CodeExecResult run(String code, Duration timeout) {
        return run(new Program(code, null, false), timeout);
    }

    /**
     * Runs a program as a whole script: in a fresh {@code __main__}, and at its end threads are awaited, exit handlers and
     * finalizers run, and the interpreter is replaced by a fresh one. Otherwise as {@link #run(Program, Duration)}.
     *
     * @param code the program's text
     * @param timeout the wall time it may take with all that, positive
     * @return what it wrote and how it ended
     * @throws PythonUnavailableException if no interpreter can be had to run it
     */
    default CodeExecResult runScript(String code, Duration timeout) {
        return run(new Program(code, null, true), timeout);
    }

    /**
     * Raises {@code KeyboardInterrupt} in the running program; its variables live on. A program counts as running from the
     * moment {@link #run(Program, Duration)} is entered; an interrupt never reaches a later one.
     *
     * @return whether a program runs and will be interrupted
     */
    boolean interrupt();

    /**
     * Returns the files of the episode: those of its working directory, and temporary ones. Used by the thread that runs
     * programs, between two of them.
     *
     * @return the files
     * @throws org.openenv.core.OpenEnvException of the kind {@code NO_WORKSPACE} where the backend shows none, as by default
     */
    default Workspace workspace() {
        throw WorkspaceFailure.NO_WORKSPACE.exception("The files of this Python can't be reached.");
    }

    /**
     * Returns what the machine's tools, such as {@code ps}, call the process that runs its programs. From any thread.
     *
     * @return its name, or {@code null} where it has none
     */
    default @Nullable String process() {
        return null;
    }

    /**
     * Makes copies of this interpreter as it is now: with its variables, its files and its limits, each in processes of its own.
     * Called when no program runs, by the thread that would run one; {@link #interrupt} ends it early, and it fails then.
     *
     * @param count how many, at least one
     * @param way how
     * @param reseed whether each gets random numbers of its own; otherwise they go on alike
     * @return the copies
     * @throws ForkException if they can't be made; then there is none
     * @throws CapacityException if not so many interpreters can be open at once
     * @throws PythonUnavailableException if no interpreter can be had
     */
    default ForkedInterpreters fork(int count, ForkWay way, boolean reseed) {
        throw new ForkException("this backend can't fork an interpreter");
    }

    /** Ends the interpreter and everything the episode started, also in the middle of a program. */
    @Override
    void close();
}
