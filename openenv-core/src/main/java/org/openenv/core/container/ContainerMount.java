package org.openenv.core.container;

/**
 * A part of the engine's machine that a container sees.
 *
 * @param source an absolute path on the engine's machine, which is not always this one, or the name of a volume
 * @param target an absolute path in the container
 * @param readOnly whether it can't be written there
 */
public record ContainerMount(String source, String target, boolean readOnly) {

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if the target is no absolute path, or the source is neither that nor a name
     */
    public ContainerMount {
        ContainerSpec.require(
                source.matches("/[^:]*|[A-Za-z0-9][A-Za-z0-9_.-]*"),
                "a mount's source",
                "an absolute path without ':', or a volume's name",
                source);
        ContainerSpec.require(target.matches("/[^:]*"), "a mount's target", "an absolute path without ':'", target);
    }

    /** Returns whether it is a volume of the engine's, not a folder or file. */
    public boolean isVolume() {
        return !source.startsWith("/");
    }
}
