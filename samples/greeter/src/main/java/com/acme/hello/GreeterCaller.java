package com.acme.hello;

import io.github.stubject.runtime.CallOptions;
import io.github.stubject.runtime.Response;
import io.github.stubject.runtime.RpcClient;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.util.Scanner;

/** Greets the world, then everybody whose name comes in a line, and says which instance answered. */
public final class GreeterCaller {
    private GreeterCaller() {}

    public static void main(String[] args) throws Exception {
        String url = System.getenv().getOrDefault("NATS_URL", Options.DEFAULT_URL);
        try (Connection nats = Nats.connect(url)) {
            GreeterClient greeter = GreeterClient.create(nats);
            HelloReply reply =
                    greeter.greet(HelloRequest.newBuilder().setName("World").build());
            System.out.println(reply.getMessage());

            RpcClient rpc = RpcClient.shared(nats);
            Scanner names = new Scanner(System.in, "UTF-8");
            while (names.hasNextLine()) {
                HelloRequest request =
                        HelloRequest.newBuilder().setName(names.nextLine()).build();
                Response<HelloReply> response = rpc.call(GreeterBinding.GREET, request, CallOptions.DEFAULT);
                System.out.println(response.message().getMessage() + " from instance " + response.instance());
            }
        }
    }
}
