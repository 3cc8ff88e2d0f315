package dev.chatrooms.bootstrap.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Chats in one JVM share nothing, because no class has static state that changes. */
class SharedStateTest {
    private static final JavaClasses CLASSES = ImportedClasses.ALL;

    /** Fields that describe the JVM, which is one, and not a chat. */
    private static final Set<String> OF_THE_JVM = Set.of(
            // A folder of a database belongs to one server of the JVM.
            "dev.chatrooms.server.database.FolderLock.HELD",
            // Whether the JDK's thread for delays has been started.
            "dev.chatrooms.application.internal.DelayThread.BEGUN");

    private static final List<Class<?>> CHANGING =
            List.of(Executor.class, Thread.class, ThreadLocal.class, StringBuilder.class);

    @Test
    void staticFieldsShouldBeFinal() {
        assertThat(CLASSES.size()).isGreaterThan(500);
        assertThat(names(field -> !field.getModifiers().contains(JavaModifier.FINAL)))
                .isEmpty();
    }

    @Test
    void staticFieldsShouldHoldNoStateThatChanges() {
        assertThat(names(SharedStateTest::changes)).isEqualTo(new TreeSet<>(OF_THE_JVM));
    }

    private static Set<String> names(Predicate<JavaField> wanted) {
        Stream<JavaField> fields = CLASSES.stream()
                .map(JavaClass::getFields)
                .flatMap(Collection::stream)
                .filter(field -> field.getModifiers().contains(JavaModifier.STATIC))
                .filter(field -> !field.getModifiers().contains(JavaModifier.SYNTHETIC));
        return fields.filter(wanted).map(JavaField::getFullName).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns whether a final field refers to an object that changes: by its type, or by the class of a collection. */
    private static boolean changes(JavaField field) {
        Class<?> type = field.getRawType().reflect();
        if (type.getPackageName().equals("java.util.concurrent.atomic")) {
            return true;
        }
        boolean isCollection = Collection.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type);
        return isCollection
                ? isConcurrent(value(field))
                : CHANGING.stream().anyMatch(changing -> changing.isAssignableFrom(type));
    }

    /** Collections that are filled once are of other classes; only those for several threads change later. */
    private static boolean isConcurrent(Object collection) {
        return collection.getClass().getName().startsWith("java.util.concurrent.");
    }

    private static Object value(JavaField field) {
        try {
            var reflected = field.reflect();
            reflected.setAccessible(true);
            return reflected.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
