/**
 * What generated services and clients run on: calls, streams and events over NATS, and the host that serves them.
 *
 * <p>A program begins with a {@link io.nats.client.Connection} of its own and with what was generated from its protos: for
 * a service {@code Greeter} the interface {@code Greeter}, its {@code GreeterBinding} and its {@code GreeterClient}, for
 * events also a listener and a publisher. It meets this package in about the order below.
 *
 * <h2>Serving</h2>
 *
 * <ul>
 *   <li>{@link ServiceHost} serves implementations: limits, queue groups, draining.
 *   <li>{@link ServiceBinding} is a service with its implementation; {@code GreeterBinding.of(...)} makes it.
 *   <li>{@link RpcException} with a {@link Code} is how an implementation answers with an error.
 *   <li>{@link CallContext} is what it can know of the call: headers, deadline, cancellation.
 *   <li>{@link MethodStats} counts what became of requests.
 * </ul>
 *
 * <h2>Calling</h2>
 *
 * <ul>
 *   <li>{@link RpcClient} makes the calls of generated clients over one connection.
 *   <li>{@link CallOptions} says timeout, retries, headers, a chosen instance.
 *   <li>{@link RpcException} ends a call that fails; {@link Delivery} tells whether the implementation ran.
 *   <li>{@link Response} is an answer with its headers; {@link Gathered} those of all instances, by {@link GatherOptions}.
 * </ul>
 *
 * <h2>Streams</h2>
 *
 * <ul>
 *   <li>{@link RpcStream} is what a blocking caller reads; it must be closed.
 *   <li>{@link Pipe} is written to, and read as a stream or a publisher at its other end.
 * </ul>
 *
 * <h2>Events</h2>
 *
 * <ul>
 *   <li>{@link EventBinding} is events with their listener, to be added to a {@link ServiceHost}.
 *   <li>{@link CoreEvent} reaches who listens now. {@link SubscribeOptions} say how to listen, and a
 *       {@link SubjectParameter} to which part.
 *   <li>{@link DurableEvent} is kept by JetStream. {@link DurableOptions} name its consumer and say where it
 *       {@linkplain StartFrom starts}, {@link EventStream} is the stream, and {@link Setup} what is done where they are missing.
 *   <li>{@link PublishOptions} and {@link PublishAck} are for publishers; {@link StoredEvent} is for listeners.
 *   <li>{@link SubscriptionStats} counts what became of events.
 * </ul>
 *
 * <h2>Around every call</h2>
 *
 * <ul>
 *   <li>{@link Interceptor} sees each {@link Call} on either side, puts values into it under a {@link CallKey}, holds a
 *       {@link Scope} while user code runs, and learns the {@link Outcome} through its {@link CallListener}.
 *   <li>{@link RpcHeaders} travel beside messages.
 *   <li>{@link JsonCodec} reads JSON; the module {@code stubject-json} brings it.
 *   <li>{@link io.github.stubject.runtime.discovery} asks what runs where.
 * </ul>
 *
 * <h2>For generated code</h2>
 *
 * <p>{@link RpcService}, {@link RpcMethod} and {@link EventMethod} are what a schema says; {@link GeneratedCode} is the
 * handshake between generated code and this version.
 *
 * <p>Nothing takes or returns {@code null} where {@link org.jspecify.annotations.Nullable} does not say so.
 */
@NullMarked
package io.github.stubject.runtime;

import org.jspecify.annotations.NullMarked;
