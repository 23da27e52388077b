package org.openenv.core.host.session;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;
import org.openenv.core.Environment;
import org.openenv.core.EnvironmentMetadata;
import org.openenv.core.ErrorCode;
import org.openenv.core.Observation;
import org.openenv.core.OpenEnvException;
import org.openenv.core.State;
import org.openenv.core.host.tool.ServedTools;
import org.openenv.core.spi.Door;
import org.openenv.core.spi.EnvironmentConfig;
import org.openenv.core.spi.EnvironmentProvider;
import org.openenv.core.wire.WireCodec;
import org.openenv.core.wire.WireSchemas;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One environment as a host serves it: its provider, its codec and its schemas. */
public final class ServedEnvironment<A extends Action, O extends Observation, S extends State> {

    private static final Logger LOG = LoggerFactory.getLogger(ServedEnvironment.class);

    private final EnvironmentProvider<A, O, S> provider;
    private final EnvironmentConfig config;
    private final EnvironmentMetadata metadata;
    private final WireCodec<A, O, S> codec;
    private final ServedTools<A, O, S> tools;
    private final List<Door<A, O, S>> doors;
    private volatile @Nullable String schemas;

    public ServedEnvironment(EnvironmentProvider<A, O, S> provider, EnvironmentConfig config) {
        this.provider = provider;
        this.config = config;
        this.metadata = provider.metadata();
        this.doors = List.copyOf(provider.doors());
        this.codec = codec(provider, doors);
        this.tools = tools(provider, codec);
    }

    private static <A extends Action, O extends Observation, S extends State> ServedTools<A, O, S> tools(
            EnvironmentProvider<A, O, S> provider, WireCodec<A, O, S> codec) {
        try {
            return new ServedTools<>(provider, codec);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    "the tools of '" + provider.metadata().name() + "' can't be offered: " + e.getMessage(), e);
        }
    }

    private static <A extends Action, O extends Observation, S extends State> WireCodec<A, O, S> codec(
            EnvironmentProvider<A, O, S> provider, List<Door<A, O, S>> doors) {
        Set<String> messages =
                doors.stream().filter(Door::message).map(Door::name).collect(Collectors.toSet());
        try {
            return new WireCodec<>(provider.types(), provider.stepExtras(), messages);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    "the environment '" + provider.metadata().name() + "' can't be served: " + e.getMessage(), e);
        }
    }

    public String name() {
        return metadata.name();
    }

    public EnvironmentMetadata metadata() {
        return metadata;
    }

    public EnvironmentProvider<A, O, S> provider() {
        return provider;
    }

    public WireCodec<A, O, S> codec() {
        return codec;
    }

    /** The requests of its own. */
    public List<Door<A, O, S>> doors() {
        return doors;
    }

    /** What an agent can call. */
    public ServedTools<A, O, S> tools() {
        return tools;
    }

    /** The schemas of the environment's records, as JSON text; made when first asked for, a fifth of the host's start. */
    public String schemas() {
        String known = schemas;
        if (known == null) {
            known = WireSchemas.of(provider.types());
            schemas = known;
        }
        return known;
    }

    public boolean concurrent() {
        return provider.supportsConcurrentSessions();
    }

    /**
     * Makes an environment for a session.
     *
     * @throws OpenEnvException with {@code FACTORY_ERROR} if the provider can't; the reason is in the server's log
     */
    public Environment<A, O, S> create() {
        try {
            return Objects.requireNonNull(provider.create(config), "create() returned null");
        } catch (Throwable failure) {
            LOG.error("the environment '{}' can't be made", name(), failure);
            throw new OpenEnvException(
                    ErrorCode.FACTORY_ERROR,
                    "Environment factory '" + name() + "' failed to create instance.",
                    Map.of("factory_name", name()),
                    failure);
        }
    }
}
