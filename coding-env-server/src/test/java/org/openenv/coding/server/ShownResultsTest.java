package org.openenv.coding.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.openenv.coding.server.python.ProgramOption.RESULTS;
import static org.openenv.coding.server.python.ProgramOption.SVG;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.openenv.coding.CodeAction;
import org.openenv.coding.CodeObservation;
import org.openenv.coding.CodeOutcome;
import org.openenv.coding.CodeState;
import org.openenv.coding.EpisodeOptions;
import org.openenv.coding.RichResult;
import org.openenv.coding.server.python.ExecutionLimits;
import org.openenv.coding.server.python.Shown;
import org.openenv.core.ErrorCode;
import org.openenv.core.OpenEnvException;
import org.openenv.core.ResetOptions;
import org.openenv.core.StepOptions;
import org.openenv.core.StepResult;
import org.openenv.core.spi.Tool;
import org.openenv.core.spi.ToolResult;

/** Who asks for rich results, and where they are told. */
class ShownResultsTest {

    private static final CodeAction CODE = new CodeAction("plot()");
    private static final Shown.Result FIGURE = new Shown.Result(
            "display_data",
            Map.of("text/plain", "<Figure>", "image/png", "cG5n"),
            Map.of(),
            Map.of("text/html", "too large"));

    private final FakeExecutor executor = new FakeExecutor();
    private final CodingEnvironment environment = new CodingEnvironment(executor, ExecutionLimits.defaults());

    @Test
    void aStepAnEpisodeOrTheServerAsksForThem() {
        environment.reset();
        environment.step(CODE);
        environment.step(CODE, StepOptions.none().withExtra("results", true));
        environment.step(CODE, StepOptions.none().withExtra("results", true).withExtra("figure_format", "svg"));
        environment.step(CODE);
        assertThat(executor.last().options).containsExactly(Set.of(), Set.of(RESULTS), Set.of(RESULTS, SVG), Set.of());

        environment.reset(EpisodeOptions.none().withResults().withSvgFigures().toResetOptions());
        environment.step(CODE);
        environment.step(CODE, StepOptions.none().withExtra("results", false));
        assertThat(executor.last().options).containsExactly(Set.of(RESULTS, SVG), Set.of(SVG));

        var usual = new CodingEnvironment(
                executor, ExecutionLimits.defaults(), new StepDetails(false, true, Set.of(RESULTS)));
        usual.step(CODE);
        usual.reset(ResetOptions.none().withExtra("results", false));
        usual.step(CODE);
        assertThat(executor.opened.get(2).options).containsExactly(Set.of(RESULTS));
        assertThat(executor.last().options).containsExactly(Set.of());
    }

    @Test
    void whatIsNoOptionIsRefused() {
        for (StepOptions wrong : List.of(
                StepOptions.none().withExtra("results", "yes"),
                StepOptions.none().withExtra("figure_format", "gif"))) {
            assertThatThrownBy(() -> environment.step(CODE, wrong))
                    .isInstanceOfSatisfying(
                            OpenEnvException.class,
                            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.VALIDATION_ERROR));
        }
        assertThatThrownBy(() -> environment.reset(ResetOptions.none().withExtra("figure_format", "gif")))
                .hasMessage("figure_format must be one of png, svg, was gif");
    }

    @Test
    void metadataTellsThemAsJupyterDoesAndJavaTypesThem() {
        executor.answer = FakeExecutor.shown(new Shown(List.of(FIGURE), 3));

        StepResult<CodeObservation> result = environment.step(CODE);

        assertThat(result.metadata())
                .containsEntry(
                        "results",
                        List.of(Map.of(
                                "output_type",
                                "display_data",
                                "data",
                                Map.of("text/plain", "<Figure>", "image/png", "cG5n"),
                                "metadata",
                                Map.of(),
                                "left_out",
                                Map.of("text/html", "too large"))))
                .containsEntry("results_dropped", 3);
        var outcome = CodeOutcome.of(result);
        assertThat(outcome.resultsDropped()).isEqualTo(3);
        assertThat(outcome.images()).containsExactly(new RichResult.Image("image/png", "cG5n"));
        assertThat(outcome.images().get(0).bytes()).asString().isEqualTo("png");
        RichResult figure = outcome.results().get(0);
        assertThat(figure.kind()).isEqualTo(RichResult.Kind.DISPLAYED);
        assertThat(figure.text()).isEqualTo("<Figure>");
        assertThat(figure.html()).isEmpty();
        assertThat(figure.leftOut()).isEqualTo(Map.of("text/html", "too large"));
    }

    @Test
    @SuppressWarnings("unchecked")
    void anAgentThatCallsTheToolSeesThePictures() {
        var tool = (Tool<CodeAction, CodeObservation, CodeState, CodingTools.Run>)
                CodingTools.all().get(0);
        executor.answer = FakeExecutor.shown(new Shown(List.of(FIGURE), 0));

        ToolResult told = tool.call().call(environment, new CodingTools.Run("plot()", null));

        assertThat(executor.last().options).containsExactly(Set.of(RESULTS));
        assertThat(told.content())
                .containsExactly(new ToolResult.Text("(no output)"), new ToolResult.Image("image/png", "cG5n"));
        assertThat(String.valueOf(told.data())).doesNotContain("results");
    }
}
