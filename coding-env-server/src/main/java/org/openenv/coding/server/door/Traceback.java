package org.openenv.coding.server.door;

import java.util.List;

/**
 * What stands on standard error, parted: what a program wrote, and the traceback of the exception that ended it.
 *
 * @param before what it wrote
 * @param traceback the traceback with those it was chained to; all of it where none can be told apart
 */
record Traceback(String before, String traceback) {

    private static final String HEAD = "Traceback (most recent call last):\n";
    private static final String GROUP_HEAD = "  + Exception Group " + HEAD;

    /** An error of syntax, or an exception whose traceback is empty, has none of these. */
    private static final String FILE = "  File \"";

    private static final List<String> LINKS = List.of(
            "\nDuring handling of the above exception, another exception occurred:\n\n",
            "\nThe above exception was the direct cause of the following exception:\n\n");

    static Traceback in(String stderr, boolean failed) {
        if (!failed) {
            return new Traceback(stderr, "");
        }
        int at = last(stderr, GROUP_HEAD, stderr.length());
        at = at < 0 ? last(stderr, HEAD, stderr.length()) : at;
        while (at > 0 && isLinked(stderr, at)) {
            int before = last(stderr, HEAD, at - 1);
            if (before < 0) {
                break;
            }
            at = before;
        }
        at = at < 0 ? last(stderr, FILE, stderr.length()) : at;
        return at < 0 ? new Traceback("", stderr) : new Traceback(stderr.substring(0, at), stderr.substring(at));
    }

    /** Where a line begins so for the last time. */
    private static int last(String text, String head, int until) {
        int at = text.lastIndexOf(head, until);
        while (at > 0 && text.charAt(at - 1) != '\n') {
            at = text.lastIndexOf(head, at - 1);
        }
        return at;
    }

    private static boolean isLinked(String text, int at) {
        return LINKS.stream().anyMatch(link -> text.startsWith(link, at - link.length()));
    }
}
