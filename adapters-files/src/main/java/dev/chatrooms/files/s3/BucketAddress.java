package dev.chatrooms.files.s3;

import java.net.URI;

/**
 * A place for contents in a bucket.
 *
 * @param endpoint for example {@code https://s3.example.org}
 * @param prefix the beginning of all keys, empty or with a slash at its end
 */
record BucketAddress(URI endpoint, String bucket, String prefix, String region) {
    private static final String DEFAULT_REGION = "us-east-1";
    private static final String REGION = "region=";

    /** Parses {@code https://endpoint/bucket/prefix?region=…}; the prefix and the region may be missing. */
    static BucketAddress parse(URI url) {
        String[] path = url.getPath().replaceAll("^/+|/+$", "").split("/", 2);
        if (path[0].isEmpty()) {
            throw new IllegalArgumentException("the URL of the file store names no bucket");
        }
        String query = url.getQuery();
        String region = query != null && query.startsWith(REGION) ? query.substring(REGION.length()) : DEFAULT_REGION;
        URI endpoint = URI.create(url.getScheme() + "://" + url.getRawAuthority());
        return new BucketAddress(endpoint, path[0], path.length > 1 ? path[1] + "/" : "", region);
    }
}
