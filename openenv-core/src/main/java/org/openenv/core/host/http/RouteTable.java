package org.openenv.core.host.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openenv.core.host.http.exchange.Route;
import org.openenv.core.wire.OpenApi.Operation;

/** Every route of a host: the only place that knows paths. What is served, guarded and described is read from here. */
final class RouteTable {

    private static final Pattern PLACE = Pattern.compile("\\{(id|file)}");

    /**
     * What is served under a path.
     *
     * @param methods by method, at least one
     * @param id what stands in the path's first place; empty where it has none
     */
    record Found(Map<String, Route> methods, String id) {

        /** Who may ask, and how. */
        Route.Kind kind() {
            return methods.values().iterator().next().kind();
        }

        /** The route of a method; a HEAD is a GET whose body is left out. */
        Optional<Route> route(String method) {
            return Optional.ofNullable(methods.get(method.equals("HEAD") ? "GET" : method))
                    .filter(route -> route.kind() != Route.Kind.SOCKET);
        }

        /** The route of those who want a WebSocket. */
        Optional<Route> socket() {
            return methods.values().stream()
                    .filter(route -> route.kind() == Route.Kind.SOCKET)
                    .findFirst();
        }

        /** The methods there are, as the header {@code Allow} lists them; empty where there is but a WebSocket. */
        String allowed() {
            return methods.keySet().stream()
                    .filter(method -> route(method).isPresent())
                    .collect(Collectors.joining(", "));
        }
    }

    private final List<Route> all;
    private final Map<String, Map<String, Route>> fixed = new LinkedHashMap<>();
    private final Map<String, Pattern> patterns = new LinkedHashMap<>();

    /** Makes the table; of two routes for one method and path the first counts. */
    RouteTable(List<Route> routes) {
        all = List.copyOf(routes);
        for (Route route : routes) {
            fixed.computeIfAbsent(route.path(), path -> new LinkedHashMap<>()).putIfAbsent(route.method(), route);
            if (PLACE.matcher(route.path()).find()) {
                patterns.put(route.path(), pattern(route.path()));
            }
        }
    }

    private static Pattern pattern(String path) {
        Matcher place = PLACE.matcher(path);
        StringBuilder pattern = new StringBuilder();
        int at = 0;
        while (place.find()) {
            pattern.append(Pattern.quote(path.substring(at, place.start())))
                    .append(place.group(1).equals("id") ? "([^/]+)" : "(.+)");
            at = place.end();
        }
        return Pattern.compile(pattern.append(Pattern.quote(path.substring(at))).toString(), Pattern.DOTALL);
    }

    /** What is served under a path; a slash at its end is no matter. */
    Optional<Found> find(String asked) {
        String path = asked.length() > 1 && asked.endsWith("/") ? asked.substring(0, asked.length() - 1) : asked;
        Map<String, Route> methods = fixed.get(path);
        if (methods != null && !patterns.containsKey(path)) {
            return Optional.of(new Found(methods, ""));
        }
        for (Map.Entry<String, Pattern> entry : patterns.entrySet()) {
            Matcher matcher = entry.getValue().matcher(path);
            if (matcher.matches()) {
                return Optional.of(new Found(Objects.requireNonNull(fixed.get(entry.getKey())), matcher.group(1)));
            }
        }
        return Optional.empty();
    }

    /** Every operation that is described, in the order of the routes. */
    Stream<Operation> operations() {
        return all.stream().map(Route::operation).filter(Objects::nonNull);
    }
}
