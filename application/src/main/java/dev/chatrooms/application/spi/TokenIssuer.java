package dev.chatrooms.application.spi;

import dev.chatrooms.application.account.VerificationKey;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Issues and verifies access tokens. */
public interface TokenIssuer {
    /** The claims of a token. */
    record Claims(AccountId accountId, SessionId sessionId, Instant issuedAt, Instant expiresAt) {}

    /** Issues a token with these claims. Each token has an id of its own. */
    String issue(Claims claims);

    /** Returns the claims of a token that this system issued and that has not expired; empty for any other text. */
    Optional<Claims> verify(String token, Instant now);

    /**
     * Returns the public keys that verify tokens, the current one first; empty if tokens are not signed with public
     * keys.
     */
    List<VerificationKey> verificationKeys();
}
