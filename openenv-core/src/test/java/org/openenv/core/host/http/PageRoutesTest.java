package org.openenv.core.host.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openenv.core.host.EnvironmentHost;
import org.openenv.core.host.HostConfig;
import org.openenv.core.host.WebPages;
import org.openenv.core.testing.FakeEnvironment;
import org.openenv.core.testing.HostedEnvironment;
import org.openenv.core.testing.RawHttp;
import org.openenv.core.testing.RawSocket;

class PageRoutesTest {

    private static final String TOKEN = "correct-horse";
    private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    private final FakeEnvironment.Provider provider = new FakeEnvironment.Provider();

    @Test
    void answersABrowserWithAPageAndAProgramAsEver() {
        try (var hosted = HostedEnvironment.serve(provider)) {
            URI uri = hosted.host().uri();
            HttpResponse<String> page = new RawHttp(uri).with("Accept", BROWSER).get("/");
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
            assertThat(page.body()).contains("<base href=\"./\">").doesNotContain("{base}");
            for (String accept : List.of("application/json", "*/*", "text/html;q=0", "text/htmlx")) {
                HttpResponse<String> program =
                        new RawHttp(uri).with("Accept", accept).get("/");
                assertThat(program.statusCode()).as(accept).isEqualTo(404);
                assertThat(program.body()).isEqualTo("{\"detail\":\"Not Found\"}");
            }
            assertThat(new RawHttp(uri).get("/").statusCode()).isEqualTo(404);
            assertThat(new RawHttp(uri).post("/", "{}").statusCode()).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @CsvSource({"/web, ./", "/web/, ../", "/envs/fake/web, ../../", "/envs/fake/web/, ../../../", "/python/web, ./"})
    void addressesWhatItLoadsFromTheRoot(String path, String base) {
        try (var hosted =
                HostedEnvironment.serve(provider, HostConfig.defaults().withRootPath("/python"))) {
            assertThat(new RawHttp(hosted.host().uri()).get(path).body()).contains("<base href=\"" + base + "\">");
        }
    }

    @Test
    void letsNoPageRunWhatIsNotItsOwnNorStandInAFrame() {
        try (var hosted = HostedEnvironment.serve(provider)) {
            RawHttp http = new RawHttp(hosted.host().uri()).with("Accept", "text/html");
            for (String path : List.of("/", "/web", "/envs/fake/web", "/web/assets/dom.js", "/web/assets/icon.svg")) {
                HttpResponse<String> page = http.get(path);
                assertThat(page.statusCode()).as(path).isEqualTo(200);
                assertThat(header(page, "Content-Security-Policy"))
                        .as(path)
                        .contains("default-src 'none'; script-src 'self';")
                        .contains("frame-ancestors 'none'")
                        .contains("require-trusted-types-for 'script'")
                        .doesNotContain("unsafe");
                assertThat(header(page, "X-Content-Type-Options")).isEqualTo("nosniff");
                assertThat(header(page, "X-Frame-Options")).isEqualTo("DENY");
                assertThat(header(page, "Referrer-Policy")).isEqualTo("no-referrer");
            }
            assertThat(header(http.get("/web/frame"), "X-DNS-Prefetch-Control")).isEqualTo("off");
            assertThat(header(http.get("/web/frame"), "Content-Security-Policy"))
                    .startsWith("sandbox allow-scripts; default-src 'none'; script-src 'sha256-")
                    .doesNotContain("allow-same-origin")
                    .doesNotContain("script-src 'self'")
                    .doesNotContain("unsafe-eval")
                    .doesNotContain("connect-src");
        }
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    @Test
    void asksItsReaderForTheTokenNotTheBrowser() {
        try (var hosted = HostedEnvironment.serve(
                provider, HostConfig.defaults().withAccess(access -> access.withAuthToken(TOKEN)))) {
            URI uri = hosted.host().uri();
            RawHttp browser = new RawHttp(uri).with("Accept", BROWSER);
            for (String path : List.of("/", "/web", "/web/assets/server.js", "/web/frame")) {
                assertThat(browser.get(path).statusCode()).as(path).isEqualTo(200);
            }
            assertThat(browser.get("/docs").statusCode()).isNotEqualTo(401);
            for (String path : List.of("/envs", "/sessions", "/openapi.json", "/schema")) {
                assertThat(browser.get(path).statusCode()).as(path).isEqualTo(401);
            }
            assertThat(new RawHttp(uri).get("/").statusCode()).isEqualTo(401);
            assertThat(new RawHttp(uri)
                            .with("Authorization", "Bearer " + TOKEN)
                            .get("/")
                            .statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void isNoPageOfAnotherNameOrOrigin() {
        try (var hosted = HostedEnvironment.serve(provider)) {
            RawHttp http = new RawHttp(hosted.host().uri()).with("Accept", BROWSER);
            assertThat(http.with("Origin", "http://evil.example").get("/web").statusCode())
                    .isEqualTo(403);
            assertThat(http.with("Origin", "null").get("/web/assets/dom.js").statusCode())
                    .isEqualTo(403);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"front.html", "none.js", "..%2Fhttp%2Fx.js", "../x.js", "a/b.js", "DOM.JS", ".js", "dom.js%00"})
    void servesNothingElseThanItsFiles(String name) {
        try (var hosted = HostedEnvironment.serve(provider)) {
            assertThat(new RawHttp(hosted.host().uri())
                            .get("/web/assets/" + name)
                            .statusCode())
                    .isIn(400, 404);
        }
    }

    @Test
    void tellsABrowserThatItHasAFileAlready() {
        try (var hosted = HostedEnvironment.serve(provider)) {
            RawHttp http = new RawHttp(hosted.host().uri());
            String tag = header(http.get("/web/assets/dom.js"), "ETag");
            assertThat(http.with("If-None-Match", tag).get("/web/assets/dom.js").statusCode())
                    .isEqualTo(304);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, AUTO, false, true",
        "localhost, AUTO, false, true",
        "0.0.0.0,   AUTO, false, false",
        "0.0.0.0,   AUTO, true,  true",
        "0.0.0.0,   ON,   false, true",
        "127.0.0.1, OFF,  true,  false"
    })
    void servesPagesWhereThatIsSafeOrAskedFor(String address, WebPages web, boolean token, boolean served) {
        HostConfig config = HostConfig.defaults()
                .withHost(address)
                .withPort(0)
                .withAccess(access -> access.withWeb(web).withAuthToken(token ? TOKEN : null));
        try (EnvironmentHost host = EnvironmentHost.start(config, List.of(provider))) {
            RawHttp http = new RawHttp(URI.create("http://127.0.0.1:" + host.port()))
                    .with("Accept", BROWSER)
                    .with("Authorization", "Bearer " + TOKEN);
            for (String path : List.of("/", "/web", "/envs/fake/web", "/web/frame")) {
                assertThat(http.get(path).statusCode()).as(path).isEqualTo(served ? 200 : 404);
            }
        }
    }

    @Test
    void answersUpstreamsPageWithOneEpisodeForAllItsReaders() {
        try (var hosted = HostedEnvironment.serve(provider)) {
            RawHttp http = new RawHttp(hosted.host().uri());
            assertThat(http.get("/web/metadata").body()).contains("\"name\":\"fake\"");
            assertThat(http.post("/web/reset", "{\"episode_id\":\"shared\"}").statusCode())
                    .isEqualTo(200);
            assertThat(http.post("/web/step", "{\"action\":{\"text\":\"a\"}}").body())
                    .contains("\"observation\"", "\"reward\"", "\"done\":false");
            assertThat(http.get("/web/state").body()).contains("\"episode_id\":\"shared\"", "\"step_count\":1");
            assertThat(http.get("/envs/fake/web/state").body()).contains("shared");
            http.post("/reset", "");
            assertThat(http.get("/state").body()).doesNotContain("shared");
            assertThat(http.post("/web/step", "").statusCode()).isEqualTo(422);
            assertThat(http.post("/web/step", "{\"message\":\"hello\"}").body()).contains("message");
            assertThat(http.with("Origin", "http://evil.example")
                            .post("/web/step", "{\"action\":{\"text\":\"a\"}}")
                            .statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void tellsWhoeverLooksAtUpstreamsEpisodeWhatBecomesOfIt() {
        try (var hosted = HostedEnvironment.serve(provider)) {
            RawHttp http = new RawHttp(hosted.host().uri());
            try (RawSocket looking = RawSocket.connect(hosted.host().uri(), "/ws/ui")) {
                assertThat(looking.receive())
                        .startsWith(
                                "{\"type\":\"state_update\",\"episode_state\":{\"episode_id\":null,\"step_count\":0,")
                        .endsWith("\"current_observation\":null,\"action_logs\":[],\"is_reset\":true}}");
                looking.send("{\"type\":\"step\",\"data\":{\"text\":\"ignored\"}}");
                http.post("/web/reset", "{\"episode_id\":\"shared\"}");
                assertThat(looking.receive()).contains("\"episode_id\":\"shared\"", "\"is_reset\":true");
                http.post("/step", "{\"action\":{\"text\":\"elsewhere\"}}");
                http.post("/web/step", "{\"action\":{\"nonsense\":1}}");
                http.post("/web/step", "{\"action\":{\"text\":\"a\"}}");
                assertThat(looking.receive())
                        .contains(
                                "\"step_count\":1",
                                "\"action\":{\"text\":\"a\"}",
                                "\"is_reset\":false",
                                "\"timestamp\":\"")
                        .doesNotContain("ignored")
                        .doesNotContain("elsewhere");
            }
            try (RawSocket later = RawSocket.connect(hosted.host().uri(), "/ws/ui")) {
                assertThat(later.receive()).contains("\"action_logs\":[{\"timestamp\"");
            }
        }
    }
}
