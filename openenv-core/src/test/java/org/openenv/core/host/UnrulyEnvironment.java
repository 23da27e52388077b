package org.openenv.core.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;
import org.openenv.core.Environment;
import org.openenv.core.EnvironmentMetadata;
import org.openenv.core.EnvironmentTypes;
import org.openenv.core.Observation;
import org.openenv.core.ResetOptions;
import org.openenv.core.State;
import org.openenv.core.StepOptions;
import org.openenv.core.StepResult;
import org.openenv.core.spi.EnvironmentConfig;
import org.openenv.core.spi.EnvironmentProvider;

/** An environment that breaks the contract in the way its action, episode id or state says. */
final class UnrulyEnvironment
        implements Environment<UnrulyEnvironment.Do, UnrulyEnvironment.Saw, UnrulyEnvironment.At> {

    /** What makes {@code slow to make} wait. */
    static final AtomicReference<CountDownLatch> MAKING = new AtomicReference<>(new CountDownLatch(0));

    record Do(String what) implements Action {
        Do {
            if (what.equals("slow to make")) {
                try {
                    MAKING.get().await();
                } catch (InterruptedException notNow) {
                    throw new IllegalStateException("told to wait");
                }
            }
            if (what.equals("slow and deaf")) {
                boolean made = false;
                while (!made) {
                    try {
                        MAKING.get().await();
                        made = true;
                    } catch (InterruptedException ignored) {
                        // that is what it does
                    }
                }
            }
        }
    }

    record Saw(String what, @Nullable Object more) implements Observation {}

    record At(
            @Nullable String episodeId,
            int stepCount,
            @Nullable Object more) implements State {}

    /** What can't be written, whatever is done for it. */
    static final class Secret {
        public String getInside() {
            throw new IllegalStateException("nobody may know");
        }
    }

    private final Provider provider;
    private String last = "";

    private UnrulyEnvironment(Provider provider) {
        this.provider = provider;
    }

    @Override
    public StepResult<Saw> reset(ResetOptions options) {
        return act(options.episodeId() == null ? "fine" : options.episodeId());
    }

    @Override
    public StepResult<Saw> step(Do action, StepOptions options) {
        return act(action.what());
    }

    @SuppressWarnings("NullAway") // what a careless author does
    private StepResult<Saw> act(String what) {
        last = what;
        return switch (what) {
            case "null" -> null;
            case "null observation" -> StepResult.of((Saw) null);
            case "stack" -> deeper(0);
            case "memory" -> throw new OutOfMemoryError("told to");
            case "error" -> throw new AssertionError("told to");
            case "linkage" -> throw new NoClassDefFoundError("not/There");
            case "checked" -> throw sneaky(new java.io.IOException("told to"));
            case "no message" -> throw new IllegalStateException();
            case "secret" -> StepResult.of(new Saw(what, new Secret()));
            case "secret metadata" -> StepResult.of(new Saw(what, null)).withMetadata("when", new Secret());
            case "cycle" -> StepResult.of(new Saw(what, cycle()));
            case "deep" -> StepResult.of(new Saw(what, deep()));
            case "interrupted flag" -> {
                Thread.currentThread().interrupt();
                yield StepResult.of(new Saw(what, null));
            }
            case "stubborn", "interrupt blocks" -> stubborn(what);
            default -> StepResult.of(new Saw(what, null));
        };
    }

    private StepResult<Saw> stubborn(String what) {
        provider.stubborn.incrementAndGet();
        while (true) {
            try {
                provider.gate.await();
                provider.stubborn.decrementAndGet();
                return StepResult.of(new Saw(what, null));
            } catch (InterruptedException ignored) {
                // that is what it does
            }
        }
    }

    private static StepResult<Saw> deeper(int depth) {
        return depth < 0 ? StepResult.of(new Saw("", null)) : deeper(depth + 1).withReward((double) depth);
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> RuntimeException sneaky(Throwable thrown) throws T {
        throw (T) thrown;
    }

    private static List<Object> cycle() {
        List<Object> list = new ArrayList<>();
        list.add(list);
        return list;
    }

    private static Object deep() {
        Object inner = "bottom";
        for (int i = 0; i < 3000; i++) {
            inner = Map.of("down", inner);
        }
        return inner;
    }

    @Override
    public At state() {
        if (last.equals("state throws")) {
            throw new AssertionError("no state");
        }
        return new At(null, 0, last.equals("state is secret") ? new Secret() : null);
    }

    @Override
    public boolean interrupt() {
        if (last.equals("interrupt blocks")) {
            provider.interrupting.incrementAndGet();
            stubborn("interrupt");
        }
        if (last.equals("stubborn")) {
            throw new AssertionError("not to be interrupted");
        }
        return false;
    }

    @Override
    public @Nullable String process() {
        if (last.equals("process blocks")) {
            stubborn("process");
        }
        if (last.equals("process throws")) {
            throw new AssertionError("nobody knows");
        }
        return last;
    }

    @Override
    public void close() {
        if (last.equals("close throws")) {
            throw new AssertionError("not to be closed");
        }
        if (last.equals("close blocks")) {
            provider.closing.incrementAndGet();
            stubborn("close");
        }
    }

    static final class Provider implements EnvironmentProvider<Do, Saw, At> {

        final CountDownLatch gate = new CountDownLatch(1);
        final AtomicInteger stubborn = new AtomicInteger();
        final AtomicInteger closing = new AtomicInteger();
        final AtomicInteger interrupting = new AtomicInteger();

        @Override
        public EnvironmentMetadata metadata() {
            return EnvironmentMetadata.of("unruly", "Breaks the contract.", "1");
        }

        @Override
        public EnvironmentTypes<Do, Saw, At> types() {
            return new EnvironmentTypes<>(Do.class, Saw.class, At.class);
        }

        @Override
        public Environment<Do, Saw, At> create(EnvironmentConfig config) {
            return new UnrulyEnvironment(this);
        }
    }
}
