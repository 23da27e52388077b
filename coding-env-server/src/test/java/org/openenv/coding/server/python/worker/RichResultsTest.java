package org.openenv.coding.server.python.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openenv.coding.server.python.CodeExecResult;
import org.openenv.coding.server.python.ExecutionLimits;
import org.openenv.coding.server.python.ExitCause;
import org.openenv.coding.server.python.Program;
import org.openenv.coding.server.python.ProgramOption;
import org.openenv.coding.server.python.PythonInterpreter;
import org.openenv.coding.server.python.Shown;

/** What programs display, as MIME bundles. */
class RichResultsTest {

    private static TestExecutor executor;

    @BeforeAll
    static void start() {
        executor = new TestExecutor();
    }

    @AfterAll
    static void stop() throws IOException {
        executor.close();
    }

    private static CodeExecResult run(PythonInterpreter python, String code, ProgramOption... options) {
        return python.run(new Program(code, null, false, Set.of(options)), Duration.ofSeconds(60));
    }

    private static List<Shown.Result> shown(PythonInterpreter python, String code) {
        CodeExecResult ran = run(python, code, ProgramOption.RESULTS);
        assertThat(ran.stderr()).isEmpty();
        assertThat(ran.shown().dropped()).isZero();
        return ran.shown().results();
    }

    private static Map<String, Object> plain(String text) {
        return Map.of("text/plain", text);
    }

    @Test
    void whatIsDisplayedAndTheLastValueComeInOrder() {
        try (var python = executor.open(ExecutionLimits.defaults())) {
            var results = shown(python, "display('a', 2)\nprint('out')\ndisplay([3])\n4");

            assertThat(results)
                    .extracting(Shown.Result::outputType)
                    .containsExactly("display_data", "display_data", "display_data", "execute_result");
            assertThat(results)
                    .extracting(Shown.Result::data)
                    .containsExactly(plain("'a'"), plain("2"), plain("[3]"), plain("4"));
            assertThat(shown(python, "x = 1")).isEmpty();
        }
    }

    @Test
    void aPlainStepHasNothingOfIt() {
        try (var python = executor.open(ExecutionLimits.defaults())) {
            String look =
                    "import builtins, sys\nprint(hasattr(builtins, 'display'), hasattr(builtins, 'Image'), len(sys.meta_path))\n"
                            + "try:\n    import IPython\nexcept ImportError as e:\n    print(e)\n1";
            CodeExecResult before = run(python, look);
            shown(python, "display(1)");
            CodeExecResult after = run(python, look);

            assertThat(before.stdout()).startsWith("False False ").endsWith("\nNo module named 'IPython'\n");
            assertThat(after.stdout()).isEqualTo(before.stdout());
            assertThat(after.shown()).isEqualTo(Shown.NOTHING);
            assertThat(after.result()).isEqualTo("1");
        }
    }

    @Test
    void objectsSayThemselvesWhatTheyLookLike() {
        try (var python = executor.open(ExecutionLimits.defaults())) {
            var all = shown(python, """
                            class All:
                                def __repr__(self): return 'All'
                                def _repr_html_(self): return '<b>'
                                def _repr_markdown_(self): return '*m*'
                                def _repr_svg_(self): return '<svg/>'
                                def _repr_png_(self): return b'png'
                                def _repr_latex_(self): return '$x$'
                                def _repr_json_(self): return {'a': [1, 2.5, None, True, float('nan')]}, {'expanded': True}
                            All()
                            """).get(0);
            assertThat(all.data())
                    .containsEntry("text/plain", "All")
                    .containsEntry("text/html", "<b>")
                    .containsEntry("text/markdown", "*m*")
                    .containsEntry("image/svg+xml", "<svg/>")
                    .containsEntry("image/png", "cG5n")
                    .containsEntry("text/latex", "$x$")
                    .hasSize(7);
            assertThat(all.data().get("application/json")).asString().isEqualTo("{a=[1, 2.5, null, true, null]}");
            assertThat(all.metadata()).isEqualTo(Map.of("application/json", Map.of("expanded", true)));

            var bundle = shown(python, """
                            class Bundle:
                                def __repr__(self): return 'Bundle'
                                def _repr_mimebundle_(self, include=None, exclude=None):
                                    return {'text/html': '<i>', 'application/vnd.plotly.v1+json': {'data': []}}
                                def _repr_html_(self): return 'not asked'
                            Bundle()
                            """).get(0);
            assertThat(bundle.data())
                    .isEqualTo(Map.of(
                            "text/plain", "Bundle",
                            "text/html", "<i>",
                            "application/vnd.plotly.v1+json", Map.of("data", List.of())));
        }
    }

