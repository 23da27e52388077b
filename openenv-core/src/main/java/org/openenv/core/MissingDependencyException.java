package org.openenv.core;

/**
 * Something was used that needs a library which this project's artifacts do not bring to everyone, and it is not on the class
 * path. The message names the dependency to add.
 */
public final class MissingDependencyException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    private MissingDependencyException(String message) {
        super(message);
    }

    /**
     * Returns quietly if a library is there.
     *
     * @param type the name of one of its classes, which is not initialized
     * @param dependency its Maven coordinates without a version, such as {@code io.undertow:undertow-core}
     * @param purpose what needs it, the beginning of a sentence, such as {@code serving environments}
     * @throws MissingDependencyException if the class is not on the class path
     */
    public static void require(String type, String dependency, String purpose) {
        try {
            Class.forName(type, false, MissingDependencyException.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError absent) {
            throw new MissingDependencyException(purpose + " needs " + dependency
                    + ", which is not on the class path; add that dependency to the project, its version is in the BOM"
                    + " org.openenv:openenv-parent");
        }
    }
}
