package dev.chatrooms.application.spi;

import dev.chatrooms.application.account.VerificationKey;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Makes and checks access tokens. */
public interface TokenIssuer {
    /** What a token says. */
    record Claims(AccountId accountId, SessionId sessionId, Instant issuedAt, Instant expiresAt) {}

    /** A token that says this; each has an id of its own. */
    String issue(Claims claims);

    /**
     * What a token says, if this system issued it and it has not expired at that moment; empty for anything else,
     * whatever is wrong.
     */
    Optional<Claims> verify(String token, Instant now);

    /**
     * The keys that tokens can be checked with by others, the current one first; empty where tokens are not signed with
     * public keys.
     */
    List<VerificationKey> verificationKeys();
}
