package org.openenv.coding.server.python.worker;

import java.io.IOException;

/** A worker sent what no honest worker sends; it is killed for it. */
final class ProtocolViolation extends IOException {

    private static final long serialVersionUID = 1L;

    ProtocolViolation(String what) {
        super("the worker sent " + what);
    }
}
