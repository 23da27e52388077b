package org.openenv.core.spi;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** A file's content in a message: {@code text} if it is UTF-8 without zeros, else {@code base64}. */
public final class FileContent {

    private FileContent() {}

    /**
     * Puts it there.
     *
     * @param content the bytes
     * @param fields the fields of a message
     */
    public static void put(byte[] content, Map<String, Object> fields) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
            if (text.indexOf('\0') < 0) {
                fields.put("text", text);
                return;
            }
        } catch (CharacterCodingException noText) {
            // as bytes then
        }
        fields.put("base64", Base64.getEncoder().encodeToString(content));
    }
}
