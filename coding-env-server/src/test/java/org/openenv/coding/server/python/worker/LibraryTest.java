package org.openenv.coding.server.python.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.openenv.coding.server.python.ExecutionLimits;

/**
 * CPython's own tests, module by module, in episodes and as plain scripts: each test ends alike, but for those on a list.
 * {@code -Dopenenv.test.cpython=all}, or names of modules with commas between.
 */
@Tag("python")
@EnabledIfSystemProperty(
        named = "openenv.test.cpython",
        matches = ".+",
        disabledReason = "all of it takes an hour: -Dopenenv.test.cpython=all, or names of modules")
class LibraryTest {

    private static final long MIB = 1 << 20;
    private static final Duration MOST = Duration.ofSeconds(Long.getLong("openenv.test.cpython.seconds", 300));
    private static final int TOGETHER = Integer.getInteger(
            "openenv.test.cpython.together", Runtime.getRuntime().availableProcessors());
    private static final Path LOGS = Path.of("target/cpython");

    /** Far from what any of these tests needs, so that it is not limits that are compared. */
    private static final ExecutionLimits LIMITS = new ExecutionLimits(
            MOST, Duration.ofSeconds(2), Duration.ZERO, 2048 * MIB, 512, 4096, 1024 * MIB, 1024 * MIB, (int)
                    (64 * MIB));

    private static final Pattern OUTCOME = Pattern.compile(".*, (\\S+) in an episode$");
    private static final String END = "(end)";

    private final AllowedDifferences allowed = AllowedDifferences.read();

    @Test
    void eachTestEndsAsInAScript() throws Exception {
        var modules = chosen();
        assumeFalse(modules.isEmpty(), "libpython3.11-testsuite is not installed");
        Files.createDirectories(LOGS);
        assertThat(new File(System.getProperty("java.io.tmpdir")).setExecutable(true, false))
                .isTrue();
        var workers = Executors.newFixedThreadPool(TOGETHER);
        var differences = new ArrayList<String>();
        try (var python = Python.start(config -> config.withLimits(LIMITS).withPool(1))) {
            var running = new ArrayList<Future<List<String>>>();
            for (var module : modules) {
                running.add(workers.submit((Callable<List<String>>) () -> compare(module, python)));
            }
            for (var done : running) {
                differences.addAll(done.get());
            }
        } finally {
            workers.shutdownNow();
        }
        assertThat(differences).as("differences that are not on the list").isEmpty();
    }

    private static List<LibraryModule> chosen() throws Exception {
        var wanted = List.of(System.getProperty("openenv.test.cpython", "").split(","));
        return LibraryModule.installed().stream()
                .filter(module -> wanted.contains("all") || wanted.contains(module.name()))
                .toList();
    }

    /** Compares a module; one that differs is given a second chance, for some of these tests depend on time. */
    private List<String> compare(LibraryModule module, Python python) throws Exception {
        var differences = compareOnce(module, python);
        if (!differences.stream().allMatch(this::isAllowed)) {
            differences.retainAll(compareOnce(module, python));
        }
        var left = differences.stream().filter(line -> !isAllowed(line)).toList();
        System.out.printf(
                "%s: %d differ, %d of them not on the list%n", module.name(), differences.size(), left.size());
        left.forEach(System.out::println);
        return left;
    }

    private boolean isAllowed(String difference) {
        int module = difference.indexOf(' ');
        String test = difference.substring(module + 1, difference.indexOf(": "));
        return allowed.has(test)
                || allowed.has(test + ":" + OUTCOME.matcher(difference).replaceFirst("$1"))
                || allowed.has(difference.substring(0, module) + "." + test);
    }

    private static List<String> compareOnce(LibraryModule module, Python python) throws Exception {
        var script = module.asAScript(MOST, LOGS.resolve(module.name() + ".script"));
        var episode = module.inAnEpisode(python, LIMITS, LOGS.resolve(module.name() + ".episode"));
        var tests = new TreeSet<>(script.keySet());
        if (script.containsKey(END) && episode.containsKey(END)) {
            tests.addAll(episode.keySet());
        } else { // one has been cut short: what it did not come to is told by its missing end
            tests.retainAll(episode.keySet());
            tests.add(END);
        }
        var differences = new ArrayList<String>();
        for (String test : tests) {
            String one = outcome(script, test);
            String other = outcome(episode, test);
            if (!one.equals(other)) {
                differences.add("%s %s: %s as a script, %s in an episode".formatted(module.name(), test, one, other));
            }
        }
        return differences;
    }

    private static String outcome(Map<String, String> outcomes, String test) {
        return outcomes.getOrDefault(test, "not told");
    }
}
