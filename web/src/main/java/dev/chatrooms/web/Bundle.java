package dev.chatrooms.web;

import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;

/**
 * Files below a path with the digest of all of them, so they never change and are cached for ever. Their addresses of
 * each other are relative.
 *
 * @param base the path of the files, with a slash at both ends
 * @param assets the files by their paths
 */
record Bundle(String base, Map<String, Asset> assets) {
    static Bundle of(String folder, SortedMap<String, byte[]> files) {
        String base = folder + Digests.hex(together(files)) + "/";
        Map<String, Asset> assets = new HashMap<>();
        files.forEach((name, content) -> assets.put(base + name, Asset.of(name, content, Policy.ASSET)));
        return new Bundle(base, Map.copyOf(assets));
    }

    private static byte[] together(SortedMap<String, byte[]> files) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        files.forEach((name, content) -> {
            all.writeBytes(Resources.bytes(name));
            all.writeBytes(content);
        });
        return all.toByteArray();
    }
}
