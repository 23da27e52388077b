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

    private ContentPolicy() {}

    /** The policy of a file. */
    static String of(String name) {
        return OWN_ONLY + (name.equals("docs.html") ? SWAGGER : NO_MARKUP);
    }
}
