package dev.chatrooms.server;

/** A host and a port as they are written in URLs and messages: IPv6 addresses are in brackets. */
public record HostAndPort(String host, int port) {
    /** Returns the URL of a path on this host, over plain HTTP. */
    public String url(String path) {
        return "http://" + this + path;
    }

    @Override
    public String toString() {
        // In a URL the percent sign before the zone of a link-local address is escaped, see RFC 6874.
        return (host.contains(":") ? "[" + host.replace("%", "%25") + "]" : host) + ":" + port;
    }
}
