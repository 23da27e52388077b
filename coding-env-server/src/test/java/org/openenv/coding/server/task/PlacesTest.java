package org.openenv.coding.server.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.openenv.coding.server.grading.Grader;

class PlacesTest {

    @Test
    void processesAreKeptBackForJudging() {
        OptionalInt processes = OptionalInt.of(3 * Grader.AT_ONCE + 2);
        assertThat(Places.of(processes)).hasValue(2);
        assertThat(Places.of(OptionalInt.of(1))).hasValue(1);
        assertThat(Places.of(OptionalInt.empty())).isEmpty();
        Places places = new Places();
        places.take(2, processes);
        assertThatThrownBy(() -> places.take(1, processes)).hasMessageContaining("2 episodes about tasks at once");
        places.give(1);
        places.take(1, processes);
    }
}
