package com.acme.hello;

final class FriendlyGreeter implements Greeter {
    @Override
    public HelloReply greet(HelloRequest request) {
        return HelloReply.newBuilder()
                .setMessage("Hello, " + request.getName() + "!")
                .build();
    }
}
