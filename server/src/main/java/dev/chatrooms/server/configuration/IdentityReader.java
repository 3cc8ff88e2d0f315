package dev.chatrooms.server.configuration;

import dev.chatrooms.security.HostTokens;
import dev.chatrooms.security.PublicKeyFile;
import dev.chatrooms.server.configuration.Configuration.Identity;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads which tokens of another application the server accepts. */
final class IdentityReader {
    private final RawValues values;
    private final SecretReader secrets;

    IdentityReader(RawValues values, SecretReader secrets) {
        this.values = values;
        this.secrets = secrets;
    }

    Optional<Identity> read() {
        Optional<Secret> secret = secrets.secretOrFile(Variable.IDENTITY_SECRET, Variable.IDENTITY_SECRET_FILE);
        Optional<Path> keyFile = values.path(Variable.IDENTITY_PUBLIC_KEY_FILE);
        Optional<URI> jwksUrl =
                values.text(Variable.IDENTITY_JWKS_URL).map(url -> ValueParser.webUrl(Variable.IDENTITY_JWKS_URL, url));
        Optional<String> issuer = values.text(Variable.IDENTITY_ISSUER);
        Optional<String> audience = values.text(Variable.IDENTITY_AUDIENCE);
        long keys =
                Stream.of(secret, keyFile, jwksUrl).filter(Optional::isPresent).count();
        if (keys == 0 && issuer.isEmpty() && audience.isEmpty()) {
            return Optional.empty();
        }
        if (keys != 1) {
            throw invalid(
                    Variable.IDENTITY_JWKS_URL,
                    "Tokens of another application need exactly one of " + Variable.IDENTITY_SECRET.fullName()
                            + " (or its file), " + Variable.IDENTITY_PUBLIC_KEY_FILE.fullName() + " and "
                            + Variable.IDENTITY_JWKS_URL.fullName() + ".");
        }
        String from = issuer.orElseThrow(() -> missing(Variable.IDENTITY_ISSUER));
        String to = audience.orElseThrow(() -> missing(Variable.IDENTITY_AUDIENCE));
        boolean provisioning =
                ValueParser.flag(Variable.IDENTITY_PROVISIONING, values.required(Variable.IDENTITY_PROVISIONING));
        HostTokens tokens = tokens(secret, keyFile, jwksUrl, from, to);
        return Optional.of(new Identity(
                from, to, secret, keyFile, jwksUrl, provisioning ? tokens.withProvisioning() : tokens, provisioning));
    }

    private HostTokens tokens(
            Optional<Secret> secret, Optional<Path> keyFile, Optional<URI> jwksUrl, String issuer, String audience) {
        if (secret.isPresent()) {
            try {
                return HostTokens.hs256(secret.get().reveal(), issuer, audience);
            } catch (IllegalArgumentException e) {
                throw ValueParser.invalidSecret(Variable.IDENTITY_SECRET, "a secret of at least 32 bytes");
            }
        }
        if (keyFile.isPresent()) {
            return withPublicKey(keyFile.get(), issuer, audience);
        }
        try {
            return HostTokens.jwks(
                    jwksUrl.orElseThrow(), values.required(Variable.IDENTITY_ALGORITHM), issuer, audience);
        } catch (IllegalArgumentException e) {
            throw invalid(
                    Variable.IDENTITY_JWKS_URL,
                    Variable.IDENTITY_JWKS_URL.fullName() + " or " + Variable.IDENTITY_ALGORITHM.fullName()
                            + " is not valid: " + e.getMessage() + ".");
        }
    }

    private static HostTokens withPublicKey(Path file, String issuer, String audience) {
        try {
            return HostTokens.publicKey(PublicKeyFile.read(file), issuer, audience);
        } catch (IOException e) {
            throw ValueParser.unreadable(Variable.IDENTITY_PUBLIC_KEY_FILE, file);
        } catch (IllegalArgumentException e) {
            throw invalid(
                    Variable.IDENTITY_PUBLIC_KEY_FILE,
                    "The file that " + Variable.IDENTITY_PUBLIC_KEY_FILE.fullName()
                            + " names has no RSA public key of at least 2048 bits or EC public key of P-256 in PEM: "
                            + file + ".");
        }
    }

    private static ConfigurationException missing(Variable variable) {
        return invalid(variable, variable.fullName() + " is missing: tokens of another application need it.");
    }

    private static ConfigurationException invalid(Variable variable, String message) {
        return new ConfigurationException(variable.fullName(), message);
    }
}
