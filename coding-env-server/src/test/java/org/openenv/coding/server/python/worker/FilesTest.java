package org.openenv.coding.server.python.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openenv.coding.server.python.CodeExecResult;
import org.openenv.coding.server.python.ExecutionLimits;
import org.openenv.coding.server.python.PythonInterpreter;
import org.openenv.core.OpenEnvException;
import org.openenv.core.Workspace;
import org.openenv.core.WorkspaceFailure;

/** What a client does with the files of an episode, and what a program can't do to it by that. */
class FilesTest {

    private static TestExecutor executor;

    private PythonInterpreter python;
    private Workspace files;

    @BeforeAll
    static void start() {
        executor = new TestExecutor();
    }

    @AfterAll
    static void stop() throws IOException {
        executor.close();
    }

    @BeforeEach
    void open() {
        python = executor.open(ExecutionLimits.defaults());
        files = python.workspace();
    }

    @AfterEach
    void close() {
        python.close();
    }

    private CodeExecResult run(String code) {
        return python.run(code, Duration.ofSeconds(30));
    }

    private void runs(String code) {
        assertThat(run(code).stderr()).isEmpty();
    }

    private static WorkspaceFailure failure(ThrowingCallable call) {
        OpenEnvException thrown = catchThrowableOfType(OpenEnvException.class, call);
        assertThat(thrown).isNotNull();
        return WorkspaceFailure.of(thrown).orElseThrow();
    }

    @Test
    void whatIsWrittenIsThereForTheProgramAndTheOtherWayRound() {
        assertThat(files.list("").files()).isEmpty();
        Workspace.Info written = files.write("data/a.csv", "1,2\né");
        assertThat(written.path()).isEqualTo("data/a.csv");
        assertThat(written.size()).isEqualTo(6);
        runs("print(open('data/a.csv').read())\nopen('out.bin', 'wb').write(bytes(range(256)))\n"
                + "import tempfile, os\nopen(os.path.join(tempfile.gettempdir(), 't'), 'w').write('temporary')");
        assertThat(files.read("out.bin")).hasSize(256);
        assertThat(files.readText("/tmp/t")).isEqualTo("temporary");
        assertThat(files.list("", true, 100).files())
                .extracting(Workspace.Info::path)
                .containsExactly("data", "data/a.csv", "out.bin");
        assertThat(files.list("/tmp").files()).extracting(Workspace.Info::path).containsExactly("/tmp/t");
        assertThat(files.stat("data").kind()).isEqualTo(Workspace.Kind.FOLDER);
    }

    @Test
    void aFileIsReplacedWhenTheNewOneIsWhole() {
        files.write("a", "old");
        try (Workspace.Upload upload = files.create("a", 8)) {
            upload.write("half".getBytes(StandardCharsets.UTF_8), 0, 4);
            assertThat(files.readText("a")).isEqualTo("old");
            assertThat(failure(upload::commit)).isEqualTo(WorkspaceFailure.BAD_REQUEST);
        }
        assertThat(files.readText("a")).isEqualTo("old");
        assertThat(run("import os; print(sorted(os.listdir()))").stdout()).isEqualTo("['a', 'main.py']\n");
        files.write("a", new byte[0]);
        assertThat(files.read("a")).isEmpty();
    }

