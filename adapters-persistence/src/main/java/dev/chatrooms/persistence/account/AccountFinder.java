package dev.chatrooms.persistence.account;

import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageKey;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.people.SearchTerm;
import dev.chatrooms.application.people.SearchText.Match;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.EmailAddress;
import dev.chatrooms.domain.account.Username;
import dev.chatrooms.persistence.rows.AccountRows;
import dev.chatrooms.persistence.sql.BitmapScans;
import dev.chatrooms.persistence.sql.Keyed;
import dev.chatrooms.persistence.sql.LikePatterns;
import dev.chatrooms.persistence.sql.Pages;
import dev.chatrooms.persistence.sql.PgArray;
import dev.chatrooms.persistence.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The search of accounts in {@code account_search}: one bounded query for each way to match, until the page is full.
 *
 * <p>Cost. E-mail addresses, usernames and their prefixes each read a range of an index. Parts of names are looked for
 * in two ways, because what is cheap for a common term is expensive for a rare one. The first reads the next
 * {@value #NEAR} accounts by username: a term that one in {@code NEAR / limit} accounts contains fills the page there,
 * within a few milliseconds. Rarer terms are found by the index of grams, which costs as much as there are accounts
 * with all grams of the term: at most about one in a hundred, some ten thousand rows of a million accounts for the
 * worst term, and a handful for most. It is not asked where the first way reached the end of the list. The index also
 * has the grams of one and two characters and those of the beginnings of words, so a rare short term costs no more.
 * Only the last page of a common term that occurs only at the beginning of words is expensive: all accounts with the
 * term are read to find that no other name contains it. Adding an account or changing its names writes some fifty
 * entries of that index.
 */
final class AccountFinder {
    private static final int NEAR = 5000;

    private final Sql sql;

    AccountFinder(Sql sql) {
        this.sql = sql;
    }

    private record Key(Match match, String username) {}

    /** See {@link dev.chatrooms.application.spi.Accounts#search}. */
    Page<Account> search(@Nullable SearchTerm term, PageRequest page) {
        Key after = PageKey.decode(
                page.cursor(), 2, parts -> new Key(Match.valueOf(parts.get(0)), new Username(parts.get(1)).value()));
        List<Keyed<Account>> found = new ArrayList<>();
        if (term == null) {
            add(found, all(after == null ? "" : after.username(), page.limit() + 1), Match.ANYWHERE);
        } else {
            Account emailMatch = withEmail(term.email());
            for (Match match : Match.values()) {
                int wanted = page.limit() + 1 - found.size();
                if (wanted > 0 && (after == null || match.compareTo(after.match()) >= 0)) {
                    String from = after != null && match == after.match() ? after.username() : "";
                    add(found, find(match, term, emailMatch, from, wanted), match);
                }
            }
        }
        return Pages.cut(found, page);
    }

    private static void add(List<Keyed<Account>> found, List<Account> accounts, Match match) {
        accounts.forEach(account -> found.add(new Keyed<>(PageKey.of(match, account.username()), account)));
    }

    private List<Account> find(Match match, SearchTerm term, @Nullable Account emailMatch, String after, int limit) {
        return switch (match) {
            case EMAIL -> emailMatch == null || !after.isEmpty() ? List.of() : List.of(emailMatch);
            case USERNAME -> after.isEmpty() ? withUsername(term) : List.of();
            case USERNAME_PREFIX -> withPrefix(term, after, limit);
            case WORD_PREFIX -> containing(Containing.beginningWords(term, emailMatch, after, limit));
            case ANYWHERE -> containing(Containing.anywhere(term, emailMatch, after, limit));
        };
    }

    private List<Account> all(String after, int limit) {
        return sql.list("""
                select account.*
                from (select account_id, username
                      from account_search
                      where username > :after
                      order by username
                      limit :limit) as found
                  join account on account.id = found.account_id
                order by found.username
                """, s -> s.bind("after", after).bind("limit", limit), AccountRows::account);
    }

    private @Nullable Account withEmail(@Nullable EmailAddress email) {
        return email == null
                ? null
                : sql.one("""
                                select account.*
                                from account
                                where email_folded = :folded and email_verified and not deleted
                                """, s -> s.bind("folded", email.folded()), AccountRows::account)
                        .orElse(null);
    }

    private List<Account> withUsername(SearchTerm term) {
        return sql.list("""
                select account.*
                from account_search
                  join account on account.id = account_search.account_id
                where account_search.username = :term
                """, s -> s.bind("term", term.folded()), AccountRows::account);
    }

    private List<Account> withPrefix(SearchTerm term, String after, int limit) {
        return sql.list(
                """
                select account.*
                from (select account_id, username
                      from account_search
                      where username > :after and username < :end
                      order by username
                      limit :limit) as found
                  join account on account.id = found.account_id
                order by found.username
                """,
                s -> s.bind("after", after.isEmpty() ? term.folded() : after)
                        // Usernames are ASCII, so this sorts after every continuation.
                        .bind("end", term.folded() + "\u007f")
                        .bind("limit", limit),
                AccountRows::account);
    }

    /** Returns accounts whose names contain the words and that no better match has found. */
    private List<Account> containing(Containing wanted) {
        List<Account> nearby = nearby(wanted);
        if (nearby.size() == wanted.limit()) {
            return nearby;
        }
        List<Account> rare = rare(wanted);
        return rare.isEmpty() ? nearby : rare;
    }

    /**
     * A search for parts of names.
     *
     * @param patterns the patterns that the names match, all of them
     * @param better the patterns of a better match, at least one of which the names do not match
     * @param emailMatch the account found by its e-mail address, which is left out
     */
    private record Containing(
            PgArray patterns,
            PgArray better,
            PgArray grams,
            @Nullable UUID emailMatch,
            String after,
            int limit) {
        static Containing beginningWords(SearchTerm term, @Nullable Account emailMatch, String after, int limit) {
            // The username is the first of the names.
            Set<String> better = Set.of("\n" + LikePatterns.escape(term.folded()) + "%");
            return of(beginnings(term), better, term.wordGrams(), emailMatch, after, limit);
        }

        static Containing anywhere(SearchTerm term, @Nullable Account emailMatch, String after, int limit) {
            return of(
                    patterns(term, LikePatterns::containing), beginnings(term), term.grams(), emailMatch, after, limit);
        }

        private static Set<String> beginnings(SearchTerm term) {
            return patterns(term, word -> LikePatterns.containing("\n" + word));
        }

        private static Set<String> patterns(SearchTerm term, UnaryOperator<String> pattern) {
            return term.words().stream().map(pattern).collect(Collectors.toSet());
        }

        private static Containing of(
                Set<String> patterns,
                Set<String> better,
                Set<String> grams,
                @Nullable Account emailMatch,
                String after,
                int limit) {
            return new Containing(
                    PgArray.texts(patterns, pattern -> pattern),
                    PgArray.texts(better, pattern -> pattern),
                    PgArray.texts(grams, gram -> gram),
                    emailMatch == null ? null : emailMatch.id().value(),
                    after,
                    limit);
        }
    }

    private List<Account> nearby(Containing wanted) {
        return sql.list(
                """
                select account.*
                from (select account_id, username, names
                      from account_search
                      where username > :after
                      order by username
                      limit :near) as near
                  join account on account.id = near.account_id
                where near.names like all (cast(:patterns as text[]))
                  and not near.names like all (cast(:better as text[]))
                  and near.account_id is distinct from cast(:emailMatch as uuid)
                order by near.username
                limit :limit
                """,
                s -> s.bind("near", NEAR)
                        .bind("after", wanted.after())
                        .bind("patterns", wanted.patterns())
                        .bind("better", wanted.better())
                        .bindByType("emailMatch", wanted.emailMatch(), UUID.class)
                        .bind("limit", wanted.limit()),
                AccountRows::account);
    }

    /** Returns all that match, those nearby included; empty if the list ends among the accounts nearby. */
    private List<Account> rare(Containing wanted) {
        return BitmapScans.with(
                sql,
                () -> sql.list(
                        """
                select account.*
                from (select account_id, username
                      from account_search
                      where grams @> cast(:grams as text[])
                        and names like all (cast(:patterns as text[]))
                        and not names like all (cast(:better as text[]))
                        and account_id is distinct from cast(:emailMatch as uuid)
                        -- Decided once, before the index is read.
                        and (select count(*)
                             from (select username
                                   from account_search
                                   where username > :after
                                   order by username
                                   limit :near) as nearby) = :near
                        -- Concatenated to rule out the index of usernames, all of which a rare term would read.
                        and username || '' > :after
                      order by username || ''
                      limit :limit) as found
                  join account on account.id = found.account_id
                order by found.username
                """,
                        s -> s.bind("grams", wanted.grams())
                                .bind("near", NEAR)
                                .bind("after", wanted.after())
                                .bind("patterns", wanted.patterns())
                                .bind("better", wanted.better())
                                .bindByType("emailMatch", wanted.emailMatch(), UUID.class)
                                .bind("limit", wanted.limit()),
                        AccountRows::account));
    }
}
