package org.openenv.coding.server.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a number of results come to. Immutable. */
final class Summary {

    private final List<Result> results;
    private final Map<String, PassAtK.Count> tasks = new LinkedHashMap<>();

    Summary(Collection<Result> results) {
        this.results = List.copyOf(results);
        Map<String, List<Result>> byTask =
                results.stream().collect(Collectors.groupingBy(Result::key, TreeMap::new, Collectors.toList()));
        byTask.forEach((key, some) -> tasks.put(key, new PassAtK.Count(some.size(), (int)
                some.stream().filter(Result::passed).count())));
    }

    int samples() {
        return results.size();
    }

    long passed() {
        return results.stream().filter(Result::passed).count();
    }

    long forgeable() {
        return results.stream().filter(Result::forgeable).count();
    }

    int tasks() {
        return tasks.size();
    }

    /** How many tasks have a sample that passes. */
    long solved() {
        return tasks.values().stream().filter(count -> count.passed() > 0).count();
    }

    /** The mean of the scores, each task counting alike. */
    double score() {
        return results.stream()
                .collect(Collectors.groupingBy(Result::key, Collectors.averagingDouble(Result::score)))
                .values()
                .stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(0);
    }

    /** pass@k for each k for which every task has enough samples. */
    Map<Integer, Double> passAtK(List<Integer> ks) {
        int least =
                tasks.values().stream().mapToInt(PassAtK.Count::samples).min().orElse(0);
        Map<Integer, Double> estimates = new TreeMap<>();
        ks.stream().filter(k -> k <= least).forEach(k -> estimates.put(k, PassAtK.of(tasks.values(), k)));
        return estimates;
    }

    /** How many samples failed of each cause, the most frequent first. */
    Map<String, Long> causes() {
        Map<String, Long> counts = results.stream()
                .filter(result -> !result.passed())
                .collect(Collectors.groupingBy(Result::cause, Collectors.counting()));
        Map<String, Long> sorted = new LinkedHashMap<>();
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(one -> sorted.put(one.getKey(), one.getValue()));
        return sorted;
    }

    /** Returns the time that a share of the samples took at most, in seconds. */
    double seconds(double share) {
        double[] sorted = times();
        return sorted.length == 0 ? 0 : sorted[Math.min(sorted.length - 1, (int) (share * sorted.length))];
    }

    /** All samples' times in seconds, ascending. */
    double[] times() {
        double[] times = results.stream().mapToDouble(Result::seconds).toArray();
        Arrays.sort(times);
        return times;
    }

    /** Each task's counts, by split and id. */
    List<Map.Entry<Result, PassAtK.Count>> byTask() {
        Map<String, Result> first = new LinkedHashMap<>();
        results.forEach(result -> first.putIfAbsent(result.key(), result));
        List<Map.Entry<Result, PassAtK.Count>> all = new ArrayList<>();
        first.forEach((key, result) -> all.add(Map.entry(result, tasks.get(key))));
        return all;
    }
}
