package dev.chatrooms.application.account;

import java.security.interfaces.RSAPublicKey;

/**
 * A public key that verifies access tokens.
 *
 * @param id the {@code kid} in the header of its tokens
 */
public record VerificationKey(String id, RSAPublicKey key) {}
