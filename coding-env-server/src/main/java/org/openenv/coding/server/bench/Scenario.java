package org.openenv.coding.server.bench;

import java.io.IOException;
import java.util.Random;

/** What a client does over the wire, again and again, in a session of its own unless a line below says otherwise. */
enum Scenario {
    /** One step over WebSocket. */
    STEP("a step over WebSocket") {
        @Override
        Operation open(Target target, String action, int client) throws IOException {
            SocketClient session = reset(target);
            byte[] step = Messages.step(action);
            return closing(session, () -> session.ask(step));
        }
    },
    /** One reset over WebSocket. */
    RESET("a reset over WebSocket") {
        @Override
        Operation open(Target target, String action, int client) throws IOException {
            SocketClient session = reset(target);
            return closing(session, () -> session.ask(Messages.RESET));
        }
    },
    /** A whole episode: connect, reset, three steps, close; a session each. */
    EPISODE("an episode over WebSocket: connect, reset, 3 steps, close") {
        @Override
        Operation open(Target target, String action, int client) {
            byte[] step = Messages.step(action);
            return () -> {
                try (SocketClient session = reset(target)) {
                    for (int i = 0; i < STEPS_OF_AN_EPISODE; i++) {
                        session.ask(step);
                    }
                    session.leave();
                }
            };
        }
    },
    /** One step over plain HTTP. */
    HTTP("a step over HTTP, the connection kept; a session of its own where the server has them") {
        @Override
        Operation open(Target target, String action, int client) throws IOException {
            return HttpSteps.open(target, action);
        }
    },
    /** Now a step, now a reset, now a look at the state. */
    MIXED("of 100 operations over WebSocket 90 steps, 5 looks at the state, 5 resets") {
        @Override
        Operation open(Target target, String action, int client) throws IOException {
            SocketClient session = reset(target);
            byte[] step = Messages.step(action);
            Random dice = new Random(client);
            return closing(session, () -> {
                int thrown = dice.nextInt(100);
                session.ask(thrown < 90 ? step : thrown < 95 ? Messages.STATE : Messages.RESET);
            });
        }
    };

    private static final int STEPS_OF_AN_EPISODE = 3;

    private final String meaning;

    Scenario(String meaning) {
        this.meaning = meaning;
    }

    /** Connects a client. */
    abstract Operation open(Target target, String action, int client) throws IOException;

    /** Says what one operation is. */
    String meaning() {
        return meaning;
    }

    /** The name on the command line and in the report. */
    String label() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    /** Connects and resets. */
    static SocketClient reset(Target target) throws IOException {
        SocketClient session = SocketClient.open(target);
        try {
            session.ask(Messages.RESET);
            return session;
        } catch (IOException refused) {
            session.close();
            throw refused;
        }
    }

    private static Operation closing(SocketClient session, Operation operation) {
        return new Operation() {
            @Override
            public void perform() throws IOException {
                operation.perform();
            }

            @Override
            public void close() throws IOException {
                session.close();
            }
        };
    }
}
