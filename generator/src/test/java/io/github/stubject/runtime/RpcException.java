package io.github.stubject.runtime;

/** Stands in for the runtime, so that goldens compile. */
public final class RpcException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private RpcException(String message) {
        super(message);
    }

    public static RpcException unimplemented(RpcMethod<?, ?> method) {
        return new RpcException(method.subject());
    }
}
