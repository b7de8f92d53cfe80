package io.forkedchild.dossier;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** The sockets of the network that a process sees, by their inodes: proc(5), /proc/pid/net. */
final class Sockets {

    /** A busy machine may have many more connections; these are looked for no further. */
    private static final int MOST_ROWS = 20_000;

    private static final String LISTENS = "0A";
    private static final String IS_CONNECTING = "02";
    private static final long UNIX_LISTENS = 0x10000;

    private final Map<String, Socket> sockets = new HashMap<>();

    /**
     * A socket.
     *
     * @param local its address, or its path
     * @param peer empty if it has none
     */
    record Socket(String local, String peer, boolean listens, boolean isConnecting) {

        /** What a process waits for that watches it while it listens. */
        String awaited() {
            return "connections on " + local;
        }

        /** Tells where it leads: {@code connection from 127.0.0.1:4711 to 127.0.0.1:80}. */
        String words() {
            if (listens) {
                return "listens on " + local;
            }
            if (isConnecting) {
                return "connects to " + peer;
            }
            return peer.isEmpty()
                    ? local.isEmpty() ? "socket" : "socket of " + local
                    : "connection from " + local + " to " + peer;
        }
    }

    private Sockets() {}

    static Sockets of(int pid) {
        var found = new Sockets();
        var net = Path.of("/proc", Integer.toString(pid), "net");
        for (var name : new String[] {"tcp", "tcp6", "udp", "udp6"}) {
            found.read(net.resolve(name), 9, found::inet);
        }
        found.read(net.resolve("unix"), 6, found::unix);
        return found;
    }

    /** @param name what the kernel calls it, {@code socket:[4711]} */
    Optional<Socket> named(String name) {
        return Optional.ofNullable(sockets.get(name));
    }

    private interface Row {
        void accept(String... cells);
    }

    private void read(Path table, int inode, Row row) {
        try (var lines = Files.newBufferedReader(table, StandardCharsets.ISO_8859_1)) {
            lines.readLine();
            var line = lines.readLine();
            for (int i = 0; i < MOST_ROWS && line != null; i++) {
                var cells = line.strip().split("\\s+", -1);
                if (cells.length > inode) {
                    row.accept(cells);
                }
                line = lines.readLine();
            }
        } catch (IOException missing) {
            // a kernel without this protocol
        }
    }

    private void inet(String... cells) {
        boolean isDatagram = cells[3].equals("07");
        var peer = cells[2].endsWith(":0000") ? "" : address(cells[2]);
        var socket = new Socket(
                address(cells[1]),
                peer,
                !isDatagram && cells[3].equals(LISTENS),
                !isDatagram && cells[3].equals(IS_CONNECTING));
        sockets.put("socket:[" + cells[9] + "]", socket);
    }

    private void unix(String... cells) {
        var path = cells.length > 7 ? cells[7] : "";
        boolean listens = (Long.parseLong(cells[3], 16) & UNIX_LISTENS) != 0;
        sockets.put("socket:[" + cells[6] + "]", new Socket(path, "", listens, false));
    }

    /** The kernel writes the words of an address as numbers of this machine, and the port as one of the network. */
    private static String address(String text) {
        int colon = text.indexOf(':');
        var bytes = HexFormat.of().parseHex(text.substring(0, colon));
        for (int word = 0; word < bytes.length; word += Integer.BYTES) {
            swap(bytes, word, word + 3);
            swap(bytes, word + 1, word + 2);
        }
        try {
            var address = InetAddress.getByAddress(bytes).getHostAddress();
            return (address.contains(":") ? "[" + address + "]" : address) + ":"
                    + Integer.parseInt(text.substring(colon + 1), 16);
        } catch (UnknownHostException impossible) {
            return text;
        }
    }

    private static void swap(byte[] bytes, int one, int other) {
        byte kept = bytes[one];
        bytes[one] = bytes[other];
        bytes[other] = kept;
    }
}
