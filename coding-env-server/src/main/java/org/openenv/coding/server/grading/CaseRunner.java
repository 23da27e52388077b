package org.openenv.coding.server.grading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openenv.coding.grading.CaseStatus;
import org.openenv.coding.grading.CaseVerdict;
import org.openenv.coding.grading.TestCase;
import org.openenv.coding.server.grading.Scripts.Script;
import org.openenv.coding.server.python.CodeExecResult;
import org.openenv.coding.server.python.ExecutionLimits;
import org.openenv.coding.server.python.Program;
import org.openenv.coding.server.python.PythonExecutor;

/** Runs one case; what it opens is closed when it returns. */
final class CaseRunner {

    private static final String UNLOADED = "the submission could not be loaded: ";

    private final PythonExecutor executor;
    private final Scripts scripts;
    private final ExecutionLimits limits;
    private final String submission;
    private final boolean inProcess;
    private final Deadline all;

    CaseRunner(
            PythonExecutor executor,
            Scripts scripts,
            ExecutionLimits limits,
            String submission,
            boolean inProcess,
            Deadline all) {
        this.executor = executor;
        this.scripts = scripts;
        this.limits = limits;
        this.submission = submission;
        this.inProcess = inProcess;
        this.all = all;
    }

    /**
     * What came of a case.
     *
     * @param cases its verdicts: one, or one for each test of a file
     * @param forgeable whether the submission could have made it up
     * @param loadError why the submission could not be loaded, or {@code null}
     */
    record Outcome(
            List<CaseVerdict> cases,
            boolean forgeable,
            @Nullable String loadError) {

        static Outcome of(CaseVerdict verdict) {
            return new Outcome(List.of(verdict), false, null);
        }

        Outcome withWall(Duration took) {
            return new Outcome(cases.stream().map(one -> one.withWall(took)).toList(), forgeable, loadError);
        }
    }

    Outcome run(TestCase test) {
        Deadline deadline = all.within(limits.stepTimeout());
        if (test instanceof TestCase.Program program) {
            return Outcome.of(program(program, deadline));
        }
        if (test instanceof TestCase.Call call) {
            return call(call, deadline);
        }
        try (PoolProcess process = new PoolProcess(executor, limits, deadline)) {
            boolean file = test instanceof TestCase.TestFile;
            PoolProcess.Said loaded = load(process, file ? Script.SUITE : Script.CALLEE);
            CaseVerdict failed = loadFailure(test, process, loaded);
            if (failed != null) {
                return new Outcome(List.of(failed), false, failed.message());
            }
            if (test instanceof TestCase.Asserts asserts) {
                return asserts(
                        asserts,
                        process,
                        deadline,
                        Objects.requireNonNull(loaded.json()).path("exceptions"));
            }
            TestCase.TestFile tests = (TestCase.TestFile) test;
            return suite(test, process, tests.pytest() ? "pytest" : "unittest", tests.test(), null);
        }
    }

    private PoolProcess.Said load(PoolProcess process, Script script) {
        return process.ask(scripts.then(script, "serve(load)"), question().put("source", submission));
    }

    private static @Nullable CaseVerdict loadFailure(TestCase test, PoolProcess process, PoolProcess.Said loaded) {
        JsonNode json = loaded.json();
        if (json == null) {
            CaseStatus status = loaded.failure() == null ? CaseStatus.CRASHED : loaded.failure();
            return process.verdict(test.name(), status, UNLOADED + loaded.message());
        }
        JsonNode error = json.path("unloaded");
        return error.isMissingNode()
                ? null
                : process.verdict(test.name(), Told.status(error), UNLOADED + Told.of(error));
    }

    private CaseVerdict program(TestCase.Program test, Deadline deadline) {
        CodeExecResult ran;
        CaseVerdict plain;
        try (PoolProcess process = new PoolProcess(executor, limits, deadline)) {
            ran = process.run(new Program(submission, test.stdin(), true));
            CaseStatus failure = PoolProcess.failure(ran);
            if (failure == null && ran.truncated()) {
                failure = CaseStatus.OUTPUT_LIMIT;
            }
            if (failure != null) {
                return process.verdict(test.name(), failure, Told.of(ran)).withValues(test.expected(), ran.stdout());
            }
            plain = process.verdict(test.name(), CaseStatus.PASSED, "");
        }
        CaseVerdict compared = test.comparison().checker() != null
                ? checked(test, test.comparison().checker(), ran.stdout(), plain)
                : Comparer.agree(test.comparison(), test.expected(), ran.stdout())
                        ? plain
                        : plain.withStatus(CaseStatus.WRONG_ANSWER, "it wrote something else");
        return compared.withValues(test.expected(), ran.stdout());
    }

