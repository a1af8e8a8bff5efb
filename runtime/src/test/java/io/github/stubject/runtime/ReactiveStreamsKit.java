package io.github.stubject.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.reactivestreams.tck.TestEnvironment;
import org.testng.SkipException;
import org.testng.annotations.AfterClass;
import org.testng.annotations.BeforeClass;
import org.testng.annotations.BeforeMethod;
import org.testng.annotations.Test;

/**
 * Runs a verification of the Reactive Streams technology compatibility kit, which is made for TestNG, as tests of JUnit: one
 * for each rule. The kit skips what it cannot check; each such rule must be named with the reason, and is shown with it.
 */
final class ReactiveStreamsKit {
    /** How long something may take to come. */
    private static final int MOST_MILLIS = 10_000;

    /** How long is listened for what must not come. */
    private static final int SILENCE_MILLIS = 50;

    /** How often is looked. */
    private static final int POLL_MILLIS = 20;

    static TestEnvironment environment() {
        return new PatientEnvironment();
    }

    /**
     * Waits for errors as long as it is told to. The kit (1.0.4) reckons what is left of that time wrongly and so looks once
     * only, after the time from look to look: what is slower fails a rule, or has an optional one skipped.
     */
    private static final class PatientEnvironment extends TestEnvironment {
        PatientEnvironment() {
            super(MOST_MILLIS, SILENCE_MILLIS, POLL_MILLIS);
        }

        /** The kit asks this when it begins to wait for an error, and for nothing else. */
        @Override
        public long defaultPollTimeoutMillis() {
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(MOST_MILLIS);
            Throwable error = dropAsyncError();
            while (error == null && System.nanoTime() < end) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(POLL_MILLIS));
                error = dropAsyncError();
            }
            if (error != null) {
                flop(error); // where the kit looks
            }
            return POLL_MILLIS;
        }
    }

    private static final String UNTESTED = "untested_";

    private ReactiveStreamsKit() {}

    /**
     * The tests.
     *
     * @param unchecked by the names of the tests that the kit skips for this verification, why that is right
     */
    static Stream<DynamicTest> testsOf(Object verification, Map<String, String> unchecked) {
        List<Method> rules = Arrays.stream(verification.getClass().getMethods())
                .filter(method -> method.isAnnotationPresent(Test.class))
                .sorted(Comparator.comparing(Method::getName))
                .toList();
        assertThat(rules).hasSizeGreaterThan(10);
        assertThat(new TreeSet<>(unchecked.keySet()))
                .isSubsetOf(rules.stream().map(Method::getName).toList());
        invokeAll(verification, BeforeClass.class);
        // JUnit closes what it gets when it has run all.
        return rules.stream()
                .map(rule -> testOf(verification, rule, unchecked))
                .onClose(() -> invokeAll(verification, AfterClass.class));
    }

    private static DynamicTest testOf(Object verification, Method rule, Map<String, String> unchecked) {
        String reason = rule.getName().startsWith(UNTESTED)
                ? "the kit has no test for this rule"
                : unchecked.get(rule.getName());
        String name = rule.getName() + (reason == null ? "" : " [not checked: " + reason + "]");
        return DynamicTest.dynamicTest(name, () -> {
            SkipException skipped = run(verification, rule);
            if (skipped != null && reason == null) {
                throw new AssertionError("the kit does not check " + rule.getName(), skipped);
            }
            assertThat(skipped).as(rule.getName() + " is checked").matches(any -> any != null == (reason != null));
        });
    }

    /** What skips it; {@code null} if nothing does. */
    private static @Nullable SkipException run(Object verification, Method rule) throws Throwable {
        invokeAll(verification, BeforeMethod.class);
        try {
            rule.invoke(verification);
            return null;
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof SkipException skipped) {
                return skipped;
            }
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private static void invokeAll(Object verification, Class<? extends Annotation> annotation) {
        try {
            for (Method method : verification.getClass().getMethods()) {
                if (method.isAnnotationPresent(annotation)) {
                    method.invoke(verification);
                }
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
