package org.openenv.core.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.openenv.core.Action;
import org.openenv.core.DefaultValue;
import org.openenv.core.EnvironmentTypes;
import org.openenv.core.ErrorCode;
import org.openenv.core.Observation;
import org.openenv.core.OpenEnvException;
import org.openenv.core.StepOptions;
import org.openenv.core.StepResult;
import org.openenv.core.wire.Kinds.Everything;
import org.openenv.core.wire.Kinds.Go;
import org.openenv.core.wire.Kinds.Move;
import org.openenv.core.wire.Kinds.Path;
import org.openenv.core.wire.Kinds.Seen;
import org.openenv.core.wire.Kinds.Stay;
import org.openenv.core.wire.Kinds.Wall;
import org.openenv.core.wire.Kinds.Way;
import org.openenv.core.wire.Kinds.Where;

class WireTypesTest {

    private final WireCodec<Everything, Everything, Everything> codec = new WireCodec<>(Kinds.TYPES);
    private final WireCodec<Move, Seen, Where> moves = new WireCodec<>(Kinds.MOVES);

    @Test
    void everyTypeCrossesTheWireInActionsObservationsAndStates() {
        Everything all = Kinds.everything();
        ClientMessage<Everything> step = new ClientMessage.Step<>(all, StepOptions.none(), null);
        assertThat(codec.readClientMessage(codec.write(step))).isEqualTo(step);
        ServerMessage<Everything, Everything> seen = new ServerMessage.Observed<>(StepResult.of(all));
        assertThat(codec.readServerMessage(codec.write(seen, null))).isEqualTo(seen);
        ServerMessage<Everything, Everything> state = new ServerMessage.StateIs<>(all);
        assertThat(codec.readServerMessage(codec.write(state, null))).isEqualTo(state);
    }

    @Test
    void writesWhatAJavaDeveloperExpects() {
        String text = codec.write(new ServerMessage.StateIs<>(Kinds.everything()), null);
        assertThat(text)
                .contains("\"numbers\":{\"tiny\":-1,\"small\":300,\"whole\":5,\"big\":1099511627776,\"rough\":0.1,"
                        + "\"fine\":0.1,\"flag\":true,\"letter\":\"x\"")
                .contains("\"huge\":1208925819614629174706176,\"exact\":1.10")
                .contains("\"instant\":\"2026-01-31T12:00:00.500Z\",\"duration\":\"PT1.5S\",\"date\":\"2026-01-31\"")
                .contains("\"list\":[\"a\",null],\"set\":[4],\"sorted\":[\"a\",\"b\"]")
                .contains("\"by_day\":{\"FRIDAY\":5},\"by_number\":{\"12\":\"twelve\"}")
                .contains("\"there\":\"there\",\"absent\":null,\"count\":3,\"none\":null,\"ratio\":0.25")
                .contains(
                        "\"shapes\":[{\"type\":\"circle\",\"radius\":2.0},{\"type\":\"box\",\"width\":1.0,\"height\":3.0}]");
    }

