package org.openenv.core.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.openenv.core.Action;
import org.openenv.core.Observation;
import org.openenv.core.State;
import org.openenv.core.testing.FakeEnvironment;
import org.openenv.core.wire.type.record.JsonTree;

class WireSchemasTest {

    /** A record with every kind of field. */
    record Everything(
            String text,
            @Nullable Double ratio,
            boolean flag,
            long count,
            List<String> names,
            Map<String, Integer> sizes,
            Inner inner)
            implements Action {}

    record Inner(String name) {}

    record Seen(String stdout, int exitCode) implements Observation {}

    record Place(@Nullable String episodeId, int stepCount) implements State {}

    @Test
    void describesAnAction() throws JsonProcessingException {
        assertThat(WireSchemas.action(Everything.class)).isEqualTo(JsonTree.parse("""
                {"type":"object","title":"Everything","additionalProperties":false,
                 "required":["count","flag","inner","names","sizes","text"],
                 "properties":{
                   "count":{"type":"integer"},
                   "flag":{"type":"boolean"},
                   "inner":{"type":"object","title":"Inner","additionalProperties":false,"properties":{"name":{"type":"string"}},"required":["name"]},
                   "names":{"type":"array","items":{"type":"string"}},
                   "ratio":{"type":["number","null"]},
                   "sizes":{"type":"object","additionalProperties":{"type":"integer"}},
                   "text":{"type":"string"},
                   "metadata":{"type":"object","additionalProperties":true}}}"""));
    }

    @Test
    void describesAnObservationWithWhatStandsBesideIt() throws JsonProcessingException {
        assertThat(WireSchemas.observation(Seen.class)).isEqualTo(JsonTree.parse("""
                {"type":"object","title":"Seen","additionalProperties":false,
                 "properties":{
                   "exit_code":{"type":"integer","default":0},
                   "stdout":{"type":"string","default":""},
                   "done":{"type":"boolean","default":false},
                   "reward":{"type":["boolean","integer","number","null"],"default":null},
                   "metadata":{"type":"object","additionalProperties":true}}}"""));
    }

    @Test
    void describesAState() throws JsonProcessingException {
        assertThat(WireSchemas.state(Place.class)).isEqualTo(JsonTree.parse("""
                {"type":"object","title":"Place","additionalProperties":true,
                 "properties":{
                   "episode_id":{"type":["string","null"]},
                   "step_count":{"type":"integer","default":0,"minimum":0}}}"""));
    }

    @Test
    void putsTheThreeIntoOneObject() throws JsonProcessingException {
        assertThat(JsonTree.parse(WireSchemas.of(FakeEnvironment.TYPES)).fieldNames())
                .toIterable()
                .containsExactly("action", "observation", "state");
    }
}
