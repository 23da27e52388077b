package org.openenv.core.testing;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ReflectionSupport;
import org.openenv.core.Environment;
import org.openenv.core.client.EnvClient;
import org.openenv.core.host.EnvironmentHost;
import org.openenv.core.host.HostConfig;
import org.openenv.core.spi.EnvironmentProvider;

/** Serves an environment for the time of a test, and looks for what the test left behind. */
final class ServeEnvironmentExtension implements BeforeEachCallback, AfterEachCallback, ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(ServeEnvironmentExtension.class);

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** What a test is given, and the processes there were before. */
    private record Served(
            EnvironmentProvider<?, ?, ?> provider,
            HostedEnvironment<?, ?, ?> hosted,
            Set<ProcessHandle> before,
            List<AutoCloseable> faces) {

        static Served start(ServeEnvironment what) throws ReflectiveOperationException {
            Set<ProcessHandle> before = processes();
            Constructor<? extends EnvironmentProvider<?, ?, ?>> constructor =
                    what.value().getDeclaredConstructor();
            constructor.setAccessible(true);
            EnvironmentProvider<?, ?, ?> provider = constructor.newInstance();
            HostConfig options = HostConfig.defaults().withLimits(limits -> limits.withMaxSessions(what.maxSessions()));
            return new Served(provider, HostedEnvironment.serve(provider, options), before, new ArrayList<>());
        }

        /** Connects an environment's own face, such as a {@code CodingEnv}. */
        Object connect(Method connect) {
            Object face =
                    ReflectionSupport.invokeMethod(connect, null, hosted.host().uri());
            faces.add((AutoCloseable) face);
            return face;
        }

        /** Closes everything, and fails for a session or a process that stays. */
        void end() throws Exception {
            EnvironmentHost host = hosted.host();
            try {
                for (AutoCloseable face : faces) {
                    face.close();
                }
                hosted.disconnect();
                Eventually.await(
                        "every session is closed; the test opened one and left it open",
                        PATIENCE,
                        () -> host.activeSessions() == 0);
            } finally {
                hosted.close();
            }
            Eventually.await(
                    "every process started meanwhile has ended", PATIENCE, () -> before.containsAll(processes()));
        }

        private static Set<ProcessHandle> processes() {
            return ProcessHandle.current()
                    .descendants()
                    .filter(ProcessHandle::isAlive)
                    .collect(Collectors.toSet());
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        ServeEnvironment what = AnnotationSupport.findAnnotation(context.getRequiredTestClass(), ServeEnvironment.class)
                .orElseThrow();
        context.getStore(NAMESPACE).put(Served.class, Served.start(what));
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        Served served = context.getStore(NAMESPACE).remove(Served.class, Served.class);
        if (served != null) {
            served.end();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == EnvClient.class
                || type == EnvironmentHost.class
                || type == HostedEnvironment.class
                || EnvironmentProvider.class.isAssignableFrom(type)
                || connect(type).isPresent();
    }

    /** How an environment's own client is connected: {@code public static} itself {@code connect(URI)}. */
    private static Optional<Method> connect(Class<?> type) {
        return Environment.class.isAssignableFrom(type)
                ? ReflectionSupport.findMethod(type, "connect", URI.class)
                        .filter(method -> Modifier.isStatic(method.getModifiers())
                                && type.isAssignableFrom(method.getReturnType()))
                : Optional.empty();
    }

    @Override
    public @Nullable Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Served served = Objects.requireNonNull(
                context.getStore(NAMESPACE).get(Served.class, Served.class),
                "the host is there for tests and @BeforeEach only");
        Class<?> type = parameter.getParameter().getType();
        if (type == EnvClient.class) {
            return served.hosted().connect();
        }
        if (type == EnvironmentHost.class) {
            return served.hosted().host();
        }
        if (type == HostedEnvironment.class) {
            return served.hosted();
        }
        return connect(type).map(served::connect).orElseGet(served::provider);
    }
}
