package dev.chatrooms.server;

import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;

/**
 * Refuses requests with more header fields than any client sends. Within the limit of bytes there could be thousands of
 * short ones, and each costs an object and a comparison for every field that is looked up.
 */
final class HeaderFieldLimit implements HttpConfiguration.Customizer {
    /** As the default of other servers. */
    static final int MAX_FIELDS = 100;

    @Override
    public Request customize(Request request, HttpFields.Mutable responseHeaders) {
        if (request.getHeaders().size() > MAX_FIELDS) {
            throw new HttpException.RuntimeException(
                    HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431, "too many header fields");
        }
        return request;
    }
}
