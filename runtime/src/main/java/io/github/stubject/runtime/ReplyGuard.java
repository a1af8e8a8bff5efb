package io.github.stubject.runtime;

import io.github.stubject.proto.SubjectTemplate;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Keeps a caller from making the host publish where the caller itself may not: a reply subject that begins with
 * {@code $} could reach NATS's own interfaces, one that the host listens on would make it call itself. Narrows that hole;
 * the permissions of the service's user must close it.
 */
final class ReplyGuard {
    private static final System.Logger LOG = System.getLogger(ServiceHost.class.getName());

    private final List<SubjectTemplate> served;
    private final AtomicBoolean warned = new AtomicBoolean();

    ReplyGuard(List<SubjectTemplate> served) {
        this.served = List.copyOf(served);
    }

    boolean isSafe(String replyTo) {
        if (replyTo.startsWith("_INBOX.")) {
            return true; // nothing can be served there
        }
        return !replyTo.startsWith("$") && served.stream().noneMatch(template -> template.covers(replyTo));
    }

    /** Logs the first refusal; the others are only counted, since a peer decides how many there are. */
    void warn(RpcMethod<?, ?> method, String replyTo) {
        if (warned.compareAndSet(false, true)) {
            LOG.log(
                    Level.WARNING,
                    "Refused a request to {0} that wants its answer on {1}: the host must not publish there. Further"
                            + " ones are counted only.",
                    method.fullName(),
                    WireHeaders.clean(replyTo));
        }
    }
}
