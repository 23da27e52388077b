package org.openenv.core.server.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import org.slf4j.event.KeyValuePair;

/**
 * Writes an event as a line of text: time, level, logger, message, and its values by name. The lines of a stack trace follow,
 * each after a tab; so no text of a client can pass for an event.
 */
public final class TextLines extends EncoderBase<ILoggingEvent> {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");
    private static final byte[] NOTHING = {};

    private final ZoneId zone = ZoneId.systemDefault();

    /** For Logback. */
    public TextLines() {}

    @Override
    public byte[] encode(ILoggingEvent event) {
        String logger = event.getLoggerName();
        var line = new StringBuilder(200)
                .append(TIME.format(Instant.ofEpochMilli(event.getTimeStamp()).atZone(zone)))
                .append(' ')
                .append(String.format("%-5s", event.getLevel()))
                .append(' ')
                .append(logger.substring(logger.lastIndexOf('.') + 1))
                .append(": ")
                .append(Printable.line(String.valueOf(event.getFormattedMessage())));
        List<KeyValuePair> pairs = Objects.requireNonNullElse(event.getKeyValuePairs(), List.of());
        for (KeyValuePair pair : pairs) {
            line.append(' ')
                    .append(Printable.line(pair.key))
                    .append('=')
                    .append(Printable.quoted(String.valueOf(pair.value)));
        }
        line.append('\n');
        if (event.getThrowableProxy() != null) {
            ThrowableProxyUtil.asString(event.getThrowableProxy())
                    .lines()
                    .forEach(trace -> line.append('\t')
                            .append(Printable.line(trace.stripLeading()))
                            .append('\n'));
        }
        return line.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }
}
