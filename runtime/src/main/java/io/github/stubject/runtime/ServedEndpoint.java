package io.github.stubject.runtime;

import io.github.stubject.proto.SubjectTemplate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A method of a binding, and where a host serves it: its prefix included, pinned parameters filled in. */
record ServedEndpoint(ServiceBinding binding, ServiceBinding.Endpoint<?, ?> endpoint, SubjectTemplate subject) {
    /**
     * Those of all bindings.
     *
     * @throws IllegalArgumentException if the subjects of two could meet
     */
    static List<ServedEndpoint> of(List<ServiceBinding> bindings, @Nullable SubjectTemplate prefix) {
        List<ServedEndpoint> all = new ArrayList<>();
        for (ServiceBinding binding : bindings) {
            for (ServiceBinding.Endpoint<?, ?> endpoint : binding.endpoints()) {
                SubjectTemplate subject = binding.templateOf(endpoint);
                ServedEndpoint served =
                        new ServedEndpoint(binding, endpoint, prefix == null ? subject : subject.behind(prefix));
                all.forEach(other -> other.checkApartFrom(served));
                all.add(served);
            }
        }
        return all;
    }

    private void checkApartFrom(ServedEndpoint other) {
        if (subject.canMeet(other.subject)) {
            throw new IllegalArgumentException("one message could reach both " + describe() + " and " + other.describe()
                    + "; serve them on hosts of their own, or give one of them another subject");
        }
    }

    private String describe() {
        return method().fullName() + " (" + subject + ")";
    }

    RpcMethod<?, ?> method() {
        return endpoint.method();
    }

    MethodHandler<?, ?> handler() {
        return endpoint.handler();
    }

    /** Its queue group; {@code null} if it has none. */
    @Nullable
    String queueGroup() {
        return binding.queueGroupOf(endpoint);
    }

    /** Whether a call of it holds a thread as long as it goes on, which may be for days. */
    boolean holdsThread() {
        return handler() instanceof MethodHandler.Streaming && handler().isBlocking();
    }
}
