package org.openenv.core.host.http;

import io.undertow.io.Receiver;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.util.concurrent.Future;
import org.openenv.core.OpenEnvException;
import org.openenv.core.host.session.HostContext;
import org.xnio.IoUtils;

/** Takes a request's body in without blocking, up to a size, within a time. */
final class RequestBody {

    /** What to do with a body; an {@link OpenEnvException} becomes the answer. */
    @FunctionalInterface
    interface Consumer {
        void accept(byte[] body);
    }

    private RequestBody() {}

    static void receive(HttpServerExchange exchange, HostContext context, Consumer consumer) {
        Future<?> deadline = context.clock()
                .after(context.config().times().bodyTimeout(), () -> IoUtils.safeClose(exchange.getConnection()));
        Receiver receiver = exchange.getRequestReceiver();
        receiver.setMaxBufferSize(context.config().limits().maxMessageBytes());
        receiver.receiveFullBytes(
                (received, body) -> {
                    deadline.cancel(false);
                    try {
                        consumer.accept(body);
                    } catch (OpenEnvException mistake) {
                        HttpAnswer.failure(received, mistake);
                    }
                },
                (failed, reason) -> {
                    deadline.cancel(false);
                    refuse(failed, reason, context.config().limits().maxMessageBytes());
                });
    }

    private static void refuse(HttpServerExchange exchange, IOException reason, int maxBytes) {
        if (reason instanceof Receiver.RequestToLargeException) {
            HttpAnswer.detail(
                    exchange,
                    StatusCodes.REQUEST_ENTITY_TOO_LARGE,
                    "The body is larger than the " + maxBytes + " bytes this server takes.");
        } else {
            IoUtils.safeClose(exchange.getConnection());
        }
    }
}
