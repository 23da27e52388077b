package org.openenv.core.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAddressTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            http://localhost:8000,           ws://localhost:8000/ws
            http://localhost:8000/,          ws://localhost:8000/ws
            https://example.org,             wss://example.org/ws
            ws://localhost:8000/ws,          ws://localhost:8000/ws
            WSS://host:1/envs/echo/,         wss://host:1/envs/echo/ws
            localhost:8000,                  ws://localhost:8000/ws
            127.0.0.1:8000/envs/echo,        ws://127.0.0.1:8000/envs/echo/ws
            http://[::1]:8000,               ws://[::1]:8000/ws
            http://host:1?a=b,               ws://host:1/ws?a=b
            """)
    void findsTheSocketOfAServer(String address, String socket) {
        assertThat(ServerAddress.socket(address)).hasToString(socket);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://host", "http://", "", ":8000"})
    void refusesWhatIsNoServersAddress(String address) {
        assertThatIllegalArgumentException().isThrownBy(() -> ServerAddress.socket(address));
    }
}
