package ouroboros.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The addresses on which processes accept connections, as Linux has them in {@code /proc}. */
final class Listeners {
  private static final String LISTENS = "0A";

  private Listeners() {}

  /** {@code address:port} of every socket on which a process or one that it started listens. */
  static Set<String> of(Process process) throws IOException {
    Set<String> all = new TreeSet<>(of(process.toHandle()));
    for (ProcessHandle each : process.descendants().toList()) {
      all.addAll(of(each));
    }
    return all;
  }

  private static Set<String> of(ProcessHandle process) throws IOException {
    Path home = Path.of("/proc", String.valueOf(process.pid()));
    Set<String> sockets;
    try (Stream<Path> files = Files.list(home.resolve("fd"))) {
      sockets = files.map(Listeners::target).collect(Collectors.toSet());
    } catch (IOException e) {
      return Set.of(); // it has ended
    }
    Set<String> all = new TreeSet<>();
    for (String table : new String[] {"tcp", "tcp6"}) {
      for (String line : Files.readAllLines(Path.of("/proc/net", table))) {
        String[] fields = line.strip().split("\\s+");
        if (fields[3].equals(LISTENS) && sockets.contains("socket:[" + fields[9] + "]")) {
          all.add(address(fields[1]));
        }
      }
    }
    return all;
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return "";
    }
  }

  /** An address is in words of four bytes, each with its last byte first. */
  private static String address(String hex) throws IOException {
    String[] parts = hex.split(":");
    byte[] given = HexFormat.of().parseHex(parts[0]);
    byte[] bytes = new byte[given.length];
    for (int i = 0; i < given.length; i++) {
      bytes[i] = given[i - i % 4 + 3 - i % 4];
    }
    return InetAddress.getByAddress(bytes).getHostAddress() + ":" + Integer.parseInt(parts[1], 16);
  }
}
