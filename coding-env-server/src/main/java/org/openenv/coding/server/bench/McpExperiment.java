package org.openenv.coding.server.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What a call of a tool costs one client beside a step, in sessions of their own: on the WebSocket {@code /mcp} and by {@code
 * POST /mcp}. By turns, for a machine is not equally fast all the time: the figures are medians of each round's ratios.
 */
final class McpExperiment implements Experiment {

    private static final int ROUNDS = 3;
    private static final double P50 = 50;

    @Override
    public void run(Bench bench) throws IOException, InterruptedException {
        Target server = bench.server();
        String action = bench.settings().action();
        Load load = bench.settings().load(1);
        List<Double> socket = new ArrayList<>();
        List<Double> post = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            Measurement step =
                    bench.measure(server, "ws-step", load, client -> Scenario.STEP.open(server, action, client));
            Measurement onSocket = bench.measure(server, "ws-mcp", load, client -> ToolCalls.onSocket(server, action));
            Measurement byPost = bench.measure(server, "post-mcp", load, client -> ToolCalls.byPost(server, action));
            socket.add(onSocket.micros(P50) / step.micros(P50));
            post.add(byPost.micros(P50) / step.micros(P50));
        }
        bench.results().add("mcp-socket-per-step", median(socket), "");
        bench.results().add("mcp-post-per-step", median(post), "");
    }

    private static double median(List<Double> ratios) {
        Collections.sort(ratios);
        return ratios.get(ratios.size() / 2);
    }
}
