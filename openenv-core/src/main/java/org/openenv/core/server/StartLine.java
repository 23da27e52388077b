package org.openenv.core.server;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openenv.core.host.EnvironmentHost;
import org.openenv.core.spi.EnvironmentProvider;

/** The one line a server prints when it has started. */
final class StartLine {

    private StartLine() {}

    /** Returns what is served where, to how many, and what each environment adds. */
    static String of(
            String program, EnvironmentHost host, int maxSessions, List<EnvironmentProvider<?, ?, ?>> providers) {
        String served = program + " " + Version.number() + ": " + String.join(", ", host.names()) + " at " + host.uri()
                + ", at most " + maxSessions + " sessions";
        Stream<String> notes = providers.stream()
                .flatMap(provider -> Stream.of(capacityNote(provider, maxSessions), provider.startNote()));
        return Stream.concat(Stream.of(served), notes)
                .filter(part -> !part.isBlank())
                .collect(Collectors.joining(", "));
    }

    /** Says so where an environment is bounded more tightly than the sessions are. */
    private static String capacityNote(EnvironmentProvider<?, ?, ?> provider, int maxSessions) {
        OptionalInt capacity = provider.capacity();
        return capacity.isPresent() && capacity.getAsInt() < maxSessions
                ? "but " + capacity.getAsInt() + " of " + provider.metadata().name()
                        + ", for which the machine has room"
                : "";
    }
}
