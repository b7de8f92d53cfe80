package io.forkedchild.cluster;

import io.forkedchild.ForkedChild;
import io.forkedchild.Message;
import io.forkedchild.timeline.TimelineMark;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where workers have told that they listen. */
final class Listening {

    private static final int EVIDENCE_LINES = 40;

    private Listening() {}

    static InetSocketAddress await(ForkedChild worker) {
        long deadline = System.nanoTime() + worker.inspection().patience().toNanos();
        while (true) {
            var mark = worker.inspection().mark();
            boolean gone = isGone(worker);
            var address = inet(worker);
            if (address.isPresent()) {
                return address.get();
            }
            long left = deadline - System.nanoTime();
            if (gone || left <= 0) {
                throw missing(worker, gone);
            }
            await(mark, Duration.ofNanos(left));
        }
    }

    private static boolean isGone(ForkedChild worker) {
        return !worker.connected()
                || worker.inspection()
                        .withoutExamining(() -> worker.exitStatus().isPresent());
    }

    private static void await(TimelineMark mark, Duration atMost) {
        try {
            mark.await(atMost);
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a worker", interrupt);
        }
    }

    private static IllegalStateException missing(ForkedChild worker, boolean gone) {
        return new IllegalStateException(worker.name() + " has not listened on a port "
                + (gone
                        ? "before it left"
                        : "for " + worker.inspection().patience().toMillis() + " ms") + "\n"
                + worker.inspection().evidence(EVIDENCE_LINES));
    }

    private static Optional<InetSocketAddress> inet(ForkedChild worker) {
        return addresses(worker).stream()
                .filter(InetSocketAddress.class::isInstance)
                .map(InetSocketAddress.class::cast)
                .findFirst();
    }

    static List<SocketAddress> addresses(ForkedChild worker) {
        return worker.internalMessages().stream()
                .flatMap(Listening::members)
                .filter(members -> "listening".equals(members.get("act")))
                .map(Query::of)
                .map(Listening::address)
                .toList();
    }

    private static Stream<Map<?, ?>> members(Message message) {
        return message.value() instanceof Map<?, ?> members && "NODE_CLUSTER".equals(members.get("cmd"))
                ? Stream.of(members)
                : Stream.empty();
    }

    private static SocketAddress address(Query told) {
        var address = told.address();
        if (told.isUnix() && address != null) {
            return UnixDomainSocketAddress.of(address);
        }
        return new InetSocketAddress(reachable(address), told.port());
    }

    private static InetAddress reachable(@Nullable String address) {
        try {
            var told = InetAddress.getByName(address == null ? "0.0.0.0" : address);
            if (!told.isAnyLocalAddress()) {
                return told;
            }
            return InetAddress.getByName(told instanceof Inet6Address ? "::1" : "127.0.0.1");
        } catch (UnknownHostException notAnAddress) {
            throw new IllegalStateException("a worker listens on " + address, notAnAddress);
        }
    }
}
