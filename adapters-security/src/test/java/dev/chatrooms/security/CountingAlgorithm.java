package dev.chatrooms.security;

import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.interfaces.DecodedJWT;
import java.util.concurrent.atomic.AtomicInteger;

/** RS256 that counts signature verifications. */
final class CountingAlgorithm extends Algorithm {
    private final Algorithm rs256;
    private final AtomicInteger checked = new AtomicInteger();

    CountingAlgorithm(SigningKeys keys) {
        super("RS256", "counting");
        this.rs256 = Algorithm.RSA256(keys.current().key(), keys.signingKey());
    }

    int checked() {
        return checked.get();
    }

    @Override
    public void verify(DecodedJWT token) {
        checked.incrementAndGet();
        rs256.verify(token);
    }

    @Override
    public byte[] sign(byte[] header, byte[] payload) {
        return rs256.sign(header, payload);
    }

    @Override
    public byte[] sign(byte[] content) {
        throw new UnsupportedOperationException();
    }
}
