package org.openenv.coding.server.grading;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.openenv.coding.server.python.CodeExecResult;
import org.openenv.coding.server.python.ExecutionLimits;
import org.openenv.coding.server.python.ExitCause;
import org.openenv.coding.server.python.Program;
import org.openenv.coding.server.python.PythonExecutor;
import org.openenv.coding.server.python.PythonInterpreter;

/**
 * The Python of both sides, compiled once for all: to compile it takes longer than most submissions run. Safe for use by several
 * threads.
 */
final class Scripts {

    /** What there is: the files of each, one behind the other. */
    enum Script {
        CALLEE("plain", "graph", "raised", "callee"),
        SUITE("plain", "graph", "raised", "callee", "suite"),
        JUDGE("plain", "graph", "raised", "judge"),
        CHECKER("plain", "checker");

        private final String text;

        Script(String... names) {
            StringBuilder all = new StringBuilder();
            for (String name : names) {
                all.append(read(name));
            }
            this.text = all.toString();
        }
    }

    private static final String COMPILE = """
            import base64, marshal, sys
            print(base64.b64encode(marshal.dumps(compile(sys.stdin.read(), "grading.py", "exec"))).decode())
            """;

    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]+=*");

    private final PythonExecutor executor;
    private final ExecutionLimits limits;
    private final Map<Script, String> compiled = new ConcurrentHashMap<>();

    Scripts(PythonExecutor executor, ExecutionLimits limits) {
        this.executor = executor;
        this.limits = limits;
    }

    /** A program that defines what a script does and then does something of it. */
    String then(Script script, String action) {
        String known = compiled.get(script);
        return (known == null ? defining(script) : known) + "\n" + action;
    }

    /** In a process of the pool, as it depends on its Python; nothing but the script itself is in that. */
    private String defining(Script script) {
        try (PythonInterpreter python = executor.open(null, limits)) {
            CodeExecResult ran = python.run(new Program(COMPILE, script.text, true), limits.stepTimeout());
            String code = ran.stdout().strip();
            if (ran.cause() != ExitCause.EXITED || !BASE64.matcher(code).matches()) {
                return script.text;
            }
            String defining = "import base64, marshal\nexec(marshal.loads(base64.b64decode('" + code + "')))";
            compiled.put(script, defining);
            return defining;
        }
    }

    private static String read(String name) {
        try (InputStream in = Scripts.class.getResourceAsStream(name + ".py")) {
            if (in == null) {
                throw new IllegalStateException(name + ".py is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
