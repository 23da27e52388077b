package org.openenv.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
            '  http://host:1  ',             ws://host:1/ws
            ::1,                             ws://[::1]/ws
            http://coding_env:8000,          ws://coding_env:8000/ws
            http://müller.example:1,         ws://xn--mller-kva.example:1/ws
            http://host:1/a/ws/,             ws://host:1/a/ws
            http://host:,                    ws://host/ws
            http://host/ä,                   ws://host/%C3%A4/ws
            """)
    void findsTheSocketOfAServer(String address, String socket) {
        assertThat(ServerAddress.of(address).socket()).hasToString(socket);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            ftp://host,          none of http
            http://,             no host
            '',                  empty
            '  ',                empty
            :8000,               no host
            host:99999,          1 to 65535
            host:0,              1 to 65535
            host:abc,            1 to 65535
            http:/host,          '://'
            a b,                 blanks
            http://[::1,         no host
            http://[::g],        no IPv6 address
            http://ho$st,        no host's name
            http://me:pw@host,   withToken
            http://host#x,       '#'
            """)
    void refusesWhatIsNoServersAddress(String address, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServerAddress.of(address))
                .withMessageContaining(why)
                .withMessageNotContaining("pw");
    }

    @Test
    void findsTheAddressBehindANameThatJavaDoesNotTake() throws UnknownHostException {
        assertThat(ServerAddress.dialable(URI.create("ws://host:1/ws"))).hasToString("ws://host:1/ws");
        assertThatExceptionOfType(UnknownHostException.class)
                .isThrownBy(() -> ServerAddress.dialable(URI.create("ws://no_such_host.invalid:1/ws")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServerAddress.dialable(URI.create("wss://coding_env/ws")))
                .withMessageContaining("TLS");
    }
}
