package dev.chatrooms.application.account;

import java.security.interfaces.RSAPublicKey;

/**
 * A public key that access tokens can be checked with.
 *
 * @param id the {@code kid} in the header of the tokens that it belongs to
 */
public record VerificationKey(String id, RSAPublicKey key) {}
