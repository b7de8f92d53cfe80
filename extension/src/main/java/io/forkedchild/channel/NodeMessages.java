package io.forkedchild.channel;

import java.util.LinkedHashMap;
import java.util.Map;

/** The messages that Node's own code exchanges over a channel. */
final class NodeMessages {

    static final String HANDLE = "NODE_HANDLE";
    static final String HANDLE_ACK = "NODE_HANDLE_ACK";
    static final String HANDLE_NACK = "NODE_HANDLE_NACK";
    static final String SOCKET_NOTIFY_CLOSE = "NODE_SOCKET_NOTIFY_CLOSE";
    static final String SOCKET_ALL_CLOSED = "NODE_SOCKET_ALL_CLOSED";
    static final String SOCKET_GET_COUNT = "NODE_SOCKET_GET_COUNT";
    static final String SOCKET_COUNT = "NODE_SOCKET_COUNT";

    private NodeMessages() {}

    static Map<String, Object> command(String command) {
        return Map.of("cmd", command);
    }

    /** How many connections with that key are open. */
    static Map<String, Object> count(String key, long count) {
        var members = allClosed(key);
        members.put("cmd", SOCKET_COUNT);
        members.put("count", count);
        return members;
    }

    /** No connection with that key is open any more. */
    static Map<String, Object> allClosed(String key) {
        var members = new LinkedHashMap<String, Object>();
        members.put("cmd", SOCKET_ALL_CLOSED);
        members.put("key", key);
        return members;
    }
}
