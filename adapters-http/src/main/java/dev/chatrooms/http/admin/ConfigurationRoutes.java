package dev.chatrooms.http.admin;

import dev.chatrooms.application.admin.Administration;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.common.Fields;
import dev.chatrooms.application.configuration.ConfigurationEntry;
import dev.chatrooms.application.configuration.ConfigurationKey;
import dev.chatrooms.application.configuration.ConfigurationManagement;
import dev.chatrooms.application.configuration.ConfigurationValue;
import dev.chatrooms.application.configuration.PublicConfiguration;
import dev.chatrooms.application.configuration.SiteConfiguration;
import dev.chatrooms.http.internal.Answer;
import dev.chatrooms.http.internal.Call;
import dev.chatrooms.http.internal.EntityTags;
import dev.chatrooms.http.internal.Route;
import dev.chatrooms.wire.Json;
import dev.chatrooms.wire.Page;
import dev.chatrooms.wire.mapping.ConfigurationMapping;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The routes for the configuration. */
public final class ConfigurationRoutes {
    private static final String ALL = "/api/v1/admin/config";
    private static final String ENTRY = ALL + "/{key}";

    private final Administration administration;
    private final PublicConfiguration configuration;
    private volatile @Nullable Rendered rendered;

    /** The public part of the configuration, as it is sent. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Rendered(SiteConfiguration of, String json, String tag) {}

    public ConfigurationRoutes(Administration administration, PublicConfiguration configuration) {
        this.administration = administration;
        this.configuration = configuration;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/api/v1/config", this::site).opened().runInline(),
                Route.get(ALL, this::entries),
                Route.put(ENTRY, this::set).takingBody(),
                Route.delete(ENTRY, this::unset));
    }

    private CompletionStage<Answer> site(Call call) {
        Rendered current = rendered();
        Answer answer = EntityTags.matches(call.header("If-None-Match"), current.tag())
                ? Answer.notModified()
                : Answer.of(200, Answer.JSON, current.json().getBytes(StandardCharsets.UTF_8));
        return answer.with("ETag", current.tag())
                .with("Cache-Control", "no-cache")
                .now();
    }

    /** Renders the configuration once for each change. */
    private Rendered rendered() {
        SiteConfiguration current = configuration.current();
        Rendered last = rendered;
        if (last == null || !last.of().equals(current)) {
            byte[] json = Json.encode(ConfigurationMapping.site(current));
            last = new Rendered(current, new String(json, StandardCharsets.UTF_8), EntityTags.of(json));
            rendered = last;
        }
        return last;
    }

    private CompletionStage<Answer> entries(Call call) {
        List<ConfigurationEntry> entries = configuration(call).entries();
        return Answer.ok(new Page<>(
                        entries.stream().map(ConfigurationMapping::entry).toList(), null))
                .now();
    }

    private CompletionStage<Answer> set(Call call) {
        ConfigurationManagement management = configuration(call);
        ConfigurationKey key = key(call);
        Fields fields = new Fields();
        ConfigurationValue value =
                fields.required("value", call.member("value"), json -> ConfigurationMapping.value(key, json));
        fields.check();
        return Answer.ok(ConfigurationMapping.entry(management.set(key, Objects.requireNonNull(value))))
                .now();
    }

    private CompletionStage<Answer> unset(Call call) {
        configuration(call).unset(key(call));
        return Answer.noContent().now();
    }

    private ConfigurationManagement configuration(Call call) {
        return administration.as(call.caller(), call.address()).configuration();
    }

    private static ConfigurationKey key(Call call) {
        return ConfigurationKey.named(call.pathText("key")).orElseThrow(() -> ChatException.notFound("entry"));
    }
}
