package org.openenv.core.host.web;

/**
 * What a page may do, as a browser enforces it: run the scripts of this server and no others, none that stand in the page, talk
 * to nobody else, and be in nobody's frame. So text of a program that got into a page by a mistake of ours would still run nothing.
 */
final class ContentPolicy {

    private static final String OWN_ONLY =
            "default-src 'none'; script-src 'self'; img-src 'self' data:; connect-src 'self';"
                    + " frame-src 'self'; base-uri 'self'; form-action 'none'; frame-ancestors 'none'";

    /** No text can become markup: there is no script that makes it of text. */
    private static final String NO_MARKUP =
            "; style-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'";

    /** Swagger UI writes style attributes, and makes markup of the descriptions, which are the operator's. */
    private static final String SWAGGER = "; style-src 'self' 'unsafe-inline'";

    /**
     * A frame for what programs display: an origin of its own, so that nothing of the server's is in its reach, and no network.
     * The one script that may run is ours; those in what is displayed do not.
     */
    private static final String FRAME = "sandbox allow-scripts; default-src 'none'; script-src 'self';"
            + " style-src 'unsafe-inline'; img-src data:; media-src data:; font-src data:; base-uri 'none';"
            + " form-action 'none'; frame-ancestors 'self'";

    private ContentPolicy() {}

    /** The policy of a file. */
    static String of(String name) {
        return switch (name) {
            case "frame.html" -> FRAME;
            case "docs.html" -> OWN_ONLY + SWAGGER;
            default -> OWN_ONLY + NO_MARKUP;
        };
    }
}