    @Test
    void metadataIsWrittenAsWhatItIs() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("when", Instant.EPOCH);
        facts.put("took", Duration.ofSeconds(2));
        facts.put("maybe", Optional.of(Set.of(1)));
        facts.put("none", Optional.empty());
        facts.put("way", Map.of(Way.NORTH, 1.5f));
        facts.put("go", new Go(Way.SOUTH, 2));
        facts.put("bytes", new byte[] {104, 105});
        facts.put("grid", new int[][] {{1}, {2, 3}});
        facts.put("file", java.nio.file.Path.of("/a/b"));
        facts.put("nothing", null);
        assertThat(WireCodec.writeValue(facts)).isEqualTo("""
                {"when":"1970-01-01T00:00:00Z","took":"PT2S","maybe":[1],"none":null,"way":{"NORTH":1.5},\
                "go":{"type":"go","way":"SOUTH","steps":2},"bytes":"aGk=","grid":[[1],[2,3]],"file":"/a/b","nothing":null}""");
    }

    static Stream<Arguments> unwritable() {
        List<Object> cycle = new ArrayList<>();
        cycle.add(cycle);
        Object deep = List.of();
        for (int i = 0; i < 3000; i++) {
            deep = List.of(deep);
        }
        Object fan = "0123456789".repeat(100);
        for (int i = 0; i < 60; i++) {
            fan = List.of(fan, fan);
        }
        Iterable<Integer> endless = () -> new Iterator<>() {
            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public Integer next() {
                return 1;
            }
        };
        Map<Object, Object> nullKey = new HashMap<>();
        nullKey.put(null, 1);
        return Stream.of(
                Arguments.of(Named.of("a cycle", cycle), "metadata.x[0]", "it contains itself"),
                Arguments.of(Named.of("deep", deep), "metadata.x[0]", "nested more than 500 levels"),
                Arguments.of(Named.of("a fan", fan), "metadata.x[0]", "longer than"),
                Arguments.of(Named.of("endless", endless), "metadata.x[", "more than 10000000 values"),
                Arguments.of(Named.of("a null key", nullKey), "metadata.x", "null key"),
                Arguments.of(
                        Named.of("two keys", Map.of(1, "a", "1", "b")),
                        "metadata.x",
                        "two of its keys are written as '1'"),
                Arguments.of(
                        Named.of("a list as key", Map.of(List.of(), 1)), "metadata.x", "keys must each be one text"),
                Arguments.of(Named.of("NaN", List.of(1.0, Double.NaN)), "metadata.x[1]", "JSON has no NaN"),
                Arguments.of(
                        Named.of("-Infinity", Map.of("y", Float.NEGATIVE_INFINITY)),
                        "metadata.x.y",
                        "JSON has no -Infinity"),
                Arguments.of(
                        Named.of("a thread", List.of(new Thread())),
                        "metadata.x[0]",
                        "java.lang.Thread is no type of the wire"),
                Arguments.of(
                        Named.of("a long number", BigDecimal.TEN.pow(2000).add(BigDecimal.ONE)),
                        "metadata.x",
                        "1000 digits"));
    }

    @ParameterizedTest
    @MethodSource("unwritable")
    void refusesByItsPathWhatCantBeWritten(Object value, String path, String why) {
        StepResult<Seen> result = StepResult.<Seen>of(new Wall()).withMetadata("x", value);
        OpenEnvException refused = catchThrowableOfType(
                OpenEnvException.class, () -> moves.write(new ServerMessage.Observed<>(result), "1"));
        assertThat(refused.code()).isEqualTo(ErrorCode.EXECUTION_ERROR);
        assertThat(refused).hasMessageStartingWith(path).hasMessageContaining(why);
        assertThat(refused.getMessage()).hasSizeLessThan(500);
    }

    record Loose(String text, List<String> items, @Nullable String maybe, double ratio)
            implements Action, Observation {}

    @Test
    void refusesNullWhereItIsNotNullableAndNumbersThatJsonHasNot() {
        WireCodec<Loose, Loose, Where> loose =
                new WireCodec<>(new EnvironmentTypes<>(Loose.class, Loose.class, Where.class));
        assertThat(unwritten(loose, new Loose(null, List.of(), null, 0)))
                .startsWith("observation.text")
                .contains("null");
        assertThat(unwritten(loose, new Loose("", Collections.singletonList(null), null, 0)))
                .startsWith("observation.items[0]");
        assertThat(unwritten(loose, new Loose("", List.of(), null, 0.0 / 0))).startsWith("observation.ratio");
        OpenEnvException action = catchThrowableOfType(
                OpenEnvException.class,
                () -> loose.write(
                        new ClientMessage.Step<>(new Loose(null, List.of(), null, 0), StepOptions.none(), null)));
        assertThat(action.code()).isEqualTo(ErrorCode.VALIDATION_ERROR);
        assertThat(action).hasMessageStartingWith("action.text");
    }

    private static String unwritten(WireCodec<Loose, Loose, Where> codec, Loose value) {
        return catchThrowableOfType(
                        OpenEnvException.class,
                        () -> codec.write(new ServerMessage.Observed<>(StepResult.of(value)), null))
                .getMessage();
    }

    record Running(Future<String> result) implements Action {}

    record Keyed(Map<List<String>, Integer> counts) implements Action {}

    record Raw(@SuppressWarnings("rawtypes") List items) implements Action {}

    record Twice(String fooBar, String foo_bar) implements Action {}

    record BadDefault(@DefaultValue("many") int times) implements Action {}

    record Outer(List<Running> inner) implements Action {}

    sealed interface Odd extends Action permits Tagged {}

    record Tagged(String type) implements Odd {}

    interface Open {}

    record Opened(Open value) implements Action {}

    static Stream<Arguments> impossible() {
        return Stream.of(
                Arguments.of(Running.class, "Running.result", "java.util.concurrent.Future"),
                Arguments.of(Outer.class, "Outer.inner[0].result", "java.util.concurrent.Future"),
                Arguments.of(Keyed.class, "Keyed.counts", "a key of a map is one text"),
                Arguments.of(Raw.class, "Raw.items", "say of what its List is"),
                Arguments.of(Twice.class, "Twice.foo_bar", "as fooBar"),
                Arguments.of(BadDefault.class, "BadDefault.times", "valid integer"),
                Arguments.of(Odd.class, "Odd.Tagged", "'type'"),
                Arguments.of(Opened.class, "Opened.value", "no type of the wire"));
    }

    @ParameterizedTest
    @MethodSource("impossible")
    @SuppressWarnings("unchecked")
    void refusesRecordsThatCantCrossBeforeTheFirstMessage(Class<?> action, String component, String why) {
        var types = new EnvironmentTypes<>((Class<Action>) action, Wall.class, Where.class);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WireCodec<>(types))
                .withMessageContaining(component)
                .withMessageContaining(why);
    }

    @Test
    void sealedInterfacesCarryATypeAndDefaults() {
        assertThat(moves.readClientMessage("{\"type\":\"step\",\"data\":{\"type\":\"go\",\"way\":\"NORTH\"}}"))
                .isEqualTo(new ClientMessage.Step<Move>(new Go(Way.NORTH, 1), StepOptions.none(), null));
        ClientMessage<Move> stay =
                new ClientMessage.Step<>(new Stay(Optional.of(Duration.ofSeconds(1))), StepOptions.none(), null);
        assertThat(moves.write(stay)).isEqualTo("{\"type\":\"step\",\"data\":{\"type\":\"wait\",\"time\":\"PT1S\"}}");
        assertThat(moves.readClientMessage(moves.write(stay))).isEqualTo(stay);
        ServerMessage<Seen, Where> path =
                new ServerMessage.Observed<>(StepResult.of(new Path(List.of(new Go(Way.SOUTH, 2)))));
        String text = moves.write(path, null);
        assertThat(text).contains("{\"kind\":\"path\",\"options\":[{\"way\":\"SOUTH\",\"steps\":2}],\"metadata\":{}}");
        assertThat(moves.readServerMessage(text)).isEqualTo(path);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"way":"NORTH"}                         | []        | union_tag_not_found
            {"type":"fly"}                          | ["type"]  | union_tag_invalid
            {"type":5}                              | ["type"]  | union_tag_invalid
            {"type":"go"}                           | ["way"]   | missing
            {"type":"go","way":"UP"}                | ["way"]   | enum
            {"type":"go","way":"NORTH","far":1}     | ["far"]   | extra_forbidden
            {"type":"go","way":"NORTH","steps":0}   | ["steps"] | value_error
            {"type":"go","way":"NORTH","steps":null} | ["steps"] | int_type
            {"type":"wait","time":"long"}           | ["time"]  | time_delta_parsing
            """)
    void refusesWhatIsNoActionByItsPath(String data, String loc, String type) {
        OpenEnvException refused = catchThrowableOfType(
                OpenEnvException.class, () -> moves.readClientMessage("{\"type\":\"step\",\"data\":" + data + "}"));
        assertThat(WireCodec.writeValue(refused.details().get("errors")))
                .startsWith("[{\"type\":\"" + type + "\",\"loc\":" + loc + ",");
    }

    @Test
    void isAsStrictInsideAsOutside() {
        String text = codec.write(new ClientMessage.Step<>(Kinds.everything(), StepOptions.none(), null));
        OpenEnvException refused = catchThrowableOfType(
                OpenEnvException.class,
                () -> codec.readClientMessage(text.replace("\"radius\":2.0", "\"radius\":2.0,\"metadata\":{}")
                        .replace("\"tiny\":-1", "\"tiny\":300")));
        assertThat(WireCodec.writeValue(refused.details().get("errors")))
                .contains("\"loc\":[\"numbers\",\"tiny\"],\"msg\":\"Input should be less than or equal to 127\"")
                .contains("\"loc\":[\"shapes\",0,\"metadata\"],\"msg\":\"Extra inputs are not permitted\"");
        assertThat(new ServerMessage.Failed<>(refused.code(), "Invalid message", refused.details()).toException())
                .hasMessageContaining("numbers.tiny: Input should be less than or equal to 127");
    }

    @Test
    void listsOnlyTheFirstOfManyErrors() {
        StringBuilder data = new StringBuilder("{\"type\":\"go\",\"way\":\"NORTH\"");
        for (int i = 0; i < 400_000; i++) {
            data.append(",\"f").append(i).append("\":1");
        }
        OpenEnvException refused = catchThrowableOfType(
                OpenEnvException.class, () -> moves.readClientMessage("{\"type\":\"step\",\"data\":" + data + "}}"));
        assertThat(WireCodec.writeValue(refused.details()))
                .hasSizeLessThan(10_000)
                .contains("399950 more errors are not listed");
    }

    @Test
    void schemasSayAllOfThis() {
        String schemas = WireSchemas.of(Kinds.MOVES);
        assertThat(schemas)
                .contains("\"oneOf\":[{\"type\":\"object\",\"title\":\"Go\"")
                .contains("\"type\":{\"type\":\"string\",\"const\":\"wait\"}")
                .contains("\"way\":{\"type\":\"string\",\"enum\":[\"NORTH\",\"SOUTH\"]}")
                .contains("\"steps\":{\"type\":\"integer\",\"default\":1}")
                .contains("\"time\":{\"type\":[\"string\",\"null\"],\"format\":\"duration\"}")
                .contains("\"required\":[\"type\",\"way\"]")
                .contains("\"discriminator\":{\"propertyName\":\"kind\"}");
        assertThat(WireSchemas.of(Kinds.TYPES))
                .contains("\"$ref\":\"#/$defs/Tree\"")
                .contains("\"$defs\":{\"Tree\":{\"type\":\"object\"");
    }

    /** Logs, trajectories and requests hold actions and observations as values of any kind. */
    @Test
    void oneOfSeveralRecordsTellsWhichWhereverItIsWritten() {
        assertThat(WireCodec.writeValue(new Kinds.Stay(Optional.empty())))
                .isEqualTo("{\"type\":\"wait\",\"time\":null}");
        assertThat(WireCodec.writeValue(Map.of("seen", new Kinds.Wall()))).isEqualTo("{\"seen\":{\"kind\":\"wall\"}}");
    }
}
