package dev.chatrooms.web;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Replaces the names of libraries in the imports of a module by their addresses. An import map would do the same for
 * the pages of this site, but the page of a host has none of ours.
 */
final class Imports {
    private Imports() {}

    /**
     * Returns a module whose imports of libraries have relative addresses.
     *
     * @param module the module's path below the assets
     * @param libraries the paths of the libraries below the assets, by name
     */
    static byte[] resolved(String module, byte[] content, Map<String, String> libraries) {
        String toRoot = module.contains("/") ? "../".repeat(module.split("/").length - 1) : "./";
        String names = libraries.keySet().stream().map(Pattern::quote).collect(Collectors.joining("|"));
        String text = new String(content, StandardCharsets.UTF_8);
        return Resources.bytes(Pattern.compile("(\\bfrom\\s*)([\"'])(" + names + ")\\2")
                .matcher(text)
                .replaceAll(found -> address(found, toRoot + libraries.get(found.group(3)))));
    }

    private static String address(MatchResult found, String address) {
        return found.group(1) + found.group(2) + address + found.group(2);
    }
}
