package org.openenv.core.server;

import java.util.Locale;
import org.openenv.core.host.WebPages;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads whether pages are served: {@code auto}, {@code on} or {@code off}, or as OpenEnv's variable for it has it. */
final class WebConverter implements ITypeConverter<WebPages> {

    @Override
    public WebPages convert(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "auto" -> WebPages.AUTO;
            case "on", "true", "yes", "1" -> WebPages.ON;
            case "off", "false", "no", "0" -> WebPages.OFF;
            default -> throw new TypeConversionException("'" + text + "' is none of auto, on and off");
        };
    }
}
