package org.openenv.coding.server.python.replay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openenv.coding.server.python.CodeExecResult;
import org.openenv.coding.server.python.ExitCause;
import org.openenv.coding.server.python.ForkException;
import org.openenv.coding.server.python.Program;
import org.openenv.coding.server.python.ProgramOption;

/**
 * What an interpreter has run since it was fresh, so that it can be run again. It holds a bounded number of bytes; when they are
 * used up, or a step can't be repeated, it says so instead. Used by one thread at a time, closed by any.
 */
public final class Recording implements AutoCloseable {

    private final RecordingRoom room;
    private final List<Recorded> entries = new ArrayList<>();
    private long held;
    private int count;
    private @Nullable String over;
    private boolean closed;

    /** Makes an empty one. */
    public Recording(RecordingRoom room) {
        this.room = room;
    }

    /** Makes one for an interpreter that is going to do all this again. */
    public synchronized Recording emptyCopy() {
        Recording copy = new Recording(room);
        copy.count = count
                - (int) entries.stream().filter(RecordedStep.class::isInstance).count();
        return copy;
    }

    /** Makes one that holds the same, and goes on by itself. */
    public synchronized Recording copy() {
        Recording copy = new Recording(room);
        copy.count = count;
        copy.over = over;
        if (over == null && room.take(held)) {
            copy.held = held;
            copy.entries.addAll(entries);
        } else if (over == null) {
            copy.over = full();
        }
        return copy;
    }

    /** The interpreter is a fresh one: what was before can't be seen any more. */
    public synchronized void begin() {
        if (!closed) {
            drop(null);
        }
    }

    /** Notes a program that was run. */
    public synchronized void add(Program program, Duration timeout, CodeExecResult ran) {
        count++;
        if (over != null) {
            return;
        }
        if (ran.cause() == ExitCause.TIMEOUT || ran.cause() == ExitCause.INTERRUPTED) {
            drop("its step " + count + " was ended from outside (" + ran.cause().wireName()
                    + "), which can't be repeated at the same instruction");
            return;
        }
        keep(new RecordedStep(count, program, timeout, Seen.of(ran)));
        if (program.options().contains(ProgramOption.INTERACTIVE)) {
            unrepeatable("was interactive, and when what was put in came is not recorded");
        }
    }

    /**
     * Says that the program that was noted last can't be run again.
     *
     * @param why what it did, such as "called somebody"
     */
    public synchronized void unrepeatable(String why) {
        if (over == null) {
            drop("its step " + count + " " + why);
        }
    }

    /**
     * Notes something that was done between two programs.
     *
     * @param held how many bytes it holds
     */
    public synchronized void changed(Change change, long held) {
        if (over == null) {
            keep(new RecordedChange(change, held));
        }
    }

    private void keep(Recorded entry) {
        long size = entry.size();
        if (held + size > room.each() || !room.take(size)) {
            drop(full());
            return;
        }
        held += size;
        entries.add(entry);
    }

    private String full() {
        return "its " + count + " steps are more than is recorded: " + room.each()
                + " bytes for a session, as long as there is room for them on the server";
    }

    private void drop(@Nullable String why) {
        entries.clear();
        room.giveBack(held);
        held = 0;
        over = why;
    }

    /**
     * Returns what there is to run again, in order.
     *
     * @throws ForkException if it is not all there
     */
    synchronized List<Recorded> entries() {
        if (over != null) {
            throw new ForkException("the session can't be replayed: " + Objects.requireNonNull(over));
        }
        return List.copyOf(entries);
    }

    /** Gives its bytes back. */
    @Override
    public synchronized void close() {
        closed = true;
        drop("it is closed");
    }
}
