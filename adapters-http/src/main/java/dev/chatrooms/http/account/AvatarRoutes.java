package dev.chatrooms.http.account;

import dev.chatrooms.application.account.Avatar;
import dev.chatrooms.application.account.AvatarImage;
import dev.chatrooms.application.account.Profiles;
import dev.chatrooms.http.internal.Answer;
import dev.chatrooms.http.internal.Call;
import dev.chatrooms.http.internal.Route;
import dev.chatrooms.wire.mapping.AccountMapping;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How people look. Pictures come from strangers: a browser is told to show them and to do nothing else with them. */
public final class AvatarRoutes {
    private static final String MINE = "/api/v1/me/avatar";
    private static final int MAX_BYTES = 1024 * 1024;

    /** The picture of a version never changes. */
    private static final String FOR_EVER = "private, max-age=31536000, immutable";

    private static final String FOR_A_WHILE = "private, max-age=300";

    private final Profiles profiles;

    public AvatarRoutes(Profiles profiles) {
        this.profiles = profiles;
    }

    public List<Route> routes() {
        return List.of(
                Route.put(MINE, this::upload).takingBody(MAX_BYTES),
                Route.delete(MINE, this::remove),
                Route.get("/api/v1/users/{user}/avatar", this::portrait));
    }

    private CompletionStage<Answer> upload(Call call) {
        return profiles.setAvatar(call.caller(), call.bytes())
                .thenApply(account -> Answer.ok(AccountMapping.own(account)));
    }

    private CompletionStage<Answer> remove(Call call) {
        return profiles.removeAvatar(call.caller()).thenApply(done -> Answer.noContent());
    }

    private CompletionStage<Answer> portrait(Call call) {
        Set<String> known = tags(call.header("If-None-Match"));
        Avatar portrait = profiles.avatar(
                call.caller(), call.pathText("user"), tag -> known.contains("*") || known.contains(quoted(tag)));
        boolean lasting = portrait.uploaded() != null
                && portrait.uploaded().value().equals(call.query().text("v"));
        return answer(portrait.picture())
                .with("ETag", quoted(portrait.tag()))
                .with("Cache-Control", lasting ? FOR_EVER : FOR_A_WHILE)
                .now();
    }

    private static Answer answer(@Nullable AvatarImage picture) {
        if (picture == null) {
            return Answer.notModified();
        }
        String name = "avatar." + picture.mediaType().replaceAll("image/|\\+xml", "");
        return Answer.of(200, picture.mediaType(), picture.bytes())
                .with("Content-Disposition", "inline; filename=\"" + name + "\"")
                .with("Content-Security-Policy", "default-src 'none'; sandbox");
    }

    private static String quoted(String tag) {
        return '"' + tag + '"';
    }

    /** Compared weakly, as RFC 9110, 13.1.2, wants it. */
    private static Set<String> tags(@Nullable String header) {
        return header == null
                ? Set.of()
                : Arrays.stream(header.split(",", -1))
                        .map(tag -> tag.strip().replaceFirst("^W/", ""))
                        .collect(Collectors.toSet());
    }
}
