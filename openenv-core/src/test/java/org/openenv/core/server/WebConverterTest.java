package org.openenv.core.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openenv.core.host.WebPages;
import picocli.CommandLine.TypeConversionException;

class WebConverterTest {

    private final WebConverter converter = new WebConverter();

    @ParameterizedTest
    @CsvSource({"auto, AUTO", "ON, ON", "true, ON", "1, ON", "Yes, ON", "off, OFF", "false, OFF", "0, OFF", "no, OFF"})
    void readsItsOwnWordsAndThoseOfOtherServers(String text, WebPages meant) {
        assertThat(converter.convert(text)).isEqualTo(meant);
    }

    @Test
    void saysWhichWordsThereAre() {
        assertThatExceptionOfType(TypeConversionException.class)
                .isThrownBy(() -> converter.convert("maybe"))
                .withMessage("'maybe' is none of auto, on and off");
    }
}
