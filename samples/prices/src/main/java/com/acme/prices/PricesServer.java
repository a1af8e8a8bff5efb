package com.acme.prices;

import io.github.stubject.runtime.ServiceHost;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;

/** Serves live and old prices until it is stopped. The environment variable NATS_URL says where nats-server is. */
public final class PricesServer {
    private PricesServer() {}

    public static void main(String[] args) throws Exception {
        String url = System.getenv().getOrDefault("NATS_URL", Options.DEFAULT_URL);
        try (Market market = new Market("ACME");
                Connection nats = Nats.connect(url);
                ServiceHost host = ServiceHost.builder(nats)
                        .add(PricesBinding.ofAsync(new LivePrices(market)))
                        .add(ArchiveBinding.of(new PriceArchive()))
                        .start()) {
            market.open();
            System.out.println("Ready as instance " + host.instance());
            host.awaitShutdown();
        }
    }
}