    @Test
    void theNamesThatNotebooksUseAreThere() {
        try (var python = executor.open(ExecutionLimits.defaults())) {
            var results = shown(python, """
                    from IPython.display import display as show, Latex, SVG, JSON, clear_output, update_display
                    import IPython
                    assert IPython.get_ipython() is None and IPython.display.display is show
                    display(1)
                    clear_output()
                    show(HTML('<b>'), Markdown('*m*'), Latex('$x$'), SVG('<svg/>'), JSON({'a': 1}))
                    show(Image(b'\\x89PNG...', width=10), Image(b'\\xff\\xd8...'))
                    handle = display('first', display_id=True)
                    handle.update('second')
                    display({'text/html': '<i>'}, raw=True)
                    """);

            assertThat(results.stream()
                            .map(result -> result.data().keySet().stream()
                                    .filter(type -> !type.equals("text/plain"))
                                    .collect(Collectors.joining())))
                    .containsExactly(
                            "text/html",
                            "text/markdown",
                            "text/latex",
                            "image/svg+xml",
                            "application/json",
                            "image/png",
                            "image/jpeg",
                            "",
                            "text/html");
            assertThat(results.get(0).data().get("text/plain"))
                    .asString()
                    .startsWith("<IPython.core.display.HTML object");
            assertThat(results.get(5).metadata()).isEqualTo(Map.of("image/png", Map.of("width", 10)));
            assertThat(results.get(7).data()).isEqualTo(plain("'second'"));
        }
    }

    @Test
    void aReprThatMisbehavesCostsItsEntryOnly() {
        try (var python = executor.open(ExecutionLimits.defaults())) {
            CodeExecResult ran = run(python, """
                    class Deep(dict): pass
                    class Evil:
                        def __repr__(self): raise SystemExit(3)
                        def _repr_html_(self): raise ValueError('no')
                        def _repr_markdown_(self): print('printed'); return '*fine*'
                        def _repr_svg_(self): return 5
                        def _repr_png_(self): return 'no base64 \\u00e9'
                        def _repr_jpeg_(self): import sys; sys.exit(4)
                        def _repr_latex_(self): return self._repr_latex_()
                        def _repr_json_(self):
                            deep = []
                            for _ in range(100_000): deep = [deep]
                            return deep
                        def _repr_javascript_(self): return 'x' * 20_000_000
                        def _repr_mimebundle_(self, include=None, exclude=None):
                            return {'NO TYPE': 'x', 7: 'x', 'text/x': object(), 'x/y+json': {1: 2}, 'a/b': '\\ud800', 'c/d': None}
                    class Worse:
                        def __repr__(self): return 'Worse'
                        def _repr_html_(self):
                            class Told(Exception):
                                def __str__(self): raise Told
                            raise Told
                        @property
                        def _repr_png_(self): raise GeneratorExit
                        def _repr_mimebundle_(self): return ['no', 'dict']
                        _repr_svg_ = 8
                    display(Evil(), Worse(), Evil, 'last')
                    """, ProgramOption.RESULTS);

            assertThat(ran.cause()).isEqualTo(ExitCause.EXITED);
            assertThat(ran.exitCode()).isZero();
            assertThat(ran.stdout()).isEqualTo("printed\n");
            var results = ran.shown().results();
            assertThat(results).hasSize(4);
            var evil = results.get(0);
            assertThat(evil.data()).containsOnlyKeys("text/plain", "text/markdown", "a/b");
            assertThat(evil.data()).containsEntry("text/plain", "<Evil object, repr() failed>");
            assertThat(evil.leftOut())
                    .containsEntry("text/html", "it raised ValueError: no")
                    .containsEntry("image/jpeg", "it raised SystemExit: 4")
                    .containsEntry("image/svg+xml", "it is of type int")
                    .containsEntry("application/json", "it is nested deeper than 32")
                    .containsEntry("text/x", "it is of type object")
                    .containsEntry("x/y+json", "it has a key that is no text")
                    .containsEntry("NO TYPE", "it is no MIME type")
                    .containsKeys("image/png", "text/latex", "application/javascript");
            assertThat(results.get(1).data()).isEqualTo(plain("Worse"));
            assertThat(results.get(1).leftOut())
                    .containsEntry("*", "it is no dict")
                    .containsKeys("text/html", "image/png", "image/svg+xml");
            assertThat(results.get(2).data()).containsOnlyKeys("text/plain");
            assertThat(results.get(3).data()).isEqualTo(plain("'last'"));
        }
    }

