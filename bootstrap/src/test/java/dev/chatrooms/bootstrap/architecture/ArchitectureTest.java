package dev.chatrooms.bootstrap.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Who may know whom. This module sees all others, so the rules are here. A rule on an empty package holds of itself; so
 * each first proves that there is something in every package that it names.
 */
class ArchitectureTest {
    private static final String DOMAIN = "dev.chatrooms.domain..";
    private static final String APPLICATION = "dev.chatrooms.application..";
    private static final String INSIDE_APPLICATION = "dev.chatrooms.application..internal..";
    private static final String WIRE = "dev.chatrooms.wire..";
    private static final String BOOTSTRAP = "dev.chatrooms.bootstrap..";
    private static final List<String> ADAPTERS = List.of(
            "dev.chatrooms.persistence..",
            "dev.chatrooms.security..",
            "dev.chatrooms.mail..",
            "dev.chatrooms.http..",
            "dev.chatrooms.websocket..");

    /** What would make the outcome of a command depend on when and where it runs. */
    private static final Map<Class<?>, Set<String>> CLOCKS_AND_DICE = Map.of(
            Instant.class, Set.of("now"),
            Clock.class, Set.of("systemUTC", "systemDefaultZone", "system"),
            System.class, Set.of("currentTimeMillis"),
            UUID.class, Set.of("randomUUID"),
            Math.class, Set.of("random"),
            Random.class, Set.of("<init>"),
            ThreadLocalRandom.class, Set.of("current"));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("dev.chatrooms");

    @Test
    void domainShouldKnowTheJdkOnly() {
        proveContent(DOMAIN);

        classes()
                .that()
                .resideInAPackage(DOMAIN)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(DOMAIN, "java.lang..", "java.time..", "java.util..", "org.jspecify..")
                .because("what chat is depends on nothing that it runs on")
                .check(CLASSES);
    }

    @Test
    void applicationShouldKnowTheDomainOnly() {
        proveContent(DOMAIN);
        proveContent(APPLICATION);

        classes()
                .that()
                .resideInAPackage(APPLICATION)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                                DOMAIN,
                                APPLICATION,
                                "java..",
                                "javax.crypto..",
                                "org.jspecify..",
                                "com.github.f4b6a3.uuid..")
                        .and(resideOutsideOfPackage("java.sql.."))
                        .and(resideOutsideOfPackage("java.net..")))
                .because("where things are kept and who asks for them is the adapters' business")
                .check(CLASSES);
    }

    @Test
    void domainAndApplicationShouldHaveTimeAndChanceGivenToThem() {
        proveContent(DOMAIN);
        proveContent(APPLICATION);

        noClasses()
                .that()
                .resideInAnyPackage(DOMAIN, APPLICATION)
                .should()
                .accessTargetWhere(clocksAndDice())
                .because("time is set by hand in tests")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage(DOMAIN)
                .should()
                .dependOnClassesThat()
                .areAssignableTo(InstantSource.class)
                .because("the domain is told what time it is")
                .check(CLASSES);
    }

    private static DescribedPredicate<JavaAccess<?>> clocksAndDice() {
        return describe(
                "asks a clock or throws dice",
                access -> CLOCKS_AND_DICE.entrySet().stream()
                        .anyMatch(source -> access.getTargetOwner().isEquivalentTo(source.getKey())
                                && source.getValue().contains(access.getName())));
    }

    @Test
    void insideOfTheApplicationShouldBeUsedByItselfAlone() {
        proveContent(INSIDE_APPLICATION);
        ADAPTERS.forEach(ArchitectureTest::proveContent);
        proveContent(WIRE);
        proveContent(BOOTSTRAP);

        noClasses()
                .that()
                .resideOutsideOfPackage(APPLICATION)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(INSIDE_APPLICATION)
                .check(CLASSES);
    }

    @ParameterizedTest
    @FieldSource("ADAPTERS")
    void adapterShouldKnowNoOther(String adapter) {
        ADAPTERS.forEach(ArchitectureTest::proveContent);
        proveContent(BOOTSTRAP);
        String[] others = Stream.concat(ADAPTERS.stream(), Stream.of(BOOTSTRAP))
                .filter(other -> !other.equals(adapter))
                .toArray(String[]::new);

        noClasses()
                .that()
                .resideInAPackage(adapter)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .because("each can be left out")
                .check(CLASSES);
    }

    @Test
    void wireFormatShouldKnowNoTransport() {
        proveContent(WIRE);
        ADAPTERS.forEach(ArchitectureTest::proveContent);

        noClasses()
                .that()
                .resideInAPackage(WIRE)
                .should()
                .dependOnClassesThat(resideInAnyPackage(ADAPTERS.toArray(String[]::new))
                        .or(resideInAnyPackage("io.javalin..", "jakarta..", "org.eclipse.jetty..")))
                .because("all transports speak it")
                .check(CLASSES);
    }

    @Test
    void adaptersThatAnswerShouldNotReachTheStoreButThroughUseCases() {
        List<String> answering = List.of("dev.chatrooms.http..", "dev.chatrooms.websocket..", WIRE);
        answering.forEach(ArchitectureTest::proveContent);

        noClasses()
                .that()
                .resideInAnyPackage(answering.toArray(String[]::new))
                .should()
                .dependOnClassesThat(resideInAPackage("java.sql..")
                        .or(resideInAPackage("org.jdbi.."))
                        .or(resideInAPackage("dev.chatrooms.application.memory..")))
                .check(CLASSES);
        for (String port :
                List.of("Transactions", "Stores", "UnitOfWork", "Rooms", "Messages", "Accounts", "EventLog")) {
            String name = "dev.chatrooms.application.spi." + port;
            assertThat(CLASSES.contain(name)).as(name).isTrue();
            noClasses()
                    .that()
                    .resideInAnyPackage(answering.toArray(String[]::new))
                    .should()
                    .dependOnClassesThat()
                    .haveFullyQualifiedName(name)
                    .check(CLASSES);
        }
    }

    @Test
    void modulesShouldNotKnowEachOtherInACircle() {
        slices().matching("dev.chatrooms.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    private static void proveContent(String packages) {
        assertThat(CLASSES.that(resideInAPackage(packages)))
                .as("classes in %s", packages)
                .filteredOn(type -> !type.getSimpleName().equals("package-info"))
                .isNotEmpty();
    }
}
