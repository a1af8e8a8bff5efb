package io.github.stubject.it.permitted;

import static io.github.stubject.it.permitted.Implementations.MANY;
import static io.github.stubject.it.permitted.Implementations.SLOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.stubject.runtime.CallOptions;
import io.github.stubject.runtime.GatherOptions;
import io.github.stubject.runtime.Pipe;
import io.github.stubject.runtime.RpcClient;
import io.github.stubject.runtime.RpcMethod;
import io.github.stubject.runtime.RpcStream;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What a client does with the services, each of which must work. */
enum Calls {
    CALL_WITH_A_PARAMETER(Of.DESK) {
        @Override
        void with(Caller caller) {
            assertThat(caller.call(DeskBinding.PLACE, LONG)).isEqualTo(caller.note());
        }
    },
    CALL_IN_A_QUEUE_GROUP_OF_ITS_OWN(Of.DESK) {
        @Override
        void with(Caller caller) {
            assertThat(caller.call(DeskBinding.SORT, LONG)).isEqualTo(caller.note());
        }
    },
    CALL_OF_A_CHOSEN_INSTANCE(Of.DESK) {
        @Override
        void with(Caller caller) {
            assertThat(caller.call(DeskBinding.PLACE, LONG.withInstance(caller.instance())))
                    .isEqualTo(caller.note());
        }
    },
    CALL_THAT_EVERY_INSTANCE_ANSWERS(Of.DESK) {
        @Override
        void with(Caller caller) {
            assertThat(caller.rpc()
                            .gather(DeskBinding.COUNT, caller.note(), LONG, GatherOptions.DEFAULT)
                            .answers())
                    .hasSize(1);
        }
    },
    CANCEL(Of.DESK) {
        @Override
        void with(Caller caller) throws Exception {
            Note slow = caller.note().toBuilder().setText(SLOW).build();
            CompletableFuture<Note> call = caller.rpc().unaryAsync(DeskBinding.PLACE, slow, LONG);
            assertThat(caller.service().running.await(20, TimeUnit.SECONDS)).isTrue();

            call.cancel(true);

            assertThat(caller.service().cancelled.await(20, TimeUnit.SECONDS)).isTrue();
        }
    },
    DISCOVERY(Of.DESK) {
        @Override
        void with(Caller caller) {
            assertThat(caller.rpc().discovery().ping()).isNotEmpty();
            assertThat(caller.rpc().discovery().stats("permitted-Desk")).isNotEmpty();
            assertThat(caller.rpc().discovery().info("permitted-Desk", caller.instance()))
                    .isNotEmpty();
        }
    },
    CALL_BESIDE_STREAMS(Of.FEEDS) {
        @Override
        void with(Caller caller) {
            assertThat(caller.call(FeedsBinding.GET, LONG)).isEqualTo(caller.note());
        }
    },
    STREAM_FROM_THE_SERVICE(Of.FEEDS) {
        @Override
        void with(Caller caller) {
            assertThat(caller.rpc()
                            .serverStreaming(FeedsBinding.WATCH, caller.note(), LONG)
                            .count())
                    .isEqualTo(MANY);
        }
    },
    STREAM_THAT_IS_CANCELLED(Of.FEEDS) {
        @Override
        void with(Caller caller) throws Exception {
            Note endless = caller.note().toBuilder().setText(SLOW).build();
            try (RpcStream<Note> notes = caller.rpc().serverStreaming(FeedsBinding.WATCH, endless, LONG)) {
                Iterator<Note> iterator = notes.iterator();
                assertThat(iterator.next().getText()).isEqualTo(SLOW);
            }
            assertThat(caller.service().closed.await(20, TimeUnit.SECONDS)).isTrue();
        }
    },
    STREAM_TO_THE_SERVICE(Of.FEEDS) {
        @Override
        void with(Caller caller) {
            Stream<Note> notes = Stream.generate(caller::note).limit(MANY);
            assertThat(caller.rpc()
                            .clientStreaming(FeedsBinding.RECORD, notes, LONG)
                            .getText())
                    .isEqualTo("" + MANY);
        }
    },
    STREAMS_IN_BOTH_DIRECTIONS_THAT_OUTLAST_BEATS(Of.FEEDS) {
        @Override
        void with(Caller caller) throws Exception {
            try (Pipe<Note> out = Pipe.create(1);
                    RpcStream<Note> in = caller.rpc().bidiStreaming(FeedsBinding.CHAT, out.stream(), LONG)) {
                // Four beats without an answer would end it, and there is one a second.
                CompletableFuture<Void> later = CompletableFuture.runAsync(
                        () -> {
                            out.send(caller.note());
                            out.close();
                        },
                        CompletableFuture.delayedExecutor(6, TimeUnit.SECONDS));
                assertThat(in.toList()).containsExactly(caller.note());
                later.get(20, TimeUnit.SECONDS);
            }
        }
    },
    STREAM_OF_A_CHOSEN_INSTANCE(Of.FEEDS) {
        @Override
        void with(Caller caller) {
            assertThat(caller.rpc()
                            .serverStreaming(FeedsBinding.WATCH, caller.note(), LONG.withInstance(caller.instance()))
                            .count())
                    .isEqualTo(MANY);
        }
    };

    private static final CallOptions LONG = CallOptions.DEFAULT.withTimeout(Duration.ofSeconds(40));

    /** Whose methods are called. */
    private enum Of {
        DESK,
        FEEDS
    }

    private final Of of;

    Calls(Of of) {
        this.of = of;
    }

    abstract void with(Caller caller) throws Exception;

    boolean isOfFeeds() {
        return of == Of.FEEDS;
    }

    /** A client, the instance that serves it, and what it says. */
    record Caller(RpcClient rpc, String instance, Implementations service, Note note) {
        Note call(RpcMethod<Note, Note> method, CallOptions options) {
            return rpc.unary(method, note, options);
        }
    }
}
