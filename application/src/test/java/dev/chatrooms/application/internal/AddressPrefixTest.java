package dev.chatrooms.application.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AddressPrefixTest {
    @Test
    void ofShouldCountAddressesOfOneNetworkAsOne() {
        assertThat(AddressPrefix.of("2001:db8:1:2:3:4:5:6"))
                .isEqualTo(AddressPrefix.of("2001:db8:1:2::1"))
                .isEqualTo(AddressPrefix.of("[2001:0DB8:0001:2::]"))
                .isEqualTo(AddressPrefix.of("2001:db8:1:2::1%eth0"))
                .isEqualTo("2001:db8:1:2::/64")
                .isNotEqualTo(AddressPrefix.of("2001:db8:1:3::1"));
        assertThat(AddressPrefix.of("::1")).isEqualTo(AddressPrefix.of("0:0:0:0:0:0:0:1"));
    }

    @Test
    void ofShouldReturnAnIpv4AddressInEveryNotation() {
        assertThat(AddressPrefix.of("192.0.2.7")).isEqualTo("192.0.2.7");
        assertThat(AddressPrefix.of("::ffff:192.0.2.7")).isEqualTo("192.0.2.7");
        assertThat(AddressPrefix.of("0:0:0:0:0:FFFF:192.0.2.7")).isEqualTo("192.0.2.7");
    }

    @Test
    void ofShouldReturnAnyOtherTextUnchanged() {
        assertThat(AddressPrefix.of("unknown")).isEqualTo("unknown");
        assertThat(AddressPrefix.of("not:an:address")).isEqualTo("not:an:address");
        assertThat(AddressPrefix.of("1:2:3:4:5:6:7:8:9")).isEqualTo("1:2:3:4:5:6:7:8:9");
        assertThat(AddressPrefix.of("1::2::3")).isEqualTo("1::2::3");
        assertThat(AddressPrefix.of("")).isEmpty();
    }
}
