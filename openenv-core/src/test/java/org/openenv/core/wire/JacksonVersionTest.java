package org.openenv.core.wire;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.core.Version;
import org.junit.jupiter.api.Test;

class JacksonVersionTest {

    private static Version version(int minor) {
        return new Version(2, minor, 0, null, "com.fasterxml.jackson.core", "jackson-databind");
    }

    @Test
    void saysWhatIsThereAndWhatIsNeeded() {
        JacksonVersion.check("jackson-databind", version(15));
        assertThatIllegalStateException()
                .isThrownBy(() -> JacksonVersion.check("jackson-databind", version(13)))
                .withMessageContaining("needs Jackson 2.15 or later")
                .withMessageContaining("jackson-databind 2.13.0");
    }
}
