package dev.chatrooms.security;

import com.auth0.jwt.algorithms.Algorithm;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which JSON Web Tokens of the host {@link JwtAuthenticator} accepts. The algorithm is that of the key, whatever a
 * token says. Prints without the key.
 */
public final class HostTokens {
    private static final int MIN_SECRET_BYTES = 32;
    private static final int P256_BITS = 256;
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1]");

    final String algorithm;
    final HostTokenKeys keys;
    final String issuer;
    final String audience;
    final Duration leeway;
    final boolean provisioning;

    private HostTokens(
            String algorithm,
            HostTokenKeys keys,
            String issuer,
            String audience,
            Duration leeway,
            boolean provisioning) {
        if (issuer.isBlank() || audience.isBlank()) {
            throw new IllegalArgumentException("the issuer and the audience of the tokens are required");
        }
        this.algorithm = algorithm;
        this.keys = keys;
        this.issuer = issuer;
        this.audience = audience;
        this.leeway = leeway;
        this.provisioning = provisioning;
    }

    private static HostTokens of(String algorithm, HostTokenKeys keys, String issuer, String audience) {
        return new HostTokens(algorithm, keys, issuer, audience, Duration.ofSeconds(30), false);
    }

    /** Accepts tokens that are signed with HS256. @throws IllegalArgumentException if the secret has under 32 bytes */
    public static HostTokens hs256(String secret, String issuer, String audience) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        if (bytes.length < MIN_SECRET_BYTES) {
            throw new IllegalArgumentException("the secret must have at least " + MIN_SECRET_BYTES + " bytes");
        }
        Optional<Algorithm> key = Optional.of(Algorithm.HMAC256(bytes));
        return of("HS256", keyId -> key, issuer, audience);
    }

    /**
     * Accepts tokens that are signed with RS256 or ES256, according to the key.
     *
     * @throws IllegalArgumentException if it is neither an RSA key of at least 2048 bits nor an EC key of P-256
     */
    public static HostTokens publicKey(PublicKey key, String issuer, String audience) {
        if (key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() >= JwksKeys.MIN_RSA_BITS) {
            Optional<Algorithm> verifier = Optional.of(Algorithm.RSA256(rsa, null));
            return of("RS256", keyId -> verifier, issuer, audience);
        }
        if (key instanceof ECPublicKey elliptic
                && elliptic.getParams().getCurve().getField().getFieldSize() == P256_BITS) {
            Optional<Algorithm> verifier = Optional.of(Algorithm.ECDSA256(elliptic, null));
            return of("ES256", keyId -> verifier, issuer, audience);
        }
        throw new IllegalArgumentException("the key must be an RSA key of at least 2048 bits or an EC key of P-256");
    }

    /**
     * Accepts tokens that are signed with a key of a JWKS document. It is fetched when it is needed, and cached.
     *
     * @param algorithm {@code RS256} or {@code ES256}
     * @throws IllegalArgumentException for another algorithm, or if the URL is not https and not on a loopback address
     */
    public static HostTokens jwks(URI url, String algorithm, String issuer, String audience) {
        if (!algorithm.equals("RS256") && !algorithm.equals("ES256")) {
            throw new IllegalArgumentException("the algorithm of a JWKS URL must be RS256 or ES256");
        }
        if (!isProtected(url)) {
            throw new IllegalArgumentException("the JWKS URL must be https, except on a loopback address");
        }
        JwksKeys keys = new JwksKeys(url, algorithm.equals("ES256"), InstantSource.system());
        return of(algorithm, keys, issuer, audience);
    }

    private static boolean isProtected(URI url) {
        String host = url.getHost();
        if (host == null || url.getScheme() == null) {
            return false;
        }
        if (url.getScheme().equals("https")) {
            return true;
        }
        return url.getScheme().equals("http") && LOOPBACK.matcher(host).matches();
    }

    /** Returns the algorithm of the keys. */
    public String algorithm() {
        return algorithm;
    }

    /** Returns these with the tolerance for clocks that differ; 30 seconds by default. */
    public HostTokens withLeeway(Duration tolerance) {
        return new HostTokens(algorithm, keys, issuer, audience, tolerance, provisioning);
    }

    /**
     * Returns these with accounts that are made for unknown subjects. The claims {@code preferred_username}, if it is
     * free, {@code name}, {@code given_name} and {@code family_name} name the account.
     */
    public HostTokens withProvisioning() {
        return new HostTokens(algorithm, keys, issuer, audience, leeway, true);
    }

    @Override
    public String toString() {
        return "HostTokens[" + algorithm + ", issuer=" + issuer + ", audience=" + audience + "]";
    }
}
