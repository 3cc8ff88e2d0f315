package dev.chatrooms.http.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.http.internal.InFlightLimit.Permit;
import org.junit.jupiter.api.Test;

class AnonymousRequestsTest {
    private final AnonymousRequests requests = new AnonymousRequests(2);

    @Test
    void beginShouldRefuseWhenTheNetworkHasTheMaximumAndConcernNoOther() {
        Permit first = requests.begin("2001:db8::1");
        requests.begin("2001:db8::2");

        assertThatThrownBy(() -> requests.begin("2001:db8::3")).isInstanceOf(ChatException.class);
        requests.begin("192.0.2.1");
        first.release();
        first.release();
        requests.begin("2001:db8::3");
        assertThatThrownBy(() -> requests.begin("2001:db8::4")).isInstanceOf(ChatException.class);
    }

    @Test
    void addressesShouldBeForgottenWhenTheirRequestsHaveEnded() {
        Permit first = requests.begin("192.0.2.1");
        Permit second = requests.begin("192.0.2.2");

        first.release();
        second.release();

        assertThat(requests.addresses()).isZero();
    }

    @Test
    void theMachineItselfShouldBeExempt() {
        for (int i = 0; i < 3; i++) {
            requests.begin("127.0.0.1");
            requests.begin("::1");
        }

        assertThat(requests.addresses()).isZero();
    }
}
