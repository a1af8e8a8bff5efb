package com.acme.hello;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.stubject.testing.StubjectTest;
import org.junit.jupiter.api.Test;

class FriendlyGreeterTest {
    @Test
    void greetsByName() {
        try (StubjectTest test = StubjectTest.serving(GreeterBinding.of(new FriendlyGreeter()))) {
            GreeterClient greeter = GreeterClient.create(test.client());
            HelloReply reply =
                    greeter.greet(HelloRequest.newBuilder().setName("World").build());
            assertEquals("Hello, World!", reply.getMessage());
        }
    }
}
