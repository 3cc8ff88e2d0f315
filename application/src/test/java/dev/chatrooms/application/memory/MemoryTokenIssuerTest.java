package dev.chatrooms.application.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.spi.TokenIssuer;
import dev.chatrooms.application.spi.TokenIssuer.Claims;
import dev.chatrooms.application.spi.TokenIssuerContract;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MemoryTokenIssuerTest implements TokenIssuerContract {
    @Override
    public TokenIssuer issuer() {
        return new MemoryTokenIssuer();
    }

    @Override
    public TokenIssuer stranger() {
        return new MemoryTokenIssuer();
    }

    @Test
    void issueShouldForgetExpiredTokensWhenANewOneIsIssued() {
        MemoryTokenIssuer issuer = new MemoryTokenIssuer();
        issuer.issue(TokenIssuerContract.someClaims());
        issuer.issue(TokenIssuerContract.someClaims());
        Claims later = TokenIssuerContract.someClaims();

        issuer.issue(new Claims(later.accountId(), later.sessionId(), EXPIRES, EXPIRES.plus(Duration.ofMinutes(30))));

        assertThat(issuer.remembered()).isEqualTo(1);
    }

    @Test
    void issueShouldForgetTheOldestTokenWhenItsCapacityIsReached() {
        MemoryTokenIssuer issuer = new MemoryTokenIssuer(2);

        String first = issuer.issue(TokenIssuerContract.someClaims());
        String second = issuer.issue(TokenIssuerContract.someClaims());
        String third = issuer.issue(TokenIssuerContract.someClaims());

        assertThat(issuer.remembered()).isEqualTo(2);
        assertThat(issuer.verify(first, ISSUED)).isEmpty();
        assertThat(issuer.verify(second, ISSUED)).isPresent();
        assertThat(issuer.verify(third, ISSUED)).isPresent();
    }
}
