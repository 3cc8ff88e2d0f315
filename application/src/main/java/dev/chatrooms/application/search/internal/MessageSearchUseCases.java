package dev.chatrooms.application.search.internal;

import dev.chatrooms.application.commit.internal.Transactor;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.Fields;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageKey;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.internal.AccountLookup;
import dev.chatrooms.application.message.MessageView;
import dev.chatrooms.application.search.FoundMessage;
import dev.chatrooms.application.search.IndexTerms;
import dev.chatrooms.application.search.MessageSearch;
import dev.chatrooms.application.search.SearchQuery;
import dev.chatrooms.application.search.SearchRequest;
import dev.chatrooms.application.search.SearchScope;
import dev.chatrooms.application.spi.SearchIndex.Candidate;
import dev.chatrooms.application.spi.SearchIndex.Candidates;
import dev.chatrooms.application.spi.SearchIndex.Progress;
import dev.chatrooms.application.spi.Stores;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.message.MessageText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@link MessageSearch} over the store. The index only proposes candidates; the match is decided here, on the current
 * texts. So a late index never shows a text that is gone, and all stores find the same messages.
 */
public final class MessageSearchUseCases implements MessageSearch {
    /** The maximum number of candidates per page: a phrase of common words could otherwise pass over very many. */
    private static final int MAX_CANDIDATES = 4000;

    private static final int MIN_CANDIDATES = 64;

    private final Transactor transactor;
    private final Indexer indexer;

    public MessageSearchUseCases(Transactor transactor, Indexer indexer) {
        this.transactor = transactor;
        this.indexer = indexer;
    }

    private record Hit(FoundMessage message, Position position) {}

    @Override
    public Page<FoundMessage> search(Caller caller, SearchRequest request) {
        Fields fields = new Fields();
        SearchQuery query = fields.required("q", request.q(), SearchQuery::of);
        fields.check();
        SearchQuery wanted = Objects.requireNonNull(query);
        return transactor.read(stores -> scope(stores, caller.accountId(), request)
                .map(scope -> page(stores, wanted, scope, request.page()))
                .orElseGet(() -> new Page<>(List.of(), null)));
    }

    /** Returns an empty value if no message can match. */
    private static Optional<SearchScope> scope(Stores stores, AccountId viewer, SearchRequest request) {
        @Nullable AccountId sender = null;
        if (request.sender() != null) {
            Optional<Account> account = AccountLookup.find(stores.accounts(), request.sender());
            if (account.isEmpty()) {
                return Optional.empty();
            }
            sender = account.get().id();
        }
        return Optional.of(new SearchScope(viewer, request.room(), sender, request.from(), request.to()));
    }

    private Page<FoundMessage> page(Stores stores, SearchQuery query, SearchScope scope, PageRequest page) {
        Position cursor = PageKey.decode(page.cursor(), 1, parts -> new Position(Long.parseLong(parts.get(0))));
        Position before = cursor == null ? new Position(Long.MAX_VALUE) : cursor;
        Instant now = transactor.now();
        List<Hit> hits = new ArrayList<>();
        for (int passed = 0; ; ) {
            int limit = Math.max(MIN_CANDIDATES, page.limit() + 1 - hits.size());
            Candidates candidates = stores.search().find(query, scope, before, limit, now);
            hits.addAll(hits(stores, query, scope.viewer(), candidates.items(), now));
            if (hits.size() > page.limit()) {
                return page(
                        hits.subList(0, page.limit()),
                        hits.get(page.limit() - 1).position());
            }
            passed += candidates.items().size();
            if (candidates.next() == null || candidates.items().size() < limit || passed >= MAX_CANDIDATES) {
                return page(hits, candidates.next());
            }
            before = candidates.next();
        }
    }

    private static Page<FoundMessage> page(List<Hit> hits, @Nullable Position next) {
        return new Page<>(
                hits.stream().map(Hit::message).toList(),
                next == null ? null : PageKey.of(next.value()).encode());
    }

    private static List<Hit> hits(
            Stores stores, SearchQuery query, AccountId viewer, List<Candidate> candidates, Instant now) {
        List<MessageId> ids = candidates.stream().map(Candidate::message).toList();
        Map<MessageId, MessageView> views = stores.messages().findAll(ids, viewer, now).stream()
                .collect(Collectors.toMap(view -> view.message().id(), Function.identity()));
        List<Hit> hits = new ArrayList<>();
        for (Candidate candidate : candidates) {
            MessageView view = views.get(candidate.message());
            MessageText text = view == null ? null : view.message().text();
            if (text != null) {
                query.match(IndexTerms.words(text.value()))
                        .ifPresent(found -> hits.add(new Hit(
                                new FoundMessage(Objects.requireNonNull(view), Snippet.of(text.value(), found)),
                                candidate.position())));
            }
        }
        return hits;
    }

    @Override
    public IndexState state() {
        return transactor.read(MessageSearchUseCases::state);
    }

    /** Returns the state of the index, in the caller's transaction. */
    public static IndexState state(Stores stores) {
        Progress progress = stores.search().progress();
        long behind =
                stores.log().head().position().value() - progress.position().value();
        return new IndexState(Math.max(0, behind) + progress.deferred(), progress.rebuilt() != null);
    }

    @Override
    public void rebuild() {
        transactor.write(uow -> {
            uow.search().rebuild();
            return true;
        });
        indexer.wake();
    }
}
