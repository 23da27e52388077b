package org.openenv.docker;

import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.openenv.core.container.ContainerException;
import org.openenv.core.container.ContainerException.Kind;
import org.openenv.core.container.ContainerSpec;

/** Says what a failure means: what was asked, what Docker said, what to do. */
final class DockerFailures {

    private DockerFailures() {}

    /** Tells a daemon that can't be reached from one that refused; the latter's exception is left as it is. */
    static RuntimeException explained(URI daemon, String what, RuntimeException failure) {
        if (failure instanceof DockerException || failure instanceof ContainerException) {
            return failure;
        }
        Throwable root = root(failure);
        if (root instanceof InterruptedException) {
            Thread.currentThread().interrupt();
            return new ContainerException(Kind.INTERRUPTED, "interrupted while asking Docker to " + what, failure);
        }
        if (causedBy(failure, IOException.class)) {
            return new ContainerException(
                    Kind.NO_ENGINE,
                    "asked the Docker daemon at " + daemon + " to " + what + ", but it can't be reached: "
                            + root.getMessage()
                            + "; start Docker, let this user use it, or say where it is with DOCKER_HOST",
                    failure);
        }
        return new ContainerException(
                Kind.REFUSED,
                "asked the Docker daemon at " + daemon + " to " + what + ", and what came is not understood: " + root,
                failure);
    }

    /** Says why a container could not be made or started. */
    static ContainerException refused(ContainerSpec spec, RuntimeException failure) {
        if (failure instanceof ContainerException known) {
            return known;
        }
        String said = "Docker said: " + said(failure) + "; ";
        String asked = "asked to start " + spec.image();
        if (failure instanceof NotFoundException && said.contains("No such image")) {
            return noImage(spec, "Docker does not have it, and was told not to pull it", failure);
        }
        if (said.contains("is already in use by container")) {
            return new ContainerException(
                    Kind.NAME_IN_USE,
                    asked + " with the name '" + spec.name() + "'. " + said + "remove that container with docker rm -f "
                            + spec.name() + ", or choose another name",
                    failure);
        }
        if (said.contains("port is already allocated") || said.contains("address already in use")) {
            return new ContainerException(
                    Kind.PORT_IN_USE,
                    asked + " on port " + spec.network().hostPort() + ". " + said
                            + "stop what uses the port, choose another, or leave it to Docker with hostPort(0)",
                    failure);
        }
        return new ContainerException(Kind.REFUSED, asked + ". " + said + "correct what it names in the spec", failure);
    }

    /** Says that there is no image. */
    static ContainerException noImage(ContainerSpec spec, String said, @Nullable Throwable cause) {
        return new ContainerException(
                Kind.NO_IMAGE,
                "asked to start " + spec.image() + ". Docker said: " + said
                        + "; correct the name, or build it: docker build -t " + spec.image()
                        + " -f coding-env-server/Dockerfile .",
                cause);
    }

    /** Says that a container ended before its server answered. */
    static ContainerException ended(ContainerSpec spec, String id, long exitCode, boolean outOfMemory, String log) {
        String lines = log.isBlank() ? "it wrote nothing" : "its last lines:\n" + log.stripTrailing();
        if (outOfMemory) {
            return new ContainerException(
                    Kind.OUT_OF_MEMORY,
                    "asked for a server in " + spec.image() + " with "
                            + spec.limits().memoryBytes()
                            + " bytes of memory. Docker "
                            + "said: container " + id + " was killed for using more (exit code " + exitCode
                            + "); give it more with memoryBytes(…); " + lines,
                    null);
        }
        return new ContainerException(
                Kind.EXITED,
                "asked for a server in " + spec.image() + ". Docker said: container " + id + " ended with exit code "
                        + exitCode + " before the server answered; correct what its last words name; " + lines,
                null);
    }

    /** Returns what the daemon said, without the JSON around it. */
    static String said(Throwable failure) {
        String text = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        int message = text.indexOf("{\"message\":\"");
        return message < 0
                ? text.strip()
                : text.substring(message + 12).replaceAll("\"}\\s*$", "").replace("\\\"", "\"");
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static boolean causedBy(Throwable failure, Class<?> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
