package com.acme.prices;

import io.github.stubject.runtime.Code;
import io.github.stubject.runtime.RpcException;
import java.util.concurrent.Flow;

/** Serves the prices of a market. It costs no thread, however many watch. */
final class LivePrices implements PricesAsync {
    private final Market market;

    LivePrices(Market market) {
        this.market = market;
    }

    @Override
    public Flow.Publisher<Price> watch(WatchRequest request) {
        if (!request.getSymbol().equals(market.symbol())) {
            return new RpcException(Code.NOT_FOUND, "no share " + request.getSymbol() + " is traded here")
                    .asPublisher();
        }
        return market.prices();
    }
}
