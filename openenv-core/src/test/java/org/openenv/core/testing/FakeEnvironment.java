package org.openenv.core.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;
import org.openenv.core.Environment;
import org.openenv.core.EnvironmentMetadata;
import org.openenv.core.EnvironmentTypes;
import org.openenv.core.ErrorCode;
import org.openenv.core.ForkOptions;
import org.openenv.core.ForkedFrom;
import org.openenv.core.Observation;
import org.openenv.core.OpenEnvException;
import org.openenv.core.ResetOptions;
import org.openenv.core.State;
import org.openenv.core.StepOptions;
import org.openenv.core.StepResult;
import org.openenv.core.spi.Door;
import org.openenv.core.spi.EnvironmentConfig;
import org.openenv.core.spi.EnvironmentProvider;
import org.openenv.core.spi.Tool;

/**
 * An environment that does what a test tells it: echoes a text, throws, or blocks until it is let go.
 *
 * <p>The words {@code throw: …}, {@code block} and {@code block deaf}, which no interrupt ends, in an action are its knobs; after {@code block fork}
 * a fork blocks until it is interrupted.
 */
public final class FakeEnvironment
        implements Environment<FakeEnvironment.Say, FakeEnvironment.Heard, FakeEnvironment.Tally> {

    /** The records of this environment. */
    public static final EnvironmentTypes<Say, Heard, Tally> TYPES =
            new EnvironmentTypes<>(Say.class, Heard.class, Tally.class);

    /**
     * What to do.
     *
     * @param text a text to echo, {@code throw: …} or {@code block}
     * @param times how often, optional
     */
    public record Say(String text, @Nullable Integer times) implements Action {}

    /**
     * What was heard.
     *
     * @param text the text
     * @param seed the seed of the episode, if one was given
     */
    public record Heard(String text, @Nullable Long seed) implements Observation {}

    /**
     * Where the episode stands.
     *
     * @param episodeId its name
     * @param stepCount its steps
     * @param lastText the last text heard
     */
    public record Tally(@Nullable String episodeId, int stepCount, String lastText) implements State {}

    private final Provider provider;
    private @Nullable String episodeId;
    private @Nullable Long seed;
    private int steps;
    private String last = "";
    private boolean closed;
    private int forks;
    private @Nullable ForkedFrom origin;
    private volatile @Nullable CountDownLatch gate;

    private FakeEnvironment(Provider provider) {
        this.provider = provider;
    }

    @Override
    public StepResult<Heard> reset(ResetOptions options) {
        episodeId = options.episodeId() == null ? UUID.randomUUID().toString() : options.episodeId();
        seed = options.seed();
        steps = 0;
        last = "";
        origin = null;
        StepResult<Heard> result = StepResult.of(new Heard("", seed), 0.0);
        return options.extras().isEmpty() ? result : result.withMetadata("extras", options.extras());
    }

    @Override
    public StepResult<Heard> step(Say action, StepOptions options) {
        steps++;
        last = action.text();
        if (last.startsWith("throw: ")) {
            throw new IllegalStateException(last.substring("throw: ".length()));
        }
        if (last.equals("block") || last.equals("block deaf")) {
            block(last.equals("block"));
        }
        int times = action.times() == null ? 1 : action.times();
        StepResult<Heard> result = StepResult.of(new Heard(last.repeat(times), seed), 0.1);
        return options.timeout() == null
                ? result
                : result.withMetadata("timeout", options.timeout().toString());
    }

    private void block(boolean heedsInterrupts) {
        CountDownLatch mine = new CountDownLatch(1);
        provider.gates.add(mine);
        gate = heedsInterrupts ? mine : null;
        provider.blocked.incrementAndGet();
        try {
            mine.await();
        } catch (InterruptedException e) {
            provider.interrupted.incrementAndGet();
            throw new IllegalStateException("interrupted", e);
        } finally {
            gate = null;
            provider.gates.remove(mine);
            provider.blocked.decrementAndGet();
        }
    }

    @Override
    public List<FakeEnvironment> fork(int count, ForkOptions options) {
        if (provider.unforkable) {
            throw new OpenEnvException(ErrorCode.EXECUTION_ERROR, "told not to be forked");
        }
        if (last.equals("block fork")) {
            block(true);
            throw new OpenEnvException(ErrorCode.EXECUTION_ERROR, "the fork was interrupted");
        }
        List<FakeEnvironment> copies = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            provider.open.incrementAndGet();
            FakeEnvironment copy = new FakeEnvironment(provider);
            copy.episodeId = episodeId == null ? null : episodeId + "/" + ++forks;
            copy.seed = seed;
            copy.steps = steps;
            copy.last = last;
            copy.origin = new ForkedFrom(episodeId, steps, ForkedFrom.How.COPIED, Duration.ZERO);
            copies.add(copy);
        }
        return copies;
    }

    @Override
    public Optional<ForkedFrom> forkedFrom() {
        return Optional.ofNullable(origin);
    }

    /** Ends a step that blocks, unless it is deaf; its answer says so. */
    @Override
    public boolean interrupt() {
        CountDownLatch blocking = gate;
        if (blocking == null) {
            return false;
        }
        blocking.countDown();
        return true;
    }

    @Override
    public Tally state() {
        return new Tally(episodeId, steps, last);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            provider.open.decrementAndGet();
        }
    }

    /** Makes fake environments, counts them, and holds their knobs. Safe for use by several threads. */
    public static final class Provider implements EnvironmentProvider<Say, Heard, Tally> {

        private final String name;
        private final AtomicInteger open = new AtomicInteger();
        private final AtomicInteger blocked = new AtomicInteger();
        private final AtomicInteger interrupted = new AtomicInteger();
        private final Set<CountDownLatch> gates = ConcurrentHashMap.newKeySet();
        private volatile boolean broken;
        private volatile boolean single;
        private volatile boolean unforkable;
        private volatile Optional<String> notReady = Optional.empty();
        private volatile List<Tool<Say, Heard, Tally, ?>> tools = List.of();
        private volatile List<Door<Say, Heard, Tally>> doors = List.of();

        /** Makes a provider of an environment named {@code fake}. */
        public Provider() {
            this("fake");
        }

        /**
         * Makes a provider.
         *
         * @param name the environment's name
         */
        public Provider(String name) {
            this.name = name;
        }

        /**
         * Makes every further creation fail, or succeed again.
         *
         * @param value whether to fail
         * @return this
         */
        public Provider broken(boolean value) {
            broken = value;
            return this;
        }

        /**
         * Lets environments be forked, as they are, or has them refuse.
         *
         * @param value whether they can be
         * @return this
         */
        public Provider forkable(boolean value) {
            unforkable = !value;
            return this;
        }

        /**
         * Declares that only one environment may live at a time.
         *
         * @return this
         */
        public Provider single() {
            single = true;
            return this;
        }

        /**
         * Offers tools.
         *
         * @param offered what an agent can call
         * @return this
         */
        public Provider tools(List<Tool<Say, Heard, Tally, ?>> offered) {
            tools = offered;
            return this;
        }

        @Override
        public List<Tool<Say, Heard, Tally, ?>> tools() {
            return tools;
        }

        /**
         * Has requests of its own.
         *
         * @param own what a host answers besides OpenEnv's
         * @return this
         */
        public Provider doors(List<Door<Say, Heard, Tally>> own) {
            doors = own;
            return this;
        }

        @Override
        public List<Door<Say, Heard, Tally>> doors() {
            return doors;
        }

        /** Lets every step that blocks now go on. */
        public void release() {
            gates.forEach(CountDownLatch::countDown);
        }

        /**
         * Returns how many environments are not closed.
         *
         * @return zero or more
         */
        public int open() {
            return open.get();
        }

        /**
         * Returns how many steps block now.
         *
         * @return zero or more
         */
        public int blocked() {
            return blocked.get();
        }

        /**
         * Returns how many blocked steps were interrupted.
         *
         * @return zero or more
         */
        public int interrupted() {
            return interrupted.get();
        }

        /**
         * Declares that no environment could be made now.
         *
         * @param reason why
         */
        public void notReady(String reason) {
            notReady = Optional.of(reason);
        }

        @Override
        public Optional<String> notReady() {
            return notReady;
        }

        @Override
        public EnvironmentMetadata metadata() {
            return EnvironmentMetadata.of(name, "Does what a test tells it.", "1.0.0");
        }

        @Override
        public EnvironmentTypes<Say, Heard, Tally> types() {
            return TYPES;
        }

        @Override
        public Environment<Say, Heard, Tally> create(EnvironmentConfig config) {
            if (broken) {
                throw new IllegalStateException("told to be broken");
            }
            open.incrementAndGet();
            return new FakeEnvironment(this);
        }

        @Override
        public boolean supportsConcurrentSessions() {
            return !single;
        }
    }
}
