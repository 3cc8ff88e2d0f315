package dev.chatrooms.http.account;

import dev.chatrooms.application.account.ProfileChange;
import dev.chatrooms.application.account.ProfileChange.Given;
import dev.chatrooms.application.account.Profiles;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.http.internal.Answer;
import dev.chatrooms.http.internal.Call;
import dev.chatrooms.http.internal.Route;
import dev.chatrooms.wire.AccountJson;
import dev.chatrooms.wire.JsonObjectReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What one makes of one's own account, up to its end. */
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
        JsonObjectReader body = call.body();
        ProfileChange change = new ProfileChange(
                given(body, "displayName"), given(body, "firstName"), given(body, "lastName"), given(body, "bio"));
        body.end();
        return profiles.change(call.caller(), change)
                .thenApply(account -> Answer.ok(json -> AccountJson.own(json, account)));
    }

    private static @Nullable Given given(JsonObjectReader body, String field) {
        String text = body.optionalString(field);
        return text == null && !body.isNull(field) ? null : new Given(text);
    }

    private CompletionStage<Answer> delete(Call call) {
        JsonObjectReader body = call.body();
        String password = body.optionalString("password");
        body.end();
        return profiles.delete(call.caller(), password).thenApply(done -> Answer.noContent());
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
