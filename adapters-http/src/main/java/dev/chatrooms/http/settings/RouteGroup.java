package dev.chatrooms.http.settings;

/** A group of routes that can be left out, see {@link HttpSettings.Builder#without}. */
public enum RouteGroup {
    /** {@code /api/v1/auth/register}. */
    REGISTRATION,
    /**
     * Login, sessions, passwords and e-mail addresses: the other routes under {@code /api/v1/auth},
     * {@code /api/v1/me/password}, {@code /api/v1/me/email} and {@code /.well-known/jwks.json}.
     */
    AUTHENTICATION,
    /** {@code /health/live} and {@code /health/ready}. */
    OPERATIONS,
    /** {@code /openapi.yaml} and {@code /docs/errors}. */
    DOCUMENTATION
}
