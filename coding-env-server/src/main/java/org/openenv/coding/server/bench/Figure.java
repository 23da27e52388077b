package org.openenv.coding.server.bench;

/**
 * One number that an experiment found.
 *
 * @param name what it is
 * @param value how much
 * @param unit of the value; empty for a ratio
 */
record Figure(String name, double value, String unit) {}
