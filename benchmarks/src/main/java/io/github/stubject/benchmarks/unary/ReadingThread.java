package io.github.stubject.benchmarks.unary;

import io.github.stubject.runtime.RpcClient;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;

/** The choice to complete futures on the thread that reads, on runtimes that have it: what is compared may be older. */
final class ReadingThread {
    private static final Optional<Method> CHOICE = Arrays.stream(RpcClient.Builder.class.getMethods())
            .filter(method -> method.getName().equals("completeOnReadingThread"))
            .findFirst();

    private ReadingThread() {}

    static boolean canBeChosen() {
        return CHOICE.isPresent();
    }

    static void choose(RpcClient.Builder builder) {
        try {
            CHOICE.orElseThrow().invoke(builder);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
