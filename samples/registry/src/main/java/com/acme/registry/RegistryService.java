package com.acme.registry;

import io.github.stubject.runtime.Code;
import io.github.stubject.runtime.RpcException;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Answers who asks, and listens to who registers. */
final class RegistryService implements Registry, RegistryListener {
    private final Directory directory;

    RegistryService(Directory directory) {
        this.directory = directory;
    }

    @Override
    public void register(Endpoint endpoint) {
        directory.put(checked(endpoint));
    }

    @Override
    public void heartbeat(Endpoint endpoint) {
        directory.put(checked(endpoint));
    }

    @Override
    public void leave(Endpoint endpoint) {
        directory.remove(checked(endpoint));
    }

    /** A key of the bucket is made of the two. */
    private static Endpoint checked(Endpoint endpoint) {
        String names = "[A-Za-z0-9_-]+";
        if (!endpoint.getService().matches(names) || !endpoint.getId().matches(names)) {
            throw new RpcException(
                    Code.INVALID_ARGUMENT, "service and id need letters, digits, '-' and '_', and nothing else");
        }
        return endpoint;
    }

    @Override
    public FindReply find(FindRequest request) {
        return FindReply.newBuilder()
                .addAllEndpoints(directory.find(interest(request)))
                .build();
    }

    @Override
    public Stream<Change> watch(FindRequest request) {
        Watcher watcher = directory.watch(interest(request));
        return Stream.generate(watcher::next).onClose(watcher::close);
    }

    private static Predicate<Endpoint> interest(FindRequest request) {
        return endpoint ->
                (request.getService().isEmpty() || request.getService().equals(endpoint.getService()))
                        && endpoint.getLabelsMap()
                                .entrySet()
                                .containsAll(request.getLabelsMap().entrySet());
    }
}
