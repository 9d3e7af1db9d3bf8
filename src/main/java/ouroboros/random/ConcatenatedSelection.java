package ouroboros.random;

import java.util.List;

/**
 * Several selections, one after the other, as one: the units of part i follow those of part i - 1.
 */
public record ConcatenatedSelection(List<Selection> parts) implements Selection {
  @Override
  public long population() {
    return parts.stream().mapToLong(Selection::population).sum();
  }

  @Override
  public long chosen() {
    return parts.stream().mapToLong(Selection::chosen).sum();
  }

  @Override
  public void multiplicities(long from, int count, int[] into) {
    long start = 0;
    for (Selection part : parts) {
      long end = start + part.population();
      long first = Math.max(from, start);
      long last = Math.min(from + count, end);
      if (first < last) {
        int[] inside = new int[(int) (last - first)];
        part.multiplicities(first - start, inside.length, inside);
        System.arraycopy(inside, 0, into, (int) (first - from), inside.length);
      }
      start = end;
    }
  }
}