    @Test
    void classesThatReplaceWhatTextsAndDictsCanDoChangeNothing() {
        try (var python = executor.open(ExecutionLimits.defaults())) {
            CodeExecResult ran = run(python, """
                    def no(*_): raise SystemExit
                    class D(dict): items = keys = __iter__ = __len__ = no
                    class K(str):
                        __str__ = __repr__ = startswith = endswith = __hash__ = __eq__ = __getitem__ = partition = no
                        def __len__(self): return -5
                    class B(bytes): __len__ = __bytes__ = decode = no
                    class T(tuple):
                        __getitem__ = no
                        def __len__(self): return 2
                    class Q:
                        def __repr__(self): return K('q')
                        def _repr_mimebundle_(self, include=None, exclude=None):
                            found = D()
                            for name, entry in ('text/html', K('<b>')), ('application/json', D(a=K('v'))), ('image/png', B(b'xx')):
                                dict.__setitem__(found, name, entry)
                            return found, D(x=K('y'))
                        def _repr_svg_(self): return T((1, 2))
                        def _repr_latex_(self):
                            class X(Exception):
                                def __str__(self): return K('told')
                            raise X
                    class M(type):
                        def __getattribute__(cls, name):
                            if name == '__module__': return 5
                            if name.startswith('_repr'): raise SystemExit(3)
                            return type.__getattribute__(cls, name)
                    class W(metaclass=M): pass
                    class C:
                        __module__ = 7
                        __class__ = property(lambda self: dict)
                        def _repr_mimebundle_(self, *a, **k): return self
                        def _repr_html_(self): return '<c>'
                    display(Q(), W(), C())
                    display(C(), raw=True)
                    import builtins, json, sys
                    json.loads = builtins.len = builtins.isinstance = builtins.repr = None
                    sys.modules.clear()
                    display('end')
                    """, ProgramOption.RESULTS);

            assertThat(ran.stderr()).isEmpty();
            var results = ran.shown().results();
            assertThat(results).hasSize(5);
            assertThat(results.get(0).data())
                    .isEqualTo(Map.of(
                            "text/plain", "q",
                            "text/html", "<b>",
                            "application/json", Map.of("a", "v"),
                            "image/png", "eHg="));
            assertThat(results.get(0).leftOut()).containsEntry("text/latex", "it raised X: told");
            assertThat(results.get(1).leftOut()).containsEntry("text/html", "it raised SystemExit: 3");
            assertThat(results.get(2).data()).containsEntry("text/html", "<c>");
            assertThat(results.get(3).leftOut()).containsKey("*");
            assertThat(results.get(4).data()).isEqualTo(plain("'end'"));
        }
    }

    @Test
    void aReprThatNeverEndsCostsTheStepItsTime() {
        try (var python = executor.open(ExecutionLimits.defaults())) {
            var endless = new Program(
                    "x = 1\nclass E:\n    def _repr_html_(self):\n        while True: pass\ndisplay(7)\nE()",
                    null,
                    false,
                    Set.of(ProgramOption.RESULTS));
            CodeExecResult ran = python.run(endless, Duration.ofMillis(300));

            assertThat(ran.cause()).isEqualTo(ExitCause.TIMEOUT);
            assertThat(ran.stateLost()).isFalse();
            assertThat(ran.shown().results()).extracting(Shown.Result::data).containsExactly(plain("7"));
            assertThat(shown(python, "x")).extracting(Shown.Result::data).containsExactly(plain("1"));
        }
    }

