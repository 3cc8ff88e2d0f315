package dev.chatrooms.security;

import com.auth0.jwt.algorithms.Algorithm;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chatrooms.application.common.ChatException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The public keys at a JWKS URL. They are fetched with the first token, again when a token names an unknown key, but
 * not within {@value #MIN_SECONDS} seconds, and again after an hour, so that a key that the host withdraws does not
 * stay valid. If a fetch fails, the keys that are known remain.
 */
final class JwksKeys implements HostTokenKeys {
    private static final Logger LOG = System.getLogger(JwksKeys.class.getName());
    static final int MIN_SECONDS = 30;
    private static final Duration MAX_AGE = Duration.ofHours(1);
    /** How long the keys remain in use while they cannot be fetched. */
    private static final Duration MAX_OUTAGE = Duration.ofHours(24);

    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final int MAX_BYTES = 256 * 1024;
    static final int MIN_RSA_BITS = 2048;

    private final URI url;
    private final boolean elliptic;
    private final InstantSource clock;
    private final Duration timeout;
    private final HttpClient client =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

    private volatile Map<String, Algorithm> keys = Map.of();
    private volatile Instant fetchedAt = Instant.MIN;
    /** Guarded by this. */
    private Instant triedAt = Instant.MIN;

    /** @param elliptic whether the keys are for ES256; otherwise for RS256 */
    JwksKeys(URI url, boolean elliptic, InstantSource clock) {
        this(url, elliptic, clock, TIMEOUT);
    }

    /** @param timeout limits a fetch, from the connection to the end of the body */
    JwksKeys(URI url, boolean elliptic, InstantSource clock, Duration timeout) {
        this.timeout = timeout;
        this.url = url;
        this.elliptic = elliptic;
        this.clock = clock;
    }

    @Override
    public Optional<Algorithm> known(@Nullable String keyId) {
        return known(keyId, MAX_AGE);
    }

    private Optional<Algorithm> known(@Nullable String keyId, Duration age) {
        Map<String, Algorithm> current = keys;
        if (fetchedAt.equals(Instant.MIN) || clock.instant().isAfter(fetchedAt.plus(age))) {
            return Optional.empty();
        }
        if (keyId == null) {
            return current.size() == 1 ? current.values().stream().findFirst() : Optional.empty();
        }
        return Optional.ofNullable(current.get(keyId));
    }

    @Override
    public synchronized Optional<Algorithm> find(@Nullable String keyId) {
        Optional<Algorithm> found = known(keyId);
        Instant now = clock.instant();
        if (found.isEmpty() && now.isAfter(triedAt.plusSeconds(MIN_SECONDS))) {
            triedAt = now;
            fetch(now);
        }
        found = known(keyId, MAX_OUTAGE);
        if (found.isEmpty() && isStale()) {
            throw ChatException.unavailable("the keys of the issuer cannot be fetched", null);
        }
        return found;
    }

    private boolean isStale() {
        return fetchedAt.equals(Instant.MIN) || clock.instant().isAfter(fetchedAt.plus(MAX_AGE));
    }

    private void fetch(Instant now) {
        try {
            HttpRequest request = HttpRequest.newBuilder(url)
                    .header("Accept", "application/json")
                    .build();
            // A limit of the request would end with the head of the response; this one includes the body.
            HttpResponse<byte[]> response = within(timeout, client.sendAsync(request, ignored -> limitedBody()));
            byte[] json = response.body();
            if (response.statusCode() != 200 || json.length > MAX_BYTES) {
                throw new IOException("status " + response.statusCode() + ", " + json.length + " bytes");
            }
            keys = parse(new ObjectMapper().readTree(json));
            fetchedAt = now;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | ExecutionException | TimeoutException | RuntimeException e) {
            LOG.log(Level.WARNING, "the keys at " + url + " could not be fetched", e);
        }
    }

    /** Waits for a response, and closes its connection if it takes too long. */
    private static <T> T within(Duration limit, CompletableFuture<T> response)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            return response.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            response.cancel(true);
        }
    }

    /** Collects a body up to one byte more than the limit. */
    private static HttpResponse.BodySubscriber<byte[]> limitedBody() {
        ByteArrayOutputStream collected = new ByteArrayOutputStream();
        return HttpResponse.BodySubscribers.mapping(
                HttpResponse.BodySubscribers.ofByteArrayConsumer(part -> part.ifPresent(
                        bytes -> collected.write(bytes, 0, Math.min(bytes.length, MAX_BYTES + 1 - collected.size())))),
                done -> collected.toByteArray());
    }

    /** Returns the keys for signatures; others, such as for encryption or of another kind, are left out. */
    private Map<String, Algorithm> parse(JsonNode document) {
        Map<String, Algorithm> parsed = new HashMap<>();
        for (JsonNode key : document.path("keys")) {
            String id = key.path("kid").asText("");
            if (key.path("use").asText("sig").equals("sig")) {
                try {
                    Algorithm algorithm = elliptic ? elliptic(key) : rsa(key);
                    if (algorithm != null) {
                        parsed.put(id, algorithm);
                    }
                } catch (GeneralSecurityException | IllegalArgumentException e) {
                    LOG.log(Level.WARNING, "a key at " + url + " cannot be used", e);
                }
            }
        }
        return Map.copyOf(parsed);
    }

    private static @Nullable Algorithm rsa(JsonNode key) throws GeneralSecurityException {
        if (!key.path("kty").asText().equals("RSA")) {
            return null;
        }
        BigInteger modulus = number(key, "n");
        if (modulus.bitLength() < MIN_RSA_BITS) {
            throw new IllegalArgumentException("the key has less than " + MIN_RSA_BITS + " bits");
        }
        RSAPublicKeySpec spec = new RSAPublicKeySpec(modulus, number(key, "e"));
        return Algorithm.RSA256((RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(spec), null);
    }

    private static @Nullable Algorithm elliptic(JsonNode key) throws GeneralSecurityException {
        if (!key.path("kty").asText().equals("EC") || !key.path("crv").asText().equals("P-256")) {
            return null;
        }
        AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
        curve.init(new ECGenParameterSpec("secp256r1"));
        ECPublicKeySpec spec = new ECPublicKeySpec(
                new ECPoint(number(key, "x"), number(key, "y")), curve.getParameterSpec(ECParameterSpec.class));
        return Algorithm.ECDSA256((ECPublicKey) KeyFactory.getInstance("EC").generatePublic(spec), null);
    }

    private static BigInteger number(JsonNode key, String field) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(key.path(field).asText()));
    }
}
