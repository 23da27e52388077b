package org.openenv.core.wire;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;
import org.openenv.core.EnvironmentTypes;
import org.openenv.core.Observation;
import org.openenv.core.State;
import org.openenv.core.StepResult;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;

/** What reading a step and writing its answer cost, by the size of the text inside. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@org.openjdk.jmh.annotations.State(Scope.Benchmark)
public class CodecBenchmark {

    public record Run(String code) implements Action {}

    public record Output(String stdout, String stderr, int exitCode) implements Observation {}

    public record Tally(@Nullable String episodeId, int stepCount) implements State {}

    @Param({"8", "1000", "1000000"})
    private int size;

    private final WireCodec<Run, Output, Tally> codec =
            new WireCodec<>(new EnvironmentTypes<>(Run.class, Output.class, Tally.class));
    private String request;
    private ServerMessage<Output, Tally> answer;
    private String answerText;

    @Setup
    public void prepare() {
        String text = "print(1)".repeat(size / 8);
        request = "{\"type\":\"step\",\"data\":{\"code\":\"" + text + "\"}}";
        answer = new ServerMessage.Observed<>(StepResult.of(new Output(text, "", 0)).withReward(0.1));
        answerText = codec.write(answer, null);
    }

    @Benchmark
    public Object readsAStep() {
        return codec.readClientMessage(request);
    }

    @Benchmark
    public Object writesAnObservation() {
        return codec.write(answer, null);
    }

    @Benchmark
    public Object readsAnObservation() {
        return codec.readServerMessage(answerText);
    }
}
