package io.github.stubject.runtime;

import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Collector;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The answers of a call, as they come: a {@link Stream} and, for a {@code for} loop, an {@link Iterable}; to be gone through
 * once, by one thread, which waits for them. The service sends as much as is taken, and a little ahead. Errors of the call
 * are thrown as {@link RpcException} by whatever takes the answers, behind those that came before.
 *
 * <p>It must be closed: then a call that goes on is cancelled. Terminal operations close it, also those of the streams that
 * {@link #filter}, {@link #map} and the like make of it; a loop that is left early does not, so use try-with-resources. One
 * that is forgotten is closed when the garbage collector finds it.
 *
 * <pre>{@code
 * try (RpcStream<Greeting> feed = greeter.watch(request)) {
 *     for (Greeting greeting : feed) {
 *         ...
 *     }
 * }
 * }</pre>
 *
 * <p>It does not split, so {@link #parallel} makes nothing faster.
 *
 * @param <T> the answers, or what was made of them
 */
public final class RpcStream<T> implements Stream<T>, Iterable<T> {
    private static final Cleaner CLEANER = Cleaner.create();

    private final Stream<T> stream;
    private final Supplier<RpcHeaders> headers;

    private RpcStream(Stream<T> stream, Supplier<RpcHeaders> headers) {
        this.stream = stream;
        this.headers = headers;
    }

    /**
     * The stream of a call.
     *
     * @param answers what waits for the answers; does not lead back to the result
     * @param end ends the call; may be called several times
     * @param headers those that have come so far
     */
    static <T> RpcStream<T> of(Spliterator<T> answers, Runnable end, Supplier<RpcHeaders> headers) {
        Guarded<T> guarded = new Guarded<>(answers);
        Cleaner.Cleanable cleanable = CLEANER.register(guarded, end);
        return new RpcStream<>(StreamSupport.stream(guarded, false).onClose(cleanable::clean), headers);
    }

    /**
     * The response's headers that have come so far: those that the implementation had set when it accepted the call, and,
     * once the stream has come to a good end, also those that it has set since. An error has its own.
     */
    public RpcHeaders headers() {
        return headers.get();
    }

    /** Everything that can still take answers refers to it. */
    private static final class Guarded<T> extends Spliterators.AbstractSpliterator<T> {
        private final Spliterator<T> answers;

        private Guarded(Spliterator<T> answers) {
            super(Long.MAX_VALUE, ORDERED | NONNULL);
            this.answers = answers;
        }

        @Override
        public boolean tryAdvance(Consumer<? super T> action) {
            try {
                return answers.tryAdvance(action);
            } finally {
                Reference.reachabilityFence(this);
            }
        }

        @Override
        @SuppressWarnings("NullAway") // null says that it does not split
        public Spliterator<T> trySplit() {
            return null;
        }
    }

    private <R> RpcStream<R> wrap(Stream<R> other) {
        return new RpcStream<>(other, headers);
    }

    private <R> R closing(Function<Stream<T>, R> terminal) {
        try (Stream<T> closed = stream) {
            return terminal.apply(closed);
        }
    }

    /** Whether an answer is there or will come is known only by waiting for it; the loop that is left early does not close. */
    @Override
    public Iterator<T> iterator() {
        return stream.iterator();
    }

    @Override
    public Spliterator<T> spliterator() {
        return stream.spliterator();
    }

    @Override
    public boolean isParallel() {
        return stream.isParallel();
    }

    @Override
    public Stream<T> sequential() {
        return wrap(stream.sequential());
    }

    @Override
    public Stream<T> parallel() {
        return wrap(stream.parallel());
    }

    @Override
    public Stream<T> unordered() {
        return wrap(stream.unordered());
    }

    @Override
    public Stream<T> onClose(Runnable closeHandler) {
        return wrap(stream.onClose(closeHandler));
    }

    @Override
    public void close() {
        stream.close();
    }

    @Override
    public Stream<T> filter(Predicate<? super T> predicate) {
        return wrap(stream.filter(predicate));
    }

    @Override
    public <R> Stream<R> map(Function<? super T, ? extends R> mapper) {
        return wrap(stream.map(mapper));
    }

    @Override
    public IntStream mapToInt(ToIntFunction<? super T> mapper) {
        return stream.mapToInt(mapper);
    }

    @Override
    public LongStream mapToLong(ToLongFunction<? super T> mapper) {
        return stream.mapToLong(mapper);
    }

    @Override
    public DoubleStream mapToDouble(ToDoubleFunction<? super T> mapper) {
        return stream.mapToDouble(mapper);
    }

    @Override
    public <R> Stream<R> flatMap(Function<? super T, ? extends Stream<? extends R>> mapper) {
        return wrap(stream.flatMap(mapper));
    }

    @Override
    public IntStream flatMapToInt(Function<? super T, ? extends IntStream> mapper) {
        return stream.flatMapToInt(mapper);
    }

    @Override
    public LongStream flatMapToLong(Function<? super T, ? extends LongStream> mapper) {
        return stream.flatMapToLong(mapper);
    }

    @Override
    public DoubleStream flatMapToDouble(Function<? super T, ? extends DoubleStream> mapper) {
        return stream.flatMapToDouble(mapper);
    }

    @Override
    public <R> Stream<R> mapMulti(BiConsumer<? super T, ? super Consumer<R>> mapper) {
        return wrap(stream.mapMulti(mapper));
    }

    @Override
    public Stream<T> distinct() {
        return wrap(stream.distinct());
    }

    @Override
    public Stream<T> sorted() {
        return wrap(stream.sorted());
    }

    @Override
    public Stream<T> sorted(Comparator<? super T> comparator) {
        return wrap(stream.sorted(comparator));
    }

    @Override
    public Stream<T> peek(Consumer<? super T> action) {
        return wrap(stream.peek(action));
    }

    @Override
    public Stream<T> limit(long maxSize) {
        return wrap(stream.limit(maxSize));
    }

    @Override
    public Stream<T> skip(long n) {
        return wrap(stream.skip(n));
    }

    @Override
    public Stream<T> takeWhile(Predicate<? super T> predicate) {
        return wrap(stream.takeWhile(predicate));
    }

    @Override
    public Stream<T> dropWhile(Predicate<? super T> predicate) {
        return wrap(stream.dropWhile(predicate));
    }

    @Override
    public void forEach(Consumer<? super T> action) {
        try (Stream<T> closed = stream) {
            closed.forEach(action);
        }
    }

    @Override
    public void forEachOrdered(Consumer<? super T> action) {
        try (Stream<T> closed = stream) {
            closed.forEachOrdered(action);
        }
    }

    @Override
    public Object[] toArray() {
        return closing(Stream::toArray);
    }

    @Override
    public <A> A[] toArray(IntFunction<A[]> generator) {
        return closing(closed -> closed.toArray(generator));
    }

    @Override
    public T reduce(T identity, BinaryOperator<T> accumulator) {
        return closing(closed -> closed.reduce(identity, accumulator));
    }

    @Override
    public Optional<T> reduce(BinaryOperator<T> accumulator) {
        return closing(closed -> closed.reduce(accumulator));
    }

    @Override
    public <U> U reduce(U identity, BiFunction<U, ? super T, U> accumulator, BinaryOperator<U> combiner) {
        return closing(closed -> closed.reduce(identity, accumulator, combiner));
    }

    @Override
    public <R> R collect(Supplier<R> supplier, BiConsumer<R, ? super T> accumulator, BiConsumer<R, R> combiner) {
        return closing(closed -> closed.collect(supplier, accumulator, combiner));
    }

    @Override
    public <R, A> R collect(Collector<? super T, A, R> collector) {
        return closing(closed -> closed.collect(collector));
    }

    @Override
    public Optional<T> min(Comparator<? super T> comparator) {
        return closing(closed -> closed.min(comparator));
    }

    @Override
    public Optional<T> max(Comparator<? super T> comparator) {
        return closing(closed -> closed.max(comparator));
    }

    @Override
    public long count() {
        return closing(Stream::count);
    }

    @Override
    public boolean anyMatch(Predicate<? super T> predicate) {
        return closing(closed -> closed.anyMatch(predicate));
    }

    @Override
    public boolean allMatch(Predicate<? super T> predicate) {
        return closing(closed -> closed.allMatch(predicate));
    }

    @Override
    public boolean noneMatch(Predicate<? super T> predicate) {
        return closing(closed -> closed.noneMatch(predicate));
    }

    @Override
    public Optional<T> findFirst() {
        return closing(Stream::findFirst);
    }

    @Override
    public Optional<T> findAny() {
        return closing(Stream::findAny);
    }
}
