package org.openenv.coding.server.evaluation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.openenv.coding.server.task.format.Task;

/**
 * A sample of a model's. Immutable.
 *
 * @param number its line, from 1 on
 * @param task what it is about
 * @param code what the model wrote
 */
record Sample(int number, Task task, String code) {

    private static final int DIGITS = 16;

    String program() {
        return task.program(code);
    }

    /** Tells it from any other sample in its place. */
    String digest() {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update((task.split() + "\n" + task.id() + "\n").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of()
                    .formatHex(sha.digest(code.getBytes(StandardCharsets.UTF_8)))
                    .substring(0, DIGITS);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
