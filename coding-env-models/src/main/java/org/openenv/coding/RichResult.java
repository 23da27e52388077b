package org.openenv.coding;

import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something a program showed, in each form that it has: a MIME bundle, as Jupyter's outputs are. Immutable. It comes from the
 * program: its HTML, SVG and scripts are as little to be trusted as the program is.
 *
 * @param kind whether it was displayed or is the value of the last expression
 * @param data its forms by MIME type: a text, Base64 for pictures other than SVG, plain data for JSON
 * @param metadata more about a form, by its MIME type
 * @param leftOut why forms are not there, by MIME type: too large, or their repr failed
 */
public record RichResult(
        Kind kind,
        Map<String, @Nullable Object> data,
        Map<String, @Nullable Object> metadata,
        Map<String, String> leftOut) {

    private static final List<String> IMAGES = List.of("image/png", "image/jpeg", "image/gif", "image/webp");

    /** Where a result comes from. */
    public enum Kind {
        /** By {@code display(...)}, or a figure. */
        DISPLAYED,
        /** The value of the last expression. */
        VALUE
    }

    /**
     * A picture.
     *
     * @param mediaType such as {@code image/png}
     * @param base64 its bytes in Base64, as models' APIs take them
     */
    public record Image(String mediaType, String base64) {

        /** Checks. */
        public Image {
            Objects.requireNonNull(mediaType, "mediaType is required");
            Objects.requireNonNull(base64, "base64 is required");
        }

        /**
         * Returns the picture's bytes.
         *
         * @return a copy
         * @throws IllegalArgumentException if the server sent what is no Base64
         */
        public byte[] bytes() {
            return Base64.getDecoder().decode(base64);
        }
    }

    /** Checks and copies. */
    public RichResult {
        Objects.requireNonNull(kind, "kind is required");
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        leftOut = Collections.unmodifiableMap(new LinkedHashMap<>(leftOut));
    }

    /**
     * Returns it as plain text, which nearly every result has.
     *
     * @return the {@code repr} of the value, of at most 10,000 characters; possibly empty
     */
    public String text() {
        return text("text/plain").orElse("");
    }

    /**
     * Returns a form that is a text, such as {@code text/html} or {@code image/svg+xml}.
     *
     * @param mediaType the form
     * @return the text, if it has that form
     */
    public Optional<String> text(String mediaType) {
        return data.get(mediaType) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /**
     * Returns it as HTML.
     *
     * @return the HTML, if it has that form
     */
    public Optional<String> html() {
        return text("text/html");
    }

    /**
     * Returns it as a picture, PNG first, for a model that sees.
     *
     * @return the picture, if it has that form
     */
    public Optional<Image> asImage() {
        return IMAGES.stream()
                .flatMap(type -> text(type).map(base64 -> new Image(type, base64)).stream())
                .findFirst();
    }

    static RichResult of(Facts told) {
        boolean value = told.textOr("output_type", "").equals("execute_result");
        Map<String, String> leftOut = new LinkedHashMap<>();
        told.namedValues("left_out").forEach((type, why) -> leftOut.put(type, String.valueOf(why)));
        return new RichResult(
                value ? Kind.VALUE : Kind.DISPLAYED, told.namedValues("data"), told.namedValues("metadata"), leftOut);
    }
}
