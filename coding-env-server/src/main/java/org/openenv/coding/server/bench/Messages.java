package org.openenv.coding.server.bench;

import java.util.Map;
import org.openenv.core.wire.WireCodec;

/** The texts a client sends, made once before the load begins. */
final class Messages {

    static final byte[] RESET = text("{\"type\":\"reset\",\"data\":{}}");
    static final byte[] STATE = text("{\"type\":\"state\"}");

    private Messages() {}

    /** Returns the action that runs a program. */
    static String action(String code) {
        return WireCodec.writeValue(Map.of("code", code));
    }

    /** Returns the framed message that takes a step. */
    static byte[] step(String action) {
        return text("{\"type\":\"step\",\"data\":" + action + "}");
    }

    /** Returns the framed message that takes a step within a time, in seconds. */
    static byte[] step(String action, double timeout) {
        return text("{\"type\":\"step\",\"timeout_s\":" + timeout + ",\"data\":" + action + "}");
    }

    /** Returns a framed text. */
    static byte[] text(String json) {
        return Frames.ofClient(Frames.TEXT, json);
    }
}