    @Test
    void thereAreOnlySoMany() {
        try (var python = executor.open(ExecutionLimits.defaults())) {
            CodeExecResult many = run(python, "for i in range(100): display(i)", ProgramOption.RESULTS);
            assertThat(many.shown().results()).hasSize(64);
            assertThat(many.shown().dropped()).isEqualTo(36);

            CodeExecResult large =
                    run(python, "for i in range(9): display(HTML('\\u00e9' * 100_000))\n1", ProgramOption.RESULTS);
            assertThat(large.shown().results().stream().filter(one -> one.data().containsKey("text/html")))
                    .hasSize(6);
            assertThat(large.shown().results().get(8).leftOut().get("text/html"))
                    .contains("there is room for");
            assertThat(large.shown().results().get(9).data()).isEqualTo(plain("1"));
        }
    }

    @Test
    void figuresComeAsPicturesAndAreClosed() throws Exception {
        executor.assumeThatThereIs(List.of("matplotlib"));
        try (var python = executor.open(ExecutionLimits.defaults())) {
            var shown = shown(python, """
                    import matplotlib.pyplot as plt
                    plt.plot([1, 2]); plt.show()
                    plt.plot([2, 1])
                    fig = plt.figure(figsize=(2, 1)); fig.add_subplot().plot([3, 4])
                    fig
                    """);
            assertThat(shown)
                    .extracting(Shown.Result::outputType)
                    .containsExactly("display_data", "execute_result", "display_data");
            assertThat(shown)
                    .extracting(one -> one.data().get("text/plain"))
                    .containsExactly(
                            "<Figure size 640x480 with 1 Axes>",
                            "<Figure size 200x100 with 1 Axes>",
                            "<Figure size 640x480 with 1 Axes>");
            assertThat(shown).allSatisfy(one -> assertThat(png(one)).startsWith("\u0089PNG\r\n"));

            CodeExecResult failed = run(
                    python,
                    "print(plt.get_fignums())\nplt.switch_backend('agg')\nplt.bar([1], [2])\n1 / 0",
                    ProgramOption.RESULTS,
                    ProgramOption.SVG);
            assertThat(failed.stdout()).isEqualTo("[]\n");
            assertThat(failed.error()).isNotNull();
            assertThat(failed.shown().results().get(0).data())
                    .containsOnlyKeys("text/plain", "image/png", "image/svg+xml");

            CodeExecResult odd = run(
                    python,
                    "plt.figure(figsize=(1e6, 1e6)).add_subplot()\nplt.figure()\nplt.show()",
                    ProgramOption.RESULTS);
            assertThat(odd.exitCode()).isZero();
            assertThat(odd.shown().results().get(0).leftOut()).containsKey("image/png");
            assertThat(odd.shown().results().get(1).data()).containsOnlyKeys("text/plain");
        }
    }

    private static String png(Shown.Result result) {
        byte[] bytes = Base64.getDecoder().decode((String) result.data().get("image/png"));
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @Test
    void tablesComeAsHtmlAndAsTypedData() throws Exception {
        executor.assumeThatThereIs(List.of("pandas"));
        try (var python = executor.open(ExecutionLimits.defaults())) {
            var frame = shown(python, "import pandas as pd\npd.DataFrame({'a': [1, 2], 'b': ['x', None]})")
                    .get(0);
            assertThat(frame.data().get("text/html")).asString().contains("<table", "class=\"dataframe\"");
            assertThat(frame.data().get("application/vnd.dataresource+json"))
                    .asString()
                    .contains("{name=a, type=integer}", "{index=1, a=2, b=null}");

            var series = shown(python, "pd.Series(range(1000), name='n')").get(0);
            assertThat(series.data()).containsKey("text/html");
            assertThat(((Map<?, ?>) series.data().get("application/vnd.dataresource+json")).get("data"))
                    .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                    .hasSize(200);
            assertThat(series.metadata())
                    .containsEntry(
                            "application/vnd.dataresource+json", Map.of("rows", 1000, "columns", 1, "truncated", true));

            var odd =
                    shown(python, "pd.DataFrame([[1, 2]], columns=['a', 'a'])").get(0);
            assertThat(odd.data()).containsKey("text/html");
            assertThat(odd.leftOut()).containsKey("application/vnd.dataresource+json");
        }
    }

    @Test
    void imagesOfPillowComeAsPng() throws Exception {
        executor.assumeThatThereIs(List.of("PIL"));
        try (var python = executor.open(ExecutionLimits.defaults())) {
            var image = shown(python, "from PIL import Image\nImage.new('RGB', (2, 2))")
                    .get(0);
            assertThat(png(image)).startsWith("\u0089PNG\r\n");
        }
    }
}
