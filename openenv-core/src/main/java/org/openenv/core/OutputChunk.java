package org.openenv.core;

/**
 * A part of what a step has written so far, told while it runs.
 *
 * @param stream {@code stdout} or {@code stderr}
 * @param text whole characters
 * @param offset how many bytes the text of this stream that was told before takes in UTF-8
 */
public record OutputChunk(String stream, String text, long offset) {}
