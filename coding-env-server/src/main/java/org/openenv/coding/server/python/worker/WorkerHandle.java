package org.openenv.coding.server.python.worker;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** What the Python side has told of one worker. Safe for use by several threads. */
final class WorkerHandle {

    private final int id;
    private final CompletableFuture<WorkerExit> exit = new CompletableFuture<>();
    private final CompletableFuture<String> limited = new CompletableFuture<>();
    private volatile CompletableFuture<String> output = new CompletableFuture<>();
    private final CompletableFuture<String> copied = new CompletableFuture<>();
    private volatile CompletableFuture<String> evidence = new CompletableFuture<>();
    private final Semaphore delivered = new Semaphore(0);

    WorkerHandle(int id) {
        this.id = id;
    }

    int id() {
        return id;
    }

    boolean hasEnded() {
        return exit.isDone();
    }

    void end(WorkerExit how) {
        exit.complete(how);
        limited.complete("the worker has gone");
        output.complete("gone");
        copied.complete("");
        evidence.complete("");
        delivered.release();
    }

    /** Begins to wait for where its output lies. */
    CompletableFuture<String> askOutput() {
        CompletableFuture<String> asked = new CompletableFuture<>();
        output = asked;
        if (exit.isDone()) {
            asked.complete("gone");
        }
        return asked;
    }

    void outputIn(String files) {
        output.complete(files);
    }

    /** Begins to wait for evidence of what its worker says. */
    CompletableFuture<String> askEvidence() {
        CompletableFuture<String> asked = new CompletableFuture<>();
        evidence = asked;
        if (exit.isDone()) {
            asked.complete("");
        }
        return asked;
    }

    void evidence(String found) {
        evidence.complete(found);
    }

    void interruptDelivered() {
        delivered.release();
    }

    /** Its limits have been lowered, or could not be: then this says why. */
    void limited(String refusal) {
        limited.complete(refusal);
    }

    /** What came of making it a copy, as JSON; empty if it has gone. */
    void copied(String told) {
        copied.complete(told);
    }

    /** Waits until it has been made a copy, or could not be; returns what is told of that, {@code null} if it takes too long. */
    @Nullable
    String awaitCopied(Duration most) throws InterruptedException {
        return await(copied, most);
    }

    /** Waits until the interrupts that were asked for have reached the worker, so that none can hit the next program. */
    boolean awaitInterrupts(int count, Duration most) throws InterruptedException {
        return delivered.tryAcquire(count, most.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Has something done when it has ended, by the thread that tells of it; at once if it has. */
    void whenEnded(Runnable act) {
        CompletableFuture<Void> ignored = exit.thenRun(act);
    }

    /** Waits for the end; {@code null} if it does not come in time. */
    @Nullable
    WorkerExit awaitEnd(Duration most) throws InterruptedException {
        return await(exit, most);
    }

    /** Waits until its limits are lowered; returns what was refused, empty when nothing was, {@code null} if it takes too long. */
    @Nullable
    String awaitLimits(Duration most) throws InterruptedException {
        return await(limited, most);
    }

    private static <T> @Nullable T await(CompletableFuture<T> future, Duration most) throws InterruptedException {
        try {
            return future.get(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return null;
        }
    }
}
