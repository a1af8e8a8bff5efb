package io.github.stubject.runtime;

/**
 * What happened to the requests of one method since its host started. Each request counts in {@code requests}.
 *
 * @param requests all that arrived
 * @param errors those that the implementation failed, whether with an {@link RpcException} or otherwise
 * @param invalid those that could not be read, or that disagreed with their subject
 * @param rejected those beyond the limit of requests in flight, or that came while the host was closing
 * @param expired those whose caller had given up before their turn came; not run
 * @param unsafeReplies those that wanted their answer on a subject where the host must not publish; not run
 * @param withoutReply those that named no subject for an answer; run all the same
 * @param unsentReplies those whose answer could not be handed to the connection
 */
public record MethodStats(
        long requests,
        long errors,
        long invalid,
        long rejected,
        long expired,
        long unsafeReplies,
        long withoutReply,
        long unsentReplies) {}
