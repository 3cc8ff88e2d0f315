package dev.chatrooms.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAddressTest {
    private final ClientAddress proxied =
            new ClientAddress(List.of(AddressRange.parse("10.0.0.0/8"), AddressRange.parse("fd00::/8")));

    @ParameterizedTest(name = "{0} for {1}: {2}")
    @CsvSource({
        "203.0.113.9, '', 203.0.113.9",
        "203.0.113.9, 198.51.100.1, 203.0.113.9",
        "10.0.0.1, '', 10.0.0.1",
        "10.0.0.1, 198.51.100.1, 198.51.100.1",
        "10.0.0.1, '198.51.100.1, 10.0.0.2', 198.51.100.1",
        "10.0.0.1, '192.0.2.66, 198.51.100.1', 198.51.100.1",
        "10.0.0.1, '198.51.100.1:4711', 198.51.100.1",
        "10.0.0.1, '10.0.0.3, 10.0.0.2', 10.0.0.3",
        "10.0.0.1, 'unknown', 10.0.0.1",
        "10.0.0.1, '198.51.100.1, localhost', 10.0.0.1",
        "10.0.0.1, ' , ', 10.0.0.1",
        "fd00:0:0:0:0:0:0:1, '[2001:db8::7]:80', 2001:db8:0:0:0:0:0:7",
        "fd00:0:0:0:0:0:0:1, 2001:db8::7, 2001:db8:0:0:0:0:0:7",
    })
    void clientAddressShouldBeTheLastOneThatIsNotATrustedProxy(String remote, String forwarded, String client) {
        assertThat(proxied.of(remote, Arrays.asList(forwarded))).isEqualTo(client);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10",
                "example.org",
                "10.0.0.0/33",
                "10.0.0.0/",
                "10.0.0.0/8/8",
                "::1/129",
                "256.0.0.1",
                "1.2.3.4/x",
                "beef"
            })
    void parseShouldFailWhenTheRangeIsInvalid(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AddressRange.parse(text))
                .withMessageContaining("'" + text + "'");
    }
}