    private CaseVerdict checked(TestCase.Program test, String checker, String actual, CaseVerdict plain) {
        try (PoolProcess process = new PoolProcess(executor, limits, all.within(limits.stepTimeout()))) {
            PoolProcess.Said said = process.ask(
                    scripts.then(Script.CHECKER, "serve()"),
                    question()
                            .put("checker", checker)
                            .put("input", test.stdin())
                            .put("expected", test.expected())
                            .put("actual", actual));
            JsonNode json = said.json();
            if (json == null || json.has("broken")) {
                String why = json == null
                        ? said.failure() + ", " + said.message()
                        : json.path("broken").asText();
                return plain.withStatus(CaseStatus.NOT_RUN, "the checker did not answer: " + why);
            }
            return json.path("agree").asBoolean()
                    ? plain
                    : plain.withStatus(
                            CaseStatus.WRONG_ANSWER, json.path("message").asText());
        }
    }

    private Outcome call(TestCase.Call test, Deadline deadline) {
        ObjectNode question = question().put("source", submission).put("name", test.function());
        question.set("args", PlainData.read(test.args(), "args"));
        try (PoolProcess process = new PoolProcess(executor, limits, deadline)) {
            PoolProcess.Said said = process.ask(scripts.then(Script.CALLEE, "serve(once)"), question);
            CaseVerdict failed = said.json() == null && said.isHalfWay() ? null : loadFailure(test, process, said);
            return failed == null
                    ? Outcome.of(called(test, process, said))
                    : new Outcome(List.of(failed), false, failed.message());
        }
    }

    private static CaseVerdict called(TestCase.Call test, PoolProcess process, PoolProcess.Said said) {
        JsonNode json = said.json();
        if (json == null) {
            return failed(test, process, said);
        }
        if (json.has("error")) {
            JsonNode error = json.path("error");
            return process.verdict(test.name(), Told.status(error), Told.of(error))
                    .withValues(test.expected(), null);
        }
        if (json.has("missing")) {
            return process.verdict(
                    test.name(), CaseStatus.RUNTIME_ERROR, "the submission has no function " + test.function());
        }
        if (!json.has("value")) {
            String what = json.path("unsupported").asText("nothing");
            return process.verdict(test.name(), CaseStatus.WRONG_ANSWER, "it returned " + what);
        }
        String actual = json.get("value").toString();
        boolean equal;
        try {
            equal = PlainData.equal(
                    PlainData.expected(test.expected(), "expected"), json.get("value"), test.tolerance());
        } catch (IllegalArgumentException forged) {
            equal = false;
        }
        return process.verdict(
                        test.name(),
                        equal ? CaseStatus.PASSED : CaseStatus.WRONG_ANSWER,
                        equal ? "" : "it returned something else")
                .withValues(test.expected(), actual);
    }

    private static CaseVerdict failed(TestCase test, PoolProcess process, PoolProcess.Said said) {
        return process.verdict(
                test.name(), said.failure() == null ? CaseStatus.CRASHED : said.failure(), said.message());
    }

    private Outcome asserts(TestCase.Asserts test, PoolProcess submitted, Deadline deadline, JsonNode exceptions) {
        try (PoolProcess judge = new PoolProcess(executor, limits, deadline)) {
            Relay.End end = new Relay(submitted, judge, scripts).run(test, exceptions);
            if (end.needsObjects() && inProcess) {
                try (PoolProcess process = new PoolProcess(executor, limits, all.within(limits.stepTimeout()))) {
                    load(process, Script.SUITE);
                    return suite(test, process, "asserts", test.setup() + "\n" + test.test(), test.entry());
                }
            }
            return Outcome.of(submitted.verdict(test.name(), end.status(), end.message()));
        }
    }

    private Outcome suite(TestCase test, PoolProcess process, String kind, String text, @Nullable String entry) {
        if (!inProcess) {
            return Outcome.of(
                    CaseVerdict.of(
                            test.name(),
                            CaseStatus.NOT_RUN,
                            "a test file runs in the submission's process, which could forge its verdict; in_process allows it"));
        }
        PoolProcess.Said said = process.ask(
                "serve(suite)",
                question()
                        .put("kind", kind)
                        .put("test", text)
                        .put("entry", entry)
                        .put("source", submission));
        return new Outcome(SuiteVerdicts.of(test, process, said), true, null);
    }

    static ObjectNode question() {
        return PlainData.JSON.createObjectNode();
    }
}
