package org.openenv.core.spi;

import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What came of a call to a {@link Tool}: content for a model to read, and perhaps the same as data. Immutable.
 *
 * @param content texts and images, in order; possibly none
 * @param data a record, or a value that JSON knows, for programs; {@code null} for none
 * @param error whether it failed
 */
public record ToolResult(List<Content> content, @Nullable Object data, boolean error) {

    /** A piece of content. */
    public sealed interface Content {}

    /**
     * A text.
     *
     * @param text the text
     */
    public record Text(String text) implements Content {

        /** Checks. */
        public Text {
            Objects.requireNonNull(text, "text is required");
        }
    }

    /**
     * An image.
     *
     * @param mediaType such as {@code image/png}
     * @param base64 its bytes in Base64, as MCP sends them
     */
    public record Image(String mediaType, String base64) implements Content {

        /** Checks. */
        public Image {
            Objects.requireNonNull(mediaType, "mediaType is required");
            Objects.requireNonNull(base64, "base64 is required");
        }
    }

    /** Copies. */
    public ToolResult {
        content = List.copyOf(content);
    }

    /**
     * Returns a result that is a text.
     *
     * @param text the text
     * @return the result
     */
    public static ToolResult text(String text) {
        return new ToolResult(List.of(new Text(text)), null, false);
    }

    /**
     * Returns a failure.
     *
     * @param message what was asked, what was found, what to do: the model reads it and may try again
     * @return the result
     */
    public static ToolResult error(String message) {
        return new ToolResult(List.of(new Text(message)), null, true);
    }

    /**
     * Returns this result with one more image.
     *
     * @param mediaType such as {@code image/png}
     * @param bytes the image
     * @return the copy
     */
    public ToolResult withImage(String mediaType, byte[] bytes) {
        Content image = new Image(mediaType, Base64.getEncoder().encodeToString(bytes));
        List<Content> more = Stream.concat(content.stream(), Stream.of(image)).toList();
        return new ToolResult(more, data, error);
    }

    /**
     * Returns this result with data.
     *
     * @param value a record, or a value that JSON knows
     * @return the copy
     */
    public ToolResult withData(Object value) {
        return new ToolResult(content, value, error);
    }

    /**
     * Returns this result as a failure, or as none.
     *
     * @param failed whether it failed
     * @return the copy
     */
    public ToolResult withError(boolean failed) {
        return new ToolResult(content, data, failed);
    }
}
