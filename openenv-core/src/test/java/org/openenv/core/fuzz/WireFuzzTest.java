package org.openenv.core.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import org.openenv.core.ErrorCode;
import org.openenv.core.OpenEnvException;
import org.openenv.core.testing.FakeEnvironment;
import org.openenv.core.testing.FakeEnvironment.Heard;
import org.openenv.core.testing.FakeEnvironment.Say;
import org.openenv.core.testing.FakeEnvironment.Tally;
import org.openenv.core.wire.ServerMessage;
import org.openenv.core.wire.WireCodec;

/**
 * Whatever bytes come in, the codec answers with a message or with an error of the protocol. Runs over the corpus in the
 * resources; {@code JAZZER_FUZZ=1 mvn test -pl openenv-core -Dtest=WireFuzzTest#aClientsMessage} looks for more.
 */
class WireFuzzTest {

    private final WireCodec<Say, Heard, Tally> codec = new WireCodec<>(FakeEnvironment.TYPES);

    @FuzzTest
    void aClientsMessage(byte[] bytes) {
        try {
            codec.readClientMessage(new String(bytes, StandardCharsets.UTF_8));
        } catch (OpenEnvException mistake) {
            answer(mistake);
        }
    }

    @FuzzTest
    void aServersMessage(byte[] bytes) {
        try {
            codec.readServerMessage(new String(bytes, StandardCharsets.UTF_8));
        } catch (OpenEnvException mistake) {
            require(mistake.code() == ErrorCode.INVALID_ANSWER, mistake);
        }
    }

    @FuzzTest
    void aBody(byte[] bytes) {
        try {
            codec.readStepBody(bytes, "application/json");
            codec.readResetBody(bytes, "application/json");
        } catch (OpenEnvException mistake) {
            require(mistake.code() == ErrorCode.VALIDATION_ERROR, mistake);
            answer(mistake);
        }
    }

    /** A mistake can be told to the client, in a message of bounded size. */
    private void answer(OpenEnvException mistake) {
        String text = codec.write(ServerMessage.Failed.of(mistake), null);
        require(text.startsWith("{\"type\":\"error\""), mistake);
    }

    private static void require(boolean holds, OpenEnvException mistake) {
        if (!holds) {
            throw new AssertionError("answered with " + mistake.code(), mistake);
        }
    }
}
