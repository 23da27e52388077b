package org.openenv.docker;

import com.github.dockerjava.api.model.LocalNodeState;
import com.github.dockerjava.api.model.SwarmSpec;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Makes the daemon a swarm of one machine for the time of a test class, unless it is in a swarm already. */
public final class OneMachineSwarm implements BeforeAllCallback, AfterAllCallback {

    private static final DockerEngine ENGINE = DockerEngine.at(null);

    private boolean ours;

    @Override
    public void beforeAll(ExtensionContext context) {
        var state = ENGINE.call("tell about itself", docker -> docker.infoCmd().exec())
                .getSwarm();
        if (state == null || state.getLocalNodeState() != LocalNodeState.ACTIVE) {
            ENGINE.tell(
                    "make a swarm",
                    docker -> docker.initializeSwarmCmd(new SwarmSpec())
                            .withListenAddr("127.0.0.1:2377")
                            .withAdvertiseAddr("127.0.0.1")
                            .exec());
            ours = true;
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (ours) {
            ENGINE.tell(
                    "leave the swarm",
                    docker -> docker.leaveSwarmCmd().withForceEnabled(true).exec());
        }
    }
}
