package io.github.stubject.runtime;

import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/** One durable event of a host, by a consumer of JetStream, or by one for each partition. */
final class DurableSubscription<E extends Message> implements Subscription {
    private final ListenedEvent<E> listened;
    private final DurableListening host;
    private final EventRunner<E> runner;
    private final SubscriptionCounters counters = new SubscriptionCounters();
    private final List<ConsumerPlan> plans;
    private final String consumer;
    private final List<DurableConsumer> consumers = new ArrayList<>();

    DurableSubscription(
            ListenedEvent<E> listened, DurableListening host, Executor executor, List<Interceptor> interceptors) {
        this.listened = listened;
        this.host = host;
        this.runner = new EventRunner<>(listened, interceptors, counters);
        this.plans = ConsumerPlan.of(listened);
        String first = plans.get(0).name();
        this.consumer = plans.size() == 1 ? first : first + " to _" + (plans.size() - 1);
        for (ConsumerPlan plan : plans) {
            int slots = plan.options().isInOrder() ? 1 : listened.options().parallelism();
            consumers.add(new DurableConsumer(plan, slots, host, runner::prepare, executor, counters));
        }
    }

    @Override
    public SubscriptionStats stats() {
        return counters.snapshot(listened.event(), listened.pattern(), consumer);
    }

    @Override
    public void resetStats() {
        counters.reset();
    }

    @Override
    public void prepare() throws InterruptedException {
        for (DurableConsumer one : consumers) {
            one.prepare();
        }
    }

    @Override
    public void start() {
        consumers.forEach(DurableConsumer::start);
        consumers.forEach(host::add);
    }

    @Override
    public void drain() {
        consumers.forEach(DurableConsumer::drain);
    }

    @Override
    public boolean awaitIdle(long nanos) throws InterruptedException {
        long end = System.nanoTime() + nanos;
        for (DurableConsumer one : consumers) {
            if (!one.awaitIdle(end - System.nanoTime())) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void abort() {
        consumers.forEach(DurableConsumer::abort);
        runner.cancelAll();
    }
}
