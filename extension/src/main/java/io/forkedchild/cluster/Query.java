package io.forkedchild.cluster;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What a worker wants to listen on.
 *
 * @param key Node's: workers with the same one share a server
 * @param address null for all addresses; a path if the port is negative
 * @param data of the kind of server: the keys of TLS tickets
 */
record Query(
        String key,
        @Nullable String address,
        int port,
        String addressType,
        OptionalInt descriptor,
        int flags,
        @Nullable Object data,
        @Nullable Object seq) {

    private static final int UDP_REUSE_ADDRESS = 4;

    static Query of(Map<?, ?> message) {
        return new Query(
                text(message, "address") + ":" + text(message, "port") + ":" + text(message, "addressType") + ":"
                        + text(message, "fd") + ":" + text(message, "index"),
                message.get("address") instanceof String address ? address : null,
                number(message, "port", -1),
                text(message, "addressType"),
                number(message, "fd", -1) < 0 ? OptionalInt.empty() : OptionalInt.of(number(message, "fd", -1)),
                number(message, "flags", 0),
                message.get("data"),
                message.get("seq"));
    }

    /** As JavaScript joins it to a text. */
    private static String text(Map<?, ?> message, String member) {
        var value = message.get(member);
        if (value instanceof Number number) {
            return Long.toString(number.longValue());
        }
        boolean isDefined = value instanceof String || (value == null && message.containsKey(member));
        return isDefined ? String.valueOf(value) : "undefined";
    }

    private static int number(Map<?, ?> message, String member, int otherwise) {
        return message.get(member) instanceof Number number ? number.intValue() : otherwise;
    }

    boolean isDatagrams() {
        return addressType.startsWith("udp");
    }

    boolean isInet6() {
        return addressType.endsWith("6");
    }

    boolean isUnix() {
        return !isDatagrams() && port < 0;
    }

    /** Whether a UDP socket reuses its address; for other sockets the flag means something else. */
    boolean reusesAddress() {
        return isDatagrams() && (flags & UDP_REUSE_ADDRESS) != 0;
    }

    /** The answer: no error, unless there is one in {@code members}, which are added. */
    Map<String, @Nullable Object> answer(
            @Nullable Integer errno, @Nullable Object sharedData, Map<String, ? extends @Nullable Object> members) {
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("errno", errno);
        answer.put("key", key);
        answer.put("ack", seq);
        answer.put("data", sharedData);
        answer.putAll(members);
        return answer;
    }
}
