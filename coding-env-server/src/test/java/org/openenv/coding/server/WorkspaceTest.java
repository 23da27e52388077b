package org.openenv.coding.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openenv.coding.CodeAction;
import org.openenv.coding.CodeObservation;
import org.openenv.coding.CodeState;
import org.openenv.core.ErrorCode;
import org.openenv.core.OpenEnvException;
import org.openenv.core.ResetOptions;
import org.openenv.core.StepOptions;
import org.openenv.core.Workspace;
import org.openenv.core.WorkspaceFailure;
import org.openenv.core.client.ClientConfig;
import org.openenv.core.client.EnvClient;
import org.openenv.core.host.HostConfig;
import org.openenv.core.testing.HostedEnvironment;
import org.openenv.core.wire.WireCodec;

/** The files of a session over the wire: HTTP, the socket, and the Java client over both. */
class WorkspaceTest {

    private static final String TOKEN = "very-secret";
    private static HostedEnvironment<CodeAction, CodeObservation, CodeState> server;

    private final HttpClient http = HttpClient.newHttpClient();
    private EnvClient<CodeAction, CodeObservation, CodeState> env;
    private Workspace files;
    private String base;

    @BeforeAll
    static void serve() {
        server = HostedEnvironment.serve(
                new CodingEnvironmentProvider(CodingConfig.defaults()),
                HostConfig.defaults()
                        .withAccess(access -> access.withAuthToken(TOKEN))
                        .withTimes(times -> times.withBodyTimeout(Duration.ofSeconds(2))));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void connect() throws Exception {
        env = server.connect(ClientConfig.defaults().withToken(TOKEN));
        files = env.workspace();
        env.reset();
        files.write("warm", "up");
        files.delete("warm");
        Map<?, ?> sessions = (Map<?, ?>) WireCodec.readValue(
                text(request(server.host().uri() + "/sessions").GET()));
        Map<?, ?> first = (Map<?, ?>) ((List<?>) sessions.get("sessions")).get(0);
        base = server.host().uri() + "/sessions/" + first.get("session_id") + "/files";
    }

    @AfterEach
    void disconnect() {
        server.disconnect();
    }

    private HttpRequest.Builder request(String uri) {
        return HttpRequest.newBuilder(URI.create(uri)).header("Authorization", "Bearer " + TOKEN);
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), BodyHandlers.ofByteArray());
    }

    private String text(HttpRequest.Builder request) throws Exception {
        return new String(send(request).body(), StandardCharsets.UTF_8);
    }

    private String run(String code) {
        var result = env.step(new CodeAction(code));
        return result.observation().stdout() + result.observation().stderr();
    }

    @Test
    void theJavaClientHasTheFilesOfItsSession(@TempDir Path folder) throws IOException {
        files.write("in.csv", "a,b\n1,2\n");
        assertThat(run("print(open('in.csv').read(), end='')\nopen('out', 'w').write('x' * 3_000_000)"))
                .isEqualTo("a,b\n1,2\n");
        assertThat(files.list("").files()).extracting(Workspace.Info::path).containsExactly("in.csv", "out");
        files.download("out", folder.resolve("out"));
        assertThat(folder.resolve("out")).hasSize(3_000_000);
        Files.createDirectories(folder.resolve("many/deep"));
        for (int i = 0; i < 5; i++) {
            Files.writeString(folder.resolve("many/deep/" + i), "number " + i);
        }
        files.upload(folder.resolve("many"), "/tmp/many");
        assertThat(run("print(open('/tmp/many/deep/3').read())")).isEqualTo("number 3\n");
        files.download("/tmp/many", folder.resolve("back"));
        assertThat(folder.resolve("back/deep/4")).hasContent("number 4");
        files.delete("/tmp/many", true);
        assertThat(files.list("/tmp").files()).isEmpty();
        assertThat(WorkspaceFailure.of(catchThrowableOfType(OpenEnvException.class, () -> files.read("gone"))))
                .contains(WorkspaceFailure.NOT_FOUND);
        run("open(b'\\xff', 'w').write('odd')");
        assertThat(files.readText("\udcff")).isEqualTo("odd");
        env.reset();
        assertThat(files.list("").files()).isEmpty();
    }

    @Test
    void anUploadAndADownloadAndStepsGoOnSideBySide() throws IOException {
        byte[] content = new byte[4 << 20];
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) (i >> 9);
        }
        files.write("a", content);
        byte[] part = new byte[100_000];
        try (InputStream in = files.open("a", 0);
                Workspace.Upload out = files.create("b", -1)) {
            for (int read = in.read(part); read >= 0; read = in.read(part)) {
                out.write(part, 0, read);
            }
            assertThat(run("print(1)")).isEqualTo("1\n");
            out.commit();
        }
        assertThat(files.read("b")).isEqualTo(content);
    }

    @Test
    void anUploadThatIsGivenUpLeavesNothing() throws Exception {
        try (Workspace.Upload out = files.create("b", -1)) {
            out.write(new byte[600_000], 0, 600_000);
        }
        assertThat(eventually("import os; print(os.listdir())", "['main.py']\n"))
                .isTrue();
        try (Socket socket = new Socket("127.0.0.1", server.host().port())) {
            String path = URI.create(base).getPath();
            socket.getOutputStream()
                    .write(("PUT " + path + "/c HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + TOKEN
                                    + "\r\nContent-Length: 1000000\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(new byte[400_000]); // and then nothing: it is cut off
            assertThat(socket.getInputStream().readAllBytes()).isEmpty();
        } catch (java.net.SocketException reset) {
            // cut off, too
        }
        assertThat(eventually("import os; print(os.listdir())", "['main.py']\n"))
                .isTrue();
    }

    private boolean eventually(String code, String printed) {
        for (int i = 0; i < 200; i++) {
            if (run(code).equals(printed)) {
                return true;
            }
        }
        return false;
    }

    @Test
    void httpHasRangesTagsTypesAndReasons() throws Exception {
        assertThat(send(request(base + "/d/a%20b.csv").PUT(BodyPublishers.ofString("0123456789")))
                        .statusCode())
                .isEqualTo(200);
        var whole = send(request(base + "/d/a%20b.csv"));
        assertThat(whole.body()).asString().isEqualTo("0123456789");
        assertThat(whole.headers().firstValue("Content-Type")).contains("text/csv");
        assertThat(whole.headers().firstValue("Content-Disposition")).contains("attachment");
        String etag = whole.headers().firstValue("ETag").orElseThrow();
        assertThat(send(request(base + "/d/a%20b.csv").header("If-None-Match", etag))
                        .statusCode())
                .isEqualTo(304);
        var part = send(request(base + "/d/a%20b.csv").header("Range", "bytes=2-4"));
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).asString().isEqualTo("234");
        assertThat(part.headers().firstValue("Content-Range")).contains("bytes 2-4/10");
        assertThat(send(request(base + "/d/a%20b.csv").header("Range", "bytes=-3"))
                        .body())
                .asString()
                .isEqualTo("789");
        assertThat(send(request(base + "/d/a%20b.csv").header("Range", "bytes=10-"))
                        .statusCode())
                .isEqualTo(416);
        var head = send(request(base + "/d/a%20b.csv").method("HEAD", BodyPublishers.noBody()));
        assertThat(head.headers().firstValueAsLong("Content-Length")).hasValue(10);
        assertThat(text(request(base + "?recursive=true")))
                .startsWith("{\"files\":[{\"path\":\"d\",\"type\":\"folder\"")
                .contains("\"path\":\"d/a b.csv\",\"type\":\"file\",\"size\":10,\"modified\":\"")
                .endsWith("\"truncated\":false}");
        assertThat(send(request(base + "/none")).statusCode()).isEqualTo(404);
        assertThat(send(request(base + "/%2Fetc/passwd")).statusCode()).isEqualTo(403);
        assertThat(send(request(base + "/..%2F..%2F..%2Fetc/passwd")).statusCode())
                .isEqualTo(403);
        assertThat(send(request(base + "?limit=0")).statusCode()).isEqualTo(422);
        assertThat(send(request(base + "/d").DELETE()).statusCode()).isEqualTo(409);
        assertThat(send(request(base + "/d?recursive=true").DELETE()).statusCode())
                .isEqualTo(200);
        var unknown = send(request(server.host().uri() + "/sessions/none/files/a"));
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(http.send(HttpRequest.newBuilder(URI.create(base)).build(), BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void whatIsTooLargeIsRefusedBeforeItIsSent() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", server.host().port())) {
            socket.getOutputStream()
                    .write(("PUT " + URI.create(base).getPath()
                                    + "/x HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + TOKEN
                                    + "\r\nContent-Length: 1099511627776\r\nExpect: 100-continue\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .startsWith("HTTP/1.1 413")
                    .contains("\"reason\":\"too_large\"", "\"file_limit_bytes\":67108864");
        }
        assertThat(failure(() -> files.write("x", new byte[80 << 20]))).isEqualTo(WorkspaceFailure.TOO_LARGE);
        assertThat(failure(() -> {
                    try (Workspace.Upload upload = files.create("x", -1)) {
                        for (int i = 0; i < 80; i++) {
                            upload.write(new byte[1 << 20], 0, 1 << 20);
                        }
                        upload.commit();
                    }
                }))
                .isIn(WorkspaceFailure.TOO_LARGE, WorkspaceFailure.DISK_FULL);
        run("open('fill', 'wb').write(bytes(50 << 20))");
        OpenEnvException full =
                catchThrowableOfType(OpenEnvException.class, () -> files.write("x", new byte[30 << 20]));
        assertThat(WorkspaceFailure.of(full)).contains(WorkspaceFailure.DISK_FULL);
        assertThat((Number) full.details().get("left_bytes")).isNotNull();
        assertThat(run("print(1)")).isEqualTo("1\n");
    }

    @Test
    void aFolderGoesAsTarBothWays(@TempDir Path folder) throws Exception {
        run(
                "import os\nos.makedirs('t/' + 'long' * 30)\nopen('t/' + 'long' * 30 + '/é.txt', 'w').write('deep')\n"
                        + "open('t/empty', 'w').close()\nopen('t/bin', 'wb').write(bytes(range(256)) * 5)\nos.symlink('bin', 't/link')");
        var tar = send(request(base + "/t"));
        assertThat(tar.headers().firstValue("Content-Type")).contains("application/x-tar");
        Path file = Files.write(folder.resolve("t.tar"), tar.body());
        assertThat(command(folder, "tar", "tf", file.toString()))
                .contains("empty", "bin", "long/")
                .doesNotContain("link");
        command(folder, "tar", "xf", file.toString());
        assertThat(folder.resolve("bin")).hasSize(1280);
        assertThat(folder.resolve("long".repeat(30) + "/é.txt")).hasContent("deep");
        Files.delete(file);
        command(folder, "tar", "cf", "../back.tar", "--format=gnu", ".");
        Path back = folder.resolveSibling("back.tar");
        var put = send(request(base + "/here/t2")
                .header("Content-Type", "application/x-tar")
                .PUT(BodyPublishers.ofByteArray(Files.readAllBytes(back))));
        Files.delete(back);
        assertThat(put.body()).asString().contains("\"path\":\"here/t2\",\"type\":\"folder\"");
        assertThat(
                        run(
                                "import os\nprint(sorted(os.listdir('here/t2'))[:2], open('here/t2/' + 'long' * 30 + '/é.txt').read())"))
                .isEqualTo("['bin', 'empty'] deep\n");
        for (byte[] bad : new byte[][] {"no tar".getBytes(StandardCharsets.US_ASCII), new byte[700], escaping()}) {
            bad[1] |= 1;
            assertThat(send(request(base + "/bad")
                                    .header("Content-Type", "application/x-tar")
                                    .PUT(BodyPublishers.ofByteArray(bad)))
                            .statusCode())
                    .isIn(403, 422);
        }
    }

    private static WorkspaceFailure failure(ThrowingCallable call) {
        return WorkspaceFailure.of(catchThrowableOfType(OpenEnvException.class, call))
                .orElseThrow();
    }

    private static byte[] escaping() {
        byte[] tar = new byte[1024];
        System.arraycopy("../../out".getBytes(StandardCharsets.US_ASCII), 0, tar, 0, 9);
        tar[156] = '0';
        int sum = 8 * ' ';
        for (byte each : tar) {
            sum += each;
        }
        byte[] digits = String.format("%06o", sum).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(digits, 0, tar, 148, 6);
        tar[155] = ' ';
        return tar;
    }

    private static String command(Path folder, String... words) throws Exception {
        Process process = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        process.getInputStream().transferTo(out);
        assertThat(process.waitFor()).as(out.toString(StandardCharsets.UTF_8)).isZero();
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void smallFilesTravelWithAResetAndAStep() {
        env.reset(ResetOptions.none()
                .withExtra("files", Map.of("in.txt", "given", "b", Map.of("base64", "AP8=")))
                .withExtra("files_changed", true));
        var result = env.step(
                new CodeAction("import os\nprint(open('in.txt').read(), open('b', 'rb').read(), open('x/y').read())\n"
                        + "open('out', 'wb').write(b'\\0\\1')\nos.remove('b')\nopen('in.txt', 'a').write('!')"),
                StepOptions.none()
                        .withExtra("files", Map.of("x/y", Map.of("text", "with the step")))
                        .withExtra("fetch_files", List.of("in.txt", "out", "none", "x")));
        assertThat(result.observation().stdout()).isEqualTo("given b'\\x00\\xff' with the step\n");
        assertThat(result.metadata().get("files_changed"))
                .isEqualTo(Map.of("created", List.of("out"), "modified", List.of("in.txt"), "deleted", List.of("b")));
        Map<?, ?> fetched = (Map<?, ?>) result.metadata().get("files");
        assertThat(fetched.get("in.txt")).isEqualTo(Map.of("size", 6, "text", "given!"));
        assertThat(fetched.get("out")).isEqualTo(Map.of("size", 2, "base64", "AAE="));
        assertThat(((Map<?, ?>) fetched.get("none")).get("reason")).isEqualTo("not_found");
        assertThat(((Map<?, ?>) fetched.get("x")).get("reason")).isEqualTo("not_a_file");
        assertThat(env.step(new CodeAction("print(1)")).metadata()).doesNotContainKeys("files", "files_changed");
        for (Object bad :
                new Object[] {"a", Map.of("a", 1), Map.of("a", Map.of("base64", "%")), Map.of("../../x", "out")}) {
            assertThat(catchThrowableOfType(
                                    OpenEnvException.class,
                                    () -> env.step(
                                            new CodeAction("1"),
                                            StepOptions.none().withExtra("files", bad)))
                            .code())
                    .isEqualTo(ErrorCode.VALIDATION_ERROR);
        }
    }

    @Test
    void aSocketHasSmallFilesInItsMessages() throws Exception {
        BlockingQueue<String> answers = new LinkedBlockingQueue<>();
        WebSocket socket = http.newWebSocketBuilder()
                .header("Authorization", "Bearer " + TOKEN)
                .buildAsync(
                        URI.create(server.host().uri().toString().replace("http", "ws") + "/ws"), new Texts(answers))
                .join();
        Function<String, String> ask = data -> {
            socket.sendText("{\"type\":\"files\",\"data\":" + data + "}", true).join();
            try {
                return String.valueOf(answers.poll(60, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };
        assertThat(ask.apply("{\"op\":\"write\",\"path\":\"a\",\"text\":\"é1\"}"))
                .startsWith("{\"type\":\"files\",\"data\":{\"session_id\":\"")
                .contains("\"path\":\"a\",\"type\":\"file\",\"size\":3");
        assertThat(ask.apply("{\"op\":\"write\",\"path\":\"b\",\"base64\":\"AP8=\"}"))
                .contains("\"size\":2");
        assertThat(ask.apply("{\"op\":\"read\",\"path\":\"a\"}")).contains("\"text\":\"é1\"");
        assertThat(ask.apply("{\"op\":\"read\",\"path\":\"a\",\"offset\":2,\"length\":9}"))
                .contains("\"text\":\"1\"");
        assertThat(ask.apply("{\"op\":\"read\",\"path\":\"b\"}")).contains("\"base64\":\"AP8=\"");
        for (String wrong : List.of(
                "{}",
                "[]",
                "{\"op\":\"boil\"}",
                "{\"op\":\"read\",\"path\":1}",
                "{\"op\":\"read\",\"path\":\"a\",\"offset\":-1}",
                "{\"op\":\"list\",\"limit\":20000}",
                "{\"op\":\"stat\",\"encoded_path\":\"%4\"}",
                "{\"op\":\"stat\",\"pth\":\"a\"}",
                "{\"op\":\"write\",\"path\":\"a\",\"base64\":\"%\"}",
                "{\"op\":\"write\",\"path\":\"a\"}")) {
            assertThat(ask.apply(wrong)).as(wrong).contains("\"code\":\"VALIDATION_ERROR\"");
        }
        assertThat(ask.apply("{\"op\":\"stat\",\"path\":\"none\"}")).contains("\"reason\":\"not_found\"");
        assertThat(ask.apply("{\"op\":\"delete\",\"path\":\"a\"}")).contains("\"deleted\":true");
        socket.abort();
    }

    /** Collects the texts that come. */
    private record Texts(BlockingQueue<String> queue) implements WebSocket.Listener {

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
            queue.add(text.toString());
            from.request(1);
            return CompletableFuture.completedFuture(null);
        }
    }

    @Test
    void aRequestWaitsForTheStepThatRuns() {
        CompletableFuture<?> step = env.stepAsync(
                new CodeAction("import time\ntime.sleep(0.5)\nopen('late', 'w').write('x')"),
                StepOptions.timeout(Duration.ofSeconds(20)));
        assertThat(files.list("").files()).extracting(Workspace.Info::path).containsExactly("late");
        step.join();
    }
}
