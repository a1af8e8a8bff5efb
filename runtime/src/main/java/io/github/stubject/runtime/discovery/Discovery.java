package io.github.stubject.runtime.discovery;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Asks what services run: Stubject's, and all others that follow the NATS services specification (ADR-32). Made by
 * {@code RpcClient.discovery()}. Immutable; safe for any thread.
 *
 * <p>Each question waits for the first answer as long as the {@linkplain #withTimeout timeout} says, and then for further
 * ones until none has come for as long as the {@linkplain #withStall stall} says: nobody knows how many there will be.
 * An answer that is none is passed over. Questions fail with the runtime's {@code RpcException} where calls would, except
 * that nobody's answering is an empty list.
 */
public final class Discovery {
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration DEFAULT_STALL = Duration.ofMillis(300);

    private final Asker asker;
    private final Duration timeout;
    private final Duration stall;

    /** For the runtime: sends a question and collects what comes back. */
    @FunctionalInterface
    public interface Asker {
        /** All answers, until none has come for a while, or none at all within the timeout. */
        List<Answer> ask(String subject, Duration timeout, Duration stall);
    }

    /** For the runtime: an answer as it came, and how long after the question. */
    public record Answer(byte[] data, Duration after) {}

    /** For the runtime. */
    public Discovery(Asker asker) {
        this(asker, DEFAULT_TIMEOUT, DEFAULT_STALL);
    }

    private Discovery(Asker asker, Duration timeout, Duration stall) {
        this.asker = asker;
        this.timeout = timeout;
        this.stall = stall;
    }

    /** The same that waits as long as this for the first answer; 2 s unless set. */
    public Discovery withTimeout(Duration timeout) {
        return new Discovery(asker, checkPositive("timeout", timeout), stall);
    }

    /** The same that waits as long as this for one more answer; 300 ms unless set. */
    public Discovery withStall(Duration stall) {
        return new Discovery(asker, timeout, checkPositive("stall", stall));
    }

    private static Duration checkPositive(String what, Duration duration) {
        if (Objects.requireNonNull(duration, what).isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(what + " is " + duration + "; it must be positive");
        }
        return duration;
    }

    /** All instances of all services, as they answer. */
    public List<ServicePing> ping() {
        return ask(Question.PING);
    }

    /** All instances of a service. */
    public List<ServicePing> ping(String service) {
        return ask(Question.PING, service);
    }

    /** One instance of a service, if it answers. */
    public List<ServicePing> ping(String service, String id) {
        return ask(Question.PING, service, id);
    }

    /** What all instances of all services serve. */
    public List<ServiceInfo> info() {
        return ask(Question.INFO);
    }

    /** What all instances of a service serve. */
    public List<ServiceInfo> info(String service) {
        return ask(Question.INFO, service);
    }

    /** What one instance of a service serves, if it answers. */
    public List<ServiceInfo> info(String service, String id) {
        return ask(Question.INFO, service, id);
    }

    /** What all instances of all services have done. */
    public List<ServiceStats> stats() {
        return ask(Question.STATS);
    }

    /** What all instances of a service have done. */
    public List<ServiceStats> stats(String service) {
        return ask(Question.STATS, service);
    }

    /** What one instance of a service has done, if it answers. */
    public List<ServiceStats> stats(String service, String id) {
        return ask(Question.STATS, service, id);
    }

    /** One of the three questions, and how its answers are read. */
    private record Question<T>(Verb verb, Reader<T> reader) {
        private static final Question<ServicePing> PING = new Question<>(
                Verb.PING, answer -> new ServicePing(DiscoveryCodec.readPing(answer.data()), answer.after()));
        private static final Question<ServiceInfo> INFO =
                new Question<>(Verb.INFO, answer -> DiscoveryCodec.readInfo(answer.data()));
        private static final Question<ServiceStats> STATS =
                new Question<>(Verb.STATS, answer -> DiscoveryCodec.readStats(answer.data()));
    }

    private interface Reader<T> {
        T read(Answer answer) throws DiscoveryCodec.MalformedAnswerException;
    }

    private <T> List<T> ask(Question<T> question) {
        return ask(question.verb.subject(), question.reader);
    }

    private <T> List<T> ask(Question<T> question, String service) {
        return ask(question.verb.subject(token(service)), question.reader);
    }

    private <T> List<T> ask(Question<T> question, String service, String id) {
        return ask(question.verb.subject(token(service), token(id)), question.reader);
    }

    private <T> List<T> ask(String subject, Reader<T> reader) {
        List<T> all = new ArrayList<>();
        for (Answer answer : asker.ask(subject, timeout, stall)) {
            try {
                all.add(reader.read(answer));
            } catch (DiscoveryCodec.MalformedAnswerException e) {
                System.getLogger(Discovery.class.getName())
                        .log(Level.DEBUG, "An answer to {0} is passed over: {1}", subject, e.getMessage());
            }
        }
        return List.copyOf(all);
    }

    private static String token(String text) {
        if (!text.matches("[!-~&&[^.*>]]+")) {
            throw new IllegalArgumentException("\"" + text + "\" is no name of a service and no id of an instance");
        }
        return text;
    }
}
