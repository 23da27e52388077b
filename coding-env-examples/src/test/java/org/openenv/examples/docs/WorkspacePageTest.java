package org.openenv.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openenv.coding.CodeAction;
import org.openenv.coding.CodeObservation;
import org.openenv.coding.CodeState;
import org.openenv.coding.server.CodingEnvironmentProvider;
import org.openenv.core.Environment;
import org.openenv.core.spi.EnvironmentConfig;

/** The code of the page about files. */
class WorkspacePageTest {

    private static final Path PLACE = Path.of("local/folder");

    @Test
    void filesGoInAndOut(@TempDir Path here) throws Exception {
        Files.writeString(Files.createDirectories(here.resolve(PLACE)).resolve("a"), "a");
        try (var provider = new CodingEnvironmentProvider();
                var env = provider.create(EnvironmentConfig.empty())) {
            assertThat(sales(env)).isEqualTo("done");
            env.workspace().upload(here.resolve(PLACE), "folder");
            env.workspace().download("folder", here.resolve("back"));
            assertThat(here.resolve("back/a")).hasContent("a");
        }
    }

    private static String sales(Environment<CodeAction, CodeObservation, CodeState> env) {
        var files = env.workspace();
        files.write("data/sales.csv", "month,total\n1,20\n");
        env.step(new CodeAction("open('out.txt', 'w').write('done')"));
        return files.readText("out.txt");
    }
}
