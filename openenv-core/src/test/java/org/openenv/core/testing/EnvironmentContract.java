package org.openenv.core.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.openenv.core.Action;
import org.openenv.core.Environment;
import org.openenv.core.ErrorCode;
import org.openenv.core.Observation;
import org.openenv.core.OpenEnvException;
import org.openenv.core.State;
import org.openenv.core.conformance.check.Check;
import org.openenv.core.conformance.check.EnvironmentChecks;
import org.openenv.core.conformance.check.EnvironmentUnderTest;
import org.openenv.core.conformance.check.Level;
import org.openenv.core.conformance.check.NotApplicableException;
import org.openenv.core.conformance.server.ServerChecks;
import org.openenv.core.conformance.server.ServerUnderTest;
import org.openenv.core.host.HostConfig;
import org.openenv.core.spi.EnvironmentConfig;
import org.openenv.core.spi.EnvironmentProvider;
import org.openenv.core.spi.EnvironmentProviders;
import org.openenv.core.wire.WireCodec;

/**
 * What every environment owes its callers. A test class of an environment implements this interface, says how to make its
 * provider and one of its actions, and inherits a test for each of the {@link EnvironmentChecks}, in process and again
 * through a host and a client, and for each of the {@link ServerChecks}.
 *
 * @param <A> the environment's actions
 * @param <O> the environment's observations
 * @param <S> the environment's state
 */
public interface EnvironmentContract<A extends Action, O extends Observation, S extends State> {

    /** Where the environment under test runs. */
    enum Where {
        /** Called directly. */
        IN_PROCESS,
        /** Served by a host, called through a client. */
        THROUGH_HOST_AND_CLIENT
    }

    /**
     * Makes a provider of the environment under test.
     *
     * @return a new provider; the contract closes it
     */
    EnvironmentProvider<A, O, S> provider();

    /**
     * Makes an action that the environment accepts as the first and the second of an episode and that does not end it.
     *
     * @return an action
     */
    A action();

    /**
     * Runs a check on a fresh environment.
     *
     * @param where in process, or through host and client
     * @param check what to do with it
     */
    default void with(Where where, Consumer<Environment<A, O, S>> check) {
        withSubject(where, subject -> {
            try (Environment<A, O, S> environment = subject.open()) {
                check.accept(environment);
            }
        });
    }

    private void withSubject(Where where, Consumer<EnvironmentUnderTest<A, O, S>> check) {
        EnvironmentProvider<A, O, S> provider = provider();
        if (where == Where.THROUGH_HOST_AND_CLIENT) {
            try (HostedEnvironment<A, O, S> hosted = HostedEnvironment.serve(provider)) {
                check.accept(subject(hosted));
            }
            return;
        }
        try (provider) {
            provider.start();
            check.accept(subject(provider));
        }
    }

    private EnvironmentUnderTest<A, O, S> subject(HostedEnvironment<A, O, S> hosted) {
        return new EnvironmentUnderTest<>() {
            @Override
            public Environment<A, O, S> open() {
                Environment<A, O, S> client = hosted.connect();
                try {
                    client.state();
                } catch (OpenEnvException refused) {
                    if (refused.code() == ErrorCode.CAPACITY_REACHED) {
                        throw new NotApplicableException(String.valueOf(refused.getMessage()));
                    }
                    throw refused;
                }
                return client;
            }

            @Override
            public A action() {
                return EnvironmentContract.this.action();
            }
        };
    }

    private EnvironmentUnderTest<A, O, S> subject(EnvironmentProvider<A, O, S> provider) {
        return new EnvironmentUnderTest<>() {
            private boolean opened;

            @Override
            public Environment<A, O, S> open() {
                if (opened && !provider.supportsConcurrentSessions()) {
                    throw new NotApplicableException("only one environment of this kind may live at a time");
                }
                opened = true;
                return provider.create(EnvironmentConfig.empty());
            }

            @Override
            public A action() {
                return EnvironmentContract.this.action();
            }
        };
    }

    /** A provider that is not named in {@code META-INF/services} is served by nobody. */
    @Test
    default void isFoundByItsName() {
        try (EnvironmentProvider<A, O, S> expected = provider();
                EnvironmentProvider<?, ?, ?> found =
                        EnvironmentProviders.named(expected.metadata().name())) {
            assertThat(found).hasSameClassAs(expected);
        }
    }

    /**
     * Called directly, the environment keeps every promise.
     *
     * @return a test for each
     */
    @TestFactory
    default Stream<DynamicTest> keepsItsPromisesInProcess() {
        return promisesInProcess();
    }

    /**
     * Served by a host and called through a client, the environment keeps every promise.
     *
     * @return a test for each
     */
    @TestFactory
    default Stream<DynamicTest> keepsItsPromisesThroughHostAndClient() {
        return promisesThroughHostAndClient();
    }

    private Stream<DynamicTest> promisesInProcess() {
        var shared = new OpenedOnce<>(() -> {
            EnvironmentProvider<A, O, S> provider = provider();
            provider.start();
            return provider;
        });
        return promises(check -> put(subject(shared.get()), check)).onClose(shared::close);
    }

    private Stream<DynamicTest> promisesThroughHostAndClient() {
        var shared = new OpenedOnce<>(() -> HostedEnvironment.serve(provider()));
        return promises(check -> {
                    HostedEnvironment<A, O, S> hosted = shared.get();
                    try {
                        put(subject(hosted), check);
                    } finally {
                        hosted.disconnect();
                    }
                })
                .onClose(shared::close);
    }

    private Stream<DynamicTest> promises(Consumer<Check<EnvironmentUnderTest<A, O, S>>> put) {
        return EnvironmentChecks.<A, O, S>all().stream()
                .map(check -> DynamicTest.dynamicTest(check.promise(), () -> put.accept(check)));
    }

    /**
     * Served by a host, the environment keeps every promise of the wire.
     *
     * @return a test for each
     */
    @TestFactory
    default Stream<DynamicTest> keepsThePromisesOfTheWire() {
        HostConfig room = HostConfig.defaults().withLimits(limits -> limits.withMaxSessions(3));
        var shared = new OpenedOnce<>(() -> HostedEnvironment.serve(provider(), room));
        return ServerChecks.all().stream()
                .filter(check -> check.level() != Level.SEMANTIC)
                .map(check -> DynamicTest.dynamicTest(
                        check.promise(), () -> put(server(shared.get().host().uri()), check)))
                .onClose(shared::close);
    }

    private ServerUnderTest server(URI uri) {
        return new ServerUnderTest(uri, WireCodec.writeValue(action()), Map.of(), Duration.ofSeconds(30));
    }

    private static <T> void put(T subject, Check<T> check) {
        try {
            check.body().accept(subject);
        } catch (NotApplicableException reason) {
            Assumptions.abort(reason.getMessage());
        }
    }
}
