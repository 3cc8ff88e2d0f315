package dev.chatrooms.http.account;

import dev.chatrooms.application.account.Profiles;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.http.internal.Answer;
import dev.chatrooms.http.internal.Call;
import dev.chatrooms.http.internal.Route;
import dev.chatrooms.wire.Password;
import dev.chatrooms.wire.ProfileChange;
import dev.chatrooms.wire.mapping.AccountMapping;
import dev.chatrooms.wire.mapping.AccountRequests;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The routes for the caller's profile, settings and the deletion of the account. */
public final class ProfileRoutes {
    private static final String ME = "/api/v1/me";
    private static final String SETTINGS = ME + "/settings";
    private static final int MAX_SETTINGS = 16 * 1024;

    private final Profiles profiles;

    public ProfileRoutes(Profiles profiles) {
        this.profiles = profiles;
    }

    public List<Route> routes() {
        return List.of(
                Route.patch(ME, this::change).takingBody(),
                Route.delete(ME, this::delete).takingBody(),
                Route.get(SETTINGS, this::settings),
                Route.put(SETTINGS, this::setSettings).takingBody(MAX_SETTINGS));
    }

    private CompletionStage<Answer> change(Call call) {
        ProfileChange change = call.body(ProfileChange.class);
        return profiles.change(call.caller(), AccountRequests.profileChange(change))
                .thenApply(account -> Answer.ok(AccountMapping.own(account)));
    }

    private CompletionStage<Answer> delete(Call call) {
        return profiles.delete(call.caller(), call.body(Password.class).password())
                .thenApply(done -> Answer.noContent());
    }

    private CompletionStage<Answer> settings(Call call) {
        return answer(profiles.settings(call.caller())).now();
    }

    private CompletionStage<Answer> setSettings(Call call) {
        String json = call.anyObject();
        Caller caller = call.caller();
        profiles.setSettings(caller, json);
        return answer(json).now();
    }

    private static Answer answer(String json) {
        return Answer.of(200, Answer.JSON, json.getBytes(StandardCharsets.UTF_8));
    }
}
