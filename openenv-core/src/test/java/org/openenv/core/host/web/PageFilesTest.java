package org.openenv.core.host.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class PageFilesTest {

    private static final Path FILES = Path.of("src/main/resources/org/openenv/core/host/web");
    private static final Path EDITOR = Path.of("src/web");
    private static final int MOST_BYTES = 400_000;

    @Test
    void theBundledEditorIsMadeFromWhatStandsHere() throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(Files.readAllBytes(EDITOR.resolve("editor.js")));
        digest.update(Files.readAllBytes(EDITOR.resolve("package-lock.json")));
        assertThat(Files.readString(FILES.resolve("codemirror.js")))
                .as("run 'npm ci && npm run build' in openenv-core/src/web")
                .startsWith("/*! made from " + HexFormat.of().formatHex(digest.digest()));
    }

    @Test
    void allTogetherAreSmall() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(all)) {
            for (Path file : files()) {
                gzip.write(Files.readAllBytes(file));
            }
        }
        assertThat(all.size()).isLessThan(MOST_BYTES);
    }

    @Test
    void noScriptMakesMarkupOrCodeOfText() throws IOException {
        List<Path> own = files().stream()
                .filter(file -> file.toString().endsWith(".js"))
                .filter(file -> !file.endsWith("codemirror.js") && !file.endsWith("frame.js"))
                .toList();
        assertThat(own).hasSizeGreaterThan(4);
        for (Path file : own) {
            assertThat(Files.readString(file))
                    .as(file.toString())
                    .doesNotContain("innerHTML")
                    .doesNotContain("outerHTML")
                    .doesNotContain("insertAdjacentHTML")
                    .doesNotContain("document.write")
                    .doesNotContain("eval(")
                    .doesNotContain("new Function")
                    .doesNotContain("srcdoc");
        }
    }

    @Test
    void pagesHaveNoScriptOrStyleInThemAndLoadNothingFromElsewhere() throws IOException {
        for (Path file : files()) {
            String text = Files.readString(file);
            if (file.toString().endsWith(".html") && !file.endsWith("frame.html")) {
                assertThat(text.replaceAll("<script[^>]* src=\"[^\"]+\"[^>]*></script>", ""))
                        .as(file.toString())
                        .doesNotContain("<script")
                        .doesNotContain("<style")
                        .doesNotContainPattern("\\son\\w+=")
                        .doesNotContain("://");
            }
        }
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(FILES)) {
            return files.sorted().toList();
        }
    }
}
