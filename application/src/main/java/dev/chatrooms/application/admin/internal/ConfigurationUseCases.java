package dev.chatrooms.application.admin.internal;

import dev.chatrooms.application.admin.AuditAction;
import dev.chatrooms.application.commit.internal.Transactor;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.common.Fields;
import dev.chatrooms.application.configuration.ConfigurationEntry;
import dev.chatrooms.application.configuration.ConfigurationKey;
import dev.chatrooms.application.configuration.ConfigurationManagement;
import dev.chatrooms.application.configuration.ConfigurationValue;
import dev.chatrooms.application.configuration.internal.LiveConfiguration;
import dev.chatrooms.application.spi.UnitOfWork;
import dev.chatrooms.domain.RefusalCode;
import java.util.List;
import java.util.Objects;

/** {@link ConfigurationManagement} over the store. */
final class ConfigurationUseCases implements ConfigurationManagement {
    private final Transactor transactor;
    private final LiveConfiguration configuration;
    private final Actor actor;

    ConfigurationUseCases(AdminServices services, Actor actor) {
        this.transactor = services.transactor();
        this.configuration = services.configuration();
        this.actor = actor;
    }

    @Override
    public List<ConfigurationEntry> entries() {
        actor.require(transactor);
        return configuration.entries();
    }

    @Override
    public ConfigurationEntry set(ConfigurationKey key, ConfigurationValue value) {
        actor.require(transactor);
        requireChangeable(key);
        Fields fields = new Fields();
        ConfigurationValue valid = fields.required("value", value, key::check);
        fields.check();
        ConfigurationValue checked = Objects.requireNonNull(valid);
        transactor.write(uow -> {
            actor.require(uow, transactor.now());
            uow.configuration().put(key.name(), checked.stored());
            if (key.isOfClients()) {
                requireFewOfClients(uow);
            }
            record(uow, AuditAction.CONFIGURATION_SET, key);
            return key;
        });
        configuration.changed();
        return configuration.entry(key);
    }

    @Override
    public void unset(ConfigurationKey key) {
        actor.require(transactor);
        requireChangeable(key);
        transactor.write(uow -> {
            actor.require(uow, transactor.now());
            uow.configuration().remove(key.name());
            record(uow, AuditAction.CONFIGURATION_UNSET, key);
            return key;
        });
        configuration.changed();
    }

    private void requireChangeable(ConfigurationKey key) {
        if (configuration.isFixed(key)) {
            throw new ChatException(RefusalCode.SET_BY_ENVIRONMENT, "the environment of the server sets " + key.name());
        }
    }

    /** The entries are locked since the change. */
    private static void requireFewOfClients(UnitOfWork uow) {
        long ofClients = uow.configuration().read().values().keySet().stream()
                .filter(name -> name.startsWith(ConfigurationKey.CLIENT_PREFIX))
                .count();
        if (ofClients > ConfigurationKey.MAX_CLIENT_ENTRIES) {
            throw new ChatException(
                    RefusalCode.TOO_MANY,
                    "there are " + ConfigurationKey.MAX_CLIENT_ENTRIES + " entries of clients already");
        }
    }

    private void record(UnitOfWork uow, AuditAction action, ConfigurationKey key) {
        uow.audit().record(actor.entry(action, transactor.now()).onConfiguration(key.name()));
    }
}
