package org.openenv.coding.server.door;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.openenv.coding.server.CodingConfig;
import org.openenv.coding.server.CodingEnvironmentProvider;
import org.openenv.core.host.EnvironmentHost;
import org.openenv.core.host.HostConfig;
import org.openenv.core.testing.RawHttp;

/** A server whose doors are knocked at. */
final class DoorServer implements AutoCloseable {

    static final ObjectMapper JSON = new ObjectMapper();

    final CodingEnvironmentProvider provider;
    final EnvironmentHost host;

    DoorServer(HostConfig options) {
        var config = CodingConfig.defaults();
        provider = new CodingEnvironmentProvider(
                config.withWorker(config.worker().withPython(Path.of("/usr/bin/python3"))));
        host = EnvironmentHost.start(options.withPort(0), List.of(provider));
    }

    RawHttp http() {
        return new RawHttp(host.uri());
    }

    JsonNode post(String path, ObjectNode body) throws IOException {
        return JSON.readTree(http().post(path, body.toString()).body());
    }

    /** The lines of an answer. */
    List<JsonNode> lines(String path, ObjectNode body) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : http().post(path, body.toString()).body().split("\n", -1)) {
            if (!line.isEmpty()) {
                lines.add(JSON.readTree(line));
            }
        }
        return lines;
    }

    int interpreters() {
        return provider.gauges().get("python_interpreters").intValue();
    }

    @Override
    public void close() {
        host.close();
    }
}
