package org.openenv.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each page for readers: its links lead somewhere, and its Java stands in a source that is compiled. */
class DocsTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern JAVA = Pattern.compile("(?s)```java\n(.*?)```");
    private static final Pattern OVERVIEW_JAVA = Pattern.compile("(?s)<pre>\\{@code\n(.*?)        }\n}</pre>");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

    static Stream<Path> pages() throws IOException {
        List<Path> docs;
        try (Stream<Path> files = Files.list(ROOT.resolve("docs"))) {
            docs = files.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
        assertThat(docs).hasSizeGreaterThan(3);
        return Stream.concat(
                docs.stream(),
                Stream.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md").map(ROOT::resolve));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linksLeadSomewhere(Path page) throws IOException {
        for (String link : found(LINK, Files.readString(page))) {
            if (link.matches("(https?|mailto):.*")) {
                continue;
            }
            String[] parts = link.split("#", 2);
            Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]);
            assertThat(target).as("%s in %s", link, page).exists();
            if (parts.length > 1) {
                assertThat(anchors(target)).as("%s in %s", link, page).contains(parts[1]);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void javaStandsInACompiledSource(Path page) throws IOException {
        if (page.endsWith("README.md")) {
            return; // compiled and run by ReadmeTest
        }
        for (String block : found(JAVA, Files.readString(page))) {
            assertThat(sources())
                    .as("a source with, from %s:%n%s", page, block)
                    .anyMatch(source -> source.contains(bare(block)));
        }
    }

    @Test
    void theOverviewsJavaStandsInACompiledSource() throws IOException {
        String overview = Files.readString(ROOT.resolve("openenv-core/src/main/javadoc/overview.html"));

        // Its last brace is the end of the resources in the source, where a finally may follow.
        assertThat(found(OVERVIEW_JAVA, overview))
                .singleElement()
                .satisfies(block -> assertThat(sources()).anyMatch(source -> source.contains(bare(block))));
    }

    @Test
    void theOverviewNamesEachPackage() throws IOException {
        String overview = Files.readString(ROOT.resolve("openenv-core/src/main/javadoc/overview.html"));
        Path packages = ROOT.resolve("openenv-core/src/main/java");
        try (Stream<Path> files = Files.walk(packages)) {
            List<String> names = files.filter(file -> file.endsWith("package-info.java"))
                    .filter(file -> !read(file).contains("*Internal"))
                    .map(file ->
                            packages.relativize(file.getParent()).toString().replace('/', '.'))
                    .toList();
            assertThat(names)
                    .hasSizeGreaterThan(10)
                    .allSatisfy(name -> assertThat(overview).containsPattern("@link\\s+" + Pattern.quote(name) + "}"));
        }
    }

    private static List<String> sources() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT.resolve("coding-env-examples/src"))) {
            return files.filter(file -> file.toString().matches(".*\\.java(\\.txt)?"))
                    .map(DocsTest::read)
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return bare(Files.readString(file));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Without white space: a line of a page is not broken where the formatter breaks it. */
    private static String bare(String code) {
        return code.replaceAll("\\s+", "");
    }

    /** The anchors of a page's headings, as forges make them. */
    private static List<String> anchors(Path page) throws IOException {
        return found(HEADING, Files.readString(page)).stream()
                .map(heading -> heading.toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .toList();
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }
}
