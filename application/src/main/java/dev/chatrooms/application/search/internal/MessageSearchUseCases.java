package dev.chatrooms.application.search.internal;

import dev.chatrooms.application.commit.internal.Transactor;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.common.FatalErrors;
import dev.chatrooms.application.common.Fields;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageKey;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.internal.AccountLookup;
import dev.chatrooms.application.internal.Bulkhead;
import dev.chatrooms.application.message.MessageView;
import dev.chatrooms.application.search.FoundMessage;
import dev.chatrooms.application.search.IndexTerms;
import dev.chatrooms.application.search.MessageSearch;
import dev.chatrooms.application.search.SearchQuery;
import dev.chatrooms.application.search.SearchRequest;
import dev.chatrooms.application.search.SearchScope;
import dev.chatrooms.application.spi.Cancellation;
import dev.chatrooms.application.spi.SearchIndex.Candidate;
import dev.chatrooms.application.spi.SearchIndex.Candidates;
import dev.chatrooms.application.spi.SearchIndex.Progress;
import dev.chatrooms.application.spi.Stores;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.message.MessageText;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@link MessageSearch} over the store. The index finds the messages, and the current text of each is compared here. So
 * a late index never shows a text that is gone, and all stores find the same messages.
 */
public final class MessageSearchUseCases implements MessageSearch {
    /** Texts may have changed since they were indexed, so a page may need more candidates than it has items. */
    private static final int MIN_CANDIDATES = 16;

    /** The maximum number of bounded searches in the index per page. After a few of them, a page with a hit is done. */
    private static final int MAX_ROUNDS = 64;

    private static final int FEW_ROUNDS = 4;

    /**
     * The maximum number of messages per page whose text must decide because they repeat a word hundreds of times. More
     * of them are crafted, and count as not matching: comparing thousands of texts would occupy a worker for seconds.
     */
    private static final int MAX_UNCERTAIN = 20;

    private static final Logger LOG = System.getLogger(MessageSearchUseCases.class.getName());

    private final Transactor transactor;
    private final Indexer indexer;
    private final Executor workers;
    private final Executor searches;

    /**
     * Creates the use cases.
     *
     * @param workers cancels searches; must not be occupied by them
     * @param searches runs them
     */
    public MessageSearchUseCases(Transactor transactor, Indexer indexer, Executor workers, Bulkhead searches) {
        this.transactor = transactor;
        this.indexer = indexer;
        this.workers = workers;
        this.searches = searches;
    }

    private record Hit(FoundMessage message, Position position) {}

    @Override
    public CompletableFuture<Page<FoundMessage>> search(Caller caller, SearchRequest request) {
        return Transactor.attempt(() -> {
            Fields fields = new Fields();
            SearchQuery query = fields.required("q", request.q(), SearchQuery::of);
            fields.check();
            SearchQuery wanted = Objects.requireNonNull(query);
            return start(stores -> scope(stores, caller.accountId(), request)
                    .map(scope -> page(stores, wanted, scope, request.page()))
                    .orElseGet(() -> new Page<>(List.of(), null)));
        });
    }

    /** Starts a search, which ends early if its future is completed by others. */
    @SuppressWarnings("FutureReturnValueIgnored") // It has the same outcome.
    private CompletableFuture<Page<FoundMessage>> start(Function<Stores, Page<FoundMessage>> search) {
        CompletableFuture<Page<FoundMessage>> result = new CompletableFuture<>();
        Cancellation cancellation = new Cancellation();
        AtomicBoolean running = new AtomicBoolean();
        searches.execute(() -> {
            running.set(true);
            if (!result.isDone()) {
                Runnable outcome = outcome(result, () -> transactor.read(cancellation, search));
                running.set(false);
                outcome.run();
            }
        });
        result.whenComplete((page, thrown) -> {
            if (running.get()) {
                cancel(cancellation);
            }
        });
        return result;
    }

    private static <T> Runnable outcome(CompletableFuture<T> result, Supplier<T> work) {
        try {
            T done = work.get();
            return () -> result.complete(done);
        } catch (Throwable e) {
            FatalErrors.report(e);
            return () -> result.completeExceptionally(e);
        }
    }

    /** Not on the calling thread, since it may block. */
    private void cancel(Cancellation cancellation) {
        try {
            workers.execute(cancellation::cancel);
        } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, "a search continues until its time limits, since all workers are busy", e);
        }
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
        int uncertain = 0;
        for (int round = 1; round <= MAX_ROUNDS; round++) {
            int limit = Math.max(MIN_CANDIDATES, page.limit() + 1 - hits.size());
            Candidates candidates = stores.search().find(query, scope, before, limit, now);
            List<Candidate> compared = new ArrayList<>();
            for (Candidate candidate : candidates.items()) {
                if (candidate.certain() || uncertain++ < MAX_UNCERTAIN) {
                    compared.add(candidate);
                }
            }
            hits.addAll(hits(stores, query, scope.viewer(), compared, now));
            if (hits.size() > page.limit()) {
                return page(
                        hits.subList(0, page.limit()),
                        hits.get(page.limit() - 1).position());
            }
            if (candidates.next() == null || (round >= FEW_ROUNDS && !hits.isEmpty())) {
                return page(hits, candidates.next());
            }
            before = candidates.next();
        }
        throw ChatException.unavailable("the search covers too many messages; name a room, a sender or a time", null);
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
