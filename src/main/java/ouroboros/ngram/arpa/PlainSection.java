package ouroboros.ngram.arpa;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * Reads a section of an ARPA file with all threads, which is possible where all its lines are
 * plain. One thread reads blocks of lines, and the others parse them. Memory: the n-grams twice.
 */
final class PlainSection {
  private final int threads = Math.max(1, Runtime.getRuntime().availableProcessors());
  private final Supplier<PlainGrams> parser;
  private final GramTable table;
  private final Queue<PlainGrams> idle = new ConcurrentLinkedQueue<>();
  private final Deque<Parsing> ahead = new ArrayDeque<>();
  private final List<GramTable.Piece> pieces = new ArrayList<>();
  private final Deque<byte[]> rooms = new ArrayDeque<>();
  private long grams;

  private PlainSection(Supplier<PlainGrams> parser, GramTable table) {
    this.parser = parser;
    this.table = table;
  }

  /**
   * A section.
   *
   * @param n the order of its n-grams, above 1
   * @param highest whether they must have no back-off weight
   * @param shorter the n-grams with one token less
   * @param table takes the n-grams
   */
  static PlainSection of(
      PlainWords words, int n, boolean highest, GramTable shorter, GramTable table) {
    return new PlainSection(() -> new PlainGrams(words, n, highest, shorter), table);
  }

  /** A block that a thread parses. */
  private record Parsing(ArpaLines.Block block, Future<PlainGrams.Read> read) {}

  /**
   * Reads the section and leaves what follows it. Returns false if its lines are not all plain, or
   * are not as many as expected, or have a mistake; then the table is of no use.
   */
  boolean read(ArpaLines lines, int expected, int blockBytes) throws IOException {
    if (expected == 0) {
      return true;
    }
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      return parsed(lines, blockBytes, pool) && grams == expected && table.addAll(pieces);
    } finally {
      pool.shutdownNow();
    }
  }

  /** Returns whether the section ended, with the context of each of its n-grams known. */
  private boolean parsed(ArpaLines lines, int blockBytes, ExecutorService pool) throws IOException {
    while (true) {
      while (ahead.size() < 2 * threads) {
        byte[] room = rooms.isEmpty() ? new byte[blockBytes] : rooms.remove();
        ArpaLines.Block block = lines.block(room);
        if (block.length() == 0) {
          break;
        }
        ahead.add(new Parsing(block, pool.submit(() -> parse(block))));
      }
      if (ahead.isEmpty()) {
        return false;
      }
      ArpaLines.Block block = ahead.element().block;
      PlainGrams.Read read = Awaited.result(ahead.element().read);
      if (!read.contextsAreThere()) {
        return false;
      }
      pieces.add(read.piece());
      grams += read.piece().entries().length / table.stride();
      if (read.bytes() < block.length()) {
        lines.unread(ahead.stream().map(Parsing::block).toList(), read.bytes());
        return true;
      }
      rooms.add(block.bytes());
      ahead.remove();
    }
  }

  private PlainGrams.Read parse(ArpaLines.Block block) {
    PlainGrams own = idle.poll();
    PlainGrams grams = own == null ? parser.get() : own;
    PlainGrams.Read read = grams.read(block, table);
    idle.add(grams);
    return read;
  }
}
