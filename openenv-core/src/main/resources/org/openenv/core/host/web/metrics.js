// What the server's /metrics say, from one look to the next.

/**
 * @typedef {{at: number, steps: number, seconds: number, buckets: Map<number, number>, active: number}} Look
 * @typedef {{steps: number, mean: number | null, high: number | null, active: number}} Sample rates between two looks
 */

const LINE = /^(\w+)(?:\{([^}]*)\})? (\S+)/;

/**
 * Reads the text that Prometheus reads.
 *
 * @param {string} text
 * @param {number} now in seconds
 * @returns {Look}
 */
export function look(text, now) {
    /** @type {Look} */
    const found = {at: now, steps: 0, seconds: 0, buckets: new Map(), active: 0};
    for (const line of text.split("\n")) {
        const [, name, labels = "", written] = LINE.exec(line) ?? [];
        const value = Number(written);
        if (name === "openenv_step_seconds_count") {
            found.steps += value;
        } else if (name === "openenv_step_seconds_sum") {
            found.seconds += value;
        } else if (name === "openenv_sessions_active") {
            found.active = value;
        } else if (name === "openenv_step_seconds_bucket") {
            const bound = /le="([^"]+)"/.exec(labels)?.[1] ?? "+Inf";
            const limit = bound === "+Inf" ? Infinity : Number(bound);
            found.buckets.set(limit, (found.buckets.get(limit) ?? 0) + value);
        }
    }
    return found;
}

/**
 * What happened between two looks.
 *
 * @param {Look} before
 * @param {Look} after
 * @returns {Sample}
 */
export function between(before, after) {
    const steps = Math.max(0, after.steps - before.steps);
    return {
        steps: steps / Math.max(0.001, after.at - before.at),
        mean: steps === 0 ? null : (after.seconds - before.seconds) / steps,
        high: steps === 0 ? null : quantile(before, after, 0.95 * steps),
        active: after.active,
    };
}

/**
 * The bound below which a number of the steps between two looks were done.
 *
 * @param {Look} before
 * @param {Look} after
 * @param {number} count
 * @returns {number | null}
 */
function quantile(before, after, count) {
    const bounds = [...after.buckets.keys()].sort((a, b) => a - b);
    let known = null;
    for (const bound of bounds) {
        known = bound === Infinity ? known : bound;
        if ((after.buckets.get(bound) ?? 0) - (before.buckets.get(bound) ?? 0) >= count) {
            break;
        }
    }
    return known;
}