    @Test
    void largeFilesGoInPartsBothWays(@TempDir Path folder) throws IOException {
        byte[] content = new byte[5 << 20];
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) (i * 31 >> 7);
        }
        Path local = Files.write(folder.resolve("large"), content);
        files.upload(local, "large");
        runs("import shutil; shutil.copy('large', 'copy')");
        files.download("copy", folder.resolve("copy"));
        assertThat(Files.mismatch(local, folder.resolve("copy"))).isEqualTo(-1);
        try (InputStream end = files.open("copy", content.length - 3)) {
            assertThat(end.readAllBytes()).isEqualTo(Arrays.copyOfRange(content, content.length - 3, content.length));
        }
    }

    @Test
    void foldersGoBothWays(@TempDir Path folder) throws IOException {
        Files.createDirectories(folder.resolve("in/a/empty"));
        Files.writeString(folder.resolve("in/a/x.txt"), "x");
        Files.createSymbolicLink(folder.resolve("in/link"), Path.of("/etc/passwd"));
        files.upload(folder.resolve("in"), "here");
        runs(
                "import os\nos.rename('here/a', 'here/b')\nos.symlink('/etc/passwd', 'here/l')\nopen(b'here/\\xff', 'w').close()");
        files.download("here", folder.resolve("out"));
        assertThat(folder.resolve("out/b/x.txt")).hasContent("x");
        assertThat(folder.resolve("out/b/empty")).isDirectory();
        assertThat(folder.resolve("out")).isDirectoryNotContaining("glob:**/l");
        assertThat(folder.resolve("out/%FF")).exists();
    }

    @Test
    void noPathLeavesTheEpisodeWhateverLinksLieThere() {
        runs("""
                import os
                os.symlink('/etc/passwd', 'leak')
                os.symlink('/etc', 'etc')
                os.symlink('../../../../../etc/passwd', 'up')
                os.symlink('circle', 'circle')
                os.symlink('chain2', 'chain'); os.symlink('etc/passwd', 'chain2')
                os.mkdir('in'); open('in/f', 'w').write('inside'); os.symlink('in', 'linked')
                """);
        for (String path :
                new String[] {"leak", "etc/passwd", "up", "chain", "circle", "../../../etc/passwd", "/etc/passwd", "/"
                }) {
            assertThat(failure(() -> files.read(path))).as(path).isEqualTo(WorkspaceFailure.OUTSIDE);
            assertThat(failure(() -> files.write(path, "x"))).as(path).isEqualTo(WorkspaceFailure.OUTSIDE);
            assertThat(failure(() -> files.stat(path))).as(path).isEqualTo(WorkspaceFailure.OUTSIDE);
        }
        assertThat(failure(() -> files.list("etc"))).isEqualTo(WorkspaceFailure.OUTSIDE);
        assertThat(failure(() -> files.delete("etc/passwd"))).isEqualTo(WorkspaceFailure.OUTSIDE);
        assertThat(files.readText("linked/f")).isEqualTo("inside");
        files.delete("leak");
        assertThat(failure(() -> files.stat("leak"))).isEqualTo(WorkspaceFailure.NOT_FOUND);
    }

    @Test
    void aWorkingDirectoryThatIsALinkNowLeadsNowhere() {
        runs("import os\nhere = os.getcwd()\nos.rename(here, here + '2')\nos.symlink('/usr', here)");
        assertThat(failure(() -> files.list(""))).isEqualTo(WorkspaceFailure.OUTSIDE);
        assertThat(failure(() -> files.write("x", "x"))).isEqualTo(WorkspaceFailure.OUTSIDE);
    }

    @Test
    void whatIsNoFileIsToldAndCanBeDeleted() {
        runs("""
                import os, socket
                os.mkfifo('pipe')
                s = socket.socketpair()
                os.mkdir('folder'); open('folder/f', 'w').close()
                """);
        assertThat(failure(() -> files.read("pipe"))).isEqualTo(WorkspaceFailure.NOT_A_FILE);
        assertThat(files.stat("pipe").kind()).isEqualTo(Workspace.Kind.OTHER);
        assertThat(failure(() -> files.read("folder"))).isEqualTo(WorkspaceFailure.NOT_A_FILE);
        assertThat(failure(() -> files.write("folder", "x"))).isEqualTo(WorkspaceFailure.NOT_A_FILE);
        assertThat(failure(() -> files.write("pipe/x", "x"))).isEqualTo(WorkspaceFailure.NOT_A_FOLDER);
        assertThat(failure(() -> files.read("nothing"))).isEqualTo(WorkspaceFailure.NOT_FOUND);
        assertThat(failure(() -> files.read("nul\0"))).isEqualTo(WorkspaceFailure.NOT_FOUND);
        assertThat(failure(() -> files.delete("folder"))).isEqualTo(WorkspaceFailure.NOT_EMPTY);
        assertThat(failure(() -> files.delete("", true))).isEqualTo(WorkspaceFailure.REFUSED);
        files.write("pipe", "a file now");
        files.delete("folder", true);
        assertThat(files.list("").files()).extracting(Workspace.Info::path).containsExactly("pipe");
    }

    @Test
    void namesThatAreNotTextSurvive() {
        runs("open(b'a\\xff\\xc3b', 'w').write('odd')");
        String path = files.list("").files().get(0).path();
        assertThat(path).isEqualTo("a\udcff\udcc3b");
        assertThat(files.readText(path)).isEqualTo("odd");
        files.delete(path);
        assertThat(files.list("").files()).isEmpty();
    }

    @Test
    void manyNamesAreCutShort() {
        runs("for i in range(700): open('f%04d' % i, 'w').close()");
        Workspace.Listing listing = files.list("", true, 300);
        assertThat(listing.files()).hasSize(300);
        assertThat(listing.truncated()).isTrue();
        assertThat(files.list("").truncated()).isFalse();
        runs("import os\nos.mkdir('d')\nfor i in range(700): os.rename('f%04d' % i, 'd/%d' % i)");
        files.delete("d", true);
        assertThat(files.list("", true, 10).files()).isEmpty();
    }

    /** As many as the disk takes, or some at least where it has no limit; a device is none of the episode's. */
    @Test
    void asManyNamesAsCanBeAreListedInPartAndDevicesAreOutOfReach() {
        runs("""
                import os
                for make in lambda: os.mknod('device', 0o20666, os.makedev(1, 5)), lambda: os.symlink('/dev/zero', 'zero'):
                    try:
                        make()
                    except OSError:
                        pass
                os.mkdir('many')
                try:
                    for i in range(20_000):
                        os.symlink('x', 'many/%d' % i)
                except OSError:
                    pass
                """);
        assertThat(failure(() -> files.read("zero"))).isEqualTo(WorkspaceFailure.OUTSIDE);
        assertThat(failure(() -> files.read("device"))).isIn(WorkspaceFailure.NOT_FOUND, WorkspaceFailure.NOT_A_FILE);
        Workspace.Listing listing = files.list("many", true, 1000);
        assertThat(listing.files()).hasSize(1000);
        assertThat(listing.truncated()).isTrue();
        files.delete("many", true);
        files.write("small", "still works");
    }

    @Test
    void thereIsAnEndToTheDiskAndToEachFile() {
        OpenEnvException tooLarge = catchThrowableOfType(
                OpenEnvException.class,
                () -> files.create("x", ExecutionLimits.defaults().fileBytes() + 1));
        assertThat(WorkspaceFailure.of(tooLarge)).contains(WorkspaceFailure.TOO_LARGE);
        assertThat(tooLarge.details())
                .containsEntry("file_limit_bytes", ExecutionLimits.defaults().fileBytes());
        byte[] part = new byte[1 << 20];
        try (Workspace.Upload upload = files.create("x", -1)) {
            assertThat(failure(() -> {
                        for (int i = 0; i < 70; i++) {
                            upload.write(part, 0, part.length);
                        }
                    }))
                    .isIn(WorkspaceFailure.TOO_LARGE, WorkspaceFailure.DISK_FULL);
        }
        assertThat(files.list("").files()).isEmpty();
        files.write("small", "still works");
        runs("f = open('sparse', 'wb'); f.truncate(50 << 20); f.close()");
        assertThat(files.stat("sparse").size()).isEqualTo(50 << 20);
    }

    @Test
    void aFileThatChangesIsNotReadOn() throws IOException {
        files.write("a", new byte[600_000]);
        try (InputStream in = files.open("a", 0)) {
            assertThat(in.readNBytes(10)).hasSize(10);
            runs("open('a', 'w').write('other')");
            assertThat(failure(() -> in.readNBytes(10))).isEqualTo(WorkspaceFailure.CHANGED);
        }
    }

    @Test
    void aProgramThatReplacesWhatItCanReachDoesNotHoldUsUp() {
        runs("""
                import os, posix, sys, builtins, json, struct, stat
                for module in (os, posix, json, struct, stat):
                    for name in list(vars(module)):
                        if callable(getattr(module, name)) and name not in ('_exit', 'getpid'):
                            try: setattr(module, name, lambda *a, **k: 1 / 0)
                            except Exception: pass
                builtins.open = builtins.bytes = builtins.len = None
                """);
        files.write("a", "x");
        assertThat(files.readText("a")).isEqualTo("x");
        assertThat(files.list("").files()).hasSize(1);
    }

    @Test
    void aHookOfTheProgramsSpoilsItsOwnFilesOnly() {
        runs(
                "import sys\ndef hook(name, args):\n    if name in ('open', 'os.scandir'): raise SystemExit\nsys.addaudithook(hook)");
        assertThat(failure(() -> files.write("a", "x"))).isEqualTo(WorkspaceFailure.FAILED);
        assertThat(failure(() -> files.list(""))).isEqualTo(WorkspaceFailure.FAILED);
        assertThat(run("print(1)").stdout()).isEqualTo("1\n");
    }

    @Test
    void whatDiedBetweenStepsIsToldByTheNextOne() {
        runs("x = 1");
        runs("import os, threading, time\nthreading.Thread(target=lambda: (time.sleep(0.2), os._exit(3))).start()");
        WorkspaceFailure[] seen = new WorkspaceFailure[1];
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (seen[0] == null && System.nanoTime() < end) {
            try {
                if (files.list("").files().isEmpty()
                        && run("print('x' in globals())").stateLost()) {
                    return; // it died beside any request
                }
            } catch (OpenEnvException gone) {
                seen[0] = WorkspaceFailure.of(gone).orElseThrow();
            }
        }
        assertThat(seen[0]).isEqualTo(WorkspaceFailure.FAILED);
        assertThat(run("print('x' in globals())").stateLost()).isTrue();
    }
}
