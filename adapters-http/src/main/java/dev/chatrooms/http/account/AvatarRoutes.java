package dev.chatrooms.http.account;

import dev.chatrooms.application.account.Avatar;
import dev.chatrooms.application.account.Profiles;
import dev.chatrooms.application.common.EncodedImage;
import dev.chatrooms.http.internal.Answer;
import dev.chatrooms.http.internal.Call;
import dev.chatrooms.http.internal.EntityTags;
import dev.chatrooms.http.internal.Route;
import dev.chatrooms.wire.mapping.AccountMapping;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The routes for avatars. Pictures are untrusted: the headers let browsers display them and do nothing else. */
public final class AvatarRoutes {
    private static final String OWN_AVATAR = "/api/v1/me/avatar";
    private static final int MAX_BYTES = 1024 * 1024;

    /** A URL with a version always has the same picture. */
    private static final String CACHE_IMMUTABLE = "private, max-age=31536000, immutable";

    private static final String CACHE_SHORT = "private, max-age=300";

    private final Profiles profiles;

    public AvatarRoutes(Profiles profiles) {
        this.profiles = profiles;
    }

    public List<Route> routes() {
        return List.of(
                Route.put(OWN_AVATAR, this::upload).takingBody(MAX_BYTES),
                Route.delete(OWN_AVATAR, this::remove),
                Route.get("/api/v1/users/{user}/avatar", this::avatar));
    }

    private CompletionStage<Answer> upload(Call call) {
        return profiles.setAvatar(call.caller(), call.bytes())
                .thenApply(account -> Answer.ok(AccountMapping.own(account)));
    }

    private CompletionStage<Answer> remove(Call call) {
        return profiles.removeAvatar(call.caller()).thenApply(done -> Answer.noContent());
    }

    private CompletionStage<Answer> avatar(Call call) {
        String known = call.header("If-None-Match");
        Avatar avatar = profiles.avatar(
                call.caller(), call.pathText("user"), tag -> EntityTags.matches(known, EntityTags.quoted(tag)));
        boolean immutable = avatar.uploaded() != null
                && avatar.uploaded().value().equals(call.query().text("v"));
        return answer(avatar.picture())
                .with("ETag", EntityTags.quoted(avatar.tag()))
                .with("Cache-Control", immutable ? CACHE_IMMUTABLE : CACHE_SHORT)
                .now();
    }

    private static Answer answer(@Nullable EncodedImage picture) {
        if (picture == null) {
            return Answer.notModified();
        }
        String name = "avatar." + picture.mediaType().replaceAll("image/|\\+xml", "");
        return Answer.of(200, picture.mediaType(), picture.bytes())
                .with("Content-Disposition", "inline; filename=\"" + name + "\"")
                .with("Content-Security-Policy", "default-src 'none'; sandbox");
    }
}
