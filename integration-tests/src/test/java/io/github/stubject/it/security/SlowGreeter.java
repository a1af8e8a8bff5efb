package io.github.stubject.it.security;

import com.acme.hello.Greeter;
import com.acme.hello.HelloReply;
import com.acme.hello.HelloRequest;
import io.github.stubject.runtime.CallContext;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

/** Greets; whoever is called {@value #SLOW} waits for {@link #release} or a cancel. */
final class SlowGreeter implements Greeter {
    static final String SLOW = "Slow";

    /** Whom it was asked to greet. */
    final BlockingQueue<String> asked = new LinkedBlockingQueue<>();

    /** Which greetings were cancelled. */
    final BlockingQueue<String> cancelled = new LinkedBlockingQueue<>();

    final CountDownLatch release = new CountDownLatch(1);

    static HelloRequest hello(String name) {
        return HelloRequest.newBuilder().setName(name).build();
    }

    @Override
    public HelloReply greet(HelloRequest request) {
        asked.add(request.getName());
        if (request.getName().equals(SLOW)) {
            try {
                release.await();
            } catch (InterruptedException e) {
                if (CallContext.current().isCancelled()) {
                    cancelled.add(request.getName());
                }
                Thread.currentThread().interrupt();
            }
        }
        return HelloReply.newBuilder().setMessage("Hello, " + request.getName()).build();
    }
}
