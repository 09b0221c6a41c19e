package dev.kaptan.state.grpc;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCall;
import io.grpc.ForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.Status;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * A call that somebody else than its handler may end, at any time and from any thread. The handler
 * then sees a call that its client has cancelled, at once, though a client that does not read may
 * not be told for long.
 */
final class EndableCall<Q, A> extends ForwardingServerCall.SimpleForwardingServerCall<Q, A> {

    private final ReentrantLock sending = new ReentrantLock();
    private final Context.CancellableContext context = Context.current().withCancellation();
    private final Consumer<EndableCall<Q, A>> onEnd;

    /** Set once the handler or somebody else has ended the call; guarded by {@link #sending}. */
    private boolean closed;

    /** By somebody else. */
    private volatile boolean ended;

    private ServerCall.Listener<Q> handler = new ServerCall.Listener<>() {};

    /**
     * @param onEnd called when the call is over, whoever ended it; perhaps more than once
     */
    EndableCall(ServerCall<Q, A> call, Consumer<EndableCall<Q, A>> onEnd) {
        super(call);
        this.onEnd = onEnd;
    }

    /** To be called first, and once. */
    ServerCall.Listener<Q> start(Metadata headers, ServerCallHandler<Q, A> next) {
        handler = Contexts.interceptCall(context, this, headers, next);
        return new UntilEnded(handler);
    }

    /** The client is told this, the handler that the client has gone. */
    void end(Status status) {
        sending.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            ended = true;
            super.close(status, new Metadata());
        } finally {
            sending.unlock();
        }
        over(status.asException());
        handler.onCancel();
    }

    @Override
    public void sendHeaders(Metadata headers) {
        unlessEnded(() -> super.sendHeaders(headers));
    }

    @Override
    public void sendMessage(A message) {
        unlessEnded(() -> super.sendMessage(message));
    }

    @Override
    public void close(Status status, Metadata trailers) {
        unlessEnded(() -> {
            closed = true;
            super.close(status, trailers);
        });
    }

    @Override
    public boolean isCancelled() {
        return ended || super.isCancelled();
    }

    private void unlessEnded(Runnable step) {
        sending.lock();
        try {
            if (!ended) {
                step.run();
            }
        } finally {
            sending.unlock();
        }
    }

    private void over(@Nullable Throwable cause) {
        onEnd.accept(this);
        context.cancel(cause);
    }

    private final class UntilEnded
            extends ForwardingServerCallListener.SimpleForwardingServerCallListener<Q> {

        private UntilEnded(ServerCall.Listener<Q> handler) {
            super(handler);
        }

        @Override
        public void onMessage(Q message) {
            if (!ended) {
                super.onMessage(message);
            }
        }

        @Override
        public void onHalfClose() {
            if (!ended) {
                super.onHalfClose();
            }
        }

        @Override
        public void onReady() {
            if (!ended) {
                super.onReady();
            }
        }

        @Override
        public void onCancel() {
            over(null);
            if (!ended) {
                super.onCancel();
            }
        }

        @Override
        public void onComplete() {
            over(null);
            if (!ended) {
                super.onComplete();
            }
        }
    }
}
