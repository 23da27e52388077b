package org.openenv.docker;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** What {@code .ci/docker} has built, and what is left of it on the daemon. */
public final class Images {

    /** The coding environment. */
    public static final String CODING_ENV = "coding-env:latest";

    /** A shell and Python. */
    static final String SHELL = "openenv-python:local";

    private Images() {}

    /**
     * Returns the containers of this library that are on the daemon, running or not.
     *
     * @return their ids
     */
    public static List<String> containersLeft() {
        return withLabels(Map.of());
    }

    static List<String> withLabels(Map<String, String> labels) {
        return DockerEngine.at(null)
                .call(
                        "list containers",
                        docker -> docker
                                .listContainersCmd()
                                .withShowAll(true)
                                .withLabelFilter(
                                        labels.isEmpty()
                                                ? Map.of(
                                                        Owner.WORLD,
                                                        Owner.self().world())
                                                : labels)
                                .exec()
                                .stream()
                                .map(container -> container.getId())
                                .toList());
    }

    /**
     * Waits for what a container takes its time to do.
     *
     * @param what what is waited for, for the message
     * @param condition looked at again and again
     */
    public static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("did not happen within two minutes: " + what);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    /**
     * Kills a container as a machine that has no more memory would.
     *
     * @param port where it is published
     */
    public static void killTheOneAt(int port) {
        DockerEngine.at(null)
                .tell(
                        "kill the container on port " + port,
                        docker -> docker.listContainersCmd().exec().stream()
                                .filter(container -> Arrays.stream(container.getPorts())
                                        .anyMatch(published ->
                                                Integer.valueOf(port).equals(published.getPublicPort())))
                                .forEach(container -> docker.killContainerCmd(container.getId())
                                        .exec()));
    }
}
