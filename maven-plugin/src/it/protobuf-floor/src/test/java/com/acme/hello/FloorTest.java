package com.acme.hello;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Duration;
import com.google.protobuf.Message;
import io.github.stubject.runtime.Code;
import io.github.stubject.runtime.JsonCodec;
import io.github.stubject.runtime.RpcException;
import io.github.stubject.testing.StubjectTest;
import org.junit.jupiter.api.Test;

class FloorTest {
    private static final Greeter GREETER = new Greeter() {
        @Override
        public HelloReply greet(HelloRequest request) {
            if (request.getForHowLong().getSeconds() < 0) {
                throw new RpcException(Code.OUT_OF_RANGE, "too short").withDetail(request.getForHowLong());
            }
            return HelloReply.newBuilder().setMessage("Hello, " + request.getName()).build();
        }
    };

    @Test
    void protobufIsTheFloor() {
        String jar = Message.class.getProtectionDomain().getCodeSource().getLocation().getPath();
        assertTrue(jar.endsWith("-" + System.getProperty("protobuf.floor.version") + ".jar"), jar);
    }

    @Test
    void callsAndErrorsWork() {
        try (StubjectTest test = StubjectTest.serving(GreeterBinding.of(GREETER))) {
            GreeterClient greeter = GreeterClient.create(test.client());
            HelloRequest.Builder request = HelloRequest.newBuilder().setName("World");

            assertEquals("Hello, World", greeter.greet(request.build()).getMessage());

            request.getForHowLongBuilder().setSeconds(-1);
            RpcException error = assertThrows(RpcException.class, () -> greeter.greet(request.build()));
            assertEquals(Code.OUT_OF_RANGE, error.code());
            assertEquals(-1, error.detail(Duration.class).orElseThrow().getSeconds());
        }
    }

    @Test
    void jsonWorks() throws Exception {
        HelloRequest.Builder request = HelloRequest.newBuilder();
        JsonCodec.installed().merge("{\"name\":\"World\",\"forHowLong\":\"3s\",\"x\":1}".getBytes(UTF_8), request);

        assertEquals("{\"name\":\"World\",\"forHowLong\":\"3s\"}", new String(JsonCodec.installed().print(request.build()), UTF_8));
    }
}
