package org.openenv.coding.server.evaluation;

import java.util.Collection;

/**
 * How likely it is that one of k samples of a task passes, averaged over tasks: the unbiased estimator of Chen et al., <i>Evaluating
 * Large Language Models Trained on Code</i> (2021), arXiv:2107.03374, section 2.1. For a task of n samples, c of which pass, it is
 * {@code 1 - C(n - c, k) / C(n, k)}, here as a product, which neither overflows nor loses digits.
 */
final class PassAtK {

    private PassAtK() {}

    /** How many samples a task has, and how many of them pass. */
    record Count(int samples, int passed) {

        Count {
            if (passed < 0 || passed > samples) {
                throw new IllegalArgumentException("of " + samples + " samples 0 to all can pass, not " + passed);
            }
        }
    }

    /** Estimates it for one task, which has at least k samples. */
    static double of(Count count, int k) {
        if (k < 1 || k > count.samples) {
            throw new IllegalArgumentException("k must be 1 to " + count.samples + ", was " + k);
        }
        if (count.samples - count.passed < k) {
            return 1;
        }
        double none = 1;
        for (int i = count.samples - count.passed + 1; i <= count.samples; i++) {
            none *= 1 - (double) k / i;
        }
        return 1 - none;
    }

    /** Estimates it for tasks, each of which has at least k samples. */
    static double of(Collection<Count> counts, int k) {
        return counts.stream().mapToDouble(count -> of(count, k)).average().orElse(0);
    }
}
