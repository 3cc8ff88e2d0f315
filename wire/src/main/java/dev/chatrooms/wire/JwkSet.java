package dev.chatrooms.wire;

import java.util.List;

/** The keys that verify access tokens, as RFC 7517 defines them. */
public record JwkSet(List<Key> keys) {
    public JwkSet {
        keys = List.copyOf(keys);
    }

    /**
     * An RSA key.
     *
     * @param n the modulus in base64url
     * @param e the public exponent in base64url
     */
    public record Key(String kty, String use, String alg, String kid, String n, String e) {}
}
