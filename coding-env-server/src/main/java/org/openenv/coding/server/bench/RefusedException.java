package org.openenv.coding.server.bench;

import java.io.IOException;

/** The server answered, and the answer is an error; {@link #code} is what the report counts it under. */
final class RefusedException extends IOException {

    private final String code;

    RefusedException(String code, String answer) {
        super(code + ": " + answer);
        this.code = code;
    }

    String code() {
        return code;
    }
}
