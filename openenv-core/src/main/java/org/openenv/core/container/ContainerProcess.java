package org.openenv.core.container;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What runs in a container. Immutable.
 *
 * @param command arguments for the program in the image; empty for the image's own
 * @param environment environment variables, by name
 * @param user who the program runs as, or {@code null} for the image's own
 * @param readOnly whether its file system can't be written, {@code /tmp} and {@code /run} apart
 * @param mounts what of the engine's machine it sees
 * @param securityOptions what the engine is told of its confinement beside what the provider sets, such as {@code
 *     apparmor=unconfined}
 */
public record ContainerProcess(
        List<String> command,
        Map<String, String> environment,
        @Nullable String user,
        boolean readOnly,
        List<ContainerMount> mounts,
        List<String> securityOptions) {

    /** What the image says, its file system writable. */
    public static final ContainerProcess DEFAULTS =
            new ContainerProcess(List.of(), Map.of(), null, false, List.of(), List.of());

    /** Copies. */
    public ContainerProcess {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        mounts = List.copyOf(mounts);
        securityOptions = List.copyOf(securityOptions);
    }

    /**
     * Returns this process with other arguments.
     *
     * @param arguments none for the image's own
     * @return the copy
     */
    public ContainerProcess withCommand(List<String> arguments) {
        return new ContainerProcess(arguments, environment, user, readOnly, mounts, securityOptions);
    }

    /**
     * Returns this process with one more environment variable.
     *
     * @param variable its name
     * @param value its value
     * @return the copy
     */
    public ContainerProcess withEnv(String variable, String value) {
        return new ContainerProcess(
                command, ContainerSpec.plus(environment, variable, value), user, readOnly, mounts, securityOptions);
    }

    /**
     * Returns this process as run by somebody.
     *
     * @param newUser a name or number, with or without a group: {@code 10001:10001}
     * @return the copy
     */
    public ContainerProcess withUser(String newUser) {
        return new ContainerProcess(command, environment, newUser, readOnly, mounts, securityOptions);
    }

    /**
     * Returns this process with a file system that can or can't be written.
     *
     * @param newReadOnly {@code true} for read-only
     * @return the copy
     */
    public ContainerProcess withReadOnly(boolean newReadOnly) {
        return new ContainerProcess(command, environment, user, newReadOnly, mounts, securityOptions);
    }

    /**
     * Returns this process with one more part of the engine's machine that it sees.
     *
     * @param mount what, and where
     * @return the copy
     */
    public ContainerProcess withMount(ContainerMount mount) {
        return new ContainerProcess(
                command, environment, user, readOnly, ContainerSpec.plus(mounts, mount), securityOptions);
    }

    /**
     * Returns this process with one more option of its confinement.
     *
     * @param option as {@code docker run --security-opt} takes it; a {@code seccomp=} of its own replaces the provider's
     * @return the copy
     */
    public ContainerProcess withSecurityOption(String option) {
        return new ContainerProcess(
                command, environment, user, readOnly, mounts, ContainerSpec.plus(securityOptions, option));
    }
}
